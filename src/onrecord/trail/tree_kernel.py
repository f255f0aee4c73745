"""Trees of texts → for each text those of a tree that seem nearest to it, told from signatures alone: compiled.

Texts of one tree stand together here, so that all of a tree is read from one end to the other. What "near" costs is the
caller's: ``forest_kernel`` looks for kin, ``source_kernel`` for what a text may have its words from.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.trail.compiled import compiled, inner

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOOKED_AT = 600
"""Of a tree of very many texts only so many first and so many last ones are looked at."""


class Trees(NamedTuple):
    """Texts in the order of their trees, within a tree in the order of time."""

    order: NDArray[np.int32]
    begins: NDArray[np.int32]
    """Where the texts of each root stand; of other texts, none."""
    lengths: NDArray[np.int32]
    """Words of each, in this order, as the two halves of its signature."""
    low: NDArray[np.uint64]
    high: NDArray[np.uint64]


@compiled
def trees_of(root: NDArray[np.int32], starts: NDArray[np.int64], signatures: NDArray[np.uint64]) -> Trees:
    """Put the texts of each tree together."""
    begins = np.zeros(len(root) + 1, np.int32)
    for text in range(len(root)):
        begins[root[text] + 1] += 1
    for tree in range(len(root)):
        begins[tree + 1] += begins[tree]
    places = begins[:-1].copy()
    order, lengths = np.empty(len(root), np.int32), np.empty(len(root), np.int32)
    low, high = np.empty(len(root), np.uint64), np.empty(len(root), np.uint64)
    for text in range(len(root)):
        at = places[root[text]]
        places[root[text]] = at + 1
        order[at], lengths[at] = text, starts[text + 1] - starts[text]
        low[at], high[at] = signatures[text, 0], signatures[text, 1]
    return Trees(order, begins, lengths, low, high)


@inner
def skipped(first: int, stop: int) -> int:
    """Where the last ones begin that are looked at of ``first`` to ``stop``; the first ones end at most ``LOOKED_AT`` behind ``first``."""
    return max(first + LOOKED_AT, stop - LOOKED_AT)


@inner
def keep_cheapest(costs: NDArray[np.int64], best: NDArray[np.int32], cost: int, other: int) -> None:
    """Insert into a short list that is sorted by cost; of equally cheap ones those that came first stay."""
    at = len(costs) - 1
    if cost >= costs[at]:
        return
    while at > 0 and costs[at - 1] > cost:
        costs[at], best[at] = costs[at - 1], best[at - 1]
        at -= 1
    costs[at], best[at] = cost, other
