"""A table of statements → each one's trail, and whom it took its words from: the whole method, in memory.

Equal words are folded into variants, variants that share runs of three words are aligned, each takes one best longer
parent, and within a trail each takes its words from the earlier variant that lacks the fewest of them. What an edge changed
is told coarsely here; ``story`` compares the words of the one trail that is shown. Tables that do not fit into memory, and
other engines, are ``stages``'.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.errors import TrailsError

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from onrecord.engine.plan import Watch
    from onrecord.trail.variants import Folded

COLUMNS = ("id", "document", "outlet", "published", "text")
ENGINES = ("duckdb", "spark")
CHANGES = ("same", "typographic", "cut", "spliced", "reworded", "meaning")
LEAST_RELATIVES = (2, 0.3), (3, 0.1)
"""Texts of a tree, and their share of it, that have relatives in another tree before it is joined to that."""
_ROUNDS = 2
_IN_MEMORY = 6_000_000
"""Statements that are followed in memory; more go stage by stage, part by part."""


def trails(
    table: pa.Table, engine: str = "duckdb", *, folder: str | os.PathLike[str] | None = None, watch: Watch | None = None
) -> pa.Table:
    """Follow statements through documents.

    :param table: columns ``id``, ``document``, ``outlet``, ``text`` (strings) and ``published`` (a timestamp); a column
        ``speaker`` (string) is used where there is one: texts of fewer than six words join only where it agrees.
    :param engine: ``duckdb`` for one machine; ``spark`` for the running Spark session, or a new one on this machine. The
        result is the same.
    :param folder: keep what each stage makes there, so that a run that was cut goes on where it was; on Spark a place that
        all workers reach.
    :param watch: called with a stage's name, its place and how many there are, before it is run; with ``folder`` or Spark.
    :return: one row for each statement, in the order of the table: ``statement``, ``trail`` (the id of its earliest
        statement), ``parent`` (the statement whose words it has; null for the first and where none is known), ``change``
        (of :data:`CHANGES`; null without parent), ``score`` (share of the shorter one's words that agree, 0 to 1; 1 for
        the first).
    :raises TrailsError: ``columns``, ``type``, ``ids``, ``engine``.
    :raises EnvironmentFaultError: Spark or Java is missing; the folder cannot be written.
    """
    checked = checked_table(table, engine)
    if not checked.num_rows:
        return empty_table()
    if engine == "spark" or folder is not None or checked.num_rows > _IN_MEMORY:
        from onrecord.trail.stages import staged

        return staged(checked, engine, None if folder is None else os.fspath(folder), watch=watch)
    from onrecord.trail.variants import fold

    folded = fold(checked)
    return _rows(checked, folded, follow_folded(folded))


def empty_table() -> pa.Table:
    """What is found where there are no statements."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema([
        ("statement", text), ("trail", text), ("parent", text), ("change", text), ("score", pa.float32())
    ]).empty_table()  # fmt: skip


class Followed(NamedTuple):
    """What is concluded of each variant."""

    root: NDArray[np.int32]
    """Longest variant of each variant's trail."""
    first: NDArray[np.int32]
    """Earliest variant of each variant's trail."""
    source: NDArray[np.int64]
    """Variant that it took its words from, -1 for none."""
    change: NDArray[np.int8]
    score: NDArray[np.float32]


class Compared(NamedTuple):
    """A row for each variant, a column for each other one that it was compared with (``compare_kernel.compare``)."""

    found: NDArray[np.int32]
    same: NDArray[np.bool_]
    scores: NDArray[np.float32]
    lacks: NDArray[np.int32]
    changed: NDArray[np.uint8]
    gaps: NDArray[np.int32]


