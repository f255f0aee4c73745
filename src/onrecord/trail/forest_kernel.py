"""Compared candidates → one best longer parent for each variant: a forest, which says what belongs together; compiled.

Who took it from whom is another question, ``source_kernel``'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

_KIN, _LOOKED_AT, _TREES = 8, 600, 4
_1, _2, _4, _56 = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)
_ODD, _TWOS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
_FOURS, _BYTES = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)
HARDLY_SHORTER = 0.75
"""Share of a text's words that a shorter parent has at least."""
WEAK, SURE = np.float32(0.615), np.float32(0.8)
_MANY_WEAK = 20
"""Where so many texts of a tree, and most of them, have their parent by a score below ``WEAK``, a stock phrase has brought them
together: there only parents of a score of ``SURE`` count. A statement's copies are cut and changed, but not most of them so far.
"""


@compiled
def roots(
    starts: NDArray[np.int64], found: NDArray[np.int32], same: NDArray[np.bool_], scores: NDArray[np.float32]
) -> NDArray[np.int32]:
    """The text at which following best parents ends, for each text.

    A parent is longer, or as long and earlier, so that no circle arises; of equally good ones the earliest is taken.
    """
    parent = np.arange(found.shape[0]).astype(np.int32)
    by = np.ones(found.shape[0], np.float32)
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
                best = by[text] = scores[text, nth]
                parent[text] = other
    for text in range(len(parent)):
        if parent[text] == text:
            _adopt(text, parent, by, starts, found, same, scores)
    return _without_stock(parent, by)


@compiled
def _without_stock(parent: NDArray[np.int32], by: NDArray[np.float32]) -> NDArray[np.int32]:
    """Each text's root, after trees that a stock phrase has brought together were cut."""
    above = parent.copy()
    weak, size = np.zeros(len(parent), np.int32), np.zeros(len(parent), np.int32)
    for text in range(len(parent)):
        top = _top(parent, text)
        size[top] += 1
        weak[top] += by[text] < WEAK
    for text in range(len(parent)):
        top = _top(parent, text)
        if weak[top] >= _MANY_WEAK and 2 * weak[top] > size[top] and by[text] < SURE:
            above[text] = text
    for text in range(len(parent)):
        above[text] = _top(above, text)
    return above


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
    by: NDArray[np.float32],
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
            best = by[text] = scores[text, nth]
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
def kin(
    starts: NDArray[np.int64], root: NDArray[np.int32], signatures: NDArray[np.uint64], found: NDArray[np.int32]
) -> NDArray[np.int32]:
    """For each text that found no parent up to eight of the trees of its candidates that seem to lack the fewest of its words.

    What it was taken from may share rarer runs with others than with it, and so not be among its candidates.
    """
    best = np.full((len(root), _KIN), -1, np.int32)
    order = np.argsort(root, kind="mergesort")
    begins = np.zeros(len(root) + 1, np.int64)
    for text in range(len(root)):
        begins[root[text] + 1] += 1
    begins = np.cumsum(begins)
    costs, trees = np.empty(_KIN, np.int64), np.empty(_TREES, np.int64)
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
        at = _KIN
        while at > 0 and costs[at - 1] > cost:
            at -= 1
        if at < _KIN:
            for shifted in range(_KIN - 1, at, -1):
                costs[shifted], best[shifted] = costs[shifted - 1], best[shifted - 1]
            costs[at], best[at] = cost, other


@compiled
def bits(number: np.uint64) -> int:
    """How many bits are set."""
    number -= (number >> _1) & _ODD
    number = (number & _TWOS) + ((number >> _2) & _TWOS)
    number = (number + (number >> _4)) & _FOURS
    return int((number * _BYTES) >> _56)
