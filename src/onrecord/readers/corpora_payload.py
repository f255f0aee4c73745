"""The body of an HTTP response as an archive keeps it → the bytes of the page: chunks joined, Brotli, deflate and Zstandard undone.

Headers of archives often no longer fit their bodies, so that they are only asked where bytes do not tell. Gzip is left
to ``decode``, which undoes it wherever it is met.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import Any

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r\n")


def unwrapped(data: bytes, encoding: str, limit: int) -> bytes:
    """The page's bytes, no more than one over ``limit``.

    :param encoding: what the header ``Content-Encoding`` says; empty if there is none.
    """
    data = _joined(data)
    packing = encoding.split(",")[-1].strip().lower()
    try:
        if packing == "deflate":
            return _inflated(data, limit)
        if packing in ("br", "zstd"):
            return _unpacked(data, packing, limit)
    except (OSError, ValueError, zlib.error):
        return data  # the header may be what is wrong
    return data


def _joined(data: bytes) -> bytes:
    """A body without the marks of its chunks, if it is made of chunks; a last one that is cut off counts as far as it goes."""
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK.match(data, at):
        size = int(found[1], 16)
        start, at = found.end(), found.end() + size + 2
        if size == 0:
            return b"".join(parts)
        if data[start + size : at] != b"\r\n"[: max(0, len(data) - start - size)]:
            return data
        parts.append(data[start : start + size])
    return b"".join(parts) if parts and at >= len(data) else data


def _inflated(data: bytes, limit: int) -> bytes:
    """Deflate as the standard wants it, with zlib's header, or as some servers send it, without."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(data, limit + 1)
        except zlib.error:
            continue
    return data


def _unpacked(data: bytes, packing: str, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    stream: Any = (BrotliReader if packing == "br" else ZstdReader)(io.BytesIO(data))
    parts, room = [], limit + 1
    while room > 0 and (part := stream.read(min(room, 1 << 20))):
        parts.append(part)
        room -= len(part)
    return b"".join(parts) or data
