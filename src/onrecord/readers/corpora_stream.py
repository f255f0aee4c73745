"""A file, compressed or not, in UTF-8 or not → its bytes as a stream, and its lines one by one with their offsets.

What packs it is told by its first bytes, never by its name. Nothing longer than one line of the size allowed is held.
"""

from __future__ import annotations

import codecs
import io
import lzma
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Protocol, cast

from msgspec import Struct

from onrecord.errors import UnreadableError
from onrecord.readers.decode import decode
from onrecord.readers.sniff import unmarked_utf16
from onrecord.readers.types import Source
from onrecord.settings import Limits

HEAD = 65_536
_BUFFER = 1 << 17
_PIECE = 1 << 13
_PACKINGS = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\x28\xb5\x2f\xfd": "zstd", b"\xfd7zXZ\0": "xz"}
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError)
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SKIPPED = 20
"""Sizes of a line allowed that one line may have before nothing behind it is read: a bomb, not a table."""


class _Reads(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Line(Struct, frozen=True):
    """A line with its number, counted from 1, and its offset in the unpacked stream; ``text`` is ``None`` if it is too long."""

    number: int
    offset: int
    text: str | None


class _Through(io.RawIOBase):
    """A stream of bytes read through something that has ``read`` only, decoded from UTF-16 on the way if need be."""

    def __init__(self, inner: _Reads, encoding: str | None = None) -> None:
        # read1 and small pieces: what comes before a break must not be lost with it
        self._read, self._held = getattr(inner, "read1", inner.read), b""
        self._decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding else None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held:
            data = self._read(min(len(buffer), _PIECE))
            ended = not data
            if self._decoder:
                data = self._decoder.decode(data, ended).encode("utf-8", "replace")
            self._held = data
            if ended:
                break
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size


class Unpacked(io.RawIOBase):
    """A packed stream unpacked, in which can be sought, if slowly; where its packing breaks, it ends."""

    def __init__(self, packed: io.BufferedReader) -> None:
        self._packed = packed
        self.broken = False
        """Whether its packing was seen to break."""
        self._rewind()

    def _rewind(self) -> None:
        self._packed.seek(0)
        self._inner, self._at = _unpacked(self._packed), 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """How many unpacked bytes lie behind."""
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Fill a part of ``buffer``; 0 at the end."""
        try:
            size = self._inner.readinto1(buffer)
        except _BROKEN:
            self.broken = True
            return 0
        self._at += size
        return size

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to an unpacked byte: by reading up to it, from the start if it lies behind."""
        if whence == io.SEEK_CUR:
            offset += self._at
        if whence != io.SEEK_END and offset < self._at:
            self._rewind()
        while whence == io.SEEK_END or self._at < offset:
            if not self.read(_BUFFER if whence == io.SEEK_END else min(_BUFFER, offset - self._at)):
                break
        return self._at


@contextmanager
def opened(path: str) -> Iterator[io.BufferedReader]:
    """Open a file, unpack it if it is packed, and turn UTF-16 into UTF-8.

    :raises UnreadableError: on entry and within: ``missing``, ``permission``, ``io``; ``truncated`` or ``damaged`` where
        its packing breaks.
    """
    try:
        with open(path, "rb", buffering=_BUFFER) as file:
            yield _decoded(_unpacked(cast(io.BufferedReader, file)))
    except FileNotFoundError as error:
        raise UnreadableError(path, "missing", error.strerror or "") from error
    except PermissionError as error:
        raise UnreadableError(path, "permission", error.strerror or "") from error
    except _BROKEN as error:
        raise _broken(path, error) from error


def head(path: str, size: int = HEAD) -> bytes:
    """First bytes of a file, unpacked; those that there are, where its packing breaks behind them.

    :raises UnreadableError: it cannot be read at all.
    """
    data = b""
    with opened(path) as stream:
        try:
            while len(data) < size and (part := stream.read1(size - len(data))):
                data += part
        except _BROKEN:
            if not data:
                raise
    return data


def packing(start: bytes) -> str | None:
    """Name of what packs a file that begins so."""
    return next((name for magic, name in _PACKINGS.items() if start.startswith(magic)), None)


def _unpacked(file: io.BufferedReader) -> io.BufferedReader:
    packed = packing(file.peek(8)[:8])
    if packed == "gzip":
        import gzip

        return io.BufferedReader(_Through(gzip.GzipFile(fileobj=file)), _BUFFER)
    if packed == "bzip2":
        import bz2

        return io.BufferedReader(_Through(bz2.BZ2File(file)), _BUFFER)
    if packed == "xz":
        return io.BufferedReader(_Through(lzma.LZMAFile(file)), _BUFFER)
    if packed == "zstd":
        import pyarrow as pa

        return io.BufferedReader(_Through(pa.CompressedInputStream(_Through(file), "zstd")), _BUFFER)
    return file


def _decoded(stream: io.BufferedReader) -> io.BufferedReader:
    start = stream.peek(4096)
    encoding = _UTF16.get(start[:2]) or unmarked_utf16(start)
    return io.BufferedReader(_Through(stream, encoding), _BUFFER) if encoding else stream


def _broken(path: str, error: Exception) -> UnreadableError:
    short = isinstance(error, EOFError) or "truncated" in str(error).lower() or "end-of-stream" in str(error).lower()
    packing = isinstance(error, OSError) and error.errno is None
    if not short and not packing and isinstance(error, OSError):
        return UnreadableError(path, "io", error.strerror or str(error))
    return UnreadableError(path, "truncated" if short else "damaged", str(error))


def lines(stream: IO[bytes], path: str, limits: Limits) -> Iterator[Line]:
    """Lines of a stream, line ends kept; those longer than a document may be come without text.

    :raises UnreadableError: ``too-large`` where a line goes on and on.
    """
    number = offset = 0
    reader = _Letters(stream, limits)
    while data := stream.readline(limits.max_bytes + 1):
        number, start = number + 1, offset
        offset += len(data)
        whole = data.endswith(b"\n") or len(data) <= limits.max_bytes
        if not whole:
            offset += _skip(stream, f"{path}:{number}", limits)
        yield Line(number, start, reader.text(data, f"{path}:{number}") if whole else None)


def _skip(stream: IO[bytes], place: str, limits: Limits) -> int:
    """Pass over the rest of a line; how long it is."""
    size = 0
    while data := stream.readline(1 << 20):
        size += len(data)
        if data.endswith(b"\n"):
            break
        if size > _SKIPPED * limits.max_bytes:
            raise UnreadableError(place, "too-large", f"a line of over {size} bytes; nothing behind it is read")
    return size


class _Letters:
    """Decodes lines: as UTF-8, and from the first line on that is none, as what that one and those behind it look like."""

    def __init__(self, stream: IO[bytes], limits: Limits) -> None:
        self._stream, self._limits, self._legacy = stream, limits, ""

    def text(self, data: bytes, place: str) -> str:
        try:
            return data.decode("utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8")
        except UnicodeDecodeError:
            return data.decode(self._legacy or self._guess(data, place), "replace")

    def _guess(self, data: bytes, place: str) -> str:
        ahead = self._stream.peek(HEAD)[:HEAD] if isinstance(self._stream, io.BufferedReader) else b""
        try:
            self._legacy = decode(Source(place, data + ahead[: ahead.rfind(b"\n") + 1]), self._limits).encoding
        except UnreadableError:  # noise: its letters are lost, and the row will show it
            return "utf-8"
        return self._legacy
