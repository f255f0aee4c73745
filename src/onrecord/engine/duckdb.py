"""Parquet files under names → a DuckDB in memory with one view for each name, open to queries and to nothing else.

What the tables mean is left to the callers; nothing here knows a noun of onrecord.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import QueryError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def connect(
    folder: Path,
    tables: Mapping[str, Sequence[Path]],
    schemas: Mapping[str, pa.Schema],
    views: Callable[[duckdb.DuckDBPyConnection], Mapping[str, str]],
) -> duckdb.DuckDBPyConnection:
    """Open a database in memory that reads files below ``folder`` and can reach no other file, nor be configured anew.

    :param tables: the Parquet files of each table; one without files is empty.
    :param schemas: the columns of each table.
    :param views: makes further tables, and gives the SQL of views in the order in which they build on one another.
    """
    import duckdb

    connection = duckdb.connect(":memory:")
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET parquet_metadata_cache = true")  # no file of ours changes once it is there
    connection.execute(f"SET temp_directory = {literal(os.path.join(tempfile.gettempdir(), 'onrecord-spill'))}")
    for name, schema in schemas.items():
        _view(connection, name, tables.get(name, ()), schema)
    for name, query in views(connection).items():
        connection.execute(f'CREATE VIEW "{name}" AS {query}')
    connection.execute(f"SET allowed_directories = [{literal(str(folder))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET python_enable_replacements = false")
    connection.execute("SET lock_configuration = true")
    return connection


def query(connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> pa.Table:
    """Run one query and return its rows; may be called from several threads at once.

    :raises QueryError: it is no single query, or DuckDB refuses it; the message says why.
    """
    import duckdb

    kinds = {"SELECT", "EXPLAIN"}
    cursor = connection.cursor()
    try:
        found = cursor.extract_statements(sql)
        if len(found) != 1 or found[0].type.name not in kinds:
            raise QueryError(sql, "only a single query (SELECT …) can be asked")
        result = cursor.sql(sql, params=(dict(values) if isinstance(values, Mapping) else list(values)) or None)
        return result.to_arrow_table()
    except duckdb.Error as error:
        raise QueryError(sql, str(error)) from error
    finally:
        cursor.close()


def stream(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] | Mapping[str, Any] = (), rows: int = 10_000
) -> Iterator[pa.RecordBatch]:
    """Run one query and give its rows bit by bit, the first batch empty; for SQL of this program's own.

    :raises QueryError: DuckDB refuses it, or a file cannot be read.
    """
    import duckdb

    cursor = connection.cursor()
    try:
        params = dict(values) if isinstance(values, Mapping) else list(values)
        reader = cursor.sql(sql, params=params or None).to_arrow_reader(rows)
        yield _none_of(reader.schema)
        yield from reader
    except duckdb.Error as error:
        raise QueryError(sql, str(error)) from error
    finally:
        cursor.close()


def _none_of(schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_pylist([], schema=schema)


def _view(connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path], schema: pa.Schema) -> None:
    if files:
        listed = ", ".join(literal(str(file)) for file in files)
        rows = f"SELECT * FROM read_parquet([{listed}], union_by_name = true)"
        connection.execute(f'CREATE VIEW "{name}" AS {rows}')
        _complete(connection, name, rows, schema)
        return
    connection.register("_empty", schema.empty_table())
    connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM _empty')
    connection.unregister("_empty")


def _complete(connection: duckdb.DuckDBPyConnection, name: str, rows: str, schema: pa.Schema) -> None:
    """Give a view the columns that came after all of its files were written; they are null."""
    missing = set(schema.names) - set(connection.table(name).columns)
    if missing:
        connection.register("_columns", schema.empty_table().select(sorted(missing)))
        connection.execute(f'CREATE TABLE "_later_{name}" AS SELECT * FROM _columns')
        connection.unregister("_columns")
        columns = ", ".join(f'"{column}"' for column in schema.names)
        later = f'SELECT * FROM "_later_{name}"'
        connection.execute(
            f'CREATE OR REPLACE VIEW "{name}" AS SELECT {columns} FROM ({rows} UNION ALL BY NAME {later})'
        )


def literal(text: str) -> str:
    """A string as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
