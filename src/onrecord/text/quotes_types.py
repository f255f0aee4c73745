"""What passes between the parts of quote-mark pairing: a mark with what it may be, and the quotation that comes out."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct


class Quoted(Struct, frozen=True):
    """A quotation in print: ``text[start:stop]`` with its marks, ``text[inner_start:inner_stop]`` without them."""

    start: int
    stop: int
    inner_start: int
    inner_stop: int
    depth: int
    """0 for one that stands in no other."""
    parent: int | None
    """Index of the quotation around this one."""
    closed: bool
    """The closing mark is printed."""
    opened: bool
    """The opening mark is printed."""
    parts: tuple[tuple[int, int], ...]
    """One range a paragraph, each with the mark that re-opens it there."""
    mark: str
    """The opening mark as printed; the closing one if ``opened`` is false; a dash for dialogue."""


class Mark(NamedTuple):
    """A quote mark at ``start:stop`` and what each reading of it costs (tenths; the solver takes the cheapest sum)."""

    start: int
    stop: int
    glyph: str
    family: str
    shape: str
    """``open``, ``close`` or ``both``: what the glyph itself says."""
    opens: int
    """As an opening mark, by what stands beside it and by its shape."""
    closes: int
    """As a closing mark, by what stands beside it; its shape depends on the mark that it closes."""
    nothing: int
    """As no quote mark at all: an apostrophe, inches, a slip."""
    resumes: bool
    """Stands where a new sentence or clause goes on after an interruption."""
    ends_clause: bool
    """Stands right after a full stop, a comma or the like."""
    fragment: int
    """Where the quotation ends if its closing mark is missing and it opened in the middle of a sentence; else 0."""
