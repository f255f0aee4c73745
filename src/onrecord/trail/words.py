"""Texts (an Arrow column) → words as 64-bit hashes with what they are (number, name, negation, function word).

Folding undoes case, accents, apostrophes and the marks between words; nothing here compares texts.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.lexicon import load
from onrecord.trail.words_kernel import FUNCTION, NEGATION, NUMBER, mark_first_names, scan, tell_kinds, unfold

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_SLOTS = 1 << 13
SLOTS_SEEN = 1 << 22
"""Slots of the table of how words were seen: with a capital, without."""


class Words(NamedTuple):
    """Words of texts: those of text ``i`` are ``hashes[starts[i] : starts[i + 1]]``."""

    hashes: NDArray[np.uint64]
    flags: NDArray[np.uint8]
    starts: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """Words of each text."""
        return np.diff(self.starts)


def words_of(texts: pa.ChunkedArray | pa.Array) -> Words:
    """Fold texts into words; null is a text without words."""
    words = raw_words(texts)
    mark_names(words, np.zeros(SLOTS_SEEN, np.uint8))
    return words


def raw_words(texts: pa.ChunkedArray | pa.Array) -> Words:
    """Fold texts into words that are flagged by their looks alone; which are names shows only where all texts are seen."""
    chunks = [_buffers(_decomposed(chunk)) for chunk in _chunks(texts)]
    signs = sum(int(offsets[-1] - offsets[0]) for _, offsets in chunks)
    room = signs // 2 + len(texts) + 1  # untouched pages of it are never in memory; one sign may be a word (中)
    hashes, flags = np.empty(room, np.uint64), np.empty(room, np.uint8)
    starts = np.zeros(len(texts) + 1, np.int64)
    count = first = 0
    for data, offsets in chunks:
        count = scan(data, offsets, hashes, flags, starts[first : first + len(offsets)], count)
        first += len(offsets) - 1
    return Words(hashes[:count], flags[:count], starts)


def mark_names(words: Words, seen: NDArray[np.uint8]) -> None:
    """Flag names, numbers in letters, negations and function words, in place.

    :param seen: how words were seen in other texts, ``SLOTS_SEEN`` of it; what these show is added.
    """
    tell_kinds(words.hashes, words.flags, *_classes())
    mark_first_names(words.hashes, words.flags, words.starts, seen)


def hash_of(texts: pa.ChunkedArray | pa.Array) -> NDArray[np.uint64]:
    """One 64-bit hash for each text as it is; null gives 0."""
    from onrecord.trail.hash_kernel import whole

    found = np.empty(len(texts), np.uint64)
    first = 0
    for chunk in _chunks(texts):
        whole(*_buffers(chunk), found[first : first + len(chunk)])
        first += len(chunk)
    return found


def _decomposed(texts: pa.Array) -> pa.Array:
    """Take accents apart from their letters where there may be any."""
    import pyarrow as pa
    import pyarrow.compute as pc

    some = np.zeros(len(texts), np.bool_)
    if not unfold(*_buffers(texts), some):
        return texts
    mask = pa.array(some)
    return pc.replace_with_mask(texts, mask, pc.utf8_normalize(texts.filter(mask), "NFKD"))


def _chunks(texts: pa.ChunkedArray | pa.Array) -> list[pa.Array]:
    import pyarrow as pa

    return texts.chunks if isinstance(texts, pa.ChunkedArray) else [texts]


def _buffers(texts: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of texts, and where each one's begin; those of null are none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = pc.fill_null(texts.cast(pa.large_string()), "")
    _, offsets, data = column.buffers()
    if not len(column):
        return np.zeros(0, np.uint8), np.zeros(1, np.int64)
    places = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
    return np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8), places


@cache
def _classes() -> tuple[NDArray[np.uint64], NDArray[np.uint8]]:
    """A hash table: the words that are told apart, of all languages, and what they are."""
    import pyarrow as pa

    own = load("trail")
    languages = [*load("verify").values(), *load("verify_languages").values()]
    lists = {FUNCTION: own["contractions"], NEGATION: own["negations"], NUMBER: own["numbers"]}
    for kind, name in ((FUNCTION, "stop"), (NEGATION, "negations"), (NUMBER, "numbers")):
        lists[kind] += " " + " ".join(one.get(name, "") for one in languages if isinstance(one, dict))
    slots, kinds = np.zeros(_SLOTS, np.uint64), np.zeros(_SLOTS, np.uint8)
    for kind, text in lists.items():
        for hashed in raw_words(pa.array(_plain(text, kind))).hashes:
            slot = int(hashed) & (_SLOTS - 1)
            while slots[slot] not in (0, hashed):
                slot = (slot + 1) & (_SLOTS - 1)
            slots[slot] = hashed
            kinds[slot] |= kind
    return slots, kinds


def _plain(text: str, kind: int) -> list[str]:
    """Single words of a list; ``one`` is mostly a pronoun, and ``refuse=refuse`` denies without being a negation."""
    found = [
        word.partition("=")[0] for word in text.split() if "_" not in word and not (kind == NEGATION and "=" in word)
    ]
    return [word for word in found if word not in ("one", "n't", "a", "second", "march")]
