"""A text → the dates that are printed with their weekday, and whether the day bears it; what to make of it is ``speakers``'.

With the year printed the calendar decides. Without it the date must lie near the publication, else another year is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from onrecord.lexicon import load
from onrecord.text.dates_find import find_dates, months

_GREGORIAN = 1925
"""Before this year some countries that print dates still counted by the older calendar."""
_NEAR = timedelta(days=45)
_SHORTEST = 5
"""Letters of a weekday's name: shorter ones ("Sun", "mar") are other words as well."""
_BETWEEN = re.compile(r",?\s+(?:the\s+|den\s+|le\s+|el\s+|dem\s+)?|,\s*")
_BEHIND = re.compile(r"\s*\(\s*(?P<day>[^\W\d_]{5,12})\s*\)")
_WEEKDAY_BEHIND = re.compile(r"\(\s*[^\W\d_]{5,12}\s*\)")
_DIGIT = re.compile(r"\d")
_LONGEST = 60
"""Code points within which a date beside its weekday has a digit: most texts print none, and need not be searched for dates."""
_YEARLESS = re.compile(
    r"(?:(?P<month>[^\W\d_]{3,9})\.?[ \u00a0]+(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th|\.)?[ \u00a0]+(?:of[ \u00a0]+|de[ \u00a0]+)?(?P<month2>[^\W\d_]{3,9}))(?![\w%])"
)
_YEAR_FOLLOWS = re.compile(r"[.,]?\s*(?:(?:de|of|del)\s+)?(?:\d{4}|[’']\d{2})\b")


class WeekdayDate(Struct, frozen=True):
    """A weekday and a date printed together at ``text[start:stop]``; ``weekday`` as printed and as number, Monday 0."""

    start: int
    stop: int
    value: date
    weekday: int

    @property
    def agrees(self) -> bool:
        """Whether the date falls on the weekday."""
        return self.value.weekday() == self.weekday


def find_weekday_dates(text: str, published: str | None, language: str | None = None) -> Iterator[WeekdayDate]:
    """Dates with their weekday, left to right.

    :param published: ISO 8601; without it only dates with their year are found.
    """
    base = (language or "en").split("-")[0].lower()
    beside = [(day, joined) for day in _pattern(base).finditer(text) if (joined := _BETWEEN.match(text, day.end()))]
    dated = any(
        _DIGIT.search(text, joined.end(), joined.end() + _LONGEST) for _, joined in beside
    ) or _WEEKDAY_BEHIND.search(text)
    full = {found.start: found for found in find_dates(text, language=language)} if dated else {}
    for weekday, joined in beside:
        number, found = _numbers(base)[weekday[0].lower()], full.get(joined.end())
        if found is not None:
            value = date.fromisoformat(found.iso)
            if value.year >= _GREGORIAN:
                yield WeekdayDate(weekday.start(), found.stop, value, number)
        elif near := _near(text, joined.end(), published, base):
            yield WeekdayDate(weekday.start(), near[0], near[1], number)
    yield from _bracketed(text, full.values(), base)


def _bracketed(text: str, full: object, base: str) -> Iterator[WeekdayDate]:
    """ "9 November 2022 (Wednesday)"."""
    for found in full:  # type: ignore[attr-defined]
        behind = _BEHIND.match(text, found.stop)
        number = _numbers(base).get(behind["day"].lower()) if behind else None
        value = date.fromisoformat(found.iso)
        if behind and number is not None and value.year >= _GREGORIAN:
            yield WeekdayDate(found.start, behind.end(), value, number)


def _near(text: str, start: int, published: str | None, base: str) -> tuple[int, date] | None:
    """A date without its year and the day nearest to publication that it can be, if that is near enough."""
    found = _YEARLESS.match(text, start)
    day = _day(published)
    if found is None or day is None or _YEAR_FOLLOWS.match(text, found.end()):
        return None
    month = months().get((found["month"] or found["month2"]).lower(), {})
    number = month.get(base) or month.get("en")
    values = (
        [_date(day.year + shift, number, int(found["day"] or found["day2"])) for shift in (-1, 0, 1)] if number else []
    )
    near = [value for value in values if value and abs(value - day) <= _NEAR]
    return (found.end(), near[0]) if len(near) == 1 else None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _numbers(base: str) -> dict[str, int]:
    """Name of a weekday, in a language and in English → its number."""
    rows = load("dates")["weekdays"]
    return {
        word: number
        for language in ("en", base)
        for number, row in enumerate(rows.get(language, ()))
        for word in row.split()
        if len(word) >= _SHORTEST
    }


@cache
def _pattern(base: str) -> re.Pattern[str]:
    words = sorted(_numbers(base), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?![\w-])", re.IGNORECASE)
