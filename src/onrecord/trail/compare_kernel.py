"""Pairs of texts → which are the same statement, and what the alignment of the two shows: compiled.

What is concluded from it is ``forest_kernel``'s and ``source_kernel``'s.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.trail.ahead_kernel import ask_pair
from onrecord.trail.align_kernel import (
    CHANGED,
    CHANGED_NEGATION,
    CONTENT,
    DENSITY,
    LARGEST_GAP,
    MATCHED,
    RUN,
    SCORE,
    SPAN,
    figure,
    weights,
    within,
)
from onrecord.trail.chain_kernel import COLUMN, PLACE, chain, chain_64, index
from onrecord.trail.compiled import compiled, inner
from onrecord.trail.slots_kernel import BLOCK, SLOTS, forget, note

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
LEAST_WHOLE, LEAST_CONTENT_WHOLE, MOST_WHOLE, LONGER = 0.45, 4, 14, 2
"""The same where a text of so few words stands against the whole of one that is hardly longer."""
LEAST_AKIN, LEAST_CONTENT_AKIN, AKIN = 0.3, 3, 8
"""The same where others of the two trees are akin, too; and how that is told among the kinds of changes."""
SAME_BUT_NEGATED = 0.7
"""With a negation more or less, this much must agree: below, somebody else contradicts in similar words."""
SAME_BUT_REPLACED, _TELLING = 0.8, 12
"""With a number or name replaced, this much must agree, of at least so many words, and the same speaker must have said it
within days: else it is a template."""
_DAYS = 7 * 86_400_000_000
SHORT = 6
"""Texts of fewer words join others only where the speakers are known and the same."""
_SLOTS = 8
"""Slots of a text's index for each of its words: few then fall together."""
MOST_PLACES = 1 << 22
"""Places of equal words that are looked at; only texts of the same few words over and over have more."""
_MOST = 20_000
"""Words that are aligned; longer texts are no statements, and this bounds their cost."""


class Compared(NamedTuple):
    """Pairs of texts, and what aligning the two shows, one value for each pair."""

    texts: NDArray[np.int32]
    others: NDArray[np.int32]
    same: NDArray[np.bool_]
    """Whether the two are the same statement."""
    scores: NDArray[np.float32]
    lacks: NDArray[np.int32]
    """How many of the text's words the other lacks; -1 where the two may not be compared."""
    changed: NDArray[np.uint8]
    """Which kinds of words were replaced."""
    gaps: NDArray[np.int32]
    """The most words skipped at once."""


