"""An authority file (CSV, JSON lines, FollowTheMoney) → the persons and bodies in it, and its broken rows with their lines.

The two formats are read by ``people_csv`` and ``people_json`` into rows, rows are understood by ``people_rows``; here
they become one list: rows of one id together, rows that say they are another's joined to it. Matching names is left to
``speakers``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from onrecord.errors import PeopleFileError, UnreadableError
from onrecord.model import Person
from onrecord.readers.decode import decode
from onrecord.readers.people_rows import BrokenRow, Row, name_key, understand
from onrecord.readers.source import load
from onrecord.settings import Limits

_T = TypeVar("_T")
_LIMITS = Limits(max_bytes=2_000_000_000)


class PeopleFile(Struct, frozen=True):
    """What an authority file holds: who, the rows that are broken, the encoding it was read in."""

    path: str
    people: tuple[Person, ...]
    broken: tuple[BrokenRow, ...]
    encoding: str = "utf-8"


def read_people(path: str) -> PeopleFile:
    """Read one authority file.

    :raises PeopleFileError: nothing of it can be used; ``reason`` and ``detail`` say why.
    """
    try:
        decoded = decode(load(path, _LIMITS), _LIMITS)
    except UnreadableError as error:
        raise PeopleFileError(path, "unreadable", error.reason) from error
    return people_from(decoded.text, path, decoded.encoding)


def people_from(text: str, path: str = "-", encoding: str = "utf-8") -> PeopleFile:
    """Read the text of an authority file; what it is, the text shows.

    :raises PeopleFileError: ``columns`` or ``nobody``.
    """
    listing = _Listing()
    for found in _rows(text.lstrip("\ufeff"), path):
        listing.take(found)
    people, broken = listing.joined(), sorted(listing.broken, key=lambda row: row.line)
    if not people:
        raise PeopleFileError(path, "nobody", broken=((row.line, row.reason, row.detail) for row in broken))
    return PeopleFile(path, tuple(people), tuple(broken), encoding)


def _rows(text: str, path: str) -> Iterator[Row | BrokenRow]:
    if text.lstrip()[:1] in ("{", "["):
        from onrecord.readers.people_json import json_rows

        return json_rows(text)
    from onrecord.readers.people_csv import csv_rows

    return csv_rows(text, path)


class _Listing:
    """Persons by id as rows come in; what contradicts an earlier row is broken."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.lines: dict[str, int] = {}
        self.broken: list[BrokenRow] = []
        self.same: dict[str, tuple[str, int]] = {}

    def take(self, found: Row | BrokenRow) -> None:
        """One more row."""
        if isinstance(found, BrokenRow):
            self.broken.append(found)
            return
        person, notes = understand(found)
        if notes:
            self.broken.extend(notes)
        if person is None:
            return
        if "same" in found.values and (same := next(iter(found.values["same"]), None)):
            self.same[person.id] = (same, found.line)
        known = self.people.setdefault(person.id, person)
        if known is person:
            self.lines[person.id] = found.line
        elif not {*map(name_key, known.names)} & {*map(name_key, person.names)}:
            first = self.lines[person.id]
            detail = f"{person.id} is {known.names[0]} in line {first} and {person.names[0]} here"
            self.broken.append(BrokenRow(found.line, "duplicate-id", detail))
        else:
            self.people[person.id] = merged(known, person)

    def joined(self) -> list[Person]:
        """Everybody, rows that are another's joined to it; those whose references run in a circle stay as they are."""
        target = {name: self._end(name) for name in self.same}
        for name, end in target.items():
            if end is not None and name in self.people:
                self.people[end] = merged(self.people[end], self.people.pop(name))
        return list(self.people.values())

    def _end(self, name: str) -> str | None:
        """Where the references from one id lead; ``None`` for a circle or an id that nobody has."""
        seen = [name]
        while seen[-1] in self.same:
            following = self.same[seen[-1]][0]
            if following == seen[-1]:
                return None if len(seen) == 1 else seen[-1]  # an id that is its own is no reference
            if following in seen:
                self._circle(name, [*seen, following])
                return None
            if following not in self.people and following not in self.same:
                detail = f"{seen[-1]} is said to be {following}, which no row has"
                self.broken.append(BrokenRow(self.same[name][1], "unknown-id", detail, used=True))
                return None
            seen.append(following)
        return seen[-1]

    def _circle(self, name: str, seen: Sequence[str]) -> None:
        self.broken.append(BrokenRow(self.same[name][1], "circle", " → ".join(seen), used=True))


def merged(one: Person, other: Person) -> Person:
    """Two rows about one person as one: names, roles, parties of both, single facts of the first that has them."""
    names = _distinct((*one.names, *other.names))
    return replace(
        one,
        names=names,
        weak_names=tuple(name for name in _distinct((*one.weak_names, *other.weak_names)) if name not in names),
        kind=one.kind if one.kind != "unknown" else other.kind,
        offices=_distinct((*one.offices, *other.offices)),
        parties=_distinct((*one.parties, *other.parties)),
        countries=_distinct((*one.countries, *other.countries)),
        handles=_distinct((*one.handles, *other.handles)),
        gender=one.gender or other.gender,
        born=one.born or other.born,
        died=one.died or other.died,
    )


def _distinct(rows: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(rows))
