"""The words at a name → what else the document says of its bearer: age, party, state; by which "the 34-year-old" finds him.

Only what is printed beside the name counts ("Ann Poe, 34,", "Sen. Ann Poe, D-N.M.,", "34-year-old Ann Poe"); roles are
``roles``'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from onrecord.lexicon import load
from onrecord.speakers.forms import plain
from onrecord.speakers.nouns import words
from onrecord.text.names import Name

_AGE_AFTER = re.compile(
    r"(?:,\s|\s\(|\s(?:is|was|turned|turns)\s)(?P<age>[1-9]\d)(?=[,.)](?!\d)|\s(?:years old|and)\b|$)"
)
_AGE_BEFORE = re.compile(r"\b(?P<age>[1-9]\d)-year-old\s(?:[a-z][\w-]*\s){0,4}$")
_AGE_TOLD = re.compile(r",\s(?:an?|the)\s(?P<age>[1-9]\d)-year-old\b")
_PARTY = re.compile(r"(?:,\s|\s\()(?P<letter>[RDI])-(?P<state>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)")
_PARTY_NAMED = re.compile(r"\s\((?P<party>[A-Z]\w+)(?=[),])")
_LETTERS = {"R": "republican", "D": "democrat", "I": "independent"}
_AGE = re.compile(r"\b\d\d-year-old\b")


def traits_at(text: str, name: Name) -> Iterator[str]:
    """What stands at one naming, in lower case: ``34-year-old``, ``democrat``, the words of a state."""
    if text[name.stop : name.stop + 2] in (", ", " (", " i", " w", " t"):
        for pattern in (_AGE_AFTER, _AGE_TOLD):
            if (age := pattern.match(text, name.stop, name.stop + 24)) is not None:
                yield f"{age['age']}-year-old"
        if (party := _PARTY.match(text, name.stop)) is not None:
            yield _LETTERS[party["letter"]]
            yield from _state(party["state"])
        elif (party := _PARTY_NAMED.match(text, name.stop)) is not None:
            yield from words("partisans") & {party["party"].lower()}
    if "-year-old " in text[max(0, name.start - 60) : name.start]:
        age = _AGE_BEFORE.search(text, max(0, name.start - 60), name.start)
        if age is not None:
            yield f"{age['age']}-year-old"


def traits_of(roles: Iterable[str]) -> Iterator[str]:
    """What roles say of party and state: "Democrat from Michigan"."""
    for role in roles:
        known = set(re.findall(r"[\w-]+", role.lower()))
        if partisan := known & words("partisans"):
            yield from partisan
            yield from known - partisan


def age_in(mention: str) -> str | None:
    """The age that a description tells: "the 34-year-old striker"."""
    found = _AGE.search(mention.lower())
    return found[0] if found else None


def aged(traits: Iterable[str]) -> bool:
    """Whether an age is known."""
    return any(trait.endswith("-year-old") for trait in traits)


@cache
def _states() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in load("mentions")["states"].split(";"):
        parts = row.split()
        full = tuple(parts[:2]) if parts[0] in ("new", "north", "south", "west", "rhode") else (parts[0],)
        for short in parts[len(full) :]:
            found[short] = full
    return found


def _state(printed: str) -> tuple[str, ...]:
    key = plain(printed).replace(" ", "")
    return _states().get(key, tuple(plain(printed).split()))
