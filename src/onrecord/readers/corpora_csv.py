"""A table as text (commas, semicolons, tabs or bars) → rows; a broken row is told and never takes the next with it.

A record ends where its quote marks are paired (RFC 4180). Where they never are, its first line is told and reading goes
on with the next line. What a row holds is left to ``corpora_rows``.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.errors import UnreadableError
from onrecord.readers.corpora import Input, Item
from onrecord.readers.corpora_rows import Columns, Row, items_of
from onrecord.readers.corpora_stream import Line, lines, opened
from onrecord.settings import Limits

_DELIMITERS = ",;\t|"


def read_csv(file: Input, after: int | None, limits: Limits, columns: Columns) -> Iterator[Item]:
    """Articles of a table; positions are offsets in the unpacked text.

    :raises UnreadableError: the file is empty or breaks off, or its packing is damaged.
    """
    with opened(file.path) as stream:
        table = _Table(_Lines(lines(stream, file.path, limits)), file.path, limits)
        yield from items_of(file.path, table.rows(), after, limits, columns)


def header_of(line: str) -> tuple[str, ...]:
    """Names of columns in the first line of a table."""
    cells = _cells(line.rstrip("\r\n"), _delimiter(line)) or []
    return tuple(cell.strip() for cell in cells)


class _Lines:
    """Lines that can be put back."""

    def __init__(self, found: Iterator[Line]) -> None:
        self._found, self._back = found, deque[Line]()

    def next(self) -> Line | None:
        return self._back.popleft() if self._back else next(self._found, None)

    def put_back(self, some: Sequence[Line]) -> None:
        self._back.extendleft(reversed(some))


class _Table:
    def __init__(self, found: _Lines, path: str, limits: Limits) -> None:
        self._lines, self._path, self._limits = found, path, limits
        csv.field_size_limit(max(csv.field_size_limit(), limits.max_bytes + 1))
        first = self._first()
        self._delimiter = _delimiter(first)
        if declared := re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE):  # as Excel writes it
            self._delimiter, first = declared[1], self._first()
        self.header = tuple(cell.strip() for cell in _cells(first.rstrip("\r\n"), self._delimiter) or [])

    def _first(self) -> str:
        while line := self._lines.next():
            if line.text and line.text.strip():
                return line.text
        raise UnreadableError(self._path, "empty")

    def rows(self) -> Iterator[Row]:
        while line := self._lines.next():
            if line.text is None:
                yield self._bad(line, f"over {self._limits.max_bytes} bytes", "too-large")
            elif line.text.strip():
                yield self._row(line, line.text)

    def _row(self, first: Line, text: str) -> Row:
        if text.count('"') % 2:
            joined, more = self._joined(text)
            cells = _cells(joined, self._delimiter) if joined is not None else None
            if cells is None:
                self._lines.put_back(more)
                return self._bad(first, "a quote mark is never closed")
        else:
            cells = _cells(text.rstrip("\r\n"), self._delimiter)
            if cells is None:
                return self._bad(first, "text goes on behind a closed quote mark")
        if len(cells) != len(self.header):
            return self._bad(first, f"{len(cells)} cells, {len(self.header)} columns")
        values: dict[str, Any] = {}
        for name, cell in zip(self.header, cells, strict=True):
            values.setdefault(name, cell)
        return Row(first.offset, f"{self._path}:{first.number}", values)

    def _joined(self, text: str) -> tuple[str | None, list[Line]]:
        """A record from its first line to where its quote marks are paired, and the lines after the first."""
        parts, more, size = [text], [], len(text)
        while size <= self._limits.max_bytes and (line := self._lines.next()):
            more.append(line)
            if line.text is None:
                break
            parts.append(line.text)
            size += len(line.text)
            if line.text.count('"') % 2:
                return "".join(parts).rstrip("\r\n"), more
        return None, more

    def _bad(self, line: Line, wrong: str, reason: Any = "row") -> Row:
        return Row(line.offset, f"{self._path}:{line.number}", reason=reason, wrong=wrong)


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _cells(record: str, delimiter: str) -> list[str] | None:
    """Cells of a record; ``None`` if its quote marks stand where none may."""
    if '"' not in record:
        return record.split(delimiter)
    try:
        return next(csv.reader([record], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None
