"""The roles that a document prints for one speaker → pairs that nobody can hold at once.

Only three patterns are told, each closed: two offices of which the lexicon says so, ministries of two fields, and the
speaker of a person who is the speaker of a body that this person does not lead. Former and future roles are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

from onrecord.lexicon import load
from onrecord.model import Conflict, Document, Speaker, Statement
from onrecord.speakers.roles import spoken_for
from onrecord.text.fold import folded
from onrecord.text.names import listed

_BEFORE = 24
"""Code points before a role in which words say that it is over."""


def role_conflicts(
    document: Document,
    statements: Sequence[Statement],
    speakers: Sequence[Speaker],
    speaker_of: Mapping[str, str | None],
) -> Iterator[Conflict]:
    """One conflict at most for a speaker."""
    for speaker in speakers:
        if len(speaker.roles) < 2 or not speaker.name or speaker.kind not in ("person", "unknown"):
            continue
        roles = [role for role in speaker.roles if _is_held(role, document.text)]
        for one, other in combinations(roles, 2):
            if reason := _exclusive(one, other, document.text):
                own = [row for row in statements if speaker_of.get(row.id) == speaker.id]
                ids = tuple(row.id for row in own if _printed_with(row, (one, other), document.text))
                yield Conflict(
                    "role", ids, (speaker.id,), f"{speaker.name} is “{one}” here and “{other}” there: {reason}"
                )
                break


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load("conflicts")[name])


def _is_held(role: str, text: str) -> bool:
    """Whether no word in a role, or right before it wherever it is printed, says that it is not held now."""
    if _listed("not_now") & set(_plain(role)):
        return False
    at = text.find(role)
    while at >= 0:
        before = re.split(r"[.;:!?\n,“”]", text[max(0, at - _BEFORE) : at])[-1]
        if _listed("not_now") & set(_plain(before)):
            return False
        at = text.find(role, at + len(role))
    return True


def _plain(words: str) -> list[str]:
    return re.findall(r"[a-z]+(?:-[a-z]+)?", words.lower())


def _printed_with(row: Statement, roles: Sequence[str], text: str) -> bool:
    """Whether one of the roles stands in a statement's mention, or in the line around its cue."""
    place = row.mention or row.cue
    if place is None:
        return False
    low, high = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.stop)
    around = text[max(low, place.start - 160) : min(high if high >= 0 else len(text), place.stop + 160)]
    return any(role in around for role in roles)


def _exclusive(one: str, other: str, text: str) -> str | None:
    first, second = spoken_for(one), spoken_for(other)
    if first and second:
        return _two_voices(first, second, text) or _two_fields(one, other)
    if first or second:
        return None
    return _two_offices(one, other) or _two_fields(one, other)


def _two_offices(one: str, other: str) -> str | None:
    for pair in load("conflicts")["exclusive"]:
        held = (_office(one, pair), _office(other, pair))
        if {*held} == {*pair} and _same_realm(one, other, pair):
            return f"nobody is {held[0]} and {held[1]} at once"
    return None


def _office(role: str, pair: Sequence[str]) -> str | None:
    """Which of two offices a role names; the longer one first, since "vice president" holds "president"."""
    short = load("conflicts")["short"]
    words = " ".join(short.get(word, word) for word in _plain(role))
    return next((o for o in sorted(pair, key=len, reverse=True) if _as_word(o).search(words)), None)


@cache
def _as_word(office: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(office)}\b")


def _same_realm(one: str, other: str, pair: Sequence[str]) -> bool:
    """Whether two offices may be of one country or body: no word tells where they are held, or the words agree."""
    offices = {word for office in pair for word in office.split()} | {*load("conflicts")["short"]}
    realms = [
        {word for word in re.findall(r"\b[A-Z][\w’'.-]*", role) if word.lower().rstrip(".") not in offices}
        for role in (one, other)
    ]
    if any(listed("organisation") & set(_plain(role)) for role in (one, other)) and not (realms[0] and realms[1]):
        return False  # the president of a party or a bank may be prime minister
    stems = [{folded(re.sub(r"[’']s$", "", word))[:4] for word in realm} for realm in realms]
    return not stems[0] or not stems[1] or bool(stems[0] & stems[1])


def _two_fields(one: str, other: str) -> str | None:
    """Ministries of two fields: "Foreign Ministry" and "Defence Ministry", but not "Russian Ministry" and "Foreign Ministry"."""
    if not (_listed("houses") & set(_plain(one)) and _listed("houses") & set(_plain(other))):
        return None
    first, second = _fields(one), _fields(other)
    if not first or not second or first & second or "deputy" in _plain(one) + _plain(other):
        return None
    return f"{', '.join(sorted(first))} and {', '.join(sorted(second))} are two houses"


def _fields(role: str) -> set[str]:
    same = load("conflicts")["same_field"]
    return {same.get(word, word) for word in _plain(role)} & _listed("fields")


def _two_voices(first: str, second: str, text: str) -> str | None:
    """A person's spokesman who is that of a body too, though nothing in the text says that the person leads it."""
    persons = [name for name in (first, second) if _is_person(name)]
    bodies = [name for name in (first, second) if _has_own_voice(name)]
    if len(persons) != 1 or len(bodies) != 1 or persons == bodies:
        return None
    surname = persons[0].split()[-1]
    leads = "|".join(map(re.escape, load("conflicts")["leads"]))
    if re.search(rf"(?i:\b(?:{leads})\b)(?:\s+[A-Z][\w’'-]+){{0,2}}\s+{re.escape(surname)}\b", text):
        return None
    if re.search(rf"\b{re.escape(surname)}[^\S\n]*,[^,\n]{{0,60}}(?i:\b(?:{leads})\b)", text):
        return None
    return f"a spokesperson of {persons[0]} is not one of {bodies[0]}"


def _is_person(principal: str) -> bool:
    """Whether a principal is printed as a person's name: capitals, no word of a body, no acronym, no country's adjective."""
    words = principal.split()
    plain = [word for word in words if re.fullmatch(r"[A-Z][a-zà-ÿ’'-]+", word)]
    return bool(words) and len(plain) == len(words) <= 3 and not _of_a_body(principal)


def _of_a_body(principal: str) -> bool:
    words = set(_plain(principal))
    return bool(words & (_listed("own_voice") | listed("organisation") | _listed("fields")))


def _has_own_voice(principal: str) -> bool:
    return bool(_listed("own_voice") & set(_plain(principal)))
