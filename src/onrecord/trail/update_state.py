"""What updates need of trails that were made: variants, their words, the lists of prints, the forest.

A variant's *seat* is its number in the order in which variants came in; its trail's *tree* is the lowest seat in it, so the
older one. Texts, words, prints and statements come in segments that are never changed; what changes (whose tree, how many)
is small and made anew. Files are ``update_files``'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from onrecord.trail.follow import Followed
    from onrecord.trail.variants import Folded
    from onrecord.trail.words import Words

FOREST = {
    "tree": np.int32, "top": np.int32, "name": np.int32, "held": np.int32, "head": np.int32, "time": np.int64,
    "place": np.int64, "speaker": np.uint64, "source": np.int32, "change": np.int8, "score": np.float32, "begin": np.int64,
}  # fmt: skip
"""For each seat: its tree; of each tree its longest text and the row of the statement that it is named after; how many
statements have the text, the row of the first of them, its time and rank in time; the speaker, hashed; the seat that it was
taken from (-1: none), what was changed, the score; where its words begin."""
SEGMENTED = ("texts", "words", "prints", "statements")


class State(NamedTuple):
    """Trails and what it takes to add to them."""

    segments: dict[str, list[pa.Table]]
    """``texts``: ``key``, ``length``, ``low``, ``high``, ``printed``, a row for each seat. ``words``: ``hashes``, ``flags``, a row
    for each word. ``prints``: ``print``, ``context``, ``seat``, ordered by the first two within a segment. ``statements``: ``id``,
    ``seat``, ``time``, ``place``, ``printed``."""
    forest: dict[str, NDArray[Any]]
    seen: NDArray[np.uint8]
    """How words were seen (``words.mark_names``)."""
    order: NDArray[np.int32]
    """Rows of the statements in the order of their ids."""
    merges: pa.Table
    """Trails that went up in others: ``trail``, ``into``, ``run``."""

    @property
    def variants(self) -> int:
        """How many variants there are."""
        return len(self.forest["tree"])

    def column(self, segmented: str, name: str) -> NDArray[Any]:
        """A column of numbers, of all segments."""
        found: NDArray[Any] = np.concatenate([one[name].to_numpy() for one in self.segments[segmented]])
        return found

    def words(self, seats: NDArray[np.int64]) -> Words:
        """The words of some variants, in this order."""
        from onrecord.trail.fold_kernel import gathered  # brings numba along: not before it is needed
        from onrecord.trail.words import Words

        counts, begins = self.column("texts", "length")[seats].astype(np.int64), self.forest["begin"][seats]
        starts, low = starts_of(counts), 0
        found = Words(np.empty(starts[-1], np.uint64), np.empty(starts[-1], np.uint8), starts)
        for words in self.segments["words"]:
            here = (begins >= low) & (begins < low + words.num_rows)
            hashes, flags = (words[name].to_numpy() for name in ("hashes", "flags"))
            gathered(hashes, flags, begins[here] - low, counts[here], starts[:-1][here], found.hashes, found.flags)
            low += words.num_rows
        return found

    def members(self, trees: NDArray[Any]) -> NDArray[np.int64]:
        """Seats of some trees' variants."""
        wanted = np.zeros(self.variants, np.bool_)
        wanted[trees] = True
        return np.flatnonzero(wanted[self.forest["tree"]])

    def ids(self) -> pa.Array:
        """Ids of the statements, in the order in which they came in."""
        import pyarrow as pa

        return pa.concat_arrays([chunk for one in self.segments["statements"] for chunk in one["id"].chunks])

    def table(self, rows: NDArray[np.int32] | None = None) -> pa.Table:
        """What :func:`onrecord.trails` returns, in the order of the statements' ids; or some rows of it."""
        from onrecord.trail.follow import table_of
        from onrecord.trail.variants import UNDATED

        rows, ids, forest = self.order if rows is None else rows, self.ids(), self.forest
        printed = self.column("statements", "printed")
        seat = self.column("statements", "seat")[rows]
        head, source = forest["head"][seat], forest["source"][seat]
        parents = np.where(head != rows, head, np.where(source >= 0, forest["head"][source], -1))
        parents = np.where(self.column("statements", "time")[rows] < UNDATED, parents, -1)
        return table_of(
            ids, rows, forest["name"][forest["tree"][seat]], parents, head != rows, printed[rows] == printed[head],
            forest["change"][seat], forest["score"][seat],
        )  # fmt: skip

    def table_after(self, before: State, table: pa.Table) -> pa.Table:
        """The same, made of the table of an earlier state: only rows that are new or changed are made."""
        import pyarrow as pa

        known = len(before.order)
        differs = np.zeros(self.variants, np.bool_)
        for one, other in zip(before.told(), self.told(), strict=True):
            differs[: len(one)] |= one != other[: len(one)]
        changed = differs[self.column("statements", "seat")]
        changed[known:] = True
        anew, old = changed[self.order], self.order < known
        places = np.where(anew, known + np.cumsum(anew) - 1, np.cumsum(old) - 1)
        return pa.concat_tables([table, self.table(self.order[anew])]).take(pa.array(places)).combine_chunks()

    def told(self) -> tuple[NDArray[Any], ...]:
        """What the table tells of each seat's first statement."""
        forest = self.forest
        source = np.where(forest["source"] >= 0, forest["head"][forest["source"]], -1)
        return forest["name"][forest["tree"]], forest["head"], source, forest["change"], forest["score"]


