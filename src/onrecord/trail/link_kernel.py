"""Prints that several texts have → whom each of them links to, and the candidates that each text may come from: compiled.

In each print's list every text is linked to the longest one (the hub), its neighbours in the order of what follows, and
the earliest: linear in the length of the list. ``share_kernel`` does the same for all prints at once.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled, inner

if TYPE_CHECKING:
    from numpy.typing import NDArray

CANDIDATES = 12
TOLD = 64
"""What a print tells is counted in so many parts of a bit, so that sums of it are exact, in any order."""
_FEW = 32
_SPREAD, _LOW = 40503, 0xFFFFFFFF


@inner
def telling(total: int, size: int) -> int:
    """How much a print tells that ``size`` of ``total`` texts have: the binary logarithm of how rare it is, times ``TOLD``."""
    return int(np.round(np.log2(1.0 + total / size) * TOLD))


@compiled
def link(
    lengths: NDArray[np.int64], owner: NDArray[np.int32], prints: NDArray[np.uint64], total: int
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """For each print: its list's longest text (the hub), its two neighbours in the order of what follows, its earliest text.

    Texts are numbered by time. -1 stands for none.

    :param lengths: words of each text.
    :param owner: texts of the prints; these are in order, equal ones in the order of what follows.
    :param total: how many texts there are.
    :return: links, one row of four for each print, and how much a print tells, in bits.
    """
    links = np.full((len(prints), 4), -1, np.int32)
    tells = np.zeros(len(prints), np.float32)
    first = 0
    while first < len(prints):
        stop = first + 1
        while stop < len(prints) and prints[stop] == prints[first]:
            stop += 1
        if stop - first > 1:
            hub = earliest = owner[first]
            for row in range(first + 1, stop):
                text = owner[row]
                earliest = min(earliest, text)
                if lengths[text] > lengths[hub] or (lengths[text] == lengths[hub] and text < hub):
                    hub = text
            links[first:stop, 0], links[first:stop, 3] = hub, earliest
            links[first + 1 : stop, 1] = owner[first : stop - 1]
            links[first : stop - 1, 2] = owner[first + 1 : stop]
            tells[first:stop] = np.float32(telling(total, stop - first) / TOLD)
        first = stop
    return links, tells


@compiled
def rank_lists(
    order: NDArray[np.int64], prints: NDArray[np.uint64], contexts: NDArray[np.uint64], ranks: NDArray[np.uint64]
) -> None:
    """Put equal prints into the order of what follows, and of equal ones of that into that of ``ranks``, in place.

    :param order: rows of the others, so that equal prints stand together.
    """
    first = 0
    while first < len(order):
        stop = first + 1
        while stop < len(order) and prints[order[stop]] == prints[order[first]]:
            stop += 1
        if stop - first > _FEW:
            rows = order[first:stop].copy()
            rows = rows[np.argsort(ranks[rows], kind="mergesort")]
            order[first:stop] = rows[np.argsort(contexts[rows], kind="mergesort")]
        else:
            for nth in range(first + 1, stop):
                row, at = order[nth], nth
                while at > first and _behind(order[at - 1], row, contexts, ranks):
                    order[at] = order[at - 1]
                    at -= 1
                order[at] = row
        first = stop


@inner
def _behind(one: int, other: int, contexts: NDArray[np.uint64], ranks: NDArray[np.uint64]) -> bool:
    if contexts[one] != contexts[other]:
        return bool(contexts[one] > contexts[other])
    return bool(ranks[one] > ranks[other])


@compiled
def candidates(
    links: NDArray[np.int32], tells: NDArray[np.float32], owner: NDArray[np.int32], texts: int
) -> NDArray[np.int32]:
    """For each text up to twelve others, those first whose common prints tell most; -1 where there are fewer."""
    best = np.full((texts, CANDIDATES), -1, np.int32)
    table, used = np.empty(0, np.int64), np.empty(0, np.int64)
    top = np.empty(CANDIDATES, np.int64)
    row = 0
    while row < len(owner):
        text, stop, count = owner[row], row + 1, 0
        while stop < len(owner) and owner[stop] == text:
            stop += 1
        size = table_size(4 * (stop - row))
        if size > len(table):
            table, used = np.zeros(size, np.int64), np.empty(size, np.int64)
        for at in range(row, stop):
            for kind in range(4):
                other = links[at, kind]
                if other >= 0 and other != text and not _named_before(links, at, kind):
                    count = add(other, np.int64(np.round(tells[at] * TOLD)), table, size, used, count)
        take_best(table, used, count, best[text], top)
        row = stop
    return best


@inner
def table_size(most: int) -> int:
    """Slots for so many different numbers."""
    size = 64
    while size < 2 * most:
        size *= 2
    return size


@inner
def add(other: int, told: int, table: NDArray[np.int64], size: int, used: NDArray[np.int64], count: int) -> int:
    """Add to what is told of another; how many slots, listed in ``used``, are taken now.

    :param table: in each slot that is taken the other, plus one, in the upper half, and what is told of it in the lower one.
    """
    slot = np.int64(other * _SPREAD) & (size - 1)
    while table[slot] != 0 and table[slot] >> 32 != other + 1:
        slot = (slot + 1) & (size - 1)
    if table[slot] == 0:
        table[slot] = np.int64(other + 1) << 32
        used[count] = slot
        count += 1
    table[slot] += told
    return count


@inner
def take_best(
    table: NDArray[np.int64], used: NDArray[np.int64], count: int, best: NDArray[np.int32], top: NDArray[np.int64]
) -> None:
    """Put the others of whom most is told into ``best``, and empty the slots."""
    kept = 0
    for nth in range(count):
        slot = used[nth]
        kept = _put((table[slot] >> 32) - 1, table[slot] & _LOW, best, top, kept)
        table[slot] = 0


@inner
def _named_before(links: NDArray[np.int32], row: int, kind: int) -> bool:
    there = False
    for before in range(kind):
        there |= links[row, before] == links[row, kind]
    return there


@inner
def _put(other: int, told: int, best: NDArray[np.int32], top: NDArray[np.int64], kept: int) -> int:
    """Insert into a short sorted list; equal sums are ordered by number."""
    if kept == CANDIDATES and top[kept - 1] > told:
        return kept
    at = kept
    while at > 0 and (top[at - 1] < told or (top[at - 1] == told and best[at - 1] > other)):
        at -= 1
    if at == CANDIDATES:
        return kept
    for place in range(min(kept, CANDIDATES - 1), at, -1):
        best[place], top[place] = best[place - 1], top[place - 1]
    best[at], top[at] = other, told
    return min(kept + 1, CANDIDATES)
