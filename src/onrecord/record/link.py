"""The documents that came into a record since it was last linked → their copies, versions and revisions, as one shard.

Done in batches, each committed by itself, so that memory stays bounded and a killed run goes on. Comparing is done by
``copies`` and ``versions``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record.copies import find_copies
from onrecord.record.manifest import Manifest
from onrecord.record.schema import schemas
from onrecord.record.store import Store
from onrecord.record.tables import connect_tables
from onrecord.record.versions import find_versions

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 50_000
"""Documents that are compared with the rest at once, at least."""


def link(store: Store) -> None:
    """Compare what is new with what is there; nothing is done where nothing is new."""
    while (batch := next_batch(store.manifest)) is not None:
        start, stop, upto = batch
        tables = _linked(store, start, stop) if stop > start else {}
        store.commit(tables, linked=upto)


def next_batch(manifest: Manifest) -> tuple[int, int, int] | None:
    """Numbers of the first documents not yet linked and of the one behind them, and the shard that they reach to."""
    start = sum(shard.rows.get("documents", 0) for shard in manifest.shards if shard.number <= manifest.linked)
    stop, upto = start, manifest.linked
    for shard in manifest.shards:
        if shard.number > manifest.linked and shard.rows.get("captures"):
            stop, upto = stop + shard.rows.get("documents", 0), shard.number
            if stop - start >= _BATCH:
                break
    return (start, stop, upto) if upto > manifest.linked else None


def _linked(store: Store, start: int, stop: int) -> dict[str, pa.Table]:
    import pyarrow as pa

    connection = connect_tables(store.folder, store.manifest)
    try:
        copies = find_copies(connection, start, stop)
        versions, revisions = find_versions(connection, start, stop, store.manifest.next_number)
    finally:
        connection.close()
    rows = {"copies": copies, "versions": versions, "revisions": revisions}
    return {name: pa.Table.from_pylist(found, schema=schemas()[name]) for name, found in rows.items()}
