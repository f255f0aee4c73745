"""Quotations that a dash and a name sign → words whose tags are certain; the rest is the network's to say.

Readers' comments, mottos and pull quotes stand as paragraphs of their own, "…" — Name, by the dozen at times, and seldom in
what the network learnt from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from onrecord.extract.model.encode import Encoded, Quotation

Range = tuple[int, int]

_DASH = re.compile(r"\s*(?P<dash>[―—–]|--?)[ \xa0]*(?=[^\W\d_])")
_NAME = re.compile(r"[^,(\n]*[^,(\s.]")
_SMALL = frozenset(("de", "del", "der", "van", "von", "da", "di", "la", "al", "bin", "of", "the", "and", "y"))
_LONGEST = 8


class Signed(Struct, frozen=True):
    """A quotation with what signs it, as half-open ranges of words."""

    content: Range
    cue: Range
    mention: Range

    def shifted(self, by: int) -> Signed:
        """The same in a text that begins ``by`` words later."""
        return Signed(*((start - by, stop - by) for start, stop in (self.content, self.cue, self.mention)))


def signed(text: str, words: Encoded, blocks: Sequence[Range], quoted: Sequence[Quotation]) -> list[Signed]:
    """Quotations that begin their paragraph and are followed by a dash and a name alone, or a name and an aside."""
    return list(_signed(text, words, blocks, quoted))


def _signed(text: str, words: Encoded, blocks: Sequence[Range], quoted: Sequence[Quotation]) -> Iterator[Signed]:
    for quotation in quoted:
        if quotation.depth or not (quotation.opened and quotation.closed):
            continue
        start, stop = quotation.parts[0][0], quotation.parts[-1][1]
        block = _block(blocks, start)
        dash = _DASH.match(text, stop)
        if block is None or dash is None or text[block[0] : start].strip():
            continue
        name = _name(text, dash.end(), _block(blocks, dash.end()))
        if name:
            yield Signed(*(_words(words, part) for part in ((start, stop), dash.span("dash"), name)))


def _name(text: str, start: int, block: Range | None) -> Range | None:
    """Who signs, between the dash and the paragraph's end, a comma or a bracket."""
    found = _NAME.match(text, start, block[1]) if block else None
    parts = found[0].split() if found else []
    named = all(part[0].isupper() or part[0].isdigit() or part in _SMALL for part in parts)
    return found.span() if found and named and len(parts) <= _LONGEST else None


def _block(blocks: Sequence[Range], at: int) -> Range | None:
    """The paragraph that holds a position."""
    i = bisect_right(blocks, at, key=lambda block: block[0]) - 1
    return blocks[i] if i >= 0 and at < blocks[i][1] else None


def _words(words: Encoded, part: Range) -> Range:
    return int(np.searchsorted(words.stop, part[0], "right")), int(np.searchsorted(words.start, part[1], "left"))
