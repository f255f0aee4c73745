"""Options, once → documents, many: files, addresses, texts and bytes into readings, for programs; corpora are ``add``'s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import msgspec

from onrecord.model import Failure, Reading
from onrecord.pipeline import attempt, read, read_bytes
from onrecord.settings import Options


class Reader:
    """Reads documents with the same options; safe to share between threads, and to pickle for other processes.

    Its keywords are the fields of :class:`onrecord.Options`.

        >>> reader = Reader(model="fast")
        >>> reading = reader.text("“We are ready,” said Ann Lee, the mayor.")
        >>> [(row.kind, row.content[0].text) for row in reading.statements]
        [('direct', '“We are ready,”')]
        >>> reading.speakers[0].name, reading.speakers[0].roles
        ('Ann Lee', ('mayor',))
    """

    def __init__(self, options: Options | None = None, **changes: Any) -> None:
        """Take options, or change some of them.

        :raises TypeError: a keyword is no field of ``Options``.
        """
        self.options = msgspec.structs.replace(options or Options(), **changes)

    def read(self, uri: str) -> Reading:
        """Read one file, address or ``-`` (standard input).

        :raises UnreadableError: it cannot be read; ``reason`` says why.
        """
        return read(uri, self.options)

    def text(self, text: str, uri: str = "-", **changes: Any) -> Reading:
        """Read a plain text; ``uri`` only names it, ``changes`` are options of this text alone (``published="2026-05-01"``).

        :raises UnreadableError: there is nothing to read in it.
        """
        options = msgspec.structs.replace(self.options, **changes) if changes else self.options
        return read_bytes(text.encode("utf-8", "replace"), uri, options, "text/plain")

    def bytes(self, data: bytes, uri: str = "-") -> Reading:
        """Read a page or a text that is in memory; its encoding and kind are found out.

        :raises UnreadableError: it cannot be read; ``reason`` says why.
        """
        return read_bytes(data, uri, self.options)

    def many(self, uris: Iterable[str]) -> Iterator[Reading | Failure]:
        """Read documents one after the other; one that cannot be read yields its Failure."""
        return (attempt(uri, partial(self.read, uri)) for uri in uris)

    def texts(self, texts: Iterable[str | None]) -> Iterator[Reading | Failure]:
        """Read plain texts one after the other; each is named by its number, from 0. Nothing in, a Failure out."""
        for number, text in enumerate(texts):
            yield attempt(str(number), partial(self.text, text or "", str(number)))

    def __repr__(self) -> str:
        """The options that are not the usual ones."""
        usual = Options()
        fields = (name for name in usual.__struct_fields__ if getattr(self.options, name) != getattr(usual, name))
        return f"Reader({', '.join(f'{name}={getattr(self.options, name)!r}' for name in fields)})"
