"""ZIM files, built byte by byte as the format's description has them: pages in order, from anywhere, whole and damaged."""

from __future__ import annotations

import lzma
import struct
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from onrecord.readers.types import Source
from onrecord.settings import Limits
from tests.readers.corpora.helpers import PAGE, failures, found

Pack = tuple[int, Callable[[bytes], bytes]]
PACKINGS: list[Pack] = [
    (1, bytes),
    (4, lambda data: lzma.compress(data, lzma.FORMAT_XZ)),
    (5, lambda data: bytes(pa.Codec("zstd").compress(data))),
]
REDIRECT = 0xFFFF


def zim(
    clusters: list[list[bytes]], entries: list[tuple[bytes, int, int, int, str]], pack: Pack, long: bool = False
) -> bytes:
    """A file with ``entries``: name space, media type (0 text/html, 1 image/png), cluster, blob, path."""
    types = b"text/html\0image/png\0\0"
    directory = [
        struct.pack("<HBcI", kind, 0, space, 0)
        + (struct.pack("<I", cluster) if kind == REDIRECT else struct.pack("<II", cluster, blob))
        + path.encode() + b"\0\0"
        for space, kind, cluster, blob, path in entries
    ]  # fmt: skip
    packed = [_cluster(blobs, pack, long) for blobs in clusters]
    at = 80 + len(types)
    places = [at + sum(map(len, directory[:number])) for number in range(len(directory))]
    paths_at = at + sum(map(len, directory))
    clusters_at = paths_at + 8 * len(places)
    first = clusters_at + 8 * len(packed)
    starts = [first + sum(map(len, packed[:number])) for number in range(len(packed))]
    end = first + sum(map(len, packed))
    header = struct.pack(
        "<4sHH16sIIQQQQIIQ", b"ZIM\x04", 6, 1, bytes(16), len(places), len(packed), paths_at, paths_at, clusters_at, 80,
        0, 0, end,
    )  # fmt: skip
    body = types + b"".join(directory) + struct.pack(f"<{len(places)}Q", *places)
    return header + body + struct.pack(f"<{len(starts)}Q", *starts) + b"".join(packed) + bytes(16)


def _cluster(blobs: list[bytes], pack: Pack, long: bool) -> bytes:
    size = 8 if long else 4
    offsets = [size * (len(blobs) + 1) + sum(map(len, blobs[:number])) for number in range(len(blobs) + 1)]
    data = b"".join(offset.to_bytes(size, "little") for offset in offsets) + b"".join(blobs)
    return bytes([pack[0] | (0x10 if long else 0)]) + pack[1](data)


def page(name: str) -> bytes:
    return PAGE.replace(b"pier", name.encode())


CLUSTERS = [[page("a"), b"\x89PNG", page("b")], [page("c")]]
ENTRIES = [
    (b"C", 0, 1, 0, "c"), (b"C", 1, 0, 1, "picture"), (b"C", REDIRECT, 0, 0, "old"), (b"C", 0, 0, 2, "wiki/b ä"),
    (b"A", 0, 0, 0, "a"), (b"M", 0, 1, 0, "Title"), (b"C", 0, 0, 0, "the same as a"),
]  # fmt: skip


@pytest.mark.parametrize("pack", PACKINGS)
@pytest.mark.parametrize("long", [False, True])
def test_pages_in_order_and_from_anywhere(tmp_path: Path, pack: Pack, long: bool) -> None:
    path = tmp_path / "site.zim"
    path.write_bytes(zim(CLUSTERS, ENTRIES, pack, long))
    some = found(path)
    assert [one.uri for one in some] == [f"{path}/{name}" for name in ("a", "wiki/b ä", "c")]
    assert [one.what for one in some] == [
        Source(one.uri, page(name), "text/html") for one, name in zip(some, "abc", strict=True)
    ]
    for number, one in enumerate(some):
        assert found(path, one.position) == some[number + 1 :]


@pytest.mark.parametrize("pack", PACKINGS)
def test_a_damaged_cluster_costs_its_pages(tmp_path: Path, pack: Pack) -> None:
    path, data = tmp_path / "site.zim", bytearray(zim(CLUSTERS, ENTRIES, pack))
    clusters_at = struct.unpack_from("<Q", data, 48)[0]
    start, stop = struct.unpack_from("<2Q", data, clusters_at)
    data[start + 1 : stop] = b"\xff" * (stop - start - 1)
    path.write_bytes(data)
    some = found(path)
    assert [one[:2] for one in failures(some)] == [(f"{path}/a", "damaged"), (f"{path}/wiki/b ä", "damaged")]
    assert isinstance(some[2].what, Source)
    assert [one.position for one in some] == [0, 1, 2]


def test_cut_off_anywhere(tmp_path: Path) -> None:
    """What is not there is told; nothing else happens, wherever the cut is."""
    path, data = tmp_path / "site.zim", zim(CLUSTERS, ENTRIES, PACKINGS[1])
    for end in range(4, len(data), 7):
        path.write_bytes(data[:end])
        assert [reason for _, reason, _ in failures(found(path))], end


def test_a_page_that_is_too_large(tmp_path: Path) -> None:
    """A cluster of a kilobyte may hold gigabytes: no more of a page is unpacked than is allowed."""
    path = tmp_path / "bomb.zim"
    path.write_bytes(zim([[bytes(50_000_000), page("b")]], [(b"C", 0, 0, 0, "a"), (b"C", 0, 0, 1, "b")], PACKINGS[2]))
    some = found(path, None, Limits(max_bytes=1_000_000))
    assert failures(some) == [(f"{path}/a", "too-large", "over 1000000 bytes")]
    assert isinstance(some[1].what, Source)


def test_no_directory(tmp_path: Path) -> None:
    (tmp_path / "a.zim").write_bytes(b"ZIM\x04" + bytes(80))
    ((_, reason, _),) = failures(found(tmp_path / "a.zim"))
    assert reason == "damaged"
