"""Texts and those found for each → how many of its words each of these lacks, and how well the two may be aligned at best:
compiled.

The longest common subsequence, sixty-four words at a time (Hyyrö 2004), bounds what an alignment can earn; it costs a tenth
of it. Whether two texts are the same is ``compare_kernel``'s.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.align_kernel import FULL, LIGHT
from onrecord.trail.compare_kernel import LEAST_AKIN, LEAST_CONTENT_AKIN, LEAST_SCORE_LONG
from onrecord.trail.compiled import compiled
from onrecord.trail.forest_kernel import bits
from onrecord.trail.words_kernel import FUNCTION

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 20_000
"""Words that are looked at; longer texts are no statements, and this bounds their cost."""
_AHEAD = 40
_1 = np.uint64(1)
_NONE, _ALL = np.uint64(0), np.uint64(0xFFFFFFFFFFFFFFFF)


@compiled
def lacking(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], starts: NDArray[np.int64], found: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int32]]:
    """Compare each text with those found for it.

    :param found: a row for each text, -1 where there are fewer.
    :return: for each of those found: how many of the text's words are not in it in order (-1: not looked at); the most that
        an alignment can score; the most words with meaning that it can match.
    """
    lacks = np.full(found.shape, -1, np.int32)
    most, content = np.zeros(found.shape, np.float32), np.zeros(found.shape, np.int32)
    known, masks = np.empty(0, np.uint64), np.empty(0, np.uint64)
    ahead = 0
    for text in range(found.shape[0]):
        s, s_stop = starts[text], min(starts[text + 1], starts[text] + MOST)
        blocks = (s_stop - s + 63) // 64
        size = 0
        own = 0
        ahead += fetch(hashes, flags, starts, found, text)
        for nth in range(found.shape[1]):
            other = found[text, nth]
            if other < 0 or other == text:
                continue
            if size == 0:
                size = 64
                while size < 8 * (s_stop - s):
                    size *= 2
                if size > len(known):
                    known = np.empty(size, np.uint64)
                if (size + 1) * blocks > len(masks):
                    masks = np.empty((size + 1) * blocks, np.uint64)
                own = _masks(hashes, flags, s, s_stop, known, size, blocks, masks)
            t, t_stop = starts[other], min(starts[other + 1], starts[other] + MOST)
            if blocks == 1:
                common, meant, light = _common_64(hashes, flags, t, t_stop, known, size, masks, s_stop - s)
            else:
                common, meant, light = _common(hashes, flags, t, t_stop, known, size, blocks, masks, s_stop - s)
            meant = min(meant, common)
            total = own if s_stop - s <= t_stop - t else FULL * (t_stop - t) - (FULL - LIGHT) * light
            lacks[text, nth] = s_stop - s - common
            content[text, nth] = meant
            most[text, nth] = (FULL * meant + LIGHT * (common - meant)) / max(1, total)
    if ahead < 0:  # never; or the compiler would see that nobody wants to know
        lacks[:] = -1
    return lacks, most, content


@compiled
def fetch(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], starts: NDArray[np.int64], found: NDArray[np.int32], text: int
) -> int:
    """Touch the words of all that were found for a text, so that memory brings them at once and not one after the other."""
    touched = 0
    for nth in range(found.shape[1]):
        other = found[text, nth]
        if other >= 0:
            for word in range(starts[other], min(starts[other] + _AHEAD, starts[other + 1]), 8):
                touched += np.int64(hashes[word]) & 1
            if starts[other] < starts[other + 1]:
                touched += flags[starts[other]]
    return touched


@compiled
def _masks(
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    start: int,
    stop: int,
    known: NDArray[np.uint64],
    size: int,
    blocks: int,
    masks: NDArray[np.uint64],
) -> int:
    """Note for each word of a text where it stands: a hash table, and bits for its slots; what all words are worth."""
    for slot in range(size):
        known[slot] = _NONE
    for slot in range(size * blocks):
        masks[slot] = _NONE
    worth = 0
    for word in range(start, stop):
        slot = np.int64(hashes[word]) & (size - 1)
        while known[slot] != _NONE and known[slot] != hashes[word]:
            slot = (slot + 1) & (size - 1)
        known[slot] = hashes[word]
        masks[slot * blocks + (word - start) // 64] |= _1 << np.uint64((word - start) & 63)
        worth += LIGHT if flags[word] & FUNCTION else FULL
    return worth


@compiled
def _common_64(
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    start: int,
    stop: int,
    known: NDArray[np.uint64],
    size: int,
    masks: NDArray[np.uint64],
    length: int,
) -> tuple[int, int, int]:
    """Words of two texts in common in order, how many with meaning at most, and how many function words the other has."""
    row, meant, light = _ALL, 0, 0
    for word in range(start, stop):
        function = (flags[word] & FUNCTION) != 0
        light += function
        slot = np.int64(hashes[word]) & (size - 1)
        while known[slot] != hashes[word] and known[slot] != _NONE:
            slot = (slot + 1) & (size - 1)
        here = masks[slot]
        meant += here != _NONE and not function
        both = row & here
        row = (row + both) | (row - both)
    left = _ALL if length == 64 else (_1 << np.uint64(length)) - _1
    return bits(~row & left), meant, light


@compiled
def _common(
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    start: int,
    stop: int,
    known: NDArray[np.uint64],
    size: int,
    blocks: int,
    masks: NDArray[np.uint64],
    length: int,
) -> tuple[int, int, int]:
    """The same for a text of more words."""
    row = np.full(blocks, _ALL, np.uint64)
    meant = light = 0
    for word in range(start, stop):
        function = (flags[word] & FUNCTION) != 0
        light += function
        slot = np.int64(hashes[word]) & (size - 1)
        while known[slot] != hashes[word] and known[slot] != _NONE:
            slot = (slot + 1) & (size - 1)
        if known[slot] == _NONE:
            continue
        meant += not function
        carry = _NONE
        for block in range(blocks):
            both = row[block] & masks[slot * blocks + block]
            total = row[block] + both
            over = total < both
            total += carry
            over |= total < carry
            row[block] = total | (row[block] - both)
            carry = _1 if over else _NONE
    common = 0
    for block in range(blocks):
        here = length - 64 * block
        left = _ALL if here >= 64 else (_1 << np.uint64(here)) - _1
        common += bits(~row[block] & left)
    return common, meant, light


@compiled
def likely(found: NDArray[np.int32], most: NDArray[np.float32], content: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which of those found an alignment may show to be the same statement at all (see ``compare_kernel``)."""
    may = np.zeros(found.shape, np.bool_)
    for text in range(found.shape[0]):
        for nth in range(found.shape[1]):
            other = found[text, nth]
            if other >= 0 and other != text:
                score, meant = most[text, nth], content[text, nth]
                may[text, nth] = score >= LEAST_SCORE_LONG or (score >= LEAST_AKIN and meant >= LEAST_CONTENT_AKIN)
    return may


