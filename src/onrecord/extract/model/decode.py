"""Scores of words → the best legal sequence of tags, as runs of words by role; which run belongs to which is ``links``'s."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.extract.model.labels import ROLES, TAGS, Role, legal

Floats = NDArray[np.float32]
Run = tuple[int, int]
_NEVER = -1e4


class Moves(Struct, frozen=True):
    """Scores of tag pairs, first tags and last tags, those of illegal ones out of reach."""

    follow: Floats
    begin: Floats
    end: Floats


def moves(follow: Floats, begin: Floats, end: Floats) -> Moves:
    """Learnt scores with what is illegal put out of reach."""
    pairs, begins, ends = legal()
    return Moves(
        np.where(pairs, follow, _NEVER).astype(np.float32),
        np.where(begins, begin, _NEVER).astype(np.float32),
        np.where(ends, end, _NEVER).astype(np.float32),
    )


def best(scores: Floats, table: Moves) -> NDArray[np.int64]:
    """The best legal tags (Viterbi) of a text's words, scores being (words, tags); linear in the words."""
    count = len(scores)
    if not count:
        return np.zeros(0, np.int64)
    back = np.zeros((count, len(TAGS)), np.int64)
    state = table.begin + scores[0]
    columns = np.arange(len(TAGS))
    follow = np.ascontiguousarray(table.follow.T)
    for i in range(1, count):
        reach = follow + state
        at = reach.argmax(1)
        back[i] = at
        state = reach[columns, at] + scores[i]
    tags = np.zeros(count, np.int64)
    tag = int((state + table.end).argmax())
    for i in range(count - 1, -1, -1):
        tags[i] = tag
        tag = int(back[i, tag])
    return tags


def runs(tags: NDArray[np.int64]) -> dict[Role, list[Run]]:
    """Runs of words by role, half-open, in order; ``tags`` is legal."""
    found: dict[Role, list[Run]] = {role: [] for role in ROLES}
    start = 0
    for i in np.flatnonzero(tags).tolist():
        role, place = divmod(int(tags[i]) - 1, 4)
        if place in (0, 3):
            start = i
        if place in (2, 3):
            found[ROLES[role]].append((start, i + 1))
    return found
