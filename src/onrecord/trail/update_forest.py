"""Comparisons of a state's new variants → whose trees they join, which trees come together by them, and their sources.

Trees that are there are never parted: only their longest text may find a longer parent, and go with its whole tree. Only the
trees that a new variant meets are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from onrecord.trail import forest_kernel, source_kernel
from onrecord.trail.follow import joined
from onrecord.trail.pairs import akin
from onrecord.trail.tree_kernel import trees_of
from onrecord.trail.update_state import State, starts_of
from onrecord.trail.variants import tied_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.trail.compare_kernel import Compared


class Region(NamedTuple):
    """Some variants of a state, numbered by time among themselves, as the compiled loops want them."""

    seats: NDArray[np.int64]
    at: NDArray[np.int32]
    """Of each seat its number, -1 for none."""
    starts: NDArray[np.int64]

    def numbers(self, seats: NDArray[np.int32]) -> NDArray[np.int32]:
        """Numbers of seats; -1 stays."""
        return np.where(seats >= 0, self.at[np.maximum(seats, 0)], -1).astype(np.int32)

    def rows(self, seats: NDArray[np.int64], values: NDArray[np.int32]) -> NDArray[np.int32]:
        """A row of numbers for each variant: those of ``seats`` are given, the others have none."""
        table = np.full((len(self.seats), values.shape[1]), -1, np.int32)
        table[self.at[seats]] = values
        return table


def region_of(state: State, seats: NDArray[np.int64]) -> Region:
    """Number variants."""
    lengths, forest = state.column("texts", "length"), state.forest
    wanted = np.zeros(state.variants, np.bool_)
    wanted[seats] = True
    seats = np.flatnonzero(wanted)
    times = forest["time"][seats]
    order = np.argsort(times, kind="stable")  # nearly in order as they are
    tied = tied_in(times[order])
    some = np.sort(order[tied])
    order[tied] = some[np.lexsort((forest["place"][seats[some]], -lengths[seats[some]], times[some]))]
    seats = seats[order]
    at = np.full(state.variants, -1, np.int32)
    at[seats] = np.arange(len(seats))
    return Region(seats, at, starts_of(lengths[seats]))


def signatures_at(state: State, seats: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Signatures of variants."""
    return np.stack([state.column("texts", name)[seats] for name in ("low", "high")], axis=1)


def planted(state: State, new: NDArray[np.int64], seen: Compared) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Trees and tops once the new variants took their places: each seat's tree, and of each tree its longest text."""
    tree, top = state.forest["tree"], state.forest["top"]
    related = akin(seen)
    text, other = new[seen.texts[related]], seen.others[related].astype(np.int64)
    region = region_of(state, np.concatenate([new, state.members(tree[other])]))
    pairs: list[Any] = [text, other, seen.same[related], seen.scores[related]]
    back = (top[tree[other]] == other) & (other < new[0])  # the longest text of a tree may find a longer parent, too
    turned = [pairs[1], pairs[0], *pairs[2:]]
    pairs = [np.concatenate([one, more[back]]) for one, more in zip(pairs, turned, strict=True)]
    pairs[:2] = region.at[pairs[0]], region.at[pairs[1]]
    order = np.argsort(pairs[0], kind="stable")
    texts, others, same, scores = (values[order] for values in pairs)
    root = forest_kernel.roots(region.starts, texts, others, same, scores)
    tree, top = united(state, region, tree, top, region.seats, region.seats[root])
    target = joined(region.at[top[tree[region.seats]]], texts, others)
    return united(state, region, tree, top, region.seats, region.seats[target])


