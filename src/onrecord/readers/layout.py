"""Pieces of text where they stand on their pages → lines in reading order, without running heads and line numbers.

Columns that were written row by row are taken apart; line numbers (of court transcripts, bills) become places. Joining
lines into paragraphs' running text is left to ``repair``, getting the pieces out of a file to the readers of the formats.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from onrecord.readers.repair import Line

_EDGE_LINES = 3
"""Lines at the top and at the bottom of a page among which running heads and page numbers are looked for."""
_SHORT = 60
"""Code points of a line that may be a running head though its number changes from page to page."""
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}\Z")
_NUMBERED = re.compile(r"\s*(\d{1,3})(?:\s{1,}(?=\S)|\s*\Z)")
_LEAST_NUMBERS = 8
_GUTTER = 9.0
"""Points between two columns at least."""
_LABEL = re.compile(r"(?:[QA][.:]?\s|[A-Z][A-Z.'’() -]{2,40}:)")
_END = re.compile(r"[.!?…:;。！？][\"”’')\]]*\Z")


class Piece(Struct, frozen=True):
    """Words on one line: ``left`` to ``right`` and ``bottom`` to ``top`` in points, from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        """Height of the middle of the letters."""
        return (self.bottom + self.top) / 2


class _Row(Struct, frozen=True):
    """Pieces that stand on one line, as one; ``number`` is the line's, if it has one."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    number: int | None = None


def read_pages(pages: Sequence[Sequence[Piece]]) -> list[Line]:
    """Lines of all pages; ``place`` is ``page 3``, or ``page 3, line 12`` where lines are numbered."""
    rows = _without_heads([_numbered(_rows(_in_order(page))) for page in pages])
    lines: list[Line] = []
    before: _Row | None = None
    for page, found in enumerate(rows, 1):
        right = max((row.right for row in found), default=0.0)
        step = _step(found)
        for at, row in enumerate(found):
            place = f"page {page}" + (f", line {row.number}" if row.number is not None else "")
            opens = before is not None and _opens(row, found[at - 1] if at else None, before, right, step)
            lines.append(Line(row.text, place, opens))
            before = row
    return lines


# Order -----------------------------------------------------------------------------------------------------------------


def _in_order(page: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces as a reader reads them: as written, unless two columns were written in turns, row by row."""
    gutter = _gutter(page)
    if gutter is None:
        return page
    sides = [_side(piece, gutter) for piece in page]
    turns = sum(a != b and 0 not in (a, b) for a, b in itertools.pairwise(sides))
    if turns <= 3:
        return page
    bands: list[list[Piece]] = [[]]
    for piece in sorted(page, key=lambda piece: -piece.middle):
        if _side(piece, gutter) == 0:
            bands += [[piece], []]
        else:
            bands[-1].append(piece)
    return [piece for band in bands for piece in sorted(band, key=lambda one: _side(one, gutter))]


def _side(piece: Piece, gutter: float) -> int:
    """-1 left of the gutter, 1 right of it, 0 across it."""
    return -1 if piece.right <= gutter else 1 if piece.left >= gutter else 0


