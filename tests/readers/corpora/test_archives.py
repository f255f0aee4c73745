"""Web archives as they come: wrong lengths, wrong labels, chunks, bombs, damage; WACZ and what is declined."""

from __future__ import annotations

import bz2
import gzip
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import UnreadableError
from onrecord.readers.corpora import Item
from onrecord.readers.corpora_payload import unwrapped
from onrecord.readers.read import read_source
from onrecord.readers.types import Source
from onrecord.settings import Limits, Options
from tests.readers.corpora.helpers import PAGE, failures, found, http, record


def zstd(data: bytes) -> bytes:
    pa = pytest.importorskip("pyarrow")
    return bytes(pa.compress(data, "zstd", asbytes=True))


def chunked(data: bytes, size: int = 20) -> bytes:
    parts = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def pages(some: list[Item]) -> list[str]:
    """Addresses of the records whose page came out whole."""
    whole = []
    for one in some:
        if isinstance(one.what, Source):
            try:
                document, _ = read_source(one.what, Options(model="fast"))
            except UnreadableError:
                continue
            if document.text == "The pier stays open, said the mayor of Westmere on Monday.":
                whole.append(one.uri.rsplit("/", 1)[-1])
    return whole


def write(path: Path, *rows: bytes, packed: bool) -> Path:
    path.write_bytes(b"".join(gzip.compress(row) if packed else row for row in rows))
    return path


