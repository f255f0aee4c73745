"""A plain text → its paragraphs as offsets; files differ in whether a line end or a blank line parts them.

Saved articles hold a paragraph a line, with or without blank lines between; mail and press releases are wrapped at
60 to 100 columns. The file itself tells: wrapped lines could not have taken the next line's first word. What the
paragraphs are is left to the other ``plain_`` modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from msgspec import Struct

from onrecord.text.spans import trimmed

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_WIDEST, _NARROWEST = 120, 40
"""Columns between which text is wrapped by hand or by mail programs."""
_FIRST_WORD = re.compile(r"\S{1,30}")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*\Z")
_SAMPLE = 2_000
MAX_LINES = 100_000
"""What comes after so many lines is one paragraph: no article, and blocks cost far more than their text."""


class Line(Struct, frozen=True):
    """A line that is not blank: its offsets without the white space around it, how far it is indented, and whether a
    blank line (or nothing) stands before it.
    """

    start: int
    stop: int
    indent: int
    apart: bool


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of the paragraphs of ``text``, in order, without white space around them; linear in its length."""
    lines = list(islice(_lines(text), MAX_LINES))
    width = _wrap_width(text, lines)
    found: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if number and not line.apart and width and _runs_on(text, lines[number - 1], line, width):
            found[-1] = (found[-1][0], line.stop)
        else:
            found.append((line.start, line.stop))
    rest = trimmed(text, lines[-1].stop, len(text)) if len(lines) == MAX_LINES else (0, 0)
    return [*found, rest] if rest[0] < rest[1] else found


def _lines(text: str) -> Iterator[Line]:
    last = -2
    for match in _LINE.finditer(text):
        words = match[0].strip()
        indent = match[0].index(words)
        start = match.start() + indent
        yield Line(start, start + len(words), indent, match.start() != last + 1)
        last = match.end()


def _wrap_width(text: str, lines: list[Line]) -> int:
    """Columns at which the text is wrapped; 0 if a line is a paragraph of its own.

    Of the breaks between lines that no blank line parts, at least six in ten must be such that the next word did not
    fit, and one of those within a sentence.
    """
    breaks = [(a, b) for a, b in pairwise(lines[:_SAMPLE]) if not b.apart]
    lengths = sorted(line.indent + line.stop - line.start for line in lines[:_SAMPLE])
    if not breaks:
        return 0
    width = lengths[min(len(lengths) - 1, len(lengths) * 98 // 100)]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = [pair for pair in breaks if _is_full(text, *pair, width)]
    within = sum(not _SENTENCE_END.search(text, max(a.start, a.stop - 4), a.stop) for a, _ in full)
    return width if len(full) >= 0.6 * len(breaks) and within >= max(1, len(full) // 4) else 0


def _is_full(text: str, line: Line, following: Line, width: int) -> bool:
    """Whether the first word of the following line would not have fitted; lines may be a few columns ragged."""
    word = _FIRST_WORD.match(text, following.start, following.stop)
    length = 1 if ord(text[following.start]) > 0x2E80 else len(word[0]) if word else 0
    return line.indent + line.stop - line.start + 1 + length > width - 3


def _runs_on(text: str, line: Line, following: Line, width: int) -> bool:
    return _is_full(text, line, following, width) and following.indent <= line.indent + 1
