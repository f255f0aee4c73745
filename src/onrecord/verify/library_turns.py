"""Originals with turns → who speaks where, by code points and by places of the index's row.

Whether a name and a label are one person is left to ``whose``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onrecord.model import OriginalText, Speaker
from onrecord.verify.library_index import WordIndex
from onrecord.verify.whose import Known, known, whose


class Turns:
    """Who speaks where in a row of originals; what needs all turns is made when first asked for."""

    def __init__(self, originals: Sequence[OriginalText], index: WordIndex) -> None:
        self._originals, self._index = originals, index
        self._masks: dict[frozenset[str], NDArray[np.bool_] | None] = {}

    def speaker_at(self, original: int, start: int, stop: int) -> str | None:
        """Who says most of ``start:stop``; where nobody's turn is there, whose words the whole is."""
        item = self._originals[original]
        shares: dict[str | None, int] = {}
        at = max(0, bisect_right(item.turns, start, key=lambda turn: turn.start) - 1)
        for turn in item.turns[at:]:
            if turn.start >= stop:
                break
            if shared := min(stop, turn.stop) - max(start, turn.start):
                shares[turn.speaker] = shares.get(turn.speaker, 0) + max(0, shared)
        best = max(shares, key=lambda speaker: shares[speaker], default=None)
        return best if best and shares[best] > 0 else None if any(shares.values()) else item.speaker

    def originals_of(self, names: Collection[str]) -> list[int]:
        """Originals in which somebody of one of these names speaks."""
        speaker = _known(names)
        theirs = {label for label in self._labels if whose(label, speaker) == "same"} if speaker else set()
        return [at for at, labels in enumerate(self._spoken) if not theirs.isdisjoint(labels)]

    def spoken_by(self, names: Collection[str]) -> NDArray[np.bool_] | None:
        """For each place of the row whether it lies in a turn of somebody of these names; ``None`` if none does."""
        key = frozenset(names)
        if key not in self._masks:
            self._masks[key] = self._mask(names)
        return self._masks[key]

    def _mask(self, names: Collection[str]) -> NDArray[np.bool_] | None:
        speaker = _known(names)
        theirs = [whose(label, speaker) == "same" for label in self._labels] if speaker else []
        if not any(theirs):
            return None
        starts, labels = self._row
        spoken = np.array([*theirs, False])[labels]
        return np.repeat(spoken, np.diff(np.append(starts, len(self._index.words) + 1)))

    @cached_property
    def _spoken(self) -> list[frozenset[str]]:
        """For each original the labels of those who speak in it."""
        return [
            frozenset(filter(None, (*{turn.speaker for turn in item.turns}, item.speaker))) for item in self._originals
        ]

    @cached_property
    def _labels(self) -> list[str]:
        return sorted(frozenset().union(*self._spoken))

    @cached_property
    def _row(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where in the row somebody begins to speak, and who (-1: nobody known), from place 0 on."""
        numbers: dict[str | None, int] = {label: number for number, label in enumerate(self._labels)}
        begins: list[int] = []
        labels: list[int] = []
        offset, offsets = 0, []
        for item in self._originals:
            offsets.append(offset)
            begins += [offset, *[turn.start + offset for turn in item.turns]]
            labels += [numbers.get(item.speaker, -1), *[numbers.get(turn.speaker, -1) for turn in item.turns]]
            offset += len(item.text) + 1
        # Behind each original stands a word that starts at its end: in one row of all texts, starts only grow.
        first = self._index.first.astype(np.int64)
        row = self._index.starts + np.repeat(np.array(offsets, np.int64), first[1:] - first[:-1])
        starts = np.searchsorted(row, np.array(begins, np.int64))
        return np.concatenate(([0], starts)), np.concatenate(([-1], labels)).astype(np.int64)


def _known(names: Collection[str]) -> Known | None:
    """A speaker of these names; those with an @ are handles."""
    handles = tuple(name for name in names if name.startswith("@"))
    plain = tuple(name for name in names if name and not name.startswith("@"))
    if not plain and not handles:
        return None
    return known(Speaker("", plain[0] if plain else None, (), (), handles, False, (), aliases=plain[1:]))
