"""Pairs of equal units → the same with each gap where the print shows it, where that cannot be told from the words.

"agenda … for his" out of "agenda for this time, for his": either "for" may be the one that stands. Which units are
equal is left to ``text.align``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.verify.units import Side

_FARTHEST = 8
_FEW = 4
"""Words of a part at an edge that may stand in several places."""
_NEAREST = 200


def settled(printed: Side, original: Side, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs without stray ones at the edges, and with words left out moved to an ellipsis, the cue or a sentence's end."""
    found = _without_strays(printed, original, list(pairs))
    shown = {at for at, gap in enumerate(printed.gaps) if any(mark.kind == "ellipsis" for mark in gap)} | printed.seams
    shown |= {at for at in range(1, len(printed.units)) if printed.gaps[at] and printed.ends_sentence(at)}
    for at in range(1, len(found)):
        (p, o), (next_p, next_o) = found[at - 1], found[at]
        if next_p == p + 1 and next_o > o + 1 and next_p not in shown:
            left = _slide(printed, original, found, at, -1, shown)
            shift = next_o - o - 1
            for step in range(left or _slide(printed, original, found, at, 1, shown)):
                moved = at - 1 - step if left else at + step
                found[moved] = (found[moved][0], found[moved][1] + (shift if left else -shift))
    return _together(printed, original, found)


def _together(printed: Side, original: Side, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs with the few words at an edge moved to where they stand nearest to the others, over an ellipsis.

    Which "we" of several opens "We … because" cannot be told from the words; the nearest hides the least.
    """
    marked = [at for at in range(1, len(pairs)) if _is_ellipsis(printed, pairs[at][0])]
    if not marked:
        return pairs
    size, rest = marked[0], len(pairs) - marked[-1]
    if size <= _FEW and _is_run(pairs[:size]):
        nearer = range(pairs[size][1] - size, pairs[size - 1][1], -1)
        pairs = [*_moved(original, pairs[:size], nearer), *pairs[size:]]
    if rest <= _FEW and _is_run(pairs[-rest:]):
        nearer = range(pairs[-rest - 1][1] + 1, pairs[-rest][1])
        pairs = [*pairs[:-rest], *_moved(original, pairs[-rest:], nearer)]
    return pairs


def _moved(original: Side, run: list[tuple[int, int]], places: range) -> list[tuple[int, int]]:
    """A run of pairs at the first of ``places`` that has its words; where it stands if none has."""
    keys = [original.units[o].key for _, o in run]
    at = next((at for at in places[:_NEAREST] if original.keys_between(at, at + len(keys)) == keys), run[0][1])
    return [(p, at + n) for n, (p, _) in enumerate(run)]


def _is_run(pairs: Sequence[tuple[int, int]]) -> bool:
    return all(b == (a[0] + 1, a[1] + 1) for a, b in pairwise(pairs))


def _is_ellipsis(side: Side, gap: int) -> bool:
    return any(mark.kind == "ellipsis" for mark in side.gaps[gap])


def reaching(printed: Side, original: Side, pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Pairs and those of the words at both edges that stand a little further off in the same sentence."""
    found = list(pairs)
    while found and found[0][0] > 0 and (at := _further(printed, original, found[0], -1)) is not None:
        found.insert(0, at)
    while (
        found
        and found[-1][0] + 1 < len(printed.units)
        and (at := _further(printed, original, found[-1], 1)) is not None
    ):
        found.append(at)
    return tuple(found)


def _further(printed: Side, original: Side, edge: tuple[int, int], step: int) -> tuple[int, int] | None:
    """The next word of the print beyond ``edge`` and where it stands, before a sentence begins or ends."""
    p, o = edge[0] + step, edge[1]
    for _ in range(_FARTHEST):
        gap = o if step < 0 else o + 1
        o += step
        if not 0 <= o < len(original.units) or original.ends_sentence(gap):
            return None
        if original.units[o].key == printed.units[p].key:
            return p, o
    return None


def _without_strays(printed: Side, original: Side, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs but for a lone function word at an edge that stands in another sentence of the original than the rest."""
    for first, second, edge in ((0, 1, 0), (-2, -1, -1)):
        if len(pairs) > 2:
            (p, o), (next_p, next_o) = pairs[first], pairs[second]
            apart = next_o > o + 1 and any(original.ends_sentence(gap) for gap in range(o + 1, next_o + 1))
            lone = printed.units[pairs[edge][0]].key in printed.language.stop
            if apart and lone and not any(printed.ends_sentence(gap) for gap in range(p + 1, next_p + 1)):
                pairs.pop(edge)
    return pairs


def _slide(
    printed: Side, original: Side, pairs: list[tuple[int, int]], at: int, direction: int, shown: set[int]
) -> int:
    """Number of pairs to move over the gap before pair ``at`` until the gap is where the print shows one; 0 if none is."""
    shift = pairs[at][1] - pairs[at - 1][1] - 1
    for step in range(_FARTHEST):
        this = at - 1 - step if direction < 0 else at + step
        if not 0 <= this < len(pairs):
            return 0
        place = pairs[this][1] - direction * shift
        if original.units[place].key != original.units[pairs[this][1]].key:
            return 0
        gap = pairs[this][0] if direction < 0 else pairs[this][0] + 1
        if gap in shown:
            return step + 1
        following = this + direction
        if not 0 <= following < len(pairs) or pairs[following][0] != pairs[this][0] + direction:
            return 0
        if pairs[following][1] != pairs[this][1] + direction:
            return 0
    return 0
