"""Texts and those found for each → how many of its words each of these lacks, and how well the two may be aligned at best:
compiled.

The longest common subsequence, sixty-four words at a time (Hyyrö 2004), bounds what an alignment can earn; it costs a fifth
of it. Whether two texts are the same is ``compare_kernel``'s.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.ahead_kernel import ask_row
from onrecord.trail.align_kernel import FULL, LIGHT, weights
from onrecord.trail.compare_kernel import LEAST_AKIN, LEAST_CONTENT_AKIN, LEAST_SCORE_LONG
from onrecord.trail.compiled import compiled, inner
from onrecord.trail.instructions import ones
from onrecord.trail.slots_kernel import BLOCK, SLOTS, forget, note, slot_of
from onrecord.trail.words_kernel import FUNCTION

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 20_000
"""Words that are looked at; longer texts are no statements, and this bounds their cost."""
_1 = np.uint64(1)
_NONE, _ALL = np.uint64(0), np.uint64(0xFFFFFFFFFFFFFFFF)


def bounds(
    words: tuple[NDArray[np.uint64], NDArray[np.uint8], NDArray[np.int64]],
    found: NDArray[np.int32],
    lacks: NDArray[np.int16],
    first: int,
    stop: int,
) -> NDArray[np.float32]:
    """Compare each text with those found for it, in columns ``first`` to ``stop`` of ``found``.

    :param found: a row for each text, -1 where there are fewer.
    :param lacks: written in the same columns: how many of the text's words are not in the other in order (-1: not looked at).
    :return: a column for each: the most that an alignment can score; 0 where it cannot show the same statement, nor an akin one.
    """
    most = np.zeros((len(found), stop - first), np.float32)
    _fill(*words, found, lacks, first, stop, most)
    return most


@compiled
def _fill(
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    starts: NDArray[np.int64],
    found: NDArray[np.int32],
    lacks: NDArray[np.int16],
    first: int,
    last: int,
    most: NDArray[np.float32],
) -> None:
    worth = np.empty(len(starts) - 1, np.int32)
    for text in range(len(worth)):
        worth[text] = weights(flags, starts[text], min(starts[text + 1], starts[text] + MOST))
    known, masks = np.zeros(SLOTS, np.uint64), np.zeros(SLOTS, np.uint64)
    meaning = np.zeros(SLOTS, np.uint8)
    for text in range(len(found)):
        ask_row(hashes, starts, found, first, last, text)
        if not _any(found, first, last, text):
            continue
        start, stop = starts[text], min(starts[text + 1], starts[text] + MOST)
        turn = note(hashes, start, stop, known, masks)
        if turn < 0:
            _fill_long(hashes, flags, starts, found, lacks, first, last, most, worth, text)
            continue
        _weigh(hashes, flags, start, stop, np.uint64(turn), meaning)
        for nth in range(first, last):
            other = found[text, nth]
            if other >= 0 and other != text:
                begin, end = starts[other], min(starts[other + 1], starts[other] + MOST)
                common, meant = _common_64(hashes, begin, end, known, masks, meaning, np.uint64(turn), stop - start)
                total = worth[text] if stop - start <= end - begin else worth[other]
                lacks[text, nth] = stop - start - common
                most[text, nth - first] = _bound(common, meant, total)
        forget(hashes, start, stop, known, masks, np.uint64(turn))


@inner
def _any(found: NDArray[np.int32], first: int, stop: int, text: int) -> bool:
    there = False
    for nth in range(first, stop):
        there |= found[text, nth] >= 0 and found[text, nth] != text
    return there


@inner
def _bound(common: int, meant: int, total: int) -> np.float32:
    """The most that an alignment can score, 0 where that is too little."""
    meant = min(meant, common)
    score = np.float32((FULL * meant + LIGHT * (common - meant)) / max(1, total))
    enough = score >= LEAST_SCORE_LONG or (score >= LEAST_AKIN and meant >= LEAST_CONTENT_AKIN)
    return score if enough else np.float32(0)


@inner
def _weigh(
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    start: int,
    stop: int,
    turn: np.uint64,
    meaning: NDArray[np.uint8],
) -> None:
    """Note which words of a text are no function words."""
    for place in range(start, stop):
        meaning[slot_of(hashes[place], turn)] = (flags[place] & FUNCTION) == 0


@inner
def _common_64(
    hashes: NDArray[np.uint64],
    start: int,
    stop: int,
    known: NDArray[np.uint64],
    masks: NDArray[np.uint64],
    meaning: NDArray[np.uint8],
    turn: np.uint64,
    length: int,
) -> tuple[int, int]:
    """Words that ``hashes[start:stop]`` and a text of ``length`` words have in common in order, and how many with meaning at
    most. No branch depends on a word."""
    row, meant = _ALL, _NONE
    for place in range(start, stop):
        word = hashes[place]
        slot = slot_of(word, turn)
        there = _NONE - np.uint64(known[slot] == word)
        meant += there & np.uint64(meaning[slot])
        both = row & there & masks[slot]
        row = (row + both) | (row - both)
    left = _ALL if length == BLOCK else (_1 << np.uint64(length)) - _1
    return ones(~row & left), int(meant)


@compiled
def _fill_long(
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    starts: NDArray[np.int64],
    found: NDArray[np.int32],
    lacks: NDArray[np.int16],
    first: int,
    stop: int,
    most: NDArray[np.float32],
    worth: NDArray[np.int32],
    text: int,
) -> None:
    """A row of a text of more words, or of one of the few whose words do not fit into the table."""
    mine = hashes[starts[text] : min(starts[text + 1], starts[text] + MOST)]
    size = BLOCK
    while size < 4 * len(mine):
        size *= 2
    known, nths = np.zeros(size, np.uint64), np.zeros(size, np.int32)
    distinct = 0
    for word in mine:
        slot = _slot(known, word)
        if known[slot] == _NONE:
            known[slot], nths[slot] = word, distinct
            distinct += 1
    masks, meaning = np.zeros((distinct, (len(mine) + BLOCK - 1) // BLOCK), np.uint64), np.zeros(distinct, np.uint8)
    for place in range(len(mine)):
        mask = nths[_slot(known, mine[place])]
        masks[mask, place // BLOCK] |= _1 << np.uint64(place % BLOCK)
        meaning[mask] = (flags[starts[text] + place] & FUNCTION) == 0
    row = np.empty(masks.shape[1], np.uint64)
    for nth in range(first, stop):
        other = found[text, nth]
        if other >= 0 and other != text:
            theirs = hashes[starts[other] : min(starts[other + 1], starts[other] + MOST)]
            row[:], meant = _ALL, 0
            for word in theirs:
                slot = _slot(known, word)
                if known[slot] == word:
                    meant += meaning[nths[slot]]
                    _step(row, masks[nths[slot]])
            common = _unset(row, len(mine))
            total = worth[text] if len(mine) <= len(theirs) else worth[other]
            lacks[text, nth] = len(mine) - common
            most[text, nth - first] = _bound(common, meant, total)


@inner
def _unset(row: NDArray[np.uint64], length: int) -> int:
    common = 0
    for block in range(len(row)):
        here = length - BLOCK * block
        left = _ALL if here >= BLOCK else (_1 << np.uint64(here)) - _1
        common += ones(~row[block] & left)
    return common


@inner
def _slot(known: NDArray[np.uint64], word: np.uint64) -> int:
    slot = int(word) & (len(known) - 1)
    while known[slot] != word and known[slot] != _NONE:
        slot = (slot + 1) & (len(known) - 1)
    return slot


@inner
def _step(row: NDArray[np.uint64], mask: NDArray[np.uint64]) -> None:
    """One word more of the other text: addition, carried from block to block."""
    carry = _NONE
    for block in range(len(row)):
        both = row[block] & mask[block]
        total = row[block] + both
        over = total < both
        total += carry
        over |= total < carry
        row[block] = total | (row[block] - both)
        carry = _1 if over else _NONE
