"""A WACZ file (a zip of WARCs with indexes, specs.webrecorder.net/wacz/1.1.1) → the pages of its WARCs, one after the other.

Only the WARCs are read: indexes and page lists repeat what they hold.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.errors import UnreadableError
from onrecord.model import Failure
from onrecord.readers.corpora import Input, Item
from onrecord.readers.corpora_warc import records
from onrecord.settings import Limits

_ENDINGS = (".warc", ".warc.gz", ".warc.zst")


def web_archives(path: str) -> list[zipfile.ZipInfo]:
    """The WARCs in a zip file, in the order in which they lie there; none if it is damaged or holds none."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [one for one in archive.infolist() if one.filename.lower().endswith(_ENDINGS)]
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return []
    return sorted(found, key=lambda one: one.header_offset)


def read_wacz(file: Input, after: int | None, limits: Limits) -> Iterator[Item]:
    """Pages of the WARCs; positions are offsets, each WARC's from where it lies in the file, or from the end of the one before.

    :raises UnreadableError: ``damaged`` if the zip's directory is missing or wrong, ``format`` if it holds no WARC.
    """
    found = web_archives(file.path)
    if not found:
        whole = zipfile.is_zipfile(file.path)
        detail = "no WARC in it" if whole else "the directory at its end is missing; it may be cut off"
        raise UnreadableError(file.path, "format" if whole else "damaged", detail)
    base = 0
    with zipfile.ZipFile(file.path) as archive:
        for one in found:
            base = max(base, one.header_offset)
            end = base + one.file_size + 2
            if after is None or after < end:
                yield from _member(archive, one, base, after, limits)
            base = end


def _member(
    archive: zipfile.ZipFile, one: zipfile.ZipInfo, base: int, after: int | None, limits: Limits
) -> Iterator[Item]:
    place = f"{archive.filename}/{one.filename}"
    inner = after - base if after is not None and after >= base else None
    last = inner or 0
    try:
        with archive.open(one) as stream:
            for item in records(stream, place, inner, limits):
                last = item.position
                yield replace(item, position=base + item.position)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        yield Item(base + last + 1, place, Failure(place, "damaged", str(error)))
