"""Prints that several texts have → whom each of them links to, and the candidates that each text may come from: compiled.

In each print's list every text is linked to the longest one (the hub), its neighbours in the order of what follows, and
the earliest: linear in the length of the list. ``share_kernel`` does the same for all prints at once.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.trail.compiled import compiled, inner

if TYPE_CHECKING:
    from numpy.typing import NDArray

CANDIDATES = 16
TOLD = 64
"""What a print tells is counted in so many parts of a bit, so that sums of it are exact, in any order."""
_FEW = 16
_SPREAD = 40503


@inner
def telling(total: int, size: int) -> int:
    """How much a print tells that ``size`` of ``total`` texts have: the binary logarithm of how rare it is, times ``TOLD``."""
    return int(np.round(np.log2(1.0 + total / size) * TOLD))


@compiled
def link(
    lengths: NDArray[np.int64],
    contexts: NDArray[np.uint64],
    owner: NDArray[np.int32],
    prints: NDArray[np.uint64],
    order: NDArray[Any],
    total: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """For each print: its list's longest text (the hub), its two neighbours in the order of what follows, its earliest text.

    Texts are numbered by time. -1 stands for none.

    :param lengths: words of each text; ``contexts``, ``owner`` and ``prints`` are those of the shared prints.
    :param order: numbers of the shared prints, so that equal ones stand together.
    :param total: how many texts there are.
    :return: links, one row of four for each print, and how much a print tells, in bits.
    """
    links = np.full((len(order), 4), -1, np.int32)
    tells = np.zeros(len(order), np.float32)
    context, ranked = np.empty((2, 64), np.uint64), np.empty((2, 64), np.int32)
    first = 0
    while first < len(order):
        of = prints[order[first]]
        stop = first + 1
        while stop < len(order) and prints[order[stop]] == of:
            stop += 1
        size = stop - first
        if size > 1:
            if size > context.shape[1]:
                context, ranked = np.empty((2, 2 * size), np.uint64), np.empty((2, 2 * size), np.int32)
            hub = earliest = owner[order[first]]
            longest = lengths[hub]
            for nth in range(size):
                at = order[first + nth]
                text = owner[at]
                context[0, nth], ranked[0, nth] = contexts[at], at
                earliest = min(earliest, text)
                if lengths[text] > longest or (lengths[text] == longest and text < hub):
                    hub, longest = text, lengths[text]
            side = _rank(context, ranked, size)
            told = np.float32(telling(total, size) / TOLD)
            before = np.int32(-1)
            for nth in range(size):
                row = ranked[side, nth]
                links[row, 0] = hub
                links[row, 1] = before
                before = owner[row]
                links[row, 2] = owner[ranked[side, nth + 1]] if nth + 1 < size else -1
                links[row, 3] = earliest
                tells[row] = told
        first = stop
    return links, tells


@inner
def _rank(context: NDArray[np.uint64], ranked: NDArray[np.int32], size: int) -> int:
    """Sort by what follows: runs of a few by insertion, these merged from one side to the other; on which side all are."""
    for begin in range(0, size, _FEW):
        for nth in range(begin + 1, min(begin + _FEW, size)):
            key, row = context[0, nth], ranked[0, nth]
            at = nth
            while at > begin and context[0, at - 1] > key:
                context[0, at], ranked[0, at] = context[0, at - 1], ranked[0, at - 1]
                at -= 1
            context[0, at], ranked[0, at] = key, row
    side, run = 0, _FEW
    while run < size:
        for begin in range(0, size, 2 * run):
            left, middle = begin, min(begin + run, size)
            right, stop = middle, min(begin + 2 * run, size)
            for at in range(begin, stop):
                if right == stop or (left < middle and context[side, left] <= context[side, right]):
                    took, left = left, left + 1
                else:
                    took, right = right, right + 1
                context[1 - side, at], ranked[1 - side, at] = context[side, took], ranked[side, took]
        side, run = 1 - side, 2 * run
    return side


@compiled
def candidates(
    links: NDArray[np.int32], tells: NDArray[np.float32], owner: NDArray[np.int32], texts: int
) -> NDArray[np.int32]:
    """For each text up to sixteen others, those first whose common prints tell most; -1 where there are fewer."""
    best = np.full((texts, CANDIDATES), -1, np.int32)
    slots, sums, used = np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.int64)
    top = np.empty(CANDIDATES, np.int64)
    row = 0
    while row < len(owner):
        text, stop, count = owner[row], row + 1, 0
        while stop < len(owner) and owner[stop] == text:
            stop += 1
        size = table_size(4 * (stop - row))
        if size > len(slots):
            slots, sums, used = np.full(size, -1, np.int32), np.zeros(size, np.int64), np.empty(size, np.int64)
        for at in range(row, stop):
            for kind in range(4):
                other = links[at, kind]
                if other >= 0 and other != text and not _named_before(links, at, kind):
                    count = add(other, np.int64(np.round(tells[at] * TOLD)), slots, sums, size, used, count)
        take_best(slots, sums, used, count, best[text], top)
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
def add(
    other: int,
    told: int,
    slots: NDArray[np.int32],
    sums: NDArray[np.int64],
    size: int,
    used: NDArray[np.int64],
    count: int,
) -> int:
    """Add to what is told of another; how many slots, listed in ``used``, are taken now."""
    slot = np.int64(other * _SPREAD) & (size - 1)
    while slots[slot] >= 0 and slots[slot] != other:
        slot = (slot + 1) & (size - 1)
    if slots[slot] < 0:
        slots[slot] = other
        used[count] = slot
        count += 1
    sums[slot] += told
    return count


@inner
def take_best(
    slots: NDArray[np.int32],
    sums: NDArray[np.int64],
    used: NDArray[np.int64],
    count: int,
    best: NDArray[np.int32],
    top: NDArray[np.int64],
) -> None:
    """Put the others of whom most is told into ``best``, and empty the slots."""
    kept = 0
    for nth in range(count):
        slot = used[nth]
        kept = _put(slots[slot], sums[slot], best, top, kept)
        slots[slot] = -1
        sums[slot] = 0


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
