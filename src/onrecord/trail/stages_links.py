"""Stages from variants' texts to candidates: prints, links within each print's list, the best of them for each variant.

Prints travel packed: one row holds all those of some texts that belong to one part, so that engines move few large rows
and the compiled loops find flat arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.engine.plan import Stage
from onrecord.text.distinct import distinct
from onrecord.trail.packed import packed, packed_rows, ragged, runs, unpacked
from onrecord.trail.stages_words import columns_of, words_in

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_32 = np.uint64(32)


def make_prints(rows: pa.Table, sides: Mapping[str, pa.Table]) -> pa.Table:
    """Texts → their prints, a row for each part."""
    from onrecord.trail import print_kernel

    hashes, flags, starts = words_in(rows)
    places = print_kernel.print_places(flags, starts)
    prints, ends = print_kernel.all_prints(hashes, flags, starts, places)
    counts = np.diff(places)
    owner = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    contexts = print_kernel.right_contexts(hashes, starts, ends, owner)
    nth = (np.arange(len(prints)) - np.repeat(places[:-1], counts)).astype(np.int32)
    numbers = rows["number"].to_numpy().astype(np.int32)[owner]
    lengths = np.diff(starts).astype(np.int32)[owner]
    parts = _parts(sides)
    return _parted(
        prints % np.uint64(parts), parts, prints=prints, owners=numbers, lengths=lengths, places=nth, contexts=contexts
    )


def link_prints(rows: pa.Table, sides: Mapping[str, pa.Table]) -> pa.Table:
    """Prints of a part → links of those that several have, a row for each part of their texts."""
    from onrecord.trail.link_kernel import link, rank_lists

    prints = unpacked(rows["prints"], np.uint64)[0]
    order = np.argsort(prints)
    order = order[_repeated(prints[order])]
    ranks = _rank(unpacked(rows["owners"], np.int32)[0], unpacked(rows["places"], np.int32)[0])
    rank_lists(order, prints, unpacked(rows["contexts"], np.uint64)[0], ranks)
    owner = unpacked(rows["owners"], np.int32)[0][order]
    lengths = np.zeros(int(owner.max(initial=0)) + 1, np.int64)
    lengths[owner] = unpacked(rows["lengths"], np.int32)[0][order]
    links, tells = link(lengths, owner, prints[order], sides["total"]["total"][0].as_py())
    parts = _parts(sides)
    places = unpacked(rows["places"], np.int32)[0][order]
    return _parted(owner % parts, parts, owners=owner, places=places, links=links, tells=tells)


def choose_candidates(rows: pa.Table, sides: Mapping[str, pa.Table]) -> pa.Table:
    """Links of all texts of a part → the best candidates of each; and which texts are wanted there to be compared."""
    from onrecord.trail.link_kernel import candidates

    owner, places = unpacked(rows["owners"], np.int32)[0], unpacked(rows["places"], np.int32)[0]
    order = np.argsort(_rank(owner, places))
    owner = owner[order]
    links = unpacked(rows["links"], np.int32)[0].reshape(-1, 4)[order]
    links[links == owner[:, None]] = -1
    numbers, local = np.unique(owner, return_inverse=True)
    links[links >= 0] += len(numbers)  # or another's number might be taken for a text's own
    best = candidates(links, unpacked(rows["tells"], np.float32)[0][order], local.astype(np.int32), len(numbers))
    best[best >= 0] -= len(numbers)
    return wanted(numbers, *ragged(best, best >= 0), _parts(sides))


def wanted(numbers: NDArray[np.int32], found: NDArray[np.int32], starts: NDArray[np.int64], parts: int) -> pa.Table:
    """Texts with those found for each → a row for each text that is wanted in a part: those with finds, and their finds.

    The earliest of a text's finds tells its part: relatives have it in common, so that most of them stand in one part, and few
    texts are wanted in several.
    """
    import pyarrow as pa

    some = np.diff(starts) > 0
    rows = numbers[some].astype(np.int32)
    starts = np.concatenate([starts[:1], starts[1:][some]])
    earliest = np.minimum.reduceat(found, starts[:-1]) if len(rows) else rows
    part = (np.minimum(rows, earliest) % parts).astype(np.int32)
    others = distinct((np.repeat(part, np.diff(starts)).astype(np.int64) << 32) | found.astype(np.int64))
    part_of, number_of = (others >> 32).astype(np.int32), (others & 0xFFFFFFFF).astype(np.int32)
    column = pa.chunked_array([packed(found.astype(np.int32), starts), pa.nulls(len(others), pa.binary())])
    return pa.table({
        "part": np.concatenate([part, part_of]), "number": np.concatenate([rows, number_of]), "found": column,
    })  # fmt: skip


WANTED = columns_of(part="int32", number="int32", found="binary")


def _parts(sides: Mapping[str, pa.Table]) -> int:
    return int(sides["parts"]["parts"][0].as_py())


def _rank(owner: NDArray[np.int32], places: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Order by text, then by place in it."""
    return (owner.astype(np.uint64) << _32) | places.astype(np.uint64)


def _repeated(ordered: NDArray[np.uint64]) -> NDArray[np.bool_]:
    same = ordered[1:] == ordered[:-1]
    several = np.zeros(len(ordered), np.bool_)
    several[1:] |= same
    several[:-1] |= same
    return several


def _parted(part: NDArray[Any], parts: int, **columns: NDArray[Any]) -> pa.Table:
    """Flat columns → a row for each part that has any, each column packed."""
    import pyarrow as pa

    small = part.astype(np.uint16)
    order = np.argsort(small, kind="stable") if parts > 1 else np.arange(len(small))
    starts = runs(order, small, parts)
    table = pa.table({
        "part": np.arange(parts, dtype=np.int32),
        **{name: packed_rows(values[order], starts) for name, values in columns.items()},
    })  # fmt: skip
    return table.filter(pa.array(np.diff(starts) > 0))


PARTS = "SELECT {parts} AS parts"
TOTAL = "SELECT count(*) AS total FROM variants"


def _stage(name: str, sql: str, make: Any, columns: Any, spread: Any, more: Sequence[tuple[str, str]] = ()) -> Stage:
    return Stage(name, sql, make, columns, spread, {"parts": PARTS, **dict(more)})


STAGES = (
    _stage("prints", "SELECT number, hashes, flags FROM texts", make_prints, columns_of(
        part="int32", prints="binary", owners="binary", lengths="binary", places="binary", contexts="binary"), "rows"),
    _stage("links", "SELECT * FROM prints", link_prints, columns_of(
        part="int32", owners="binary", places="binary", links="binary", tells="binary"), "part", [("total", TOTAL)]),
    _stage("candidates", "SELECT * FROM links", choose_candidates, WANTED, "part"),
)  # fmt: skip
