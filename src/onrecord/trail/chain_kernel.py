"""Two lists of words → the best chain of words that are equal in both, in order: compiled.

Every equal word earns its weight, every new run costs a penalty (Gotoh 1982 has the recurrence; gaps are free). Only the
places where words are equal are looked at (Hunt and Szymanski 1977). Texts are ``words[start:stop]`` of the words of all
texts. What a chain shows is ``align_kernel``'s.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.align_kernel import FULL, LIGHT, RUN
from onrecord.trail.compiled import compiled, inner
from onrecord.trail.instructions import highest, zeros
from onrecord.trail.slots_kernel import slot_of
from onrecord.trail.words_kernel import FUNCTION

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BEST, _BEST_AT, _LAST, _LAST_ROW, _LAST_AT = range(5)
COLUMN, PLACE = 5, 3
"""Numbers kept for each word of one text, and for each place of equal words."""
_NONE, _1 = np.uint64(0), np.uint64(1)


@compiled
def index(
    words: NDArray[np.uint64], start: int, stop: int, slots: NDArray[np.int32], size: int, before: NDArray[np.int32]
) -> None:
    """Make a hash table of the places of a text's words.

    :param slots: the last place of the words that fall there, -1 for none; ``size``, a power of two, are used.
    :param before: for each place the one before it in the same slot.
    """
    for slot in range(size):
        slots[slot] = -1
    for place in range(stop - start):
        slot = np.int64(words[start + place]) & (size - 1)
        before[place] = slots[slot]
        slots[slot] = place


@compiled
def chain(
    words: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    start: int,
    stop: int,
    other: int,
    other_stop: int,
    slots: NDArray[np.int32],
    size: int,
    before: NDArray[np.int32],
    columns: NDArray[np.int32],
    places: NDArray[np.int32],
) -> tuple[int, int]:
    """The best chain of equal words of two texts.

    :param slots: with ``size`` and ``before`` the index of ``words[start:stop]``; the other text is
        ``words[other:other_stop]``.
    :param columns: room: ``COLUMN`` rows, with a number for each word of the one text, and one more.
    :param places: room for ``PLACE`` numbers for each place of equal words: where in the other, where in the one, and which
        place is before it in the best chain, -1 for none.
    :return: its worth, and its last place.
    """
    end = stop - start
    for column in range(end + 1):
        columns[_BEST, column] = 0
        columns[_BEST_AT, column] = columns[_LAST_ROW, column] = -1
    count = 0
    for row in range(other_stop - other):
        word = words[other + row]
        place = np.int64(slots[np.int64(word) & (size - 1)])
        while place >= 0:
            if words[start + place] == word and count < len(places):
                value, came = columns[_BEST, place] - RUN, columns[_BEST_AT, place]
                if columns[_LAST_ROW, place] == row and columns[_LAST, place] >= value:
                    value, came = columns[_LAST, place], columns[_LAST_AT, place]
                value += LIGHT if flags[other + row] & FUNCTION else FULL
                places[count], places[count + 1], places[count + 2] = row, place, came
                # A run goes on one row and one column further: it is kept there.
                columns[_LAST, place + 1], columns[_LAST_ROW, place + 1] = value, row + 1
                columns[_LAST_AT, place + 1] = count
                _raise(columns, place + 1, end, value, count)
                count += PLACE
            place = np.int64(before[place])
    return columns[_BEST, end], columns[_BEST_AT, end]


@inner
def _raise(columns: NDArray[np.int32], column: int, end: int, value: int, count: int) -> None:
    """From a column on, note a chain where no better one is known; what is best never falls from left to right."""
    stop = end + 1
    if columns[_BEST, end] >= value:
        stop = column
        while columns[_BEST, stop] < value:
            stop += 1
    for at in range(column, stop):
        columns[_BEST, at] = value
    for at in range(column, stop):
        columns[_BEST_AT, at] = count


@inner
def chain_64(
    words: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    other: int,
    other_stop: int,
    known: NDArray[np.uint64],
    masks: NDArray[np.uint64],
    turn: np.uint64,
    columns: NDArray[np.int32],
    places: NDArray[np.int32],
) -> tuple[np.int32, np.int32]:
    """The same of a text of at most sixty-four words, which ``slots_kernel.note`` has noted.

    What is best up to a word rises from left to right by few steps: ``steps`` has the words at which it does.

    :param columns: room: ``COLUMN`` rows, with a number for each word.
    """
    steps = before = _NONE
    count = 0
    for row in range(other_stop - other):
        word = words[other + row]
        slot = slot_of(word, turn)
        mask = masks[slot] if known[slot] == word else _NONE
        weight = LIGHT if flags[other + row] & FUNCTION else FULL
        left = mask
        while left:
            place = highest(left)
            bit = _1 << np.uint64(place)
            left ^= bit
            step = highest(steps & (bit - _1))
            value, came = _at(columns, step)
            value -= RUN
            # A run goes on from the word before, if that was equal in the row before.
            if (before << _1) & bit and columns[_LAST, place - 1] >= value:
                value, came = columns[_LAST, place - 1], columns[_LAST_AT, place - 1]
            value += weight
            places[count], places[count + 1], places[count + 2] = row, place, came
            columns[_LAST, place], columns[_LAST_AT, place] = value, count
            steps = _raised(columns, steps, place, bit, value, count)
            count += PLACE
        before = mask
    return _at(columns, highest(steps))


@inner
def _at(columns: NDArray[np.int32], step: int) -> tuple[np.int32, np.int32]:
    """What is best from a step on, and its last place; -1: before the first one."""
    return (columns[_BEST, step], columns[_BEST_AT, step]) if step >= 0 else (np.int32(0), np.int32(-1))


@inner
def _raised(
    columns: NDArray[np.int32], steps: np.uint64, place: int, bit: np.uint64, value: np.int32, count: int
) -> np.uint64:
    """The steps after a chain that ends at a word, if it is better than what is known there; it hides those that are worse."""
    upto = bit | (bit - _1)
    if value <= _at(columns, highest(steps & upto))[0]:
        return steps
    above = steps & ~upto
    while above and columns[_BEST, zeros(above)] < value:
        steps ^= above & (~above + _1)
        above &= above - _1
    columns[_BEST, place], columns[_BEST_AT, place] = value, count
    return steps | bit
