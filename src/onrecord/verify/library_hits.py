"""Printed words → the places of the index's row where the rarest of them, or two neighbours, stand.

What is made of these places is left to ``library``.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.verify.library_index import WordIndex
from onrecord.verify.library_query import Query

_HITS = 30_000
"""Places of words and pairs that are looked at for one quotation, besides those of its rarest one."""


class Hits(Struct, frozen=True):
    """Places of the row where a printed word, or it and the next, stands: by place. ``words`` says which word it is."""

    places: NDArray[np.int64]
    words: NDArray[np.int64]
    weights: NDArray[np.float64]

    def where(self, kept: NDArray[np.bool_]) -> Hits:
        """Those at places for which ``kept`` is true."""
        rows = kept[self.places]
        return Hits(self.places[rows], self.words[rows], self.weights[rows])

    def between(self, start: int, stop: int) -> Hits:
        """Those at places ``start:stop``."""
        low, high = np.searchsorted(self.places, [start, stop])
        return Hits(self.places[low:high], self.words[low:high], self.weights[low:high])


def hits_of(asked: Query, index: WordIndex) -> Hits | None:
    """Where the rarest words and pairs stand, up to a bound on the work."""
    anchors = [(count, at, False) for at, count in enumerate(asked.counts) if count]
    anchors += [(count, at, True) for at, count in enumerate(asked.pair_counts) if count]
    anchors.sort()
    places, words, weights = [], [], []
    total = 0
    for count, at, paired in anchors:
        if total and total + count > _HITS:
            break
        total += count
        for key in (asked.pairs if paired else asked.forms)[at]:
            found = index.places(key, paired)
            for word in (at, at + 1) if paired else (at,):
                places.append(found + (word - at))
                words.append(np.full(len(found), word, np.int64))
                weights.append(np.full(len(found), asked.weights[word] * (0.5 if paired else 1.0)))
    if not places:
        return None
    all_places, all_words = np.concatenate(places), np.concatenate(words)
    order = np.lexsort((all_words, all_places))
    return Hits(all_places[order], all_words[order], np.concatenate(weights)[order])
