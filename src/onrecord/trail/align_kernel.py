"""Two lists of words → how much of the short one stands in the long one in order, and what was replaced: compiled.

An affine alignment: every equal word earns its weight, every new run costs a penalty, so that scattered function words
earn nothing (Gotoh 1982 has the recurrence; gaps themselves are free here).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled
from onrecord.trail.words_kernel import FUNCTION, NAME, NEGATION, NUMBER

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCORE, MATCHED, DENSITY, LARGEST_GAP, CHANGED, SPAN, CONTENT = range(7)
"""Places of an alignment's figures: weighted share of the short one's words less penalties; equal words; how closely they
stand in the long one; the most words skipped there at once; which kinds of words were replaced (bits); from how many words
of the long one they are; equal words that are no function words."""
CHANGED_NUMBER, CHANGED_NAME, CHANGED_NEGATION = 1, 2, 4

LIGHT = np.float32(0.4)
"""Weight of a function word."""
RUN = np.float32(0.5)
"""Cost of a new run of equal words."""
_EXTRA = 6
"""A gap in the long one that is so many words longer than in the short one is a cut, and replaces nothing."""


@compiled
def weight(flag: int) -> np.float32:
    """What an equal word earns."""
    return LIGHT if flag & FUNCTION else np.float32(1.0)


@compiled
def align(
    short: NDArray[np.uint64],
    short_flags: NDArray[np.uint8],
    long: NDArray[np.uint64],
    long_flags: NDArray[np.uint8],
    rows: NDArray[np.float32],
    trace: NDArray[np.uint8],
    figures: NDArray[np.float64],
) -> None:
    """Fill ``figures`` (see ``SCORE`` and the rest).

    :param rows: room for 4 × (words of the long one + 1).
    :param trace: room for (words of the short one + 1) × (words of the long one + 1).
    """
    n, m = len(short), len(long)
    best, best_before = rows[0], rows[1]
    run, run_before = rows[2], rows[3]
    low = np.float32(-1e9)
    for j in range(m + 1):
        best_before[j] = 0
        run_before[j] = low
    total = np.float32(0)
    wide = m + 1
    for i in range(1, n + 1):
        word = short[i - 1]
        worth = weight(int(short_flags[i - 1]))
        total += worth
        best[0] = 0
        run[0] = low
        for j in range(1, m + 1):
            step = 0
            up, left = best_before[j], best[j - 1]
            value = left
            step = 2
            if up > left:
                value = up
                step = 1
            here = low
            if word == long[j - 1]:
                opened = best_before[j - 1] - RUN
                here = run_before[j - 1]
                if here >= opened:
                    step |= 4
                else:
                    here = opened
                here += worth
                if here >= value:
                    value = here
                    step &= 4
            run[j] = here
            best[j] = value
            trace[i * wide + j] = step
        best, best_before = best_before, best
        run, run_before = run_before, run
    figures[SCORE] = (best_before[m] + RUN) / total if total > 0 else 0.0
    _walk_back(short, short_flags, long, long_flags, trace, figures)


@compiled
def _walk_back(
    short: NDArray[np.uint64],
    short_flags: NDArray[np.uint8],
    long: NDArray[np.uint64],
    long_flags: NDArray[np.uint8],
    trace: NDArray[np.uint8],
    figures: NDArray[np.float64],
) -> None:
    n, m = len(short), len(long)
    wide = m + 1
    i, j = n, m
    matched = content = largest = changed = 0
    next_i, next_j = n, -1
    last = -1
    in_run = False
    while i > 0 and j > 0:
        step = trace[i * wide + j]
        if in_run or step & 3 == 0:
            matched += 1
            at_i, at_j = i - 1, j - 1
            content += short_flags[at_i] & FUNCTION == 0
            if last < 0:
                last = at_j
                next_j = min(m, at_j + 1 + (n - i))
            elif next_j - at_j - 1 > largest:
                largest = next_j - at_j - 1
            at_end = at_j == last and next_j == at_j + 1
            if (next_i - at_i > 1 or next_j - at_j > 1) and not at_end:
                changed |= replaced(short, short_flags, long, long_flags, at_i + 1, next_i, at_j + 1, next_j)
            in_run = step & 4 != 0
            next_i, next_j = at_i, at_j
            i, j = i - 1, j - 1
        elif step & 3 == 1:
            i -= 1
        else:
            j -= 1
    if matched and next_i > 0 and next_j > 0:
        changed |= replaced(short, short_flags, long, long_flags, 0, next_i, max(0, next_j - next_i), next_j)
    figures[MATCHED] = matched
    figures[CONTENT] = content
    figures[SPAN] = last - next_j + 1 if matched else 0
    figures[LARGEST_GAP] = largest
    figures[DENSITY] = matched / max(1, last - next_j + 1 - largest) if matched else 0.0
    figures[CHANGED] = changed


@compiled
def replaced(
    short: NDArray[np.uint64],
    short_flags: NDArray[np.uint8],
    long: NDArray[np.uint64],
    long_flags: NDArray[np.uint8],
    i: int,
    i_stop: int,
    j: int,
    j_stop: int,
) -> int:
    """Which kinds of words were replaced between two equal ones: bits.

    A number or a name counts where each side has one that the other text lacks altogether; a negation where one side has
    it and the other does not.
    """
    if (j_stop - j) - (i_stop - i) > _EXTRA:
        return 0
    changed = 0
    for bit, kind in ((CHANGED_NUMBER, NUMBER), (CHANGED_NAME, NAME)):
        if _lacking(short, short_flags, i, i_stop, long, kind) and _lacking(long, long_flags, j, j_stop, short, kind):
            changed |= bit
    denied = False
    for word in range(i, i_stop):
        denied ^= short_flags[word] & NEGATION != 0
    for word in range(j, j_stop):
        denied ^= long_flags[word] & NEGATION != 0
    return changed | CHANGED_NEGATION if denied and (i_stop > i or j_stop - j <= 3) else changed


@compiled
def _lacking(
    ours: NDArray[np.uint64], flags: NDArray[np.uint8], start: int, stop: int, theirs: NDArray[np.uint64], kind: int
) -> bool:
    for word in range(start, stop):
        if flags[word] & kind:
            there = False
            for other in theirs:
                there |= other == ours[word]
            if not there:
                return True
    return False
