"""Stages that align texts with those found for them; a part holds every text that its pairs want."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.engine.plan import Make, Stage
from onrecord.trail.packed import packed_rows, square, unpacked
from onrecord.trail.stages_words import columns_of, words_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from onrecord.trail.compare_kernel import Compared

FIGURES = {"others": np.int32, "same": np.bool_, "scores": np.float32, "changed": np.uint8}
"""What is packed of each text's comparisons: with whom, and what ``compare_kernel.compare`` found."""
TEXTS_OF = """
SELECT w.part, w.number, w.found, t.length, t.held, t.time, t.speaker, t.hashes, t.flags
FROM {of} AS w JOIN texts AS t ON t.number = w.number
"""
"""SQL of the texts that a stage wants in a part, with what it found for them."""


def compare_found(rows: pa.Table, _: Mapping[str, pa.Table]) -> pa.Table:
    """Align each text with those found for it; a row for each that was aligned with any."""
    from onrecord.trail.pairs import pairs_of

    rows = once(rows, "found")
    found = local(rows["found"], rows["number"].to_numpy())
    return _compared(rows, *pairs_of(found, found >= 0))


def compare_likeliest(rows: pa.Table, _: Mapping[str, pa.Table]) -> pa.Table:
    """The same for the one that may be a text's parent with the highest score."""
    from onrecord.trail.likely_kernel import likeliest

    rows, found, most = _bounded(rows)
    return _compared(rows, *likeliest(words_in(rows).starts, found, most))


def compare_likely(rows: pa.Table, _: Mapping[str, pa.Table]) -> pa.Table:
    """The same for those that may be the same statement at all."""
    from onrecord.trail.pairs import pairs_of

    rows, found, most = _bounded(rows)
    return _compared(rows, *pairs_of(found, most > 0))


def _bounded(rows: pa.Table) -> tuple[pa.Table, NDArray[np.int32], NDArray[np.float32]]:
    from onrecord.trail.near_kernel import bounds

    rows = once(rows, "found")
    found = local(rows["found"], rows["number"].to_numpy())
    return rows, found, bounds(words_in(rows), found, np.full(found.shape, -1, np.int16), 0, found.shape[1])


def _compared(rows: pa.Table, texts: NDArray[np.int32], others: NDArray[np.int32]) -> pa.Table:
    import pyarrow as pa

    numbers, seen = rows["number"].to_numpy(), aligned(rows, texts, others)
    done = seen.lacks >= 0
    firsts, counts = np.unique(texts[done], return_counts=True)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    columns = {"number": numbers[firsts]}
    for name, values in zip(FIGURES, (numbers[others], seen.same, seen.scores, seen.changed), strict=True):
        columns[name] = packed_rows(values[done], starts)
    return pa.table(columns)


def aligned(rows: pa.Table, texts: NDArray[np.int32], others: NDArray[np.int32]) -> Compared:
    """Align pairs of these texts; see ``compare_kernel.compare``."""
    from onrecord.trail.compare_kernel import compare

    speakers, times = rows["speaker"].to_numpy().view(np.uint64).copy(), rows["time"].to_numpy().copy()
    return compare(*words_in(rows), speakers, times, texts, others)


def once(rows: pa.Table, name: str) -> pa.Table:
    """Each number once, in order; where it is there twice, the row that has something in the column ``name``."""
    import pyarrow.compute as pc

    numbers, empty = rows["number"].to_numpy(), pc.is_null(rows[name]).to_numpy()
    order = np.lexsort((empty, numbers))
    first = np.ones(len(order), np.bool_)
    first[1:] = numbers[order][1:] != numbers[order][:-1]
    return rows.take(order[first])


def local(column: pa.ChunkedArray, numbers: NDArray[np.int32]) -> NDArray[np.int32]:
    """Numbers of texts, packed → their places among ``numbers``, a row for each, filled up with -1."""
    values, starts = unpacked(column, np.int32)
    place = np.empty(int(numbers.max(initial=-1)) + 1, np.int32)
    place[numbers] = np.arange(len(numbers), dtype=np.int32)
    return square(place[values], starts)


def signatures_in(rows: pa.Table) -> NDArray[np.uint64]:
    """Signatures of texts, from their two columns."""
    signs: NDArray[Any] = np.stack([rows["low"].to_numpy(), rows["high"].to_numpy()], axis=1)
    return np.ascontiguousarray(signs.view(np.uint64))


def comparing(name: str, of: str, make: Make) -> Stage:
    """A stage that compares what the stage ``of`` found."""
    kinds = dict.fromkeys(FIGURES, "binary")
    return Stage(name, TEXTS_OF.format(of=of), make, columns_of(number="int32", **kinds), "part")
