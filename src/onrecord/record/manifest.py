"""The manifest of a record: which shards it consists of; one JSON file, replaced as a whole, and the only truth.

A Parquet file that the manifest does not name is none of the record's: left over from an interrupted run, it is ignored
by readers and removed by the next writer. What the tables hold is ``schema``'s.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from onrecord.errors import RecordError
from onrecord.record.schema import FORMAT
from onrecord.settings import VERSION

NAME = "record.json"


class Shard(Struct, frozen=True):
    """Rows that came into the record at once: ``TABLE/NUMBER.parquet`` for each table that has any."""

    number: int
    rows: dict[str, int]
    """How many rows of which table; tables without rows have no file."""


class Pack(Struct, frozen=True):
    """Shards whose rows lie in one file for each table, ``TABLE/FIRST-LAST.parquet``, one shard's behind the other's."""

    first: int
    last: int


class Stored(Struct, frozen=True):
    """What lies in one file for each table: a shard, or the shards of a pack; ``rows`` of all of them together."""

    first: int
    last: int
    shards: tuple[Shard, ...]
    rows: dict[str, int]

    def place(self, folder: Path, table: str) -> Path:
        """Where the rows of a table are."""
        name = f"{self.first:06}" if self.first == self.last else f"{self.first:06}-{self.last:06}"
        return folder / table / f"{name}.parquet"


class Manifest(Struct, frozen=True):
    """What a record consists of."""

    format: int = FORMAT
    made_by: str = VERSION
    shards: tuple[Shard, ...] = ()
    linked: int = 0
    """Documents of shards up to this number have been compared with one another (copies, versions)."""
    packs: tuple[Pack, ...] = ()
    """Shards that share their files, in order; every other shard has its own."""

    @property
    def next_number(self) -> int:
        """Number of the shard that comes next."""
        return self.shards[-1].number + 1 if self.shards else 1

    def files(self, folder: Path, table: str) -> list[Path]:
        """Files of a table, in the order in which their rows came in."""
        return [part.place(folder, table) for part in self.stored() if part.rows.get(table)]

    def stored(self) -> list[Stored]:
        """The files of the record, in the order of their rows."""
        place = {number: pack for pack in self.packs for number in range(pack.first, pack.last + 1)}
        parts: dict[Pack, list[Shard]] = {}
        for shard in self.shards:
            parts.setdefault(place.get(shard.number, Pack(shard.number, shard.number)), []).append(shard)
        return [_stored(pack, tuple(shards)) for pack, shards in parts.items()]

    def count(self, table: str) -> int:
        """Rows of a table."""
        return sum(shard.rows.get(table, 0) for shard in self.shards)


def _stored(pack: Pack, shards: tuple[Shard, ...]) -> Stored:
    rows: dict[str, int] = {}
    for shard in shards:
        for table, count in shard.rows.items():
            rows[table] = rows.get(table, 0) + count
    return Stored(pack.first, pack.last, shards, rows)


def place(folder: Path, table: str, number: int) -> Path:
    """Where a shard's rows of a table are until they are packed."""
    return folder / table / f"{number:06}.parquet"


def load(folder: Path) -> Manifest:
    """Read the manifest of the record in ``folder``.

    :raises RecordError: ``missing``, ``not-a-record``, ``damaged``, ``newer`` (detail: its format and who made it).
    """
    try:
        data = (folder / NAME).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise RecordError(str(folder), "not-a-record" if folder.exists() else "missing") from None
    except OSError as error:
        raise RecordError(str(folder), "unreadable", error.strerror or str(error)) from error
    return migrate(decode(data, folder), folder)


def decode(data: bytes, folder: Path) -> Manifest:
    """Decode a manifest; its version is looked at first, since a newer one may hold anything."""
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.format > FORMAT:
            raise RecordError(str(folder), "newer", f"format {head.format}, made by onrecord {head.made_by}")
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(str(folder), "damaged", f"{NAME}: {error}") from error


def migrate(manifest: Manifest, folder: Path) -> Manifest:
    """Bring the manifest of an older format to this one, one version after the other (``MIGRATIONS``)."""
    while manifest.format < FORMAT:
        step = MIGRATIONS.get(manifest.format)
        if step is None:
            raise RecordError(str(folder), "older", f"format {manifest.format}")
        manifest = step(manifest, folder)
    return manifest


def save(folder: Path, manifest: Manifest) -> None:
    """Replace the manifest; after this call the new one stands, whatever happens to the machine."""
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1 if len(manifest.shards) < 100 else 0)
    partial = folder / f".{NAME}.new"
    with open(partial, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, folder / NAME)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; systems that cannot open folders do so by themselves."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _packs_came(manifest: Manifest, folder: Path) -> Manifest:
    """Format 2 has packs; a record of format 1 has none, and nothing else is different."""
    return msgspec.structs.replace(manifest, format=2)


MIGRATIONS: dict[int, Callable[[Manifest, Path], Manifest]] = {1: _packs_came}
"""From a format to the next one: each step returns the new manifest, which the next writer saves."""


class _Head(Struct):
    format: int
    made_by: str = "unknown"
