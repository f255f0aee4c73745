"""Trails that were made anew → with the names that they had before, and which of these merged.

A trail is named after its earliest statement when it first appears, and keeps that name as long as this statement is in it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.trail import update_files
from onrecord.trail.update_files import Listed
from onrecord.trail.update_state import State, no_merges, state_of

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


class Anew(NamedTuple):
    """Trails, merges of all runs, and the state, where there is one."""

    table: pa.Table
    merges: pa.Table
    state: State | None


def followed_anew(table: pa.Table, folder: Path | None, kept: Listed | None, run: int, most: int) -> Anew:
    """Follow all statements.

    :param table: as :func:`onrecord.trails` takes it, in the order of the ids.
    :param folder: where earlier trails are kept, as ``kept`` has it; also for the stages of very many statements.
    :param run: what merges are recorded under.
    :param most: statements of which there is a state.
    """
    from onrecord.trail.follow import checked_table, follow_folded, trails

    before = _before(folder, kept)
    checked = checked_table(table)
    if not checked.num_rows or checked.num_rows > most:
        stages = None if folder is None or not checked.num_rows else folder / "stages"
        return Anew(trails(table, folder=stages), before[1] if before else no_merges(), None)
    from onrecord.trail.variants import fold
    from onrecord.trail.words import SLOTS_SEEN

    seen = np.zeros(SLOTS_SEEN, np.uint8)
    folded = fold(checked, seen)
    state = state_of(checked["id"].combine_chunks(), folded, follow_folded(folded), seen)
    if before:
        state = named(state, *before, run)
    return Anew(state.table(), state.merges, state)


def named(state: State, before: pa.Table, merges: pa.Table, run: int) -> State:
    """Give trails the names that they had; of several the one of the earliest statement."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pc.unique(before["trail"])
    rows = pc.index_in(names, state.ids())
    known = rows.drop_null().to_numpy()
    forest = state.forest
    tree = forest["tree"][state.column("statements", "seat")[known]]
    order = np.lexsort(
        (known, state.column("statements", "place")[known], state.column("statements", "time")[known], tree)
    )
    first = np.unique(tree[order], return_index=True)[1]
    name = forest["name"].copy()
    name[tree[order[first]]] = known[order[first]]
    gone = np.delete(order, first)
    ids = state.ids()
    more = pa.table({
        "trail": ids.take(pa.array(known[gone])), "into": ids.take(pa.array(name[tree[gone]])),
        "run": pa.array([run] * len(gone), pa.int32()),
    })  # fmt: skip
    return state._replace(forest=forest | {"name": name}, merges=pa.concat_tables([merges, more]))


def _before(folder: Path | None, kept: Listed | None) -> tuple[pa.Table, pa.Table] | None:
    if folder is not None and kept is not None:
        with suppress(OSError, ValueError):
            return update_files.opened(folder, kept.table), update_files.opened(folder, kept.merges)
    return None
