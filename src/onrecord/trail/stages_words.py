"""Stages from statements to variants: words, names, folding, and each variant's text; any rows at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.engine.plan import Stage
from onrecord.trail.compare_kernel import SHORT
from onrecord.trail.packed import packed, unpacked

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from onrecord.trail.words import Words

UNDATED = (1 << 63) - 1
_SIGN = np.uint64(1 << 63)


def columns_of(**kinds: str) -> Any:
    """A schema of these columns, made when it is asked for."""

    def schema() -> pa.Schema:
        import pyarrow as pa

        return pa.schema([(name, getattr(pa, kind)()) for name, kind in kinds.items()])

    return schema


def signed(numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The same bits: engines know no unsigned numbers."""
    return numbers.view(np.int64)


def words_in(table: pa.Table) -> Words:
    """Texts of a table with the columns ``hashes`` and ``flags``."""
    from onrecord.trail.words import Words

    hashes, starts = unpacked(table["hashes"], np.uint64)
    flags, _ = unpacked(table["flags"], np.uint8)
    return Words(hashes, flags, starts)


def scan_words(rows: pa.Table, _: Mapping[str, pa.Table]) -> pa.Table:
    """Texts → their words, and what statements with equal words have in common."""
    import pyarrow as pa

    from onrecord.trail.print_kernel import text_hashes
    from onrecord.trail.words import hash_of, raw_words

    words = raw_words(rows["text"])
    speakers, places = hash_of(rows["speaker"]), hash_of(rows["id"])
    keys = text_hashes(words.hashes, words.starts)
    few = words.counts < SHORT
    keys[few] ^= speakers[few]
    alone = few & ((speakers == 0) | (words.counts == 0))
    keys[alone] = places[alone]
    return pa.table({
        "id": rows["id"], "key": signed(keys), "time": rows["time"], "length": words.counts.astype(np.int32),
        "place": signed(places ^ _SIGN), "speaker": signed(speakers), "printed": signed(hash_of(rows["text"])),
        "hashes": packed(words.hashes, words.starts), "flags": packed(words.flags, words.starts),
    })  # fmt: skip


def see_capitals(rows: pa.Table, _: Mapping[str, pa.Table]) -> pa.Table:
    """Words → how they were seen, with a capital or without: slots and bits."""
    import pyarrow as pa

    from onrecord.trail.words import SLOTS_SEEN, mark_names

    seen = np.zeros(SLOTS_SEEN, np.uint8)
    words = words_in(rows)
    mark_names(words._replace(flags=words.flags.copy()), seen)
    slots = np.flatnonzero(seen)
    return pa.table({"slot": slots.astype(np.int32), "bits": seen[slots].astype(np.int8)})


def write_texts(rows: pa.Table, sides: Mapping[str, pa.Table]) -> pa.Table:
    """Variants with the raw words of their first statement → with names flagged, and signed."""
    from onrecord.trail.print_kernel import signatures
    from onrecord.trail.words import SLOTS_SEEN, mark_names

    seen = np.zeros(SLOTS_SEEN, np.uint8)
    seen[sides["names"]["slot"].to_numpy()] = sides["names"]["bits"].to_numpy()
    words = words_in(rows)
    words = words._replace(flags=words.flags.copy())
    mark_names(words, seen)
    signs = signatures(words.hashes, words.starts)
    place = rows.schema.get_field_index("flags")
    rows = rows.set_column(place, "flags", packed(words.flags, words.starts))
    return rows.append_column("low", [signed(signs[:, 0].copy())]).append_column("high", [signed(signs[:, 1].copy())])


_FOLDED = """
SELECT id, key, time, length, place, printed,
       row_number() OVER (PARTITION BY key ORDER BY time ASC NULLS LAST, length DESC NULLS LAST, place ASC NULLS LAST) AS nth
FROM words
"""
_VARIANTS = """
SELECT CAST(row_number() OVER (ORDER BY first.time ASC NULLS LAST, first.length DESC NULLS LAST, first.place ASC NULLS LAST) - 1
            AS INT) AS number,
       first.key, first.id, first.time, first.printed, CAST(every.held AS INT) AS held,
       CASE WHEN every.low = every.high THEN every.low ELSE CAST(0 AS BIGINT) END AS speaker
FROM folded AS first JOIN (
    SELECT key, count(*) AS held, min(CASE WHEN speaker <> 0 THEN speaker END) AS low,
           max(CASE WHEN speaker <> 0 THEN speaker END) AS high
    FROM words GROUP BY key
) AS every ON every.key = first.key
WHERE first.nth = 1
"""
_TEXTS = """
SELECT v.number, v.time, v.speaker, v.held, w.length, w.hashes, w.flags FROM variants AS v JOIN words AS w ON w.id = v.id
"""
NAMES = "SELECT slot, CAST(bit_or(bits) AS TINYINT) AS bits FROM capitals GROUP BY slot"

STAGES = (
    Stage("words", "SELECT id, text, time, speaker FROM statements", scan_words, columns_of(
        id="string", key="int64", time="int64", length="int32", place="int64", speaker="int64", printed="int64",
        hashes="binary", flags="binary")),
    Stage("capitals", "SELECT hashes, flags FROM words", see_capitals, columns_of(slot="int32", bits="int8")),
    Stage("folded", _FOLDED),
    Stage("variants", _VARIANTS),
    Stage("texts", _TEXTS, write_texts, columns_of(
        number="int32", time="int64", speaker="int64", held="int32", length="int32", hashes="binary", flags="binary",
        low="int64", high="int64"), sides={"names": NAMES}),
)  # fmt: skip
