"""Keys of statements in their order → variants: equal keys are one, numbered by their first; compiled.

What statements with equal keys have in common is ``variants``'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.ahead_kernel import ask_words
from onrecord.trail.compiled import compiled
from onrecord.trail.instructions import ask

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AHEAD = 8
"""So many rows ahead memory is asked for what they need."""


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
    for nth in range(len(order)):
        if nth + _AHEAD < len(order):
            ask(slots, np.int64(keys[order[nth + _AHEAD]]) & (size - 1))
        row = order[nth]
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
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    begins: NDArray[np.int64],
    counts: NDArray[np.int64],
    places: NDArray[np.int64],
    found: NDArray[np.uint64],
    flagged: NDArray[np.uint8],
) -> None:
    """Copy the words of some texts.

    :param begins: of each text, in ``hashes`` and ``flags``; ``counts`` says how many words it has.
    :param places: where they are written, in ``found`` and ``flagged``.
    """
    for text in range(len(begins)):
        if text + _AHEAD < len(begins):
            ask_words(hashes, begins[text + _AHEAD])
        start, to = begins[text], places[text]
        for word in range(counts[text]):
            found[to + word] = hashes[start + word]
        for word in range(counts[text]):
            flagged[to + word] = flags[start + word]
