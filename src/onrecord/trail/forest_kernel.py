"""Compared candidates → one best longer parent for each variant (a forest), and the variant that its words were taken from.

The two are different questions: the forest says what belongs together, the source who took it from whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

RELATIVES = 8
_LOOKED_AT, _TREES = 600, 4
_1, _2, _4, _56 = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)
_ODD, _TWOS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
_FOURS, _BYTES = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)
_UNCUT = 3
"""So many words may be left out by changing words alone."""
HARDLY_SHORTER = 0.75
"""Share of a text's words that a shorter parent has at least."""


@compiled
def roots(
    starts: NDArray[np.int64], found: NDArray[np.int32], same: NDArray[np.bool_], scores: NDArray[np.float32]
) -> NDArray[np.int32]:
    """The text at which following best parents ends, for each text.

    A parent is longer, or as long and earlier, so that no circle arises; of equally good ones the earliest is taken.
    """
    parent = np.arange(found.shape[0]).astype(np.int32)
    for text in range(found.shape[0]):
        best = np.float32(-1)
        length = starts[text + 1] - starts[text]
        for nth in range(found.shape[1]):
            other = found[text, nth]
            if other < 0 or not same[text, nth]:
                continue
            longer = (starts[other + 1] - starts[other]) - length
            if longer < 0 or (longer == 0 and other > text):
                continue
            if scores[text, nth] > best or (scores[text, nth] == best and other < parent[text]):
                best = scores[text, nth]
                parent[text] = other
    for text in range(len(parent)):
        if parent[text] == text:
            _adopt(text, parent, starts, found, same, scores)
    for text in range(len(parent)):
        parent[text] = _top(parent, text)
    return parent


@compiled
def _top(parent: NDArray[np.int32], text: int) -> int:
    """Follow parents to the end, shortening the way for the next."""
    while parent[text] != text:
        parent[text] = parent[parent[text]]
        text = parent[text]
    return text


@compiled
def _adopt(
    text: int,
    parent: NDArray[np.int32],
    starts: NDArray[np.int64],
    found: NDArray[np.int32],
    same: NDArray[np.bool_],
    scores: NDArray[np.float32],
) -> None:
    """Let a text without longer parent join the tree of one that is hardly shorter: words may have been added to it."""
    best, length = np.float32(0), starts[text + 1] - starts[text]
    for nth in range(found.shape[1]):
        other = found[text, nth]
        if other < 0 or not same[text, nth] or scores[text, nth] <= best:
            continue
        if (starts[other + 1] - starts[other]) >= HARDLY_SHORTER * length and _top(parent, other) != text:
            best = scores[text, nth]
            parent[text] = other


@compiled
def first_of(root: NDArray[np.int32]) -> NDArray[np.int32]:
    """The earliest text of each text's trail."""
    first = np.full(len(root), -1, np.int32)
    for text in range(len(root)):
        if first[root[text]] < 0:
            first[root[text]] = text
    return first[root]


@compiled
def relatives(starts: NDArray[np.int64], root: NDArray[np.int32], signatures: NDArray[np.uint64]) -> NDArray[np.int32]:
    """For each text up to eight earlier ones of its trail that seem to lack the fewest of its words; -1 for none.

    Told from the signatures alone. In a trail of very many variants only the first and the latest before it are looked at.
    """
    best = np.full((len(root), RELATIVES), -1, np.int32)
    order = np.argsort(root, kind="mergesort")
    costs = np.empty(RELATIVES, np.int64)
    first = 0
    for place in range(len(order)):
        text = order[place]
        if root[text] != root[order[first]]:
            first = place
        costs[:] = 1 << 60
        _nearest(text, order, first, place, starts, signatures, costs, best[text])
    return best


