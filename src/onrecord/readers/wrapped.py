"""A text file whose lines were broken at a width → running text, with the page and line that each stretch stands on.

Paragraphs, labels of speakers and short lines stay lines of their own. Texts that are not wrapped are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from onrecord.model import Place
from onrecord.readers.layout import count_lines
from onrecord.readers.repair import Line, joined
from onrecord.readers.transcript import Talk, read_talk

_NUMBER = re.compile(r"\s*\d{1,3}(?:\s+|$)")
_PAGE = re.compile(r"\f\s*")
_LEAST_LINES = 4
_LONGEST = 140
"""Code points of a line that was broken at a width; longer ones are paragraphs."""
_SHARE = 0.5
"""Share of the lines, but for the last of each paragraph, that are nearly as long as the width."""
_NEARLY = 0.7
_ITEM = re.compile(r"\s*(?:[-*•–—·]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s|\s*(?:>|#|\|)")
_SAMPLE, _SAMPLE_LINES = 40_000, 500
"""Code points and lines from which it is told whether a text is wrapped or numbered."""


def unwrapped(text: str) -> tuple[str, tuple[Place, ...]] | None:
    """Running text of a wrapped one and its places (``line 12``, ``page 3, line 12``); ``None`` if it is not wrapped."""
    lines = text.split("\n")
    numbers = count_lines(lines[:_SAMPLE_LINES]) and count_lines(lines)
    if numbers:
        pairs = zip(lines, numbers, strict=True)
        lines = [line if number is None else _NUMBER.sub("", line, count=1) for line, number in pairs]
        text = "\n".join(lines)
    elif not _is_wrapped(text):
        return None
    return joined(_lines(lines, numbers, _turn_lines(text, read_talk(text))))


def _is_wrapped(text: str) -> bool:
    """Whether lines end where a width ends and not where a paragraph does."""
    if "\n" not in text:
        return False
    rows = text[:_SAMPLE].split("\n")
    inner = [row.rstrip() for row, below in pairwise(rows) if row.strip() and below.strip()]
    if len(inner) < _LEAST_LINES:
        return False
    lengths = sorted(map(len, inner))
    width = lengths[int(len(lengths) * 0.9)]
    if width > _LONGEST or width < 30:
        return False
    full = sum(length >= _NEARLY * width for length in lengths)
    open_ended = sum(row[-1].isalnum() or row[-1] in ",-\u00ad" for row in inner if len(row) >= _NEARLY * width)
    return full >= _SHARE * len(inner) and open_ended * 2 >= full


def _turn_lines(text: str, talk: Talk) -> Collection[int]:
    """Numbers of the lines, from 0 on, that a label or a turn begins on."""
    found: set[int] = set()
    at = number = 0
    for turn in talk.turns:
        number += text.count("\n", at, turn.start)
        at = turn.start
        found.add(number)
    return found


def _lines(lines: Sequence[str], numbers: Sequence[int | None] | None, turns: Collection[int]) -> list[Line]:
    width = max((len(line.rstrip()) for line in lines if len(line) <= _LONGEST), default=0)
    found: list[Line] = []
    page = 1
    before = ""
    for at, line in enumerate(lines):
        if numbers is not None and numbers[at] == 1 and any(one.place for one in found):
            page += 1
        number = at + 1 if numbers is None else numbers[at]
        place = f"line {number}" if numbers is None else f"page {page}, line {number}" if number else f"page {page}"
        opens = at in turns or not before.strip() or _is_short(before, line, width) or bool(_ITEM.match(line))
        found.append(Line(line, place, opens))
        before = line
    return found


def _is_short(line: str, below: str, width: int) -> bool:
    """Whether a line ends before the width does, though the next one's first word had room on it."""
    first = below.split(None, 1)[:1]
    return bool(first) and len(line.rstrip()) + 1 + len(first[0]) <= 0.85 * width
