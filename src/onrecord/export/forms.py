"""Readings, one after the other → the bytes of a file in one of the formats for programs, without holding more than one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Literal

from msgspec import Struct

from onrecord.export import annotation, gqg, jsonl, jsonld, prov
from onrecord.model import Reading

_ID = b"{id}"
"""Stands in a tail for the id of the content before it."""
Form = Literal["jsonl", "jsonld", "annotation", "prov", "gqg"]


class _Frame(Struct, frozen=True):
    """What stands around and between the pieces that a reading yields."""

    head: bytes
    between: bytes
    tail: bytes
    pieces: Callable[[Reading], Iterable[bytes]]


def written(form: Form, readings: Iterable[Reading]) -> Iterator[bytes]:
    """The whole file, in pieces; each is written as soon as its reading is there."""
    frame, hashed = FRAMES[form], blake2b(digest_size=10)
    yield frame.head
    first = True
    for reading in readings:
        for piece in frame.pieces(reading):
            hashed.update(piece)
            yield piece if first else frame.between + piece
            first = False
    if frame.between == b"\n" and not first:
        yield b"\n"
    yield frame.tail.replace(_ID, b"urn:x-onrecord:a" + hashed.hexdigest().encode())


def _bundle(reading: Reading) -> Iterator[bytes]:
    name, content = prov.bundle(reading)
    yield jsonl.encoded(name) + b":" + jsonl.encoded(content)


def _gqg(reading: Reading) -> Iterator[bytes]:
    row = gqg.row(reading)
    if row is not None:
        yield jsonl.encoded(row)


FRAMES: dict[Form, _Frame] = {
    "jsonl": _Frame(b"", b"\n", b"", lambda reading: [jsonl.to_json(reading)]),
    "jsonld": _Frame(
        b'{"@context":' + jsonl.encoded(jsonld.CONTEXT) + b',"@graph":[\n',
        b",\n",
        b"\n]}\n",
        lambda reading: [jsonl.encoded(jsonld.article(reading))],
    ),
    "annotation": _Frame(
        b'{"@context":' + jsonl.encoded(annotation.CONTEXT) + b',"type":"AnnotationPage","items":[\n',
        b",\n",
        b'\n],"id":"' + _ID + b'"}\n',  # a page must have one (section 5.2): that of its content
        lambda reading: map(jsonl.encoded, annotation.annotations_of(reading)),
    ),
    "prov": _Frame(b'{"prefix":' + jsonl.encoded(prov.PREFIX) + b',"bundle":{\n', b",\n", b"\n}}\n", _bundle),
    "gqg": _Frame(b"", b"\n", b"", _gqg),
}


def compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes as a gzip file; without a time, so that the same data gives the same file."""
    import zlib

    packing = zlib.compressobj(wbits=31)
    for piece in pieces:
        packed = packing.compress(piece)
        if packed:
            yield packed
    yield packing.flush()
