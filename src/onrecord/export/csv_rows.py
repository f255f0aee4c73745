"""Rows → CSV (RFC 4180, UTF-8, line feeds): unknown is empty, lists and objects are JSON, true and false are words.

A spreadsheet takes cells that begin with ``=``, ``+``, ``-`` or ``@`` for formulas, and words of strangers may begin so:
``safe`` puts an apostrophe before them, which changes the data and is therefore a choice.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import StringIO
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def lines(names: Sequence[str], rows: Iterable[Sequence[Any]], *, safe: bool = False) -> Iterator[bytes]:
    """A line with the names, then one for each row; a line break within a cell stays one."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    yield _taken(buffer)
    for row in rows:
        writer.writerow([_cell(value, safe) for value in row])
        yield _taken(buffer)


def write(batches: Iterator[pa.RecordBatch], file: BinaryIO, *, safe: bool = False) -> None:
    """Write all rows; the first batch gives the columns and may be empty."""
    first = next(batches)
    rows = (tuple(row.values()) for batch in batches for row in batch.to_pylist())
    for line in lines(first.schema.names, rows, safe=safe):
        file.write(line)


def writer(*, safe: bool) -> partial[None]:
    """:func:`write` with a choice made."""
    return partial(write, safe=safe)


def _taken(buffer: StringIO) -> bytes:
    data = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return data


def _cell(value: Any, safe: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if safe and value.startswith(_FORMULA) else value
    if isinstance(value, (list, tuple, dict)):
        return msgspec.json.encode(value).decode()
    return repr(value) if isinstance(value, float) else str(value)