@compiled
def likeliest(
    starts: NDArray[np.int64], found: NDArray[np.int32], may: NDArray[np.bool_], most: NDArray[np.float32]
) -> NDArray[np.int32]:
    """Of each text's finds the one that may be its parent with the highest score, -1 for none, in one column."""
    best = np.full((found.shape[0], 1), -1, np.int32)
    for text in range(found.shape[0]):
        length, highest = starts[text + 1] - starts[text], np.float32(0)
        for nth in range(found.shape[1]):
            other = found[text, nth]
            if may[text, nth] and most[text, nth] > highest:
                longer = starts[other + 1] - starts[other] - length
                if longer > 0 or (longer == 0 and other < text):
                    highest = most[text, nth]
                    best[text, 0] = other
    return best


@compiled
def besides(found: NDArray[np.int32], more: NDArray[np.int32]) -> None:
    """Take out of ``more``, in place, what was found for the same text before: -1."""
    for text in range(found.shape[0]):
        for nth in range(more.shape[1]):
            there = False
            for before in range(found.shape[1]):
                there |= found[text, before] == more[text, nth]
            if there:
                more[text, nth] = -1


@compiled
def across(root: NDArray[np.int32], found: NDArray[np.int32], may: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Those found in other trees that may be the same statement; -1 for the others."""
    other = np.full(found.shape, -1, np.int32)
    for text in range(found.shape[0]):
        for nth in range(found.shape[1]):
            if may[text, nth] and root[found[text, nth]] != root[text]:
                other[text, nth] = found[text, nth]
    return other
