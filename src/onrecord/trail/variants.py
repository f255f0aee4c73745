"""A table of statements → variants: equal words folded into one, numbered by the time of the first that had them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.trail.compare_kernel import SHORT
from onrecord.trail.link_kernel import text_hashes
from onrecord.trail.words import Words, hash_of, words_of

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_UNDATED = (1 << 63) - 1


class Folded(NamedTuple):
    """Variants in order of time (the undated last), and the statements that they stand for."""

    words: Words
    speakers: NDArray[np.uint64]
    """Of each variant, hashed; 0 where unknown or where its statements name several."""
    times: NDArray[np.int64]
    """Of each variant's first statement, in microseconds."""
    heads: NDArray[np.int64]
    """Row of each variant's first statement."""
    variant: NDArray[np.int64]
    """Of each statement."""
    texts: NDArray[np.uint64]
    """Hash of each statement's text as it is printed."""
    dated: NDArray[np.bool_]
    """Whether a statement has a date."""


def fold(table: pa.Table) -> Folded:
    """Fold statements with equal words; those of fewer than six words only where the speaker is the same, too.

    Statements of the same time are ordered by length, the longest first, then by id: the order of rows does not matter.
    """
    words = words_of(table["text"])
    speakers = hash_of(table["speaker"]) if "speaker" in table.column_names else np.zeros(table.num_rows, np.uint64)
    times = _times(table["published"])
    keys = _keys(words, speakers)
    order = np.lexsort((hash_of(table["id"]), -words.counts, times))
    _, first, inverse = np.unique(keys[order], return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    variant = np.empty(len(keys), np.int64)
    variant[order] = rank[inverse]
    heads = order[np.sort(first)]
    return Folded(
        _of(words, heads), _agreed(speakers, variant, heads), times[heads], heads, variant, hash_of(table["text"]),
        times < _UNDATED,
    )  # fmt: skip


def _times(column: pa.ChunkedArray) -> NDArray[np.int64]:
    import pyarrow as pa
    import pyarrow.compute as pc

    times: NDArray[np.int64] = pc.fill_null(column.cast(pa.int64()), _UNDATED).to_numpy()
    return times


def _keys(words: Words, speakers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """What equal statements have in common; short ones of unknown speakers have nothing in common with any."""
    keys = text_hashes(words.hashes, words.starts)
    few = words.counts < SHORT
    alone = few & ((speakers == 0) | (words.counts == 0))
    keys[few] ^= speakers[few]
    keys[alone] = np.flatnonzero(alone).astype(np.uint64)
    return keys


def _of(words: Words, texts: NDArray[np.int64]) -> Words:
    """The words of some texts, in that order."""
    counts = words.counts[texts]
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    places = np.repeat(words.starts[texts] - starts[:-1], counts) + np.arange(starts[-1])
    return Words(words.hashes[places], words.flags[places], starts)


def _agreed(speakers: NDArray[np.uint64], variant: NDArray[np.int64], heads: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A variant's speaker, where all of its statements that name one name the same."""
    highest, lowest = np.zeros(len(heads), np.uint64), np.full(len(heads), np.iinfo(np.uint64).max)
    named = speakers != 0
    np.maximum.at(highest, variant[named], speakers[named])
    np.minimum.at(lowest, variant[named], speakers[named])
    return np.where(highest == lowest, highest, np.uint64(0))
