"""A table of statements → each one's trail, and whom it took its words from: the whole method, on one machine.

Equal words are folded into variants, variants that share runs of three words are aligned, each takes one best longer
parent, and within a trail each takes its words from the earlier variant that lacks the fewest of them. What an edge changed
is told coarsely here; ``story`` compares the words of the one trail that is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import TrailsError

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from onrecord.trail.variants import Folded

COLUMNS = ("id", "document", "outlet", "published", "text")
ENGINES = ("duckdb", "spark")
CHANGES = ("same", "typographic", "cut", "spliced", "reworded", "meaning")
LEAST_RELATIVES, LEAST_PART = 2, 0.3
"""Texts of a tree, and their share of it, that have relatives in another tree before it is joined to that."""
_UNDATED = (1 << 63) - 1


def trails(table: pa.Table, engine: str = "duckdb") -> pa.Table:
    """Follow statements through documents.

    :param table: columns ``id``, ``document``, ``outlet``, ``text`` (strings) and ``published`` (a timestamp); a column
        ``speaker`` (string) is used where there is one: texts of fewer than six words join only where it agrees.
    :param engine: ``duckdb`` for one machine; ``spark`` is not there yet.
    :return: one row for each statement, in the order of the table: ``statement``, ``trail`` (the id of its earliest
        statement), ``parent`` (the statement whose words it has; null for the first and where none is known), ``change``
        (of :data:`CHANGES`; null without parent), ``score`` (share of the shorter one's words that agree, 0 to 1; 1 for
        the first).
    :raises TrailsError: ``columns``, ``type``, ``ids``, ``engine``.
    """
    import pyarrow as pa

    checked = _checked(table, engine)
    if not checked.num_rows:
        return _table(
            checked["id"], *(pa.array([], kind) for kind in (pa.int64(), pa.int64(), pa.int8(), pa.float32()))
        )
    from onrecord.trail.variants import fold

    folded = fold(checked)
    return _rows(checked, folded, _followed(folded))


class _Followed(NamedTuple):
    first: NDArray[np.int32]
    """Earliest variant of each variant's trail."""
    source: NDArray[np.int64]
    """Variant that it took its words from, -1 for none."""
    change: NDArray[np.int8]
    score: NDArray[np.float32]


class _Compared(NamedTuple):
    """A row for each variant, a column for each other one that it was compared with (``compare_kernel.compare``)."""

    found: NDArray[np.int32]
    same: NDArray[np.bool_]
    scores: NDArray[np.float32]
    lacks: NDArray[np.int32]
    changed: NDArray[np.uint8]
    gaps: NDArray[np.int32]


def _followed(folded: Folded) -> _Followed:
    """Variants, numbered by time → trails and sources."""
    import numpy as np

    from onrecord.trail import forest_kernel
    from onrecord.trail.link_kernel import signatures

    hashes, flags, starts = folded.words
    signed = signatures(hashes, starts)
    seen = _compared(folded, signed, linked(hashes, flags, starts))
    root = forest_kernel.roots(starts, seen.found, seen.same, seen.scores)
    seen = _compared(folded, signed, forest_kernel.kin(starts, root, signed, seen.found), seen)
    root = joined(forest_kernel.roots(starts, seen.found, seen.same, seen.scores), seen.found, seen.same)
    seen = _compared(folded, signed, forest_kernel.relatives(starts, root, signed), seen)
    taken = forest_kernel.sources(starts, root, np.bincount(folded.variant), seen.found, seen.lacks)
    at = np.maximum(taken, 0)
    known = (taken >= 0) & (folded.times < _UNDATED)
    source = np.where(known, seen.found.ravel()[at], -1)
    change = _changes(seen.lacks.ravel()[at], seen.changed.ravel()[at], seen.gaps.ravel()[at])
    score = np.where(known, seen.scores.ravel()[at], 1.0).astype(np.float32)
    return _Followed(forest_kernel.first_of(root), source, change, score)


def _compared(
    folded: Folded, signed: NDArray[np.uint64], found: NDArray[np.int32], seen: _Compared | None = None
) -> _Compared:
    """Align each variant with those found for it; ``seen`` were aligned before, and the new ones are put beside them."""
    import numpy as np

    from onrecord.trail.compare_kernel import compare

    known = np.full((len(found), 1), -1, np.int32) if seen is None else seen.found
    new = _Compared(found, *compare(*folded.words, signed, folded.speakers, folded.times, found, known))
    return new if seen is None else _Compared(*(np.concatenate(pair, axis=1) for pair in zip(seen, new, strict=True)))


