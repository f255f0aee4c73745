"""A file of a corpus → what reads it: an archive, a table, a feed, or a document by itself; told by its first bytes.

Names count only where bytes cannot tell: a table of comma-separated values looks like any text.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import PurePath

from onrecord.errors import UnreadableError
from onrecord.readers.corpora import Input, Item
from onrecord.readers.corpora_stream import head, opened, packing
from onrecord.readers.types import Source
from onrecord.settings import Limits

Reader = Callable[[Input, int | None, Limits], Iterator[Item]]
_HEAD = 16_384
_PACKED = (".gz", ".bz2", ".zst", ".xz")
_TABLES = (".csv", ".tsv", ".tab")
_JSON = (".json", ".jsonl", ".ndjson", ".jl")
_WARC = (".warc", ".warc.open")
_OBJECT = re.compile(r"(?:\[\s*)?\{\s*(?:\"|\})")


def reader_of(file: Input, columns: tuple[tuple[str, str], ...]) -> Reader | None:
    """What reads the documents of a file; ``None`` where the file is one document, or nothing that can be read.

    :raises UnreadableError: nothing reads it: ``permission``, ``io``, ``format``, and what ``opened`` raises.
    """
    if not _is_regular(file.path):
        return None
    with _told(file.path), open(file.path, "rb") as opening:
        start = opening.read(_HEAD)
    packed = packing(start)
    name = file.path.lower()
    bare = PurePath(name).stem if packed and name.endswith(_PACKED) else name
    if bare.endswith(_WARC):
        return _warc
    data = head(file.path, _HEAD) if packed or start[:2] in (b"\xff\xfe", b"\xfe\xff") else start
    return _archive(file.path, data, packed, columns) or _text(data, bare, columns) or _packed(packed)


def _is_regular(path: str) -> bool:
    """Whether it is a file with bytes; a folder can only come here if it could not be listed.

    :raises UnreadableError: it is such a folder.
    """
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            os.listdir(path)
    except PermissionError as error:
        raise UnreadableError(path, "permission", error.strerror or "") from error
    except (OSError, ValueError):
        return False  # reading it says why
    return stat.S_ISREG(mode)


@contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise UnreadableError(path, "permission", error.strerror or "") from error
    except OSError as error:
        raise UnreadableError(path, "io", error.strerror or str(error)) from error


def _archive(path: str, data: bytes, packed: str | None, columns: tuple[tuple[str, str], ...]) -> Reader | None:
    if data.startswith(b"WARC/"):
        return _warc
    if data.startswith(b"ZIM\x04"):
        if packed:
            raise UnreadableError(path, "format", f"a ZIM file packed with {packed}; unpack it")
        from onrecord.readers.corpora_zim import read_zim

        return read_zim
    if data.startswith(b"PAR1"):
        if packed:
            raise UnreadableError(path, "format", f"Parquet packed with {packed}; unpack it")
        from onrecord.readers.corpora_parquet import read_parquet

        return partial(read_parquet, columns=columns)
    if data.startswith(b"PK\x03\x04") and not packed:
        from onrecord.readers.corpora_wacz import read_wacz, web_archives

        return read_wacz if web_archives(path) or path.lower().endswith(".wacz") else None
    return None


def _text(data: bytes, name: str, columns: tuple[tuple[str, str], ...]) -> Reader | None:
    text = data.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        from onrecord.readers.corpora_feed import is_feed, read_feed

        return read_feed if is_feed(text) else None
    if _OBJECT.match(text) or (text and name.endswith(_JSON)):
        from onrecord.readers.corpora_json import read_json

        return partial(read_json, columns=columns)
    if text and (name.endswith(_TABLES) or (columns and _has(text, columns))):
        from onrecord.readers.corpora_csv import read_csv

        return partial(read_csv, columns=columns)
    return None


def _has(text: str, columns: tuple[tuple[str, str], ...]) -> bool:
    """Whether a text begins with the names of the columns that the user named."""
    from onrecord.readers.corpora_csv import header_of

    return {name for _, name in columns} <= set(header_of(text.split("\n", 1)[0]))


def _packed(packed: str | None) -> Reader | None:
    """A single document; gzip is unpacked where documents are read."""
    return None if packed in (None, "gzip") else _unpacked


def _unpacked(file: Input, after: int | None, limits: Limits) -> Iterator[Item]:
    if after is not None:
        return
    with opened(file.path) as stream:
        data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise UnreadableError(file.path, "too-large", f"over {limits.max_bytes} bytes")
    name = file.path[: -len(PurePath(file.path).suffix)] if file.path.lower().endswith(_PACKED) else file.path
    yield Item(0, file.path, Source(name, data))


def _warc(file: Input, after: int | None, limits: Limits) -> Iterator[Item]:
    from onrecord.readers.corpora_warc import read_warc

    yield from read_warc(file.path, after, limits)