@compiled
def kin(
    starts: NDArray[np.int64], root: NDArray[np.int32], signatures: NDArray[np.uint64], found: NDArray[np.int32]
) -> NDArray[np.int32]:
    """For each text that found no parent up to eight of the trees of its candidates that seem to lack the fewest of its words.

    What it was taken from may share rarer runs with others than with it, and so not be among its candidates.
    """
    best = np.full((len(root), RELATIVES), -1, np.int32)
    order = np.argsort(root, kind="mergesort")
    begins = np.zeros(len(root) + 1, np.int64)
    for text in range(len(root)):
        begins[root[text] + 1] += 1
    begins = np.cumsum(begins)
    costs, trees = np.empty(RELATIVES, np.int64), np.empty(_TREES, np.int64)
    for text in range(len(root)):
        if root[text] != text:
            continue
        costs[:] = 1 << 60
        count = 0
        for nth in range(found.shape[1]):
            tree = root[found[text, nth]] if found[text, nth] >= 0 else text
            if tree == text or count == _TREES or (trees[:count] == tree).any():
                continue
            trees[count] = tree
            count += 1
            _nearest(text, order, begins[tree], begins[tree + 1], starts, signatures, costs, best[text])
    return best


@compiled
def _nearest(
    text: int,
    order: NDArray[np.int64],
    first: int,
    stop: int,
    starts: NDArray[np.int64],
    signatures: NDArray[np.uint64],
    costs: NDArray[np.int64],
    best: NDArray[np.int32],
) -> None:
    """Insert those of ``order[first:stop]`` that lack the fewest words of a text into a short sorted list."""
    for nth in range(first, stop):
        if nth - first >= _LOOKED_AT and stop - nth > _LOOKED_AT:
            continue
        other = order[nth]
        lacking = bits(signatures[text, 0] & ~signatures[other, 0]) + bits(signatures[text, 1] & ~signatures[other, 1])
        cost = (lacking << 40) + min(starts[other + 1] - starts[other], 1 << 20)
        at = RELATIVES
        while at > 0 and costs[at - 1] > cost:
            at -= 1
        if at < RELATIVES:
            for shifted in range(RELATIVES - 1, at, -1):
                costs[shifted], best[shifted] = costs[shifted - 1], best[shifted - 1]
            costs[at], best[at] = cost, other


@compiled
def bits(number: np.uint64) -> int:
    """How many bits are set."""
    number -= (number >> _1) & _ODD
    number = (number & _TWOS) + ((number >> _2) & _TWOS)
    number = (number + (number >> _4)) & _FOURS
    return int((number * _BYTES) >> _56)


@compiled
def sources(
    starts: NDArray[np.int64],
    root: NDArray[np.int32],
    held: NDArray[np.int64],
    found: NDArray[np.int32],
    lacks: NDArray[np.int32],
) -> NDArray[np.int64]:
    """For each text the place (row-wise, in ``found``) of the earlier one of its trail that lacks the fewest of its words.

    Of equally good ones the likeliest is taken: one that many statements have, and where several words were left out a short
    one, since there are as many ways to cut a text as it has words, times those that are left out; where few were, one that
    has as few more. Of equally likely ones the earliest. -1: none, or less than half of its words stand in any.

    :param held: how many statements have each text.
    """
    width = found.shape[1]
    taken = np.full(found.shape[0], -1, np.int64)
    for text in range(found.shape[0]):
        least, least_more = (starts[text + 1] - starts[text]) // 2, 1e18
        for nth in range(width):
            other = found[text, nth]
            if other < 0 or other >= text or root[other] != root[text] or lacks[text, nth] < 0:
                continue
            length = starts[other + 1] - starts[other]
            left_out = length - (starts[text + 1] - starts[text]) + lacks[text, nth]
            ways = float(length) * (left_out - lacks[text, nth] + 1) if left_out > _UNCUT else (left_out + 1.0) ** 2
            more = ways / held[other]
            before = found[text, taken[text] - text * width] if taken[text] >= 0 else len(root)
            if lacks[text, nth] > least or (lacks[text, nth] == least and (more, other) >= (least_more, before)):
                continue
            least, least_more = lacks[text, nth], more
            taken[text] = text * width + nth
    return taken
