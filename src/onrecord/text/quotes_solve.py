"""Marks of one paragraph, with the cost of each reading → the cheapest sequence of events (opened, closed, lost …).

A shortest path through the marks, in the manner of Viterbi: a state is the stack of open marks by glyph, and only the
few cheapest states are kept, so that time is linear in the marks and no recursion is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Literal, NamedTuple

from onrecord.lexicon import load
from onrecord.text.quotes_costs import WRONG_SHAPE
from onrecord.text.quotes_types import Mark

SAME_INSIDE = 10  # a mark directly inside its own kind: print alternates
UNCLOSED = 20  # the paragraph ends first
CARRIED = 1  # … and the next one re-opens it
UNOPENED = 20  # closes what nothing opened
UNOPENED_SINGLE = 24  # … and may well be an apostrophe
LOST_INSIDE = 23  # never closed, but the mark around it is
LOST_SINGLE = 15
BROKEN_OFF = 30  # never closed, and the next quotation starts
MIXED = 4  # straight against curly
SLIPPED = 14  # a single mark closes a double one or the other way round, after a full stop or comma
FAVOUR = 5  # what speaks for the last two: a sentence ends, a clause ends
KEPT = 6  # states that live at a time
MARGIN = 50  # … and no state lives that costs so much more than the cheapest
REACH = 3  # marks left open that one closing mark may pass over
EventKind = Literal["open", "close", "lost", "unopened"]


class Event(NamedTuple):
    """``mark`` and ``other`` are indices of marks: *other* closed it, or broke it off (``-1``: the paragraph's end)."""

    kind: EventKind
    mark: int
    other: int = -1


class _Stack(NamedTuple):
    key: int
    mark: int
    family: str
    glyph: str
    below: _Stack | None


class _Trail(NamedTuple):
    before: _Trail | None
    event: Event


class _State(NamedTuple):
    cost: int
    stack: _Stack | None
    trail: _Trail | None


def solve(marks: Sequence[Mark], carries_on: Sequence[str]) -> list[Event]:
    """Events in order; what they leave open is unclosed at the paragraph's end.

    ``carries_on`` are the families of the marks that open the next paragraph.
    """
    keys: dict[tuple[int, str], int] = {}
    live = [_State(0, None, None)]
    for i, mark in enumerate(marks):
        best: dict[int, _State] = {}
        for state in live:
            for after in _readings(state, i, mark, marks, keys):
                key = after.stack.key if after.stack else 0
                if key not in best or after.cost < best[key].cost:
                    best[key] = after
        most = min(state.cost for state in best.values()) + MARGIN
        live = [state for state in best.values() if state.cost < most]
        if len(live) > KEPT:
            live = sorted(live, key=attrgetter("cost"))[:KEPT]
    last = min(live, key=lambda s: s.cost + _ending(s.stack, marks, carries_on))
    return _events(last.trail)


def _readings(
    state: _State, i: int, mark: Mark, marks: Sequence[Mark], keys: dict[tuple[int, str], int]
) -> list[_State]:
    """The states that reading ``mark`` in each possible way leads to."""
    cost, stack, trail = state
    found = [_State(cost + mark.nothing, stack, trail)]
    same = _nearest(stack, mark.family)
    if mark.opens < 40:
        nested = SAME_INSIDE if stack is not None and stack.family == mark.family else 0
        found.append(_opened(cost + mark.opens + nested, stack, trail, i, mark, keys))
        if same is not None:
            broken = cost + mark.opens + BROKEN_OFF - (3 * FAVOUR if mark.resumes else 0)
            found.append(_opened(broken, same.below, _lose(stack, same.below, trail, i), i, mark, keys))
    if mark.closes < 40:
        if same is None:
            if stack is None:
                price = UNOPENED_SINGLE if mark.family == "single" else UNOPENED
                found.append(_State(cost + mark.closes + price, None, _Trail(trail, Event("unopened", i))))
            elif mark.ends_clause and {stack.family, mark.family} == {"double", "single"}:
                found.append(_closed(cost + SLIPPED, stack, trail, stack, i, mark, marks))
        else:
            found.append(_closed(cost, stack, trail, same, i, mark, marks))
            outer = same.below
            if outer is not None and outer.family == mark.family:
                found.append(_closed(cost, stack, trail, outer, i, mark, marks))
    return found


def _nearest(stack: _Stack | None, family: str) -> _Stack | None:
    for _ in range(REACH):
        if stack is None or stack.family == family:
            return stack
        stack = stack.below
    return None


def _opened(
    cost: int, stack: _Stack | None, trail: _Trail | None, i: int, mark: Mark, keys: dict[tuple[int, str], int]
) -> _State:
    key = keys.setdefault((stack.key if stack else 0, mark.glyph), len(keys) + 1)
    return _State(cost, _Stack(key, i, mark.family, mark.glyph, stack), _Trail(trail, Event("open", i)))


def _closed(
    cost: int, stack: _Stack | None, trail: _Trail | None, target: _Stack, i: int, mark: Mark, marks: Sequence[Mark]
) -> _State:
    """``mark`` closes ``target``; what lies above it on the stack is lost."""
    cost += mark.closes + _mismatch(target.glyph, mark)
    above = stack
    while above is not None and above is not target:
        cost += LOST_SINGLE if above.family == "single" else LOST_INSIDE
        if above.family == mark.family:
            cost -= (FAVOUR if marks[above.mark].fragment else 0) + (FAVOUR if mark.ends_clause else 0)
        above = above.below
    trail = _lose(stack, target, trail, i)
    return _State(cost, target.below, _Trail(trail, Event("close", target.mark, i)))


def _lose(stack: _Stack | None, target: _Stack | None, trail: _Trail | None, i: int) -> _Trail | None:
    while stack is not None and stack is not target:
        trail = _Trail(trail, Event("lost", stack.mark, i))
        stack = stack.below
    return trail


def _mismatch(opening: str, mark: Mark) -> int:
    """What it costs that ``mark`` closes ``opening``."""
    if mark.shape == "open":
        return 0 if mark.glyph in load("quotes")["closed-by"].get(opening, ()) else WRONG_SHAPE
    straight = "\"＂'＇"
    return MIXED if opening != mark.glyph and (opening in straight or mark.glyph in straight) else 0


def _ending(stack: _Stack | None, marks: Sequence[Mark], carries_on: Sequence[str]) -> int:
    """What it costs to leave the marks of ``stack`` open."""
    families = [(node.family, marks[node.mark].fragment) for node in _nodes(stack)]
    cost = UNCLOSED * len(families)
    for (family, fragment), reopened in zip(families, carries_on, strict=False):
        if family != reopened or fragment:
            break
        cost -= UNCLOSED - CARRIED
    return cost


def _events(trail: _Trail | None) -> list[Event]:
    """The steps of ``trail``, first to last."""
    row: list[Event] = []
    while trail is not None:
        row.append(trail.event)
        trail = trail.before
    return row[::-1]


def _nodes(stack: _Stack | None) -> list[_Stack]:
    """Open marks, outermost first."""
    row: list[_Stack] = []
    while stack is not None:
        row.append(stack)
        stack = stack.below
    return row[::-1]
