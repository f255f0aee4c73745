"""Candidates of each variant → which of them are the same statement, and what the alignment of the two shows: compiled.

What is concluded from it (forest, sources) is ``forest``'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.align_kernel import (
    CHANGED,
    CHANGED_NEGATION,
    CONTENT,
    DENSITY,
    LARGEST_GAP,
    MATCHED,
    SCORE,
    SPAN,
    align,
    weight,
)  # fmt: skip
from onrecord.trail.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_SCORE, LEAST_SCORE_LONG = 0.615, 0.52
"""Score from which two texts are one statement; the second where so many words agree that chance is out of question."""
_FEW, _MANY = 10.0, 12.0
LEAST_DENSITY = 0.6
LEAST_TOLD_ANEW, LEAST_CONTENT = 0.33, 7
"""Score from which a text is the other one told anew, word for word in other words here and there: so many equal words are
no function words, and they come from a stretch that is about as long as the text."""
_STRETCH = 0.75, 1.35
LEAST_WHOLE, LEAST_CONTENT_WHOLE, _LONGER = 0.45, 4, 2
"""The same where a short text stands against the whole of one that is hardly longer."""
SAME_BUT_NEGATED = 0.7
"""With a negation more or less, this much must agree: below, somebody else contradicts in similar words."""
SAME_BUT_REPLACED, _TELLING = 0.8, 12
"""With a number or name replaced, this much must agree, of at least so many words, and the same speaker must have said it
within days: else it is a template."""
_DAYS = 7 * 86_400_000_000
SHORT = 6
"""Texts of fewer words join others only where the speakers are known and the same."""
_MOST_SHORT, _MOST_LONG = 1_000, 20_000
"""Words that are aligned; longer texts are no statements, and this bounds their cost."""
_48, _63, _1 = np.uint64(48), np.uint64(63), np.uint64(1)


@compiled
def compare(
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    starts: NDArray[np.int64],
    signatures: NDArray[np.uint64],
    speakers: NDArray[np.uint64],
    times: NDArray[np.int64],
    found: NDArray[np.int32],
    known: NDArray[np.int32],
) -> tuple[NDArray[np.bool_], NDArray[np.float32], NDArray[np.int32], NDArray[np.uint8], NDArray[np.int32]]:
    """Align each text with its candidates.

    :param found: candidates, a row for each text, -1 where there are fewer.
    :param known: candidates that were compared before and are skipped here.
    :return: for each candidate: whether the two are the same statement, the score, how many of the text's words the
        candidate lacks (-1: not compared), which kinds of words were replaced, and the most words skipped at once.
    """
    shape = found.shape
    same = np.zeros(shape, np.bool_)
    scores, lacks = np.zeros(shape, np.float32), np.full(shape, -1, np.int32)
    changed, gaps = np.zeros(shape, np.uint8), np.zeros(shape, np.int32)
    room = 512
    rows, trace = np.empty((4, room), np.float32), np.empty(room * 64, np.uint8)
    figures = np.zeros(8)
    for text in range(shape[0]):
        for nth in range(shape[1]):
            other = found[text, nth]
            if other < 0 or other == text or (known[text] == other).any():
                continue
            short, long = (text, other) if _length(starts, text) <= _length(starts, other) else (other, text)
            s, s_stop = starts[short], min(starts[short + 1], starts[short] + _MOST_SHORT)
            t, t_stop = starts[long], min(starts[long + 1], starts[long] + _MOST_LONG)
            agreed = speakers[text] != np.uint64(0) and speakers[text] == speakers[other]
            if s_stop - s < SHORT and not agreed:
                continue
            if not _may_reach(hashes, flags, s, s_stop, signatures[long]):
                continue
            if t_stop - t >= room:
                room = t_stop - t + 1
                rows = np.empty((4, room), np.float32)
            if (s_stop - s + 1) * (t_stop - t + 1) > len(trace):
                trace = np.empty((s_stop - s + 1) * (t_stop - t + 1), np.uint8)
            align(hashes[s:s_stop], flags[s:s_stop], hashes[t:t_stop], flags[t:t_stop], rows, trace, figures)
            near = agreed and abs(times[text] - times[other]) <= _DAYS
            same[text, nth] = is_same(figures, s_stop - s, t_stop - t, near)
            scores[text, nth] = min(1.0, figures[SCORE])
            lacks[text, nth] = _length(starts, text) - int(figures[MATCHED])
            changed[text, nth] = int(figures[CHANGED])
            gaps[text, nth] = int(figures[LARGEST_GAP])
    return same, scores, lacks, changed, gaps


@compiled
def is_same(figures: NDArray[np.float64], words: int, longer: int, near: bool) -> bool:
    """Whether an alignment shows one statement.

    :param words: of the short one; ``longer`` those of the long one.
    :param near: the same speaker, known, within days.
    """
    few = min(1.0, max(0.0, (figures[MATCHED] - _FEW) / (_MANY - _FEW)))
    least = LEAST_SCORE + (LEAST_SCORE_LONG - LEAST_SCORE) * few
    if (figures[SCORE] < least or figures[DENSITY] < LEAST_DENSITY) and not _told_anew(figures, words, longer):
        return False
    changed = int(figures[CHANGED])
    if changed & ~CHANGED_NEGATION:
        return bool(near and figures[SCORE] >= SAME_BUT_REPLACED and figures[MATCHED] >= _TELLING)
    return bool(changed == 0 or figures[SCORE] >= SAME_BUT_NEGATED)


@compiled
def _told_anew(figures: NDArray[np.float64], words: int, longer: int) -> bool:
    if longer - words <= _LONGER and figures[SCORE] >= LEAST_WHOLE and figures[CONTENT] >= LEAST_CONTENT_WHOLE:
        return True
    stretch = words / max(1.0, figures[SPAN])
    enough = figures[SCORE] >= LEAST_TOLD_ANEW and figures[CONTENT] >= LEAST_CONTENT
    return bool(enough and _STRETCH[0] <= stretch <= _STRETCH[1])


@compiled
def _length(starts: NDArray[np.int64], text: int) -> int:
    return int(starts[text + 1] - starts[text])


@compiled
def _may_reach(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], start: int, stop: int, signature: NDArray[np.uint64]
) -> bool:
    """Whether the words that the other text may have are enough, were they all in order."""
    total, there = np.float32(0), np.float32(0)
    for word in range(start, stop):
        worth = weight(int(flags[word]))
        total += worth
        if signature[hashes[word] >> _63] >> ((hashes[word] >> _48) & _63) & _1:
            there += worth
    return bool(there >= LEAST_TOLD_ANEW * total)
