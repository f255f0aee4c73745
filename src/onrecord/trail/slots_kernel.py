"""The words of a text of at most sixty-four → a table that tells where each stands, as bits: compiled.

Each word has a slot of its own, so that nobody has to look further: who asks for a word looks at ``slot_of`` it alone.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import inner

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 64
"""Words of such a text at most."""
SLOTS = 1 << 10
_TURNS = 8
"""How many ways there are to give each word its slot."""
_TURN, _SLOT = np.uint64(7), np.uint64(SLOTS - 1)
_NONE, _1 = np.uint64(0), np.uint64(1)


@inner
def slot_of(word: np.uint64, turn: np.uint64) -> np.uint64:
    """The slot of a word; ``turn`` is what ``note`` returned."""
    return (word >> turn) & _SLOT


@inner
def note(
    words: NDArray[np.uint64], start: int, stop: int, known: NDArray[np.uint64], masks: NDArray[np.uint64]
) -> np.int64:
    """Note the words of a text, ``words[start:stop]``.

    :param known: ``SLOTS`` numbers, written: which word has the slot; all 0 before.
    :param masks: the same, written: where it stands in the text.
    :return: from which bit on a word tells its slot; -1 where there is no such table, and nothing was noted.
    """
    if stop - start > BLOCK:
        return np.int64(-1)
    turn = _NONE
    for _ in range(_TURNS):
        clash = False
        for place in range(start, stop):
            slot = slot_of(words[place], turn)
            clash |= known[slot] != _NONE and known[slot] != words[place]
            known[slot] = words[place]
            masks[slot] |= _1 << np.uint64(place - start)
        if not clash:
            return np.int64(turn)
        forget(words, start, stop, known, masks, turn)
        turn += _TURN
    return np.int64(-1)


@inner
def forget(
    words: NDArray[np.uint64],
    start: int,
    stop: int,
    known: NDArray[np.uint64],
    masks: NDArray[np.uint64],
    turn: np.uint64,
) -> None:
    """Empty the table for the next text."""
    for place in range(start, stop):
        slot = slot_of(words[place], turn)
        known[slot] = masks[slot] = _NONE
