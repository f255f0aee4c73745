"""Pronouns that take up what stands before them ("who", "which", "they", "it") → what that is.

"who" takes the nearest person or people before it in its sentence, "which" the nearest body or document, "they" whoever
spoke last if several, else the nearest people; "it" the body or document talked of. A quotation without a cue takes whom
its paragraph tells of.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.model import Span, Statement
from onrecord.speakers.actors import Actor
from onrecord.speakers.cast import Cast
from onrecord.speakers.nouns import class_of, plural
from onrecord.speakers.people import Entity
from onrecord.text.names import Name
from onrecord.text.spans import span

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_REACH = 110
"""How far before "who" its noun may stand, in code points."""
_DETERMINER = re.compile(
    r"(?:\b(?:the|a|an|this|that|these|those|his|her|their|its|our|my|some|many|most|several|all|no|any|every|each|one|two|"
    r"three|other|few)\s+(?:[\w’'-]+\s+){0,5}|[\w.]+[’']s\s+(?:[\w’'-]+\s+){0,3})$",
    re.IGNORECASE,
)

_NUMBERS = frozenset(
    ["dozens", "hundreds", "thousands", "millions", "billions", "states", "lots", "this", "his", "others", "us"]
)
_PLACED = re.compile(r"\b(?:from|in|at|near|of|outside|inside)\s+$")
_I = re.compile(r"\b(?:I|my|me|we|our|us|We|My|Our)\b(?!-)")
_OTHERS = re.compile(
    r"\b(?:(?:[Hh]is|[Hh]er|[Tt]heir) (?:\w+ )?(?:wife|husband|mother|father|son|daughter|brother|sister|friend|lawyer|agent|boss|"
    r"coach|partner|neighbou?r)|according to|told|tells|asked|quot\w+|wrote|said)\b|[“”\"]"
)
"""What in a paragraph before a quotation may name or report another."""
_SUBJECT = 0.75


class Antecedent(NamedTuple):
    """A name's actor, or the phrase of a noun and its class."""

    actor: Actor | None
    phrase: Span | None
    comma: bool
    """A comma stands between: the clause tells more of somebody known."""


def before(cast: Cast, at: int, persons: bool) -> Antecedent | None:
    """What "who" (``persons``) or "which" at an offset takes up."""
    start = max(cast.page.opening(at), at - _REACH)
    named = _named(cast, start, at, persons)
    noun = _noun(cast, start, at, persons)
    comma = cast.text[:at].rstrip().endswith((",", "—", "–"))
    if named is not None and (noun is None or named[0].stop > noun.stop or _apposed(cast.text, named[0], noun)):
        return Antecedent(cast.of_entity(named[1]), None, comma)
    return Antecedent(None, noun, comma) if noun is not None else None


def _apposed(text: str, name: Name, noun: Span) -> bool:
    """ "NAME, a lawyer who": the noun says more of the name."""
    return (
        name.stop < noun.start
        and re.fullmatch(r",\s+(?:an?|the|one of the)?\s*", text[name.stop : noun.start]) is not None
    )


def _named(cast: Cast, start: int, at: int, persons: bool) -> tuple[Name, Entity] | None:
    for name, entity in reversed(cast.people.at(start, at)):
        kind = cast.of_entity(entity).kind
        if kind == ("person" if persons else "organisation") or kind == "unknown":
            if persons and plural(name.words[-1]) and len(entity.words) < 3 and not entity.genders:
                continue
            possessed = cast.text[name.stop : name.stop + 2] in ("’s", "'s")
            if not possessed and not (kind == "unknown" and _PLACED.search(cast.text, start, name.start)):
                return name, entity
    return None


def _noun(cast: Cast, start: int, at: int, persons: bool) -> Span | None:
    wanted = ("person", "group") if persons else ("body", "document", "group")
    text = cast.text
    names = [(name, entity.organisation) for name, entity in cast.people.at(start, at)]
    for match in reversed(list(_WORD.finditer(text, start, at))):
        inside = [body for name, body in names if name.start <= match.start() < name.stop]
        if inside and (inside[0] or not plural(match[0])):
            continue
        if class_of(match[0].lower().replace("’", "'")) in wanted and match[0].lower() not in (
            "one",
            "all",
            "it",
            "that",
            "we",
            "us",
        ):
            lead = _DETERMINER.search(text, start, match.start())
            return span(text, lead.start() if lead else match.start(), match.end())
    return None


def people_before(cast: Cast, start: int, at: int) -> Span | None:
    """The last noun of several people in a stretch of the narrative."""
    text = cast.text
    for match in reversed(list(_WORD.finditer(text, start, at))):
        word = match[0].lower()
        people = word.endswith(("s", "people", "men", "women", "police", "children")) and word not in _NUMBERS
        if people and class_of(word) == "group" and not cast.page.quoted(match.start()):
            lead = _DETERMINER.search(text, start, match.start())
            return span(text, lead.start() if lead else match.start(), match.end())
    return None


def told_of(cast: Cast, row: Statement, spoken: int) -> Actor | None:
    """ "Dorn has voted since 1960. “I never missed one.”": who alone is named before it in its paragraph, as a subject.

    :param spoken: where the last statement ended.
    """
    start = row.content[0].start
    begin = cast.page.paragraphs[max(0, cast.page.paragraph(start) - 1)]
    if row.within is not None or row.kind != "direct" or spoken > begin or not _I.search(row.content[0].text):
        return None
    if _OTHERS.search(cast.text, begin, start) or not cast.text[begin:start].rstrip().endswith((".", ":")):
        return None
    named = {cast.of_entity(e) for _, e in cast.people.at(begin, start) if not (e.place or e.placed or e.organisation)}
    who = named.pop() if len(named) == 1 else None
    if who is None or who.kind != "person":
        return None
    subject = any(weight >= _SUBJECT for at, one, weight in cast.namings() if one is who and begin <= at < start)
    return who if subject else None
