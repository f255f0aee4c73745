"""A state and new statements → the state with them: nothing that they do not touch is looked at again.

A new variant is linked to kept ones, aligned with them and takes its place, as ``follow`` has it. Trails keep their names:
where two come together the older one's stays, and the other is recorded as merged. What differs from a full run: kept
variants do not look for parents anew (but for the longest of a trail), and trails are never parted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail import near_kernel
from onrecord.trail.compare_kernel import Compared, compare
from onrecord.trail.follow import changes_of
from onrecord.trail.pairs import in_order, pairs_of
from onrecord.trail.update_enter import enter
from onrecord.trail.update_forest import Region, kin_of, planted, region_of, relatives_of, sources_of
from onrecord.trail.update_links import linked_new
from onrecord.trail.update_state import FOREST, State
from onrecord.trail.variants import UNDATED

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from onrecord.trail.words import Words


def update(state: State, table: pa.Table, run: int) -> State:
    """Take new statements in.

    :param table: as ``follow.checked_table`` gives it, with none that the state has.
    :param run: what the merges of this run are recorded under.
    """
    entered = enter(state, table)
    now, new = entered.state, entered.new
    before = now.forest["tree"]
    touched = entered.moved
    tree, top, found = before, now.forest["top"], np.zeros((0, 1), np.int32)
    if len(new):
        found = linked_new(now, new)
        seen = _compared(now, new, np.where(_likely(now, new, found), found, np.int32(-1)))
        kin = kin_of(now, new, found, *planted(now, new, seen))
        seen = in_order(seen, _compared(now, new, kin))
        tree, top = planted(now, new, seen)
        found = np.concatenate([found, kin], axis=1)
    asked = np.concatenate([new, _asked_again(now, new, touched, before, tree)])
    if len(asked):
        _find_sources(now, asked, found, tree)
    merges = _merged(now, before, tree, state.variants, run)
    forest = now.forest | {"tree": tree, "top": top}
    return now._replace(forest={name: forest[name] for name in FOREST}, merges=merges)


def _compared(state: State, rows: NDArray[np.int64], found: NDArray[np.int32]) -> Compared:
    """Align variants with those found for each: pairs of a row of ``found`` and a seat."""
    region, words, _ = _at_hand(state, rows, found)
    texts, others = pairs_of(found, found >= 0)
    forest, seats = state.forest, region.seats
    local = region.at[rows[texts]], region.at[others]
    seen = compare(*words, forest["speaker"][seats], forest["time"][seats], *local)
    return seen._replace(texts=texts, others=others)


def _likely(state: State, rows: NDArray[np.int64], found: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which of those found for each variant may be the same statement."""
    region, words, local = _at_hand(state, rows, found)
    most = near_kernel.bounds(words, local, np.full(local.shape, -1, np.int16), 0, local.shape[1])
    return most[region.at[rows]] > 0


def _at_hand(
    state: State, rows: NDArray[np.int64], found: NDArray[np.int32]
) -> tuple[Region, Words, NDArray[np.int32]]:
    """Variants and those found for them: numbered, with their words, and what was found in these numbers."""
    region = region_of(state, np.concatenate([rows, found[found >= 0].astype(np.int64)]))
    return region, state.words(region.seats), region.rows(rows, region.numbers(found))


def _find_sources(state: State, asked: NDArray[np.int64], found: NDArray[np.int32], tree: NDArray[np.int32]) -> None:
    """Write down from which each variant asked for took its words.

    :param found: others for the first ones asked for; the rest were followed before, and have a source.
    """
    forest, old = state.forest, np.arange(len(asked)) >= len(found)
    near = relatives_of(state, asked, tree)
    before = np.where(old, forest["source"][asked], -1).astype(np.int32)
    wide = np.full((len(asked), found.shape[1]), -1, np.int32)
    wide[: len(found)] = found
    every = np.concatenate([wide, before[:, None], near], axis=1)
    region, words, local = _at_hand(state, asked, every)
    lacks = np.full(local.shape, -1, np.int16)
    near_kernel.bounds(words, local, lacks, 0, local.shape[1])
    source = sources_of(state, region, words.hashes, asked, local, lacks, tree)
    source[forest["time"][asked] == UNDATED] = -1
    told = _compared(state, asked, source[:, None])
    forest["source"][asked] = source
    forest["change"][asked], forest["score"][asked] = 0, 1
    forest["change"][asked[told.texts]] = changes_of(told.lacks, told.changed, told.gaps)
    forest["score"][asked[told.texts]] = told.scores


def _asked_again(
    state: State, new: NDArray[np.int64], moved: NDArray[np.int64], before: NDArray[np.int32], tree: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Kept variants whose source may be another now: an earlier text came into their trail, or their trail into another."""
    times, kept = state.forest["time"], np.arange(new[0] if len(new) else state.variants)
    earliest = np.full(len(tree), UNDATED)
    changed = np.concatenate([new, moved])
    np.minimum.at(earliest, tree[changed], times[changed])
    later = times[kept] > earliest[tree[kept]]
    first = (state.forest["source"][kept] < 0) & (before[kept] != tree[kept])
    found = np.flatnonzero(later | first | np.isin(kept, moved))
    return found[times[found] < UNDATED]


def _merged(state: State, before: NDArray[np.int32], tree: NDArray[np.int32], kept: int, run: int) -> pa.Table:
    """The merges with those of this run."""
    import pyarrow as pa

    seats = np.arange(kept)
    gone = seats[(before[:kept] == seats) & (tree[:kept] != seats)]
    if not len(gone):
        return state.merges
    ids, name = state.ids(), state.forest["name"]
    new = pa.table({
        "trail": ids.take(pa.array(name[gone])), "into": ids.take(pa.array(name[tree[gone]])),
        "run": pa.array([run] * len(gone), pa.int32()),
    })  # fmt: skip
    return pa.concat_tables([state.merges, new])
