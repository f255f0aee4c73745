"""Many small shards → few large files; the rows, their order and the shards that they came in stay as they are.

Every ``add`` makes shards, and a record that grows by a little each day would end as thousands of files that each query
opens. Where enough small files stand side by side, their rows are written into one file for each table (a pack), which
the manifest then names instead: nothing is ever half packed. The files that a pack took in stay for a day, for those who
opened the record before, and are removed by the writer that comes next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import EnvironmentFaultError
from onrecord.record.manifest import Pack, Stored
from onrecord.record.schema import schemas
from onrecord.record.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

MANY = 16
"""Small files side by side that are worth packing."""
SMALL = 20_000
"""Rows of the largest table that such files have at most: those of some two thousand documents."""
LARGE = 250_000
"""Rows of the largest table at which a pack is full."""
_ROWS = 5_000


def pack(store: Store) -> None:
    """Pack what is worth it; where the disk has no room for that, all stays as it is.

    :raises RecordError: a file of the record is missing or cannot be written.
    """
    for parts in list(_worthwhile(store.manifest.stored())):
        try:
            store.pack(Pack(parts[0].first, parts[-1].last), _tables(store.folder, parts))
        except EnvironmentFaultError:
            return


def _worthwhile(stored: Sequence[Stored]) -> Iterator[list[Stored]]:
    """Runs of small files, each to become one pack."""
    run: list[Stored] = []
    size = 0
    for part in (*stored, None):
        rows = max(part.rows.values(), default=0) if part else 0
        if part is None or rows > SMALL or size + rows > LARGE:
            if len(run) >= MANY:
                yield run
            run, size = [], 0
        if part is not None and rows <= SMALL:
            run.append(part)
            size += rows


def _tables(folder: Path, parts: Sequence[Stored]) -> dict[str, Iterator[pa.Table]]:
    """The rows of some files by table, a piece at a time."""
    names = [name for name in schemas() if any(part.rows.get(name) for part in parts)]
    return {name: _rows(name, [part.place(folder, name) for part in parts if part.rows.get(name)]) for name in names}


def _rows(name: str, files: Sequence[Path]) -> Iterator[pa.Table]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = schemas()[name]
    for path in files:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_ROWS):
                table = pa.Table.from_batches([batch])
                missing = [field for field in schema if field.name not in table.column_names]
                for field in missing:  # columns that came after the file was written
                    table = table.append_column(field, pa.nulls(table.num_rows, field.type))
                yield table.select(schema.names).cast(schema)
