"""A record's tables, whole or for some statements → batches of rows, and a folder with one file for each table."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from onrecord.errors import EnvironmentFaultError, RecordError
from onrecord.record.record import Record

Write = Callable[[Iterator[pa.RecordBatch], BinaryIO], None]
INTERNAL = ("captures", "prints")
"""Tables that only onrecord needs; exported when they are asked for."""

_BY_STATEMENT = {
    "statements": "id", "attributions": "statement", "relays": "statement", "verdicts": "statement", "said": "statement",
    "judgements": "statement",
}  # fmt: skip
_OF_STATEMENTS = "SELECT unnest($statements)"
_OF_DOCUMENTS = f"SELECT document FROM statements WHERE id IN ({_OF_STATEMENTS})"
_OF_SPEAKERS = f"SELECT speaker FROM attributions WHERE statement IN ({_OF_STATEMENTS})"


def chosen(record: Record, names: Sequence[str]) -> list[str]:
    """Tables to export: those named, or all but the internal ones.

    :raises RecordError: ``no-table``: the record has none of that name; the detail lists those it has.
    """
    for name in names:
        if name not in record.tables:
            raise RecordError(str(record.path), "no-table", f"{name}; there are {', '.join(record.tables)}")
    return list(dict.fromkeys(names)) or [name for name in record.tables if name not in INTERNAL]


def batches(record: Record, table: str, statements: Collection[str] | None = None) -> Iterator[pa.RecordBatch]:
    """Rows of a table, the first batch empty; with ``statements`` those that belong to them, their speakers or documents."""
    columns = record.batches(f'SELECT * FROM "{table}" LIMIT 0')
    where = _where(table, next(columns).schema.names) if statements is not None else ""
    values = {"statements": list(statements or ())} if where else ()
    return record.batches(f'SELECT * FROM "{table}"{where}', values)


def _where(table: str, columns: Sequence[str]) -> str:
    if table in _BY_STATEMENT:
        return f" WHERE {_BY_STATEMENT[table]} IN ({_OF_STATEMENTS})"
    if table in ("speakers", "identities"):
        return f" WHERE {'id' if table == 'speakers' else 'speaker'} IN ({_OF_SPEAKERS})"
    if table == "documents":
        return f" WHERE id IN ({_OF_DOCUMENTS})"
    return f" WHERE document IN ({_OF_DOCUMENTS})" if "document" in columns else ""


def write_folder(
    record: Record,
    folder: Path,
    names: Sequence[str],
    ending: str,
    write: Write,
    statements: Collection[str] | None = None,
) -> None:
    """Write ``TABLE.ENDING`` for each table into a folder; each file appears once it is whole.

    :raises OSError: the folder cannot be written.
    :raises EnvironmentFaultError: the disk is full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        partial = folder / f".{name}.{ending}.new"
        try:
            with open(partial, "wb") as file:
                write(batches(record, name, statements), file)
            os.replace(partial, folder / f"{name}.{ending}")
        except OSError as error:
            if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
                raise EnvironmentFaultError("disk", str(folder)) from error
            raise
        finally:
            partial.unlink(missing_ok=True)
