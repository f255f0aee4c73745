"""A line at the top or the bottom of a text → who wrote it and when: ``By Ann Lee and Bo Ray • 9 May 2022 • 15:26``.

A line counts only if nothing in it is left over but names, roles, dates and times; sentences are left alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from onrecord import lexicon
from onrecord.readers.plain_kinds import fold
from onrecord.text.agency import agency_named
from onrecord.text.dates import find_dates, parse_moment

_PARTS = re.compile(r"\s*[•·|│]\s*|\s+[–—-]\s+|\s*\n\s*|\s*;\s*")
_CAPITAL = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ]|[A-ZÀ-ÞŁŚŻŠČŘŽ])[^\W\d_]*(?:[’'.-][^\W\d_]*)*\Z")
_READING_TIME = re.compile(r"\d{1,3}\s?(?:min(?:ute)?s?|Min(?:uten)?|minutos|minuti)\b\.?(?:\s\w+){0,2}", re.IGNORECASE)
_CLOCK_ONLY = re.compile(r"(?:at\s)?\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?(?:\sUhr)?", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+\.\w+|@\w{2,30}")
_PUBLISHED = ("published", "first published", "veröffentlicht", "publié", "publicado", "pubblicato", "gepubliceerd")
_LONGEST = 240


class Byline(Struct, frozen=True):
    """What a line of names and dates says."""

    authors: tuple[str, ...] = ()
    agency: str | None = None
    published: str | None = None
    updated: str | None = None

    def merged(self, other: Byline) -> Byline:
        """All authors of both; of the rest what the first knows, else the second."""
        return Byline(
            authors=tuple(dict.fromkeys(self.authors + other.authors)),
            agency=self.agency or other.agency,
            published=self.published or other.published,
            updated=self.updated or other.updated,
        )


def read_byline(text: str, language: str | None) -> Byline | None:
    """Read a paragraph as a byline or a line of dates; ``None`` for all else.

    Names need "By" or a date beside them; a weekday, a place, an outlet or a role may stand there too.
    """
    if len(text) > _LONGEST or any(char in text for char in "“”„«»?!"):
        return None
    lead = _by().match(text)
    byline, clock = Byline(), ""
    for number, part in enumerate(_PARTS.split(text[lead.end() :] if lead else text)):
        part = part.strip()
        read = _dated(part, language, bool(lead)) or _names(part, bool(lead) and number == 0)
        if read is None and not _harmless(part, byline):
            return None
        if read and read.published and byline.published:  # from one day to another: a range
            return None
        clock = part if _CLOCK_ONLY.fullmatch(part) else clock
        byline = byline.merged(read or Byline())
    if byline.published and clock and "T" not in byline.published:
        byline = replace(byline, published=parse_moment(f"{byline.published} {clock}", language) or byline.published)
    named = byline.authors or byline.agency
    nobody = _is_nobody(text[lead.end() :] if lead else text)
    return byline if byline.published or byline.updated or (lead and named) or nobody else None


def read_closing_byline(text: str, language: str | None) -> Byline | None:
    """The same at the end of a text, where a bare date or name may be anything: "By" or "Published" must be printed."""
    if not _by().match(text) and not fold(text).startswith((*_updated(), *_PUBLISHED)):
        return None
    return read_byline(text, language)


def _dated(part: str, language: str | None, led: bool) -> Byline | None:
    """A part that is a date, perhaps with what stands before it: ``Ann Lee, 9 May 2022``; ``Oslo, 9 May 2022``."""
    if moment := parse_moment(part, language):
        return Byline(updated=moment) if fold(part).startswith(_updated()) else Byline(published=moment)
    dates = find_dates(part, 0, None, language)
    if len(dates) != 1:
        return None
    words, after = part[: dates[0].start].strip(" ,(").split(), part[dates[0].stop :].strip(" ,).")
    label = ""
    while words and (fold(words[-1]).strip(".,:") in _beside()):
        label = fold(words.pop()).strip(".,:")
    moment = parse_moment(f"{dates[0].iso} {after}", language) if after else dates[0].iso
    names = _names(" ".join(words), True)
    if not moment or not names:
        return None
    if not led:  # a place as well as a person; without a comma anything
        if words and part[: dates[0].start].rstrip()[-1] != ",":
            return None
        names = Byline(agency=names.agency)
    return names.merged(Byline(updated=moment) if label in _updated() else Byline(published=moment))


def _names(part: str, led: bool) -> Byline | None:
    """Names of people or of an agency; ``led``: "By" stands before them, so a single word may be one."""
    part = re.sub(r"\s*[()]\s*", ", ", _ADDRESS.sub("", part)).strip(" ,.")
    authors: list[str] = []
    agency = None
    separator = ""
    for number, piece in enumerate(_between().split(part)):
        if number % 2:
            separator = piece or ""
            continue
        piece = _without_place(piece.strip(" ,."))
        if name := agency_named(piece) or agency_named(piece.rpartition(" ")[0] if _ends_nobody(piece) else ""):
            agency = agency or (None if separator else name)
        elif _is_name(piece, led and not authors):
            authors.append(piece)
        elif piece and not _is_nobody(piece) and not (authors and _follows_name(piece)):
            return None
    return Byline(authors=tuple(authors), agency=agency) if authors or agency or _is_nobody(part) else None


def _without_place(words: str) -> str:
    """``Ann Lee`` of ``Ann Lee in Kyiv``, of ``Ann Lee for the Evening Post``."""
    parts = words.split()
    cut = next((i for i, part in enumerate(parts) if i > 1 and part in _data()["place"]), len(parts))
    return " ".join(parts[:cut] if 0 < len(parts) - cut <= 6 and parts[-1][0].isupper() else parts)


def _is_name(words: str, single: bool) -> bool:
    """Capitalised words with small particles between them; ``single``: one word may be enough."""
    parts = words.split()
    if not (1 if single else 2) <= len(parts) <= 6 or any(char.isdigit() for char in words):
        return False
    if any(fold(part) in _no_name() for part in parts) and not any(fold(part) in _data()["particle"] for part in parts):
        return False
    capital = [bool(_CAPITAL.match(part)) for part in parts]
    small = [fold(part) in _data()["particle"] for part in parts]
    return capital[-1] and capital[0] and all(a or b for a, b in zip(capital, small, strict=True))


def _follows_name(words: str) -> bool:
    """A role, a place or an outlet: ``Chief Political Correspondent``, ``Berlin``, ``BBC News``."""
    parts = words.split()
    return len(parts) <= 6 and (parts[0][0].isupper() or any(fold(part) in _data()["role"] for part in parts))


def _is_nobody(words: str) -> bool:
    return fold(words).strip(" .,") in _data()["nobody"]


def _ends_nobody(words: str) -> bool:
    return _is_nobody(words.rpartition(" ")[2])


def _harmless(part: str, byline: Byline) -> bool:
    """What may stand between names and dates: a time, a reading time, what follows a name."""
    if not part or _CLOCK_ONLY.fullmatch(part) or _READING_TIME.fullmatch(part) or _is_nobody(part):
        return True
    return bool(byline.authors or byline.agency) and _follows_name(part)


@cache
def _data() -> dict[str, Any]:
    return lexicon.load("plain")["byline"]  # type: ignore[no-any-return]


@cache
def _by() -> re.Pattern[str]:
    words = sorted(_data()["by"], key=len, reverse=True)
    forms = [form for word in words for form in (word[0].upper() + word[1:], word.upper())]
    return re.compile(r"(?:" + "|".join(map(re.escape, dict.fromkeys(forms))) + r")(?:\s+|(?<=:)\s*)(?=\S)")


@cache
def _between() -> re.Pattern[str]:
    """Separators of names; the group holds one that says "with"."""
    alike, helping = ("|".join(map(re.escape, _data()[key])) for key in ("and", "with"))
    return re.compile(rf"(?:,\s*|\s+)(?:(?:{alike})\s+|({helping})\s+)|,\s*", re.IGNORECASE)


@cache
def _updated() -> tuple[str, ...]:
    return tuple(_data()["updated"])


@cache
def _no_name() -> frozenset[str]:
    return frozenset(_data()["outlet"]) | frozenset(_data()["role"]) | _beside()


@cache
def _beside() -> frozenset[str]:
    """Words that belong to a date: weekdays, months, "Published"."""
    dates = lexicon.load("dates")
    rows = [row for table in (dates["weekdays"], dates["months"]) for rows in table.values() for row in rows]
    return frozenset(word for row in rows for word in row.split() if len(word) > 3) | frozenset(_labels())


def _labels() -> list[str]:
    words = str(lexicon.load("dates")["words"]["beside"]).split()
    return [word for word in words if len(word) > 3] + [word for row in _data()["updated"] for word in row.split()]
