"""Words for two or more together ("the two leaders", "both men", "each", "the couple") → the named ones they stand for.

The last names before them that fit the noun, if these are as many and nobody else comes into question; else nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.model import Span
from onrecord.speakers.actors import Actor
from onrecord.speakers.cast import Cast
from onrecord.speakers.decisions import Decision
from onrecord.speakers.nouns import class_of
from onrecord.text.names import Name

_TOGETHER = re.compile(
    r"(?:the|these|those)\s+(?P<count>two|three|four|pair|duo|trio|couple)\b|(?P<both>both|each|neither)\b",
    re.IGNORECASE,
)
_COUNTS = {"three": 3, "trio": 3, "four": 4}
_JOINED = re.compile(r"(?:,?\s+(?:and|met|meets|versus|vs\.?|against|with)\s+(?:the\s+)?(?:[A-Z]?[\w-]+\s+){0,3}|,\s+)")
_FAMILY = re.compile(r"[Tt]he (?P<name>[A-Z][\w’'-]+s)")
_MOST = 5
_REACH = 4
"""Sentences before in which they must be named."""
_STATES = frozenset(["countries", "nations", "governments", "states", "powers", "neighbors", "neighbours", "capitals"])
_BODIES = frozenset(
    [
        "companies",
        "firms",
        "banks",
        "parties",
        "groups",
        "teams",
        "sides",
        "organizations",
        "organisations",
        "unions",
        "clubs",
        "agencies",
        "papers",
        "networks",
    ]
)


def together(cast: Cast, at: Span) -> Decision | None:
    """Several who are named shortly before and fit, as one who speaks; ``None`` where they are not as many as is said."""
    found = _TOGETHER.match(at.text)
    if found is None:
        return None
    noun = _noun(at.text[found.end() :])
    alone = not at.text[found.end() :].strip(" ,.")
    if not alone and noun is None:
        return None
    count = _COUNTS.get((found["count"] or "").lower(), 2)
    members = _last(cast, at.start, count, noun or ("couple" if found["count"] == "couple" else ""))
    if members is None:
        return None
    joint = cast.joint(members)
    return Decision(joint, "pair", 0.7, f"“{at.text}” are {joint.name}, named last before")


def family(cast: Cast, at: Span) -> Decision | None:
    """ "The Brandts": those here who bear that surname, if they are several."""
    found = _FAMILY.fullmatch(at.text)
    if found is None:
        return None
    for surname in {found["name"].removesuffix("s"), found["name"].removesuffix("es")} - {found["name"]}:
        bearers = [e for e in cast.people.entities if e.person and len(e.words) > 1 and e.words[-1] == surname]
        members = [cast.of_entity(e) for e in bearers if any(name.start < at.start for name in e.places)]
        if 1 < len(members) < _MOST:
            joint = cast.joint(members)
            return Decision(joint, "pair", 0.7, f"“{at.text}” are {joint.name}, who share the name")
    return None


def _noun(rest: str) -> str | None:
    """The head noun behind the number; of a phrase with more in it (“the two men in the car”) nobody is sure."""
    shown = re.fullmatch(r"\s+(?:of\s+(?:them|the\s+two)|(?:[a-z-]+\s+){0,2}(?P<noun>[a-z-]+))[,.]?", rest)
    return (shown["noun"] or "people") if shown else None


def _last(cast: Cast, at: int, count: int, noun: str) -> list[Actor] | None:
    """As many as wanted, in the order of the text, from the nearest sentences that hold so many; None if they hold more."""
    here = cast.page.sentence(at)
    seen: dict[Actor, Name] = {}
    sentence = here
    for name, actor in _before(cast, at, noun):
        its = cast.page.sentence(name.start)
        if here - its > _REACH or (its != sentence and len(seen) >= count):
            break
        sentence = its
        seen.setdefault(actor, name)
    if len(seen) != count:
        return _coupled(cast, seen, count)
    return sorted(seen, key=lambda actor: seen[actor].start)


def _coupled(cast: Cast, seen: dict[Actor, Name], count: int) -> list[Actor] | None:
    """Of more than are wanted the two that "and" joins, if only two are joined."""
    rows = sorted(seen.items(), key=lambda row: row[1].start)
    joined = [
        [one, other]
        for (one, first), (other, second) in pairwise(rows)
        if _JOINED.fullmatch(cast.text, first.stop, second.start - len("".join(f"{t} " for t in second.titles)))
    ]
    return joined[0] if count == 2 and len(joined) == 1 else None


def _before(cast: Cast, at: int, noun: str) -> Iterator[tuple[Name, Actor]]:
    """Names before an offset, the last first, whose bearers the noun can stand for."""
    for name, entity in reversed(cast.people.at(max(0, at - 1500), at)):
        actor = cast.of_entity(entity)
        if noun in _STATES:
            fits = entity.country
        elif noun in _BODIES:
            fits = actor.kind == "organisation" and not entity.place
        else:
            fits = (
                actor.kind == "person" and _of_sex(actor, noun) and (class_of(noun) in ("group", "unknown") or not noun)
            )
        if fits and not cast.page.quoted(name.start):
            yield name, actor


def _of_sex(actor: Actor, noun: str) -> bool:
    sex = (
        "male"
        if noun in ("men", "brothers", "sons")
        else "female"
        if noun in ("women", "sisters", "daughters")
        else None
    )
    return sex is None or actor.gender in (None, sex)
