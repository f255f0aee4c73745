"""A ZIM file (the offline web sites of Kiwix) → the pages that it holds, in the order in which they lie there.

Read after the description of the format at wiki.openzim.org/wiki/ZIM_file_format (versions 5 and 6): the one library for
it is under a licence that this program could not be given out with. Indexes, pictures and redirects are passed over.
"""

from __future__ import annotations

import io
import lzma
import mmap
import struct
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple

from onrecord.errors import UnreadableError
from onrecord.model import Failure
from onrecord.readers.corpora import Input, Item
from onrecord.readers.types import Source
from onrecord.settings import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HEADER = struct.Struct("<4sHH16sIIQQQQIIQ")
_ENTRY = struct.Struct("<HBcIII")
_PAGES = (b"A", b"C")
"""Name spaces of content: of version 5, and of version 6."""
_NOT_CONTENT = 0xFFFD
"""Redirects, link targets and deleted entries have this number or a higher one in the place of their media type."""
_KIND, _LONG = 0x0F, 0x10
"""Bits of a cluster's first byte: how it is packed, and whether its offsets have eight bytes."""
_STEP = 1 << 20


_Fault = tuple[Literal["too-large", "damaged"], str]


class _Header(NamedTuple):
    magic: bytes
    major: int
    minor: int
    uuid: bytes
    entries: int
    clusters: int
    paths_at: int
    titles_at: int
    clusters_at: int
    types_at: int
    main: int
    layout: int
    checksum_at: int


def read_zim(file: Input, after: int | None, limits: Limits) -> Iterator[Item]:
    """Pages of the file; positions count them.

    A page that cannot be had is a Failure ``damaged`` or ``too-large``, a file that is cut off one more, ``truncated``.

    :raises UnreadableError: ``damaged``: what its header points to is not there.
    """
    with open(file.path, "rb") as opening, mmap.mmap(opening.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            archive = _Archive(data)
        except (struct.error, ValueError, IndexError) as error:
            raise UnreadableError(file.path, "damaged", f"its directory: {error}") from error
        for place, what in archive.pages(-1 if after is None else after, limits.max_bytes):
            uri = f"{file.path}/{archive.path(place)}"
            yield Item(place, uri, Source(uri, what, "text/html") if isinstance(what, bytes) else Failure(uri, *what))
        if archive.breaks_off and (after is None or after < archive.count):
            yield Item(archive.count, file.path, Failure(file.path, "truncated", "the file breaks off"))


class _Archive:
    """The directory of a file: for each page the cluster and the blob that it lies in, by cluster and blob."""

    def __init__(self, data: mmap.mmap) -> None:
        import numpy as np

        self._data = data
        self._header = _Header(*_HEADER.unpack_from(data))
        head = self._header
        if not head.entries:
            raise ValueError("there is none")
        self._clusters: NDArray[np.uint64] = np.frombuffer(data, "<u8", head.clusters, head.clusters_at).copy()
        html = {number for number, name in enumerate(self._types()) if name.startswith("text/html")}
        places, offsets = [], []
        for offset in np.frombuffer(data, "<u8", head.entries, head.paths_at).tolist():
            kind, _, space, _, cluster, blob = _ENTRY.unpack_from(data, offset)
            if kind < _NOT_CONTENT and kind in html and space in _PAGES:
                places.append(cluster << 32 | blob)
                offsets.append(offset)
        self._places, order = np.unique(np.array(places, np.uint64), return_index=True)
        self._offsets = np.array(offsets, np.uint64)[order]
        self._borders = np.unique(np.append(self._clusters, np.uint64(min(head.checksum_at, len(data)))))

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._places)

    @property
    def breaks_off(self) -> bool:
        """Whether the checksum, which comes last, is not there."""
        return self._header.checksum_at + 16 > len(self._data)

    def _types(self) -> list[str]:
        """Media types, by number."""
        at, names = self._header.types_at, []
        while name := self._text(at):
            names.append(name.decode("utf-8", "replace"))
            at += len(name) + 1
        return names

    def _text(self, at: int) -> bytes:
        """What stands before the next zero byte."""
        end = self._data.find(b"\0", at)
        if end < 0:
            raise ValueError("a text without an end")
        return self._data[at:end]

    def path(self, place: int) -> str:
        """Path of a page within the site."""
        return self._text(int(self._offsets[place]) + _ENTRY.size).decode("utf-8", "replace")

    def pages(self, after: int, most: int) -> Iterator[tuple[int, bytes | _Fault]]:
        """Numbers of the pages behind ``after``, and their bytes or what is wrong with them."""
        place = after + 1
        while place < len(self._places):
            cluster, stop = int(self._places[place]) >> 32, place
            while stop < len(self._places) and int(self._places[stop]) >> 32 == cluster:
                stop += 1
            blobs = [int(one) & 0xFFFFFFFF for one in self._places[place:stop]]
            try:
                for blob in self._blobs(cluster, blobs, most):
                    yield place, blob if len(blob) <= most else ("too-large", f"over {most} bytes")
                    place += 1
            except (OSError, EOFError, ValueError, IndexError, struct.error, lzma.LZMAError) as error:
                yield place, ("damaged", f"cluster {cluster}: {error}")
                place += 1

    def _blobs(self, cluster: int, wanted: list[int], most: int) -> Iterator[bytes]:
        """Blobs of a cluster, of each no more than one byte over ``most``."""
        stream, size = self._opened(cluster)
        first = int.from_bytes(_exactly(stream, size), "little")
        table = _exactly(stream, first - size) if size < first <= most else b""
        ends = [first, *(int.from_bytes(table[at : at + size], "little") for at in range(0, len(table), size))]
        at = first
        for number in wanted:
            start, stop = ends[number], ends[number + 1]
            _skip(stream, start - at)
            yield _exactly(stream, min(stop - start, most + 1))
            at = start + min(stop - start, most + 1)

    def _opened(self, cluster: int) -> tuple[IO[bytes], int]:
        """What a cluster holds, as a stream, and the bytes of its offsets."""
        start = int(self._clusters[cluster])
        stop = int(self._borders[self._borders.searchsorted(start, "right")])
        packing = self._data[start]
        packed = memoryview(self._data)[start + 1 : stop]
        return _unpacked(packing & _KIND, packed), 8 if packing & _LONG else 4


def _unpacked(kind: int, packed: memoryview) -> IO[bytes]:
    if kind in (0, 1):
        return io.BytesIO(packed)
    if kind == 4:
        return lzma.open(io.BytesIO(packed))
    if kind == 5:
        import pyarrow as pa

        stream: Any = pa.CompressedInputStream(pa.BufferReader(pa.py_buffer(packed.tobytes())), "zstd")
        found: IO[bytes] = stream
        return found
    raise ValueError(f"packed in a way ({kind}) that is not known")


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size) if size > 0 else b""
    if len(data) < size:
        raise EOFError("it breaks off")
    return bytes(data)


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0:
        size -= len(_exactly(stream, min(size, _STEP)))
