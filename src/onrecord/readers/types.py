"""What passes between the parts of the readers: bytes with what is known of them, and the text they decode to."""

from __future__ import annotations

from msgspec import Struct


class Source(Struct, frozen=True):
    """Bytes as they were found, with what the file name or the HTTP headers declare."""

    uri: str
    data: bytes
    media_type: str | None = None
    charset: str | None = None
    final_url: str | None = None
    """Where redirects ended, for sources that were fetched."""


class Decoded(Struct, frozen=True):
    """Text of a source; ``is_html`` says which reader takes it."""

    text: str
    encoding: str
    is_html: bool
