"""Corpora named on a command line → input files in a settled order, and each file → the documents it holds, one by one.

A document that is a whole file is only named (``what`` is ``None``), so that whoever reads it opens it; one that lies
in an archive comes with its bytes. Nothing larger than one document is in memory. What documents mean is left to
``read``; each kind of archive knows its own format only.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator

from msgspec import Struct

from onrecord.errors import UnreadableError, UnreadableReason
from onrecord.model import Document, Failure, Reading
from onrecord.readers.corpora_declared import Declared
from onrecord.readers.types import Source
from onrecord.settings import Limits


class Input(Struct, frozen=True):
    """A file of a corpus; ``size`` in bytes, ``modified`` in nanoseconds since 1970, both -1 if it cannot be looked at."""

    path: str
    size: int = -1
    modified: int = -1


class Item(Struct, frozen=True):
    """A document of an input file.

    ``position`` grows within the file, the same in every run; a reader can begin behind it (``after``).
    """

    position: int
    uri: str
    what: Source | Declared | Document | Reading | Failure | None = None
    """Its bytes; or its text and what a table or a feed declares of it; or the document; or the reading, where the archive
    gives its statements; or why it cannot be had. ``None``: the file itself is the document."""
    captured: str | None = None
    """When it was fetched, ISO 8601, where the archive says so."""


def inputs(corpora: Iterable[str]) -> Iterator[Input]:
    """Files of corpora: files themselves, folders (with all below them) and patterns (``news/**/*.html``).

    Folders are walked in the order of names, links to folders are followed, but no folder twice (links may loop);
    hidden files and records are passed over. A file that is named twice comes twice. What is not there comes too, with
    size -1, so that reading it fails and says so.
    """
    for corpus in corpora:
        if not os.path.lexists(corpus) and glob.has_magic(corpus):
            for path in sorted(glob.iglob(corpus, recursive=True)):
                if not os.path.isdir(path):
                    yield look(path)
        elif os.path.isdir(corpus):
            yield from _walk(corpus)
        else:
            yield look(corpus)


def look(path: str) -> Input:
    """Size and time of a file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return Input(path)
    return Input(path, found.st_size, found.st_mtime_ns)


def items(file: Input, after: int | None, limits: Limits, columns: tuple[tuple[str, str], ...] = ()) -> Iterator[Item]:
    """Documents of a file, those behind the position ``after`` only.

    :param columns: what a column of a table holds and its name; see ``corpora_rows``.
    """
    from onrecord.readers.corpora_kinds import reader_of

    last = -1 if after is None else after
    try:
        reader = reader_of(file, columns)
        if reader is None:
            if after is None:
                yield Item(0, file.path)
            return
        for item in reader(file, after, limits):
            last = item.position
            yield item
    except UnreadableError as error:
        yield Item(last + 1, file.path, failure(error.uri, error.reason, error.detail))


def failure(uri: str, reason: UnreadableReason, detail: str = "") -> Failure:
    """Build a failure of a document in an archive."""
    return Failure(uri, reason, detail)


def _walk(folder: str) -> Iterator[Input]:
    """Depth first, with a list instead of recursion: folders may be nested very deep."""
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            found = os.stat(path)
        except OSError:
            yield Input(path)
            continue
        if not stat.S_ISDIR(found.st_mode):
            if stat.S_ISREG(found.st_mode):
                yield Input(path, found.st_size, found.st_mtime_ns)
            continue
        if (found.st_dev, found.st_ino) in seen:
            continue
        seen.add((found.st_dev, found.st_ino))
        names = _names(path)
        if names is None:
            yield Input(path)
        waiting.extend(os.path.join(path, name) for name in reversed(names or ()))


def _names(folder: str) -> list[str] | None:
    """Names in a folder, in order; none of a record's, ``None`` if it cannot be listed."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return None
    return [] if "record.json" in names else [name for name in names if not name.startswith(".")]
