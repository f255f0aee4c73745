"""Runs of words and their vectors → which mention a cue has and which cue a content belongs to; runs come from ``decode``."""

from __future__ import annotations

import math
from collections import Counter

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

_OUT_OF_THE_QUESTION = 4.0
"""In log probability: what is less likely than the likeliest by more."""


class Linker(Struct, frozen=True):
    """Learnt numbers of one kind of link: a bias for each bucket, and the score of finding nothing."""

    kind: int
    """0: a cue seeks its mention; 1: a content seeks its cue."""
    near: Floats
    """By how many other runs stand between, see :func:`ranks`."""
    far: Floats
    """By how many words stand between, see :func:`gaps`."""
    none: float

    def weigh(
        self, seekers: list[Run], sought: list[Run], vectors: Floats, block: NDArray[np.int32]
    ) -> list[tuple[int, Floats]]:
        """For every seeker the first run in its reach, and log probabilities of this and the following ones; the last: of none.

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
    ) -> tuple[int, Floats]:
        low, high = np.searchsorted(starts, (run[0] - REACH, run[1] + REACH))
        scores = keys[low:high] @ (ours[run[0]] + ours[run[1] - 1]) / math.sqrt(LINK)
        scores = np.append(scores + self._bias(run, sought[low:high], block), self.none)
        scores -= scores.max()
        return int(low), scores - np.log(np.exp(scores).sum())

    def _bias(self, run: Run, sought: list[Run], block: NDArray[np.int32]) -> Floats:
        bias: Floats = self.near[ranks([run], sought, block)[0]] + self.far[gaps([run], sought)[0]]
        return bias


def likeliest(weighed: tuple[int, Floats]) -> tuple[int | None, float]:
    """Index of the likeliest run, or ``None``, and its log probability."""
    low, logs = weighed
    at = int(logs.argmax())
    return (None if at == len(logs) - 1 else low + at), float(logs[at])


def shared_out(weighed: list[tuple[int, Floats]]) -> list[tuple[int | None, float]]:
    """The cue of every content, each cue having one if it can be had.

    A cue that no content chose takes, from a cue that has several, the content to which it is likeliest next to that one,
    unless it is out of the question.
    """
    chosen = [likeliest(row) for row in weighed]
    having = Counter(at for at, _ in chosen)
    wanting: dict[int, list[tuple[float, int, float]]] = {}
    for i, (low, logs) in enumerate(weighed):
        for at in range(low, low + len(logs) - 1):
            if not having[at]:
                ours = float(logs[at - low])
                wanting.setdefault(at, []).append((ours - chosen[i][1], i, ours))
    for at in sorted(wanting):
        free = [row for row in wanting[at] if having[chosen[row[1]][0]] > 1 and row[0] > -_OUT_OF_THE_QUESTION]
        if free:
            _, i, ours = max(free)
            having[chosen[i][0]] -= 1
            chosen[i] = (at, ours)
            having[at] += 1
    return chosen


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
    table: NDArray[np.int64] = np.searchsorted(GAPS, between, "left")
    return table
