"""Small corpora with invented words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<link rel="canonical" href="{url}"><meta property="article:published_time" content="{day}"></head>
<body><article><h1>{title}</h1>{body}</article></body></html>"""
FILLER = (
    "<p>The council of Westmere had debated for {n} hours, and fishermen from the northern villages had come to listen to "
    "the debate about pier number {n} in the old town hall, where the benches were too few for all of them.</p>"
)


def page(number: int, *paragraphs: str, url: str | None = None, day: str = "2024-03-01") -> bytes:
    body = "".join(f"<p>{one}</p>" for one in paragraphs) + "".join(FILLER.format(n=number * 10 + i) for i in range(3))
    return PAGE.format(
        title=f"Pier {number} stays open", url=url or f"https://news.example/pier/{number}", day=day, body=body
    ).encode()


def article(number: int) -> bytes:
    return page(
        number,
        f"“Pier {number} stays open this winter,” said Jane Dorn, the mayor of Westmere.",
        f"Tomas Reyes, the harbour master, claimed that pier {number} was too old for ferries.",
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.html").write_bytes(article(number))
    return folder


@pytest.fixture
def make_warc(tmp_path: Path) -> Callable[..., tuple[Path, list[int]]]:
    """Write pages into a WARC; its path and the offset at which each record ends."""

    def make(pages: Iterable[tuple[str, bytes]], name: str = "news.warc.gz") -> tuple[Path, list[int]]:
        from fastwarc.stream_io import GzipWriter
        from fastwarc.warc import WarcRecord, WarcRecordType

        path, ends = tmp_path / name, []
        with open(path, "wb") as file:
            for url, body in pages:
                record = WarcRecord()
                record.init_headers(WarcRecordType.response)
                record.headers["WARC-Target-URI"] = url
                record.headers["WARC-Date"] = "2024-03-02T04:05:06Z"
                record.headers["Content-Type"] = "application/http; msgtype=response"
                record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body)
                writer = GzipWriter(file)
                record.write(writer)
                writer.finish()
                ends.append(file.tell())
        return path, ends

    return make
