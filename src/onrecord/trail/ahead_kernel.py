"""Places that will soon be read → memory asked for them now, so that no loop waits for one after the other: compiled.

The texts of a corpus do not fit into a cache, and those found for a text lie anywhere among them: without this, half of the
time of a comparison is spent on waiting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import inner
from onrecord.trail.instructions import ask

if TYPE_CHECKING:
    from numpy.typing import NDArray

STARTS, WORDS = 12, 4
"""So many rows ahead memory is asked where words begin, and for the words; as many pairs:"""
_PAIR_STARTS, _PAIR_WORDS = 32, 8
_LINE, _LINES = 8, 4
"""Words that memory brings at once, and how often it is asked for a text: most have fewer words than that."""


@inner
def ask_row(
    hashes: NDArray[np.uint64], starts: NDArray[np.int64], found: NDArray[np.int32], first: int, stop: int, text: int
) -> None:
    """Ask for the words of those in some columns of ``found``, a few rows below ``text``."""
    if text + STARTS < len(found):
        for nth in range(first, stop):
            if found[text + STARTS, nth] >= 0:
                ask(starts, found[text + STARTS, nth])
    if text + WORDS < len(found):
        for nth in range(first, stop):
            if found[text + WORDS, nth] >= 0:
                ask_words(hashes, starts[found[text + WORDS, nth]])


@inner
def ask_pair(
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    starts: NDArray[np.int64],
    others: NDArray[np.int32],
    pair: int,
) -> None:
    """Ask for the texts of ``others`` that come a few pairs below ``pair``."""
    if pair + _PAIR_STARTS < len(others):
        ask(starts, others[pair + _PAIR_STARTS])
    if pair + _PAIR_WORDS < len(others):
        start = starts[others[pair + _PAIR_WORDS]]
        ask_words(hashes, start)
        ask(flags, start)


@inner
def ask_words(hashes: NDArray[np.uint64], start: int) -> None:
    """Ask for the words of a text."""
    for line in range(_LINES):
        ask(hashes, start + line * _LINE)
