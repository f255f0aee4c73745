"""New texts among those that were followed before: what their prints lead to in kept lists, and who is near: compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled
from onrecord.trail.forest_kernel import RELATIVES, _nearest

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LARGEST = np.uint64(0xFFFFFFFFFFFFFFFF)


@compiled
def look_up(
    contexts: NDArray[np.uint64],
    seats: NDArray[np.int32],
    first: NDArray[np.int64],
    stop: NDArray[np.int64],
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
    :param first: where each asked print's list begins, ``stop`` where it ends; equal ones stand together.
    :param asked: what follows each asked print in its text.
    """
    hub = earliest = np.int32(-1)
    for row in range(len(asked)):
        start, end = first[row], stop[row]
        if start >= end:
            continue
        if row == 0 or start != first[row - 1]:
            hub = earliest = seats[start]
            for place in range(start + 1, end):
                seat = seats[place]
                if lengths[seat] > lengths[hub] or (lengths[seat] == lengths[hub] and times[seat] < times[hub]):
                    hub = seat
                if times[seat] < times[earliest]:
                    earliest = seat
        sizes[row] += end - start
        _take(links[row], 0, hub, lengths[hub] > lengths[links[row, 0]])
        _take(links[row], 3, earliest, times[earliest] < times[links[row, 3]])
        at = start + np.searchsorted(contexts[start:end], asked[row])
        if at > start and (links[row, 1] < 0 or contexts[at - 1] > nearest[row, 0]):
            links[row, 1], nearest[row, 0] = seats[at - 1], contexts[at - 1]
        if at < end and (links[row, 2] < 0 or contexts[at] < nearest[row, 1]):
            links[row, 2], nearest[row, 1] = seats[at], contexts[at]


@compiled
def _take(links: NDArray[np.int32], kind: int, seat: np.int32, better: bool) -> None:
    if links[kind] < 0 or better:
        links[kind] = seat


@compiled
def nearest_of(
    asked: NDArray[np.bool_], starts: NDArray[np.int64], root: NDArray[np.int32], signatures: NDArray[np.uint64]
) -> NDArray[np.int32]:
    """The same as ``forest_kernel.relatives``, for some of the texts only: a row for each of all, -1 for none."""
    best = np.full((len(root), RELATIVES), -1, np.int32)
    order = np.argsort(root, kind="mergesort")
    costs = np.empty(RELATIVES, np.int64)
    first = 0
    for place in range(len(order)):
        text = order[place]
        if root[text] != root[order[first]]:
            first = place
        if asked[text]:
            costs[:] = 1 << 60
            _nearest(text, order, first, place, starts, signatures, costs, best[text])
    return best
