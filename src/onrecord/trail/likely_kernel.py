"""What was found for texts, and the most that aligning can score → the pairs that are worth it: compiled.

The bounds are ``near_kernel``'s, the alignments ``compare_kernel``'s.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled, inner

if TYPE_CHECKING:
    from numpy.typing import NDArray


@compiled
def besides(found: NDArray[np.int32], first: int, stop: int) -> None:
    """Take out of columns ``first`` to ``stop`` what stands in earlier ones of the same row: -1."""
    for text in range(len(found)):
        for nth in range(first, stop):
            there = False
            for before in range(first):
                there |= found[text, before] == found[text, nth]
            if there:
                found[text, nth] = -1


@compiled
def likeliest(
    starts: NDArray[np.int64], found: NDArray[np.int32], most: NDArray[np.float32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Pairs: texts that may have a parent, and the one of their finds that may be it with the highest score."""
    texts, others = np.empty(len(found), np.int32), np.empty(len(found), np.int32)
    count = 0
    for text in range(len(found)):
        length, highest = starts[text + 1] - starts[text], np.float32(0)
        for nth in range(most.shape[1]):
            if most[text, nth] > highest:
                other = found[text, nth]
                longer = starts[other + 1] - starts[other] - length
                if longer > 0 or (longer == 0 and other < text):
                    highest = most[text, nth]
                    texts[count], others[count] = text, other
        count += highest > 0
    return texts[:count].copy(), others[:count].copy()


@compiled
def likely(
    root: NDArray[np.int32], found: NDArray[np.int32], most: NDArray[np.float32], most_kin: NDArray[np.float32]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Pairs: texts, and those found in other trees that may be the same statement or akin to it; kin are in other trees.

    :param most: of the first columns of ``found``; ``most_kin`` of those behind.
    """
    room = _positive(most) + _positive(most_kin)
    texts, others = np.empty(room, np.int32), np.empty(room, np.int32)
    count, behind = 0, most.shape[1]
    for text in range(len(found)):
        for nth in range(behind + most_kin.shape[1]):
            kin = nth >= behind
            if (
                most_kin[text, nth - behind] > 0
                if kin
                else most[text, nth] > 0 and root[found[text, nth]] != root[text]
            ):
                texts[count], others[count] = text, found[text, nth]
                count += 1
    return texts[:count].copy(), others[:count].copy()


@inner
def _positive(most: NDArray[np.float32]) -> int:
    count = 0
    for text in range(len(most)):
        for nth in range(most.shape[1]):
            count += most[text, nth] > 0
    return count
