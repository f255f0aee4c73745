"""Text → the signature lines that embedded posts leave behind: ``— Name (@handle) November 9, 2022``.

X's own markup ends every embedded post with this line, Bluesky's does so too, and text extraction keeps it when it
merges the post into the prose. Which words belong to the post is left to the readers.
"""

from __future__ import annotations

import re

from msgspec import Struct

from onrecord.text.dates import FoundDate, date_at, parse_date

_HANDLE = re.compile(
    r"\(\[?@([A-Za-z0-9_]{1,15}|[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})(?:\]\([^\s()]{1,300}\))?\)"
)
_DASHES = tuple(
    re.compile(pattern)
    for pattern in (r"—|―|&mdash;|&#8212;|&#x2014;", r"–(?=\s)|^–|&ndash;|&#8211;", r"(?<!\S)--?(?=\s)")
)
_NAME_REACH = 120
"""Code points in which the dash must stand: names have at most 50, and an emoji may take seven of its own."""
_NAME_LETTERS = 50
_LINK_END = re.compile(r"(?:https?://|pic\.(?:twitter|x)\.com/|t\.co/)\S+\Z")
_BEFORE_DATE = re.compile(r"[^\S\n]{0,4}\n?[^\S\n]{0,4}\[?")
_AFTER_DATE = re.compile(
    r"(?:\s?(?:г\.|р\.|at\s\d{1,2}:\d\d(?:\s?[AP]M)?))?(?:\]\((?P<linked>https?://[^\s()]{1,300})\))?"
    r"(?:[ \t]?(?P<bare>https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/\w{1,15}/status/\d+\S{0,60}))?"
)
_OTHER_DATE = re.compile(r"(?=[^\n]{0,40}\d)[^\n]{4,40}")
_GOES_ON = re.compile(r"[^\S\n]{0,3}(?:[,;)]|(?:[—–]\s?)?(?!(?:https?|at|г|р|pic|via)\b)[a-zà-öø-ÿа-я])")
"""Prose that merely names an account goes on with its sentence."""
_DAY, _YEAR = re.compile(r"(?<!\d)\d{1,2}(?!\d)"), re.compile(r"(?<!\d)\d{4}(?!\d)")
_UNKNOWN_DATES = 50
"""How many dates in languages that the own rules lack are looked up, at milliseconds each; no article has so many."""


class Signature(Struct, frozen=True):
    """A signature line at ``text[start:stop]``, from its dash to the end of its date."""

    start: int
    stop: int
    author: str | None
    handle: str
    """Without the ``@``; with dots for Bluesky."""
    posted: str | None
    """``YYYY-MM-DD``; ``None`` if what is printed cannot be read."""
    url: str | None = None
    """Address of the post, where it is printed as the date's link."""


def find_signatures(text: str, language: str | None = None) -> tuple[Signature, ...]:
    """All signature lines of ``text``, in order and apart from one another; linear in its length.

    A handle counts only with a dash and a name before it and a date after it, so that handles which prose or a list of
    contacts mentions are left alone.
    """
    found: list[Signature] = []
    unknown = _UNKNOWN_DATES
    for handle in _HANDLE.finditer(text):
        date = _date_after(text, handle.end(), language)
        name = _name_before(text, found[-1].stop if found else 0, handle.start()) if date or unknown else None
        if date is None and name and unknown:
            unknown -= 1
            date = _foreign_date(text, handle.end(), language)
        if name and date and not _GOES_ON.match(text, date.stop):
            found.append(_signature(text, name, handle, date))
    return tuple(found)


def _signature(text: str, name: tuple[int, int], handle: re.Match[str], date: FoundDate) -> Signature:
    author = " ".join(text[name[1] : handle.start()].split()) or None
    tail = _AFTER_DATE.match(text, date.stop)
    stop, url = (tail.end(), tail["linked"] or tail["bare"]) if tail else (date.stop, None)
    return Signature(name[0], stop, author, handle[1], date.iso or None, url)


def _name_before(text: str, low: int, stop: int) -> tuple[int, int] | None:
    """Where the dash that opens the signature starts and ends; ``None`` without dash or name.

    The nearest em dash, else en dash, else hyphen of the line; a farther one if the line or a link ends right before
    it, since the markup puts the signature there and names may hold dashes of their own.
    """
    low = max(low, stop - _NAME_REACH)
    broken = text.rfind("\n\n", low, stop)
    low = broken + 2 if broken >= 0 else low
    line = max(low, text.rfind("\n", low, stop) + 1)
    for start in dict.fromkeys((line, max(low, text.rfind("\n", low, max(low, line - 1)) + 1))):
        for pattern in _DASHES:
            dashes = [(start + dash.start(), start + dash.end()) for dash in pattern.finditer(text[start:stop])]
            dashes = [dash for dash in dashes if _is_name(text[dash[1] : stop])]
            if dashes:
                return next((dash for dash in dashes if _opens(text, dash[0])), dashes[-1])
    return None


def _is_name(words: str) -> bool:
    return bool(words.strip()) and "(@" not in words and sum(map(str.isalnum, words)) <= _NAME_LETTERS


def _opens(text: str, dash: int) -> bool:
    before = text[max(0, dash - 60) : dash].rstrip(" \t\xa0")
    return not before or before.endswith("\n") or bool(_LINK_END.search(before))


def _date_after(text: str, start: int, language: str | None) -> FoundDate | None:
    gap = _BEFORE_DATE.match(text, start)
    return date_at(text, gap.end() if gap else start, language)


def _foreign_date(text: str, start: int, language: str | None) -> FoundDate | None:
    """A date in a language that the own rules lack: all that is left of the line, and dateparser can read it."""
    gap = _BEFORE_DATE.match(text, start)
    rest = _OTHER_DATE.match(text, gap.end() if gap else start)
    if rest is None or (rest.end() < len(text) and text[rest.end()] != "\n"):
        return None
    printed = rest[0].strip(" \t]")
    if not (_DAY.search(printed) and _YEAR.search(printed)):
        return None
    iso = parse_date(printed, language) or ""
    words = [word for word in printed.split() if not word[0].isdigit()]
    return FoundDate(rest.start(), rest.start() + len(rest[0].rstrip()), iso) if iso or len(words) == 1 else None
