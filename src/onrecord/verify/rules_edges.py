"""Where the print begins and ends in the original → no change, but for a negation cut off there.

A contiguous part of a sentence is a faithful quotation, unless it is set as a sentence of its own and what was cut off
says that it is not so.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.verify.changes import Change, Stretch
from onrecord.verify.rules_asserted import before, behind, bounded

_SENTENCE = 3
"""Words from which a quotation that begins with a name is taken for a sentence."""


def beheaded(every: Stretch, first: tuple[int, int], fragment: bool) -> Iterator[Change]:
    """A denial cut off before a quotation set as a sentence: ``We should leave`` ← ``I don't think we should leave``.

    So too a doubt, a condition, a report of what others say, and the "some of" before its first words; "I think" is a
    ``cut``. Printed as a fragment (``he would not say “we should leave”``) it is the writer's to say; the sign that it
    is none is a capital that the original has not.
    """
    p, o = first
    side = every.original
    if p or not every.printed.units or side.ends_sentence(o):
        return
    found = before(side, o) if _is_set_as_sentence(every, o, fragment) else None
    at = bounded(side, o) if not fragment and not (side.units[o].is_number and _is_part(every, o)) else None
    if found is not None:
        at = found.first
        at -= at > 0 and side.units[at].half and side.units[at - 1].token == side.units[at].token
        yield every.part(0, 0, at, found.last).change(found.what, found.verdict, found.note)
    elif at is not None:
        yield every.part(0, 0, at, o).change("quantifier", "meaning", "without the bound on its first word")


def _is_set_as_sentence(every: Stretch, o: int, fragment: bool) -> bool:
    """Whether a capital opens the print that the original has not, or that a name has in both."""
    ours, theirs = every.printed.units[0], every.original.units[o]
    if not ours.text[:1].isupper():
        return False
    return theirs.text[:1].islower() or (not fragment and len(every.printed.units) >= _SENTENCE)


def _is_part(every: Stretch, o: int) -> bool:
    """Whether the print is a part of a sentence that the writer's goes on around: it opens small or ends before it does."""
    stop = o + len(every.printed.units)
    return every.printed.units[0].text[:1].islower() or not every.original.ends_sentence(stop)


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


def curtailed(every: Stretch, last: tuple[int, int], fragment: bool) -> Iterator[Change]:
    """A negation cut off right behind the last word: ``We are going`` ← ``We are going nowhere``.

    So too a condition or an exception, where the print is set as a sentence: ``We will close`` ← ``We will close if they
    cut us``.
    """
    side, at = every.original, last[1] + 1
    if last[0] + 1 != len(every.printed.units) or at >= len(side.units) or side.ends_sentence(at):
        return
    found = side.language.senses.get(side.units[at].key)
    denied = found is not None and found[0] == "negation" and found[1] != "without" and side.language.code != "zh"
    if denied and not side.gaps[at]:
        note = f"“{side.units[at].text}” cut off behind the last word"
        yield every.part(0, 0, at, at + 1).change("negation", "meaning", note)
        return
    whole = every.printed.units[0].text[:1].isupper() and len(every.printed.units) >= _SENTENCE and not fragment
    marked = any(mark.kind == "ellipsis" for mark in every.printed.gaps[-1])
    taken_back = behind(side, at, every.printed) if whole and not marked else None
    if taken_back is not None:
        part = every.part(0, 0, taken_back.first, taken_back.last)
        yield part.change(taken_back.what, taken_back.verdict, taken_back.note)
