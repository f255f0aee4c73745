"""``onrecord add``: corpora named on the command line → a record, with a progress bar, a summary and how to go on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.log import plain, say
from onrecord.cli.options import how_to_read, reading_options
from onrecord.cli.people import look_at, people_option

if TYPE_CHECKING:
    from onrecord.record.add import Progress
    from onrecord.settings import Options

_SHOWN_FAILURES = 5
_SLOW = "took too long to read ({}). Allow more with --give-up, together with --retry."


def _columns(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[tuple[str, str], ...]:
    """``text=body,url=link`` as pairs; a name may itself hold what is neither ``,`` nor ``=``."""
    if not value:
        return ()
    from onrecord.readers.corpora_rows import FIELDS

    pairs = []
    for part in value.split(","):
        field, equals, name = (piece.strip() for piece in part.partition("="))
        if not equals or not name or field not in FIELDS:
            known = ", ".join(FIELDS)
            raise click.BadParameter(
                f"“{part}” says no column. Write it like text=body; there are {known}.", ctx, param
            )
        pairs.append((field, name))
    return tuple(pairs)


@click.command(short_help="Read a corpus into a record; resumes.", context_settings={"default_map": {"model": "fast"}})
@click.argument("corpora", nargs=-1, metavar="CORPUS…")
@click.option("-r", "--record", required=True, metavar="FOLDER", help="The record; it is made where there is none.")
@click.option("--workers", type=click.IntRange(1, 512), metavar="N", help="Processes (one for each core by default).")
@click.option("--retry", is_flag=True, help="Try again what could not be read before.")
@click.option("--give-up", type=click.FloatRange(0.1, 86_400), default=60.0, metavar="SECONDS",
              help="Give a document up after SECONDS (60 by default).")  # fmt: skip
@click.option("--memory", type=click.FloatRange(0.1, 1000), default=2.0, metavar="GB",
              help="Memory that one document may take (2 by default).")  # fmt: skip
@click.option("--columns", metavar="WHAT=NAME,…", callback=_columns,
              help="Names of columns in tables of articles, as in text=body,url=link,published=day.")  # fmt: skip
@click.option("--no-index", is_flag=True, help="Leave the index of words to the first find.")
@click.option("--follow-links", is_flag=True, help="Read the pages that feeds link to, not the text that they give.")
@reading_options
@people_option
@click.pass_context
def add(
    ctx: click.Context,
    /,
    corpora: tuple[str, ...],
    record: str,
    workers: int | None,
    retry: bool,
    give_up: float,
    memory: float,
    columns: tuple[tuple[str, str], ...],
    no_index: bool,
    follow_links: bool,
    people: tuple[str, ...],
    **how: Any,
) -> int:
    """Read a corpus into a record: folders, patterns, pages and texts; web archives (WARC, WACZ); tables of articles
    (CSV, JSON lines, Parquet); feeds (RSS, Atom); quotations of GDELT and Quotebank.

    It can be stopped at any moment; the same command goes on where it was. What the record has is not read again, and
    an article that comes twice is kept once. Documents that cannot be read are listed by onrecord failures, the others
    are there, and the exit code is 3. Statements are found by rules here, unless --model accurate is given, which takes
    several times longer.
    """
    if not corpora:
        ctx.fail("name at least one corpus: a folder, a file, or a pattern such as 'news/**/*.html'.")
    if "-" in corpora:
        ctx.fail("standard input cannot be added: it could not be read again. Save it to a file first.")
    look_at(ctx, people)
    options = _for_corpora(how_to_read(**how, people=people, usual="fast"), give_up, memory, columns, follow_links)
    return _add(corpora, record, options, workers=workers or _cores(), retry=retry, index=not no_index)


def _for_corpora(
    options: Options, seconds: float, gigabytes: float, columns: tuple[tuple[str, str], ...], follow: bool
) -> Options:
    from msgspec.structs import replace

    limits = replace(options.limits, document_seconds=seconds, document_memory=int(gigabytes * 1e9))
    return replace(options, limits=limits, columns=columns, follow=follow)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _add(corpora: tuple[str, ...], record: str, options: Options, **how: Any) -> int:
    from onrecord.cli.main import ENVIRONMENT, INTERRUPTED, UNREAD
    from onrecord.errors import EnvironmentFaultError
    from onrecord.record.add import Progress
    from onrecord.record.add import add as add_to

    progress = Progress()
    try:
        with _shown(progress) as watch:
            add_to(corpora, record, options, progress=progress, watch=watch, **how)
    except KeyboardInterrupt:
        say(f"stopped. {_came_in(progress, record)} The same command goes on from there.")
        return INTERRUPTED
    except EnvironmentFaultError as fault:
        if fault.what != "disk":
            raise
        say(f"no room is left on the disk of {record}. {_came_in(progress, record)}")
        say("free some space; the same command goes on from there.")
        return ENVIRONMENT
    _summary(progress, record)
    return UNREAD if progress.failed else 0


def _summary(progress: Progress, record: str) -> None:
    from onrecord.cli.words import unreadable
    from onrecord.export.safe import line

    for failure in progress.failures[:_SHOWN_FAILURES]:
        slow = failure.reason == "timeout" and not failure.uri.startswith(("http://", "https://"))
        say(f"{line(failure.uri)} {_SLOW.format(line(failure.detail or ''))}" if slow else unreadable(failure))
    idle = progress.files and not (progress.documents or progress.known or progress.failed)
    say(f"nothing new came into {record}: it has all of this corpus." if idle else _came_in(progress, record))
    if progress.failed:
        say(f"{_some(progress.failed, 'document')} could not be read: onrecord failures -r {record}")


def _came_in(progress: Progress, record: str) -> str:
    rate = f", {progress.documents / progress.seconds:.1f} documents a second" if progress.seconds > 1 else ""
    known = f"; {_some(progress.known, 'document')} came again" if progress.known else ""
    return (
        f"{_some(progress.documents, 'document')} and {_some(progress.statements, 'statement')} came into "
        f"{record}{known}{rate}."
    )


def _some(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


@contextmanager
def _shown(progress: Progress) -> Iterator[Callable[[], None] | None]:
    """A bar on stderr while it is a terminal, moved whenever the run calls what this yields."""
    if not (sys.stderr.isatty() and plain()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    told = TextColumn("{task.description}")
    bar = Bar(
        BarColumn(), TaskProgressColumn(), told, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    )
    with bar:
        task = bar.add_task("starting …", total=None)

        def watch() -> None:
            bar.update(task, **_bar_of(progress))

        yield watch


def _bar_of(progress: Progress) -> dict[str, Any]:
    """What the bar shows: bytes read and what came in, then the last steps."""
    if progress.stage == "comparing":
        return {"total": None, "description": "comparing documents with one another …"}
    if progress.stage == "indexing":
        return {"total": progress.to_index or None, "completed": progress.indexed, "description": "indexing words …"}
    rate = progress.documents / max(progress.seconds, 0.001)
    words = f"{_some(progress.documents, 'document')}, {_some(progress.statements, 'statement')}, {rate:.0f}/s"
    return {"total": progress.size or None, "completed": progress.behind, "description": words}
