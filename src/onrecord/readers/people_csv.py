"""A table as text (commas, semicolons or tabs) → rows of an authority file; a broken row never takes the next with it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from onrecord.errors import PeopleFileError
from onrecord.readers.people_rows import BrokenRow, Row, meaning_of

_DELIMITERS = ",;\t|"
_SINGLE = frozenset(["id", "first", "last", "start", "stop", "gender", "born", "died", "kind", "same"])
_MOST_LINES = 20
"""Lines that one quoted cell may span; a quote mark that is open longer was never closed."""


def csv_rows(text: str, path: str) -> Iterator[Row | BrokenRow]:
    """Rows below the header.

    :raises PeopleFileError: ``columns``: no header with an id and a name.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    top = next((place for place, line in enumerate(lines) if line.strip()), 0)
    delimiter = max(_DELIMITERS, key=lines[top].count)
    header = _cells(lines[top], delimiter) or []
    meanings = [meaning_of(cell) for cell in header]
    _check(path, header, meanings)
    several = "|;" if delimiter == "," else "|" if delimiter != "|" else ";"
    for number, cells in _table(lines, top + 1, delimiter, len(header)):
        if cells is None:
            yield BrokenRow(number, "quote", lines[number - 1][:60])
        elif any(cells):
            yield _row(number, cells, meanings, several)


def _check(path: str, header: Sequence[str], meanings: Sequence[str | None]) -> None:
    missing = [] if "id" in meanings else ["id"]
    missing += [] if {"name", "last"} & {*meanings} else ["name"]
    if missing:
        shown = ", ".join(cell.strip()[:30] for cell in header[:12])
        raise PeopleFileError(path, "columns", f"{' and '.join(missing)}; it begins: {shown}")


def _row(number: int, cells: Sequence[str], meanings: Sequence[str | None], several: str) -> Row | BrokenRow:
    if len(cells) > len(meanings) and any(cell.strip() for cell in cells[len(meanings) :]):
        return BrokenRow(number, "cells", f"{len(cells)} cells, {len(meanings)} columns")
    first, last = several[0], several[-1]
    values: dict[str, list[str]] = {}
    for meaning, cell in zip(meanings, cells, strict=False):
        if not cell or meaning is None or not (cell := cell.strip()):
            continue
        whole = (first not in cell and last not in cell) or meaning in _SINGLE
        parts = [cell] if whole else _parts(cell, several)
        if meaning in values:
            values[meaning] += parts
        else:
            values[meaning] = parts
    return Row(number, values)


def _parts(cell: str, several: str) -> list[str]:
    """The values of a cell that holds several."""
    for mark in several[1:]:
        cell = cell.replace(mark, several[0])
    return [part.strip() for part in cell.split(several[0]) if part and not part.isspace()]


def _cells(line: str, delimiter: str) -> list[str] | None:
    """The cells of one row; ``None`` if a quote mark in it is never closed or its text goes on behind a closed one."""
    if '"' not in line:
        return line.split(delimiter)
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None


def _table(lines: Sequence[str], at: int, delimiter: str, width: int) -> Iterator[tuple[int, list[str] | None]]:
    """Cells of each row with the number of its first line; quoted cells may hold line breaks."""
    while at < len(lines):
        row, stop = lines[at], at + 1
        if '"' not in row:
            yield stop, row.split(delimiter)
        else:
            if row.count('"') % 2:
                row, stop = _joined(lines, at, delimiter, width)
            yield at + 1, _cells(row, delimiter)
        at = stop


def _joined(lines: Sequence[str], at: int, delimiter: str, width: int) -> tuple[str, int]:
    """A row whose first line leaves a quote mark open, and the line after it; that line alone where no whole row comes of it."""
    for stop in range(at + 1, min(len(lines), at + _MOST_LINES)):
        if lines[stop].count('"') % 2:
            row = "\n".join(lines[at : stop + 1])
            return (row, stop + 1) if len(_cells(row, delimiter) or ()) == width else (lines[at], at + 1)
    return lines[at], at + 1
