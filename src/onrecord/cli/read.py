"""``onrecord read``: documents named on the command line → their statements, as text, JSON lines or an HTML report."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import click

from onrecord.cli import terminal

if TYPE_CHECKING:
    from onrecord.cli.output import Output
    from onrecord.model import Reading
    from onrecord.settings import Limits, Options

Format = Literal["text", "jsonl", "html"]
_SUFFIXES: dict[str, Format] = {".html": "html", ".htm": "html", ".jsonl": "jsonl", ".json": "jsonl"}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(i?)b?", re.IGNORECASE)


def _size(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    found = _SIZE.fullmatch(value.strip())
    size = float(found[1]) * (1024 if found[3] else 1000) ** " kmg".index(found[2].lower() or " ") if found else 0
    if size < 1:
        raise click.BadParameter(f"“{value}” is not a size. Write it like 500000, 20MB or 64MiB.", ctx, param)
    return int(size)


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    try:
        if value is not None:
            datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a date. Write it like 2022-11-09.", ctx, param) from None
    return value


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", value):
        raise click.BadParameter(f"“{value}” is not a language tag. Write it like en or pt-BR.", ctx, param)
    return value


@click.command(short_help="Statements of documents, shown marked up.")
@click.argument("uris", nargs=-1, metavar="FILE|URL|-…")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "html"]), help="text (the default) for people, "
              "jsonl for programs (one object a line), html for a report; --output’s ending decides where this is "
              "not given.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, which appears once it is whole.")
@click.option("--fast", is_flag=True, help="Find an article’s text several times faster, a little less exactly.")
@click.option("--model", type=click.Choice(["fast", "accurate"]), default="fast", help="What finds statements in English "
              "text: fast rules (the default), or a trained reader that finds more of them and takes longer.")  # fmt: skip
@click.option("--published", metavar="DATE", callback=_date, help="Publication date of documents that print none.")
@click.option("--language", metavar="TAG", callback=_language, help="Language of documents that declare none.")
@click.option("--max-size", metavar="SIZE", callback=_size, help="Refuse documents larger than SIZE (20MB by default).")
@click.option("--timeout", type=click.FloatRange(0, 3600, min_open=True), metavar="SECONDS",
              help="Whole time for a URL (20 seconds by default).")  # fmt: skip
@click.option("--color", "--colour", "colour", type=click.Choice(["auto", "always", "never"]), default="auto",
              help="Colour in text; auto heeds NO_COLOR and FORCE_COLOR.")  # fmt: skip
@click.pass_context
def read(
    ctx: click.Context,
    uris: tuple[str, ...],
    form: Format | None,
    output: str | None,
    fast: bool,
    model: Literal["fast", "accurate"],
    published: str | None,
    language: str | None,
    max_size: int | None,
    timeout: float | None,
    colour: terminal.Colour,
) -> int:
    """Read documents and show every statement: who said it, through whom, and what changed on the way.

    Documents are text or HTML: files, web addresses, or - for standard input. Nothing is fetched but what you name.
    Those that cannot be read are listed on stderr, the others are shown, and the exit code is 3.
    """
    _check(ctx, uris, output)
    chosen = form or _SUFFIXES.get(os.path.splitext(output or "")[1].lower(), "text")
    options = _options(fast, model, published, language, _limits(max_size, timeout))
    return _read(uris, chosen, output, options, colour)


def _check(ctx: click.Context, uris: tuple[str, ...], output: str | None) -> None:
    if not uris:
        ctx.fail("name at least one document: a file, a web address, or - for standard input.")
    if uris.count("-") > 1:
        ctx.fail("standard input (-) can be read only once.")
    if output and any(_same(uri, output) for uri in uris):
        ctx.fail(f"{output} is one of the documents; writing there would destroy it. Choose another --output.")


def _same(uri: str, output: str) -> bool:
    return os.path.exists(uri) and os.path.exists(output) and os.path.samefile(uri, output)


def _options(
    fast: bool, model: Literal["fast", "accurate"], published: str | None, language: str | None, limits: Limits
) -> Options:
    from onrecord.settings import Options

    return Options(fast=fast, model=model, published=published, language=language, limits=limits)


def _limits(max_size: int | None, timeout: float | None) -> Limits:
    from onrecord.settings import Limits

    usual = Limits()
    return Limits(
        max_bytes=max_size or usual.max_bytes,
        fetch_seconds=timeout or usual.fetch_seconds,
        max_redirects=usual.max_redirects,
        max_depth=usual.max_depth,
    )


def _read(uris: tuple[str, ...], form: Format, path: str | None, options: Options, colour: terminal.Colour) -> int:
    from onrecord.cli.main import UNREAD
    from onrecord.cli.output import Output, ReaderGoneError

    if "-" in uris and sys.stdin.isatty():
        click.echo("Reading standard input; end it with Ctrl-D.", err=True)
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
    from onrecord.cli.words import unreadable
    from onrecord.model import Failure
    from onrecord.pipeline import read_many

    progress = terminal.Progress(len(uris), shown=watched)
    for result in read_many(uris, options):
        if isinstance(result, Failure):
            failures.append(unreadable(result))
            progress.clear()
            click.echo(f"onrecord: {failures[-1]}", err=True)
        else:
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
    count = 0
    for reading in readings:
        output.write(_line(reading) if form == "jsonl" else _text(reading, output, colour, first=not count))
        count += 1
    return count


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
