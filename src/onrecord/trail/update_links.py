"""New variants of a state → up to twelve others that share prints with each: kept ones and new ones.

Kept prints lie in order, so that the list of an equal one is found by halving; nothing else of them is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail import link_kernel
from onrecord.trail.update_kernel import look_up
from onrecord.trail.update_state import State

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray


def linked_new(state: State, new: NDArray[np.int64]) -> NDArray[np.int32]:
    """For each new seat a row of others' seats, -1 where there are fewer.

    :param state: with the new variants' prints as its last segment.
    """
    *kept, mine = state.segments["prints"]
    prints, contexts, owner = (mine[name].to_numpy() for name in ("print", "context", "seat"))
    old_links, sizes = _looked_up(state, kept, prints, contexts)
    lengths = state.column("texts", "length").astype(np.int64)
    new_links, _ = link_kernel.link(lengths, owner.copy(), prints.copy(), state.variants)
    sizes += _repeats(prints)
    some = sizes > 1
    rows = np.concatenate([old_links[some], new_links[some]])
    owners = np.concatenate([owner[some], owner[some]]) - new[0]
    tells = np.tile(np.log2(1 + state.variants / sizes[some]).astype(np.float32), 2)
    order = np.argsort(owners, kind="stable")
    rows, owners = rows[order], owners[order]
    rows[rows == (owners + new[0])[:, None]] = -1
    rows[rows >= 0] += len(new)  # or another's seat might be taken for a text's own place
    best = link_kernel.candidates(rows, tells[order], owners.astype(np.int32), len(new))
    return np.where(best >= 0, best - len(new), -1).astype(np.int32)


def _looked_up(
    state: State, kept: list[pa.Table], prints: NDArray[np.uint64], contexts: NDArray[np.uint64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Links of prints to kept ones, and how many of these are equal."""
    links = np.full((len(prints), 4), -1, np.int32)
    nearest = np.zeros((len(prints), 2), np.uint64)
    sizes = np.zeros(len(prints), np.int64)
    lengths, times = state.column("texts", "length"), state.forest["time"]
    for segment in kept:
        context, seat, listed = (segment[name].to_numpy() for name in ("context", "seat", "print"))
        look_up(context, seat, listed, prints, contexts, lengths, times, links, nearest, sizes)
    return links, sizes


def _repeats(ordered: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How many equal ones each of some ordered numbers has, itself included."""
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    counts = np.diff(np.append(np.flatnonzero(first), len(ordered)))
    return np.repeat(counts, counts)
