"""A document's paragraphs → whose turn of a conversation an offset lies in, where labels such as ``Q:`` or ``WALLACE:`` tell.

Which labels are believed is ``text.turns``'; whose names they are is ``people``'s.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import Block
from onrecord.text.turns import turns

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
        return self.label.lower().rstrip("0123456789") in _ASKING

    @property
    def answers(self) -> bool:
        """Whether the label is that of the unnamed one who answers."""
        return self.label.lower().rstrip("0123456789") in _ANSWERING


class Turns:
    """The turns of a document, in order; none where it is no conversation."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        rows = [row for row in turns(text, [(block.start, block.stop) for block in blocks]) if row.label is not None]
        stops = [*(row.block[0] for row in rows[1:]), *([_last_stop(text, rows[-1].block[1], blocks)] if rows else [])]
        self.rows = [
            Turn(row.block[0], stop, text[row.label[0] : row.label[1]].strip(), row.label[0])
            for row, stop in zip(rows, stops, strict=True)
            if row.label is not None
        ]
        self._starts = [turn.start for turn in self.rows]

    def at(self, offset: int) -> Turn | None:
        """The turn that an offset lies in."""
        before = bisect_right(self._starts, offset) - 1
        return self.rows[before] if before >= 0 and offset < self.rows[before].stop else None

    def labels(self) -> list[int]:
        """Where the labels that are names stand."""
        return [turn.label_start for turn in self.rows if not (turn.asks or turn.answers)]


def _last_stop(text: str, stop: int, blocks: Sequence[Block]) -> int:
    """The last turn lasts its paragraph and those that go on in quote marks."""
    for block in blocks:
        if block.start >= stop and text[block.start : block.start + 1] in ("“", '"'):
            stop = block.stop
        elif block.start >= stop:
            break
    return stop
