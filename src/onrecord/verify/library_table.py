"""Windows of the index's row → where printed words stand in them in order, and how much of what they tell that is.

All windows go through one bounded table. Which windows are looked at is decided in ``library``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.verify.library_query import Query

CELLS = 12_000_000
"""Windows times words times words that one quotation may cost."""
RUN = 3
"""Words in a row that a passage lacks, to be another part of the quotation that may stand elsewhere."""
_DIGIT = 1e-9


def borne(
    asked: Query,
    windows: list[tuple[int, int]],
    row: NDArray[np.uint32],
    own: NDArray[np.bool_] | None = None,
) -> list[tuple[int, int, float]]:
    """For each window where the printed words stand in it in order, and how much of what they tell that is.

    ``own``: only words at these places count.

    All windows at once, word by word: the table of Needleman & Wunsch 1970 without a price for gaps; words that stay
    neighbours count a little more. A table cell carries where its row of words began in digits too small to matter.
    """
    if not windows:
        return []
    width = max(stop - start for start, stop in windows)
    cells = np.zeros((len(windows), width), np.uint32)
    for at, (start, stop) in enumerate(windows):
        cells[at, : stop - start] = row[start:stop] if own is None else row[start:stop] * own[start:stop]
    best = np.tile(np.arange(width + 1) * _DIGIT, (len(windows), 1))
    before = np.zeros((len(windows), width), bool)
    room = max(1, CELLS // cells.size)
    tells = np.maximum(1, np.round(asked.weights[:room] * 16)) / 16
    for forms, weight in zip(asked.forms[:room], tells.tolist(), strict=True):
        equal = cells == forms[0]
        for form in forms[1:]:
            equal |= cells == form
        gain = equal * weight
        gain[:, 1:] += (equal[:, 1:] & before[:, :-1]) * (weight / 8)
        reached = np.maximum(best[:, 1:], np.where(equal, best[:, :-1] + gain, 0.0))
        best[:, 1:] = np.maximum.accumulate(reached, axis=1)
        before = equal
    whole = float(tells.sum() + tells[1:].sum() / 8)
    found = []
    for (start, stop), sums in zip(windows, best, strict=True):
        told = np.floor(sums[-1] * 128) / 128
        first, last = round((sums[-1] - told) / _DIGIT), int(np.argmax(sums == sums[-1]))
        last = min(stop - start, last + (len(asked) - len(tells)) * 4 // 3)  # words beyond the bound on the work
        found.append((start + first, start + last, float(told) / whole))
    return found


def missing(asked: Query, row: NDArray[np.uint32]) -> list[tuple[int, int]]:
    """Runs of printed words that a passage does not bear; one or two equal words between such are chance."""
    size = min(len(asked), CELLS // 16 // max(1, len(row)))
    sums = np.zeros((size + 1, len(row) + 1))
    for at in range(size):
        equal = np.isin(row, np.array(asked.forms[at], np.uint32))
        reached = np.maximum(sums[at, 1:], np.where(equal, sums[at, :-1] + asked.weights[at], 0.0))
        sums[at + 1, 1:] = np.maximum.accumulate(reached)
    stands = np.zeros(size, bool)
    at, place = size, len(row)
    while at and place:
        if sums[at, place] == sums[at, place - 1]:
            place -= 1
        elif sums[at, place] == sums[at - 1, place]:
            at -= 1
        else:
            at, place = at - 1, place - 1
            stands[at] = True
    for start, stop in runs(stands):
        if stop - start < RUN and start > 0 and stop < size:
            stands[start:stop] = False
    return [(start, stop) for start, stop in runs(~stands) if stop - start >= RUN]


def runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where runs of marked elements start and stop."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return [(int(start), int(stop)) for start, stop in zip(edges[::2], edges[1::2], strict=True)]
