"""A source → a document and its posts: decodes and hands over to the reader of its kind.

Getting the bytes is left to ``source``; each reader knows its own format only.
"""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.model import Document, Post
from onrecord.readers.decode import decode
from onrecord.readers.plain import read_plain
from onrecord.readers.sniff import is_markdown
from onrecord.readers.types import Decoded, Source
from onrecord.settings import Options


def read_source(source: Source, options: Options) -> tuple[Document, tuple[Post, ...]]:
    """Read ``source`` as what it is, HTML or plain text.

    What the document does not say of its date and its language is taken from ``options``.

    :raises UnreadableError: it is empty, no text, too large, damaged, or a page without an article.
    """
    decoded = decode(source, options.limits)
    if decoded.is_html:
        from onrecord.readers.html import read_html

        document, posts = read_html(decoded, source, options)
    elif is_markdown(source):
        document, posts = _read_markdown(decoded, source, options)
    else:
        document, posts = read_plain(decoded, source, options)
    published = document.published or options.published
    language = document.language or options.language
    return replace(document, published=published, language=language), posts


def _read_markdown(decoded: Decoded, source: Source, options: Options) -> tuple[Document, tuple[Post, ...]]:
    """The words of Markdown as a plain text, whose map leads to the Markdown."""
    from onrecord.readers.markdown import composed, unmarked

    text, runs = unmarked(decoded.text)
    document, posts = read_plain(Decoded(text, decoded.encoding, False), source, options)
    assert document.origin is not None
    origin = replace(document.origin, media_type="text/markdown", map=composed(document.origin.map, runs))
    return replace(document, origin=origin), posts