def linked(hashes: NDArray[np.uint64], flags: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.int32]:
    """For each text, numbered by time, up to sixteen others that share runs of three words with it."""
    import numpy as np

    from onrecord.trail import link_kernel

    places = link_kernel.print_places(flags, starts)
    prints, ends = link_kernel.all_prints(hashes, flags, starts, places)
    kept, owner = link_kernel.shared(prints, places, max(10, len(prints).bit_length() + 2))
    prints, ends = prints[kept], ends[kept]
    order = np.argsort(prints, kind="stable")
    links, tells = link_kernel.link(hashes, starts, ends, owner, prints, order, len(starts) - 1)
    return link_kernel.candidates(links, tells, owner, len(starts) - 1)


def joined(root: NDArray[np.int32], found: NDArray[np.int32], same: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Join a tree to a larger one where several of its texts, and a good part of them, have relatives there.

    A single relative joins nothing: by such chains unlike statements would come together.
    """
    import numpy as np

    text, nth = np.nonzero(same)
    other = found[text, nth]
    across = root[text] != root[other]
    text, other = text[across], other[across].astype(np.int64)
    ours, theirs = np.concatenate([root[text], root[other]]), np.concatenate([root[other], root[text]])
    links = np.unique(np.stack([ours, theirs, np.concatenate([text, other])], axis=1), axis=0)
    pairs, counts = np.unique(links[:, :2], axis=0, return_counts=True)
    size = np.bincount(root, minlength=len(root))
    small, large = pairs[:, 0], pairs[:, 1]
    grows = (size[large] > size[small]) | ((size[large] == size[small]) & (large < small))
    enough = grows & (counts >= LEAST_RELATIVES) & (counts >= LEAST_PART * size[small])
    order = np.lexsort((large, -counts, small))
    order = order[enough[order]]
    taken, at = np.unique(small[order], return_index=True)
    target = np.arange(len(root))
    target[taken] = large[order][at]
    while (target[target] != target).any():
        target = target[target]
    return target[root].astype(np.int32)


def _changes(lacks: NDArray[np.int32], changed: NDArray[np.uint8], gaps: NDArray[np.int32]) -> NDArray[np.int8]:
    import numpy as np

    cut, spliced, reworded, meaning = (CHANGES.index(name) for name in ("cut", "spliced", "reworded", "meaning"))
    parts = np.where(gaps > 8, spliced, cut)
    return np.where(changed > 0, meaning, np.where(lacks > 0, reworded, parts)).astype(np.int8)


def _checked(table: pa.Table, engine: str) -> pa.Table:
    """The columns that are used, as they are used."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if engine not in ENGINES:
        raise TrailsError("engine", engine)
    if engine == "spark":
        raise TrailsError("engine", "spark is not there yet")
    missing = [name for name in COLUMNS if name not in table.column_names]
    if missing:
        raise TrailsError("columns", ", ".join(missing))
    kinds = {name: pa.timestamp("us") if name == "published" else pa.string() for name in (*COLUMNS, "speaker")}
    try:
        columns = {name: table[name].cast(kind) for name, kind in kinds.items() if name in table.column_names}
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise TrailsError("type", str(error)) from error
    if columns["id"].null_count or pc.count_distinct(columns["id"]).as_py() != table.num_rows:
        raise TrailsError("ids", "some are missing or there twice")
    return pa.table(columns)


def _rows(checked: pa.Table, folded: Folded, followed: _Followed) -> pa.Table:
    """Variants' conclusions → the statements'."""
    import numpy as np
    import pyarrow as pa

    variant, heads = folded.variant, folded.heads
    is_head = heads[variant] == np.arange(len(variant))
    source = followed.source[variant]
    parent = np.where(is_head, np.where(source >= 0, heads[source], -1), heads[variant])
    dated = folded.dated
    parent = np.where(dated, parent, -1)
    same = np.where(folded.texts == folded.texts[heads[variant]], CHANGES.index("same"), CHANGES.index("typographic"))
    change = np.where(is_head, followed.change[variant], same)
    score = np.where(is_head, followed.score[variant], 1.0)
    trail = heads[followed.first[variant]]
    arrays = pa.array(trail), pa.array(parent, mask=parent < 0), pa.array(change.astype(np.int8), mask=parent < 0)
    return _table(checked["id"], *arrays, pa.array(score.astype(np.float32)))


def _table(ids: pa.ChunkedArray, trail: pa.Array, parent: pa.Array, change: pa.Array, score: pa.Array) -> pa.Table:
    import pyarrow as pa

    names = pa.array(CHANGES)
    columns = {
        "statement": ids, "trail": ids.take(trail), "parent": ids.take(parent), "change": names.take(change),
        "score": score,
    }  # fmt: skip
    return pa.table(columns)