HTML = b"Content-Type: text/html\r\n"
KEPT = {
    "plain": http(), "chunked": http(chunked(PAGE), HTML + b"Transfer-Encoding: chunked\r\n"),
    "chunked-unsaid": http(chunked(PAGE)), "chunked-in-name-only": http(PAGE, HTML + b"Transfer-Encoding: chunked\r\n"),
    "gzip": http(gzip.compress(PAGE), HTML + b"Content-Encoding: gzip\r\n"),
    "gzip-in-name-only": http(PAGE, HTML + b"Content-Encoding: gzip\r\n"),
    "gzip-chunked": http(chunked(gzip.compress(PAGE)), HTML + b"Content-Encoding: gzip\r\n"),
    "deflate": http(zlib.compress(PAGE), HTML + b"Content-Encoding: deflate\r\n"),
    "raw-deflate": http(zlib.compress(PAGE)[2:-4], HTML + b"Content-Encoding: deflate\r\n"),
    "deflate-in-name-only": http(PAGE, HTML + b"Content-Encoding: deflate\r\n"),
    "br-in-name-only": http(PAGE, HTML + b"Content-Encoding: br\r\n"),
    "length-too-small": http(PAGE, HTML + b"Content-Length: 10\r\n"),
    "length-too-large": http(PAGE, HTML + b"Content-Length: 100000\r\n"), "untyped": http(PAGE, b""),
    "octet-stream": http(PAGE, b"Content-Type: application/octet-stream\r\n"),
    "xhtml": http(PAGE, b"Content-Type: application/xhtml+xml; charset=utf-8\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
def test_pages_however_they_were_sent(packed: bool, tmp_path: Path) -> None:
    rows = [record(f"http://a.example/{name}", block) for name, block in KEPT.items()]
    path = write(
        tmp_path / "a.warc.gz", *rows, record("http://a.example/res", PAGE, "resource", "text/html"), packed=packed
    )
    assert pages(found(path)) == [*KEPT, "res"]


def test_brotli() -> None:
    brotli = pytest.importorskip("fastwarc.stream_io")
    import io

    buffer = io.BytesIO()
    writer = brotli.BrotliWriter(buffer)
    writer.write(PAGE)
    writer.close()
    assert unwrapped(buffer.getvalue(), "br", 10_000) == PAGE
    assert len(unwrapped(buffer.getvalue(), "br", 50)) <= 51


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.warc",
        record("x", b"software: x\r\n", "warcinfo", "application/warc-fields"),
        record("http://a.example/1", b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request"),
        record("dns:a.example", b"20240302040506\na.example. 60 IN A 192.0.2.1\n", "response", "text/dns"),
        record("http://a.example/robots.txt", http(b"User-agent: *\nDisallow: /\n", b"Content-Type: text/plain\r\n")),
        record("http://a.example/404", http(status=b"404 Not Found")),
        record("http://a.example/301", http(b"", b"Location: /\r\n", b"301 Moved")),
        record("http://a.example/rev", http(b""), "revisit"),
        record("http://a.example/png", http(b"\x89PNG\r\n\x1a\n" + bytes(200), b"Content-Type: image/png\r\n")),
        record("http://a.example/zip", http(b"PK\x03\x04" + bytes(200), b"Content-Type: application/octet-stream\r\n")),
        record("http://a.example/pic", b"\xff\xd8\xff" + bytes(100), "resource", "image/jpeg"),
        record("http://a.example/last", http()),
        packed=False,
    )  # fmt: skip
    some = found(path)
    assert pages(some) == ["last"]
    assert len(some) == 1


def test_the_address_and_the_day_of_capture_are_the_records_own(tmp_path: Path) -> None:
    (one,) = found(write(tmp_path / "a.warc", record("<http://a.example/1>", http()), packed=True))
    assert (one.uri, one.captured) == ("http://a.example/1", "2024-03-02T04:05:06Z")
    assert isinstance(one.what, Source)
    document, _ = read_source(one.what, Options(model="fast"))
    assert (document.uri, document.url, document.published) == ("http://a.example/1", "http://a.example/1", None)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("wrong", [-60, -1, 1, 40, 300, 900])
def test_records_behind_a_wrong_length_are_there(wrong: int, packed: bool, tmp_path: Path) -> None:
    block = http()
    bad = record("http://a.example/bad", block, length=len(block) + wrong)
    good = [record(f"http://a.example/{n}", block) for n in range(4)]
    path = write(tmp_path / "a.warc", good[0], bad, *good[1:], packed=packed)
    assert [one for one in pages(found(path)) if one != "bad"] == ["0", "1", "2", "3"]


@pytest.mark.parametrize("packed", [False, True])
def test_records_behind_damage_are_there(packed: bool, tmp_path: Path) -> None:
    random.seed(3)
    rows = [record(f"http://a.example/{n}", http()) for n in range(6)]
    noise = random.randbytes(400)
    parts = [gzip.compress(row) if packed else row for row in rows]
    spoiled = parts[2][:40] + noise[:60] + parts[2][100:]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(parts[0] + parts[1] + spoiled + parts[3] + noise + b"\r\n" * (not packed) + parts[4] + parts[5])
    some = found(path)
    assert [one for one in pages(some) if one != "2"] == ["0", "1", "3", "4", "5"]
    assert [one.position for one in some] == sorted({one.position for one in some})


@pytest.mark.parametrize("packed", [False, True])
def test_cut_anywhere_every_whole_record_is_there(packed: bool, tmp_path: Path) -> None:
    random.seed(6)
    rows = [record(f"http://a.example/{n}", http()) for n in range(8)]
    parts = [gzip.compress(row) if packed else row for row in rows]
    ends = [sum(map(len, parts[: n + 1])) for n in range(8)]
    data = b"".join(parts)
    path = tmp_path / "a.warc.gz"
    for offset in [*random.sample(range(12, len(data)), 60), *ends]:
        path.write_bytes(data[:offset])
        whole = sum(end <= offset for end in ends)
        some = found(path)
        assert pages(some)[:whole] == [str(n) for n in range(whole)], offset
        if offset not in ends and offset - max((end for end in ends if end <= offset), default=0) > 200:
            assert len(pages(some)) > whole or len(some) > whole, offset  # told, or only its last empty lines are lost


def test_bombs_are_bounded(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(30_000_000))
    path = write(
        tmp_path / "a.warc", record("http://a.example/bomb", http(bomb, HTML + b"Content-Encoding: gzip\r\n")),
        record("http://a.example/packed", http(bytes(30_000_000))), record("http://a.example/last", http()), packed=True,
    )  # fmt: skip
    some = found(path, limits=Limits(max_bytes=1_000_000))
    assert pages(some) == ["last"]
    assert [one[:2] for one in failures(some)] == [("http://a.example/packed", "too-large")]
    what = some[0].what
    assert isinstance(what, Source)
    with pytest.raises(UnreadableError) as caught:
        read_source(what, Options(limits=Limits(max_bytes=1_000_000)))
    assert caught.value.reason == "too-large"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_wacz(method: int, tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("datapackage.json", "{}")
        for part in range(2):
            rows = [gzip.compress(record(f"http://a.example/{part}{n}", http())) for n in range(3)]
            archive.writestr(f"archive/{part}.warc.gz", b"".join(rows))
        archive.writestr("pages/pages.jsonl", '{"text": "not this"}\n')
    some = found(path)
    assert pages(some) == ["00", "01", "02", "10", "11", "12"]
    assert [one.position for one in some] == sorted({one.position for one in some})
    for number, one in enumerate(some):
        assert found(path, one.position) == some[number + 1 :]
    data = path.read_bytes()
    path.write_bytes(data[:-30])
    assert [one[:2] for one in failures(found(path))] == [(str(path), "damaged")]
    at = data.index(b"archive/1.warc.gz") + 60
    path.write_bytes(data[:at] + bytes(40) + data[at + 40 :])
    some = found(path)
    assert pages(some)[:3] == ["00", "01", "02"]
    assert len(some) > len(pages(some)) or len(pages(some)) == 5


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstd])
def test_archives_packed_as_a_whole(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """As ``gzip news.warc`` leaves them, not record by record."""
    rng = random.Random(5)
    filler = [bytes(rng.choices(b"abcdef ", k=3000)) for _ in range(30)]
    rows = [record(f"http://a.example/{n}", http(PAGE + b"<!-- " + filler[n] + b" -->")) for n in range(30)]
    data = pack(b"".join(rows))
    path = tmp_path / "a.warc.packed"
    path.write_bytes(data)
    whole = found(path)
    assert pages(whole) == [str(n) for n in range(30)]
    assert [one.position for one in whole] == [sum(map(len, rows[:n])) for n in range(30)]
    for number in (0, 7, 28, 29):
        assert found(path, whole[number].position) == whole[number + 1 :]
    path.write_bytes(data[: len(data) * 2 // 3])
    some = found(path)
    assert pages(some) == [str(n) for n in range(len(pages(some)))]
    assert failures(some)[-1][1] in ("truncated", "damaged")
    assert len(pages(some)) >= (19 if pack is gzip.compress else 0)  # the others pack by blocks, which are lost whole


def test_zstandard_record_by_record(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.zst"
    path.write_bytes(b"".join(zstd(record(f"http://a.example/{n}", http())) for n in range(5)))
    whole = found(path)
    assert pages(whole) == ["0", "1", "2", "3", "4"]
    assert found(path, whole[2].position) == whole[3:]
