"""``onrecord trail``: words or a statement's id → where the statement began, its wordings in time, and who carried it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from onrecord.cli.record_options import record_option
from onrecord.cli.record_output import Indexing, say, tell_if_empty
from onrecord.export.safe import line

if TYPE_CHECKING:
    from onrecord.trail.story import Story


@click.command(short_help="Where a statement began, its wordings in time, who carried it.")
@click.argument("words", nargs=-1, metavar="[WORDS]…")
@record_option
@click.option("--statement", metavar="ID", help="The trail of this statement, as find and read name it.")
@click.option("--limit", type=click.IntRange(1, 1_000), default=1, metavar="N", help="How many trails are shown (1).")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "mermaid", "dot"]), default="text",
              help="text (the default) for people, jsonl for programs; mermaid or dot (Graphviz) for a graph.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, which appears once it is whole.")
@click.pass_context
def trail(
    ctx: click.Context,
    words: tuple[str, ...],
    record: str,
    statement: str | None,
    limit: int,
    form: Literal["text", "jsonl", "mermaid", "dot"],
    output: str | None,
) -> int:
    """Follow a statement through a record: who had it first, who carried it, and what became of its words on the way.

    WORDS are looked for as onrecord find does. The trail that has most of the statements found is shown; each wording stands
    with what it changed of the one that it was taken from. Trails are made when they are first asked for, and anew when the
    record has grown.

    \b
      onrecord trail -r news 'ready to negotiate'
      onrecord trail -r news --statement s0123456789abcdef0123 --format dot | dot -Tsvg > trail.svg
    """
    if bool(words) == bool(statement):
        ctx.fail("name the words of a statement, or --statement and its id.")
    from onrecord.errors import TrailsError
    from onrecord.trail.ask import Trails

    with Trails(Path(record), following) as trails:
        tell_if_empty(record, trails.manifest)
        try:
            found = [trails.of(statement)] if statement else trails.holding(" ".join(words), Indexing())
        except TrailsError as error:
            ctx.fail(
                f"{line(record)} has no statement {line(error.detail)}. Look for its words: onrecord find -r {line(record)} WORDS"
            )
        if not found:
            say("no statement of the record holds these words.")
        _write([trails.tell(one) for one in found[:limit]], len(found), form, output)
    return 0


def following(statements: int) -> None:
    """Tell that trails are being made, where that takes a while."""
    if statements >= 20_000:
        say(f"following {statements:,} statements; this is done once for each state of the record …")


def _write(stories: list[Story], found: int, form: str, path: str | None) -> None:
    import sys

    from onrecord.cli import terminal
    from onrecord.cli.output import Output, ReaderGoneError
    from onrecord.export import trail_graph
    from onrecord.export.jsonl import encoded

    try:
        with Output(path) as output:
            if form == "jsonl":
                for story in stories:
                    output.write(encoded(story) + b"\n")
            elif form in ("mermaid", "dot"):
                output.write((trail_graph.mermaid(stories) if form == "mermaid" else trail_graph.dot(stories)).encode())
            else:
                from onrecord.export.trail_text import render

                encoding = sys.stdout.encoding if output.path is None else "utf-8"
                coloured = output.path is None and terminal.colour("auto", sys.stdout)
                text = render(
                    stories, found - len(stories), width=terminal.columns(), colour=coloured, encoding=encoding
                )
                output.write(text.encode(encoding, "replace"))
    except ReaderGoneError:
        pass
