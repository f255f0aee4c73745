"""Files and folders → originals: texts with their turns, places and posts; what cannot be read becomes a Failure.

Which reader takes a file is decided here; each format is read by a module of its own. Finding quotations in them is left
to ``verify``.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TypeVar

import msgspec

from onrecord.cache import Cache
from onrecord.errors import UnreadableError
from onrecord.model import Failure, OriginalText, Post
from onrecord.readers.decode import decode
from onrecord.readers.originals_car import from_car, is_car
from onrecord.readers.originals_text import from_text
from onrecord.readers.originals_types import File, Found, Row
from onrecord.readers.source import load
from onrecord.readers.types import Decoded
from onrecord.settings import VERSION, Limits, Options

_FORMAT = "original 2"
"""To be raised with each change of what the readers make of a file: what an older version kept is then read anew."""
RECORD = "record"
"""Reason of the Failure that stands for a folder which is a record: opening it is left to those who know records."""
_Kind = TypeVar("_Kind", bound=msgspec.Struct)
_OWN = re.compile(
    rb'<meta name="generator" content="onrecord |\A\{\s*"\$schema"[^{]+\{\s*"tool": ?\{\s*"driver": ?\{\s*"name": ?"onrecord"'
)
_CHECKED = re.compile(rb'\A\{"document":\{"id":"d[0-9a-f]{20}"[^\n]*,"checked":\[')
"""Reports of onrecord itself: they print the words of drafts, and prove nothing."""
_HEAD = 4_096
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".xht", ".mhtml")


class _Kept(msgspec.Struct):
    """Everything that was read from a list of files."""

    originals: list[OriginalText]
    failures: list[Failure]


def originals(paths: Sequence[str], limits: Limits, cache: Cache | None = None) -> Iterator[OriginalText | Failure]:
    """Read everything at ``paths``, in the order given; folders in the order of names, hidden files skipped.

    A file of posts yields an original for each post. ``id`` is the path below the folder that was named, or the file's
    name; for posts it is the platform's own. Files that cannot be read yield a Failure, rows of a file that cannot be
    read one each, and the rest is read all the same. A folder that is a record yields a Failure of reason :data:`RECORD`.

    :param cache: where what was read is kept, under the hash of the bytes.
    """
    files = list(_files(paths))
    if cache is None or "-" in paths:
        for path, name in files:
            yield from (name,) if isinstance(name, Failure) else _read(path, name, limits, cache)
        return
    key = _key_of(files, limits)
    if (kept := _kept(cache, key, _Kept)) is not None:
        yield from kept.originals
        yield from kept.failures
        return
    read = _Kept([], [])
    for path, name in files:
        for one in (name,) if isinstance(name, Failure) else _read(path, name, limits, cache):
            read.failures.append(one) if isinstance(one, Failure) else read.originals.append(one)
            yield one
    cache.put(key, msgspec.msgpack.encode(read))


def _key_of(files: Sequence[tuple[str, str | Failure]], limits: Limits) -> str:
    """A name for these files with these contents, read by this version."""
    digest = sha256(f"{_FORMAT} {VERSION} {limits}".encode())
    for path, name in files:
        try:
            data = b"" if isinstance(name, Failure) else load(path, limits).data
            state = sha256(data).hexdigest()
        except UnreadableError as error:
            state = f"{error.reason} {error.detail}"
        digest.update(repr((path, str(name), state, _beside(path))).encode("utf-8", "surrogatepass"))
    return f"originals {digest.hexdigest()}"


def _beside(path: str) -> str:
    """The state of the file that says whose archive a JSON file is."""
    if not path.endswith((".js", ".json")):
        return ""
    from onrecord.readers.originals_json import account_file

    beside = account_file(path)
    return f"{beside.stat().st_size} {beside.stat().st_mtime_ns}" if beside else ""


def _kept(cache: Cache, key: str, kind: type[_Kind]) -> _Kind | None:
    data = cache.get(key)
    try:
        return None if data is None else msgspec.msgpack.decode(data, type=kind)
    except msgspec.DecodeError:
        return None


# Finding files ---------------------------------------------------------------------------------------------------------


def _files(paths: Sequence[str]) -> Iterator[tuple[str, str | Failure]]:
    """Path and id of each file, once; a folder that leads back to itself is entered once."""
    seen: set[str] = set()
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from _walk(path, "", seen)
        elif _is_new(path, seen):
            yield path, "-" if path == "-" else Path(path).name or path


def _walk(folder: str, below: str, seen: set[str]) -> Iterator[tuple[str, str | Failure]]:
    if not _is_new(folder, seen):
        return
    if _is_record(folder):
        yield folder, Failure(folder, RECORD, "")
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield folder, Failure(folder, "permission", error.strerror or str(error))
        return
    for entry in entries:
        name = f"{below}{entry.name}"
        if entry.name.startswith("."):
            continue
        if os.path.isdir(entry.path):
            yield from _walk(entry.path, f"{name}/", seen)
        elif not _is_special(entry.path) and _is_new(entry.path, seen):
            yield entry.path, name


def _is_record(folder: str) -> bool:
    """Whether a folder is a record of onrecord's: its manifest is there."""
    try:
        head = load(os.path.join(folder, "record.json"), Limits(max_bytes=100_000_000)).data
    except UnreadableError:
        return False
    return all(mark in head for mark in (b'"format"', b'"shards"', b'"linked"'))


