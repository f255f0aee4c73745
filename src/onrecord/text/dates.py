"""Printed dates in the page's language → ISO 8601; never a guess.

Own rules (``dates_find``) read what print nearly always uses. What they cannot read goes to dateutil and at last to
dateparser, both loaded only then and held to the same strictness: day, month and year must all be printed. Weekdays
("on Wednesday") are left to ``extract``, which knows the publication date.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache

from onrecord import lexicon
from onrecord.text.dates_find import YEAR, FoundDate, date_at, find_dates, months

__all__ = ["FoundDate", "date_at", "find_dates", "parse_date", "parse_moment"]

_CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?:(?:[:.h]|\s?uhr\s?)(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?)?(?:\s?(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2}))?(?![\d:])",
    re.IGNORECASE,
)
_LETTER_ZONE = re.compile(r"\b[A-Z]{2,5}\b")
_LONE_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=4096)
def parse_date(printed: str, language: str | None = None) -> str | None:
    """Read a printed date as ``YYYY-MM-DD``.

    :param printed: the words of the date; its weekday, a time and "Updated" may stand beside it, nothing else.
    :param language: BCP 47, for names and orders that differ between languages.
    :return: ``None`` unless day, month and year are all printed and can be read in one way only.
    """
    moment = parse_moment(printed, language)
    return moment and moment[:10]


@lru_cache(maxsize=4096)
def parse_moment(printed: str, language: str | None = None) -> str | None:
    """Read a printed date with its time: ``2022-11-09T15:26``, with ``+01:00`` only where the offset is printed.

    Without a time the date alone; ``None`` in the cases of :func:`parse_date`.
    """
    printed = printed.strip()
    years = [year for year in YEAR.findall(printed) if 1900 <= int(year) <= 2100]
    if not 6 <= len(printed) <= 120 or not years:
        return _compact(printed)
    return _iso(printed) or _own(printed, language) or _by_dateutil(printed) or _by_dateparser(printed, language)


@cache
def _beside() -> frozenset[str]:
    """Words that may stand beside a date: weekdays, "at", "Updated"."""
    data = lexicon.load("dates")
    words = [row for rows in data["weekdays"].values() for row in rows]
    return frozenset(_WORDS.findall(" ".join([*words, data["words"]["beside"]]).lower()))


def _compact(printed: str) -> str | None:
    """``20221109T152600`` and the like; anything else without a year of its own is no date."""
    return _iso(printed) if re.fullmatch(r"(?:19|20)\d{6}(?:T\d{4,6}(?:Z|[+-]\d\d:?\d\d)?)?", printed) else None


def _iso(printed: str) -> str | None:
    if re.search(r"\dW|-W|^\d{4}-?\d{3}$", printed):  # week and ordinal dates: nobody prints them, chance makes them
        return None
    try:
        if len(printed) <= 10:
            return date.fromisoformat(printed).isoformat()
        return _moment_text(datetime.fromisoformat(printed))
    except ValueError:
        return None


def _moment_text(value: datetime) -> str:
    if value.second == 0:
        return value.isoformat(timespec="minutes")
    return value.isoformat(timespec="seconds")


def _own(printed: str, language: str | None) -> str | None:
    """The one date in ``printed`` with its time, if nothing else but harmless words stands beside it."""
    found = find_dates(printed, 0, None, language)
    if len(found) != 1:
        return None
    rest = printed[: found[0].start] + " " + printed[found[0].stop :]
    clock = next((match for match in _CLOCK.finditer(rest) if match["minute"] or match["half"]), None)
    rest = rest[: clock.start()] + " " + rest[clock.end() :] if clock else rest
    if any(char.isdigit() for char in rest):
        return None
    words = _WORDS.findall(_LETTER_ZONE.sub(" ", rest).lower())
    if any(word not in _beside() for word in words):
        return None
    return found[0].iso + (_time_of(clock) if clock else "")


def _time_of(clock: re.Match[str]) -> str:
    """``T15:26`` with seconds and offset where they are printed; empty for what is no time of day."""
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return ""
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
    minute, second = int(clock["minute"] or 0), int(clock["second"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return ""
    zone = (clock["zone"] or "").upper()
    offset = "+00:00" if zone in ("Z", "UTC", "GMT") else f"{zone[:3]}:{zone[-2:]}" if zone else ""
    return f"T{hour:02}:{minute:02}" + (f":{second:02}" if second else "") + offset


def _by_dateutil(printed: str) -> str | None:
    """Dateutil's strict reading, if it does not depend on the day that stands in for missing parts."""
    english = any("en" in months().get(word, ()) for word in _WORDS.findall(printed.lower()))
    if not english or not _LONE_DAY.search(printed):
        return None  # it knows English only, and would decide between 9/11 and 11/9 by itself
    from dateutil.parser import ParserError, parse

    try:
        one, other = (parse(printed, default=standin) for standin in (datetime(1904, 2, 3), datetime(1911, 7, 14)))
    except (ParserError, OverflowError, ValueError, TypeError):
        return None
    if one.date() != other.date():
        return None
    return _moment_text(one) if re.search(r"\d:\d|\d\s?[ap]m", printed, re.IGNORECASE) else one.date().isoformat()


def _by_dateparser(printed: str, language: str | None) -> str | None:
    """Dateparser's reading, for months in languages that the own table lacks; it costs a second to load."""
    words = _WORDS.findall(printed.lower())
    unknown = [word for word in words if word not in _beside()]
    if len(printed) > 60 or not _LONE_DAY.search(printed):
        return None
    if not 1 <= len(unknown) <= (1 if printed.isascii() else 3):  # the month's name and nothing else
        return None
    if not months().keys().isdisjoint(words):  # own rules know the month and refused: ambiguous, or no such day
        return None
    import dateparser

    others = lexicon.load("dates")["others"]["languages"]  # all of its two hundred would take seconds to load
    languages = [language.split("-")[0].lower()] if language else others
    try:
        value = dateparser.parse(printed, languages=languages, settings={"STRICT_PARSING": True})
    except (ValueError, OverflowError, TypeError, KeyError):
        return None
    if value is None or str(value.year) not in _ascii_digits(printed):
        return None
    return _moment_text(value) if (value.hour or value.minute) else value.date().isoformat()


def _ascii_digits(text: str) -> str:
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)
