"""Two sides and their pairs of equal units → every change between them, each judged by the rules.

Walks from pair to pair; what lies between two pairs is a stretch with words on one side, on both or on none. Finding
the pairs is left to ``text.align``, choosing the verdict to ``compare``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.model import Span
from onrecord.text.words import STOPS, Token
from onrecord.verify import rules_marks
from onrecord.verify.changes import Change, Stretch, place
from onrecord.verify.rules_dropped import dropped
from onrecord.verify.rules_edges import beheaded, curtailed, parted
from onrecord.verify.rules_moved import moved
from onrecord.verify.rules_other import added, bracket, contraction, lone_apostrophe, replaced, tag
from onrecord.verify.rules_same import same_units
from onrecord.verify.units import Side

_ENDS = ("!", "?")
_MORE = 2
"""Words more of the original than of the print that may stand at an edge, if the sentence ends there."""
Pairs = Sequence[tuple[int, int]]
_AS_ONE = (lone_apostrophe, tag, contraction)


def differences(printed: Side, original: Side, pairs: Pairs, fragment: bool, truncated: bool) -> list[Change]:
    """Changes from ``original`` to ``printed``, by place.

    :param pairs: equal units, by place in print; at least one.
    :param fragment: the print is part of a sentence of the writer's, who may say beside it what was left out.
    :param truncated: the original breaks off at the last pair; words printed behind it are not compared.
    """
    every = Stretch(printed, original, 0, len(printed.units), 0, len(original.units))
    head, tail = _head(every, pairs[0]), _tail(every, pairs[-1])
    found = [*same_units(printed, original, pairs)]
    found += rules_marks.opening(printed, original, head.o_first)
    found += rules_marks.closing(printed, original, pairs[-1][1] + 1 if truncated else tail.o_last)
    found += beheaded(every, pairs[0], fragment)
    found += parted(every, pairs[0])
    found += curtailed(every, pairs[-1], fragment)
    stretches = [head, *_inner(every, pairs)]
    if not truncated:
        stretches.append(tail)
    moves, stretches = moved(stretches, pairs)
    found += moves
    for stretch in stretches:
        found += _judge(stretch)
    return sorted(found, key=place)


def _head(every: Stretch, first: tuple[int, int]) -> Stretch:
    """Printed words before the first pair, against about as many of the original's in the same sentence."""
    o_first = first[1]
    while first[1] - o_first < first[0] and o_first > 0 and not every.original.ends_sentence(o_first):
        o_first -= 1
    for start in range(o_first, max(-1, o_first - 1 - _MORE), -1):
        if first[0] and every.original.ends_sentence(start) and not every.printed.units[0].text[:1].islower():
            o_first = start
            break
    while first[0] and 0 < o_first < first[1] and _halves(every.original, o_first):
        o_first -= 1
    return every.part(0, first[0], o_first, first[1])


def _tail(every: Stretch, last: tuple[int, int]) -> Stretch:
    """Printed words after the last pair, against about as many of the original's in the same sentence."""
    o_last, left = last[1] + 1, every.p_last - last[0] - 1
    while o_last - last[1] - 1 < left and not every.original.ends_sentence(o_last):
        o_last += 1
    ended = any(mark.text in STOPS or mark.text in _ENDS for mark in every.printed.gaps[-1])
    for stop in range(o_last, min(len(every.original.units), o_last + (_MORE if ended else 1)) + 1):
        if left and every.original.ends_sentence(stop):
            o_last = stop
            break
    while left and o_last < len(every.original.units) and _halves(every.original, o_last):
        o_last += 1
    return every.part(last[0] + 1, every.p_last, last[1] + 1, o_last)


def _halves(side: Side, at: int) -> bool:
    """Whether units ``at - 1`` and ``at`` are one word in the text."""
    return side.units[at - 1].token == side.units[at].token


def _inner(every: Stretch, pairs: Pairs) -> Iterator[Stretch]:
    """What lies between pairs; after a jump back nothing of the original does."""
    for (p, o), (next_p, next_o) in pairwise(pairs):
        yield every.part(p + 1, next_p, o + 1, next_o) if next_o > o else every.part(p + 1, next_p, next_o, next_o)


