"""New texts among those that were followed before: what their prints lead to in kept lists, and their ids: compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LARGEST = np.uint64(0xFFFFFFFFFFFFFFFF)


@compiled
def look_up(
    contexts: NDArray[np.uint64],
    seats: NDArray[np.int32],
    listed: NDArray[np.uint64],
    prints: NDArray[np.uint64],
    asked: NDArray[np.uint64],
    lengths: NDArray[np.int32],
    times: NDArray[np.int64],
    links: NDArray[np.int32],
    nearest: NDArray[np.uint64],
    sizes: NDArray[np.int64],
) -> None:
    """Put new prints into the kept lists of equal ones: who is longest there, next to it, and earliest.

    May be called for one store of lists after the other: ``links`` (rows of four, -1 for none), ``nearest`` (contexts of the
    two neighbours) and ``sizes`` are brought up to date.

    :param contexts: of the kept prints, ordered within each list; ``seats`` are their texts.
    :param listed: the kept prints, in order.
    :param prints: those asked for, in order, too; ``asked`` is what follows each in its text.
    """
    hub = earliest = np.int32(-1)
    start = end = 0
    for row in range(len(asked)):
        if row == 0 or prints[row] != prints[row - 1]:
            start = end = _at_least(listed, prints[row], end)
            hub = earliest = seats[start] if start < len(listed) else np.int32(-1)
            while end < len(listed) and listed[end] == prints[row]:
                end += 1
            for place in range(start + 1, end):
                seat = seats[place]
                if lengths[seat] > lengths[hub] or (lengths[seat] == lengths[hub] and times[seat] < times[hub]):
                    hub = seat
                if times[seat] < times[earliest]:
                    earliest = seat
        if start == end:
            continue
        sizes[row] += end - start
        _take(links[row], 0, hub, lengths[hub] > lengths[links[row, 0]])
        _take(links[row], 3, earliest, times[earliest] < times[links[row, 3]])
        at = start + np.searchsorted(contexts[start:end], asked[row])
        if at > start and (links[row, 1] < 0 or contexts[at - 1] > nearest[row, 0]):
            links[row, 1], nearest[row, 0] = seats[at - 1], contexts[at - 1]
        if at < end and (links[row, 2] < 0 or contexts[at] < nearest[row, 1]):
            links[row, 2], nearest[row, 1] = seats[at], contexts[at]


@compiled
def _at_least(listed: NDArray[np.uint64], wanted: np.uint64, low: int) -> int:
    """The first place from ``low`` on with a number that is not lower; near ones are found soonest."""
    step, high = 1, low
    while high < len(listed) and listed[high] < wanted:
        low, high, step = high + 1, high + step, 2 * step
    high = min(high, len(listed))
    while low < high:
        middle = (low + high) // 2
        if listed[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _take(links: NDArray[np.int32], kind: int, seat: np.int32, better: bool) -> None:
    if links[kind] < 0 or better:
        links[kind] = seat


@compiled
def places_among(
    signs: NDArray[np.uint8], begins: NDArray[np.int32], order: NDArray[np.int32], new: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Where new strings stand among known ones.

    :param signs: the bytes of all strings; string ``i`` is ``signs[begins[i] : begins[i + 1]]``.
    :param order: the known ones in order, ``new`` the others.
    """
    places = np.empty(len(new), np.int64)
    for row in range(len(new)):
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            if _lower(signs, begins, order[middle], new[row]):
                low = middle + 1
            else:
                high = middle
        places[row] = low
    return places


@compiled
def _lower(signs: NDArray[np.uint8], begins: NDArray[np.int32], one: int, other: int) -> bool:
    a, b = begins[one], begins[other]
    length, rival = begins[one + 1] - a, begins[other + 1] - b
    for place in range(min(length, rival)):
        if signs[a + place] != signs[b + place]:
            return bool(signs[a + place] < signs[b + place])
    return bool(length < rival)


@compiled
def seats_of(keys: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The places of some keys, each there once, among many known ones; -1 for none."""
    found = np.full(len(keys), -1, np.int64)
    room = 16
    while room < 4 * len(keys):
        room *= 2
    mask = np.uint64(room - 1)
    table = np.full(room, -1, np.int64)
    for row in range(len(keys)):
        slot = keys[row] & mask
        while table[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        table[slot] = row
    for place in range(len(known)):
        slot = known[place] & mask
        while table[slot] >= 0:
            if keys[table[slot]] == known[place]:
                found[table[slot]] = place
                break
            slot = (slot + np.uint64(1)) & mask
    return found
