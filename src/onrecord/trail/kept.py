"""A record → its trails, kept beside it and brought up to date by need.

The folder holds nothing that the record does not, but for the names of trails and which of them merged: it may be removed
at any time. What is kept says of which shards it is; where the record has grown, only what is new is followed. It appears
once it is whole, so that readers, builders and a running ``add`` never see each other's halves.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.engine.duckdb import query
from onrecord.errors import EnvironmentFaultError, RecordError
from onrecord.ids import digest
from onrecord.record.lock import Lock
from onrecord.record.manifest import Manifest, Shard
from onrecord.record.tables import connect_tables
from onrecord.trail import update_files
from onrecord.trail.update_files import Listed

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from onrecord.trail.update_names import Way

FOLDER = "trails"
METHOD = "trails-4"
"""Of the way trails are made; those of another are made anew."""
LEAST, MOST = 20_000, 6_000_000
"""Statements from which on a record's trails are brought up to date; fewer are followed anew in no time, and very many stage by
stage, under the names that they had."""
_STATEMENTS = """
WITH every AS (
    SELECT * FROM statements
    UNION ALL BY NAME SELECT * FROM read_statements AS r WHERE r.id IN (
        SELECT statement FROM judgements WHERE what = 'no statement') AND r.id NOT IN (SELECT id FROM statements)
), named AS (
    SELECT a.statement, p.name FROM attributions a JOIN speakers p ON p.id = a.speaker
)
SELECT s.id, min(s.document) AS document, min(d.outlet) AS outlet, min(coalesce(d.published, d.captured)) AS published,
       min(coalesce(p.posted_at, p.posted)) AS posted,
       min(array_to_string(list_transform(s.content, lambda part: part.text), ' … ')) AS text, min(named.name) AS speaker
FROM every s LEFT JOIN named ON named.statement = s.id
JOIN documents d ON d.id = s.document
LEFT JOIN posts p ON s.kind = 'post' AND p.id = s.post AND p.document = s.document
{where} GROUP BY s.id ORDER BY s.id
"""
_MARKED = """
SELECT DISTINCT statement FROM judgements
WHERE statement IN (SELECT id FROM statements) AND statement NOT IN (SELECT id FROM read_statements) ORDER BY statement
"""

Watch = Callable[[int], None]
"""Called with the number of statements before they are followed."""


def trails_of(
    folder: Path,
    manifest: Manifest,
    connection: duckdb.DuckDBPyConnection,
    watch: Watch | None = None,
    way: Way | None = None,
) -> pa.Table:
    """The trails of what ``manifest`` names: columns of :func:`onrecord.trails`, in the order of the statements' ids. Those
    that people judged to be no statement are among them, for the day that this is taken back.

    :param connection: the record's tables, as people judged.
    :param way: how they are followed where all of them are.
    :raises RecordError: ``unwritable``, ``damaged``.
    :raises EnvironmentFaultError: the disk is full, or numba, Spark or Java is missing.
    """
    while (table := kept_trails(folder, manifest, marked(connection))) is None:
        try:
            return _made(folder, manifest, connection, watch, way)
        except RecordError as error:
            if error.reason != "busy":
                raise
            time.sleep(0.2)  # another process makes them
    return table


def kept_trails(folder: Path, manifest: Manifest, marked: Collection[str] = ()) -> pa.Table | None:
    """The trails that are kept of exactly what ``manifest`` names, if there are any; opening no other file of the record.

    :param marked: statements that people marked, which have to be among them; others that they had marked may be, too.
    """
    kept = update_files.listed(folder / FOLDER)
    known = kept is not None and (kept.method, kept.mark) == (METHOD, _mark(manifest))
    if kept is not None and known and set(marked) <= set(kept.marked):
        with suppress(OSError, ValueError):  # damaged or half removed: made anew
            return update_files.opened(folder / FOLDER, kept.table)
    return None


def marked(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Statements of a record that people marked and reading had missed."""
    return tuple(query(connection, _MARKED)["statement"].to_pylist())


def unmarked(folder: Path, marked: Collection[str]) -> frozenset[str]:
    """Statements in the kept trails that people had marked and have no longer."""
    kept = update_files.listed(folder / FOLDER)
    return frozenset(kept.marked).difference(marked) if kept else frozenset()


def merges(folder: Path) -> pa.Table | None:
    """Which trails went up in others: ``trail``, ``into`` (ids) and ``run`` (the record's shard that showed it)."""
    kept = update_files.listed(folder / FOLDER)
    with suppress(OSError, ValueError):
        return update_files.opened(folder / FOLDER, kept.merges) if kept else None
    return None


def forget(folder: Path) -> None:
    """Have trails made anew when they are next asked for; they keep their names."""
    kept = update_files.listed(folder / FOLDER)
    if kept:
        with suppress(OSError):
            update_files.relist(folder / FOLDER, replace(kept, method=""))


def _made(
    folder: Path,
    manifest: Manifest,
    connection: duckdb.DuckDBPyConnection,
    watch: Watch | None,
    way: Way | None,
) -> pa.Table:
    """Make trails, and keep them unless the record may only be read.

    :raises RecordError: ``busy``: another process is making them; ``unwritable``.
    """
    place = folder / FOLDER
    try:
        place.mkdir(exist_ok=True)
        with Lock(place):
            return _updated(folder, manifest, connection, watch) or _anew(folder, manifest, connection, watch, way)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return _anew(None, manifest, connection, watch, way)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise EnvironmentFaultError("disk", str(place)) from error
        raise RecordError(str(folder), "unwritable", error.strerror or str(error)) from error


