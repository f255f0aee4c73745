"""A table of statements → each one's trail, and whom it took its words from: the whole method, in memory.

Equal words are folded into variants, variants that share prints are aligned, each takes one best longer
parent, and within a trail each takes its words from the earlier variant that lacks the fewest of them. What an edge changed
is told coarsely here; ``story`` compares the words of the one trail that is shown. Tables that do not fit into memory, and
other engines, are ``stages``'.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import TrailsError

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from onrecord.engine.plan import Watch
    from onrecord.trail.compare_kernel import Compared
    from onrecord.trail.variants import Folded

COLUMNS = ("id", "document", "outlet", "published", "text")
ENGINES = ("duckdb", "spark")
CHANGES = ("same", "typographic", "cut", "spliced", "reworded", "meaning")
LEAST_RELATIVES = (2, 0.3), (3, 0.1)
"""Texts of a tree, and their share of it, that have relatives in another tree before it is joined to that."""
_ROUNDS = 2
_CANDIDATES, _KIN, _RELATIVES = (0, 12), (12, 20), (20, 28)
"""Columns of what was found for each variant."""
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
    source: NDArray[np.int32]
    """Variant that it took its words from, -1 for none."""
    change: NDArray[np.int8]
    score: NDArray[np.float32]


def follow_folded(folded: Folded) -> Followed:
    """Variants, numbered by time → trails and sources.

    Only what may decide is aligned: first each variant's likeliest parent, then what was found in other trees, last its source.
    """
    import numpy as np

    from onrecord.trail import forest_kernel, likely_kernel, near_kernel, source_kernel
    from onrecord.trail.pairs import akin, in_order
    from onrecord.trail.print_kernel import signatures
    from onrecord.trail.share_kernel import candidates_of
    from onrecord.trail.tree_kernel import trees_of
    from onrecord.trail.variants import UNDATED

    hashes, _, starts = folded.words
    found = np.full((len(folded.heads), _RELATIVES[1]), -1, np.int32)
    lacks = np.full(found.shape, -1, np.int16)
    candidates_of(*folded.words, found)
    most = near_kernel.bounds(folded.words, found, lacks, *_CANDIDATES)
    seen = _compared(folded, *likely_kernel.likeliest(starts, found, most))
    root = forest_kernel.roots(starts, *seen[:4])
    signed = signatures(hashes, starts)
    forest_kernel.kin(trees_of(root, starts, signed), root, found, *_KIN)
    likely_kernel.besides(found, *_KIN)
    most_kin = near_kernel.bounds(folded.words, found, lacks, *_KIN)
    seen = in_order(seen, _compared(folded, *likely_kernel.likely(root, found, most, most_kin)))
    root = forest_kernel.roots(starts, *seen[:4])
    related = akin(seen)
    root = joined(root, seen.texts[related], seen.others[related])
    held, every = np.bincount(folded.variant), np.ones(len(found), np.bool_)
    source_kernel.relatives(trees_of(root, starts, signed), held, every, found, *_RELATIVES)
    likely_kernel.besides(found, *_RELATIVES)
    near_kernel.bounds(folded.words, found, lacks, *_RELATIVES)
    source = source_kernel.sources(hashes, starts, root, held, found, lacks)
    source[folded.times == UNDATED] = -1
    return Followed(root, forest_kernel.first_of(root), source, *_told_of(folded, seen, source))


def _compared(folded: Folded, texts: NDArray[np.int32], others: NDArray[np.int32]) -> Compared:
    from onrecord.trail.compare_kernel import compare

    return compare(*folded.words, folded.speakers, folded.times, texts, others)


def _told_of(folded: Folded, seen: Compared, source: NDArray[np.int32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """What was changed of each variant's source, and the score of the two; taken from what was seen where it was."""
    import numpy as np

    from onrecord.trail.pairs import in_order, places_of

    new = np.flatnonzero((source >= 0) & (places_of(seen, source) < 0)).astype(np.int32)
    seen = in_order(seen, _compared(folded, new, source[new]))
    place = places_of(seen, source)
    known = place >= 0
    pairs = place[known]
    change, score = np.zeros(len(source), np.int8), np.ones(len(source), np.float32)
    change[known] = changes_of(seen.lacks[pairs], seen.changed[pairs], seen.gaps[pairs])
    score[known] = seen.scores[pairs]
    return change, score


def joined(root: NDArray[np.int32], texts: NDArray[np.int32], others: NDArray[np.int32]) -> NDArray[np.int32]:
    """Join a tree to a larger one where several of its texts, and a good part of them, have relatives there.

    A single relative joins nothing: by such chains unlike statements would come together.

    :param texts: with ``others`` the pairs that are the same statement or akin to it.
    """
    import numpy as np

    for _ in range(_ROUNDS):
        across = root[texts] != root[others]
        texts, others = texts[across], others[across]
        target = _targets(root, texts, others)
        while (target[target] != target).any():
            target = target[target]
        root = target[root].astype(np.int32)
    return root


def _targets(root: NDArray[np.int32], text: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int64]:
    """For each tree that which it is joined to, or itself; texts and others are relatives in different trees."""
    import numpy as np

    ours, theirs = np.concatenate([root[text], root[other]]), np.concatenate([root[other], root[text]])
    relative = np.concatenate([text, other])
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
