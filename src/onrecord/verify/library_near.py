"""Short printed words that stand in many places → these places, the likeliest first.

What tells them apart: whose turn it is, the draft's words around the quotation, and where the quotations beside it in
the draft come from, since a writer mostly goes through one original from its beginning to its end.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.text.distinct import distinct
from onrecord.verify.library_index import WordIndex
from onrecord.verify.library_query import Query
from onrecord.verify.library_words import hashed

SHORT = 4
"""Words of a quotation up to which all places count where it stands word for word."""
_MOST = 400
"""Places that are told apart; of more those of the speaker and those near the hints are taken."""
_PAIRS = 24
"""Pairs of neighbours, the rarest, that must stand in their places: what has all of them is as good as the whole."""
_AROUND = 120
_CONTEXT, _SAME, _NEAR, _ORDER = 0.5, 0.15, 0.35, 0.05
_FADES = 400
"""Words over which the weight of another quotation nearby sinks to a third."""


class Hint(Struct, frozen=True):
    """Where another quotation of the draft stands: code point ``start`` of an original; ``before`` this one in the draft."""

    original: int
    start: int
    before: bool


def exact_places(asked: Query, index: WordIndex) -> NDArray[np.int64]:
    """Places of the row where the words stand one after the other, spelling variants apart; the rarest pair leads."""
    paired = len(asked) > 1
    counts = asked.pair_counts if paired else asked.counts
    keys = asked.pairs if paired else asked.forms
    found: NDArray[np.int64] | None = None
    for at in sorted(range(len(keys)), key=lambda at: counts[at])[:_PAIRS]:
        places = distinct(np.concatenate([index.places(key, pairs=paired) for key in keys[at]]) - at)
        found = places if found is None else found[np.isin(found, places, assume_unique=True)]
        if not len(found):
            break
    return np.zeros(0, np.int64) if found is None else found[found >= 0]


def told_apart(
    places: NDArray[np.int64],
    size: int,
    index: WordIndex,
    own: NDArray[np.bool_] | None,
    context: str,
    near: Sequence[Hint],
) -> list[tuple[int, float]]:
    """Places with what speaks for each, 0 to about 1: the speaker apart, whose turns come first where there are any."""
    hints = [(hint, _place_of(hint, index)) for hint in near]
    close = _closeness(places, hints, index)
    mine = own[places].astype(float) if own is not None else np.zeros(len(places))
    if len(places) > _MOST:
        kept = np.sort(np.argsort(-(close + mine), kind="stable")[:_MOST])
        places, close, mine = places[kept], close[kept], mine[kept]
    told = close + mine + _CONTEXT * _around(places, size, index, context)
    return list(zip(places.tolist(), told.tolist(), strict=True))


def _place_of(hint: Hint, index: WordIndex) -> int:
    first, last = int(index.first[hint.original]), int(index.first[hint.original + 1]) - 1
    return first + int(np.searchsorted(index.starts[first:last], hint.start))


def _closeness(places: NDArray[np.int64], hints: Sequence[tuple[Hint, int]], index: WordIndex) -> NDArray[np.float64]:
    """For each place how near the other quotations stand in its original, the best of them, and whether in their order."""
    best = np.zeros(len(places))
    homes = index.original_of(places)
    for hint, place in hints:
        distance = np.abs(places - place)
        ordered = (places >= place) == hint.before
        value = _SAME + _NEAR * np.exp(-distance / _FADES) + _ORDER * ordered
        best = np.maximum(best, np.where(homes == hint.original, value, 0.0))
    return best


def _around(places: NDArray[np.int64], size: int, index: WordIndex, context: str) -> NDArray[np.float64]:
    """For each place the share of what the context's words tell that stands around it; the nearer the more."""
    keys = np.unique(hashed(context)[0]) if context else np.zeros(0, np.uint32)
    found = np.zeros(len(places))
    if not len(keys):
        return found
    counts = index.counts(keys)
    tells = np.log((len(index.words) + 1) / (counts + 1)) * (counts > 0)
    total = float(tells.sum()) or 1.0
    homes = index.original_of(places)
    lows = np.maximum(index.first[homes].astype(np.int64), places - _AROUND)
    highs = np.minimum(index.first[homes + 1].astype(np.int64) - 1, places + size + _AROUND)
    for at, (low, place, high) in enumerate(zip(lows.tolist(), places.tolist(), highs.tolist(), strict=True)):
        near = np.isin(keys, index.words[max(low, place - _AROUND // 4) : min(high, place + size + _AROUND // 4)])
        wide = near | np.isin(keys, index.words[low:high])
        found[at] = float((tells * (near * 0.5 + wide * 0.5)).sum()) / total
    return found
