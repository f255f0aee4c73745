"""Stretches that were dropped in one place and printed in another → one move: the parts stand in another order.

A lone name, number or negation that changes places changes who does what, and stays with the rules for words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.verify.changes import Change, Stretch
from onrecord.verify.rules_roles import exchanged, strayed, turned
from onrecord.verify.senses import LINKS, differing, senses

_PHRASE = 4
"""Units from which a phrase may move with the names in it: "on Monday in the town"."""
_OUTSIDE = 12
_NOTE = "in another order than in the original"
_SWAPPED = "each stands where the original has the other"
_STRAYED = "said of something else than in the original"
_TURNED = "who does what to whom stands in another order"


def moved(stretches: list[Stretch], pairs: Sequence[tuple[int, int]]) -> tuple[list[Change], list[Stretch]]:
    """Moves among ``stretches``, and the stretches that are left for the other rules.

    ``coal miners and coal companies`` ← ``coal companies and coal miners`` is a move of two words; a pair of units that
    stands before the pair printed before it starts a part that was moved as a whole.
    """
    changes = [_part(stretches[0], pairs, at) for at in range(1, len(pairs)) if pairs[at][1] <= pairs[at - 1][1]]
    every = [*_outside(stretches, pairs), *stretches]
    wanted = {_keys(stretch, original=True): at for at, stretch in enumerate(every) if stretch.o_units}
    taken: set[int] = set()
    for at, stretch in enumerate(every):
        source = wanted.get(_keys(stretch, original=False)) if stretch.p_units else None
        if source is None or source == at or taken & {at, source}:
            continue
        if _are_swapped(stretch, every[source]):
            changes += [part.change("word", "meaning", _SWAPPED) for part in (stretch, every[source])]
            taken |= {at, source}
        elif _are_moved(stretch, every[source]) and not stretch.o_units and strayed(stretch, every[source]):
            changes.append(_there(stretch, every[source]).change("word", "meaning", _STRAYED, op="move"))
            taken |= {at, source}
        elif _are_moved(stretch, every[source]):
            changes += _both(stretch, every[source])
            taken |= {at, source}
    outside = len(every) - len(stretches)
    return changes, [stretch for at, stretch in enumerate(stretches, outside) if at not in taken]


def _are_swapped(stretch: Stretch, source: Stretch) -> bool:
    """Two short parts in one another's place: ``man bites dog`` ← ``dog bites man``."""
    if _keys(source, original=False) != _keys(stretch, original=True) or not stretch.o_units:
        return False
    return _may_move(stretch, source) and exchanged(stretch, source)


def _are_moved(stretch: Stretch, source: Stretch) -> bool:
    """Whether ``stretch`` prints what ``source`` lost and the other way round, or nothing."""
    swapped = _keys(source, original=False) == _keys(stretch, original=True)
    ours, theirs = [unit.key for unit in stretch.p_units], [unit.key for unit in source.o_units]
    lone = not stretch.o_units and not source.p_units and ours == theirs
    return (swapped or lone) and _may_move(stretch, source)


def _outside(stretches: list[Stretch], pairs: Sequence[tuple[int, int]]) -> list[Stretch]:
    """The words of the original beside the passage, as many as a stretch adds: what was moved may stand there."""
    first, last = min(o for _, o in pairs), max(o for _, o in pairs) + 1
    found = []
    for size in {len(s.p_units) for s in stretches if _may_come_from_outside(s)}:
        for start in (first - size, last):
            if start >= 0 and start + size <= len(stretches[0].original.units):
                found.append(stretches[0].part(0, 0, start, start + size))
    return found


def _may_come_from_outside(stretch: Stretch) -> bool:
    """Whether a stretch adds words by which their place can be told: "the" alone stands everywhere."""
    if not stretch.p_units or stretch.o_units or len(stretch.p_units) > _OUTSIDE:
        return False
    return any(unit.key not in stretch.printed.language.stop for unit in stretch.p_units)


def _keys(stretch: Stretch, original: bool) -> tuple[str, ...]:
    return tuple(sorted(unit.key for unit in (stretch.o_units if original else stretch.p_units)))


def _both(stretch: Stretch, source: Stretch) -> list[Change]:
    """The move of what ``stretch`` prints, and of what ``source`` prints in return."""
    there = _there(stretch, source)
    back = stretch.part(source.p_first, source.p_last, stretch.o_first, stretch.o_last)
    return [part.change("splice", "spliced", _NOTE, op="move") for part in (there, back) if part.p_units]


def _there(stretch: Stretch, source: Stretch) -> Stretch:
    return stretch.part(stretch.p_first, stretch.p_last, source.o_first, source.o_last)


def _may_move(stretch: Stretch, source: Stretch) -> bool:
    """Whether who does what stays the same: none of the words is a name, number or the like, or "and" joins both."""
    grave = {what for what, _ in senses(stretch.printed, stretch.p_first, stretch.p_last)}
    grave |= {what for what, _ in senses(source.printed, source.p_first, source.p_last)}
    if not grave:
        return True
    first, second = sorted((stretch, source), key=lambda s: s.p_first)
    between = [unit.key for unit in stretch.printed.units[first.p_last : second.p_first]]
    listed = len(between) == 1 and between[0] in LINKS
    return grave <= {"name", "number"} and (listed or len(stretch.p_units) >= _PHRASE)


def _part(any_stretch: Stretch, pairs: Sequence[tuple[int, int]], at: int) -> Change:
    """The part that starts at pair ``at``, which stands further back in the original than the part before it.

    The shorter of the two is what was moved: a name or a number alone changes what is said of whom.
    """
    stop, start = at + 1, at - 1
    while stop < len(pairs) and _follows(pairs, stop):
        stop += 1
    while start > 0 and _follows(pairs, start):
        start -= 1
    first, last = (at, stop) if stop - at <= at - start else (start, at)
    part = any_stretch.part(pairs[first][0], pairs[last - 1][0] + 1, pairs[first][1], pairs[last - 1][1] + 1)
    what = differing(senses(part.printed, part.p_first, part.p_last), Counter())
    if what and len(part.p_units) < _PHRASE:
        return part.change(what, "meaning", f"a {what} stands in another place", op="move")
    places = [pairs[n][0] for n in (start, at - 1, at, stop - 1)]
    if turned(
        any_stretch, (places[0], places[1] + 1), (places[2], places[3] + 1), (pairs[at][1], pairs[at - 1][1] + 1)
    ):
        return part.change("word", "meaning", _TURNED, op="move")
    return part.change("splice", "spliced", _NOTE, op="move")


def _follows(pairs: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether pair ``at`` follows the one before it on both sides."""
    return pairs[at][0] == pairs[at - 1][0] + 1 and pairs[at][1] == pairs[at - 1][1] + 1