def united(
    state: State,
    region: Region,
    tree: NDArray[np.int32],
    top: NDArray[np.int32],
    some: NDArray[np.int64],
    others: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Unite the trees of pairs of variants; a tree keeps the lowest seat, and the longest text of all."""
    apart = tree[some] != tree[others]
    labels, local = np.unique(np.concatenate([tree[some[apart]], tree[others[apart]]]), return_inverse=True)
    if not len(labels):
        return tree, top
    lowest = labels[
        _lowest(len(labels), *np.split(local, 2))
    ]  # labels are in order, so that the lowest is the lowest there
    into, top, lengths = np.arange(len(tree), dtype=np.int32), top.copy(), state.column("texts", "length")
    into[labels] = lowest
    for label, kept in zip(labels[labels != lowest], lowest[labels != lowest], strict=True):
        rival, mine = top[label], top[kept]
        if (-lengths[rival], region.at[rival]) < (-lengths[mine], region.at[mine]):
            top[kept] = rival
    return into[tree], top


def _lowest(count: int, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of so many, where pairs hang together, the lowest that each hangs together with."""
    into = np.arange(count)
    while (into[one] != into[other]).any():
        low = np.minimum(into[one], into[other])
        np.minimum.at(into, into[one], low)
        np.minimum.at(into, into[other], low)
        while (into[into] != into).any():
            into = into[into]
    return into


def kin_of(
    state: State, new: NDArray[np.int64], found: NDArray[np.int32], tree: NDArray[np.int32], top: NDArray[np.int32]
) -> NDArray[np.int32]:
    """For each new variant that found no parent those of its candidates' trees that seem nearest; -1 for none."""
    asking = top[tree[new]] == new
    theirs = tree[found[asking][found[asking] >= 0]]
    wanted = np.zeros(len(tree), np.bool_)
    wanted[theirs] = True
    region = region_of(state, np.concatenate([new, np.flatnonzero(wanted[tree])]))
    root = region.at[top[tree[region.seats]]]
    root = np.where(root >= 0, root, np.arange(len(root))).astype(np.int32)
    local = region.rows(new[asking], region.numbers(found[asking]))
    first, none = local.shape[1], np.full((len(local), forest_kernel.KIN), -1, np.int32)
    local = np.concatenate([local, none], axis=1)
    trees = trees_of(root, region.starts, signatures_at(state, region.seats))
    forest_kernel.kin(trees, root, local, first, local.shape[1])
    best = local[region.at[new], first:]
    return np.where(best >= 0, region.seats[best], -1).astype(np.int32)


def relatives_of(state: State, asked: NDArray[np.int64], tree: NDArray[np.int32]) -> NDArray[np.int32]:
    """For each variant asked for the earlier ones of its trail that it seems to have its words from."""
    wanted = np.zeros(len(tree), np.bool_)
    wanted[tree[asked]] = True
    region = region_of(state, np.flatnonzero(wanted[tree]))
    mask = np.zeros(len(region.seats), np.bool_)
    mask[region.at[asked]] = True
    trees = trees_of(region.at[tree[region.seats]], region.starts, signatures_at(state, region.seats))
    held = state.forest["held"][region.seats].astype(np.int64)
    best = np.full((len(mask), source_kernel.RELATIVES), -1, np.int32)
    source_kernel.relatives(trees, held, mask, best, 0, source_kernel.RELATIVES)
    best = best[region.at[asked]]
    return np.where(best >= 0, region.seats[best], -1).astype(np.int32)


def sources_of(
    state: State,
    region: Region,
    hashes: NDArray[np.uint64],
    asked: NDArray[np.int64],
    found: NDArray[np.int32],
    lacks: NDArray[np.int16],
    tree: NDArray[np.int32],
) -> NDArray[np.int32]:
    """The seat that each variant asked for took its words from; -1 for none.

    :param hashes: words of the region's variants; ``found``, in its numbers, and ``lacks`` have a row for each of them.
    """
    root, held = tree[region.seats], state.forest["held"][region.seats].astype(np.int64)
    source = source_kernel.sources(hashes, region.starts, root, held, found, lacks)[region.at[asked]]
    return np.where(source >= 0, region.seats[source], -1).astype(np.int32)
