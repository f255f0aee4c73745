"""The options that name a record and say which of its statements are meant, shared by the commands over a record."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from onrecord.record.search import Filter

_Command = TypeVar("_Command", bound=Callable[..., Any])
KINDS = ("direct", "mixed", "indirect", "post", "headline")
STANCES = ("neutral", "doubt", "denial", "support", "hearsay", "question", "order", "promise", "attitude")
"""Those of ``model``, which the help must not import."""
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A day, a month or a year."""
    try:
        if value is not None:
            if not _DATE.fullmatch(value):
                raise ValueError
            date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        raise click.BadParameter(
            f"“{value}” is not a date. Write it like 2022-11-09, 2022-11 or 2022.", ctx, param
        ) from None
    return value


def _several(allowed: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str | None], tuple[str, ...]]:
    def check(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
        names = tuple(name.strip() for name in (value or "").split(",") if name.strip())
        for name in names:
            if name not in allowed:
                raise click.BadParameter(f"“{name}” is none of {', '.join(allowed)}.", ctx, param)
        return names

    return check


record_option = click.option(
    "-r", "--record", required=True, metavar="FOLDER", help="The record that onrecord add made."
)

_DATES = (
    click.option("--since", metavar="DATE", callback=_date, help="Only documents of this day or later."),
    click.option("--until", metavar="DATE", callback=_date, help="Only documents of this day or earlier; 2024-03 is the "
                 "whole month."),
)  # fmt: skip
_FILTERS = (
    click.option("--speaker", metavar="NAME", help="Only what somebody of this name says (a part of the name will do)."),
    click.option("--role", metavar="WORDS", help="Only speakers with these words in a role or an affiliation."),
    click.option("--outlet", metavar="NAME", help="Only documents of this outlet (its name, or its web address)."),
    click.option("--agency", metavar="NAME", help="Only what came through this news agency."),
    click.option("--kind", "kinds", metavar="KIND,…", callback=_several(KINDS),
                 help=f"Only these kinds: {', '.join(KINDS)}."),
    click.option("--stance", "stances", metavar="STANCE,…", callback=_several(STANCES),
                 help=f"Only these stances: {', '.join(STANCES)}."),
    click.option("--who", type=click.Choice(["named", "anonymous", "unknown"]),
                 help="Only named speakers, anonymous ones, or statements whose speaker could not be told."),
    *_DATES,
)  # fmt: skip


def date_options(command: _Command) -> _Command:
    """Give a command ``--since`` and ``--until``."""
    for option in reversed(_DATES):
        command = option(command)
    return command


def filter_options(command: _Command) -> _Command:
    """Give a command the options that choose statements; it hands them to :func:`filter_of` by name."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def filter_of(**given: Any) -> Filter:
    """Build the filter from the command line's options."""
    from onrecord.record.search import Filter

    return Filter(**given)


def output_options(command: _Command) -> _Command:
    """Give a command ``--format``, ``--output`` and ``--escape-formulas``."""
    options = (
        click.option("--format", "form", type=click.Choice(["text", "jsonl", "csv"]), default="text",
                     help="text (the default) for people, jsonl or csv for programs."),
        click.option("-o", "--output", metavar="FILE", help="Write to FILE, which appears once it is whole."),
        click.option("--escape-formulas", is_flag=True, help="In csv, put an apostrophe before cells that a spreadsheet "
                     "would take for formulas."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command
