"""The words around a cue and the publication date → the day on which it was said, or nothing; never a guess."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = re.compile(
    r"\b(?:" + _MONTH.format(1) + r"\s+(?P<day1>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year1>\d{4}))?"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH.format(2) + r"(?:,?\s+(?P<year2>\d{4}))?)\b(?!\s*%)"
)
_RELATIVE = re.compile(
    r"\b(?P<today>today|tonight|this (?:morning|afternoon|evening))\b|\b(?P<yesterday>yesterday|last night)\b"
    r"|\b(?P<other>last|next|the following|the previous)\s+(?:" + "|".join(_DAYS) + r")\b"
    r"|\b(?P<weekday>" + "|".join(_DAYS) + r")\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|expected to|plans? to|due to|scheduled to|set to|going to)\b", re.IGNORECASE
)


def said_on(around: str, cue: str, published: str | None) -> str | None:
    """ISO date that the words ``around`` a cue (content taken out) give for it, read from the day of publication.

    A weekday is the last such day up to and including publication; a date without a year is the one nearest before it.
    ``None`` where no date is printed, where one cannot be placed, and where the cue lies in the future.
    """
    if _FUTURE.search(cue):
        return None
    day = _day(published)
    dates = {found for match in _DATE.finditer(around) if (found := _printed(match, day))}
    if dates:
        return dates.pop().isoformat() if len(dates) == 1 else None
    relative = list(_RELATIVE.finditer(around))
    if day is None or len(relative) != 1:
        return None
    resolved = _resolved(relative[0], day)
    return resolved.isoformat() if resolved else None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _printed(match: re.Match[str], published: date | None) -> date | None:
    month = match["month1"] or match["month2"]
    day, year = int(match["day1"] or match["day2"]), match["year1"] or match["year2"]
    number = _MONTHS.index(month[:3].lower()) + 1
    try:
        if year:
            return date(int(year), number, day)
        if published is None:
            return None
        found = date(published.year, number, day)
        return found if found <= published + timedelta(days=2) else date(published.year - 1, number, day)
    except ValueError:
        return None


def _resolved(match: re.Match[str], published: date) -> date | None:
    if match["today"]:
        return published
    if match["yesterday"]:
        return published - timedelta(days=1)
    if match["weekday"]:
        back = (published.weekday() - _DAYS.index(match["weekday"].lower())) % 7
        return published - timedelta(days=back)
    return None  # "last Friday" and the like mean one day to some and another to others