def state_of(ids: pa.Array, folded: Folded, followed: Followed, seen: NDArray[np.uint8]) -> State:
    """The state after a full run; seats are in the order of time."""
    import pyarrow as pa

    read = folded.statements
    places = ranked(read.ids)
    held = np.bincount(folded.variant, minlength=len(folded.heads))
    forest: dict[str, NDArray[Any]] = {
        "tree": followed.first, "top": followed.root, "name": folded.heads, "held": held,
        "head": folded.heads, "time": folded.times, "place": places[folded.heads], "speaker": folded.speakers,
        "source": followed.source, "change": followed.change, "score": followed.score, "begin": folded.words.starts[:-1],
    }  # fmt: skip
    statements = pa.table({
        "id": ids, "seat": folded.variant.astype(np.int32), "time": read.times, "place": places, "printed": read.printed,
    })  # fmt: skip
    segments = segments_of(folded.words, read.keys[folded.heads], read.printed[folded.heads], 0)
    order = ordered_ids(ids, np.zeros(0, np.int32))
    return State({**segments, "statements": [statements]}, _typed(forest), seen, order, no_merges())


def no_merges() -> pa.Table:
    """No trail went up in another."""
    import pyarrow as pa

    return pa.schema([("trail", pa.string()), ("into", pa.string()), ("run", pa.int32())]).empty_table()


def segments_of(
    words: Words, keys: NDArray[np.uint64], printed: NDArray[np.uint64], first: int
) -> dict[str, list[pa.Table]]:
    """Segments of new texts, words and prints; seats begin with ``first``."""
    import pyarrow as pa

    from onrecord.trail import print_kernel

    hashes, flags, starts = words
    signs = print_kernel.signatures(hashes, starts)
    places = print_kernel.print_places(flags, starts)
    prints, ends = print_kernel.all_prints(hashes, flags, starts, places)
    owner = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(places))
    contexts = print_kernel.right_contexts(hashes, starts, ends, owner)
    texts = pa.table({
        "key": keys, "length": words.counts.astype(np.int32), "low": signs[:, 0].copy(), "high": signs[:, 1].copy(),
        "printed": printed,
    })  # fmt: skip
    listed = pa.table({"print": prints, "context": contexts, "seat": owner + np.int32(first)})
    return {
        "texts": [texts], "words": [pa.table({"hashes": hashes, "flags": flags})], "prints": [ordered(listed)],
    }  # fmt: skip


def ordered(prints: pa.Table) -> pa.Table:
    """Prints in the order of their segments."""
    from onrecord.trail.variants import tied_in

    contexts, values = (prints[name].to_numpy() for name in ("context", "print"))
    order = np.argsort(values, kind="stable")
    tied = tied_in(values[order])
    some = np.sort(order[tied])  # few prints are there twice
    order[tied] = some[np.lexsort((contexts[some], values[some]))]
    return prints.take(order).combine_chunks()


def ordered_ids(ids: pa.Array, before: NDArray[np.int32]) -> NDArray[np.int32]:
    """Rows in the order of their ids.

    :param before: those of the first rows, so that only the others are sorted.
    """
    import pyarrow.compute as pc

    new = ids.slice(len(before))
    order: NDArray[np.int32] = pc.sort_indices(new).to_numpy().astype(np.int32)
    if not len(before):
        return order
    from onrecord.trail.update_kernel import places_among

    order += len(before)
    _, offsets, data = ids.buffers()
    signs = np.frombuffer(data if data is not None and data.size else b"\0", np.uint8)
    begins = np.frombuffer(offsets, np.int32)[ids.offset : ids.offset + len(ids) + 1]
    return np.insert(before, places_among(signs, begins, before, order), order)


def ranked(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Signed numbers in the same order."""
    return (hashes ^ np.uint64(1 << 63)).view(np.int64)


def starts_of(counts: NDArray[Any]) -> NDArray[np.int64]:
    """Where runs of these lengths begin, and the last ends."""
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def _typed(forest: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    return {name: np.ascontiguousarray(forest[name].astype(kind)) for name, kind in FOREST.items()}
