"""Batches of rows → a Parquet file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa


def write(batches: Iterator[pa.RecordBatch], file: BinaryIO) -> None:
    """Write all rows; the first batch gives the columns and may be empty."""
    import pyarrow.parquet as pq

    first = next(batches)
    with pq.ParquetWriter(file, first.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
