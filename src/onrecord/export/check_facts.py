"""A checking → one row a quotation: its number, speaker, verdict, original, place, and whether it passes.

What fails is the caller's wish (``fail_on``); what a person accepted passes. How rows are shown is left to the
``check_*`` views beside this.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from onrecord.acceptance import Accepted, Key, key_of
from onrecord.checking import FAIL_ON, Checking
from onrecord.export.facts import Entry, Facts, signed, who
from onrecord.export.words import counted, day
from onrecord.model import VERDICTS, Original, OriginalText, Verdict, VerdictName

Outcome = Literal["failed", "accepted", "open", "passed"]
OUTCOMES: tuple[Outcome, ...] = ("failed", "accepted", "open", "passed")


class Quotation(Struct, frozen=True):
    """All that is shown of one quotation."""

    entry: Entry
    verdict: Verdict
    original: OriginalText | None
    """What the words were compared with, with its text."""
    key: Key
    outcome: Outcome
    accepted: Accepted | None
    start: int
    """Where its words begin in the draft's text."""

    @property
    def id(self) -> str:
        """What ``--accept`` names it by."""
        return self.key.id

    @property
    def number(self) -> str:
        """Its number in the draft; 2.1 stands within 2."""
        return self.entry.number

    @property
    def words(self) -> str:
        """The printed words, parts joined."""
        return " … ".join(span.text for span in self.entry.statement.content)

    @property
    def speaker(self) -> str:
        """Whose words they are said to be."""
        return who(self.entry)

    @property
    def told(self) -> str:
        """Why the verdict, and what could not be told; nothing where the same words stand in the speaker's own."""
        return self.verdict.reason.removeprefix("the same words").removeprefix("; ")


class Sheet:
    """A checked draft as every view needs it.

    :param accepted: a person's decisions by id.
    """

    def __init__(
        self,
        checking: Checking,
        fail_on: Collection[VerdictName] = FAIL_ON,
        accepted: Mapping[str, Accepted] | None = None,
    ) -> None:
        self.checking, self.reading = checking, checking.reading
        self.document = checking.reading.document
        self.fail_on, self._accepted = frozenset(fail_on), accepted or {}
        judged = {row.statement for row in self.reading.verdicts}
        rows = tuple(row for row in self.reading.statements if row.id in judged)
        self.facts = Facts(replace(self.reading, statements=rows))
        self._texts = {(row.kind, row.id): row for row in checking.originals}

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Every quotation in the order of the draft."""
        return tuple(self._quotation(entry) for entry in self.facts.entries)

    @property
    def name(self) -> str:
        """The draft as it was named."""
        return "standard input" if self.document.uri == "-" else self.document.uri

    @property
    def failed(self) -> list[Quotation]:
        """Quotations that fail."""
        return [row for row in self.quotations if row.outcome == "failed"]

    @cached_property
    def outcomes(self) -> Counter[str]:
        """How many came to what."""
        return Counter(row.outcome for row in self.quotations)

    @cached_property
    def verdicts(self) -> dict[VerdictName, int]:
        """How many have each verdict, mildest first, none left out that occurs."""
        found = Counter(row.verdict.verdict for row in self.quotations)
        return {name: found[name] for name in VERDICTS if found[name]}

    def place(self, offset: int) -> tuple[int, int] | None:
        """Line and column, from 1, in the draft's file; ``None`` if what was read leads to none."""
        breaks, runs = self.checking.breaks, self.document.origin.map if self.document.origin else ()
        if breaks is None or not runs:
            return None
        start, source, length = runs[max(0, bisect_right(runs, offset, key=lambda run: run[0]) - 1)]
        there = source + max(0, min(offset - start, length))
        row = bisect_left(breaks, there)
        return row + 1, there - (breaks[row - 1] if row else -1)

    def text_of(self, original: Original) -> OriginalText | None:
        """The original that a verdict points to, with its text."""
        return self._texts.get((original.kind, original.id))

    def _quotation(self, entry: Entry) -> Quotation:
        verdict = entry.verdict
        assert verdict is not None
        key = key_of(entry.statement, verdict, who(entry))
        accepted = self._accepted.get(key.id)
        return Quotation(
            entry=entry,
            verdict=verdict,
            original=self.text_of(verdict.original) if verdict.original else None,
            key=key,
            outcome=self._outcome(verdict.verdict, accepted),
            accepted=accepted,
            start=min((span.start for span in entry.statement.content), default=0),
        )

    def _outcome(self, verdict: VerdictName, accepted: Accepted | None) -> Outcome:
        if verdict in self.fail_on:
            return "accepted" if accepted else "failed"
        return "open" if verdict == "no-original" else "passed"


def place_of(sheet: Sheet, original: Original) -> str:
    """Name an original and the place in it: ``council.vtt, 00:03:41``; a post of the draft by its author and date."""
    post = sheet.facts.posts.get(original.id) if original.kind == "post" else None
    name, place = signed(post) if post else original.id, original.place or ""
    if original.kind == "statement" and place:
        return place
    return place if original.id in place and not post else f"{name}, {place}" if place else name


def source_of(sheet: Sheet, original: Original) -> str:
    """The same with whose words it gives there and when they were published, as far as that is known."""
    if original.kind == "post" and original.id in sheet.facts.posts:
        return place_of(sheet, original)
    text = sheet.text_of(original)
    published = day(text.published) if text and text.published else ""
    return " · ".join(part for part in (place_of(sheet, original), original.speaker, published) if part)


def summary(sheet: Sheet) -> str:
    """Count what the quotations came to: ``12 quotations: 3 failed, 1 accepted, 2 open, 6 passed``."""
    named = {"open": "without an original"}
    told = [f"{sheet.outcomes[name]} {named.get(name, name)}" for name in OUTCOMES if sheet.outcomes[name]]
    number = len(sheet.quotations)
    return counted(number, "quotation") + (f": {', '.join(told)}" if told else "")


def total(sheets: Sequence[Sheet]) -> Counter[str]:
    """Outcomes of several drafts together."""
    return sum((sheet.outcomes for sheet in sheets), Counter[str]())
