"""Stages from comparisons to trails: the forest, kin and relatives to compare next, sources, and the table of statements.

The forest alone is made in one piece: it needs of each text its length and those that are the same statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from onrecord.engine.plan import Stage
from onrecord.text.distinct import distinct
from onrecord.trail.follow import CHANGES, changes_of, joined
from onrecord.trail.packed import packed_rows, ragged, unpacked
from onrecord.trail.stages_compare import (
    TEXTS_OF,
    aligned,
    compare_found,
    compare_likeliest,
    compare_likely,
    comparing,
    local,
    once,
    signatures_in,
)
from onrecord.trail.stages_links import PARTS, WANTED, wanted
from onrecord.trail.stages_words import UNDATED, columns_of, words_in

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from onrecord.trail.compare_kernel import Compared


def first_forest(rows: pa.Table, _: Mapping[str, pa.Table]) -> pa.Table:
    """Comparisons of all texts → the root of each one's tree."""
    import pyarrow as pa

    numbers, root, _texts, _others = _rooted(rows, 1)
    return pa.table({"number": numbers, "root": root})


def last_forest(rows: pa.Table, _: Mapping[str, pa.Table]) -> pa.Table:
    """All comparisons → the root of each text's trail, trees joined where they belong together; and its first text."""
    import pyarrow as pa

    from onrecord.trail.forest_kernel import first_of

    numbers, root, texts, others = _rooted(rows, 3)
    root = joined(root, texts, others)
    return pa.table({"number": numbers, "root": root, "first": first_of(root)})


def _rooted(
    rows: pa.Table, rounds: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Each text's number and root, and the pairs that are related. Numbers of all texts are 0, 1, 2 …: their own places."""
    from onrecord.trail.forest_kernel import roots
    from onrecord.trail.pairs import akin, in_order

    rows = rows.sort_by("number")
    seen = in_order(*(_seen(rows, str(nth)) for nth in range(1, rounds + 1)))
    related = akin(seen)
    return rows["number"].to_numpy(), roots(_starts(rows), *seen[:4]), seen.texts[related], seen.others[related]


def _seen(rows: pa.Table, nth: str) -> Compared:
    """A round's comparisons, as far as a forest needs them."""
    from onrecord.trail.compare_kernel import Compared

    others, starts = unpacked(rows[f"others{nth}"], np.int32)
    texts = np.repeat(np.arange(rows.num_rows, dtype=np.int32), np.diff(starts))
    same, scores, changed = (
        unpacked(rows[f"{name}{nth}"], kind)[0]
        for name, kind in (("same", np.bool_), ("scores", np.float32), ("changed", np.uint8))
    )
    none = np.zeros(len(texts), np.int32)
    return Compared(texts, others, same, scores, none, changed, none)


def _starts(rows: pa.Table) -> NDArray[np.int64]:
    """Where texts of these lengths would begin."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(rows["length"].to_numpy(), dtype=np.int64)])


def want_kin(rows: pa.Table, sides: Mapping[str, pa.Table]) -> pa.Table:
    """Candidates of texts → those of texts without parent: their candidates' trees; a row for each tree wanted in a part."""
    import pyarrow as pa

    root = _by_number(sides["forest"], "root")
    numbers = rows["number"].to_numpy()
    found, starts = unpacked(rows["found"], np.int32)
    counts = np.diff(starts)
    asking = root[numbers] == numbers
    each = np.repeat(asking, counts)
    numbers, trees = numbers[asking], root[found[each]]
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[asking])])
    parts = int(sides["parts"]["parts"][0].as_py())
    part = (numbers % parts).astype(np.int32)
    pairs = distinct((np.repeat(part, np.diff(starts)).astype(np.int64) << 32) | trees.astype(np.int64))
    column = pa.chunked_array([packed_rows(trees, starts), pa.nulls(len(pairs), pa.binary())])
    return pa.table({
        "part": np.concatenate([part, (pairs >> 32).astype(np.int32)]),
        "tree": np.concatenate([numbers, (pairs & 0xFFFFFFFF).astype(np.int32)]), "trees": column,
    })  # fmt: skip