def _judge(stretch: Stretch) -> Iterator[Change]:
    printed, original = stretch.printed, stretch.original
    ours = [token for gap in printed.gaps[stretch.p_first : stretch.p_last + 1] for token in gap]
    inner = stretch.p_first > 0 and stretch.p_last < len(printed.units)
    if not stretch.p_units and not stretch.o_units:
        parted = inner and _halves(printed, stretch.p_first)
        if inner and not parted and stretch.o_first:
            yield from rules_marks.between(printed, original, stretch.p_first, stretch.o_first)
        return
    if inner:
        theirs = [token for gap in original.gaps[stretch.o_first : stretch.o_last + 1] for token in gap]
        yield from rules_marks.asides(printed, original, ours, theirs if stretch.o_units else [])
    yield from _words(stretch, _ellipsis(printed, ours) if inner else None)


def _words(stretch: Stretch, ellipsis: Span | None) -> Iterator[Change]:
    """The words of a stretch, parted so that each rule sees one kind of change."""
    seams = [at for at in range(stretch.p_first, stretch.p_last + 1) if at in stretch.printed.seams]
    nothing = stretch.part(stretch.p_first, stretch.p_first, stretch.o_first, stretch.o_last)
    if not stretch.p_units:
        yield from dropped(stretch, ellipsis, bool(seams))
    elif seams and stretch.p_first < seams[0] < stretch.p_last:
        yield from _words(stretch.part(stretch.p_first, seams[0], stretch.o_first, stretch.o_last), ellipsis)
        yield from _words(stretch.part(seams[0], stretch.p_last, stretch.o_last, stretch.o_last), None)
    elif not stretch.o_units:
        yield from _added(stretch)
    elif ellipsis is not None:
        yield from _added(stretch.part(stretch.p_first, stretch.p_last, stretch.o_first, stretch.o_first))
        yield from dropped(nothing, ellipsis, bool(seams))
    else:
        yield from _replaced(stretch)


def _added(stretch: Stretch) -> Iterator[Change]:
    for first, last, _ in _bracket_runs(stretch):
        yield added(stretch.part(first, last, stretch.o_first, stretch.o_first))


def _replaced(stretch: Stretch) -> Iterator[Change]:
    """One change, or one for each word where both sides have as many, or brackets apart from other words."""
    as_one = next(filter(None, (rule(stretch) for rule in _AS_ONE)), None)
    runs = list(_bracket_runs(stretch))
    if as_one:
        yield as_one
    elif len(runs) > 1 or (runs[0][2] and bracket(stretch)):
        taken = stretch.o_first
        for first, last, is_bracket in runs:
            o_last = stretch.o_last if is_bracket else taken
            part = stretch.part(first, last, taken, o_last)
            yield replaced(part) if part.o_units else added(part)
            taken = o_last
    elif len(stretch.p_units) == len(stretch.o_units) and not any(unit.half for unit in stretch.o_units):
        for at in range(len(stretch.p_units)):
            p, o = stretch.p_first + at, stretch.o_first + at
            yield replaced(stretch.part(p, p + 1, o, o + 1))
    else:
        yield replaced(stretch)


def _bracket_runs(stretch: Stretch) -> Iterator[tuple[int, int, bool]]:
    """Printed units parted into runs in and out of brackets: first, last, whether in brackets ("[Trump]'s" is)."""
    units, start = stretch.printed.units, stretch.p_first
    for at in range(stretch.p_first + 1, stretch.p_last + 1):
        ending = (
            at < stretch.p_last and units[start].bracket and units[at].half and units[at].token != units[at - 1].token
        )
        if at == stretch.p_last or (units[at].bracket != units[start].bracket and not ending):
            yield start, at, units[start].bracket
            start = at


def _ellipsis(printed: Side, marks: Sequence[Token]) -> Span | None:
    found = next((token for token in marks if token.kind == "ellipsis"), None)
    return printed.span(found.start, found.stop) if found else None
