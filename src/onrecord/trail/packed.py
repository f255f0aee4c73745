"""Runs of numbers ↔ one binary value a row, so that tables of them pass through any engine as they are, without a copy.

Numbers are little-endian; what they mean is the callers'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import DTypeLike, NDArray


def packed(values: NDArray[Any], starts: NDArray[np.int64]) -> pa.Array:
    """Row ``i`` holds ``values[starts[i] : starts[i + 1]]``."""
    import pyarrow as pa

    data = np.ascontiguousarray(values)
    offsets = (starts * data.itemsize).astype(np.int32)
    return pa.Array.from_buffers(pa.binary(), len(starts) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)])


def packed_rows(values: NDArray[Any], starts: NDArray[np.int64]) -> pa.Array:
    """The same for a table: each value may be a row of its own."""
    wide = values.shape[1] if values.ndim > 1 else 1
    return packed(values.reshape(-1), starts * wide)


def unpacked(column: pa.ChunkedArray | pa.Array, kind: DTypeLike) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """All values one after the other, and where each row's begin; null has none."""
    import pyarrow as pa

    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    parts, counts = [np.zeros(0, kind)], [np.zeros(1, np.int64)]
    for chunk in chunks:
        plain = (
            chunk.cast(pa.large_binary()) if not len(chunk) or chunk.null_count or chunk.type != pa.binary() else chunk
        )
        wide = np.int64 if plain.type == pa.large_binary() else np.int32
        _, places, data = plain.buffers()
        offsets = np.frombuffer(places, wide)[plain.offset : plain.offset + len(plain) + 1].astype(np.int64)
        if data is not None and len(plain):
            parts.append(np.frombuffer(data, np.uint8)[offsets[0] : offsets[-1]].view(kind))
        counts.append(np.diff(offsets) // np.dtype(kind).itemsize)
    return np.concatenate(parts), np.cumsum(np.concatenate(counts))


def ragged(found: NDArray[Any], wanted: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Of a square table those that are wanted, row by row, and where each row's begin."""
    starts = np.zeros(len(found) + 1, np.int64)
    np.cumsum(wanted.sum(axis=1), out=starts[1:])
    return found[wanted], starts


def square(values: NDArray[Any], starts: NDArray[np.int64], fill: Any = -1) -> NDArray[Any]:
    """A row for each run, as wide as the longest."""
    counts = np.diff(starts)
    table = np.full((len(counts), max(1, int(counts.max(initial=0)))), fill, values.dtype)
    rows = np.repeat(np.arange(len(counts)), counts)
    table[rows, np.arange(len(values)) - np.repeat(starts[:-1], counts)] = values
    return table


def runs(values: NDArray[Any], parts: NDArray[Any], count: int) -> NDArray[np.int64]:
    """Where each part's values begin, once ``values`` are ordered by ``parts``."""
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(parts, minlength=count), out=starts[1:])
    return starts
