"""What stands before and behind the words quoted → whether the speaker asserts them: a condition, a doubt, a report.

Asked only of words that the print sets as a sentence of their own; which words stand there is left to ``rules_edges``.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.model import EditWhat, VerdictName
from onrecord.verify.units import Side

_REACH, _FAR = 5, 12
_CLAUSE = 25
"""Words of a condition before its main clause at most."""
_OPENING = 6
"""Words of a condition by which it is told to be a way of speaking: "if you look at it"."""
# Senses, not words: what the words of every language are given in the data ("vielleicht=maybe").
_TIMES = frozenset(("always", "often", "usually", "sometimes"))
"""How often something is so: left out before the words quoted, these are what a quotation may begin behind."""
_DOUBTS = frozenset(("maybe", "probably", "allegedly", "apparently", "supposed"))
_BOUNDS = frozenset(("almost", "about", "at_least", "at_most", "more_than", "less_than", "half"))


class Withheld(Struct, frozen=True):
    """Units ``first:last`` of the original, without which the words quoted say something else."""

    first: int
    last: int
    what: EditWhat
    verdict: VerdictName
    note: str


def before(side: Side, o: int) -> Withheld | None:
    """What stands before unit ``o`` in its sentence, by which the words from there on are not what is asserted."""
    at = _near(side, o)
    at = _denied_that(side, o) if at is None else at
    at = _condition(side, o) if at is None else at
    at = _reported(side, o) if at is None else at
    at = _supposed(side, o) if at is None else at
    if at is not None:
        found = side.language.senses.get(side.units[at].key)
        note = f"set as a sentence though “{side.units[at].text}” stands before it"
        return Withheld(at, o, found[0] if found else "word", "meaning", note)
    at = _believed(side, o)
    if at is None:
        return None
    return Withheld(at, o, "cut", "cut", f"set as a sentence though “{_text(side, at, o)}” stands before it")


def _near(side: Side, o: int) -> int | None:
    """A denial, a doubt, others' words, or the "some of" of the first words, in their clause."""
    language, units = side.language, side.units
    for at in range(o - 1, max(-1, o - 1 - _REACH), -1):
        key = units[at].key
        if side.gaps[at + 1] or key in language.scope_ends:
            return None
        found = language.senses.get(key)
        beside = at == o - 1 or (at == o - 2 and units[o - 1].key in ("of", "that"))
        others = key in language.reporting and at > 0 and units[at - 1].key not in language.first_person
        partly = found is not None and found[0] == "quantifier" and found[1] not in _TIMES
        doubted = found is not None and found[1] in _DOUBTS
        if key in language.unasserting or doubted or (beside and (others or partly)):
            return at
    return None


def _denied_that(side: Side, o: int) -> int | None:
    """A denial further off, of the "that" right before: "I don't believe for one moment that", "never, I say, that"."""
    if o < 1 or side.units[o - 1].key != "that":
        return None
    for at in range(o - 2, max(-1, o - 2 - _FAR), -1):
        if side.ends_sentence(at + 1) or side.units[at].key in side.language.scope_ends:
            return None
        if side.units[at].key in side.language.unasserting:
            return at
    return None


def _condition(side: Side, o: int) -> int | None:
    """The "if" of a clause before: "If the grant comes, we will start"; not "If you look at it, it is fine"."""
    first = o - 1 if o and side.units[o - 1].key == "then" else o
    if not any(mark.text == "," for mark in side.gaps[first]):
        return None
    opened = (_skipped(side, start, first) for start in dict.fromkeys((_segment(side, first), _sentence(side, first))))
    start = next((at for at in opened if at < first and side.units[at].key in side.language.conditions), None)
    if start is None:
        return None
    opening = {unit.key for unit in side.units[start : min(start + _OPENING, first)]}
    spoken = bool(opening & side.language.rhetorical) and bool(opening & {"you", "i", "we"})
    return None if spoken else start


