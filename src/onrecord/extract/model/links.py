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
_NEVER = -1e4
_REACH = 220
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
    """By how many words stand between, in the groups of :data:`GAPS`."""
    none: float

    def weigh(self, seekers: list[Run], sought: list[Run], vectors: Floats, block: NDArray[np.int32]) -> Floats:
        """Log probabilities (seekers, sought + 1) of belonging to each sought run, the last column: to none.

        :param vectors: (words, 4 · LINK).
        :param block: (words,). Runs are in order and apart.
        """
        scores = np.full((len(seekers), len(sought) + 1), self.none, np.float32)
        if seekers and sought:
            far, bias = gaps(seekers, sought), self.near[ranks(seekers, sought, block)]
            fit = self._ends(vectors, seekers, 0) @ self._ends(vectors, sought, 1).T / math.sqrt(LINK)
            scores[:, :-1] = np.where(far > _REACH, _NEVER, fit + bias + self.far[np.searchsorted(GAPS, far, "left")])
        scores -= scores.max(1, keepdims=True)
        logs: Floats = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        return logs

    def _ends(self, vectors: Floats, runs: list[Run], side: int) -> Floats:
        """Vectors of a run's first and last word, added."""
        part = vectors[:, (2 * self.kind + side) * LINK :][:, :LINK]
        ends: Floats = part[[run[0] for run in runs]] + part[[run[1] - 1 for run in runs]]
        return ends


def settled(logs: Floats, seekers: list[Run], sought: list[Run], pairs: list[tuple[Run, Run]]) -> Floats:
    """Log probabilities with some pairs certain: such a seeker belongs to its run, and no other seeker does."""
    for seeker, run in pairs:
        if seeker in seekers and run in sought:
            i, j = seekers.index(seeker), sought.index(run)
            logs[:, j] = _NEVER
            logs[i] = _NEVER
            logs[i, j] = 0
    return logs


def likeliest(logs: Floats) -> list[tuple[int | None, float]]:
    """For every seeker the index of the likeliest run, or ``None``, and its log probability."""
    at = logs.argmax(1)
    none = logs.shape[1] - 1
    return [(None if j == none else j, float(row[j])) for j, row in zip(at.tolist(), logs, strict=True)]


def shared_out(logs: Floats) -> list[tuple[int | None, float]]:
    """The cue of every content, each cue having one if it can be had.

    A cue that no content chose takes the content to which it is likeliest next to what that one chose, from a cue that has
    several or from none, unless it is out of the question.
    """
    at, none = logs.argmax(1), logs.shape[1] - 1
    having = np.bincount(at, minlength=none + 1)
    rows = np.arange(len(at))
    for cue in np.flatnonzero(having[:none] == 0).tolist() if len(at) else ():
        loss = np.where((having[at] > 1) | (at == none), logs[rows, at] - logs[:, cue], np.inf)
        i = int(loss.argmin())
        if loss[i] < _OUT_OF_THE_QUESTION:
            having[at[i]] -= 1
            having[cue] += 1
            at[i] = cue
    return [(None if j == none else j, float(row[j])) for j, row in zip(at.tolist(), logs, strict=True)]


def ranks(seekers: list[Run], sought: list[Run], block: NDArray[np.int32]) -> NDArray[np.int64]:
    """How each sought run lies to each seeker among its like, as an index of the learnt biases: (seekers, sought) in 0..20.

    The nearest before is the first, and so is the nearest after, the fifth all beyond it; then whether both begin in the
    same block. A run that overlaps its seeker is 20.
    """
    theirs, ours = (np.array(rows, np.int64).reshape(-1, 2) for rows in (sought, seekers))
    before, after = theirs[None, :, 1] <= ours[:, None, 0], theirs[None, :, 0] >= ours[:, None, 1]
    number = np.arange(len(sought))
    behind = before.sum(1, keepdims=True) - number
    ahead = number - (len(sought) - after.sum(1, keepdims=True)) + 1
    rank = np.minimum(np.where(before, behind, ahead), 5) - 1
    apart = block[theirs[None, :, 0]] != block[ours[:, None, 0]]
    table: NDArray[np.int64] = np.where(before | after, rank + np.where(before, 0, 5) + np.where(apart, 10, 0), 20)
    return table


def gaps(seekers: list[Run], sought: list[Run]) -> NDArray[np.int64]:
    """How many words stand between, (seekers, sought); below 0 where they overlap."""
    theirs, ours = (np.array(rows, np.int64).reshape(-1, 2) for rows in (sought, seekers))
    between: NDArray[np.int64] = np.maximum(
        theirs[None, :, 0] - ours[:, None, 1], ours[:, None, 0] - theirs[None, :, 1]
    )
    return between