def choose_kin(rows: pa.Table, sides: Mapping[str, pa.Table]) -> pa.Table:
    """Trees with the texts that ask for some of them → for each the nearest texts of these."""
    from onrecord.trail.forest_kernel import KIN, kin
    from onrecord.trail.tree_kernel import trees_of

    rows = once(rows, "trees")
    numbers = rows["number"].to_numpy()
    root = np.searchsorted(numbers, rows["root"].to_numpy()).astype(np.int32)
    found = local(rows["trees"], numbers)
    first = found.shape[1]
    found = np.concatenate([found, np.full((len(found), KIN), -1, np.int32)], axis=1)
    kin(trees_of(root, _starts(rows), signatures_in(rows)), root, found, first, found.shape[1])
    return _wanted(numbers, found[:, first:], sides)


def choose_relatives(rows: pa.Table, sides: Mapping[str, pa.Table]) -> pa.Table:
    """Whole trails → for each text the earlier ones of its trail that seem nearest."""
    from onrecord.trail.source_kernel import RELATIVES, relatives
    from onrecord.trail.tree_kernel import trees_of

    rows = rows.sort_by("number")
    numbers = rows["number"].to_numpy()
    root = np.searchsorted(numbers, rows["root"].to_numpy()).astype(np.int32)
    held, every = rows["held"].to_numpy().astype(np.int64), np.ones(len(numbers), np.bool_)
    found = np.full((len(numbers), RELATIVES), -1, np.int32)
    relatives(trees_of(root, _starts(rows), signatures_in(rows)), held, every, found, 0, RELATIVES)
    return _wanted(numbers, found, sides)


def _wanted(numbers: NDArray[np.int32], best: NDArray[np.int32], sides: Mapping[str, pa.Table]) -> pa.Table:
    found, starts = ragged(best, best >= 0)
    return wanted(numbers, numbers[found], starts, int(sides["parts"]["parts"][0].as_py()))


def want_across(rows: pa.Table, sides: Mapping[str, pa.Table]) -> pa.Table:
    """Candidates of texts → those in other trees, wanted in a part."""
    root = _by_number(sides["forest"], "root")
    numbers = rows["number"].to_numpy()
    found, starts = unpacked(rows["found"], np.int32)
    across = root[np.repeat(numbers, np.diff(starts))] != root[found]
    kept = np.concatenate([np.zeros(1, np.int64), np.cumsum(across)])[starts]
    return wanted(numbers, found[across], kept, int(sides["parts"]["parts"][0].as_py()))


def want_sources(rows: pa.Table, sides: Mapping[str, pa.Table]) -> pa.Table:
    """All that was found for texts → wanted in a part."""
    found, starts = unpacked(rows["found"], np.int32)
    return wanted(rows["number"].to_numpy(), found, starts, int(sides["parts"]["parts"][0].as_py()))


def choose_sources(rows: pa.Table, sides: Mapping[str, pa.Table]) -> pa.Table:
    """Texts with all that was found for them → from which each took its words, and what was changed; -1 for none."""
    import pyarrow as pa

    from onrecord.trail.near_kernel import bounds
    from onrecord.trail.source_kernel import sources

    rows = once(rows, "found")
    words, numbers = words_in(rows), rows["number"].to_numpy()
    found = local(rows["found"], numbers)
    lacks = np.full(found.shape, -1, np.int16)
    bounds(words, found, lacks, 0, found.shape[1])
    root, held = _by_number(sides["forest"], "root")[numbers], rows["held"].to_numpy().astype(np.int64)
    source = sources(words.hashes, words.starts, root, held, found, lacks)
    asked = rows["found"].is_valid().to_numpy() & (source >= 0) & (rows["time"].to_numpy() < UNDATED)
    texts = np.flatnonzero(asked).astype(np.int32)
    seen = aligned(rows, texts, source[texts])
    return pa.table({
        "number": numbers[texts], "source": numbers[source[texts]],
        "change": changes_of(seen.lacks, seen.changed, seen.gaps), "score": seen.scores,
    })  # fmt: skip


def _by_number(table: pa.Table, column: str) -> NDArray[np.int32]:
    numbers = table["number"].to_numpy()
    found = np.zeros(int(numbers.max(initial=-1)) + 1, np.int32)
    found[numbers] = table[column].to_numpy()
    return found


