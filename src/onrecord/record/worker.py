"""A chunk of documents → their rows as Arrow tables, in a process of its own that loads the reader once.

The process may be killed at any moment: it writes nothing. Before each document it says so, so that whoever watches it
knows which one took its time, its memory or its life. Starting, watching and replacing it is the pool's.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from onrecord.errors import EnvironmentFaultError, UnreadableError
from onrecord.model import Document, Failure, Reading
from onrecord.pipeline import attempt, put_on_record, read
from onrecord.readers.corpora import Item
from onrecord.readers.corpora_declared import Declared, read_declared
from onrecord.readers.read import read_source
from onrecord.readers.types import Source
from onrecord.record.prints import print_of
from onrecord.record.rows import Row, printable, rows_of
from onrecord.record.schema import READ, schemas
from onrecord.settings import Options

if TYPE_CHECKING:
    import pyarrow as pa

_GRACE = 30.0
"""Seconds after which a process that nobody stops any more (its parent is gone) ends by itself."""
_COLLECT_AT = 10_000
"""Objects made since the last collection of garbage: reading a page makes thousands, and hardly one in a cycle."""
_WARMING = b"""<!doctype html><html lang="en"><title>The pier stays open</title><article><p>The council of Westmere met on
Monday, and the mayor had the last word. \xe2\x80\x9cThe pier stays open,\xe2\x80\x9d said Ewa Linde.</p></article></html>"""
"""A page that is read before the first document, so that loading the reader does not count as that one's time or memory."""


class Job(Struct, frozen=True):
    """A document to read, and the file that it is of."""

    file: str
    key: int
    item: Item | None
    """``None``: the file holds no documents."""
    whole: bool
    """It is the last of its file."""
    reach: int = 0
    """Bytes of the file that are behind once this document is read; for the progress bar."""


class Chunk(Struct, frozen=True):
    """Documents that are read at once; ``number`` says which chunk of the run it is."""

    number: int
    jobs: tuple[Job, ...]


class Result(Struct, frozen=True):
    """Rows of a chunk; ``documents`` are those that the tables hold, each once, in order."""

    chunk: Chunk
    tables: dict[str, pa.Table]
    documents: tuple[str, ...]
    failures: tuple[Failure, ...]
    retire: bool
    """The process has used up its memory and is to be replaced."""


class Began(Struct, frozen=True):
    """Message: the document at this place of the chunk is being read."""

    index: int


class Fault(Struct, frozen=True):
    """Message: the machine lacks something, and no document can be read."""

    what: str
    detail: str


def serve(connection: Connection, options: Options) -> None:
    """Answer chunks until the other side is gone; the entry of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent decides
    try:
        warm(options)
        settle()
        most = _limit_memory(options.limits.document_memory)
        connection.send(Began(-1))
        while (chunk := connection.recv()) is not None:
            connection.send(work(chunk, options, partial(_begin, connection, options), most))
            faulthandler.cancel_dump_traceback_later()
    except EnvironmentFaultError as fault:
        connection.send(Fault(fault.what, fault.detail))
    except (EOFError, OSError):
        return


def warm(options: Options) -> None:
    """Load what reading needs.

    :raises EnvironmentFaultError: the installation is damaged.
    """
    page = Item(0, "-", Source("-", _WARMING, "text/html"))
    work(Chunk(0, (Job("-", 0, page, True),)), options, lambda _: None)


def settle() -> None:
    """Leave what is loaded out of the collection of garbage, which would look at all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AT)


def work(chunk: Chunk, options: Options, begin: Callable[[int], None], most: int | None = None) -> Result:
    """Read the documents of a chunk.

    :param begin: called with each document's place before it is read.
    :param most: memory in bytes beyond which the process should be replaced.
    """
    rows: dict[str, list[Row]] = {table: [] for table in READ}
    documents: dict[str, None] = {}
    failures: list[Failure] = []
    for index, job in enumerate(chunk.jobs):
        if job.item is None:
            rows["captures"].append(_capture(job.file, job.key))
            continue
        begin(index)
        result = attempt(job.item.uri, partial(_read, job.file, job.item, options))
        if isinstance(result, Failure):
            failures.append(result)
            rows["failures"].append(_failure(result, job.file, job.item.position))
        capture = _capture(job.file, job.key, job.item, job.whole) | {"failed": isinstance(result, Failure)}
        if isinstance(result, Reading):
            document = result.document.id
            capture |= {"document": document, "known": document in documents}
            if document not in documents:
                documents[document] = None
                _take(result, job.item, rows)
        rows["captures"].append(capture)
    tables = {table: arrow(table, added) for table, added in rows.items()}
    dropped = tuple(replace(job, item=None) for job in chunk.jobs)
    retire = any(one.reason == "memory" for one in failures) or (most is not None and memory_used() > most)
    return Result(Chunk(chunk.number, dropped), tables, tuple(documents), tuple(failures), retire)


def _read(file: str, item: Item, options: Options) -> Reading | Failure:
    what = item.what
    try:
        if isinstance(what, Failure | Reading):
            return what
        if isinstance(what, Document):
            return put_on_record(what, (), options)
        if isinstance(what, Source):
            return put_on_record(*read_source(what, options), options)
        if isinstance(what, Declared):
            return put_on_record(*read_declared(what, options), options)
        return read(file, options)
    except MemoryError:
        raise UnreadableError(item.uri, "memory", f"over {options.limits.document_memory} bytes") from None


def _take(reading: Reading, item: Item, rows: dict[str, list[Row]]) -> None:
    for table, added in rows_of(reading, item.captured).items():
        rows[table] += added
    rows["prints"].append(print_of(reading.document))


def _begin(connection: Connection, options: Options, index: int) -> None:
    faulthandler.dump_traceback_later(options.limits.document_seconds + _GRACE, exit=True, file=_nowhere())
    connection.send(Began(index))


def _capture(file: str, key: int, item: Item | None = None, whole: bool = True) -> Row:
    return {
        "file": file, "key": key, "position": item.position if item else -1, "whole": whole,
        "uri": item.uri if item else None, "captured": item.captured if item else None, "document": None,
        "known": False, "failed": False,
    }  # fmt: skip


def _failure(failure: Failure, file: str, position: int) -> Row:
    return {
        "uri": failure.uri, "reason": failure.reason, "detail": failure.detail, "file": file, "position": position,
    }  # fmt: skip


def arrow(table: str, rows: list[Row]) -> pa.Table:
    """Rows of a table as Arrow; see ``rows.printable`` for what has no bytes in UTF-8."""
    import pyarrow as pa

    schema = schemas()[table]
    try:
        return pa.Table.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:
        return pa.Table.from_pylist(printable(rows), schema=schema)


def memory_used() -> int:
    """Bytes of memory that this process takes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _limit_memory(room: int) -> int | None:
    """Allow this process ``room`` bytes more than it has, where the system can; return when it should be replaced."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            size = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = size + room if hard == resource.RLIM_INFINITY else min(size + room, hard)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    except (ImportError, OSError, ValueError):
        return None
    return memory_used() + room // 2


def _nowhere() -> int:
    """Where traces go that nobody reads."""
    global _null
    if _null < 0:
        _null = os.open(os.devnull, os.O_WRONLY)
    return _null


_null = -1
