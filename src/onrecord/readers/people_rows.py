"""One row of an authority file, its cells sorted by meaning → a person or a body, with what is wrong with the row.

Where rows come from is left to ``people_csv`` and ``people_json``, rows that belong together to ``people``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from onrecord.lexicon import load
from onrecord.model import Office, Person

BrokenReason = Literal[
    "no-name", "no-id", "encoding", "cells", "quote", "json", "no-object", "duplicate-id", "circle", "unknown-id",
    "date", "gender", "order",
]  # fmt: skip
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?")
_DAYS = ("born", "died", "start", "stop")
_LONGEST = 300
"""Code points that a name may have; longer ones are cells that ran together."""


class BrokenRow(Struct, frozen=True):
    """A row of an authority file with something wrong: facts; words are the front end's. ``used`` if the rest of it counts."""

    line: int
    reason: BrokenReason
    detail: str = ""
    used: bool = False


class Row(Struct):
    """A row's values by meaning (``name``, ``alias``, ``role``, …: the keys of ``authority.toml``'s columns)."""

    line: int
    values: Mapping[str, Sequence[str]]
    offices: tuple[Office, ...] = ()
    """Roles whose body and dates the file ties together itself."""


@cache
def columns() -> dict[str, str]:
    """A header without case, spaces and punctuation → the meaning of its column."""
    return {header: meaning for meaning, headers in load("authority")["columns"].items() for header in headers}


@cache
def _worded(table: str) -> dict[str, str]:
    return {word: value for value, words in load("authority")[table].items() for word in words}


def meaning_of(header: str) -> str | None:
    """What a column or key holds, or ``None`` if nothing that is needed."""
    return columns().get(re.sub(r"[\W_]+", "", header.lower()))


@lru_cache(maxsize=1 << 17)
def name_key(name: str) -> str:
    """A name without case and order of its words, to see whether two rows speak of one person."""
    return " ".join(sorted(re.findall(r"\w+", name.casefold())))


def understand(row: Row) -> tuple[Person | None, list[BrokenRow]]:
    """Make a person of a row; ``None`` where it has no id, no name, or broken letters."""
    notes: list[BrokenRow] = []
    got = row.values
    names = [*got.get("name", ()), *got.get("alias", ())] or _composed(got)
    identifier = got["id"][0] if got.get("id") else ""
    if wrong := _unusable(identifier, names):
        return None, [BrokenRow(row.line, *wrong)]
    days = _dated(row, notes)
    person = Person(
        id=identifier,
        names=(names[0],) if len(names) == 1 else tuple(dict.fromkeys(names)),
        weak_names=tuple(dict.fromkeys(got["weak"])) if "weak" in got else (),
        kind=_kind(got["kind"][0]) if "kind" in got else "person",
        offices=_offices(got, days.get("start"), days.get("stop")) + row.offices,
        parties=tuple(got["party"]) if "party" in got else (),
        countries=tuple(got["country"]) if "country" in got else (),
        handles=tuple([handle.rsplit("/", 1)[-1].lstrip("@") for handle in got["handle"]]) if "handle" in got else (),
        gender=_gender(row, notes) if "gender" in got else None,
        born=days.get("born"),
        died=days.get("died"),
    )
    return person, notes


def _dated(row: Row, notes: list[BrokenRow]) -> dict[str, str | None]:
    """Days by meaning; two that are in the wrong order are none."""
    days = {key: partial_date(row.values[key][0]) for key in _DAYS if key in row.values}
    if None in days.values():
        notes.extend(BrokenRow(row.line, "date", row.values[key][0], True) for key, day in days.items() if day is None)
    if len(days) > 1:
        _ordered(row, days, notes)
    return days


@cache
def _kind(given: str) -> Literal["person", "organisation", "unknown"]:
    return _worded("kind").get(given.lower(), "person")  # type: ignore[return-value]


def _composed(got: Mapping[str, Sequence[str]]) -> list[str]:
    """The name of files that have given name and surname in two columns."""
    parts = [word for key in ("first", "last") for word in got.get(key, ())[:1]]
    return [" ".join(parts)] if parts else []


def _unusable(identifier: str, names: Sequence[str]) -> tuple[BrokenReason, str] | None:
    if not names or not (names[0][:1].isalnum() or any(re.search(r"\w", name) for name in names)):
        return "no-name", identifier
    if not identifier:
        return "no-id", names[0]
    if "\ufffd" in "".join(names):
        return "encoding", names[0]
    if len(names[0]) > _LONGEST:
        return "cells", names[0][:40] + "…"
    return None


def _offices(got: Mapping[str, Sequence[str]], start: str | None, stop: str | None) -> tuple[Office, ...]:
    """Roles of a row; its body and dates are theirs if they are not several."""
    roles, bodies = got.get("role", ()), got.get("body", ())
    if len(roles) == 1:
        return (_office(roles[0], ", ".join(bodies) or None, start, stop),)
    if not roles:
        return tuple([_office("", body, start, stop) for body in bodies])
    return (*(_office(role, None, None, None) for role in roles), *(_office("", body, None, None) for body in bodies))


@lru_cache(maxsize=1 << 14)
def _office(title: str, body: str | None, start: str | None, stop: str | None) -> Office:
    """One object for the many who held the same: a file of a parliament names few roles and terms."""
    return Office(title, body, start, stop)


def _gender(row: Row, notes: list[BrokenRow]) -> Literal["male", "female", "other"] | None:
    given = row.values["gender"][0]
    found = _worded_gender(given)
    if found is None:
        notes.append(BrokenRow(row.line, "gender", given, used=True))
    return found


@lru_cache(maxsize=256)
def _worded_gender(given: str) -> Literal["male", "female", "other"] | None:
    return _worded("gender").get(given.lower().rsplit("/", 1)[-1])  # type: ignore[return-value]


def _ordered(row: Row, days: dict[str, str | None], notes: list[BrokenRow]) -> None:
    """Drop two dates of which the later is to come first."""
    for first, second in (("born", "died"), ("start", "stop")):
        one, other = days.get(first), days.get(second)
        if one and other and other < one[: len(other)]:
            notes.append(BrokenRow(row.line, "order", f"{one} … {other}", used=True))
            days[first] = days[second] = None


@lru_cache(maxsize=1 << 16)
def partial_date(given: str) -> str | None:
    """A date of an authority file as ISO 8601, perhaps a year or a month only; ``None`` if it is none."""
    if found := _PARTIAL.fullmatch(given):
        year, month, day = found.groups()
        try:
            date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            return None
        return "-".join(part for part in (year, month, day) if part)
    from onrecord.text.dates import parse_date

    return parse_date(given)