def _gutter(page: Sequence[Piece]) -> float | None:
    """Where an upright white strip parts the page into columns of text; ``None`` if none does."""
    if len(page) < 12:
        return None
    low, high = min(piece.left for piece in page), max(piece.right for piece in page)
    width = int(high - low) + 2
    steps = [0] * (width + 1)
    for piece in page:
        steps[int(piece.left - low)] += 1
        steps[int(piece.right - low) + 1] -= 1
    covered = list(accumulate(steps))
    free = [x for x in range(int(0.2 * width), int(0.8 * width)) if covered[x] <= len(page) // 20]
    best, run = range(0), range(0)
    for x in free:
        run = range(run.start, x + 1) if run and run.stop == x else range(x, x + 1)
        best = max(best, run, key=len)
    if len(best) < _GUTTER:
        return None
    middle = low + (best[0] + best[-1]) / 2
    left = [piece for piece in page if piece.right <= middle]
    right = [piece for piece in page if piece.left >= middle]
    full = min(len(left), len(right)) * 4 >= len(page)
    wide = (
        all(
            statistics.median(piece.right - piece.left for piece in side) > 0.2 * (high - low) for side in (left, right)
        )
        if full
        else False
    )
    return middle if wide else None


def _rows(pieces: Sequence[Piece]) -> list[_Row]:
    """Pieces that follow one another on one line, put together."""
    rows: list[_Row] = []
    for piece in pieces:
        last = rows[-1] if rows else None
        if (
            last
            and abs((last.bottom + last.top) / 2 - piece.middle) < 0.4 * max(piece.top - piece.bottom, 1.0)
            and piece.left >= last.right - 2
        ):
            text = f"{last.text.rstrip()} {piece.text.lstrip()}"
            rows[-1] = _Row(text, last.left, piece.right, min(last.bottom, piece.bottom), max(last.top, piece.top))
        elif piece.text.strip():
            rows.append(_Row(piece.text, piece.left, piece.right, piece.bottom, piece.top))
    return rows


# Line numbers ----------------------------------------------------------------------------------------------------------


def _numbered(rows: list[_Row]) -> list[_Row]:
    """Rows without the numbers at their start, where the numbers count the lines."""
    numbers = count_lines([row.text for row in rows])
    if numbers is None:
        return rows
    found = []
    for row, number in zip(rows, numbers, strict=True):
        match = _NUMBERED.match(row.text) if number is not None else None
        text = row.text[match.end() :] if match else row.text
        if text.strip():
            found.append(replace(row, text=text, number=number))
    return found


def count_lines(lines: Sequence[str]) -> list[int | None] | None:
    """The number that each line begins with, where numbers count the lines one by one; ``None`` if they do not."""
    numbers: list[int | None] = []
    steps = before = 0
    for line in lines:
        match = _NUMBERED.match(line)
        number = int(match[1]) if match else None
        if number is not None and (number in (before + 1, 1)):
            steps += 1
            before = number
        elif number is not None:
            number = None
        numbers.append(number)
    filled = sum(1 for line in lines if line.strip())
    return numbers if steps >= _LEAST_NUMBERS and steps * 10 >= filled * 6 else None


# Running heads ---------------------------------------------------------------------------------------------------------


def _without_heads(pages: Sequence[list[_Row]]) -> list[list[_Row]]:
    """Pages without the lines at their edges that come back on other pages, numbers aside."""
    if len(pages) < 2:
        return list(pages)
    seen = Counter(key for rows in pages for key in {_key(rows[at]) for side in _edges(rows) for at in side})
    often = max(2, min(3, len(pages) // 2))
    cleaned = []
    for rows in pages:
        drop: set[int] = set()
        for side in _edges(rows):
            for at in side:  # from the edge inwards, as long as lines come back
                if rows[at].number is not None or seen[_key(rows[at])] < often:
                    break
                drop.add(at)
        cleaned.append([row for at, row in enumerate(rows) if at not in drop])
    return cleaned if any(cleaned) else list(pages)


def _edges(rows: Sequence[_Row]) -> tuple[list[int], list[int]]:
    """The lines nearest to the top and those nearest to the bottom of the page, by height, from the edge inwards."""
    order = sorted(range(len(rows)), key=lambda at: -rows[at].top)
    size = min(_EDGE_LINES, max(1, len(rows) // 5))
    return order[:size], order[::-1][:size]


def _key(row: _Row) -> str:
    words = " ".join(row.text.split()).casefold()
    return _DIGITS.sub("#", words) if len(words) <= _SHORT else words


# Paragraphs ------------------------------------------------------------------------------------------------------------


def _step(rows: Sequence[_Row]) -> float:
    """The usual distance from one line to the next."""
    steps = [a.bottom - b.bottom for a, b in itertools.pairwise(rows) if 0 < a.bottom - b.bottom < 60]
    return statistics.median(steps) if steps else 0.0


def _opens(row: _Row, above: _Row | None, before: _Row, right: float, step: float) -> bool:
    """Whether a paragraph begins with a row: more room above, an indent, a label, or a short line that ends a sentence."""
    if _LABEL.match(row.text):
        return True
    ended = bool(_END.search(before.text.rstrip()))
    if above is None:
        return ended and before.right < right - 0.15 * (right - before.left)
    height = max(row.top - row.bottom, 1.0)
    apart = above.bottom - row.bottom
    if apart <= 0:
        return False
    if step and apart > 1.35 * step and (ended or apart > 1.9 * step):
        return True
    indented = row.left > above.left + 0.8 * height and ended
    return indented or (ended and above.right < right - 0.25 * (right - above.left) and row.left <= above.left + 1)
