"""``onrecord read``: documents named on the command line → their statements, as text, JSON lines or an HTML report."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

import click

from onrecord.cli import terminal
from onrecord.cli.log import say
from onrecord.cli.options import how_to_read, reading_options
from onrecord.cli.people import look_at, people_option

if TYPE_CHECKING:
    from onrecord.cli.output import Output
    from onrecord.model import Reading
    from onrecord.settings import Options

Format = Literal["text", "jsonl", "html", "jsonld"]
_SUFFIXES: dict[str, Format] = {".html": "html", ".htm": "html", ".jsonl": "jsonl", ".json": "jsonl",
                                ".jsonld": "jsonld"}  # fmt: skip


@click.command(short_help="Statements of documents, shown marked up.")
@click.argument("uris", nargs=-1, metavar="FILE|URL|-…")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "html", "jsonld"]),
              help="text (the default) for people, jsonl for programs (one object a line), html for a report, jsonld in the words of "
              "schema.org; --output’s ending decides where this is not given.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, which appears once it is whole.")
@reading_options
@people_option
@click.option("--color", "--colour", "colour", type=click.Choice(["auto", "always", "never"]), default="auto",
              help="Colour in text; auto heeds NO_COLOR and FORCE_COLOR.")  # fmt: skip
@click.pass_context
def read(
    ctx: click.Context,
    /,
    uris: tuple[str, ...],
    form: Format | None,
    output: str | None,
    colour: terminal.Colour,
    people: tuple[str, ...],
    **how: Any,
) -> int:
    """Read documents and show every statement: who said it, through whom, and what changed on the way.

    Documents are text or HTML: files, web addresses, or - for standard input. Nothing is fetched but what you name.
    Those that cannot be read are listed on stderr, the others are shown, and the exit code is 3.
    """
    _check(ctx, uris, output)
    chosen = form or _SUFFIXES.get(os.path.splitext(output or "")[1].lower(), "text")
    look_at(ctx, people)
    return _read(uris, chosen, output, how_to_read(**how, people=people), colour)


def _check(ctx: click.Context, uris: tuple[str, ...], output: str | None) -> None:
    if not uris:
        ctx.fail("name at least one document: a file, a web address, or - for standard input.")
    if "" in uris:
        ctx.fail("one of the documents has an empty name.")
    if uris.count("-") > 1:
        ctx.fail("standard input (-) can be read only once.")
    if output and any(_same(uri, output) for uri in uris):
        ctx.fail(f"{output} is one of the documents; writing there would destroy it. Choose another --output.")


def _same(uri: str, output: str) -> bool:
    return os.path.exists(uri) and os.path.exists(output) and os.path.samefile(uri, output)


def _read(uris: tuple[str, ...], form: Format, path: str | None, options: Options, colour: terminal.Colour) -> int:
    from onrecord.cli.main import UNREAD
    from onrecord.cli.output import Output, ReaderGoneError

    if "-" in uris and sys.stdin is not None and sys.stdin.isatty():
        say("Reading standard input; end it with Ctrl-D.", "info", speaker="")
    failures: list[str] = []
    try:
        with Output(path) as output:
            readings = _readings(uris, options, failures, watched=not (form == "text" and output.path is None))
            if not _write(readings, form, output, colour):
                output.discard()
    except ReaderGoneError:
        pass
    return UNREAD if failures else 0


def _readings(uris: tuple[str, ...], options: Options, failures: list[str], *, watched: bool) -> Iterator[Reading]:
    """Read one document after the other; the sentence of each failure goes to stderr as it happens."""
    from onrecord.cli.words import unlettered, unreadable
    from onrecord.model import Failure
    from onrecord.pipeline import read_many

    progress = terminal.Progress(len(uris), shown=watched)
    for result in read_many(uris, options):
        if isinstance(result, Failure):
            failures.append(unreadable(result))
            progress.clear()
            say(failures[-1], "error")
        else:
            if note := unlettered(result.document):
                progress.clear()
                say(note)
            yield result
        progress.step()
    progress.clear()


def _write(readings: Iterator[Reading], form: Format, output: Output, colour: terminal.Colour) -> int:
    """Write every reading in a format; return how many there were."""
    if form == "html":
        from onrecord.export.html import render as report

        listed = list(readings)
        if listed:
            output.write(report(listed).encode("utf-8", "replace"))
        return len(listed)
    if form == "jsonld":
        return _write_framed(readings, output)
    count = 0
    for reading in readings:
        output.write(_line(reading) if form == "jsonl" else _text(reading, output, colour, first=not count))
        count += 1
    return count


def _write_framed(readings: Iterator[Reading], output: Output) -> int:
    """Write one JSON-LD document with a node for each reading; nothing where there is none."""
    from itertools import chain

    from onrecord.export.forms import written

    first = next(readings, None)
    if first is None:
        return 0
    for piece in written("jsonld", chain([first], readings)):
        output.write(piece)
    return 1


def _line(reading: Reading) -> bytes:
    from onrecord.export.jsonl import to_json

    return to_json(reading) + b"\n"


def _text(reading: Reading, output: Output, colour: terminal.Colour, *, first: bool) -> bytes:
    from onrecord.export.text import render

    on_screen = output.path is None
    encoding = sys.stdout.encoding if on_screen else "utf-8"
    coloured = terminal.colour(colour, sys.stdout) if on_screen else colour == "always"
    text = render(reading, width=terminal.columns(), colour=coloured, encoding=encoding)
    return (("" if first else "\n\n") + text).encode(encoding, "replace")
