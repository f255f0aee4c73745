"""A manifest → a database with its tables and views."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.engine.duckdb import connect
from onrecord.errors import RecordError, RecordReason
from onrecord.record.manifest import Manifest
from onrecord.record.schema import STORED_AS, schemas, views

if TYPE_CHECKING:
    import duckdb


def connect_tables(folder: Path, manifest: Manifest) -> duckdb.DuckDBPyConnection:
    """Open the tables that ``manifest`` names, to queries only.

    :raises RecordError: ``damaged``: a file that it names is missing or no Parquet file; ``unreadable``: it may not be read.
    """
    import duckdb

    whole = folder.resolve()
    stored = {STORED_AS.get(name, name): schema for name, schema in schemas().items()}
    files = {STORED_AS.get(name, name): manifest.files(whole, name) for name in schemas()}
    try:
        return connect(whole, files, stored, views())
    except duckdb.Error as error:
        reason: RecordReason = "unreadable" if "Permission denied" in str(error) else "damaged"
        raise RecordError(str(folder), reason, str(error).splitlines()[0]) from error
