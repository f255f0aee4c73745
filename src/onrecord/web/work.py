"""What a visitor gave (a text, a file, an address; a draft with originals) → a Reading or a Checking.

These run in processes of their own (``jobs``); the steps are ``pipeline``'s and ``checking``'s, as on the command line.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence

from msgspec import Struct

from onrecord.checking import Checking, check_drafts, gather, read_draft
from onrecord.errors import UnreadableError
from onrecord.model import Failure, Reading
from onrecord.pipeline import read, read_bytes
from onrecord.readers.source import load
from onrecord.readers.types import Source
from onrecord.settings import Options

PASTED = "pasted text"
_UNSAFE = re.compile(r"[^\w .()+,&@’'-]")
_LONGEST = 120


class Given(Struct, frozen=True):
    """A document: its bytes, or an address to fetch it from (``data`` is then ``None``)."""

    name: str
    """A file's name, an address, or :data:`PASTED`."""
    data: bytes | None = None

    @property
    def source(self) -> Source:
        """The bytes under their name; a pasted text is UTF-8."""
        return Source(self.name, self.data or b"", charset="utf-8" if self.name == PASTED else None)


def read_given(given: Given, options: Options) -> Reading:
    """Read a document.

    :raises UnreadableError: it cannot be read; ``reason`` says why.
    """
    return read(given.name, options) if given.data is None else read_bytes(given.data, given.name, options)


def check_given(draft: Given, originals: Sequence[Given], options: Options, against: Sequence[str] = ()) -> Checking:
    """Check a draft against originals, which are read as files of their names are.

    :param against: files and folders of the server's own with further originals.
    :raises UnreadableError: the draft cannot be read. Originals that cannot are told in ``unread``.
    """
    source = load(draft.name, options.limits) if draft.data is None else draft.source
    opened = read_draft(source, options)
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        for name, one in zip(names_of(originals), originals, strict=True):
            with open(os.path.join(folder, name), "xb") as file:
                file.write(one.data or b"")
        [checked] = check_drafts([opened], gather([folder, *against], options.limits))
    if isinstance(checked, Failure):
        raise UnreadableError(checked.uri, "unexpected", checked.detail)
    return checked


def names_of(given: Sequence[Given]) -> list[str]:
    """Names for files in one folder: never a path, never hidden, no two alike."""
    names: list[str] = []
    for one in given:
        last = re.split(r"[/\\]", one.name)[-1]
        stem, ending = os.path.splitext(_UNSAFE.sub("_", last).strip(" ."))
        stem, ending = stem.lstrip(".")[:_LONGEST] or "original", ending[:12]
        if one.name == PASTED:
            stem, ending = PASTED, ".txt"
        name, count = f"{stem}{ending}", 2
        while name.casefold() in (other.casefold() for other in names):
            name, count = f"{stem} {count}{ending}", count + 1
        names.append(name)
    return names
