"""Rows of chunks, in order → shards of a size worth a file; documents that the record has are left out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from onrecord.record.seen import Seen
from onrecord.record.store import Store
from onrecord.record.worker import Result

if TYPE_CHECKING:
    import pyarrow as pa

_DOCUMENTS = 2_000
_BYTES = 64_000_000
_SECONDS = 30.0
"""At least so often what is read is put on the disk: no more is lost where the machine stops."""


class Gathering:
    """Holds rows until they fill a shard."""

    def __init__(self, store: Store, seen: Seen) -> None:
        self._store, self._seen = store, seen
        self._held: list[dict[str, pa.Table]] = []
        self._documents = self._bytes = 0
        self._since = time.monotonic()

    def take(self, result: Result) -> tuple[int, int, int]:
        """Hold a chunk's rows; how many documents came in, how many were known, and how many statements.

        :raises EnvironmentFaultError: the disk is full.
        """
        known = [document for document in result.documents if self._seen.has(document)]
        tables = without(result.tables, known) if known else result.tables
        self._seen.add_documents(result.documents)
        self._held.append(tables)
        self._documents += len(result.documents) - len(known)
        self._bytes += sum(table.nbytes for table in tables.values())
        if self._documents >= _DOCUMENTS or self._bytes >= _BYTES or time.monotonic() - self._since > _SECONDS:
            self.flush()
        again = sum(tables["captures"]["known"].to_pylist())
        return tables["documents"].num_rows, again, tables["statements"].num_rows

    def flush(self) -> None:
        """Put what is held into a shard."""
        import pyarrow as pa

        if self._held:
            tables = {name: pa.concat_tables([one[name] for one in self._held]) for name in self._held[0]}
            tables["prints"] = numbered(tables["prints"], self._store.manifest.count("documents"))
            self._store.commit(tables)
        self._held, self._documents, self._bytes = [], 0, 0
        self._since = time.monotonic()


def without(tables: dict[str, pa.Table], documents: list[str]) -> dict[str, pa.Table]:
    """The same tables less the rows of ``documents``; captures stay and say that the document was known."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(documents, pa.string())
    left = {}
    for name, table in tables.items():
        if name == "captures":
            known = pc.or_(table["known"], pc.is_in(table["document"], wanted))
            left[name] = table.set_column(table.schema.get_field_index("known"), "known", known)
        elif name == "failures":
            left[name] = table
        else:
            ids = table["id" if name == "documents" else "document"]
            left[name] = table.filter(pc.invert(pc.is_in(ids, wanted)))
    return left


def numbered(prints: pa.Table, start: int) -> pa.Table:
    """The same rows with the documents' numbers in the record, from ``start`` on."""
    import pyarrow as pa

    numbers = pa.array(range(start, start + prints.num_rows), pa.int64())
    return prints.set_column(prints.schema.get_field_index("nth"), "nth", numbers)