def _segment(side: Side, first: int) -> int:
    """The unit behind the last mark before the one that unit ``first`` stands behind."""
    return next((at for at in range(first - 1, max(0, first - _CLAUSE), -1) if side.gaps[at]), _sentence(side, first))


def _skipped(side: Side, start: int, stop: int) -> int:
    """The unit behind the words that only open a sentence or link it: "and so"."""
    while start < stop and side.units[start].key in side.language.openers | side.language.scope_ends:
        start += 1
    return start


def _reported(side: Side, o: int) -> int | None:
    """ "According to" somebody else: "According to the defense, they met"."""
    start = _sentence(side, o)
    keys = side.keys_between(start, start + 3)
    if keys[:2] != ["according", "to"] or keys[2:] in (["my"], ["our"]) or not side.gaps[o]:
        return None
    return start


def _supposed(side: Side, o: int) -> int | None:
    """What is hoped, heard or taken for possible, right before: "I hope that", "we heard"."""
    at = _governing(side, o)
    return at if at is not None and side.units[at].key in side.language.supposing else None


def _believed(side: Side, o: int) -> int | None:
    """ "I think", "we believe (that)" right before, from its subject on."""
    at = _governing(side, o)
    if at is None or at < 1 or side.units[at].key not in side.language.thinking:
        return None
    return next((n for n in (at - 1, at - 2) if n >= 0 and side.units[n].key in ("i", "we")), None)


def _governing(side: Side, o: int) -> int | None:
    """The unit that the words from ``o`` on hang on: right before them or before their "that", no mark between."""
    at = o - 2 if o and side.units[o - 1].key in ("that", "if") else o - 1
    return at if at >= 0 and not any(side.gaps[at + 1 : o + 1]) else None


def behind(side: Side, at: int, printed: Side) -> Withheld | None:
    """What follows from unit ``at`` on in its sentence and takes back what was said: "…, if they pay", "except him"."""
    if at >= len(side.units) or side.ends_sentence(at) or any(mark.text != "," for mark in side.gaps[at]):
        return None
    key, last = side.units[at].key, printed.units[-1].key
    asked = last in side.language.asking or last in side.language.stop - set(side.language.pronouns)
    two = "_".join(side.keys_between(at, at + 2))
    if asked or not (key in side.language.conditions or {key, two} & side.language.excepting):
        return None
    note = f"set as a sentence though “{_text(side, at, at + 3)}” follows"
    found = side.language.senses.get(key)
    return Withheld(at, at + 1, found[0] if found else "word", "meaning", note)


def bounded(side: Side, o: int) -> int | None:
    """Where a bound on the number or "all" at unit ``o`` begins: "some 300", "almost all"; none if it is not bounded."""
    known = side.language.senses
    own = known.get(side.units[o].key)
    if not (side.units[o].is_number or (own and own[0] in ("quantifier", "negation"))):
        return None
    for size, key in _phrases(side, o):
        found = known.get(key)
        if found and found[1] in _BOUNDS:
            return o - size
    return None


def _phrases(side: Side, o: int) -> Iterator[tuple[int, str]]:
    """The words right before unit ``o`` as phrases of the lists, the longest first."""
    for size in (3, 2, 1):
        if size <= o and not any(side.gaps[o - size + 1 : o + 1]):
            key = "_".join(side.keys_between(o - size, o))
            yield size, key
            if side.units[o].is_number:
                yield size, f"{key}_#"


def _sentence(side: Side, o: int) -> int:
    """The first unit of the sentence that unit ``o`` stands in, or of as much of it as is looked at."""
    start = o
    while start > max(0, o - _CLAUSE) and not side.ends_sentence(start):
        start -= 1
    return start


def _text(side: Side, first: int, last: int) -> str:
    units = side.units[first : min(last, len(side.units))]
    return side.span(units[0].start, units[-1].stop).text