def follow_folded(folded: Folded) -> Followed:
    """Variants, numbered by time → trails and sources.

    Only what may decide is aligned: first each variant's likeliest parent, then what was found in other trees, last its source.
    """
    import numpy as np

    from onrecord.trail import forest_kernel, near_kernel, source_kernel
    from onrecord.trail.print_kernel import signatures
    from onrecord.trail.share_kernel import candidates_of
    from onrecord.trail.variants import UNDATED

    hashes, flags, starts = folded.words
    found = candidates_of(hashes, flags, starts)
    lacks, most, content = near_kernel.lacking(hashes, flags, starts, found)
    likely = near_kernel.likely(found, most, content)
    seen = _compared(folded, near_kernel.likeliest(starts, found, likely, most))
    root = forest_kernel.roots(starts, seen.found, seen.same, seen.scores)
    signed = signatures(hashes, starts)
    kin = forest_kernel.kin(starts, root, signed, found)
    near_kernel.besides(found, kin)
    lacks_kin, most, content = near_kernel.lacking(hashes, flags, starts, kin)
    likely_kin = np.where(near_kernel.likely(kin, most, content), kin, np.int32(-1))
    others = np.concatenate([near_kernel.across(root, found, likely), likely_kin], axis=1)
    seen = beside(seen, _compared(folded, others))
    root = forest_kernel.roots(starts, seen.found, seen.same, seen.scores)
    root = joined(root, seen.found, akin_of(seen.same, seen.changed))
    held = np.bincount(folded.variant)
    found = np.concatenate([found, kin], axis=1)
    relatives = source_kernel.relatives(starts, root, signed, held)
    near_kernel.besides(found, relatives)
    lacks = np.concatenate([lacks, lacks_kin, near_kernel.lacking(hashes, flags, starts, relatives)[0]], axis=1)
    found = np.concatenate([found, relatives], axis=1)
    taken = source_kernel.sources(hashes, starts, root, held, found, lacks)
    known = (taken >= 0) & (folded.times < UNDATED)
    source = np.where(known, found.ravel()[np.maximum(taken, 0)], -1)
    told = _told_of(folded, seen, source.astype(np.int32))
    change = changes_of(told.lacks[:, 0], told.changed[:, 0], told.gaps[:, 0])
    score = np.where(known, told.scores[:, 0], 1.0).astype(np.float32)
    return Followed(root, forest_kernel.first_of(root), source, change, score)


def _compared(folded: Folded, found: NDArray[np.int32]) -> Compared:
    """Align each variant with those found for it."""
    import numpy as np

    from onrecord.trail.compare_kernel import compare

    none = np.full((len(found), 1), -1, np.int32)
    return Compared(found, *compare(*folded.words, folded.speakers, folded.times, found, none))


def _told_of(folded: Folded, seen: Compared, source: NDArray[np.int32]) -> Compared:
    """What comparing each variant with its source tells, one column; taken from what was seen where it was."""
    import numpy as np

    was = (seen.found == source[:, None]) & (seen.lacks >= 0)
    rows, at = np.arange(len(source)), was.argmax(axis=1)
    there = was[rows, at]
    told = _compared(folded, np.where(there, np.int32(-1), source)[:, None])
    for new, old in zip(tuple(told)[1:], tuple(seen)[1:], strict=True):
        new[there, 0] = old[rows, at][there]
    return told


def beside(one: Compared, other: Compared) -> Compared:
    """Comparisons of the same variants, side by side."""
    import numpy as np

    pairs: list[Any] = [np.concatenate(pair, axis=1) for pair in zip(tuple(one), tuple(other), strict=True)]
    return Compared(*pairs)


