"""The chain of words that two lists have in common → how much of the short one stands in the long one, and what was replaced:
compiled.

Every equal word earns its weight, every new run costs a penalty, so that scattered function words earn nothing; the best
chain is ``chain_kernel``'s. Texts are ``words[start:stop]`` of the words of all texts.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import inner
from onrecord.trail.words_kernel import FUNCTION, NAME, NEGATION, NUMBER

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCORE, MATCHED, DENSITY, LARGEST_GAP, CHANGED, SPAN, CONTENT = range(7)
"""Places of an alignment's figures: weighted share of the short one's words less penalties; equal words; how closely they
stand in the long one; the most words skipped there at once; which kinds of words were replaced (bits); from how many words
of the long one they are; equal words that are no function words."""
CHANGED_NUMBER, CHANGED_NAME, CHANGED_NEGATION = 1, 2, 4

FULL, LIGHT = 10, 4
"""Weight of a word, and of a function word."""
RUN = 5
"""Cost of a new run of equal words."""
_EXTRA = 6
"""A gap in the long one that is so many words longer than in the short one is a cut, and replaces nothing."""
_MOST_LOOKED_AT = 1 << 16
"""Equal words that are looked at for a stretch; only texts of the same few words over and over have more."""


@inner
def weights(flags: NDArray[np.uint8], start: int, stop: int) -> int:
    """What all words of a text would earn."""
    light = 0
    for word in range(start, stop):
        light += (flags[word] & FUNCTION) != 0
    return FULL * (stop - start) - (FULL - LIGHT) * light


@inner
def figure(
    words: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    short: int,
    short_stop: int,
    long: int,
    long_stop: int,
    places: NDArray[np.int32],
    last: int,
    turned: int,
    figures: NDArray[np.float64],
) -> None:
    """Fill ``figures`` (see ``MATCHED`` and the rest) but for the score.

    :param last: the last place of the chain in ``places``.
    :param turned: 1 where the places in the short one are the second numbers of ``places``, 0 where they are the first.
    """
    n, m = short_stop - short, long_stop - long
    matched = content = largest = changed = 0
    next_i, next_j, end = n, m, 0
    place = np.int64(last)
    while place >= 0:
        i, j = np.int64(places[place + turned]), np.int64(places[place + 1 - turned])
        content += flags[short + i] & FUNCTION == 0
        if matched == 0:
            end = j + 1
            next_j = min(m, j + n - i)
        elif next_j - j - 1 > largest:
            largest = next_j - j - 1
        if next_j - j > 1 or (matched and next_i - i > 1):
            changed |= replaced(words, flags, short, i + 1, next_i, n, long, j + 1, next_j, m)
        next_i, next_j = i, j
        matched += 1
        place = np.int64(places[place + 2])
    if matched and next_i > 0 and next_j > 0:
        changed |= replaced(words, flags, short, 0, next_i, n, long, max(0, next_j - next_i), next_j, m)
    figures[MATCHED] = matched
    figures[CONTENT] = content
    figures[SPAN] = end - next_j if matched else 0
    figures[LARGEST_GAP] = largest
    figures[DENSITY] = matched / max(1, end - next_j - largest) if matched else 0.0
    figures[CHANGED] = changed


@inner
def replaced(
    words: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    short: int,
    i: int,
    i_stop: int,
    n: int,
    long: int,
    j: int,
    j_stop: int,
    m: int,
) -> int:
    """Which kinds of words were replaced between two equal ones: bits.

    A number or a name counts where each side has one that the other text lacks altogether, a number where one side has such
    a one and the other side another; a negation where one side has it and the other does not. The gaps are words ``i`` to
    ``i_stop`` of the ``n`` from ``short``, ``j`` to ``j_stop`` of the ``m`` from ``long``.
    """
    if (j_stop - j) - (i_stop - i) > _EXTRA:
        return 0
    ours = theirs = denied = 0
    for word in range(short + i, short + i_stop):
        ours |= flags[word]
        denied ^= flags[word]
    for word in range(long + j, long + j_stop):
        theirs |= flags[word]
        denied ^= flags[word]
    changed = 0
    if ours & theirs & (NUMBER | NAME):
        for bit, kind in ((CHANGED_NUMBER, NUMBER), (CHANGED_NAME, NAME)):
            our_own = _lacks(words, flags, short + i, short + i_stop, long, long + m, kind)
            their_own = _lacks(words, flags, long + j, long + j_stop, short, short + n, kind)
            if kind == NUMBER and our_own != their_own:
                # The one that stands elsewhere, too, has its like there.
                our_own = _lacks(words, flags, short + i, short + i_stop, long + j, long + j_stop, kind)
                their_own = _lacks(words, flags, long + j, long + j_stop, short + i, short + i_stop, kind)
            if our_own and their_own:
                changed |= bit
    return changed | CHANGED_NEGATION if denied & NEGATION and (i_stop > i or j_stop - j <= 3) else changed


@inner
def _lacks(
    words: NDArray[np.uint64], flags: NDArray[np.uint8], start: int, stop: int, other: int, other_stop: int, kind: int
) -> bool:
    """Whether one of some words is of a kind and not among others."""
    for word in range(start, stop):
        if flags[word] & kind:
            there = False
            for one in range(other, other_stop):
                there |= words[one] == words[word]
            if not there:
                return True
    return False


@inner
def within(hashes: NDArray[np.uint64], start: int, stop: int, other: int, other_stop: int) -> bool:
    """Whether a text is a stretch of a longer one."""
    length, looked = stop - start, 0
    for place in range(other, other_stop - length + 1):
        same = 0
        while same < length and hashes[start + same] == hashes[place + same]:
            same += 1
        looked += same
        if same == length or looked > _MOST_LOOKED_AT:
            return same == length
    return False
