"""Stages that align texts with those found for them; a part holds every text that its pairs want."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.engine.plan import Make, Stage
from onrecord.trail.packed import packed_rows, ragged, square, unpacked
from onrecord.trail.stages_words import columns_of, words_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

FIGURES = {"others": np.int32, "same": np.bool_, "scores": np.float32, "changed": np.uint8}
"""What is packed of each text's comparisons: with whom, and what ``compare_kernel.compare`` found."""
TEXTS_OF = """
SELECT w.part, w.number, w.found, t.length, t.held, t.time, t.speaker, t.hashes, t.flags
FROM {of} AS w JOIN texts AS t ON t.number = w.number
"""
"""SQL of the texts that a stage wants in a part, with what it found for them."""


def compare_found(rows: pa.Table, _: Mapping[str, pa.Table]) -> pa.Table:
    """Align each text with those found for it; a row for each that was aligned with any."""
    rows = once(rows, "found")
    return _compared(rows, local(rows["found"], rows["number"].to_numpy()))


def compare_likeliest(rows: pa.Table, _: Mapping[str, pa.Table]) -> pa.Table:
    """The same for the one that may be a text's parent with the highest score."""
    from onrecord.trail.near_kernel import likeliest

    rows, found, may, most = _likely(rows)
    return _compared(rows, likeliest(words_in(rows).starts, found, may, most))


def compare_likely(rows: pa.Table, _: Mapping[str, pa.Table]) -> pa.Table:
    """The same for those that may be the same statement at all."""
    rows, found, may, _most = _likely(rows)
    return _compared(rows, np.where(may, found, -1).astype(np.int32))


def _likely(rows: pa.Table) -> tuple[pa.Table, NDArray[np.int32], NDArray[np.bool_], NDArray[np.float32]]:
    from onrecord.trail.near_kernel import lacking, likely

    rows = once(rows, "found")
    found = local(rows["found"], rows["number"].to_numpy())
    _, most, content = lacking(*words_in(rows), found)
    return rows, found, likely(found, most, content), most


def _compared(rows: pa.Table, found: NDArray[np.int32]) -> pa.Table:
    import pyarrow as pa

    numbers = rows["number"].to_numpy()
    same, scores, lacks, changed, _ = aligned(rows, found)
    done = lacks >= 0
    some = done.any(axis=1)
    columns = {"number": numbers[some]}
    for name, values in zip(FIGURES, (numbers[np.maximum(found, 0)], same, scores, changed), strict=True):
        columns[name] = packed_rows(*ragged(values[some], done[some]))
    return pa.table(columns)


def aligned(rows: pa.Table, found: NDArray[np.int32]) -> tuple[NDArray[Any], ...]:
    """Align texts with others among them; see ``compare_kernel.compare``."""
    from onrecord.trail.compare_kernel import compare

    speakers, times = rows["speaker"].to_numpy().view(np.uint64).copy(), rows["time"].to_numpy().copy()
    none = np.full((len(found), 1), -1, np.int32)
    figures: tuple[NDArray[Any], ...] = compare(*words_in(rows), speakers, times, found, none)
    return figures


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
    return square(np.searchsorted(numbers, values).astype(np.int32), starts)


def signatures_in(rows: pa.Table) -> NDArray[np.uint64]:
    """Signatures of texts, from their two columns."""
    signs: NDArray[Any] = np.stack([rows["low"].to_numpy(), rows["high"].to_numpy()], axis=1)
    return np.ascontiguousarray(signs.view(np.uint64))


def comparing(name: str, of: str, make: Make) -> Stage:
    """A stage that compares what the stage ``of`` found."""
    kinds = dict.fromkeys(FIGURES, "binary")
    return Stage(name, TEXTS_OF.format(of=of), make, columns_of(number="int32", **kinds), "part")
