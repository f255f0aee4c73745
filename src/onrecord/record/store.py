"""Tables of rows → shards of a record: each wholly there, in all its tables, or not at all.

A shard's files are written under names that nobody reads, made to last (fsync), renamed, and only then named by the
manifest, whose replacement is the one instant in which they become part of the record. Where the process dies before
it, they are strays that the next writer removes. Readers hold the manifest that they opened and never notice.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.errors import EnvironmentFaultError, RecordError
from onrecord.record import manifest as manifests
from onrecord.record.lock import Lock
from onrecord.record.manifest import Manifest, Pack, Shard, place
from onrecord.record.schema import schemas

if TYPE_CHECKING:
    import pyarrow as pa

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_ROW_GROUP = 20_000
_GRACE = 86_400.0
"""Seconds for which files that were packed stay: a record that was opened before reads them."""


class Store:
    """A record that this process writes to; :func:`writing` opens it."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder, self.manifest = folder, manifest

    def commit(self, tables: Mapping[str, pa.Table], linked: int | None = None) -> None:
        """Add a shard of these rows; empty tables are left out.

        :param linked: the number up to which shards are then compared with one another, where that changes.
        :raises EnvironmentFaultError: ``disk`` is full; the record is as it was before the call.
        """
        number = self.manifest.next_number
        filled = {name: table for name, table in tables.items() if table.num_rows}
        shard = Shard(number, {name: table.num_rows for name, table in filled.items()})
        new = replace(
            self.manifest,
            shards=(*self.manifest.shards, shard) if filled else self.manifest.shards,
            linked=self.manifest.linked if linked is None else linked,
        )
        with self._room():
            for name, table in filled.items():
                _write(iter((table,)), place(self.folder, name, number))
            manifests.save(self.folder, new)
        self.manifest = new

    def pack(self, pack: Pack, tables: Mapping[str, Iterator[pa.Table]]) -> None:
        """Keep the rows of some shards in common files from now on.

        :param tables: all the rows of these shards, in order, a piece at a time.
        :raises EnvironmentFaultError: ``disk`` is full; the record is as it was before the call.
        """
        inside = [one for one in self.manifest.packs if pack.first <= one.first and one.last <= pack.last]
        packs = sorted({*self.manifest.packs, pack} - set(inside) | {pack}, key=lambda one: one.first)
        new = replace(self.manifest, packs=tuple(packs))
        stored = next(part for part in new.stored() if (part.first, part.last) == (pack.first, pack.last))
        with self._room():
            for name, pieces in tables.items():
                _write(pieces, stored.place(self.folder, name))
            manifests.save(self.folder, new)
        self.manifest = new

    @contextmanager
    def _room(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            with suppress(OSError):
                _remove_strays(self.folder, self.manifest)
            if error.errno in _FULL or "No space left" in str(error):
                raise EnvironmentFaultError("disk", str(self.folder)) from error
            raise RecordError(str(self.folder), "unwritable", error.strerror or str(error)) from error


@contextmanager
def writing(folder: Path) -> Iterator[Store]:
    """Open the record in ``folder`` for writing, making it where there is none.

    :raises RecordError: ``busy``, ``unwritable``, ``not-empty`` (a folder with other things in it), or as
        :func:`manifest.load` has it.
    :raises EnvironmentFaultError: ``disk`` is full.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = not (folder / manifests.NAME).exists() and any(
            not name.startswith(".") for name in os.listdir(folder)
        )
    except OSError as error:
        raise _fault(folder, error) from error
    if foreign and not _is_begun(folder):
        raise RecordError(str(folder), "not-empty")
    with ExitStack() as held:
        try:
            held.enter_context(Lock(folder))
            manifest = _open(folder)
            _remove_strays(folder, manifest)
        except OSError as error:
            raise _fault(folder, error) from error
        yield Store(folder, manifest)


def _open(folder: Path) -> Manifest:
    if (folder / manifests.NAME).exists():
        return manifests.load(folder)
    manifest = Manifest()
    manifests.save(folder, manifest)
    return manifest


def _is_begun(folder: Path) -> bool:
    """Whether nothing but this program's own lies there."""
    return all(name in schemas() or name.startswith(".") for name in os.listdir(folder))


def _fault(folder: Path, error: OSError) -> EnvironmentFaultError | RecordError:
    if error.errno in _FULL:
        return EnvironmentFaultError("disk", str(folder))
    return RecordError(str(folder), "unwritable", error.strerror or str(error))


def _write(pieces: Iterator[pa.Table], path: Path) -> None:
    """Write a Parquet file that appears once it is whole and on the disk."""
    import pyarrow.parquet as pq

    path.parent.mkdir(exist_ok=True)
    partial = path.with_name(f".{path.name}.new")
    with open(partial, "wb") as file:
        first = next(pieces)
        with pq.ParquetWriter(file, first.schema, compression="zstd", store_schema=True) as writer:
            for table in _grouped(chain((first,), pieces)):
                writer.write_table(table, row_group_size=_ROW_GROUP)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)
    manifests.sync_folder(path.parent)


def _grouped(pieces: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in tables of a row group at least, the last excepted."""
    import pyarrow as pa

    held: list[pa.Table] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += piece.num_rows
        if size >= _ROW_GROUP:
            yield pa.concat_tables(held)
            held, size = [], 0
    if held:
        yield pa.concat_tables(held)


def _remove_strays(folder: Path, manifest: Manifest) -> None:
    """Remove what interrupted runs left: files of this program's own names that the manifest does not hold.

    Those whose rows a pack took in less than a day ago stay.
    """
    for table in schemas():
        kept = {path.name for path in manifest.files(folder, table)}
        with suppress(FileNotFoundError, NotADirectoryError):
            packed = [range(one.first, one.last + 1) for one in manifest.packs if _is_young(folder, table, one)]
            for name in os.listdir(folder / table):
                stray = name not in kept and name.endswith((".parquet", ".parquet.new"))
                if stray and not any(_first_number(name) in numbers for numbers in packed):
                    (folder / table / name).unlink()
    (folder / f".{manifests.NAME}.new").unlink(missing_ok=True)


def _is_young(folder: Path, table: str, pack: Pack) -> bool:
    path = folder / table / f"{pack.first:06}-{pack.last:06}.parquet"
    return path.exists() and time.time() - path.stat().st_mtime < _GRACE


def _first_number(name: str) -> int:
    """Number of the first shard of a file; -1 for one that is not whole."""
    number = name[:6]
    return int(number) if number.isdecimal() else -1
