"""``onrecord speakers``: who is quoted in a record, how often, in what manner, as printed and net of wire copy."""

from __future__ import annotations

import click

from onrecord.cli.record_options import date_options, output_options, record_option
from onrecord.cli.record_output import Form, show, tell_if_empty


@click.command(short_help="Who is quoted in a record, and how often.")
@record_option
@click.option("--top", type=click.IntRange(1), metavar="N", help="Only the first N (30 in text, all otherwise).")
@date_options
@output_options
def speakers(
    record: str,
    top: int | None,
    since: str | None,
    until: str | None,
    form: Form,
    output: str | None,
    escape_formulas: bool,
) -> int:
    """Count the statements of each speaker of a record.

    Figures are given as printed and net of wire copy: what near-copies of one article share, or one agency spread,
    counts once there. docs/record.md explains the columns of csv and jsonl.
    """
    from onrecord.record.queries import speakers as count
    from onrecord.record.record import Record

    with Record(record) as opened:
        tell_if_empty(record, opened.manifest)
        table = count(opened, since=since, until=until, top=top or (30 if form == "text" else None))
    rows = table.to_pylist()

    def page(width: int, colour: bool, encoding: str) -> str:
        from onrecord.export.counts_text import speakers as render

        return render(rows, width=width, colour=colour, encoding=encoding)

    show(form, table.schema.names, rows, page, output, safe=escape_formulas)
    return 0
