"""``onrecord trail``: words or a statement's id → where the statement began, its wordings in time, and who carried it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from onrecord.cli.log import say
from onrecord.cli.record_options import record_option
from onrecord.cli.record_output import Indexing, tell_if_empty
from onrecord.export.safe import line

if TYPE_CHECKING:
    from onrecord.trail.story import Story

Form = Literal["text", "jsonl", "html", "mermaid", "dot"]
_ENDINGS: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".mmd": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
}


@click.command(short_help="Where a statement began, its wordings in time, who carried it.")
@click.argument("words", nargs=-1, metavar="[WORDS]…")
@record_option
@click.option("--statement", metavar="ID", help="The trail of this statement, as find and read name it.")
@click.option("--limit", type=click.IntRange(1, 1_000), default=1, metavar="N", help="How many trails are shown (1).")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "html", "mermaid", "dot"]),
              help="text (the default) for people, html for a page with a timeline, jsonl for programs; mermaid or dot "
              "(Graphviz) for a graph. A FILE that ends in .html, .jsonl, .mmd or .dot says so itself.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, which appears once it is whole.")
@click.pass_context
def trail(
    ctx: click.Context,
    words: tuple[str, ...],
    record: str,
    statement: str | None,
    limit: int,
    form: Form | None,
    output: str | None,
) -> int:
    """Follow a statement through a record: who had it first, who carried it, and what became of its words on the way.

    WORDS are looked for as onrecord find does. The trail that has most of the statements found is shown; each wording stands
    with what it changed of the one that it was taken from. Trails are made when they are first asked for, and brought up to
    date when the record has grown. What people judged (onrecord judge) is followed.

    \b
      onrecord trail -r news 'ready to negotiate'
      onrecord trail -r news 'ready to negotiate' -o trail.html
      onrecord trail -r news --statement s0123456789abcdef0123 --format dot | dot -Tsvg > trail.svg
    """
    if bool(words) == bool(statement):
        ctx.fail("name the words of a statement, or --statement and its id.")
    from onrecord.errors import TrailsError
    from onrecord.trail.ask import Trails

    with Trails(Path(record), following, Indexing()) as trails:
        tell_if_empty(record, trails.manifest)
        try:
            found = [trails.of(statement)] if statement else trails.holding(" ".join(words))
        except TrailsError as error:
            ctx.fail(
                f"{line(record)} has no statement {line(error.detail)}. Look for its words: onrecord find -r {line(record)} WORDS"
            )
        if not found:
            say("no statement of the record holds these words.")
        stories = [trails.tell(one) for one in found[:limit]]
    chosen: Form = form or _ENDINGS.get(Path(output or "").suffix.lower(), "text")
    _write(stories, len(found) - len(stories), chosen, output)
    return 0


def following(statements: int) -> None:
    """Tell that trails are being made, where that takes a while."""
    if statements >= 20_000:
        say(f"following {statements:,} statements; this is done once for each state of the record …")


def _write(stories: list[Story], more: int, form: Form, path: str | None) -> None:
    import sys

    from onrecord.cli.output import Output, ReaderGoneError

    try:
        with Output(path) as output:
            encoding = sys.stdout.encoding if output.path is None and form == "text" else "utf-8"
            for text in _rendered(stories, more, form, output.path is None, encoding):
                output.write(text.encode(encoding, "replace"))
    except ReaderGoneError:
        pass


def _rendered(stories: list[Story], more: int, form: Form, to_terminal: bool, encoding: str) -> Iterator[str]:
    """Stories in a format; a format's module is imported when it is wanted."""
    import sys

    from onrecord.cli import terminal

    if form == "jsonl":
        from onrecord.export.jsonl import encoded

        yield from (encoded(story).decode() + "\n" for story in stories)
    elif form in ("mermaid", "dot"):
        from onrecord.export import trail_graph

        yield trail_graph.mermaid(stories) if form == "mermaid" else trail_graph.dot(stories)
    elif form == "html":
        from onrecord.export import trail_html

        yield trail_html.render(stories, more)
    else:
        from onrecord.export import trail_text

        coloured = to_terminal and terminal.colour("auto", sys.stdout)
        yield trail_text.render(stories, more, width=terminal.columns(), colour=coloured, encoding=encoding)
