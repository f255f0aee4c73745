"""A WARC file → the pages that its response records hold; what is broken is told and the next whole record is read.

Body text, posts and metadata of a page are left to the readers of pages, undoing how it was sent to ``corpora_payload``.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Generator, Iterator
from typing import IO, TYPE_CHECKING, Any, cast

from onrecord.model import Failure
from onrecord.readers.corpora import Item
from onrecord.readers.corpora_payload import unwrapped
from onrecord.readers.corpora_stream import Unpacked, packing
from onrecord.readers.types import Source
from onrecord.settings import Limits

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_VAGUE = (
    "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml", "application/unknown", "unknown/unknown",
    "*/*", "text", "html",
)  # fmt: skip
"""Media types that say nothing: the first tag decides."""
_PAGE = re.compile(
    rb"(?>\s|<!--.{0,2000}?-->|<\?xml.{0,300}?\?>)*+<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_ROBOTS = re.compile(r"https?://[^/?#]+/robots\.txt(?:[?#].*)?", re.IGNORECASE)
_NEXT = re.compile(rb"\r?\n\r?\n(?=WARC/1\.\d\r?\n)")
_STARTS = {b"\x1f\x8b": re.compile(rb"\x1f\x8b\x08"), b"\x28\xb5": re.compile(rb"\x28\xb5\x2f\xfd")}
_PLAIN = re.compile(rb"(?<=\n)WARC/1\.\d\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"\nContent-Length:[ \t]*(\d{1,18})[ \t]*\r?\n", re.IGNORECASE)
_STEP = 1 << 20


def read_warc(path: str, after: int | None, limits: Limits) -> Iterator[Item]:
    """Pages of the file's ``response`` and ``resource`` records behind the offset ``after``; positions are offsets in the file.

    Records of other media types and responses other than 200 are passed over. A record that the file cuts off is a
    Failure ``truncated``, one that cannot be read a Failure ``damaged``.
    """
    try:
        file = open(path, "rb")  # noqa: SIM115 - what is read within has other reasons
    except OSError as error:
        yield Item(0, path, Failure(path, "io", error.strerror or str(error)))
        return
    with file:
        yield from records(file, path, after, limits)


def records(stream: IO[bytes], place: str, after: int | None, limits: Limits) -> Iterator[Item]:
    """The same for a stream that can be sought in; ``place`` names it.

    Where one packing holds all records, positions are offsets in what it holds.
    """
    if not _apart(stream):
        stream = cast(IO[bytes], Unpacked(cast(io.BufferedReader, stream)))
    at: int | None = after or 0
    while at is not None:
        at = yield from _run(stream, at, place, after, limits)


def _apart(stream: IO[bytes]) -> bool:
    """Whether each record is packed by itself, as it should be, so that reading can begin at any of them."""
    stream.seek(0)
    packed = packing(stream.read(8))
    return packed is None or (packed in ("gzip", "zstd") and _following(stream, 1) is not None)


def _run(
    stream: IO[bytes], at: int, place: str, after: int | None, limits: Limits
) -> Generator[Item, None, int | None]:
    """Records from ``at`` on; return where to go on behind damage."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    stream.seek(at)
    last, seen, told = at, False, False
    try:
        for record in ArchiveIterator(stream, record_types=kinds, parse_http=True, quirks_mode=True):
            last, seen = record.stream_pos, True
            if after is not None and last <= after:
                continue
            item, overran = _item(record, place, limits)
            told = item is not None and isinstance(item.what, Failure) and item.what.reason == "truncated"
            if item:
                yield item
            if overran and (following := _following(stream, last + 1)) is not None:
                return following
        if not told and _breaks_off(stream, last):
            yield Item(last + 1, place, Failure(place, "truncated", "the last record breaks off"))
    except (OSError, ValueError, zlib.error) as error:
        following = _following(stream, last + 1)
        if (following is None and not told) or not seen:  # else what is behind the last record is tried by itself
            yield Item(last + 1, place, Failure(place, "truncated" if following is None else "damaged", str(error)))
        return following
    return None


