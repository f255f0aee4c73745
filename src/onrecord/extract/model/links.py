"""Runs of words and their vectors → which mention a cue has and which cue a content belongs to; runs come from ``decode``."""

from __future__ import annotations

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Run = tuple[int, int]
Floats = NDArray[np.float32]

LINK = 64
"""Width of a link vector; a word has four: cue that seeks its mention, mention, content that seeks its cue, cue."""
RANKS = 21
GAPS = (0, 1, 2, 4, 7, 12, 20, 35, 60, 100)
"""Upper bounds of the groups of gaps, in words; what is beyond the last has a group of its own."""
REACH = 220
"""Words to either side among which a seeker looks: about what one window of training held."""


class Linker(Struct, frozen=True):
    """Learnt numbers of one kind of link: a bias for each bucket, and the score of finding nothing."""

    kind: int
    """0: a cue seeks its mention; 1: a content seeks its cue."""
    near: Floats
    """By how many other runs stand between, see :func:`ranks`."""
    far: Floats
    """By how many words stand between, see :func:`gaps`."""
    none: float

    def choose(
        self, seekers: list[Run], sought: list[Run], vectors: Floats, block: NDArray[np.int32]
    ) -> list[tuple[int | None, float]]:
        """For every seeker the index of the sought run that it belongs to, or ``None``, with the probability.

        :param vectors: (words, 4 · LINK); :param block: (words,). Runs are in order.
        """
        starts = np.array([run[0] for run in sought], np.int64)
        ours, theirs = (vectors[:, at * LINK : (at + 1) * LINK] for at in (2 * self.kind, 2 * self.kind + 1))
        keys = theirs[starts] + theirs[[run[1] - 1 for run in sought]] if sought else np.zeros((0, LINK), np.float32)
        return [self._one(run, sought, starts, ours, keys, block) for run in seekers]

    def _one(
        self,
        run: Run,
        sought: list[Run],
        starts: NDArray[np.int64],
        ours: Floats,
        keys: Floats,
        block: NDArray[np.int32],
    ) -> tuple[int | None, float]:
        low, high = np.searchsorted(starts, (run[0] - REACH, run[1] + REACH))
        scores = keys[low:high] @ (ours[run[0]] + ours[run[1] - 1]) / math.sqrt(LINK)
        scores = np.append(scores + self._bias(run, sought[low:high], block), self.none)
        at = int(scores.argmax())
        share = float(1 / np.exp(scores - scores[at]).sum())
        return (None if at == high - low else int(low) + at), share

    def _bias(self, run: Run, sought: list[Run], block: NDArray[np.int32]) -> Floats:
        return self.near[ranks([run], sought, block)[0]] + self.far[gaps([run], sought)[0]]


def ranks(seekers: list[Run], sought: list[Run], block: NDArray[np.int32]) -> NDArray[np.int64]:
    """How each sought run lies to each seeker among its like, as an index of the learnt biases: (seekers, sought) in 0..20.

    The nearest before is the first, and so is the nearest after, the fifth all beyond it; then whether both begin in the
    same block. A run that overlaps its seeker is 20.
    """
    starts = np.array([run[0] for run in sought], np.int64)
    stops = np.array([run[1] for run in sought], np.int64)
    table = np.zeros((len(seekers), len(sought)), np.int64)
    for i, (start, stop) in enumerate(seekers):
        before, after = stops <= start, starts >= stop
        rank = np.where(before, np.cumsum(before[::-1])[::-1], np.cumsum(after))
        place = np.minimum(rank, 5) - 1 + np.where(before, 0, 5) + np.where(block[starts] == block[start], 0, 10)
        table[i] = np.where(before | after, place, 20)
    return table


def gaps(seekers: list[Run], sought: list[Run]) -> NDArray[np.int64]:
    """How many words stand between, as an index of the learnt biases: (seekers, sought) in 0..len(GAPS)."""
    theirs, ours = (np.array(rows, np.int64).reshape(-1, 2) for rows in (sought, seekers))
    between = np.maximum(theirs[None, :, 0] - ours[:, None, 1], ours[:, None, 0] - theirs[None, :, 1])
    return np.searchsorted(GAPS, between, "left")
