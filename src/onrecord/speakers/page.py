"""A document's text → where its paragraphs and sentences start and what stands in quote marks: the ruler of ``speakers``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from onrecord.model import Block
from onrecord.text.sentences import sentence_starts

_MARK = re.compile(r"[“”\"]|''(?:(?<!\w'')(?=\w)|(?<=[\w.,?!]''))")


class Page:
    """Paragraphs, sentences and quoted stretches of a text, found by offset."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.paragraphs = [block.start for block in blocks]
        self.headlines = [(block.start, block.stop) for block in blocks if block.kind in ("headline", "heading")]
        self.sentences = sorted({*sentence_starts(text), *self.paragraphs})
        self._quoted = [span for block in blocks for span in _quoted(text, block.start, block.stop)]
        self._opening = [start for start, _ in self._quoted]

    def paragraph(self, at: int) -> int:
        """Number of the paragraph at an offset."""
        return bisect_right(self.paragraphs, at)

    def sentence(self, at: int) -> int:
        """Number of the sentence at an offset."""
        return bisect_right(self.sentences, at)

    def opening(self, at: int) -> int:
        """Where the sentence at an offset starts."""
        return self.sentences[bisect_right(self.sentences, at) - 1]

    def closing(self, at: int) -> int:
        """Where the sentence at an offset ends."""
        after = bisect_right(self.sentences, at)
        return self.sentences[after] if after < len(self.sentences) else len(self.text)

    def quoted(self, at: int) -> bool:
        """Whether an offset lies within quote marks."""
        before = bisect_left(self._opening, at) - 1
        return before >= 0 and at < self._quoted[before][1]

    def headline(self, at: int) -> bool:
        """Whether an offset lies in a headline or heading."""
        return any(start <= at < stop for start, stop in self.headlines)

    def leads(self, at: int, paragraphs: int) -> bool:
        """Whether an offset lies in a headline or in the first paragraphs."""
        early = len(self.paragraphs) <= paragraphs or at < self.paragraphs[paragraphs]
        return early or self.headline(at)


def _quoted(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Stretches in double quote marks; one left open runs to the end of its paragraph."""
    opened: int | None = None
    for match in _MARK.finditer(text, start, stop):
        if opened is None and match[0] != "”":
            opened = match.start()
        elif opened is not None and match[0] != "“":
            yield opened, match.end()
            opened = None
    if opened is not None:
        yield opened, stop
