"""New statements into a state: folded into the variants that are there, or new ones with a seat of their own.

Who is related to whom is not touched: a new variant is a trail of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from onrecord.trail.update_kernel import seats_of
from onrecord.trail.update_state import FOREST, State, ordered_ids, ranked, segments_of
from onrecord.trail.variants import Statements, agreed, numbered, read_statements, words_at

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from onrecord.trail.words import Words


class Entered(NamedTuple):
    """A state with new statements, and what is new in it."""

    state: State
    new: NDArray[np.int64]
    """Seats of new variants, in order of time."""
    moved: NDArray[np.int64]
    """Seats of earlier variants that turn out to have been there earlier."""


def enter(state: State, table: pa.Table) -> Entered:
    """Take statements in; ``table`` as ``follow.checked_table`` gives it, with none that the state has."""
    import pyarrow as pa

    seen = state.seen.copy()
    every, read = read_statements(table, seen)
    seat = _known_seats(read.keys, state.column("texts", "key"))
    variant, heads = numbered(read, np.flatnonzero(seat < 0))
    seat = np.where(seat < 0, variant + state.variants, seat)
    first_row = sum(one.num_rows for one in state.segments["statements"])
    words = words_at(every, heads)
    forest = _extended(state, read, heads, first_row, words)
    moved = _counted(forest, read, seat, first_row, state.variants)
    segments = segments_of(words, read.keys[heads], read.printed[heads], state.variants)
    segments["statements"] = [pa.table({
        "id": table["id"], "seat": seat.astype(np.int32), "time": read.times, "place": ranked(read.ids),
        "printed": read.printed,
    })]  # fmt: skip
    both = {name: [*state.segments[name], *segments[name]] for name in segments}
    new = np.arange(state.variants, state.variants + len(heads))
    entered = State(both, forest, seen, state.order, state.merges)
    return Entered(entered._replace(order=ordered_ids(entered.ids(), state.order)), new, moved)


def _known_seats(keys: NDArray[np.uint64], known: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The seats of the variants with these keys, -1 where there is none."""
    unique, inverse = np.unique(keys, return_inverse=True)
    found = seats_of(unique, known)
    return found[inverse]


def _extended(
    state: State, read: Statements, heads: NDArray[np.int64], first_row: int, words: Words
) -> dict[str, NDArray[Any]]:
    """The forest with new variants, each alone."""
    known = sum(one.num_rows for one in state.segments["words"])
    seats, none = np.arange(state.variants, state.variants + len(heads)), np.zeros(len(heads))
    more = {
        "tree": seats, "top": seats, "name": first_row + heads, "held": none, "head": first_row + heads,
        "time": read.times[heads], "place": ranked(read.ids[heads]), "speaker": none, "source": none - 1, "change": none,
        "score": none + 1, "begin": known + words.starts[:-1],
    }  # fmt: skip
    return {name: np.concatenate([state.forest[name], more[name].astype(kind)]) for name, kind in FOREST.items()}


def _counted(
    forest: dict[str, NDArray[Any]], read: Statements, seat: NDArray[np.int64], first_row: int, known: int
) -> NDArray[np.int64]:
    """Count statements in; which variants were there earlier than was known."""
    seats, at = np.unique(seat, return_inverse=True)
    np.add.at(forest["held"], seat, 1)
    named = read.speakers != 0
    before = forest["speaker"][seat]
    differs = np.unique(seat[named & (before != read.speakers) & (seat < known)])
    forest["speaker"][differs] = 0
    fresh = seats >= known
    forest["speaker"][seats[fresh]] = agreed(read.speakers, at, len(seats))[fresh]
    places = ranked(read.ids)
    order = np.lexsort((places, read.times, at))
    first = order[np.unique(at[order], return_index=True)[1]]
    earlier = (read.times[first] < forest["time"][seats]) & ~fresh
    moved: NDArray[np.int64] = seats[earlier]
    forest["time"][moved], forest["place"][moved] = read.times[first[earlier]], places[first[earlier]]
    forest["head"][moved] = first_row + first[earlier]
    return moved
