"""A reading → a line of GDELT's Global Quotation Graph: the quoted words of an article with what stands around them.

The format knows no speakers, so they are left out; ``lang`` is the language's tag (``en``), ``date`` the publication as
far as it is known. See “Announcing The Global Quotation Graph”, GDELT Project blog, 2020.
"""

from __future__ import annotations

from typing import Any

from onrecord.export.jsonld import is_quoted, unquoted
from onrecord.model import Document, Reading, Span

_AROUND = 200
"""Characters before and behind a quotation."""


def row(reading: Reading) -> dict[str, Any] | None:
    """The article's object; ``None`` if it quotes nothing."""
    document = reading.document
    spans = [span for row in reading.statements if row.kind in ("direct", "mixed") for span in row.content]
    quotes = [_quote(document, span) for span in spans if is_quoted(span.text)]
    if not quotes:
        return None
    return {
        "date": document.published, "url": document.url or document.uri, "title": document.title,
        "lang": document.language, "quotes": quotes,
    }  # fmt: skip


def _quote(document: Document, span: Span) -> dict[str, str]:
    return {
        "pre": document.text[max(0, span.start - _AROUND) : span.start], "quote": unquoted(span.text),
        "post": document.text[span.stop : span.stop + _AROUND],
    }  # fmt: skip
