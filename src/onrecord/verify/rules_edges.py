"""Where the print begins and ends in the original → no change, but for a negation cut off there.

A contiguous part of a sentence is a faithful quotation, unless it is set as a sentence of its own and what was cut off
says that it is not so.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.verify.changes import Change, Stretch
from onrecord.verify.units import Side

_REACH = 5
_ALWAYS_CAPITAL = ("i",)
_TIMES = frozenset(("always", "often", "usually", "sometimes"))
"""How often something is so: left out before the words quoted, these are what a quotation may begin behind."""
_DOUBTS = frozenset(("maybe", "probably", "allegedly", "apparently", "supposed"))


def beheaded(every: Stretch, first: tuple[int, int], fragment: bool) -> Iterator[Change]:
    """A denial cut off before a quotation set as a sentence: ``We should leave`` ← ``I don't think we should leave``.

    So too a doubt, a report of what others say, and the "some of" before its first words. Printed as a fragment (``he
    would not say “we should leave”``) it is the writer's to say; the sign that it is none is a capital that the
    original has not.
    """
    p, o = first
    side = every.original
    if p or not every.printed.units or side.ends_sentence(o):
        return
    ours, theirs = every.printed.units[0], side.units[o]
    raised = ours.text[:1].isupper() and (theirs.text[:1].islower() or (not fragment and ours.key in _ALWAYS_CAPITAL))
    at = _withheld(side, o) if raised else None
    if at is not None:
        found = side.language.senses.get(side.units[at].key)
        note = f"set as a sentence though “{side.units[at].text}” stands before it"
        at -= at > 0 and side.units[at].half and side.units[at - 1].token == side.units[at].token
        yield every.part(0, 0, at, o).change(found[0] if found else "word", "meaning", note)


def parted(every: Stretch, first: tuple[int, int]) -> Iterator[Change]:
    """A phrase that the print begins in the middle of, with another sense: ``few of us`` ← ``a few of us``."""
    p, o = first
    side, known = every.original, every.original.language.senses
    for start in range(max(0, o - 2), o if not p else 0):
        for stop in range(o + 1, min(start + 3, len(side.units)) + 1):
            whole = known.get("_".join(unit.key for unit in side.units[start:stop]))
            part = known.get("_".join(unit.key for unit in side.units[o:stop]))
            opens = (
                side.units[start].key in side.language.articles or side.units[start].key in side.language.unasserting
            )
            if opens and whole and part and whole != part and not any(side.gaps[start + 1 : stop]):
                note = f"“{side.span(side.units[start].start, side.units[stop - 1].stop).text}” without its first word"
                yield every.part(0, 0, start, o).change(whole[0], "meaning", note)
                return


def _withheld(side: Side, o: int) -> int | None:
    """The unit before ``o``, in its clause, by which the words from ``o`` on are not what the speaker asserts."""
    language, keys = side.language, side.units
    for at in range(o - 1, max(-1, o - 1 - _REACH), -1):
        key = keys[at].key
        if side.gaps[at + 1] or key in language.scope_ends:
            return None
        found = language.senses.get(key)
        beside = at == o - 1 or (at == o - 2 and keys[o - 1].key in ("of", "that"))
        others = key in language.reporting and at > 0 and keys[at - 1].key not in language.first_person
        partly = found is not None and found[0] == "quantifier" and found[1] not in _TIMES
        doubted = found is not None and found[1] in _DOUBTS
        if key in language.unasserting or doubted or (beside and (others or partly)):
            return at
    return None


def curtailed(every: Stretch, last: tuple[int, int]) -> Iterator[Change]:
    """A negation cut off right behind the last word: ``We are going`` ← ``We are going nowhere``."""
    side, at = every.original, last[1] + 1
    if last[0] + 1 != len(every.printed.units) or at >= len(side.units) or side.gaps[at] or side.ends_sentence(at):
        return
    found = side.language.senses.get(side.units[at].key)
    if found and found[0] == "negation" and found[1] != "without" and side.language.code != "zh":
        note = f"“{side.units[at].text}” cut off behind the last word"
        yield every.part(0, 0, at, at + 1).change("negation", "meaning", note)
