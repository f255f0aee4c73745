"""``onrecord failures``: documents that could not be read into a record, and why."""

from __future__ import annotations

import click

from onrecord.cli.record_options import output_options, record_option
from onrecord.cli.record_output import Form, show


@click.command(short_help="What could not be read into a record, and why.")
@record_option
@output_options
def failures(record: str, form: Form, output: str | None, escape_formulas: bool) -> int:
    """List the documents that could not be read, how many for which reason first."""
    from onrecord.record.queries import failures as failed
    from onrecord.record.record import Record

    with Record(record) as opened:
        table = failed(opened)
    rows = table.to_pylist()

    def page(width: int, colour: bool, encoding: str) -> str:
        from onrecord.export.counts_text import failures as render

        return render(rows, width=width, colour=colour, encoding=encoding)

    show(form, table.schema.names, rows, page, output, safe=escape_formulas)
    return 0
