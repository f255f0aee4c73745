"""The option ``--people``: authority files named on the command line → what is wrong with them, said before any document is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.log import say
from onrecord.export.safe import line

if TYPE_CHECKING:
    from onrecord.errors import PeopleFileError
    from onrecord.readers.people import PeopleFile

Command = TypeVar("Command", bound=Callable[..., Any])


def people_option(command: Command) -> Command:
    """Give a command the option ``--people``."""
    return click.option(
        "--people", metavar="FILE", multiple=True, help="Look speakers up in an authority file: CSV, JSON lines or "
        "FollowTheMoney (may be given again)."
    )(command)  # fmt: skip


_PEOPLE = {
    "unreadable": "the authority file {path} cannot be read ({detail}). Give a CSV file or JSON lines.",
    "columns": "the authority file {path} has no column for {detail}. Its first line must name the columns; id and name are "
    "needed, docs/people.md lists the others.",
    "nobody": "nobody in the authority file {path} can be used. Every row needs an id and a name.",
}
_MISSING = "there is no authority file {path}. Check the name."
_BROKEN = {
    "no-name": "it has no name",
    "no-id": "{detail} has no id",
    "encoding": "“{detail}” has letters that were lost in another encoding; save the file as UTF-8",
    "cells": "it has more cells than the header has columns, or cells ran together ({detail}); put quote marks around a "
    "cell with commas",
    "quote": "a quote mark is not closed, or text follows a closed one: {detail}",
    "json": "it is no JSON: {detail}",
    "no-object": "it is no JSON object: {detail}",
    "duplicate-id": "an id belongs to one person: {detail}",
    "circle": "its reference runs in a circle: {detail}",
    "unknown-id": "{detail}",
    "date": "“{detail}” is no date; write 1967-05-23, 1967-05 or 1967",
    "gender": "“{detail}” is no gender that onrecord knows; write male, female or other",
    "order": "the first of two dates is the later one: {detail}",
}
_MOST_BROKEN = 50


def _fault(error: PeopleFileError) -> str:
    """Say why an authority file cannot be used."""
    if error.detail == "missing":
        return _MISSING.format(path=line(error.path))
    return _PEOPLE[error.reason].format(path=line(error.path), detail=line(error.detail))


def _listed(path: str, rows: Sequence[tuple[int, str, str, bool]]) -> Iterator[str]:
    """One sentence for each broken row, and how many more there are."""
    for number, reason, detail, used in rows[:_MOST_BROKEN]:
        what = _BROKEN[reason].format(detail=line(detail))
        yield f"{line(path)}:{number}: {what}{'; the rest of the row is used' if used else '; the row is left out'}."
    if len(rows) > _MOST_BROKEN:
        yield f"{line(path)}: {len(rows) - _MOST_BROKEN} more rows are broken."


def _notes(file: PeopleFile) -> Iterator[str]:
    if not file.encoding.lower().startswith(("utf", "ascii")):
        yield f"{line(file.path)} is not UTF-8 and was read as {file.encoding}. Save it as UTF-8 if names look wrong."
    yield from _listed(file.path, [(row.line, row.reason, row.detail, row.used) for row in file.broken])


def look_at(ctx: click.Context, people: tuple[str, ...]) -> None:
    """Read authority files and list their broken rows on stderr; one of which nothing can be used is bad usage."""
    if not people:
        return
    from onrecord.errors import PeopleFileError
    from onrecord.people import load_people

    if "-" in people:
        ctx.fail("--people wants a file; standard input (-) is for documents.")
    try:
        loaded = load_people(people)
    except PeopleFileError as error:
        for note in _listed(error.path, [(*row, False) for row in error.broken]):
            say(note)
        ctx.fail(_fault(error))
    for file in loaded.files:
        for note in _notes(file):
            say(note)
