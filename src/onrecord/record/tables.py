"""A manifest → a database with its tables and views, as people judged where judgements are given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.engine.duckdb import connect
from onrecord.errors import RecordError, RecordReason
from onrecord.record.manifest import Manifest
from onrecord.record.schema import CORRECTED, STORED_AS, notes_schema, schemas, views

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from onrecord.record.judgements import Judgements


def connect_tables(folder: Path, manifest: Manifest, judgements: Judgements | None = None) -> duckdb.DuckDBPyConnection:
    """Open the tables that ``manifest`` names, to queries only.

    :param judgements: what people judged is laid over what reading found; without, all is as reading made it.
    :raises RecordError: ``damaged``: a file that it names is missing or no Parquet file; ``unreadable``: it may not be read.
    """
    import duckdb

    whole = folder.resolve()
    stored = {STORED_AS.get(name, name): schema for name, schema in schemas().items()}
    files = {STORED_AS.get(name, name): manifest.files(whole, name) for name in schemas()}

    def made(connection: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
        laid = _laid_over(connection, judgements) if judgements and judgements.mark else {}
        for name, table in {"judgements": notes_schema().empty_table(), **laid}.items():
            connection.register("_rows", table)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM _rows')
            connection.unregister("_rows")
        return views(corrected=bool(laid))

    try:
        return connect(whole, files, stored, made)
    except duckdb.Error as error:
        reason: RecordReason = "unreadable" if "Permission denied" in str(error) else "damaged"
        raise RecordError(str(folder), reason, str(error).splitlines()[0]) from error


def _laid_over(connection: duckdb.DuckDBPyConnection, judgements: Judgements) -> dict[str, pa.Table]:
    """Rows of the documents that people corrected, and what they said; nothing where that changes no document."""
    import msgspec
    import pyarrow as pa

    from onrecord.record.corrections import corrections
    from onrecord.record.rows import rows_of
    from onrecord.record.worker import arrow

    found = corrections(connection, judgements)
    if not found:
        return {}
    rows = [rows_of(one.reading) for one in found]
    laid = {f"judged_{name}": arrow(name, [row for one in rows for row in one[name]]) for name in CORRECTED}
    notes = [msgspec.to_builtins(note) for one in found for note in one.notes]
    documents = pa.table({"document": pa.array([one.reading.document.id for one in found], pa.string())})
    return laid | {"judgements": pa.Table.from_pylist(notes, notes_schema()), "judged_documents": documents}
