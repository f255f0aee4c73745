"""What passes between the readers of originals: a file with its bytes, a row of posts, what was found in a file."""

from __future__ import annotations

from msgspec import Struct

from onrecord.model import OriginalText, Place
from onrecord.readers.types import Source


class File(Struct, frozen=True):
    """A file at ``path``, with the ``name`` by which it is told to people, its bytes and their hash."""

    path: str
    name: str
    source: Source
    sha256: str


class Skipped(Struct, frozen=True):
    """A row of a file that could not be read: where it stands and why."""

    place: str
    reason: str


class Found(Struct, frozen=True):
    """The originals of one file, in its order, and its rows that could not be read."""

    originals: tuple[OriginalText, ...]
    skipped: tuple[Skipped, ...] = ()


class Row(Struct, frozen=True):
    """A post as an export has it, or a statement as ``onrecord read`` gave it. ``published`` is ISO 8601; ``handle`` has no ``@``."""

    id: str
    text: str
    author: str | None = None
    handle: str | None = None
    published: str | None = None
    language: str | None = None
    truncated: bool = False
    printed_in: str | None = None
    """For a statement that was read from a document, the document."""

    def original(self, digest: str) -> OriginalText:
        """The post as an original; ``digest`` is the hash of the file it stands in."""
        return OriginalText(
            kind="statement" if self.printed_in else "post", id=self.id, text=self.text, sha256=digest,
            speaker=self._speaker, language=self.language, published=self.published, truncated=self.truncated,
            places=(Place(0, self.printed_in or f"post {self.id}"),),
        )  # fmt: skip

    @property
    def _speaker(self) -> str | None:
        handle = f"@{self.handle}" if self.handle else None
        return f"{self.author} ({handle})" if self.author and handle else self.author or handle
