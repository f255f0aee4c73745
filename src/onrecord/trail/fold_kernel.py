"""Keys of statements in their order → variants: equal keys are one, numbered by their first; compiled.

What statements with equal keys have in common is ``variants``'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@compiled
def numbered(keys: NDArray[np.uint64], order: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The variant of each row, and each variant's first row.

    :param keys: of rows, well spread over 64 bits.
    :param order: rows in the order in which variants are numbered.
    """
    size = 64
    while size < 2 * len(keys):
        size *= 2
    slots = np.full(size, -1, np.int32)
    variant, heads = np.empty(len(keys), np.int64), np.empty(len(keys), np.int64)
    count = 0
    for row in order:
        slot = np.int64(keys[row]) & (size - 1)
        while slots[slot] >= 0 and keys[heads[slots[slot]]] != keys[row]:
            slot = (slot + 1) & (size - 1)
        if slots[slot] < 0:
            slots[slot] = count
            heads[count] = row
            count += 1
        variant[row] = slots[slot]
    return variant, heads[:count].copy()


@compiled
def gathered(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], starts: NDArray[np.int64], texts: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.uint8], NDArray[np.int64]]:
    """The words of some texts, in that order, and where each one's begin."""
    places = np.zeros(len(texts) + 1, np.int64)
    for nth in range(len(texts)):
        places[nth + 1] = places[nth] + starts[texts[nth] + 1] - starts[texts[nth]]
    found, flagged = np.empty(places[-1], np.uint64), np.empty(places[-1], np.uint8)
    for nth in range(len(texts)):
        at = places[nth]
        for word in range(starts[texts[nth]], starts[texts[nth] + 1]):
            found[at], flagged[at] = hashes[word], flags[word]
            at += 1
    return found, flagged, places
