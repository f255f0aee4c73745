"""Content → stable ids: the same words at the same place give the same id on every machine and in every run."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b


def digest(prefix: str, parts: Iterable[str | None], size: int = 10) -> str:
    """Hash ``parts`` into ``prefix`` and ``2 * size`` hexadecimal digits; ``None`` and ``""`` differ.

    Each part is preceded by its length, so that no two lists of parts run into the same bytes.
    """
    hashed = blake2b(digest_size=size)
    for part in parts:
        data = b"" if part is None else part.encode("utf-8", "surrogatepass")
        hashed.update(b"-;" if part is None else b"%d;" % len(data))
        hashed.update(data)
    return prefix + hashed.hexdigest()


def document_id(outlet: str | None, title: str | None, text: str) -> str:
    """Id of a document: its content, not the place it was read from."""
    return digest("d", (outlet, title, text))


def statement_id(document: str, kind: str, spans: Iterable[tuple[int, int]]) -> str:
    """Id of a statement: the document and the spans of content, cue and mention."""
    return digest("s", (document, kind, *(f"{start}:{stop}" for start, stop in spans)))


def speaker_id(document: str, name: str) -> str:
    """Id of a speaker within one document."""
    return digest("p", (document, name))


def post_id(platform: str, parts: Iterable[str | None]) -> str:
    """Id of a post whose platform id is unknown."""
    return digest("post-", (platform, *parts))