def _is_special(path: str) -> bool:
    """Whether a path is a pipe, a socket or a device: reading one that lies in a folder may wait for ever."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _is_new(path: str, seen: set[str]) -> bool:
    """Whether a file or folder was not met before, by another name either."""
    try:
        facts = os.stat(path)
        key = f"{facts.st_dev}:{facts.st_ino}" if facts.st_ino else os.path.realpath(path)
    except (OSError, ValueError):
        key = path
    if key in seen:
        return False
    seen.add(key)
    return True


# Reading one file ------------------------------------------------------------------------------------------------------


def _read(path: str, name: str, limits: Limits, cache: Cache | None) -> Iterator[OriginalText | Failure]:
    try:
        source = load(path, limits)
        if _OWN.search(source.data, 0, _HEAD) or _CHECKED.match(source.data):
            return
        file = File(path, name, source, sha256(source.data).hexdigest())
        found = _cached(file, limits, cache)
    except UnreadableError as error:
        yield Failure(path, error.reason, error.detail)
        return
    yield from found.originals
    yield from (Failure(path, "row", f"{row.place}: {row.reason}") for row in found.skipped)


def _cached(file: File, limits: Limits, cache: Cache | None) -> Found:
    reader, costly = _reader(file)
    if cache is None or not costly:
        return reader(file, limits)
    key = f"{_FORMAT} {VERSION} {file.sha256} {file.name} {limits}"
    if (kept := _kept(cache, key, Found)) is not None:
        return kept
    found = reader(file, limits)
    cache.put(key, msgspec.msgpack.encode(found))
    return found


def _reader(file: File) -> tuple[Callable[[File, Limits], Found], bool]:
    """What reads a file, by its first bytes, then by its name; and whether that takes long enough to be kept."""
    data, suffix = file.source.data, PurePosixPath(file.name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        from onrecord.readers.originals_pdf import from_pdf

        return from_pdf, True
    if data.startswith(b"PK"):
        from onrecord.readers.originals_docx import from_docx

        return from_docx, True
    if is_car(data):
        return from_car, False
    if suffix in (".srt", ".vtt") or data[:16].lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        from onrecord.readers.originals_subtitles import from_subtitles

        return from_subtitles, False
    if suffix in (".json", ".jsonl", ".ndjson", ".js") or data.startswith(b"window.YTD."):
        from onrecord.readers.originals_json import from_json

        return from_json, False
    return _from_text_or_page, suffix in _PAGE_SUFFIXES


def _from_text_or_page(file: File, limits: Limits) -> Found:
    decoded = decode(file.source, limits)
    if decoded.is_html:
        return _from_page(file, decoded, limits)
    return Found((from_text(file, decoded.text, wrapped=True),))


def _from_page(file: File, decoded: Decoded, limits: Limits) -> Found:
    """The body of a page as a text of its own, and each post on it."""
    from onrecord.readers.html import read_html

    try:
        document, posts = read_html(decoded, file.source, Options(limits=limits))
    except UnreadableError as error:
        if error.reason != "no-article":
            raise
        return Found((from_text(file, _all_words(decoded.text, error)),))
    body = [from_text(file, document.text, document.language, document.published)] if document.text.strip() else []
    return Found((*body, *(_from_post(file, post) for post in posts if post.text)))


def _all_words(markup: str, error: UnreadableError) -> str:
    """Everything that a page shows, for pages without an article."""
    from resiliparse.extract.html2text import extract_plain_text

    text = str(extract_plain_text(markup, main_content=False, alt_texts=False, links=False, list_bullets=False))
    if not text.strip():
        raise error
    return text


def _from_post(file: File, post: Post) -> OriginalText:
    row = Row(
        id=post.id,
        text=post.text or "",
        author=post.author,
        handle=post.handle,
        published=post.posted_at or post.posted,
    )
    return msgspec.structs.replace(row.original(file.sha256), truncated=post.truncated)
