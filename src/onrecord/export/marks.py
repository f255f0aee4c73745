"""A reading's spans and blocks → paragraphs cut into pieces, each with the marks that lie over it, outermost first.

Nested, crossing and interrupted spans all end as plain pieces in order, which a terminal or a template can print one
after the other. What a mark looks like is left to ``text`` and ``html``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from onrecord.model import Block, BlockKind, Document, Reading, Statement

Role = Literal["content", "mention", "cue", "relay"]
_ROLES: tuple[Role, ...] = ("content", "mention", "cue", "relay")
_DEEPEST = 12
"""Marks over one piece that are kept: nobody can read more, and a hostile page nests thousands."""


class Mark(Struct, frozen=True):
    """A span that plays a role in a statement (its id)."""

    start: int
    stop: int
    role: Role
    statement: str


class Piece(Struct, frozen=True):
    """A stretch of text under the same marks."""

    text: str
    marks: tuple[Mark, ...]


class Paragraph(Struct, frozen=True):
    """A block of the document, cut into pieces."""

    kind: BlockKind
    start: int
    stop: int
    post: str | None
    pieces: tuple[Piece, ...]


def paragraphs(reading: Reading) -> Iterator[Paragraph]:
    """Cut the document's text, block by block; text outside every block comes as paragraphs of its own."""
    marks = _marks(reading)
    live: list[Mark] = []
    following = 0
    for block in _cover(reading.document):
        live = [mark for mark in live if mark.stop > block.start]
        while following < len(marks) and marks[following].start < block.stop:
            live.append(marks[following])
            following += 1
        pieces = tuple(_pieces(reading.document.text, block.start, block.stop, live))
        yield Paragraph(block.kind, block.start, block.stop, block.post, pieces)


def start_of(statement: Statement) -> int:
    """Where a statement's words begin."""
    return min((span.start for span in statement.content), default=0)


def _depths(statements: Sequence[Statement]) -> dict[str, int]:
    """Map each statement to how many others it stands within, counted up to the deepest that is shown."""
    parents = {row.id: row.within for row in statements}
    depth: dict[str, int] = {}
    for name, parent in parents.items():
        depth[name] = 0
        while parent in parents and depth[name] < _DEEPEST:
            depth[name] += 1
            parent = parents[parent]
    return depth


def _marks(reading: Reading) -> list[Mark]:
    depth = _depths(reading.statements)
    marks: list[Mark] = []
    for row in reading.statements:
        marks += (Mark(span.start, span.stop, "content", row.id) for span in row.content)
        marks += [Mark(row.cue.start, row.cue.stop, "cue", row.id)] if row.cue else []
        marks += [Mark(row.mention.start, row.mention.stop, "mention", row.id)] if row.mention else []
    marks += (Mark(row.span.start, row.span.stop, "relay", row.statement) for row in reading.relays if row.span)
    marks = [mark for mark in set(marks) if mark.stop > mark.start]
    return sorted(
        marks,
        key=lambda mark: (
            mark.start,
            -mark.stop,
            _ROLES.index(mark.role),
            depth.get(mark.statement, 0),
            mark.statement,
        ),
    )


def _cover(document: Document) -> Iterator[Block]:
    """Blocks in order, with the lines that lie between them."""
    reached = 0
    for block in document.blocks:
        yield from _lines(document.text, reached, block.start)
        yield block
        reached = block.stop
    yield from _lines(document.text, reached, len(document.text))


def _lines(text: str, start: int, stop: int) -> Iterator[Block]:
    for line in text[start:stop].splitlines(keepends=True):
        if line.strip():
            yield Block("paragraph", start, start + len(line.rstrip()))
        start += len(line)


def _pieces(text: str, start: int, stop: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    bounds = {bound for mark in marks for bound in (mark.start, mark.stop) if start < bound < stop}
    following = 0
    over: list[Mark] = []
    for here, there in pairwise(sorted({start, stop} | bounds)):
        while following < len(marks) and marks[following].start <= here:
            over.append(marks[following])
            following += 1
        over = [mark for mark in over if mark.stop > here]
        yield Piece(text[here:there], tuple(over[:_DEEPEST]))
