"""Events of the paragraphs, in order → quotations with their extents, parts and nesting; choosing readings is past.

A quotation runs on to the next paragraph only if that opens with the same kind of mark; chains may have any length.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from onrecord.text.quotes_sentences import sentence_start
from onrecord.text.quotes_solve import Event
from onrecord.text.quotes_types import Mark, Quoted
from onrecord.text.spans import trimmed


class Frame:
    """A quotation in the making: its opening mark, what stands inside it, and its parts in earlier paragraphs."""

    __slots__ = ("inside", "mark", "parts", "resumed")

    def __init__(self, mark: Mark) -> None:
        self.mark = mark
        self.inside: list[tuple[int, int]] = []
        self.parts: list[tuple[int, int]] = []
        self.resumed = mark.start


class Builder:
    """Replays events paragraph by paragraph; ``finish`` gives the quotations, as yet without depth and parents."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[Frame] = []
        self._carried: list[Frame] = []
        self._rows: list[Quoted] = []

    def paragraph(self, block: tuple[int, int], marks: Sequence[Mark], events: Sequence[Event], opening: int) -> None:
        """Replay the events of one paragraph, which so many marks open."""
        low = block[0]
        for event in events:
            mark = marks[event.mark]
            if event.kind == "open":
                self._enter(mark, event.mark < opening)
            elif event.kind == "close":
                low = self._close(marks[event.other])
            elif event.kind == "lost":
                low = max(low, self._lose(self._open.pop(), marks[event.other].start))
            else:
                low = self._unopened(mark, low, block[0])
        self._drop_carried()
        for frame in self._open:
            frame.parts.append((frame.resumed, trimmed(self._text, frame.resumed, block[1])[1]))
        self._carried, self._open = self._open, []

    def finish(self) -> list[Quoted]:
        """All quotations, in the order in which they ended."""
        self._drop_carried()
        return self._rows

    def _enter(self, mark: Mark, opens_paragraph: bool) -> None:
        place = len(self._open)
        carried = self._carried[place] if opens_paragraph and place < len(self._carried) else None
        if carried is not None and carried.parts and carried.mark.family == mark.family and not carried.mark.fragment:
            self._carried[place] = Frame(mark)
            carried.resumed = mark.start
            self._open.append(carried)
        else:
            self._open.append(Frame(mark))

    def _drop_carried(self) -> None:
        """What the paragraph did not take up again ended, unclosed, where its last part did."""
        for frame in reversed(self._carried):
            if frame.parts:
                self._lose(frame, frame.parts.pop()[1])
        self._carried = []

    def _close(self, mark: Mark) -> int:
        frame = self._open.pop()
        self._add(frame, mark.stop, mark.start, closed=True)
        return mark.stop

    def _lose(self, frame: Frame, stop: int) -> int:
        """End a quotation whose closing mark is missing: with its sentence if it is a fragment, else at ``stop``."""
        fragment = frame.mark.fragment
        if fragment and not frame.parts and fragment < stop:
            crossed = [inside[1] for inside in frame.inside if inside[0] < fragment < inside[1]]
            stop = crossed[0] if crossed else fragment
        stop = max(trimmed(self._text, frame.mark.stop, stop)[1], frame.mark.stop)
        self._add(frame, stop, stop, closed=False)
        return stop

    def _add(self, frame: Frame, stop: int, inner_stop: int, *, closed: bool) -> None:
        inner = trimmed(self._text, frame.mark.stop, inner_stop)
        if inner[0] >= inner[1]:
            return
        parts = (*frame.parts, (frame.resumed, stop))
        self._rows.append(Quoted(frame.mark.start, stop, *inner, 0, None, closed, True, parts, frame.mark.glyph))
        if self._open:
            self._open[-1].inside.append((frame.mark.start, stop))

    def _unopened(self, mark: Mark, low: int, block_start: int) -> int:
        """A quotation without opening mark starts with its paragraph or, after another one, with its sentence.

        A closing mark in the very sentence that another one closed is a slip, and so is one with no words before it.
        """
        start = low if low == block_start else sentence_start(self._text, low, mark.start)
        first = trimmed(self._text, start, mark.start)
        slip = start == low != block_start or not any(map(str.isalnum, self._text[first[0] : first[1]]))
        if not slip:
            parts = ((first[0], mark.stop),)
            self._rows.append(Quoted(first[0], mark.stop, *first, 0, None, True, False, parts, mark.glyph))
        return mark.stop


def nested(rows: Iterable[Quoted]) -> list[Quoted]:
    """Order, depth and parents from the extents, which never cross; a mark typed twice is one mark."""
    found: list[Quoted] = []
    around: list[int] = []
    for row in sorted(rows, key=lambda q: (q.start, -q.stop)):
        while around and found[around[-1]].stop <= row.start:
            around.pop()
        if around and _typed_twice(found[around[-1]], row):
            outer = found[around[-1]]
            found[around[-1]] = replace(outer, inner_start=row.inner_start, inner_stop=row.inner_stop)
            continue
        parent = around[-1] if around else None
        found.append(replace(row, depth=len(around), parent=parent))
        around.append(len(found) - 1)
    return found


def _typed_twice(outer: Quoted, inner: Quoted) -> bool:
    return (inner.start, inner.stop, inner.mark) == (outer.inner_start, outer.inner_stop, outer.mark)
