"""``onrecord export``: a record, or some of its statements → files in the formats of other programs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.log import say
from onrecord.cli.record_options import filter_of, filter_options, record_option
from onrecord.cli.record_output import Indexing, tell_if_empty

if TYPE_CHECKING:
    from onrecord.record.record import Record

TABLES = ("parquet", "csv")
FORMS = (*TABLES, "jsonl", "jsonld", "annotation", "prov", "gqg")


@click.command(short_help="A record in the formats of other programs.")
@record_option
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="parquet and csv: a folder with one file "
              "for each table; jsonl: the objects of onrecord read; jsonld: schema.org; annotation: W3C Web Annotation; prov: "
              "W3C PROV-JSON; gqg: GDELT Global Quotation Graph.")  # fmt: skip
@click.option("-o", "--output", metavar="PATH", required=True, help="The folder or file to write; - is standard output. A "
              "file whose name ends in .gz is compressed.")  # fmt: skip
@click.option("--replace", is_flag=True, help="Write over what is there.")
@click.option("--table", "tables", multiple=True, metavar="NAME", help="For parquet and csv: only this table or view; may "
              "be given several times.")  # fmt: skip
@click.option("--escape-formulas", is_flag=True, help="In csv, put an apostrophe before cells that a spreadsheet would take "
              "for formulas.")  # fmt: skip
@click.option(
    "--words", default="", metavar="WORDS", help="Only statements with these words, as onrecord find reads them."
)
@filter_options
@click.pass_context
def export(
    ctx: click.Context,
    /,
    record: str,
    form: str,
    output: str,
    replace: bool,
    tables: tuple[str, ...],
    escape_formulas: bool,
    words: str,
    **given: Any,
) -> int:
    """Write a record, or the statements that the options choose, in a format that other programs open.

    \b
      onrecord export -r news --format parquet -o tables/
      onrecord export -r news --format jsonld --speaker zakharova -o zakharova.jsonld
    """
    from onrecord.record.record import Record

    if tables and form not in TABLES:
        ctx.fail(f"--table is for {' and '.join(TABLES)}; {form} has no tables.")
    with Record(record) as opened:
        _check_place(ctx, record, output, replace, folder=form in TABLES)
        wanted = _wanted(opened, words, given)
        tell_if_empty(record, opened.manifest)
        if form in TABLES:
            _write_tables(ctx, opened, form, output, tables, escape_formulas, wanted)
        else:
            _write_file(opened, form, output, wanted)
    return 0


def _check_place(ctx: click.Context, record: str, output: str, replace: bool, *, folder: bool) -> None:
    """Refuse what would destroy something."""
    path = Path(output)
    if folder and output == "-":
        ctx.fail("tables go into a folder: name one with --output.")
    if output != "-" and (path.resolve() == Path(record).resolve() or Path(record).resolve() in path.resolve().parents):
        ctx.fail(f"{output} lies in the record; writing there would damage it. Choose another --output.")
    if folder and path.exists() and not path.is_dir():
        ctx.fail(f"{output} is a file; tables go into a folder. Choose another --output.")
    if (
        not replace
        and output != "-"
        and os.path.lexists(path)
        and (not path.is_dir() or not folder or any(path.iterdir()))
    ):
        what = "a folder with something in it" if path.is_dir() else "there already"
        if path.exists() and not path.is_dir() and not path.is_file():
            return  # a device or a pipe
        ctx.fail(f"{output} is {what}. Choose another --output, or add --replace.")


def _wanted(record: Record, words: str, given: dict[str, Any]) -> frozenset[str] | None:
    """Ids of the statements that are chosen; ``None`` for all."""
    from onrecord.record.search import Filter, Search

    filter = filter_of(**given)
    if not words.strip() and filter == Filter():
        return None
    with Search(record.path, record.manifest, Indexing()) as search:
        return frozenset(search.ids(words, filter))


def _write_tables(
    ctx: click.Context,
    record: Record,
    form: str,
    output: str,
    tables: tuple[str, ...],
    safe: bool,
    wanted: frozenset[str] | None,
) -> None:
    from onrecord.cli.words import unwritable
    from onrecord.export import csv_rows, parquet
    from onrecord.export.tables import chosen, write_folder

    names = chosen(record, tables)
    write = parquet.write if form == "parquet" else csv_rows.writer(safe=safe)
    try:
        write_folder(record, Path(output), names, form, write, wanted)
    except OSError as error:
        ctx.fail(unwritable(output, error))
    say(f"{len(names)} table{' is' if len(names) == 1 else 's are'} in {output}.")


def _write_file(record: Record, form: Any, output: str, wanted: frozenset[str] | None) -> None:
    from onrecord.cli.output import Output, ReaderGoneError
    from onrecord.export.forms import compressed, written
    from onrecord.record.corrections import corrected_readings
    from onrecord.record.queries_readings import readings

    corrected = corrected_readings(record.path, record.manifest)
    pieces = written(form, readings(record.path, record.manifest, wanted, corrected))
    try:
        with Output(output) as file:
            for piece in compressed(pieces) if output.endswith(".gz") else pieces:
                file.write(piece)
    except ReaderGoneError:
        pass
