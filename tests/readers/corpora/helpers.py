"""Corpora in, what they hold out; records of web archives, built byte by byte."""

from __future__ import annotations

from pathlib import Path

from onrecord.model import Document, Failure, Reading
from onrecord.pipeline import put_on_record
from onrecord.readers.corpora import Item, items, look
from onrecord.readers.corpora_declared import Declared, read_declared
from onrecord.settings import Limits, Options

WORDS = (
    "The pier stays open this winter, the council of Westmere decided on Monday.\n\n"
    "“We will not give it up,” said Jane Dorn, the mayor of Westmere."
)


def found(path: Path, after: int | None = None, limits: Limits | None = None, **columns: str) -> list[Item]:
    return list(items(look(str(path)), after, limits or Limits(), tuple(columns.items())))


def failures(some: list[Item]) -> list[tuple[str, str, str]]:
    return [(one.what.uri, one.what.reason, one.what.detail) for one in some if isinstance(one.what, Failure)]


def articles(some: list[Item]) -> list[Declared]:
    return [one.what for one in some if isinstance(one.what, Declared)]


def readings(some: list[Item]) -> list[Reading]:
    return [one.what for one in some if isinstance(one.what, Reading)]


def document(declared: Declared, options: Options | None = None) -> Document:
    return read_declared(declared, options or Options(model="fast"))[0]


def reading(declared: Declared) -> Reading:
    options = Options(model="fast")
    return put_on_record(*read_declared(declared, options), options)


PAGE = b"<html><body><article><p>The pier stays open, said the mayor of Westmere on Monday.</p></article></body></html>"


def http(body: bytes = PAGE, headers: bytes = b"Content-Type: text/html\r\n", status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n" + body


def record(
    uri: str, block: bytes, kind: str = "response", media_type: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:  # fmt: skip
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"WARC-Date: 2024-03-02T04:05:06Z\r\nWARC-Target-URI: {uri}\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
