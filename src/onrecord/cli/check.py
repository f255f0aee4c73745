"""``onrecord check``: drafts and their originals → a report on every quotation, and whether the check failed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import click

from onrecord.cli import terminal
from onrecord.cli.log import say
from onrecord.cli.options import how_to_read, reading_options
from onrecord.cli.people import look_at, people_option
from onrecord.export.safe import line

if TYPE_CHECKING:
    from onrecord.checking import Draft, Material
    from onrecord.cli.accepting import Decisions
    from onrecord.cli.output import Output
    from onrecord.export.check_facts import Sheet
    from onrecord.model import Failure, VerdictName
    from onrecord.settings import Options

Format = Literal["text", "jsonl", "html", "markdown", "junit", "sarif"]
FORMATS: tuple[Format, ...] = ("text", "jsonl", "html", "markdown", "junit", "sarif")
_SUFFIXES: dict[str, Format] = {
    ".html": "html", ".htm": "html", ".jsonl": "jsonl", ".json": "jsonl", ".md": "markdown", ".markdown": "markdown",
    ".xml": "junit", ".sarif": "sarif",
}  # fmt: skip
_GROUPS = ("default", "any", "none")


def _fail_on(ctx: click.Context, param: click.Parameter, value: str) -> frozenset[VerdictName]:
    from onrecord.checking import FAIL_ON
    from onrecord.model import VERDICTS

    groups = {"default": FAIL_ON, "any": VERDICTS[1:], "none": ()}
    wanted: set[VerdictName] = set()
    names = [name.strip().lower() for name in value.split(",") if name.strip()]
    for name in names or [value]:
        if name in groups:
            wanted.update(groups[name])
        elif name in VERDICTS:
            wanted.add(name)
        else:
            known = f"{', '.join(VERDICTS)}; or {', '.join(_GROUPS[:-1])} or {_GROUPS[-1]}"
            raise click.BadParameter(f"“{name}” is no verdict. There are {known}.", ctx, param)
    return frozenset(wanted)


@click.command(short_help="Printed words against their originals.")
@click.argument("drafts", nargs=-1, metavar="DRAFT|URL|-…")
@click.option("--against", multiple=True, metavar="PATH", help="Originals: a file, or a folder with all files below it; "
              "repeat it for more.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMATS), help="text (the default), jsonl (one object a draft), "
              "html (one page), markdown (for a pull request), junit or sarif (for a pipeline); --output’s ending "
              "decides where this is not given.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, which appears once it is whole.")
@click.option("--fail-on", default="default", metavar="VERDICTS", callback=_fail_on, help="Verdicts that fail the check, "
              "with commas between: names, or default (cut, spliced, reworded, meaning, misattributed, not-found), any "
              "(all but verbatim) or none.")  # fmt: skip
@click.option("--accept", multiple=True, metavar="ID", help="Let a quotation pass from now on, by the id that the report "
              "gives; needs --by and --reason.")  # fmt: skip
@click.option("--by", metavar="NAME", help="Who accepts it.")
@click.option("--reason", metavar="TEXT", help="Why it may pass.")
@click.option("--accept-file", metavar="FILE", help="Where decisions are kept (onrecord-accepted.toml).")
@click.option(
    "--cache/--no-cache", default=True, help="Keep the index of the originals for the next run (the default)."
)
@reading_options
@people_option
@click.option("--color", "--colour", "colour", type=click.Choice(["auto", "always", "never"]), default="auto",
              help="Colour in text; auto heeds NO_COLOR and FORCE_COLOR.")  # fmt: skip
@click.pass_context
def check(
    ctx: click.Context,
    /,
    drafts: tuple[str, ...],
    against: tuple[str, ...],
    form: Format | None,
    output: str | None,
    fail_on: frozenset[VerdictName],
    accept: tuple[str, ...],
    by: str | None,
    reason: str | None,
    accept_file: str | None,
    cache: bool,
    colour: terminal.Colour,
    people: tuple[str, ...],
    **how: Any,
) -> int:
    """Check every quotation of drafts against the material it comes from.

    Drafts are text, Markdown or HTML: files, web addresses, or - for standard input. Originals are transcripts,
    subtitles, releases, documents and exports of posts; the posts that a draft embeds count too.

    \b
    The exit code is 1 if a quotation fails, else 3 if a draft or an original could not be read, else 0.

    \b
      onrecord check draft.md --against notes/
      onrecord check draft.md --against notes/ -o report.html
      onrecord check draft.md --against notes/ --accept 3f9a02c1d4 --by "I. Halloran" --reason "on tape"
    """
    from onrecord.cli.accepting import Decisions

    _check(ctx, drafts, against, output)
    decisions = Decisions(accept_file, accept, by, reason)
    chosen = form or _SUFFIXES.get(os.path.splitext(output or "")[1].lower(), "text")
    look_at(ctx, people)
    run = _Run(how_to_read(**how, people=people), fail_on, decisions, cache)
    return run.all(drafts, against, chosen, output, colour)


def _check(ctx: click.Context, drafts: tuple[str, ...], against: tuple[str, ...], output: str | None) -> None:
    if not drafts:
        ctx.fail("name at least one draft: a file, a web address, or - for standard input.")
    if "" in (*drafts, *against):
        ctx.fail("one of the drafts or originals has an empty name.")
    if not against:
        ctx.fail("name the originals: --against with a file or a folder, for example --against notes/.")
    if drafts.count("-") > 1:
        ctx.fail("standard input (-) can be read only once.")
    if "-" in against:
        ctx.fail("originals cannot come from standard input; save them to a file first.")
    missing = [path for path in against if not os.path.lexists(path)]
    if missing:
        ctx.fail(f"--against {missing[0]}: there is no such file or folder.")
    if output and any(_same(path, output) for path in (*drafts, *against)):
        ctx.fail(f"{output} is a draft or an original; writing there would destroy it. Choose another --output.")


def _same(path: str, output: str) -> bool:
    return os.path.exists(path) and os.path.exists(output) and os.path.samefile(path, output)


def _hashes(*paths: str | None) -> frozenset[str]:
    """SHA-256 of files of onrecord's own, which may lie among the originals and prove nothing."""
    from hashlib import file_digest

    found = []
    for path in paths:
        if path and os.path.isfile(path) and os.access(path, os.R_OK):
            with open(path, "rb") as file:
                found.append(file_digest(file, "sha256").hexdigest())
    return frozenset(found)


