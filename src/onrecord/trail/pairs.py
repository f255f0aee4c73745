"""Pairs of variants that were compared → put together, and what is told of each variant's source; plain arrays.

What an alignment shows is ``compare_kernel``'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.trail.compare_kernel import AKIN, Compared

if TYPE_CHECKING:
    from numpy.typing import NDArray


def in_order(*parts: Compared) -> Compared:
    """Pairs of several rounds in the order of their texts, those of earlier rounds first."""
    every: list[Any] = [np.concatenate(values) for values in zip(*parts, strict=True)]
    order = np.argsort(every[0], kind="stable")
    return Compared(*(values[order] for values in every))


def akin(seen: Compared) -> NDArray[np.bool_]:
    """Which pairs are the same statement, or akin to it: evidence where there is more of it."""
    return seen.same | (seen.changed & AKIN > 0)


def pairs_of(found: NDArray[np.int32], wanted: NDArray[np.bool_]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Texts, and those of the others found for each, row by row, that are wanted."""
    texts, nth = np.nonzero(wanted)
    return texts.astype(np.int32), found[texts, nth]


def places_of(seen: Compared, source: NDArray[np.int32]) -> NDArray[np.int64]:
    """For each text the pair of it and its source, -1 where the two were not compared."""
    places = np.full(len(source), -1, np.int64)
    there = np.flatnonzero((source[seen.texts] == seen.others) & (seen.lacks >= 0))
    places[seen.texts[there]] = there
    return places
