"""``onrecord find``: words and filters on the command line → the statements of a record that fit, best first."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli.record_options import filter_of, filter_options, output_options, record_option
from onrecord.cli.record_output import Form, Indexing, show, tell_if_empty


@click.command(short_help="Statements of a record by their words, speaker, date …")
@click.argument("words", nargs=-1, metavar="[WORDS]…")
@record_option
@filter_options
@click.option("--limit", type=click.IntRange(1, 20_000), default=20, metavar="N", help="How many are shown (20).")
@output_options
def find(
    words: tuple[str, ...], record: str, limit: int, form: Form, output: str | None, escape_formulas: bool, **given: Any
) -> int:
    """Find statements in a record, best first; without words, those that the options choose, latest first.

    All words must stand in the statement, and where they follow one another it comes first. In WORDS, "a phrase" stands
    together, begin* is the beginning of a word, -word leaves statements out, and OR between two words lets either do. Put
    all of it in single quote marks. Case and accents make no difference.

    \b
      onrecord find -r news 'ready to negotiate' --speaker zakharova
      onrecord find -r news '"red line" ceasefire -grain' --since 2022-11 --format csv
      onrecord find -r news --stance doubt,denial --agency TASS
    """
    from onrecord.record.search import Hit, Search

    with Search(record, watch=Indexing()) as search:
        tell_if_empty(record, search.manifest)
        found = search.find(" ".join(words), filter_of(**given), limit)

    def page(width: int, colour: bool, encoding: str) -> str:
        from onrecord.export.found_text import render

        return render(found, width=width, colour=colour, encoding=encoding)

    names = Hit.__struct_fields__
    rows = ({name: getattr(hit, name) for name in names} for hit in found.hits)
    show(form, names, rows, page, output, safe=escape_formulas)
    return 0
