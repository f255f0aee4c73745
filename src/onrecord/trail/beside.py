"""A record's files → what the index of words does not hold of a statement: its relays, near-copies of its document, its post's time.

A table is read when it is first asked for, only in the columns that are wanted, and kept; DuckDB is not opened for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.errors import RecordError
from onrecord.record import manifest as manifests
from onrecord.record.manifest import Manifest
from onrecord.trail.keys import Keys, rows_at

if TYPE_CHECKING:
    import pyarrow as pa


class _Table(NamedTuple):
    rows: pa.Table | None
    keys: Keys | None

    def of(self, id: str) -> list[dict[str, Any]]:
        """Rows of an id."""
        return rows_at(self.rows, self.keys.rows(id)) if self.rows is not None and self.keys else []


class Beside:
    """Tables of the record that ``manifest`` names."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder, self._manifest = folder, manifest

    def relays(self, statement: str) -> list[tuple[str, str]]:
        """Kind and name of who carried it, nearest to the speaker first."""
        rows = sorted(self._relays.of(statement), key=lambda row: (row["position"], row["name"]))
        return [(row["kind"], row["listed"] or row["name"]) for row in rows]

    def first(self, document: str) -> str | None:
        """The document that this one is a near-copy of."""
        return min((row["first"] for row in self._copies.of(document) if row["kind"] != "version"), default=None)

    def posted(self, statement: str) -> str | None:
        """When the post was made that a statement is."""
        posts = {(row["post"], row["document"]) for row in self._of_posts.of(statement)}
        rows = (row for post, document in posts for row in self._posts.of(post) if row["document"] == document)
        return min((when for row in rows if (when := row["posted_at"] or row["posted"])), default=None)

    @cached_property
    def _relays(self) -> _Table:
        return self._read("relays", "statement", ("position", "kind", "name", "listed"))

    @cached_property
    def _copies(self) -> _Table:
        return self._read("copies", "document", ("first", "kind"))

    @cached_property
    def _posts(self) -> _Table:
        return self._read("posts", "id", ("document", "posted", "posted_at"))

    @cached_property
    def _of_posts(self) -> _Table:
        return self._read("statements", "id", ("document", "post"), "post")

    def _read(self, name: str, key: str, columns: Sequence[str], known: str | None = None) -> _Table:
        """Columns of a table; with ``known`` only rows in which that is not null.

        :raises RecordError: ``damaged``.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        from onrecord.record.schema import schemas

        schema = pa.schema([schemas()[name].field(column) for column in (key, *columns)])
        try:
            try:
                rows = _rows(self._manifest.files(self._folder, name), schema, known)
            except FileNotFoundError:  # packed into another file meanwhile: the latest state has all rows of this one
                rows = _rows(manifests.load(self._folder).files(self._folder, name), schema, known)
        except (OSError, ValueError) as error:
            raise RecordError(str(self._folder), "damaged", str(error).splitlines()[0]) from error
        if rows is None:
            return _Table(None, None)
        rows = rows.filter(pc.is_valid(rows[key])).combine_chunks()
        return _Table(rows, Keys(rows[key]))


def _rows(files: Sequence[Path], schema: pa.Schema, known: str | None) -> pa.Table | None:
    """Columns of files; with ``known`` only rows in which that is not null."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    parts = []
    for file in files:
        part = _whole(pq.ParquetFile(file), schema)
        parts.append(part.filter(pc.is_valid(part[known])) if known else part)
    return pa.concat_tables(parts) if parts else None


def _whole(file: Any, schema: pa.Schema) -> pa.Table:
    """Columns of a file; those that an older one lacks are null."""
    import pyarrow as pa

    there = [name for name in schema.names if name in file.schema_arrow.names]
    table = file.read(columns=there, use_threads=False)
    columns = [
        table[name].cast(kind) if name in there else pa.nulls(table.num_rows, kind) for name, kind in _pairs(schema)
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _pairs(schema: pa.Schema) -> Iterable[tuple[str, pa.DataType]]:
    return zip(schema.names, schema.types, strict=True)
