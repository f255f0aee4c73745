"""An article that lies in a table or a feed, its text and what is declared beside it → a document and its posts.

Made where documents are read, since this is the dear part; finding rows and understanding their columns is left to
``corpora_rows`` and ``corpora_feed``. What is declared beside a text counts more than what the text says of itself.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from html import escape
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from onrecord import ids, lexicon
from onrecord.errors import UnreadableError
from onrecord.model import Document, Post
from onrecord.readers.meta_authors import Authors
from onrecord.readers.plain import read_plain
from onrecord.readers.types import Decoded, Source
from onrecord.settings import Options
from onrecord.text.dates import parse_moment

_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{1,8})*)")
_RFC_822 = re.compile(
    r"(?:[A-Za-z]{3},\s*)?\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d{1,2}:\d\d(?::\d\d)?\s(?:[+-]\d{4}|[A-Z]{1,4})"
)
_LEFT = 0.5
"""Share of a fragment's letters that the reader of pages must keep; what it drops of whole pages is no furniture here."""


class Declared(Struct, frozen=True):
    """An article and what is declared of it; ``None`` is unknown. ``place`` is its file and line."""

    place: str
    text: str | None = None
    html: str | None = None
    """A page or the article out of it; counts before ``text``."""
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: Authors = Authors()
    published: str | None = None
    language: str | None = None
    linked: bool = False
    """Its whole page may be fetched from ``url``, where the user asks for it."""


def read_declared(declared: Declared, options: Options) -> tuple[Document, tuple[Post, ...]]:
    """Read an article of a table or a feed.

    :raises UnreadableError: ``row`` if there is no text, and what the readers of pages and of texts raise.
    """
    if declared.linked and options.follow and declared.url:
        from onrecord.readers.read import read_source
        from onrecord.readers.source import load

        document, posts = read_source(load(declared.url, options.limits), options)
        return _completed(document, declared, options), posts
    document, posts = _read(declared, options)
    return _overruled(document, declared, options), posts


def _read(declared: Declared, options: Options) -> tuple[Document, tuple[Post, ...]]:
    told = replace(options, language=declared.language or options.language)
    if declared.html:
        try:
            return _read_html(declared, declared.html, told)
        except UnreadableError as error:
            if error.reason != "no-article" or not declared.text:
                raise
    if not declared.text or not declared.text.strip():
        lacking = "the feed gives only a link; --follow-links reads the page" if declared.linked else "it has no text"
        raise UnreadableError(declared.place, "row", lacking)
    return _read_text(declared, declared.text, told)


def _read_text(declared: Declared, text: str, options: Options) -> tuple[Document, tuple[Post, ...]]:
    source = Source(declared.place, text.encode("utf-8", "replace"), "text/plain", "utf-8", declared.url)
    return read_plain(Decoded(text, "utf-8", False), source, options)


def _read_html(declared: Declared, html: str, options: Options) -> tuple[Document, tuple[Post, ...]]:
    """Read a page; a mere fragment is read as an article, or as its words where the reader of pages would lose many."""
    from onrecord.readers.html import read_html

    source = Source(declared.place, html.encode("utf-8", "replace"), "text/html", "utf-8", declared.url)
    if re.search(r"<(?:html|body)[\s>]", html, re.IGNORECASE):
        return read_html(Decoded(html, "utf-8", True), source, options)
    from onrecord.readers.words import read_words

    words = read_words(html).text.strip()
    title = escape(declared.title or "")
    page = f"<html><head><title>{title}</title></head><body><article>{html}</article></body></html>"
    try:
        document, posts = read_html(Decoded(page, "utf-8", True), source, options)
        if posts or _letters(document.text) >= _LEFT * _letters(words):
            return replace(document, origin=None), posts  # its map would lead into the page made above
    except UnreadableError as error:
        if error.reason != "no-article":
            raise
    if not words:
        raise UnreadableError(declared.place, "row", "it has no text")
    document, posts = _read_text(declared, words, options)
    return replace(document, origin=None), posts


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _overruled(document: Document, declared: Declared, options: Options) -> Document:
    """The document with what is declared of it, whatever it says itself."""
    names = declared.authors
    agency = (document.agency, document.agency_sign) if document.agency else (names.agency, names.sign)
    return _named(
        document, uri=declared.url or declared.place, url=declared.url or document.url,
        title=declared.title or document.title, outlet=declared.outlet or outlet_of(declared.url) or document.outlet,
        authors=names.names or document.authors,
        published=declared.published or document.published or options.published,
        language=declared.language or document.language or options.language, agency=agency[0], agency_sign=agency[1],
    )  # fmt: skip


def _completed(document: Document, declared: Declared, options: Options) -> Document:
    """A page that was fetched, with what it leaves open."""
    return _named(
        document, title=document.title or declared.title, outlet=document.outlet or declared.outlet,
        authors=document.authors or declared.authors.names, published=document.published or declared.published,
        language=document.language or declared.language,
    )  # fmt: skip


def _named(document: Document, **facts: object) -> Document:
    changed = replace(document, **facts)
    return replace(changed, id=ids.document_id(changed.outlet, changed.title, changed.text))


def language_tag(given: str | None) -> str | None:
    """A BCP 47 tag for a code or an English name of a language (``English``, ``eng``, ``en_GB``); ``None`` if unknown."""
    given = (given or "").strip()
    if found := _languages().get(given.lower()):
        return found
    tag = _TAG.fullmatch(given)
    if tag is None:
        return None
    code = tag[1].lower()
    return _languages().get(code, code) + tag[2].replace("_", "-") if len(code) == 2 or code in _languages() else None


@cache
def _languages() -> dict[str, str]:
    table = lexicon.load("corpora")["languages"]
    return {name: code for code, names in table.items() for name in names.split()}


def moment(given: str | None, language: str | None = None) -> str | None:
    """A declared date as ISO 8601: as mail and feeds write it, or as :func:`parse_moment` reads it."""
    given = (given or "").strip()
    if _RFC_822.fullmatch(given):
        try:
            return instant(parsedate_to_datetime(given))
        except ValueError:
            return None
    return parse_moment(given.replace(" UTC", "Z"), language)


def instant(value: datetime) -> str:
    """ISO 8601, with seconds only where there are some, as dates of pages are written."""
    return value.isoformat(timespec="seconds" if value.second else "minutes")


def outlet_of(url: str | None) -> str | None:
    """Name of the known outlet whose domain ``url`` is of."""
    try:
        labels = (urlsplit(url or "").hostname or "").split(".")
    except ValueError:
        return None
    return next((_domains()[key] for size in (2, 3) if (key := ".".join(labels[-size:])) in _domains()), None)


@cache
def _domains() -> dict[str, str]:
    return {domain: row["name"] for row in lexicon.load("outlets")["outlet"] for domain in row["domains"]}