def _breaks_off(stream: IO[bytes], start: int) -> bool:
    """Whether the last record is cut off, of whatever kind it is; ``start`` is that of some record before it."""
    from fastwarc.warc import ArchiveIterator

    stream.seek(start)
    for record in ArchiveIterator(stream, parse_http=False, quirks_mode=True):
        start = max(start, record.stream_pos)
    if isinstance(stream, Unpacked) and stream.broken:
        return True
    stream.seek(0)
    packed = stream.read(2)
    stream.seek(start)
    if packed == b"\x1f\x8b":
        return _breaks_off_packed(stream)
    return packed == b"WA" and _breaks_off_plain(stream, start)


def _breaks_off_packed(stream: IO[bytes]) -> bool:
    member, data = zlib.decompressobj(wbits=31), stream.read(_STEP)
    while data:
        member.decompress(data, _STEP)
        if member.eof:
            data = (member.unused_data or stream.read(_STEP)).lstrip(b"\0")
            if not data:
                return False
            if not data.startswith(b"\x1f\x8b"[: len(data)]):
                return False  # padding or noise, but no record
            member = zlib.decompressobj(wbits=31)
        else:
            data = member.unconsumed_tail or stream.read(_STEP)
    return True


def _breaks_off_plain(stream: IO[bytes], start: int) -> bool:
    data = stream.read(_STEP)
    head = _HEAD_END.search(data)
    length = _LENGTH.search(data, 0, head.end()) if head else None
    if head is None or length is None:
        return True
    end = start + head.end() + int(length[1])
    size = stream.seek(0, 2)
    stream.seek(min(end, size))
    return size < end or stream.read(64).lstrip(b"\r\n\0").startswith(b"W")


def _following(stream: IO[bytes], start: int) -> int | None:
    """Where the next record begins, by the look of its first bytes."""
    stream.seek(0)
    pattern = _STARTS.get(stream.read(2), _PLAIN)
    stream.seek(max(0, start - 1))
    base, held = max(0, start - 1), b""
    while data := stream.read(_STEP):
        held += data
        for found in pattern.finditer(held):
            if base + found.start() >= start and (pattern is _PLAIN or _opens(held[found.start() :])):
                return base + found.start()
        base, held = base + max(0, len(held) - 64), held[-64:]
    return None


def _opens(data: bytes) -> bool:
    """Whether compressed data begins a record; what is too short to tell is believed."""
    if len(data) < 64:
        return True
    try:
        if data.startswith(b"\x1f\x8b"):
            return zlib.decompressobj(wbits=31).decompress(data[:512], 5) in (b"WARC/", b"")
        import pyarrow as pa

        return bytes(pa.CompressedInputStream(pa.BufferReader(data), "zstd").read(5)) == b"WARC/"
    except (zlib.error, OSError):
        return False


def _item(record: WarcRecord, place: str, limits: Limits) -> tuple[Item | None, bool]:
    """The page in a record, if it is one, and whether the record runs into the next."""
    http: Any = record.http_headers
    uri = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or f"{place}@{record.stream_pos}"
    if record.headers.get("Content-Length") is None:
        return Item(record.stream_pos, uri, Failure(uri, "truncated", "the record breaks off in its head")), True
    media_type = _media_type(record, http)
    if (http is not None and http.status_code not in (None, 200)) or _ROBOTS.fullmatch(uri):
        return None, False
    if media_type is not None and media_type not in _TYPES + _VAGUE:
        return None, False
    data = record.reader.read(min(record.content_length, limits.max_bytes + 1))
    whole = len(data) >= record.content_length
    overrun = _NEXT.search(data) if b"\nWARC/1." in data else None
    data = unwrapped(
        data[: overrun.start()] if overrun else data, (http and http.get("Content-Encoding")) or "", limits.max_bytes
    )
    if media_type in _VAGUE:
        if not _PAGE.match(data[:4096]):
            return None, overrun is not None
        media_type = "text/html"
    what: Source | Failure = Source(uri, data, media_type, record.http_charset, uri)
    if len(data) > limits.max_bytes:
        what = Failure(uri, "too-large", f"over {limits.max_bytes} bytes")
    elif not whole:
        what = Failure(uri, "truncated", f"{len(data)} of {record.content_length} bytes")
    return Item(record.stream_pos, uri, what, record.headers.get("WARC-Date")), overrun is not None


def _media_type(record: WarcRecord, http: Any) -> str | None:
    """Of the page, as the server has it, or the record where it is no answer of a server."""
    declared = record.http_content_type or ("" if http is not None else record.headers.get("Content-Type") or "")
    media_type = declared.split(";")[0].strip().lower()
    return None if media_type in ("", "application/http") else media_type
