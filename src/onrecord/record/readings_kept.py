"""A record's readings → one SQLite file beside it, by document: for who asks for single documents many times a second.

Parquet is made for many rows at once; one document out of a hundred thousand costs a tenth of a second there and a
thousandth here. The file holds nothing that the record does not: it may be removed at any time, is made anew where it does
not fit, and a document that is not in it yet is read from the tables. Shards come into it one by one, each in one
transaction, so that it is safe to be killed and to share.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from onrecord.model import Reading
from onrecord.record import manifest as manifests
from onrecord.record.manifest import Manifest, Shard
from onrecord.record.manifest import place as place_of
from onrecord.record.queries_readings import readings
from onrecord.record.schema import FORMAT

NAME = "readings.sqlite"
VERSION = FORMAT * 1000 + 1
"""Of the tables and of the nouns; a file of another is made anew."""
_SCHEMA = """
CREATE TABLE shard (number INTEGER PRIMARY KEY, size INTEGER);
CREATE TABLE reading (document TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID;
"""
_WAIT = 60.0
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Reading)


class KeptReadings:
    """The file, for reading; for one thread.

    :param folder: the record's folder; the file need not be there.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._connection: sqlite3.Connection | None = None

    def get(self, document: str) -> Reading | None:
        """A reading, if it is kept here."""
        try:
            connection = self._connection or self._open()
            if connection is None:
                return None
            found = connection.execute("SELECT data FROM reading WHERE document = ?", (document,)).fetchone()
            return _DECODER.decode(zlib.decompress(found[0])) if found else None
        except (sqlite3.Error, zlib.error, msgspec.DecodeError):
            self._connection = None
            return None

    def _open(self) -> sqlite3.Connection | None:
        if not self._path.is_file():
            return None
        connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT)
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            connection.close()
            return None
        self._connection = connection
        return connection


def bring_up_to_date(folder: Path, watch: Callable[[int, int], None] | None = None) -> None:
    """Take in the shards that are not in the file yet; a folder that cannot be written stays without it.

    :param watch: told how many shards are in it, and how many there are.
    :raises RecordError: the record cannot be read.
    """
    manifest = manifests.load(folder)
    shards = [shard for shard in manifest.shards if shard.rows.get("documents")]
    with suppress(sqlite3.Error, OSError), closing(sqlite3.connect(folder / NAME, timeout=_WAIT)) as connection:
        connection.isolation_level = None
        known = _known(connection, folder, shards)
        for place, shard in enumerate(shards):
            if watch:
                watch(place, len(shards))
            if shard.number not in known:
                _take(connection, folder, shard)


def _known(connection: sqlite3.Connection, folder: Path, shards: list[Shard]) -> set[int]:
    """Shards that are in the file; one that is not this record's, or of another version, is emptied."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    known = dict(connection.execute("SELECT number, size FROM shard").fetchall()) if version == VERSION else {}
    common = [shard for shard in shards if shard.number in known]
    if version != VERSION or len(common) < len(known) or any(known[one.number] != _size(folder, one) for one in common):
        for table in ("shard", "reading"):
            connection.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in _SCHEMA.strip().split("\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        known = {}
    connection.execute("COMMIT")
    return set(known)


def _size(folder: Path, shard: Shard) -> int:
    return place_of(folder, "documents", shard.number).stat().st_size


def _take(connection: sqlite3.Connection, folder: Path, shard: Shard) -> None:
    rows = [
        (reading.document.id, zlib.compress(_ENCODER.encode(reading)))
        for reading in readings(folder, Manifest(shards=(shard,)))
    ]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?)", rows)
    connection.execute("INSERT OR REPLACE INTO shard VALUES (?, ?)", (shard.number, _size(folder, shard)))
    connection.execute("COMMIT")
