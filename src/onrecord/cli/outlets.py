"""``onrecord outlets``: who prints statements in a record, how many of them their own, and whose."""

from __future__ import annotations

import click

from onrecord.cli.record_options import date_options, output_options, record_option
from onrecord.cli.record_output import Form, show, tell_if_empty


@click.command(short_help="Outlets of a record, and what they print.")
@record_option
@click.option("--top", type=click.IntRange(1), metavar="N", help="Only the first N (30 in text, all otherwise).")
@date_options
@output_options
def outlets(
    record: str,
    top: int | None,
    since: str | None,
    until: str | None,
    form: Form,
    output: str | None,
    escape_formulas: bool,
) -> int:
    """Count the documents and statements of each outlet of a record.

    Figures are given as printed and for what is the outlet's own: less what came by an agency or stood in an earlier
    document. docs/record.md explains the columns of csv and jsonl.
    """
    from onrecord.record.queries import outlets as count
    from onrecord.record.record import Record

    with Record(record) as opened:
        tell_if_empty(record, opened.manifest)
        table = count(opened, since=since, until=until, top=top or (30 if form == "text" else None))
    rows = table.to_pylist()

    def page(width: int, colour: bool, encoding: str) -> str:
        from onrecord.export.counts_text import outlets as render

        return render(rows, width=width, colour=colour, encoding=encoding)

    show(form, table.schema.names, rows, page, output, safe=escape_formulas)
    return 0
