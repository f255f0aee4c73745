"""Rows of a command over a record → its output: a table for people, JSON lines or CSV for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from onrecord.cli import terminal
from onrecord.cli.log import plain, say
from onrecord.export.safe import line

if TYPE_CHECKING:
    from onrecord.record.manifest import Manifest

Form = Literal["text", "jsonl", "csv"]
Page = Callable[[int, bool, str], str]
"""Width, whether in colour, encoding → the text for people."""


def show(
    form: Form,
    names: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    page: Page,
    path: str | None,
    *,
    safe: bool = False,
) -> None:
    """Write rows in a format; ``page`` makes the text for people."""
    from onrecord.cli.output import Output, ReaderGoneError

    try:
        with Output(path) as output:
            if form == "text":
                encoding = sys.stdout.encoding if output.path is None else "utf-8"
                coloured = output.path is None and terminal.colour("auto", sys.stdout)
                output.write(page(terminal.columns(), coloured, encoding).encode(encoding, "replace"))
            elif form == "csv":
                from onrecord.export.csv_rows import lines

                for one in lines(names, ([row[name] for name in names] for row in rows), safe=safe):
                    output.write(one)
            else:
                from onrecord.export.jsonl import encoded

                for row in rows:
                    output.write(encoded({name: row[name] for name in names}) + b"\n")
    except ReaderGoneError:
        pass


def tell_if_empty(record: str, manifest: Manifest) -> None:
    """Say that there is nothing in the record yet."""
    if not manifest.count("documents"):
        say(f"{line(record)} holds no documents yet. Read some into it: onrecord add CORPUS -r {line(record)}")


class Indexing:
    """One line on stderr while the index of words is brought up to date, where a person is watching."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty() and plain()
        self._written = False

    def __call__(self, done: int, total: int) -> None:
        """Tell how many statements are indexed of how many."""
        if self._shown and (self._written or done < total):
            self._written = done < total
            sys.stderr.write(
                f"\r\x1b[Kindexing words: {done:,} of {total:,} statements" if self._written else "\r\x1b[K"
            )
            sys.stderr.flush()
