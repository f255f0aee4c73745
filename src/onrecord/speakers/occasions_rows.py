"""Statements → rows in the order of their cues: paragraph, sentence, speaker, and whether another occasion is named there.

What carried them is the neighbours'.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.lexicon import load
from onrecord.model import Document, Statement
from onrecord.speakers.carrier import alternatives, holds, words
from onrecord.speakers.sentences import masked
from onrecord.text.sentences import sentence_starts

_AGO = re.compile(r"\b(?:hours|days|weeks|months|years)\s+(?:after|before|earlier|ago|since)\b")
_UNITS = ("hours", "days", "weeks", "months", "years")
_OWN = re.compile(r"\b(?:told|tells)\s+(?:me|us)\b")
_UPCOMING = r"(?!(?:[\w’'-]+\s+){0,2}?(?:upcoming|next|coming|future|first|second|final|general|this fall[’']s)\b)"
_OCCASIONS = ("occasions", "hearers", "elsewhere")
LONGEST_SENTENCE = 3_000
"""Code points of a sentence that are looked at: no prose is longer, and a pattern may go over it for each of its words."""


class Row(NamedTuple):
    """A statement as this module sees it: its place, paragraph, sentence, speaker, and what its words allow."""

    row: Statement
    at: int
    paragraph: int
    sentence: tuple[int, int]
    who: str | None
    inherits: bool
    elsewhere: bool
    cue: str


class Rows:
    """Makes the rows of one document."""

    def __init__(self, document: Document, speaker_of: Mapping[str, str | None]) -> None:
        self.text, self.speaker_of = document.text, speaker_of
        self._starts = [block.start for block in document.blocks]
        self.body = _body_start(document)
        self.sentences = sentence_starts(self.text)

    def of(self, statements: Sequence[Statement]) -> list[Row]:
        """Statements of one level, in the order of their cues."""
        by_sentence: dict[tuple[int, int], list[Statement]] = {}
        for row in statements:
            by_sentence.setdefault(self.sentence(place(row)), []).append(row)
        rows: list[Row] = []
        for where, group in by_sentence.items():
            around = masked(self.text, where[0], min(where[1], where[0] + LONGEST_SENTENCE), group)
            lower = around.lower()
            elsewhere = bool(
                (("told" in lower or "tells" in lower) and _OWN.search(around))
                or (holds(lower, *_OCCASIONS) and _occasion().search(around))
            )
            past = bool(
                (any(map(lower.__contains__, _UNITS)) and _AGO.search(around))
                or (holds(lower, "earlier") and _earlier().search(around))
            )
            rows.extend(self._row(row, where, elsewhere, past) for row in group)
        return sorted(rows, key=lambda row: row.at)

    def _row(self, row: Statement, sentence: tuple[int, int], elsewhere: bool, past: bool) -> Row:
        """A statement as its sentence shows it: whether that names another occasion, or a time past."""
        at, cue = place(row), row.cue.text.lower() if row.cue else ""
        inherits = (
            not (elsewhere or past)
            and at >= self.body
            and not (row.mention and re.search(r"[’']s?$", row.mention.text))
            and not set(re.findall(r"[\w’']+", cue)) & words("attitudes")
        )
        who = self.speaker_of.get(row.id)
        return Row(row, at, self.paragraph(at), sentence, who, inherits, elsewhere, cue)

    def paragraph(self, at: int) -> int:
        """Number of the paragraph at an offset."""
        return bisect_right(self._starts, at)

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence at an offset starts and stops."""
        number = bisect_right(self.sentences, at)
        start = self.sentences[number - 1] if number else 0
        return start, self.sentences[number] if number < len(self.sentences) else len(self.text)


def place(row: Statement) -> int:
    """Where a statement's cue stands, or else its mention or content."""
    return (row.cue or row.mention or row.content[0]).start


def _body_start(document: Document) -> int:
    """Where the article begins: behind the headline and the short lines under it, which tell what comes in it."""
    for block in document.blocks[:4]:
        if block.kind == "paragraph" and block.stop - block.start >= 120:
            return block.start
    return next((block.start for block in document.blocks if block.kind == "paragraph"), 0)


@cache
def _earlier() -> re.Pattern[str]:
    """Words that tell of another time."""
    return re.compile(rf"(?<!\w)(?:{alternatives('earlier')})(?!\w)", re.IGNORECASE)


@cache
def _occasion() -> re.Pattern[str]:
    """Words that place what is said: "at a rally in Ohio", "told supporters", "tweeted"."""
    places, hearers, verbs = (
        "|".join(map(re.escape, sorted(load("chain")[name], key=len, reverse=True))) for name in _OCCASIONS
    )
    return re.compile(
        rf"\b(?:at|during|in|from|after|on)\s+(?:an?|the|his|her|their|this|that|[A-Z][\w.]+[’']s?|"
        rf"\w+day[’']s)\s+{_UPCOMING}(?:[\w’'&.-]+\s+){{0,4}}?"
        rf"(?:{places})\b|\b(?:told|telling|tells|addressing|addressed|to)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{hearers})\b|"
        rf"\b(?:{verbs})\b",
        re.IGNORECASE,
    )
