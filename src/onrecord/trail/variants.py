"""A table of statements → variants: equal words folded into one, numbered by the time of the first that had them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.trail import fold_kernel
from onrecord.trail.compare_kernel import SHORT
from onrecord.trail.print_kernel import text_hashes
from onrecord.trail.words import SLOTS_SEEN, Words, hash_of, mark_names, raw_words

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

UNDATED = (1 << 63) - 1
"""The time of statements without date."""


class Statements(NamedTuple):
    """Statements as numbers; hashes but for the times, which are microseconds."""

    counts: NDArray[np.int64]
    """Words of each."""
    speakers: NDArray[np.uint64]
    """0 where unknown."""
    times: NDArray[np.int64]
    ids: NDArray[np.uint64]
    keys: NDArray[np.uint64]
    """What statements with equal words have in common."""
    printed: NDArray[np.uint64]
    """Of the text as it is printed."""


class Folded(NamedTuple):
    """Variants in order of time (the undated last), and the statements that they stand for."""

    words: Words
    speakers: NDArray[np.uint64]
    """Of each variant, hashed; 0 where unknown or where its statements name several."""
    times: NDArray[np.int64]
    """Of each variant's first statement."""
    heads: NDArray[np.int64]
    """Row of each variant's first statement."""
    variant: NDArray[np.int64]
    """Of each statement."""
    statements: Statements


def read_statements(table: pa.Table, seen: NDArray[np.uint8]) -> tuple[Words, Statements]:
    """Read a table's texts: their words, which are many and not wanted once variants have theirs, and the rest.

    :param seen: as ``words.mark_names`` has it; brought up to date.
    """
    words = raw_words(table["text"])
    mark_names(words, seen)
    none = np.zeros(table.num_rows, np.uint64)
    speakers = hash_of(table["speaker"]) if "speaker" in table.column_names else none
    ids = hash_of(table["id"])
    keys = _keys(words, speakers, ids)
    times, printed = times_of(table["published"]), hash_of(table["text"])
    return words, Statements(words.counts, speakers, times, ids, keys, printed)


def fold(table: pa.Table, seen: NDArray[np.uint8] | None = None) -> Folded:
    """Fold statements with equal words; those of fewer than six words only where the speaker is the same, too.

    :param seen: as ``read_statements`` has it.
    """
    words, read = read_statements(table, np.zeros(SLOTS_SEEN, np.uint8) if seen is None else seen)
    variant, heads = numbered(read, np.arange(table.num_rows))
    speakers = agreed(read.speakers, variant, len(heads))
    return Folded(words_at(words, heads), speakers, read.times[heads], heads, variant, read)


def numbered(read: Statements, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number the variants of some statements by time; the variant of each, and the row of each variant's first.

    Statements of the same time are ordered by length, the longest first, then by id: the order of rows does not matter.
    """
    times, counts = read.times[rows], read.counts[rows]
    order = np.argsort(times, kind="stable")
    tied = tied_in(times[order])
    some = np.sort(order[tied])
    order[tied] = some[np.lexsort((read.ids[rows[some]], -counts[some], times[some]))]
    return fold_kernel.numbered(read.keys, rows[order])


def tied_in(times: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of some ordered times have an equal beside them."""
    ties = times[1:] == times[:-1]
    tied = np.zeros(len(times), np.bool_)
    tied[1:] |= ties
    tied[:-1] |= ties
    return tied


def times_of(column: pa.ChunkedArray) -> NDArray[np.int64]:
    """Timestamps as microseconds, ``UNDATED`` where there is none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    times: NDArray[np.int64] = pc.fill_null(column.cast(pa.int64()), UNDATED).to_numpy()
    return times


def _keys(words: Words, speakers: NDArray[np.uint64], ids: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """What equal statements have in common; short ones of unknown speakers have nothing in common with any."""
    keys = text_hashes(words.hashes, words.starts)
    few = words.counts < SHORT
    keys[few] ^= speakers[few]
    alone = few & ((speakers == 0) | (words.counts == 0))
    keys[alone] = ids[alone]
    return keys


def words_at(words: Words, texts: NDArray[np.int64]) -> Words:
    """The words of some texts, in that order."""
    counts = words.counts[texts]
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    found = Words(np.empty(starts[-1], np.uint64), np.empty(starts[-1], np.uint8), starts)
    fold_kernel.gathered(words.hashes, words.flags, words.starts[texts], counts, starts, found.hashes, found.flags)
    return found


def agreed(speakers: NDArray[np.uint64], variant: NDArray[np.int64], count: int) -> NDArray[np.uint64]:
    """Each variant's speaker, where all of its statements that name one name the same; else 0."""
    if not speakers.any():
        return np.zeros(count, np.uint64)
    highest, lowest = np.zeros(count, np.uint64), np.full(count, np.iinfo(np.uint64).max)
    named = speakers != 0
    np.maximum.at(highest, variant[named], speakers[named])
    np.minimum.at(lowest, variant[named], speakers[named])
    return np.where(highest == lowest, highest, np.uint64(0))
