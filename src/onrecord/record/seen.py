"""What a record already has: files by path, size and time of change, documents by content; in a few bytes for each.

Known ids are kept as sorted arrays of 64-bit numbers, eight bytes each; those of this run in a set until it grows.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.readers.corpora import Input
from onrecord.record.manifest import Manifest
from onrecord.text.distinct import distinct

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

_SET_SIZE = 200_000


class Numbers:
    """A set of signed 64-bit integers that takes eight bytes for each."""

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        self._sorted = distinct(numbers)
        self._new: set[int] = set()

    def __contains__(self, number: int) -> bool:
        if number in self._new:
            return True
        place = int(self._sorted.searchsorted(number))
        return place < len(self._sorted) and int(self._sorted[place]) == number

    def add(self, number: int) -> None:
        """Take in one more."""
        self._new.add(number)
        if len(self._new) >= _SET_SIZE:
            import numpy as np

            self._sorted = np.union1d(self._sorted, np.fromiter(self._new, np.int64, len(self._new)))
            self._new.clear()


class Seen:
    """Files that are read wholly, how far others are read, and the documents that the record has."""

    def __init__(
        self, files: Numbers, reached: dict[int, int], documents: Numbers, failed: dict[int, set[int]]
    ) -> None:
        self._files, self._reached, self._documents = files, reached, documents
        self.failed = failed
        """Positions that could not be read, by the file's key, where they are to be read again."""

    @classmethod
    def load(cls, folder: Path, manifest: Manifest, *, retry: bool = False) -> Seen:
        """Collect what the shards of ``manifest`` hold; with ``retry`` failures count as not read."""
        import pyarrow.compute as pc

        captures = columns(manifest.files(folder, "captures"), ("key", "position", "whole", "failed"))
        documents = columns(manifest.files(folder, "documents"), ("id",))
        keys = captures["key"].to_numpy()
        whole = Numbers(captures.filter(captures["whole"])["key"].to_numpy())
        reached = captures.filter(pc.invert(captures["whole"])).group_by("key").aggregate([("position", "max")])
        places = zip(reached["key"].to_pylist(), reached["position_max"].to_pylist(), strict=True)
        failed = _failed(captures) if retry and len(keys) else {}
        return cls(whole, {k: p for k, p in places if k not in whole}, _ids(documents["id"]), failed)

    def whole(self, key: int) -> bool:
        """Whether a file needs no reading any more."""
        return key in self._files

    def reached(self, key: int) -> int | None:
        """Position up to which a file is read; ``None`` if it is not begun."""
        return self._reached.get(key)

    def add_file(self, key: int) -> None:
        """A file is read wholly."""
        self._files.add(key)

    def has(self, document: str) -> bool:
        """Whether a document is in the record."""
        return number_of(document) in self._documents

    def add_documents(self, documents: Iterable[str]) -> None:
        """Documents have come in."""
        for document in documents:
            self._documents.add(number_of(document))


def key_of(file: Input, columns: tuple[tuple[str, str], ...] = ()) -> int:
    """Number that stands for a file as it is now: its path, size and time of change, and how its columns are named."""
    named = "".join(f"\0{what}={name}" for what, name in sorted(columns))
    place = file.path if "://" in file.path else os.path.abspath(file.path)
    facts = f"{place}\0{file.size}\0{file.modified}{named}"
    return int.from_bytes(blake2b(facts.encode("utf-8", "surrogateescape"), digest_size=8).digest(), "big", signed=True)


def number_of(document: str) -> int:
    """The first 64 bits of a document's id: among ten million documents two share them once in 400,000 records."""
    return int.from_bytes(bytes.fromhex(document[1:17]), "big", signed=True)


def columns(files: list[Path], names: tuple[str, ...]) -> pa.Table:
    """These columns of Parquet files, one after the other; empty without files."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from onrecord.record.schema import schemas

    tables = [pq.read_table(file, columns=list(names), partitioning=None) for file in files]
    if tables:
        return pa.concat_tables(tables)
    fields = {field.name: field for schema in schemas().values() for field in schema}
    return pa.schema([fields[name] for name in names]).empty_table()


def _ids(ids: pa.ChunkedArray) -> Numbers:
    import numpy as np

    found = b"".join(bytes.fromhex(id[1:17]) for id in ids.to_pylist())
    return Numbers(np.frombuffer(found, ">i8").astype(np.int64))


def _failed(captures: pa.Table) -> dict[int, set[int]]:
    """Positions whose every reading failed."""
    import pyarrow.compute as pc

    grouped = captures.group_by(["key", "position"]).aggregate([("failed", "min")])
    failed: dict[int, set[int]] = {}
    for row in grouped.filter(pc.field("failed_min")).to_pylist():
        failed.setdefault(row["key"], set()).add(row["position"])
    return failed
