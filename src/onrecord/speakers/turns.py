"""A document's paragraphs → whose turn each is, where labels such as ``Q:`` or ``WALLACE:`` tell; names are ``people``'s.

Transcripts, interviews and press briefings. One label makes no conversation: labels must come back or be several.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import Block

_LABEL = re.compile(
    r"[“\"'(—–-]{0,3}\s?(?P<label>Q(?:uestion)?|A(?:nswer)?|[A-Z][A-Z.’'-]{1,30}(?:[ \u00a0][A-Z][A-Z.’'-]{0,30}){0,4}|"
    r"(?:[A-Z][\w.’'-]{0,30}[ \u00a0]){0,3}[A-Z][\w’'-]{1,30})(?:\s?[(,][^):\n]{1,40}\)?)?:\s"
)
_FEWEST = 3
_ASKING = ("q", "question", "interviewer", "reporter", "journalist", "moderator")
_ANSWERING = ("a", "answer")


class Turn(NamedTuple):
    """From ``start`` to ``stop`` one speaks; ``label`` is who, printed at ``label_start``."""

    start: int
    stop: int
    label: str
    label_start: int

    @property
    def asks(self) -> bool:
        """Whether the label is that of the unnamed who ask."""
        return self.label.lower() in _ASKING

    @property
    def answers(self) -> bool:
        """Whether the label is that of the unnamed one who answers."""
        return self.label.lower() in _ANSWERING


class Turns:
    """The turns of a document, in order; none where it is no conversation."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        rows = [(block, match) for block in blocks if (match := _LABEL.match(text, block.start, block.stop))]
        often = Counter(match["label"].strip() for _, match in rows)
        sure = [(b, m) for b, m in rows if often[m["label"].strip()] > 1 or m["label"].strip().isupper()]
        talk = len(sure) >= _FEWEST and any(count > 1 for count in often.values())
        self.rows = _between(text, sure, blocks) if talk else []
        self._starts = [turn.start for turn in self.rows]

    def at(self, offset: int) -> Turn | None:
        """The turn that an offset lies in."""
        before = bisect_right(self._starts, offset) - 1
        return self.rows[before] if before >= 0 and offset < self.rows[before].stop else None

    def labels(self) -> list[int]:
        """Where the labels that are names stand."""
        return [turn.label_start for turn in self.rows if not (turn.asks or turn.answers)]


def _between(text: str, rows: list[tuple[Block, re.Match[str]]], blocks: Sequence[Block]) -> list[Turn]:
    """A turn lasts until the next label; the last one its paragraph and those that go on in quote marks."""
    found = []
    for (block, match), following in zip(rows, [*rows[1:], None], strict=True):
        stop = following[0].start if following else _last_stop(text, block, blocks)
        found.append(Turn(block.start, stop, match["label"].strip(), match.start("label")))
    return found


def _last_stop(text: str, last: Block, blocks: Sequence[Block]) -> int:
    stop = last.stop
    for block in blocks:
        if block.start >= stop and text[block.start : block.start + 1] in ("“", '"'):
            stop = block.stop
        elif block.start >= stop:
            break
    return stop
