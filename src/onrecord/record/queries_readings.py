"""A record's shards → its readings again, one document after the other, with little in memory.

All rows of a document are in one shard, each table's in the order of the documents, so that the tables are read side by
side. What compares documents with one another (copies, versions) is none of a reading's.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from onrecord.engine.duckdb import query
from onrecord.errors import QueryError, RecordError, RecordReason
from onrecord.model import Reading
from onrecord.record.manifest import Manifest, Stored
from onrecord.record.schema import NOUNS, STORED_AS

if TYPE_CHECKING:
    import duckdb

    from onrecord.record.record import Record

_ROWS = 500
"""Rows of a table held at a time."""
_PARTS = tuple(name for name in NOUNS if name != "documents")
_Row = dict[str, Any]
_NONE: Mapping[str, Reading] = {}


def readings(
    folder: Path,
    manifest: Manifest,
    wanted: Container[str] | None = None,
    corrected: Mapping[str, Reading] = _NONE,
) -> Iterator[Reading]:
    """Readings of a record in the order in which the documents came in.

    :param wanted: ids of statements; the readings then hold these alone and what concerns them, and documents without
        any are left out.
    :param corrected: documents, by their ids, as people judged.
    :raises RecordError: ``damaged``: a file is missing or its rows do not fit the others'.
    """
    for part in manifest.stored():
        if part.rows.get("documents"):
            for reading in _stored_in(folder, part, wanted, corrected):
                yield reading if wanted is None else restricted(reading, wanted)


def reading_of(record: Record, document: str) -> Reading | None:
    """The reading of one document; ``None`` if the record has no such document.

    :raises RecordError: ``damaged``.
    """
    try:
        found = record.sql("SELECT * FROM documents WHERE id = $id LIMIT 1", {"id": document}).to_pylist()
        if not found:
            return None
        rows = {
            name: record.sql(f'SELECT * FROM "{name}" WHERE document = $id', {"id": document}).to_pylist()
            for name in _PARTS
        }
    except QueryError as error:
        raise RecordError(str(record.path), "damaged", error.detail) from error
    return msgspec.convert({"document": _document(found[0]), **rows}, Reading, strict=False)


def as_read(connection: duckdb.DuckDBPyConnection, documents: Sequence[str]) -> Iterator[Reading]:
    """The readings of some documents as they were made, whatever people judged.

    :raises QueryError: a file cannot be read.
    """
    found: dict[str, dict[str, list[_Row]]] = {}
    for name in _PARTS:
        sql = f'SELECT * FROM "{STORED_AS.get(name, name)}" WHERE document IN (SELECT unnest($ids))'
        for row in query(connection, sql, {"ids": list(documents)}).to_pylist():
            found.setdefault(row["document"], {}).setdefault(name, []).append(row)
    sql = "SELECT * FROM documents WHERE id IN (SELECT unnest($ids)) ORDER BY id"
    for row in query(connection, sql, {"ids": list(documents)}).to_pylist():
        parts = {name: found.get(row["id"], {}).get(name, []) for name in _PARTS}
        yield msgspec.convert({"document": _document(row), **parts}, Reading, strict=False)


def restricted(reading: Reading, wanted: Container[str]) -> Reading:
    """The same reading with only some of its statements, and of its conclusions those about them."""
    statements = tuple(row for row in reading.statements if row.id in wanted)
    kept = {row.id for row in statements}
    attributions = tuple(row for row in reading.attributions if row.statement in kept)
    named = {row.speaker for row in attributions}
    return replace(
        reading,
        statements=statements,
        attributions=attributions,
        speakers=tuple(row for row in reading.speakers if row.id in named),
        relays=tuple(row for row in reading.relays if row.statement in kept),
        verdicts=tuple(row for row in reading.verdicts if row.statement in kept),
        relations=tuple(row for row in reading.relations if kept.issuperset(row.statements)),
        conflicts=tuple(row for row in reading.conflicts if not kept.isdisjoint(row.statements)),
        identities=tuple(row for row in reading.identities if row.speaker in named),
    )


def _stored_in(
    folder: Path, part: Stored, wanted: Container[str] | None, corrected: Mapping[str, Reading]
) -> Iterator[Reading]:
    beside = {name: _Beside(folder, part, name) for name in _PARTS}
    for document in _rows(folder, part, "documents"):
        found = {name: rows.of(document["id"]) for name, rows in beside.items()}
        judged = corrected.get(document["id"])
        if judged is not None:
            if wanted is None or any(row.id in wanted for row in judged.statements):
                yield judged
        elif wanted is None or any(row["id"] in wanted for row in found["statements"]):
            yield msgspec.convert({"document": _document(document), **found}, Reading, strict=False)
    for name, rows in beside.items():
        if rows.document is not None:
            raise RecordError(str(folder), "damaged", f"{name}: rows of {rows.document} stand out of order")


class _Beside:
    """A table, read along with the documents that lie beside it."""

    def __init__(self, folder: Path, part: Stored, name: str) -> None:
        rows = _rows(folder, part, name) if part.rows.get(name) else iter(())
        self._groups = groupby(rows, key=lambda row: row["document"])
        self._next()

    def of(self, document: str) -> list[_Row]:
        """Rows of the next document."""
        if self.document != document:
            return []
        found = list(self._held)
        self._next()
        return found

    def _next(self) -> None:
        self.document: str | None
        self._held: Iterator[_Row]
        self.document, self._held = next(self._groups, (None, iter(())))


def _rows(folder: Path, part: Stored, name: str) -> Iterator[_Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = part.place(folder, name)
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_ROWS):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        reason: RecordReason = "unreadable" if isinstance(error, PermissionError) else "damaged"
        raise RecordError(str(folder), reason, f"{path.name} of {name}: {error}") from error


def _document(row: _Row) -> _Row:
    origin = row["origin"]
    if origin is not None:
        flat = origin["map"] or []
        origin["map"] = list(zip(flat[0::3], flat[1::3], flat[2::3], strict=True))
    return row
