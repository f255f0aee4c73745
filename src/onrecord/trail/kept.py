"""A record → its trails, kept beside it as one Parquet file for each generation of the record, and made anew by need.

The file holds nothing that the record does not: it may be removed at any time. It is named after the last shard it knows
and marked with the whole manifest's digest, and appears once it is whole, so that readers, builders and a running ``add``
never see each other's halves.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.engine.duckdb import query
from onrecord.errors import EnvironmentFaultError, RecordError
from onrecord.ids import digest
from onrecord.record.manifest import Manifest

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FOLDER = "trails"
METHOD = "trails-1"
"""Of the way trails are made; tables of another are made anew."""
_MARK = b"onrecord.trails"
_STATEMENTS = """
SELECT s.id, min(s.document) AS document, min(d.outlet) AS outlet, min(coalesce(d.published, d.captured)) AS published,
       min(coalesce(p.posted_at, p.posted)) AS posted, min(said.words) AS text, min(said.name) AS speaker
FROM statements s
JOIN said ON said.statement = s.id
JOIN documents d ON d.id = s.document
LEFT JOIN posts p ON s.kind = 'post' AND p.id = s.post AND p.document = s.document
GROUP BY s.id ORDER BY s.id
"""

Watch = Callable[[int], None]
"""Called with the number of statements before they are followed."""


def trails_of(
    folder: Path, manifest: Manifest, connection: duckdb.DuckDBPyConnection, watch: Watch | None = None
) -> pa.Table:
    """The trails of what ``manifest`` names: columns of :func:`onrecord.trails`; kept ones where there are any.

    :raises RecordError: ``unwritable``.
    :raises EnvironmentFaultError: the disk is full, or numba is missing.
    """
    import pyarrow.parquet as pq

    path = folder / FOLDER / f"{manifest.next_number - 1:06}.parquet"
    mark = digest("", (METHOD, *(f"{shard.number}:{sorted(shard.rows.items())}" for shard in manifest.shards))).encode()
    with suppress(OSError, ValueError):  # damaged or half removed: made anew
        if (pq.read_schema(path).metadata or {}).get(_MARK) == mark:
            return pq.read_table(path)
    from onrecord.trail.follow import trails

    table = statements(connection)
    if watch:
        watch(table.num_rows)
    found = trails(table)
    _keep(found.replace_schema_metadata({_MARK: mark}), path)
    return found


def statements(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """All statements of a record as :func:`onrecord.trails` takes them, each with its speaker's name."""
    import pyarrow as pa

    rows = query(connection, _STATEMENTS)
    known: dict[tuple[str | None, str | None], datetime | None] = {}
    pairs = zip(rows["published"].to_pylist(), rows["posted"].to_pylist(), strict=True)
    times = [known[pair] if pair in known else known.setdefault(pair, time_of(*pair)) for pair in pairs]
    place = rows.schema.get_field_index("published")
    return rows.set_column(place, "published", pa.array(times, pa.timestamp("us"))).drop_columns(["posted"])


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


def _keep(table: pa.Table, path: Path) -> None:
    """Write the file and remove those of earlier generations; a record that may only be read is answered without."""
    import pyarrow.parquet as pq

    try:
        path.parent.mkdir(exist_ok=True)
        handle, partial = tempfile.mkstemp(prefix=".", suffix=".new", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                pq.write_table(table, file, compression="zstd")
            os.replace(partial, path)
        finally:
            Path(partial).unlink(missing_ok=True)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise EnvironmentFaultError("disk", str(path)) from error
        raise RecordError(str(path.parent.parent), "unwritable", error.strerror or str(error)) from error
    for other in path.parent.glob("*.parquet"):
        if other.name < path.name:
            with suppress(OSError):
                other.unlink()
