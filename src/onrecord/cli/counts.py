"""``onrecord speakers``, ``outlets``, ``failures``: a record → its counts, as a table for people or rows for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.record_options import date_options, output_options, record_option
from onrecord.cli.record_output import Form, show, tell_if_empty

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.record.record import Record

_Command = TypeVar("_Command", bound=Callable[..., Any])
_SHOWN = 30


def _counting(command: _Command) -> _Command:
    """Give a command ``--record``, ``--top``, the dates and the formats."""
    top = click.option("--top", type=click.IntRange(1), metavar="N", help=f"Only the first N ({_SHOWN} in text, all "
                       "otherwise).")  # fmt: skip
    return record_option(top(date_options(output_options(command))))


@click.command(short_help="Who is quoted in a record, and how often.")
@_counting
def speakers(**given: Any) -> int:
    """Count the statements of each speaker of a record.

    Figures are given as printed and net of wire copy: what near-copies of one article share, or one agency spread,
    counts once there. docs/record.md explains the columns of csv and jsonl.
    """
    return _counted("speakers", **given)


@click.command(short_help="Outlets of a record, and what they print.")
@_counting
def outlets(**given: Any) -> int:
    """Count the documents and statements of each outlet of a record.

    Figures are given as printed and for what is the outlet's own: less what came by an agency or stood in an earlier
    document. docs/record.md explains the columns of csv and jsonl.
    """
    return _counted("outlets", **given)


@click.command(short_help="What could not be read into a record, and why.")
@record_option
@output_options
def failures(record: str, form: Form, output: str | None, escape_formulas: bool) -> int:
    """List the documents that could not be read, how many for which reason first."""
    from onrecord.record import queries

    return _shown("failures", record, queries.failures, form, output, escape_formulas)


def _counted(
    what: str,
    record: str,
    top: int | None,
    since: str | None,
    until: str | None,
    form: Form,
    output: str | None,
    escape_formulas: bool,
) -> int:
    from onrecord.record import queries

    def count(opened: Record) -> pa.Table:
        tell_if_empty(record, opened.manifest)
        most = top or (_SHOWN if form == "text" else None)
        table: pa.Table = getattr(queries, what)(opened, since=since, until=until, top=most)
        return table

    return _shown(what, record, count, form, output, escape_formulas)


def _shown(
    what: str, record: str, count: Callable[[Record], pa.Table], form: Form, output: str | None, safe: bool
) -> int:
    from onrecord.record.record import Record

    with Record(record) as opened:
        table = count(opened)
    rows = table.to_pylist()

    def page(width: int, colour: bool, encoding: str) -> str:
        from onrecord.export import counts_text

        text: str = getattr(counts_text, what)(rows, width=width, colour=colour, encoding=encoding)
        return text

    show(form, table.schema.names, rows, page, output, safe=safe)
    return 0
