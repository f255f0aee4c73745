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

from onrecord.trail.compiled import compiled, inner
from onrecord.trail.tree_kernel import LOOKED_AT, Trees, bits, keep_cheapest, skipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

RELATIVES = 8
_FEW = 3
"""So many words are changed here and there; more, by telling it anew."""
_CUT, _SPLICED, _CHANGED, _ANEW = (-math.log(share) for share in (0.12, 0.03, 0.22 / _FEW, 0.03))
"""Prices, in nats, of what happens in so many of a hundred copies; a number of changed words has its part of all changes. The
shares, as those of words below, are those of ``bench.trails``' generator: set all alike, they cost .001 of its right sources."""
_BOTH = -math.log(0.05)
"""Price of a second thing by the same teller."""
_HALF = math.log(2)
_ORDERS, _AGAIN = math.log(2), math.log(1.5)
"""Two changes come about in two orders; a third in three times as many."""
_OTHER, _ADDED, _DROPPED = (-math.log(share) for share in (0.55, 0.25, 0.2))
"""Of changed words: another in its place, one more, one less."""
_TOUCHED, _LEFT = -math.log(0.3), -math.log(0.7)
"""Of a text that is told anew: each word is another or stays."""
_MOST_CELLS = 4_096
"""Pairs of words that are looked at for the distance of two texts; beyond, its bound is taken."""
_MOST_LOOKED_AT = 1 << 16
"""Equal words that are looked at for a stretch; only texts of the same few words over and over have more."""
_FINE, _LACKING, _USUAL, _MOST_LEFT_OUT = 16, 64, 22, 64
"""Prices that are told from signatures alone: in 16ths of a nat; of a word that is lacking; for a text of usual length."""


def _guessed() -> NDArray[np.int64]:
    """Price of so many words left out."""
    words = np.arange(_MOST_LEFT_OUT)
    cut = _CUT + np.log(_USUAL + words) + np.log((words + 1) / 2)
    few = _CHANGED + words * (_DROPPED + math.log(_USUAL)) - _ORDERS * np.maximum(0, words - 1)
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
        lacking = bits(low & ~trees.low[other]) + bits(high & ~trees.high[other])
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
    few = np.empty(found.shape[1], np.int32)
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
        lowest = np.inf
        for nth in range(count):
            other = few[nth]
            cost = price(hashes, starts[text], starts[text + 1], starts[other], starts[other + 1], least)
            cost -= log(held[other])
            if cost < lowest or (cost == lowest and other < source[text]):
                lowest, source[text] = cost, other
    return source


@inner
def log(number: int) -> float:
    """The natural logarithm."""
    return _LOGS[number] if number < len(_LOGS) else math.log(number)


@compiled
def price(hashes: NDArray[np.uint64], start: int, stop: int, other: int, other_stop: int, lacks: int) -> float:
    """What it costs, in nats, to make ``hashes[start:stop]`` of ``hashes[other:other_stop]``, which lacks some of its words.

    The words that are new cost nothing: they are as many whichever text of a trail they came into.
    """
    length, long = stop - start, other_stop - other
    left_out = long - length + lacks
    cut = _CUT + log(long) + log(left_out + 1) - _HALF
    cost = _edited(hashes, start, stop, other, other_stop, lacks)
    if lacks:
        return min(cost, cut + _BOTH + _CHANGED + lacks * (_OTHER + log(length)))
    if left_out == 0:
        return cost
    spliced = _SPLICED + 2 * (log(long) - _HALF)
    if _ends(hashes, start, stop, other, other_stop) >= length:
        cost = min(cost, spliced)
    whole = _within(hashes, start, stop, other, other_stop)
    return min(cost, cut if whole else cut + _BOTH + spliced)


@compiled
def _edited(hashes: NDArray[np.uint64], start: int, stop: int, other: int, other_stop: int, lacks: int) -> float:
    """Price of changes of single words."""
    length, long = stop - start, other_stop - other
    edits = max(lacks, long - length + lacks)
    if lacks and long > length - lacks:
        edits = distance(hashes, start, stop, other, other_stop, edits)
    dropped = edits - lacks
    added = max(0, length - long + dropped)
    words = _OTHER * (lacks - added) + _ADDED * added + _DROPPED * dropped
    anew = _ANEW + _TOUCHED * edits + _LEFT * max(0, long - edits) + words
    if edits > _FEW:
        return anew
    orders = _ORDERS * max(0, edits - 1) + (_AGAIN if edits == _FEW else 0.0)
    return min(anew, _CHANGED + edits * log(long) - orders + words)


@compiled
def distance(hashes: NDArray[np.uint64], start: int, stop: int, other: int, other_stop: int, bound: int) -> int:
    """How many words are to be changed, added or dropped to make the one text of the other (Levenshtein 1966).

    :param bound: taken where much remains between what they begin and end with alike.
    """
    while start < stop and other < other_stop and hashes[start] == hashes[other]:
        start, other = start + 1, other + 1
    while start < stop and other < other_stop and hashes[stop - 1] == hashes[other_stop - 1]:
        stop, other_stop = stop - 1, other_stop - 1
    if (stop - start) * (other_stop - other) > _MOST_CELLS:
        return bound
    row = np.arange(other_stop - other + 1)
    for mine in range(start, stop):
        above, row[0] = row[0], row[0] + 1
        for place in range(other_stop - other):
            changed = above + (hashes[mine] != hashes[other + place])
            above = row[place + 1]
            row[place + 1] = min(changed, above + 1, row[place] + 1)
    return int(row[-1])


@compiled
def _ends(hashes: NDArray[np.uint64], start: int, stop: int, other: int, other_stop: int) -> int:
    """How many words a text begins and ends with as a longer one does."""
    front = back = 0
    while front < stop - start and hashes[start + front] == hashes[other + front]:
        front += 1
    while back < stop - start and hashes[stop - 1 - back] == hashes[other_stop - 1 - back]:
        back += 1
    return front + back


@compiled
def _within(hashes: NDArray[np.uint64], start: int, stop: int, other: int, other_stop: int) -> bool:
    """Whether a text is a stretch of a longer one."""
    length, looked = stop - start, 0
    for place in range(other, other_stop - length + 1):
        same = 0
        while same < length and hashes[start + same] == hashes[place + same]:
            same += 1
        looked += same
        if same == length or looked > _MOST_LOOKED_AT:
            return same == length
    return False
