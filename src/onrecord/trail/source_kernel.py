"""Texts of a trail → those earlier ones that each may have its words from, and the likeliest of them: compiled.

What belongs together is ``forest_kernel``'s. Who took it from whom is told by what one teller does to words: to leave out
an end or a part, to change a few, or to tell all of it anew. Each way has a price: how seldom it is taken, and among how
many texts that may come of it this one had to be hit (Rissanen 1978, the shortest description). What many statements have
is nearer at hand.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.ahead_kernel import ask_words
from onrecord.trail.align_kernel import within
from onrecord.trail.compiled import compiled, inner
from onrecord.trail.instructions import ones
from onrecord.trail.tree_kernel import LOOKED_AT, Trees, keep_cheapest, skipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

RELATIVES = 8
_FEW = 3
"""So many words are changed here and there; more, by telling it anew."""
_WAY = math.log(4)
"""Price, in nats, of each way: which of them is taken more often is not known, so all cost the same."""
_CHANGED = _WAY + math.log(_FEW)
"""A number of changed words has its part of all changes."""
_BOTH = -math.log(0.05)
"""Price of a second thing by the same teller, who seldom does two."""
_HALF = math.log(2)
_ORDERS, _AGAIN = math.log(2), math.log(1.5)
"""Two changes come about in two orders; a third in three times as many."""
_KIND = math.log(3)
"""Of a changed word: another in its place, one more, one less; none is thought to be more frequent."""
_TOLD = math.log(2)
"""Of each word of a text that is told anew: another, or the same."""
MOST_CELLS = 4_096
"""Pairs of words that are looked at for the distance of two texts; beyond, its bound is taken."""
_FINE, _LACKING, _USUAL, _MOST_LEFT_OUT = 16, 64, 22, 64
"""Prices that are told from signatures alone: in 16ths of a nat; of a word that is lacking; for a text of usual length."""


def _guessed() -> NDArray[np.int64]:
    """Price of so many words left out."""
    words = np.arange(_MOST_LEFT_OUT)
    cut = _WAY + np.log(_USUAL + words) + np.log((words + 1) / 2)
    few = _CHANGED + words * (_KIND + math.log(_USUAL)) - _ORDERS * np.maximum(0, words - 1)
    guessed: NDArray[np.int64] = (_FINE * np.where(words <= _FEW, np.minimum(cut, few), cut)).astype(np.int64)
    return guessed


_GUESSED = _guessed()
_LOGS = np.log(np.maximum(1, np.arange(1 << 10)))


@compiled
def relatives(
    trees: Trees, held: NDArray[np.int64], asked: NDArray[np.bool_], found: NDArray[np.int32], first: int, stop: int
) -> None:
    """For each text asked for up to eight earlier ones of its tree that it seems to have its words from.

    :param held: how many statements have each text.
    :param found: written, in columns ``first`` to ``stop``.
    """
    near = np.empty(len(held), np.int64)
    for place in range(len(near)):
        near[place] = np.int64(_FINE * math.log(held[trees.order[place]]))
    costs, guesses = np.empty(stop - first, np.int64), np.empty(LOOKED_AT, np.int64)
    for tree in range(len(held)):
        begin = trees.begins[tree]
        for place in range(begin + 1, trees.begins[tree + 1]):
            text = trees.order[place]
            if asked[text]:
                costs[:] = 1 << 60
                best = found[text, first:stop]
                _seeming(trees, near, place, begin, min(place, begin + LOOKED_AT), guesses, costs, best)
                _seeming(trees, near, place, skipped(begin, place), place, guesses, costs, best)


@inner
def _seeming(
    trees: Trees,
    near: NDArray[np.int64],
    place: int,
    first: int,
    stop: int,
    guesses: NDArray[np.int64],
    costs: NDArray[np.int64],
    best: NDArray[np.int32],
) -> None:
    """Keep the cheapest of those at ``first`` to ``stop``, as far as signatures tell; of equally cheap ones the earliest.

    :param near: what is taken off the price of a text that many statements have.
    :param guesses: room for as many prices.
    """
    low, high, length = trees.low[place], trees.high[place], trees.lengths[place]
    for nth in range(stop - first):
        other = first + nth
        lacking = ones(low & ~trees.low[other]) + ones(high & ~trees.high[other])
        left_out = min(_MOST_LEFT_OUT - 1, max(0, trees.lengths[other] - length + lacking))
        guesses[nth] = _LACKING * lacking + _GUESSED[left_out] - near[other]
    for nth in range(stop - first):
        keep_cheapest(costs, best, guesses[nth], trees.order[first + nth])


@compiled
def sources(
    hashes: NDArray[np.uint64],
    starts: NDArray[np.int64],
    root: NDArray[np.int32],
    held: NDArray[np.int64],
    found: NDArray[np.int32],
    lacks: NDArray[np.int16],
) -> NDArray[np.int32]:
    """For each text the earlier one of its trail, among those found for it, that it has its words from.

    It lacks the fewest of the words; of several such the cheapest is taken (see above), of equally cheap ones the earliest.
    -1: none, or less than half of its words stand in any.

    :param held: how many statements have each text.
    """
    source = np.full(len(found), -1, np.int32)
    few, row = np.empty(found.shape[1], np.int32), np.empty(MOST_CELLS + 1, np.int64)
    for text in range(len(found)):
        least = (starts[text + 1] - starts[text]) // 2
        count = 0
        for nth in range(found.shape[1]):
            other = found[text, nth]
            if 0 <= lacks[text, nth] <= least and other < text and root[other] == root[text]:
                if lacks[text, nth] < least:
                    least, count = np.int64(lacks[text, nth]), 0
                few[count] = other
                count += 1
        if count == 1:
            source[text] = few[0]
            continue
        for nth in range(count):
            ask_words(hashes, starts[few[nth]])
        lowest = np.inf
        for nth in range(count):
            other = few[nth]
            cost = price(hashes, starts[text], starts[text + 1], starts[other], starts[other + 1], least, row)
            cost -= log(held[other])
            if cost < lowest or (cost == lowest and other < source[text]):
                lowest, source[text] = cost, other
    return source


@inner
def log(number: int) -> float:
    """The natural logarithm."""
    return _LOGS[number] if number < len(_LOGS) else math.log(number)


@inner
def price(
    hashes: NDArray[np.uint64],
    start: int,
    stop: int,
    other: int,
    other_stop: int,
    lacks: int,
    row: NDArray[np.int64],
) -> float:
    """What it costs, in nats, to make ``hashes[start:stop]`` of ``hashes[other:other_stop]``, which lacks some of its words.

    The words that are new cost nothing: they are as many whichever text of a trail they came into.
    """
    length, long = stop - start, other_stop - other
    left_out = long - length + lacks
    cut = _WAY + log(long) + log(left_out + 1) - _HALF
    cost = _edited(hashes, start, stop, other, other_stop, lacks, row)
    if lacks:
        return min(cost, cut + _BOTH + _CHANGED + lacks * (_KIND + log(length)))
    if left_out == 0:
        return cost
    spliced = _WAY + 2 * (log(long) - _HALF)
    if _ends(hashes, start, stop, other, other_stop) >= length:
        cost = min(cost, spliced)
    whole = within(hashes, start, stop, other, other_stop)
    return min(cost, cut if whole else cut + _BOTH + spliced)


@inner
def _edited(
    hashes: NDArray[np.uint64],
    start: int,
    stop: int,
    other: int,
    other_stop: int,
    lacks: int,
    row: NDArray[np.int64],
) -> float:
    """Price of changes of single words."""
    length, long = stop - start, other_stop - other
    edits = max(lacks, long - length + lacks)
    if lacks and long > length - lacks:
        edits = distance(hashes, start, stop, other, other_stop, edits, row)
    words = _KIND * edits
    anew = _WAY + _TOLD * max(edits, long) + words
    if edits > _FEW:
        return anew
    orders = _ORDERS * max(0, edits - 1) + (_AGAIN if edits == _FEW else 0.0)
    return min(anew, _CHANGED + edits * log(long) - orders + words)


@inner
def distance(
    hashes: NDArray[np.uint64],
    start: int,
    stop: int,
    other: int,
    other_stop: int,
    bound: int,
    row: NDArray[np.int64],
) -> int:
    """How many words are to be changed, added or dropped to make the one text of the other (Levenshtein 1966).

    :param bound: taken where much remains between what they begin and end with alike.
    :param row: room for ``MOST_CELLS`` numbers and one more.
    """
    while start < stop and other < other_stop and hashes[start] == hashes[other]:
        start, other = start + 1, other + 1
    while start < stop and other < other_stop and hashes[stop - 1] == hashes[other_stop - 1]:
        stop, other_stop = stop - 1, other_stop - 1
    if stop == start or other_stop == other:
        return max(stop - start, other_stop - other)
    if (stop - start) * (other_stop - other) > MOST_CELLS:
        return bound
    for place in range(other_stop - other + 1):
        row[place] = place
    for mine in range(start, stop):
        above, row[0] = row[0], row[0] + 1
        for place in range(other_stop - other):
            changed = above + (hashes[mine] != hashes[other + place])
            above = row[place + 1]
            row[place + 1] = min(changed, above + 1, row[place] + 1)
    return int(row[other_stop - other])


@inner
def _ends(hashes: NDArray[np.uint64], start: int, stop: int, other: int, other_stop: int) -> int:
    """How many words a text begins and ends with as a longer one does."""
    front = back = 0
    while front < stop - start and hashes[start + front] == hashes[other + front]:
        front += 1
    while back < stop - start and hashes[stop - 1 - back] == hashes[other_stop - 1 - back]:
        back += 1
    return front + back