def _updated(
    folder: Path, manifest: Manifest, connection: duckdb.DuckDBPyConnection, watch: Watch | None
) -> pa.Table | None:
    """The kept trails with what the record has gained since; ``None`` where there are none that could be added to."""
    kept = update_files.listed(folder / FOLDER)
    shards = _shards(manifest)
    if not kept or not kept.parts or kept.method != METHOD or shards[: len(kept.shards)] != kept.shards:
        return None
    import pyarrow as pa
    import pyarrow.compute as pc

    from onrecord.trail.follow import checked_table
    from onrecord.trail.update import update

    try:
        before = update_files.load(folder / FOLDER, kept)
        made = update_files.opened(folder / FOLDER, kept.table)
    except (OSError, ValueError, KeyError):
        return None
    behind = _behind(manifest, len(kept.shards))
    with _connected(folder, behind) as read:
        rows = [statements(read)]
    if people := marked(connection):
        rows.append(statements(connection, people))
    table = checked_table(pa.concat_tables(rows))
    if people or len(behind.shards) > len(shards) - len(kept.shards):  # some that are known share a file with new ones
        table = table.filter(pc.invert(pc.is_in(table["id"], before.ids())))
    if watch:
        watch(table.num_rows)
    state = update(before, table, manifest.next_number - 1) if table.num_rows else before
    found = state.table_after(before, made)
    listed = _listed(manifest, tuple(sorted({*kept.marked, *people})))
    update_files.save(folder / FOLDER, listed, found, state.merges, state, kept)
    return found


def _anew(
    folder: Path | None,
    manifest: Manifest,
    connection: duckdb.DuckDBPyConnection,
    watch: Watch | None,
    way: Way | None,
) -> pa.Table:
    """All trails, named as those that are kept where they hold the same statements; kept where there is a folder."""
    from onrecord.trail.update_names import followed_anew

    table = statements(connection)
    if watch:
        watch(table.num_rows)
    kept = update_files.listed(folder / FOLDER) if folder else None
    place = folder and folder / FOLDER
    found, gone, state = followed_anew(table, place, kept, manifest.next_number - 1, MOST, way)
    if folder:
        few = table.num_rows < LEAST
        update_files.save(folder / FOLDER, _listed(manifest, marked(connection)), found, gone, None if few else state)
    return found


def statements(connection: duckdb.DuckDBPyConnection, ids: Sequence[str] | None = None) -> pa.Table:
    """All statements of a record, or some, as :func:`onrecord.trails` takes them, each with its speaker's name."""
    import numpy as np
    import pyarrow as pa

    where, values = ("", {}) if ids is None else ("WHERE s.id IN (SELECT unnest($ids))", {"ids": list(ids)})
    rows = query(connection, _STATEMENTS.format(where=where), values)
    shown, own = (rows[name].combine_chunks().dictionary_encode("encode") for name in ("published", "posted"))
    pairs = shown.indices.to_numpy().astype(np.int64) * len(own.dictionary) + own.indices.to_numpy()
    unique, at = np.unique(pairs, return_inverse=True)
    dates, others = shown.dictionary.to_pylist(), own.dictionary.to_pylist()
    times = [time_of(dates[pair // len(others)], others[pair % len(others)]) for pair in unique.tolist()]
    column = pa.array(times, pa.timestamp("us")).take(pa.array(at))
    return rows.set_column(rows.schema.get_field_index("published"), "published", column).drop_columns(["posted"])


def time_of(published: str | None, posted: str | None) -> datetime | None:
    """When a statement was there: a post before the document that shows it."""
    shown, own = instant(published), instant(posted)
    if shown and own and len(posted or "") <= 10:
        return min(own, shown - timedelta(seconds=1))
    return own or shown


def instant(iso: str | None) -> datetime | None:
    """An ISO 8601 date as an instant in UTC, without zone; of a day, a month or a year the end, since it may be any hour of it."""
    if not iso:
        return None
    try:
        if len(iso) > 10:
            found = datetime.fromisoformat(iso)
            return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
        year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
        start = date(year, month or 12, day or 1)
        stop = start + timedelta(days=1) if day else (start + timedelta(days=31)).replace(day=1)
        return datetime(stop.year, stop.month, stop.day) - timedelta(seconds=1)
    except (ValueError, OverflowError):
        return None


def _behind(manifest: Manifest, known: int) -> Manifest:
    """The files that hold shards behind the first ones."""
    new = {shard.number for shard in manifest.shards[known:]}
    files = [part.shards for part in manifest.stored() if any(shard.number in new for shard in part.shards)]
    return replace(manifest, shards=tuple(shard for shards in files for shard in shards))


@contextmanager
def _connected(folder: Path, manifest: Manifest) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect_tables(folder, manifest)
    try:
        yield connection
    finally:
        connection.close()


def _listed(manifest: Manifest, marked: tuple[str, ...]) -> Listed:
    return Listed(METHOD, _mark(manifest), _shards(manifest), "", "", marked=marked)


def _shards(manifest: Manifest) -> tuple[str, ...]:
    return tuple(_told(shard) for shard in manifest.shards)


def _told(shard: Shard) -> str:
    return f"{shard.number}:{sorted(shard.rows.items())}"


def _mark(manifest: Manifest) -> str:
    return digest("", _shards(manifest))
