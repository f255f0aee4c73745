"""The dates of a document and of its statements → those that cannot be: a weekday that its date does not bear, words of tomorrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from onrecord.model import Conflict, Document, Statement
from onrecord.text.dates_week import find_weekday_dates

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZONES = timedelta(days=1)
"""What is today in one place is tomorrow in another."""


def date_conflicts(document: Document, statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Weekdays that do not fall on their date, and statements that were made after the article came out."""
    for found in find_weekday_dates(document.text, document.published, document.language):
        if not found.agrees:
            printed = " ".join(document.text[found.start : found.stop].split())
            reason = f"“{printed}”: {found.value.isoformat()} was a {_DAYS[found.value.weekday()]}"
            yield Conflict("date", _around(found.start, found.stop, document.text, statements), (), reason)
    yield from _later(document, statements)


def _around(start: int, stop: int, text: str, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Statements whose words or whose cue stand in the sentence around a date."""
    low = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start))
    ends = [place for place in (text.find("\n", stop), text.find(". ", stop)) if place >= 0]
    high = min(ends, default=len(text))
    return tuple(
        row.id
        for row in statements
        if any(span.start < high and span.stop > low for span in (*row.content, *([row.cue] if row.cue else [])))
    )


def _later(document: Document, statements: Sequence[Statement]) -> Iterator[Conflict]:
    """Words reported as said on a day after the article, its latest change included."""
    last = max((day for day in map(_day, (document.published, document.modified)) if day), default=None)
    for row in statements:
        said = _day(row.said)
        if last and said and said > last + _ZONES:
            reason = f"said on {said.isoformat()}, but the article is of {last.isoformat()}"
            yield Conflict("date", (row.id,), (), reason)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
