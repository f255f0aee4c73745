"""Stretches of a document's text → rows of tokens in which a quotation is one, and spans again; reading them is ``statements``'s.

A span that begins or ends with a quotation is as long as the quotation: only so does it cross the border of a block.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.extract.layout import bounded
from onrecord.extract.quoted import marks_only
from onrecord.model import Block, Document
from onrecord.text.quotes import pair_quotes
from onrecord.text.segment import NAME, Token, tokens
from onrecord.text.spans import trimmed

Range = tuple[int, int]
_LONGEST_SIGNATURE = 14


class Printed:
    """Some stretches of one document with their quotations; these go by their index in ``quoted``."""

    def __init__(self, document: Document, ranges: Sequence[Range]) -> None:
        self.text, self.english = document.text, (document.language or "en")[:2] == "en"
        paired = pair_quotes(self.text, ranges, document.language) if ranges else ()
        self.quoted = tuple(bounded(self.text, quoted) for quoted in paired)
        self._children: dict[int | None, list[int]] = {}
        for index, quoted in enumerate(self.quoted):
            self._children.setdefault(quoted.parent, []).append(index)

    def row(self, start: int, stop: int, parent: int | None = None, following: Block | None = None) -> list[Token]:
        """Tokens of a stretch, with what the next block adds to its last sentence: a quotation or a signature.

        :param parent: the quotation that the stretch lies in.
        """
        row = tokens(self.text, start, stop, self._units(start, stop, parent))
        if following is not None and row and (row[-1].text == ":" or row[-1].quoted >= 0):
            row.extend(self._announced(following) if row[-1].text == ":" else self._signed(following))
        return row

    def spans(self, part: Sequence[Token]) -> Iterator[Range]:
        """Spans of a run of tokens; a quotation over several paragraphs at its edge brings its other parts."""
        if not part:
            return
        if part[0].quoted >= 0:
            yield from (p for p in self.quoted[part[0].quoted].parts if p[1] <= part[0].start)
        yield trimmed(self.text, part[0].start, part[-1].stop)
        if part[-1].quoted >= 0:
            yield from (p for p in self.quoted[part[-1].quoted].parts if p[0] >= part[-1].stop)

    def inside(self, index: int) -> Iterator[Range]:
        """The words of a quotation, part by part, without its marks."""
        quoted = self.quoted[index]
        for first, last in quoted.parts:
            start, stop = max(first, quoted.inner_start), min(last, quoted.inner_stop)
            if first > quoted.start:
                start = first + len(quoted.mark) if self.text.startswith(quoted.mark, first) else first
            if start < stop:
                yield start, stop

    def _announced(self, block: Block) -> list[Token]:
        """The quotation that opens the next block, for a paragraph that ends in a colon."""
        units = self._units(block.start, block.stop, None)[:1]
        return tokens(self.text, block.start, units[0][1], units) if units and units[0][0] == block.start else []

    def _signed(self, block: Block) -> list[Token]:
        """A line of its own with a dash and a name, after a quotation."""
        row = tokens(self.text, block.start, block.stop)
        named = len(row) < _LONGEST_SIGNATURE and row[0].text in "—–-―" and len(row) > 1 and row[1].is_capital
        return row if named else []

    def _units(self, start: int, stop: int, parent: int | None) -> list[tuple[int, int, int]]:
        """Quotations directly under ``parent`` as ``(start, stop, index)`` within this stretch, nicknames left out."""
        units = []
        for index in self._children_in(parent, start, stop):
            for first, last in self.quoted[index].parts:
                if start <= first and last <= stop:
                    named = marks_only(self.text, self.quoted[index], self.english)
                    units.append((first, last, NAME if named else index))
        return sorted(units)

    def _children_in(self, parent: int | None, start: int, stop: int) -> Iterator[int]:
        """Quotations under ``parent`` that reach into a stretch; one over paragraphs may start far before it."""
        rows = self._children.get(parent, [])
        after = bisect_left(rows, stop, key=lambda index: self.quoted[index].start)
        for index in reversed(rows[:after]):
            if self.quoted[index].stop > start:
                yield index
            elif self.quoted[index].stop <= start:
                return
