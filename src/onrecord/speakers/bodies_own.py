"""A user's file of outlets, agencies and programmes (TOML) → its checked tables, or all that is wrong with it, by line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import OutletsFileError

TABLES = ("outlet", "agency", "programme")
_FIELDS = ("name", "aliases", "of", "hosts", "domains", "common", "bare", "language")
_LISTS = ("aliases", "hosts", "domains")
_TEXTS = ("of", "language")
_SWITCHES = ("common", "bare")
_MOST = 10
"""How many faults are told at once."""
_TOKEN = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|#[^\n]*|[{}\[\]]", re.DOTALL)


def own_rows(path: str) -> Mapping[str, list[Mapping[str, Any]]]:
    """The tables of a user's file; each row has ``name`` and, where there are any, ``aliases``, ``of``, ``hosts``, ``domains``.

    :raises OutletsFileError: it cannot be read, or rows are broken; the detail names the line of each, up to ten.
    """
    try:
        text = Path(path).read_text("utf-8-sig")
        tables = tomllib.loads(text)
    except OSError as error:
        raise OutletsFileError(path, error.strerror or str(error)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OutletsFileError(path, str(error)) from error
    faults = list(_faults(text, tables))
    if faults:
        more = f"; and {len(faults) - _MOST} more" if len(faults) > _MOST else ""
        raise OutletsFileError(path, "; ".join(faults[:_MOST]) + more)
    return tables


def _faults(text: str, tables: Mapping[str, Any]) -> Iterator[str]:
    for table, rows in tables.items():
        starts = _row_lines(text, table)
        if table not in TABLES:
            yield f"{_at(starts, 0)}unknown table [[{table}]]; known: {', '.join(sorted(TABLES))}"
            continue
        for number, row in enumerate(rows if isinstance(rows, list) else [rows]):
            for fault in _row_faults(row):
                yield f"{_at(starts, number)}{table} {number + 1}: {fault}"


def _at(starts: list[int], number: int) -> str:
    return f"line {starts[number]}: " if number < len(starts) else ""


def _row_faults(row: object) -> Iterator[str]:
    if not isinstance(row, dict) or not isinstance(row.get("name"), str) or not row["name"].strip():
        yield "no name"
        return
    for field, value in row.items():
        if field not in _FIELDS:
            yield f"unknown field {field}; known: {', '.join(_FIELDS)}"
        elif field in _LISTS and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            yield f"{field} must be a list of strings"
        elif field in _TEXTS and not isinstance(value, str):
            yield f"{field} must be a string"
        elif field in _SWITCHES and not isinstance(value, bool):
            yield f"{field} must be true or false"


def _row_lines(text: str, table: str) -> list[int]:
    """The line on which each row of a table starts, written ``[[outlet]]`` or ``outlet = [{…}, …]``."""
    name = rf"[\"']?{re.escape(table)}[\"']?"
    headers = [match.start() for match in re.finditer(rf"^[ \t]*\[\[?[ \t]*{name}[ \t]*\]", text, re.MULTILINE)]
    listed = re.search(rf"^[ \t]*{name}[ \t]*=", text, re.MULTILINE)
    if not headers and listed:
        headers = list(_inline(text, listed.end())) or [listed.start()]
    return [text.count("\n", 0, at) + 1 for at in headers]


def _inline(text: str, at: int) -> Iterator[int]:
    """Where the elements of the array behind ``at`` begin, as far as they are tables in braces."""
    depth = 0
    for match in _TOKEN.finditer(text, at):
        mark = match[0]
        if mark in "{[":
            depth += 1
            if mark == "{" and depth == 2:
                yield match.start()
        elif mark in "}]":
            depth -= 1
            if depth <= 0:
                return
