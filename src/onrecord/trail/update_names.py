"""Trails that were made anew → with the names that they had before, and which of these merged.

A trail is named after its earliest statement when it first appears, and keeps that name as long as this statement is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from shutil import rmtree
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.trail import update_files
from onrecord.trail.update_files import Listed
from onrecord.trail.update_state import State, no_merges, ranked, state_of

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

    from onrecord.engine.plan import Watch as StageWatch


class Anew(NamedTuple):
    """Trails, merges of all runs, and the state, where there is one."""

    table: pa.Table
    merges: pa.Table
    state: State | None


class Way(NamedTuple):
    """How all statements are followed."""

    engine: str | None = None
    """Of ``follow.ENGINES``, stage by stage; ``None``: in memory, unless they are too many."""
    staging: str | None = None
    """Where the stages are kept; by default beside the trails."""
    watch: StageWatch | None = None
    """Told before each stage."""


def followed_anew(
    table: pa.Table, folder: Path | None, kept: Listed | None, run: int, most: int, way: Way | None = None
) -> Anew:
    """Follow all statements.

    :param table: as :func:`onrecord.trails` takes it, in the order of the ids.
    :param folder: where earlier trails are kept, as ``kept`` has it; also for the stages, where ``way`` names no place.
    :param run: what merges are recorded under.
    :param most: statements of which there is a state; more are followed stage by stage.
    """
    from onrecord.trail.follow import checked_table, trails

    way = way or Way()
    before = _before(folder, kept)
    checked = checked_table(table)
    if not checked.num_rows:
        return Anew(trails(table), before[1] if before else no_merges(), None)
    if checked.num_rows <= most:
        state = _state(checked, folder, way)
        if before:
            state = named(state, *before, run)
        return Anew(state.table(), state.merges, state)
    with _staging(folder, way) as stages:
        found = trails(table, way.engine or "duckdb", folder=stages, watch=way.watch)
    return Anew(*(named_rows(checked, found, *before, run) if before else (found, no_merges())), None)


def _state(checked: pa.Table, folder: Path | None, way: Way) -> State:
    from onrecord.trail.follow import follow_folded
    from onrecord.trail.variants import fold
    from onrecord.trail.words import SLOTS_SEEN

    seen = np.zeros(SLOTS_SEEN, np.uint8)
    folded = fold(checked, seen)
    if way.engine is None:
        return state_of(checked["id"].combine_chunks(), folded, follow_folded(folded), seen)
    from onrecord.trail.stages import followed

    with _staging(folder, way) as stages:
        found = followed(checked, way.engine, stages, watch=way.watch)
    return state_of(checked["id"].combine_chunks(), folded, found, seen)


@contextmanager
def _staging(folder: Path | None, way: Way) -> Iterator[str | None]:
    """Where the stages are kept until the run is whole; one that was cut goes on there."""
    own = None if folder is None or way.staging else folder / "stages"
    yield way.staging or (str(own) if own else None)
    if own:
        rmtree(own, ignore_errors=True)


def named(state: State, before: pa.Table, merges: pa.Table, run: int) -> State:
    """Give trails the names that they had; of several the one of the earliest statement."""
    import pyarrow as pa

    known = _known(state.ids(), before)
    tree = state.forest["tree"][state.column("statements", "seat")[known]]
    times, places = (state.column("statements", name)[known] for name in ("time", "place"))
    first, gone = _first_of_each(tree, known, times, places)
    name = state.forest["name"].copy()
    name[tree[first]] = known[first]
    more = _merged(state.ids(), known[gone], name[tree[gone]], run)
    return state._replace(forest=state.forest | {"name": name}, merges=pa.concat_tables([merges, more]))


def named_rows(
    checked: pa.Table, found: pa.Table, before: pa.Table, merges: pa.Table, run: int
) -> tuple[pa.Table, pa.Table]:
    """The same for trails of which there is no state: the table with these names, and the merges.

    :param found: what :func:`onrecord.trails` made of ``checked``, row for row.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    from onrecord.trail.variants import times_of
    from onrecord.trail.words import hash_of

    ids = found["statement"].combine_chunks()
    trails = found["trail"].combine_chunks().dictionary_encode()
    name, trail = pc.index_in(trails.dictionary, ids).to_numpy().copy(), trails.indices.to_numpy()
    known = _known(ids, before)
    some = checked.select(["id", "published"]).take(pa.array(known))
    first, gone = _first_of_each(trail[known], known, times_of(some["published"]), ranked(hash_of(some["id"])))
    name[trail[known[first]]] = known[first]
    more = _merged(ids, known[gone], name[trail[known[gone]]], run)
    column = ids.take(pa.array(name[trail]))
    return found.set_column(found.schema.get_field_index("trail"), "trail", column), pa.concat_tables([merges, more])


def _known(ids: pa.Array, before: pa.Table) -> NDArray[np.int32]:
    """Rows of the statements that trails were named after."""
    import pyarrow.compute as pc

    found: NDArray[np.int32] = pc.index_in(pc.unique(before["trail"]), ids).drop_null().to_numpy()
    return found


def _first_of_each(
    trail: NDArray[np.int32], known: NDArray[np.int32], times: NDArray[np.int64], places: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Of rows of known statements the earliest of each trail, and the others."""
    order = np.lexsort((known, places, times, trail))
    first = np.unique(trail[order], return_index=True)[1]
    return order[first], np.delete(order, first)


def _merged(ids: pa.Array, gone: NDArray[np.int32], into: NDArray[np.int32], run: int) -> pa.Table:
    import pyarrow as pa

    return pa.table({
        "trail": ids.take(pa.array(gone)), "into": ids.take(pa.array(into)), "run": pa.array([run] * len(gone), pa.int32()),
    })  # fmt: skip


def _before(folder: Path | None, kept: Listed | None) -> tuple[pa.Table, pa.Table] | None:
    if folder is not None and kept is not None:
        with suppress(OSError, ValueError):
            return update_files.opened(folder, kept.table), update_files.opened(folder, kept.merges)
    return None
