"""A plan's stages → Parquet, on this machine: SQL by DuckDB, functions in this process, one part after the other.

What does not fit into a quarter of the memory goes to the disk, into the folder of the tables.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onrecord.engine.duckdb import literal
from onrecord.engine.plan import Stage, made, text_of
from onrecord.engine.plan_files import Files
from onrecord.errors import EnvironmentFaultError

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 200_000
"""Rows that a function without parts is given at once."""
_ROWS_A_FILE = 1_000_000
_SPILL = ".spill"
_LEAST_MEMORY, _SHARE_OF_MEMORY = 1 << 30, 0.25


class Local:
    """Runs stages with DuckDB; a context manager.

    :param folder: where the tables are kept.
    :param parts: how many parts are worked on one after the other: more want less memory.
    """

    def __init__(self, folder: str, parts: int = 1) -> None:
        import duckdb

        self.files, self.parts = Files(folder), parts
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("SET enable_progress_bar = false")
        self._connection.execute("SET preserve_insertion_order = false")  # functions must not depend on it
        self._connection.execute(f"SET temp_directory = {literal(self.files.address(_SPILL))}")
        if memory := _memory():
            self._connection.execute(f"SET memory_limit = '{memory >> 20}MiB'")
        self._seen: set[str] = set()

    def __enter__(self) -> Local:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self.files.clear(_SPILL)

    def has(self, name: str) -> bool:
        """Whether a stage's table is there, whole; then its name may be used in SQL."""
        if not self.files.has(name):
            return False
        if name not in self._seen:
            listed = ", ".join(literal(file) for file in self.files.names(name))
            self._connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet([{listed}])')
            self._seen.add(name)
        return True

    def give(self, name: str, table: pa.Table) -> None:
        """Put a table in."""
        self._keep(name, iter([table]))

    def run(self, stage: Stage) -> None:
        """Make a stage's table."""
        self._keep(stage.name, self._made(stage))

    def table(self, sql: str) -> pa.Table:
        """Rows of a query."""
        with _room():
            return self._connection.sql(sql).to_arrow_table()

    def _keep(self, name: str, tables: Iterator[pa.Table]) -> None:
        self.files.clear(name)
        for number, table in enumerate(tables):
            self.files.write(name, number, table)
        self.files.finish(name)
        self.has(name)

    def _made(self, stage: Stage) -> Iterator[pa.Table]:
        sql = text_of(stage, self.parts)
        if stage.make is None:
            yield from self._bit_by_bit(sql, _ROWS_A_FILE)
            return
        sides = {name: self.table(text_of(stage, self.parts, side)) for name, side in stage.sides.items()}
        for rows in self._rows(stage, sql):
            yield from made(stage, rows, sides)

    def _rows(self, stage: Stage, sql: str) -> Iterator[pa.Table]:
        if stage.spread == "one" or (stage.spread == "part" and self.parts == 1):
            yield self.table(sql)
        elif stage.spread == "part":
            yield from self._part_by_part(stage.name, sql)
        else:
            yield from self._bit_by_bit(sql, _ROWS)

    def _part_by_part(self, name: str, sql: str) -> Iterator[pa.Table]:
        """Parts of one table are found by the statistics of its row groups; a join is made once and laid out by parts."""
        if " JOIN " not in sql:
            for part in range(self.parts):
                yield self.table(f"SELECT * FROM ({sql}) AS every WHERE part = {part}")
            return
        self.files.clear(f"{_SPILL}/{name}")
        place = self.files.address(f"{_SPILL}/{name}")
        os.makedirs(place)
        with _room():
            self._connection.execute(
                f"COPY ({sql}) TO {literal(place)} (FORMAT parquet, COMPRESSION lz4, PARTITION_BY (part), OVERWRITE)"
            )
        for part in range(self.parts):
            found = ", ".join(literal(file) for file in self.files.names(f"{_SPILL}/{name}/part={part}"))
            rows = f"read_parquet([{found}], hive_partitioning = false)" if found else f"({sql}) AS none WHERE false"
            yield self.table(f"SELECT * FROM {rows}")
        self.files.clear(f"{_SPILL}/{name}")

    def _bit_by_bit(self, sql: str, rows: int) -> Iterator[pa.Table]:
        import pyarrow as pa

        none = True
        with _room():
            reader = self._connection.cursor().sql(sql).to_arrow_reader(rows)
            for batch in reader:
                none = False
                yield pa.Table.from_batches([batch])
            if none:
                yield reader.schema.empty_table()


@contextmanager
def _room() -> Iterator[None]:
    """Turn DuckDB's refusals into facts."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise EnvironmentFaultError("memory", str(error).splitlines()[0]) from error
    except duckdb.IOException as error:
        raise EnvironmentFaultError("disk", str(error).splitlines()[0]) from error


def _memory() -> int:
    """Bytes that DuckDB may take; 0 where nobody tells how many there are."""
    try:
        there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 0
    return max(_LEAST_MEMORY, int(there * _SHARE_OF_MEMORY))
