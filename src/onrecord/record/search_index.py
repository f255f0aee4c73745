"""A record's statements → an index of their words, kept beside the record in one SQLite file and brought up to date by need.

The index holds nothing that the record does not: it may be removed at any time, and is made anew where it is missing,
damaged, of another version, or not this record's. A batch of shards comes into it in one transaction, so that it is safe
to be killed and to share; where the record's folder cannot be written it lies in the user's cache. What goes into it is
``search_fill``'s, queries are ``search``'s.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from onrecord.errors import EnvironmentFaultError, RecordError
from onrecord.record import search_facts, search_judged, search_postings
from onrecord.record.manifest import Manifest, Shard, Stored
from onrecord.record.search_fill import known_shards, size_of, take

NAME = "search.sqlite"
VERSION = 3
"""Of the tables and of the folding; an index of another is made anew."""
_BATCH = 50_000
"""Statements in one transaction, as far as whole shards allow."""
_WAIT = 600.0
"""Seconds to wait while another process brings the index up to date."""
_SCHEMA = f"""
CREATE TABLE shard (number INTEGER PRIMARY KEY, statements INTEGER, size INTEGER);
CREATE TABLE document (
    n INTEGER PRIMARY KEY, id TEXT, uri TEXT, url TEXT, outlet TEXT, agency TEXT, title TEXT, published TEXT, captured TEXT,
    language TEXT);
CREATE TABLE statement (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE, document INTEGER, kind TEXT, stance TEXT, said TEXT, words TEXT, cue TEXT,
    mention TEXT, speaker TEXT, name TEXT, roles TEXT, affiliations TEXT, anonymous INTEGER);
{search_postings.SCHEMA}{search_facts.SCHEMA}{search_judged.SCHEMA}"""
Watch = Callable[[int, int], None]
"""Called with the statements that are indexed and those that there are."""


def opened(folder: Path, manifest: Manifest, watch: Watch | None = None) -> sqlite3.Connection:
    """Open the index of a record, brought up to date with ``manifest`` before.

    :raises RecordError: ``damaged`` or ``unreadable``: the record's own files cannot be read.
    :raises EnvironmentFaultError: SQLite cannot be used here, or the disk is full.
    """
    path = folder / NAME
    with explained(folder):
        if not _is_writable(path):
            connection = _finished(path, folder, manifest)
            if connection is not None:
                return connection
            path = _elsewhere(folder)
        try:
            return _current(path, folder, manifest, watch)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            remove(path)
            return _current(path, folder, manifest, watch)


def remove(path: Path) -> None:
    """Remove an index."""
    for end in ("", "-journal"):
        with suppress(FileNotFoundError):
            Path(f"{path}{end}").unlink()


def file_of(connection: sqlite3.Connection) -> Path:
    """The file that a connection has open."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def _is_writable(path: Path) -> bool:
    try:
        with open(path, "ab"):
            return True
    except OSError:
        return False


def _finished(path: Path, folder: Path, manifest: Manifest) -> sqlite3.Connection | None:
    """An index that cannot be written, if there is one and it holds all that it should."""
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            if _fits(connection, folder, manifest):
                return connection
        except sqlite3.Error:
            connection.close()
            raise
        connection.close()
    return None


def _elsewhere(folder: Path) -> Path:
    """Where the index of a record lies that cannot be written: in the user's cache."""
    from onrecord.cache import default_folder
    from onrecord.ids import digest

    place = default_folder() / "search" / f"{digest('', [str(folder.resolve())])}.sqlite"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        detail = f"neither {folder} nor {place.parent} can be written; name a cache folder with ONRECORD_CACHE"
        raise EnvironmentFaultError("a place for the index of words", detail) from error
    return place


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn the system's and SQLite's errors into onrecord's."""
    import errno

    try:
        yield
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
        raise EnvironmentFaultError("disk" if full else "the index of words (SQLite)", str(error)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise EnvironmentFaultError("disk", str(folder)) from error
        raise RecordError(str(folder), "unreadable", error.strerror or str(error)) from error


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file is at fault, not the machine; a table that is missing is a fault of the file too."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or (
        code == sqlite3.SQLITE_ERROR and "no such module" not in str(error)
    )


def _current(path: Path, folder: Path, manifest: Manifest, watch: Watch | None) -> sqlite3.Connection:
    with ExitStack() as closed_on_error:
        connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        closed_on_error.callback(connection.close)
        if not _fits(connection, folder, manifest):
            connection.execute("PRAGMA cache_size = -64000")
            _update(connection, folder, manifest, watch or _nobody)
        connection.execute("PRAGMA cache_size = -8000")  # a server has one for each thread, and postings of its own
        closed_on_error.pop_all()
    return connection


def _fits(connection: sqlite3.Connection, folder: Path, manifest: Manifest) -> bool:
    """Whether the index holds all of the record's statements, and may hold those that came in since."""
    if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        return False
    known = known_shards(connection)
    whole = set(known) >= {shard.number for shard in _shards(manifest)} and _same(known, folder, manifest)
    return whole and search_judged.is_honoured(connection, folder, manifest)


def _shards(manifest: Manifest) -> list[Shard]:
    return [shard for shard in manifest.shards if shard.rows.get("statements")]


def _same(known: dict[int, tuple[int, int]], folder: Path, manifest: Manifest) -> bool:
    """Whether the shards that the index knows are this record's; the size of one that has its own file stands for all."""
    if any(known.get(one.number, (one.rows["statements"],))[0] != one.rows["statements"] for one in _shards(manifest)):
        return False
    own = [part for part in manifest.stored() if part.first in known and part.first == part.last]
    return not own or known[own[-1].first][1] in (0, size_of(folder, own[-1]))


def _update(connection: sqlite3.Connection, folder: Path, manifest: Manifest, watch: Watch) -> None:
    shards = _shards(manifest)
    total = sum(shard.rows["statements"] for shard in shards)
    connection.execute("BEGIN IMMEDIATE")
    _begin_anew(connection, folder, manifest)
    known = known_shards(connection)
    done = sum(rows for rows, _ in known.values())
    missing = {shard.number for shard in shards} - set(known)
    behind = [part for part in manifest.stored() if any(shard.number in missing for shard in part.shards)]
    for batch in _batches(behind):
        watch(done, total)
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
        take(connection, folder, batch)
        connection.execute("COMMIT")
        done += sum(shard.rows["statements"] for part in batch for shard in part.shards if shard.number in missing)
    if not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")
    search_judged.honour(connection, folder, manifest)
    connection.execute("COMMIT")
    watch(total, total)


def _begin_anew(connection: sqlite3.Connection, folder: Path, manifest: Manifest) -> None:
    """Empty an index that is not this record's or of another version; make the tables of a new one."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION and _same(known_shards(connection), folder, manifest):
        return
    listed = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql NOT LIKE 'CREATE VIRTUAL%'"
    for (name,) in connection.execute(listed).fetchall():  # virtual ones take their own tables with them
        if not name.startswith("sqlite_"):
            connection.execute(f'DROP TABLE IF EXISTS "{name}"')
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _batches(parts: Sequence[Stored]) -> Iterator[list[Stored]]:
    held: list[Stored] = []
    size = 0
    for part in parts:
        held.append(part)
        size += part.rows["statements"]
        if size >= _BATCH:
            yield held
            held, size = [], 0
    if held:
        yield held


def _nobody(done: int, total: int) -> None:
    """Watch nothing."""