class _Run:
    """One run of the command: what is asked, and what failed on the way."""

    def __init__(self, options: Options, fail_on: frozenset[VerdictName], decisions: Decisions, cached: bool) -> None:
        from onrecord.cache import Cache, default_folder

        self.options, self.fail_on, self.decisions = options, fail_on, decisions
        self.cache = Cache(default_folder()) if cached else None
        self.unread = 0

    def all(
        self, drafts: tuple[str, ...], against: tuple[str, ...], form: Format, path: str | None, colour: terminal.Colour
    ) -> int:
        """Read, judge, write; return the exit code."""
        from onrecord.cli.main import FAILED, UNREAD
        from onrecord.cli.output import Output, ReaderGoneError

        opened = self._drafts(drafts)
        failed = False
        if opened:
            own = _hashes(path, self.decisions.path)
            sheets = self._sheets(opened, self._material(against, own))
            sheets = self.decisions.applied(sheets)
            failed = any(sheet.failed for sheet in sheets)
            try:
                with Output(path) as output:
                    _write(sheets, form, output, colour)
            except ReaderGoneError:
                pass
            for sentence in self.decisions.lapsed(sheets):
                say(sentence)
        return FAILED if failed else UNREAD if self.unread else 0

    def _drafts(self, uris: tuple[str, ...]) -> list[Draft]:
        from onrecord.checking import open_drafts
        from onrecord.model import Failure

        if "-" in uris and sys.stdin is not None and sys.stdin.isatty():
            say("Reading standard input; end it with Ctrl-D.", "info", speaker="")
        progress = terminal.Progress(len(uris), shown=True)
        opened = []
        for item in open_drafts(uris, self.options):
            if isinstance(item, Failure):
                progress.clear()
                self._failure(item)
            else:
                opened.append(item)
            progress.step()
        progress.clear()
        return opened

    def _material(self, against: tuple[str, ...], own: frozenset[str]) -> Material:
        from onrecord.checking import gather
        from onrecord.export.words import counted

        material = gather(against, self.options.limits, self.cache, own)
        for failure in material.unread:
            self._failure(failure, original=True)
        if material.wordless:
            passed_over = counted(len(material.wordless), "file")
            say(f"{passed_over} without words passed over, such as {line(material.wordless[0])}.")
        if not material.originals and not material.unread:
            raise click.UsageError(
                f"there is nothing to check against: {line(', '.join(against))} holds no files. Name transcripts, "
                "releases, documents or exports of posts with --against.",
                click.get_current_context(),
            )
        return material

    def _sheets(self, opened: Sequence[Draft], material: Material) -> list[Sheet]:
        from onrecord.checking import check_drafts
        from onrecord.export.check_facts import Sheet
        from onrecord.model import Failure

        sheets = []
        for checking in check_drafts(opened, material, self.cache):
            if isinstance(checking, Failure):
                self._failure(checking)
            else:
                sheets.append(Sheet(checking, self.fail_on, self.decisions.known))
        return sheets

    def _failure(self, failure: Failure, *, original: bool = False) -> None:
        from onrecord.cli.words import unreadable

        self.unread += 1
        say(unreadable(failure, original=original))


def _write(sheets: Sequence[Sheet], form: Format, output: Output, colour: terminal.Colour) -> None:
    if form == "text":
        _text(sheets, output, colour)
        return
    if form == "jsonl":
        from onrecord.export.check_jsonl import to_json

        for sheet in sheets:
            output.write(to_json(sheet) + b"\n")
        return
    output.write(_renderer(form)(sheets).encode("utf-8", "replace"))


def _renderer(form: Format) -> Callable[[Sequence[Sheet]], str]:
    from importlib import import_module

    render: Callable[[Sequence[Sheet]], str] = import_module(f"onrecord.export.check_{form}").render
    return render


def _text(sheets: Sequence[Sheet], output: Output, colour: terminal.Colour) -> None:
    from onrecord.export.check_text import closing, render

    on_screen = output.path is None
    encoding = sys.stdout.encoding if on_screen else "utf-8"
    coloured = terminal.colour(colour, sys.stdout) if on_screen else colour == "always"
    for place, sheet in enumerate(sheets):
        text = render(sheet, width=terminal.columns(), colour=coloured, encoding=encoding)
        output.write((("\n\n" if place else "") + text).encode(encoding, "replace"))
    output.write(f"\n{closing(sheets)}\n".encode(encoding, "replace"))