_FINDS = " || ".join(f"coalesce({name}.found, CAST('' AS BINARY))" for name in ("candidates", "kin", "relatives"))
_FOUND = "LEFT JOIN (SELECT number, found FROM {0} WHERE found IS NOT NULL) AS {0} ON {0}.number = t.number"
_WANTED_SOURCES = f"SELECT t.number, {_FINDS} AS found FROM texts AS t " + " ".join(
    _FOUND.format(name) for name in ("candidates", "kin", "relatives")
)
_KIN = """
SELECT w.part, f.number, f.root, t.length, t.low, t.high, CASE WHEN f.number = w.tree THEN w.trees END AS trees
FROM wanted_kin AS w JOIN forest AS f ON f.root = w.tree JOIN texts AS t ON t.number = f.number
"""
_RELATIVES = """
SELECT CAST(f.root % {parts} AS INT) AS part, f.number, f.root, t.length, t.held, t.low, t.high
FROM trees AS f JOIN texts AS t ON t.number = f.number
"""


def _with(rounds: int, *names: str) -> str:
    """SQL of texts with the figures of so many rounds."""
    figures = "".join(f", c{n}.{name} AS {name}{n}" for n in range(1, rounds + 1) for name in names)
    joins = "".join(f" LEFT JOIN compared_{n} AS c{n} ON c{n}.number = t.number" for n in range(1, rounds + 1))
    return f"SELECT t.number, t.length, t.held, t.time{figures} FROM texts AS t{joins}"


_ROOTS = "SELECT number, root FROM {name}"
_CHANGE = "CASE s.change " + " ".join(f"WHEN {number} THEN '{name}'" for number, name in enumerate(CHANGES)) + " END"
TABLE = f"""
SELECT f.id AS statement, first.id AS trail,
       CASE WHEN f.time = {UNDATED} THEN NULL WHEN f.nth = 1 THEN source.id ELSE v.id END AS parent,
       CASE WHEN f.time = {UNDATED} THEN NULL
            WHEN f.nth = 1 THEN CASE WHEN source.id IS NULL THEN NULL ELSE {_CHANGE} END
            WHEN f.printed = v.printed THEN 'same' ELSE 'typographic' END AS change,
       CASE WHEN f.nth = 1 THEN coalesce(s.score, CAST(1 AS FLOAT)) ELSE CAST(1 AS FLOAT) END AS score
FROM folded AS f JOIN variants AS v ON v.key = f.key
LEFT JOIN sources AS s ON s.number = v.number
JOIN trees AS tree ON tree.number = v.number
JOIN variants AS first ON first.number = tree.first
LEFT JOIN variants AS source ON source.number = s.source
"""
_PARTS = {"parts": PARTS}

_FOREST = {"forest": _ROOTS.format(name="forest")}
_FACTS = ("others", "same", "scores", "changed")

STAGES = (
    comparing("compared_1", "candidates", compare_likeliest),
    Stage("forest", _with(1, *_FACTS), first_forest, columns_of(number="int32", root="int32"), "one"),
    Stage("across", "SELECT number, found FROM candidates WHERE found IS NOT NULL", want_across, WANTED,
          sides=_PARTS | _FOREST),
    comparing("compared_2", "across", compare_likely),
    Stage("wanted_kin", "SELECT number, found FROM candidates WHERE found IS NOT NULL", want_kin,
          columns_of(part="int32", tree="int32", trees="binary"), sides=_PARTS | _FOREST),
    Stage("kin", _KIN, choose_kin, WANTED, "part", sides=_PARTS),
    comparing("compared_3", "kin", compare_found),
    Stage("trees", _with(3, *_FACTS), last_forest, columns_of(number="int32", root="int32", first="int32"), "one"),
    Stage("relatives", _RELATIVES, choose_relatives, WANTED, "part", sides=_PARTS),
    Stage("wanted_sources", _WANTED_SOURCES, want_sources, WANTED, sides=_PARTS),
    Stage("sources", TEXTS_OF.format(of="wanted_sources"), choose_sources, columns_of(
        number="int32", source="int32", change="int8", score="float32"), "part",
        sides={"forest": _ROOTS.format(name="trees")}),
    Stage("trails", TABLE),
)  # fmt: skip