@compiled
def compare(  # noqa: PLR0915 - one loop over pairs, with the room that they share
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    starts: NDArray[np.int64],
    speakers: NDArray[np.uint64],
    times: NDArray[np.int64],
    texts: NDArray[np.int32],
    others: NDArray[np.int32],
) -> Compared:
    """Align pairs of texts.

    :param texts: with ``others`` the pairs; those of one text stand together, as they share its index.
    """
    count = len(texts)
    same, changed = np.zeros(count, np.bool_), np.zeros(count, np.uint8)
    scores, lacks, gaps = np.zeros(count, np.float32), np.full(count, -1, np.int32), np.zeros(count, np.int32)
    known, masks = np.zeros(SLOTS, np.uint64), np.zeros(SLOTS, np.uint64)
    slots, before = np.empty(0, np.int32), np.empty(0, np.int32)
    columns, places = np.empty((COLUMN, BLOCK), np.int32), np.empty(0, np.int32)
    figures = np.zeros(8)
    indexed, turn, size = -1, -1, 0
    for pair in range(count):
        ask_pair(hashes, flags, starts, others, pair)
        text, other = texts[pair], others[pair]
        s, s_stop = starts[text], min(starts[text + 1], starts[text] + _MOST)
        t, t_stop = starts[other], min(starts[other + 1], starts[other] + _MOST)
        agreed = speakers[text] != np.uint64(0) and speakers[text] == speakers[other]
        shorter = min(s_stop - s, t_stop - t)
        if shorter < SHORT and not agreed:
            continue
        if shorter >= SHORT and _one_in_other(hashes, s, s_stop, t, t_stop):
            same[pair], scores[pair], lacks[pair] = True, 1, s_stop - s - shorter
            continue
        if indexed != text:
            if turn >= 0:
                forget(hashes, starts[indexed], starts[indexed + 1], known, masks, np.uint64(turn))
            indexed, turn = text, note(hashes, s, s_stop, known, masks)
            if turn < 0:
                size = _power(_SLOTS * (s_stop - s))
                if size > len(slots):
                    slots, before = np.empty(size, np.int32), np.empty(size, np.int32)
                    columns = np.empty((COLUMN, size), np.int32)
                index(hashes, s, s_stop, slots, size, before)
        if PLACE * (s_stop - s) * (t_stop - t) > len(places) and len(places) < PLACE * MOST_PLACES:
            places = np.empty(PLACE * min(MOST_PLACES, 2 * (s_stop - s) * (t_stop - t)), np.int32)
        if turn >= 0:
            worth, last = chain_64(hashes, flags, t, t_stop, known, masks, np.uint64(turn), columns, places)
        else:
            worth, last = chain(hashes, flags, s, s_stop, t, t_stop, slots, size, before, columns, places)
        if s_stop - s > t_stop - t:
            total = weights(flags, t, t_stop)
            figure(hashes, flags, t, t_stop, s, s_stop, places, last, 0, figures)
        else:
            total = weights(flags, s, s_stop)
            figure(hashes, flags, s, s_stop, t, t_stop, places, last, 1, figures)
        figures[SCORE] = min(1.0, (worth + RUN) / total) if worth > 0 else 0.0
        near = agreed and abs(times[text] - times[other]) <= _DAYS
        same[pair] = is_same(figures, shorter, max(s_stop - s, t_stop - t), near)
        scores[pair] = figures[SCORE]
        lacks[pair] = s_stop - s - int(figures[MATCHED])
        changed[pair] = int(figures[CHANGED])
        if not same[pair] and is_akin(figures, shorter):
            changed[pair] |= AKIN
        gaps[pair] = int(figures[LARGEST_GAP])
    return Compared(texts, others, same, scores, lacks, changed, gaps)


@inner
def _one_in_other(hashes: NDArray[np.uint64], one: int, one_stop: int, other: int, other_stop: int) -> bool:
    """Whether the shorter of two texts stands in the other word for word: no alignment can tell more."""
    if one_stop - one > other_stop - other:
        one, one_stop, other, other_stop = other, other_stop, one, one_stop
    return within(hashes, one, one_stop, other, other_stop)


@inner
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


@inner
def is_akin(figures: NDArray[np.float64], words: int) -> bool:
    """Whether two texts may be one statement, were there others of the same trails of which the same holds."""
    stretch = words / max(1.0, figures[SPAN])
    return bool(
        figures[CHANGED] == 0
        and figures[SCORE] >= LEAST_AKIN
        and figures[CONTENT] >= LEAST_CONTENT_AKIN
        and _STRETCH[0] <= stretch <= _STRETCH[1]
    )


@inner
def _told_anew(figures: NDArray[np.float64], words: int, longer: int) -> bool:
    if (
        words <= MOST_WHOLE
        and longer - words <= LONGER
        and figures[SCORE] >= LEAST_WHOLE
        and figures[CONTENT] >= LEAST_CONTENT_WHOLE
    ):
        return True
    stretch = words / max(1.0, figures[SPAN])
    enough = figures[SCORE] >= LEAST_TOLD_ANEW and figures[CONTENT] >= LEAST_CONTENT
    return bool(enough and _STRETCH[0] <= stretch <= _STRETCH[1])


@compiled
def _power(least: int) -> int:
    """A power of two, at least so large."""
    power = 64
    while power < least:
        power *= 2
    return power
