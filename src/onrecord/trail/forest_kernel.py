"""Compared candidates → one best longer parent for each variant: a forest, which says what belongs together; compiled.

Who took it from whom is another question, ``source_kernel``'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled, inner
from onrecord.trail.instructions import ones
from onrecord.trail.tree_kernel import LOOKED_AT, Trees, keep_cheapest, skipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

KIN, _TREES = 8, 4
HARDLY_SHORTER = 0.75
"""Share of a text's words that a shorter parent has at least."""
WEAK, SURE = np.float32(0.615), np.float32(0.8)
_MANY_WEAK = 20
"""Where so many texts of a tree, and most of them, have their parent by a score below ``WEAK``, a stock phrase has brought them
together: there only parents of a score of ``SURE`` count. A statement's copies are cut and changed, but not most of them so far.
"""


@compiled
def roots(
    starts: NDArray[np.int64],
    texts: NDArray[np.int32],
    others: NDArray[np.int32],
    same: NDArray[np.bool_],
    scores: NDArray[np.float32],
) -> NDArray[np.int32]:
    """The text at which following best parents ends, for each text.

    A parent is longer, or as long and earlier, so that no circle arises; of equally good ones the earliest is taken.

    :param texts: with ``others`` the pairs that were compared, in the order of ``texts``.
    """
    parent = np.arange(len(starts) - 1).astype(np.int32)
    by = np.ones(len(parent), np.float32)
    best = np.full(len(parent), np.float32(-1))
    for pair in range(len(texts)):
        text, other = texts[pair], others[pair]
        longer = (starts[other + 1] - starts[other]) - (starts[text + 1] - starts[text])
        if not same[pair] or longer < 0 or (longer == 0 and other > text):
            continue
        if scores[pair] > best[text] or (scores[pair] == best[text] and other < parent[text]):
            best[text] = by[text] = scores[pair]
            parent[text] = other
    first = 0
    while first < len(texts):
        stop = first + 1
        while stop < len(texts) and texts[stop] == texts[first]:
            stop += 1
        if parent[texts[first]] == texts[first]:
            _adopt(first, stop, parent, by, starts, texts, others, same, scores)
        first = stop
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
    first: int,
    stop: int,
    parent: NDArray[np.int32],
    by: NDArray[np.float32],
    starts: NDArray[np.int64],
    texts: NDArray[np.int32],
    others: NDArray[np.int32],
    same: NDArray[np.bool_],
    scores: NDArray[np.float32],
) -> None:
    """Let a text without longer parent join the tree of one that is hardly shorter: words may have been added to it.

    Its pairs are ``first`` to ``stop``.
    """
    text, best = texts[first], np.float32(0)
    length = starts[text + 1] - starts[text]
    for pair in range(first, stop):
        other = others[pair]
        if not same[pair] or scores[pair] <= best:
            continue
        if (starts[other + 1] - starts[other]) >= HARDLY_SHORTER * length and _top(parent, other) != text:
            best = by[text] = scores[pair]
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
def kin(trees: Trees, root: NDArray[np.int32], found: NDArray[np.int32], first: int, stop: int) -> None:
    """For each text that found no parent up to eight of the trees of its candidates that seem to lack the fewest of its words.

    What it was taken from may share rarer runs with others than with it, and so not be among its candidates.

    :param found: candidates, in the columns before ``first``; the others are written into ``first`` to ``stop``.
    """
    costs, near = np.empty(stop - first, np.int64), np.empty(_TREES, np.int64)
    guesses = np.empty(LOOKED_AT, np.int64)
    for place in range(len(root)):
        text = trees.order[place]
        if root[text] != text:
            continue
        costs[:] = 1 << 60
        count = 0
        for nth in range(first):
            tree = int(root[found[text, nth]]) if found[text, nth] >= 0 else int(text)
            if tree == text or count == _TREES or _among(near, count, tree):
                continue
            near[count] = tree
            count += 1
            begin, end = trees.begins[tree], trees.begins[tree + 1]
            _nearest(trees, place, begin, min(end, begin + LOOKED_AT), guesses, costs, found[text, first:stop])
            _nearest(trees, place, skipped(begin, end), end, guesses, costs, found[text, first:stop])


@inner
def _among(trees: NDArray[np.int64], count: int, tree: int) -> bool:
    there = False
    for nth in range(count):
        there |= trees[nth] == tree
    return there


@inner
def _nearest(
    trees: Trees,
    place: int,
    first: int,
    stop: int,
    guesses: NDArray[np.int64],
    costs: NDArray[np.int64],
    best: NDArray[np.int32],
) -> None:
    """Keep those at ``first`` to ``stop`` that lack the fewest words of the text at ``place``, the short ones first."""
    low, high = trees.low[place], trees.high[place]
    for nth in range(stop - first):
        lacking = ones(low & ~trees.low[first + nth]) + ones(high & ~trees.high[first + nth])
        guesses[nth] = (lacking << 40) + min(trees.lengths[first + nth], 1 << 20)
    for nth in range(stop - first):
        keep_cheapest(costs, best, guesses[nth], trees.order[first + nth])