def joined(root: NDArray[np.int32], found: NDArray[np.int32], akin: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Join a tree to a larger one where several of its texts, and a good part of them, have relatives there.

    A single relative joins nothing: by such chains unlike statements would come together.

    :param akin: which of those found are the same statement or akin to it.
    """
    import numpy as np

    text, nth = np.nonzero(akin)
    other = found[text, nth]
    for _ in range(_ROUNDS):
        across = root[text] != root[other]
        text, other = text[across], other[across]
        target = _targets(root, text, other)
        while (target[target] != target).any():
            target = target[target]
        root = target[root].astype(np.int32)
    return root


def _targets(root: NDArray[np.int32], text: NDArray[np.int64], other: NDArray[np.int32]) -> NDArray[np.int64]:
    """For each tree that which it is joined to, or itself; texts and others are relatives in different trees."""
    import numpy as np

    ours, theirs = np.concatenate([root[text], root[other]]), np.concatenate([root[other], root[text]])
    relative = np.concatenate([text, other.astype(np.int64)])
    order = np.lexsort((relative, theirs, ours))
    ours, theirs, relative = ours[order], theirs[order], relative[order]
    pair = np.ones(len(order), np.bool_)
    pair[1:] = (ours[1:] != ours[:-1]) | (theirs[1:] != theirs[:-1])
    new = pair.copy()
    new[1:] |= relative[1:] != relative[:-1]
    counts = np.add.reduceat(new, np.flatnonzero(pair)) if len(order) else np.zeros(0, np.int64)
    small, large = ours[pair], theirs[pair]
    size = np.bincount(root, minlength=len(root))
    grows = (size[large] > size[small]) | ((size[large] == size[small]) & (large < small))
    share = counts / np.maximum(1, size[small])
    enough = grows & np.logical_or.reduce([(counts >= least) & (share >= part) for least, part in LEAST_RELATIVES])
    order = np.lexsort((large, -counts, small))
    order = order[enough[order]]
    taken, at = np.unique(small[order], return_index=True)
    target = np.arange(len(root))
    target[taken] = large[order][at]
    return target


def akin_of(same: NDArray[np.bool_], changed: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which comparisons show the same statement, or one akin to it: evidence where there is more of it."""
    from onrecord.trail.compare_kernel import AKIN

    return same | (changed & AKIN > 0)


def changes_of(lacks: NDArray[np.int32], changed: NDArray[np.uint8], gaps: NDArray[np.int32]) -> NDArray[np.int8]:
    """Places in ``CHANGES``, told from what an alignment found."""
    import numpy as np

    from onrecord.trail.compare_kernel import AKIN

    cut, spliced, reworded, meaning = (CHANGES.index(name) for name in ("cut", "spliced", "reworded", "meaning"))
    parts = np.where(gaps > 8, spliced, cut)
    return np.where(changed & ~np.uint8(AKIN) > 0, meaning, np.where(lacks > 0, reworded, parts)).astype(np.int8)


def checked_table(table: pa.Table, engine: str = "duckdb") -> pa.Table:
    """The columns that are used, as they are used; raises as :func:`trails`."""
    import pyarrow as pa

    if engine not in ENGINES:
        raise TrailsError("engine", engine)
    missing = [name for name in COLUMNS if name not in table.column_names]
    if missing:
        raise TrailsError("columns", ", ".join(missing))
    kinds = {name: pa.timestamp("us") if name == "published" else pa.string() for name in (*COLUMNS, "speaker")}
    try:
        columns = {name: table[name].cast(kind) for name, kind in kinds.items() if name in table.column_names}
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise TrailsError("type", str(error)) from error
    if columns["id"].null_count or not _distinct(columns["id"]):
        raise TrailsError("ids", "some are missing or there twice")
    return pa.table(columns)


def _distinct(ids: pa.ChunkedArray) -> bool:
    """Whether no id is there twice; told from their hashes, where these differ."""
    import numpy as np
    import pyarrow.compute as pc

    from onrecord.trail.words import hash_of

    hashes = np.sort(hash_of(ids))
    return bool((hashes[1:] != hashes[:-1]).all()) or pc.count_distinct(ids).as_py() == len(ids)


def _rows(checked: pa.Table, folded: Folded, followed: Followed) -> pa.Table:
    """Variants' conclusions → the statements'."""
    import numpy as np

    from onrecord.trail.variants import UNDATED

    variant, heads, read = folded.variant, folded.heads, folded.statements
    copy = heads[variant] != np.arange(len(variant))
    source = followed.source[variant]
    parent = np.where(copy, heads[variant], np.where(source >= 0, heads[source], -1))
    parent = np.where(read.times < UNDATED, parent, -1)
    same = read.printed == read.printed[heads[variant]]
    told = followed.change[variant], followed.score[variant]
    rows = np.arange(len(variant))
    return table_of(checked["id"].combine_chunks(), rows, heads[followed.first[variant]], parent, copy, same, *told)


def table_of(
    ids: pa.Array,
    rows: NDArray[np.int64] | NDArray[np.int32],
    trail: NDArray[np.int64],
    parent: NDArray[np.int64],
    copy: NDArray[np.bool_],
    same: NDArray[np.bool_],
    change: NDArray[np.int8],
    score: NDArray[np.float32],
) -> pa.Table:
    """The table of statements.

    :param rows: of ``ids``: the statements in the order wanted.
    :param trail: row of the statement that names the trail; ``parent`` that of the parent, -1 for none.
    :param copy: whether a statement's parent has equal words; ``same`` whether these are printed alike, too.
    :param change: of those that are no copies, as ``score``.
    """
    import numpy as np
    import pyarrow as pa

    change = np.where(copy, np.where(same, CHANGES.index("same"), CHANGES.index("typographic")), change)
    none = parent < 0
    return pa.table({
        "statement": ids.take(pa.array(rows)), "trail": ids.take(pa.array(trail)), "parent": ids.take(pa.array(parent, mask=none)),
        "change": pa.array(CHANGES).take(pa.array(change.astype(np.int8), mask=none)),
        "score": pa.array(np.where(copy, 1, score).astype(np.float32)),
    })  # fmt: skip
