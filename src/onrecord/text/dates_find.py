"""A text → the full dates printed in it, with their places: ``November 9, 2022``, ``9. marraskuuta 2022``, ``2020年1月24日``.

Own rules for what print nearly always uses: a day, a month's name or number, a year. Reading a string that is a date as
a whole, with a time and a weekday beside it, is left to ``dates``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from msgspec import Struct

from onrecord import lexicon

_GAP = r"(?:[^\S\n]|\n(?!\s*\n)){0,3}"  # a line may break inside a date, a paragraph may not
_WORD = r"(?P<month>[^\W\d_][^\s\d,.()\[\]/-]{1,19})"
_DAY = r"(?<![\d.,:$€£])(?P<day>\d{1,2})"
_BEFORE_YEAR = tuple(
    re.compile(pattern + r"\Z", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}(?:\.|(?:st|nd|rd|th|er|re|de|[ºª°]|-?[ея]|-?го)(?![^\W\d_]))?[ -]?{_GAP}"
        rf"(?:(?:(?:de|of|di|tháng)(?=\s)|d['’]){_GAP})?"
        rf"(?:{_WORD}|(?<=tháng)\s+(?P<number>\d{{1,2}}))\.?,?(?:-|{_GAP})(?:(?:de|del|năm),?{_GAP})?",
        rf"(?<![^\W\d_]){_WORD}\.?[ -]?{_GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,|-|،)?{_GAP}",
        rf"{_DAY}(?P<separator>[./-])\s?(?P<number>\d{{1,2}})(?P=separator)\s?",
    )
)
_AFTER_YEAR = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<separator>[-/.])(?P<number>\d{1,2})(?P=separator)(?P<day>\d{1,2})(?![\d])",
        r"\s?[年년]\s?(?P<number>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        rf"(?:\.|{_GAP}m\.){_GAP}{_WORD}{_GAP}(?P<day>\d{{1,2}})(?:\.|{_GAP}d\.|(?!\d))",
        rf"\.{_GAP}gada{_GAP}(?P<day>\d{{1,2}})\.{_GAP}{_WORD}",
    )
)
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_REACH = 48
"""How far from its year, in code points, a date is looked for: the longest month's name, a day, the joining words."""


class FoundDate(Struct, frozen=True):
    """A date printed in full at ``text[start:stop]`` and its value, ``YYYY-MM-DD``."""

    start: int
    stop: int
    iso: str


def find_dates(
    text: str, start: int = 0, stop: int | None = None, language: str | None = None
) -> tuple[FoundDate, ...]:
    """Dates with day, month and year in ``text[start:stop]``; all-digit ones only where their order is sure."""
    return tuple(_dates(text, start, len(text) if stop is None else stop, language))


def date_at(text: str, start: int, language: str | None = None) -> FoundDate | None:
    """The date that is printed at ``start``, white space before it allowed."""
    stop = min(len(text), start + _REACH + 8)
    year = YEAR.search(text, start, stop)
    found = _around(text, year, start, stop, language) if year else None
    return found if found and not text[start : found.start].strip() else None


def _dates(text: str, start: int, stop: int, language: str | None) -> Iterator[FoundDate]:
    done = start
    for year in YEAR.finditer(text, start, stop):
        if found := _around(text, year, max(done, start), stop, language):
            done = found.stop
            yield found


def _around(text: str, year: re.Match[str], start: int, stop: int, language: str | None) -> FoundDate | None:
    if not 1900 <= int(year[0]) <= 2100:
        return None
    low = max(start, year.start() - _REACH)
    window = text[low : year.start()]
    for pattern in _BEFORE_YEAR:
        if (found := pattern.search(window)) and (iso := _value(found, year[0], language, pattern)):
            return FoundDate(low + found.start(), year.end(), iso)
    window = text[year.end() : min(stop, year.end() + _REACH)]
    for pattern in _AFTER_YEAR:
        if (found := pattern.match(window)) and (iso := _value(found, year[0], language, pattern)):
            return FoundDate(year.start(), year.end() + found.end(), iso)
    return None


def _value(found: re.Match[str], year: str, language: str | None, pattern: re.Pattern[str]) -> str | None:
    parts = found.groupdict()
    day, number = int(parts["day"]), int(parts.get("number") or 0)
    if pattern is _BEFORE_YEAR[2]:
        day, number = _ordered(day, number, parts["separator"], language)
    elif not number:
        number = _month(parts["month"], language, month_first=pattern is _BEFORE_YEAR[1])
    try:
        return date(int(year), number, day).isoformat()
    except ValueError:
        return None


def _ordered(first: int, second: int, separator: str, language: str | None) -> tuple[int, int]:
    """Day and month of ``9/11/2022``; month 0 where either order is possible and nothing decides."""
    base = (language or "en").split("-")[0].lower()
    if first > 12 or first == second or separator == "." or base != "en" or language == "en-GB":
        return first, second
    return (second, first) if second > 12 or language == "en-US" else (first, 0)


def _month(word: str, language: str | None, month_first: bool) -> int:
    """Number of the month that ``word`` names; 0 if it names none, or different ones in different languages."""
    word, base = word.lower(), (language or "").split("-")[0].lower()
    known = months().get(word, {})
    number = known.get(base) or known.get("en")
    if number or (month_first and len(word) < 4 and word.isascii()):
        return number or 0
    return next(iter(known.values())) if len(set(known.values())) == 1 else 0


@cache
def months() -> dict[str, dict[str, int]]:
    """Word → language → number of the month."""
    words: dict[str, dict[str, int]] = {}
    for language, rows in lexicon.load("dates")["months"].items():
        for number, row in enumerate(rows, 1):
            for word in row.split():
                words.setdefault(word, {})[language] = number
    return words
