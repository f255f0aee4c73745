"""Markup of a page → the paragraphs of its article, in order, each with its kind.

Trafilatura (default) and resiliparse (fast) decide what the article is; this module asks them and puts what they give
into one shape. Dropping lines that are no article is left to ``furniture``, finding embedded posts to ``sentinel``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.model import BlockKind
from onrecord.readers.quick_xpath import quicken

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANK = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_MOST_TAGS = 40_000
"""Ten times what long articles have."""
_SUSPECT, _SHARED, _PARAGRAPH, _RUN_TOGETHER = 2, 0.8, 80, 1_500
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_HEADING = re.compile("<h[1-6]>")
_BREAK = re.compile(r"<br ?/?>")
_LEFT_TAG = re.compile(r"</?(?:p|h[1-6]|blockquote|pre|li|ul|ol|br|em|strong|b|i|a|code)(?: [^<>]*)?>")

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


class Piece(Struct, frozen=True):
    """A paragraph of the article; ``text`` has no line breaks but those that the page prints."""

    kind: BlockKind
    text: str
    post: str | None = None
    """Id of the post whose words these are."""


def extract_body(markup: str, fast: bool) -> list[Piece]:
    """Paragraphs of the article in ``markup``; none if there is no article.

    The default falls back on the fast method where it finds nothing, and for pages with so many tags that it would need
    minutes.
    """
    pieces = [] if fast or markup.count("<") > _MOST_TAGS else list(_by_trafilatura(markup))
    if pieces and markup.count("<p") <= _SUSPECT * len(pieces):
        return pieces
    other = list(_by_resiliparse(markup))
    return other if not pieces or _is_fuller(other, pieces) else pieces


def _is_fuller(other: list[Piece], pieces: list[Piece]) -> bool:
    """Whether ``other`` has all sentences of ``pieces`` and twice as many (an article in several boxes, of which one was
    taken), or whether ``pieces`` is all of the page run together."""
    mine, theirs = _sentences(pieces), _sentences(other)
    size, whole = sum(map(len, mine)), sum(map(len, theirs))
    if len(pieces) == 1 and len(pieces[0].text) > _RUN_TOGETHER:
        return len(theirs) > _SUSPECT
    return size > 0 and whole > _SUSPECT * size and sum(map(len, theirs & mine)) >= _SHARED * size


def _sentences(pieces: list[Piece]) -> set[str]:
    return {piece.text for piece in pieces if len(piece.text) > _PARAGRAPH and piece.text[-1] in '.!?…”"’)»。'}


def _by_trafilatura(markup: str) -> Iterator[Piece]:
    from trafilatura import bare_extraction

    quicken()
    found = bare_extraction(markup, fast=True, include_comments=False, output_format="txt")  # the text is not asked for
    body = None if found is None else found.body
    for element in body if body is not None else ():
        yield from _element_pieces(element)


def _element_pieces(element: _Element) -> Iterator[Piece]:
    if element.tag == "head":
        yield from _pieces("heading", _text(element))
    elif element.tag in ("list", "table", "quote"):
        yield from _container_pieces(element)
    else:
        yield from _pieces("paragraph", _text(element))
    yield from _pieces("paragraph", element.tail or "")


def _container_pieces(element: _Element) -> Iterator[Piece]:
    """A list's items, a table's rows, a quotation's paragraphs: each a piece."""
    if not any(child.tag in ("item", "row", "p", "list", "quote", "head") for child in element):
        yield from _pieces("paragraph", _text(element))
        return
    yield from _pieces("paragraph", element.text or "")
    for child in element:
        if child.tag == "row":
            yield from _pieces("paragraph", " | ".join(filter(None, (fold(_text(cell)) for cell in child))))
            yield from _pieces("paragraph", child.tail or "")
        else:
            yield from _element_pieces(child)


def _text(element: _Element) -> str:
    if next(element.iter("lb"), None) is None:
        return fold("".join(element.itertext()))
    parts = [fold_ends(element.text)]
    for child in element.iterdescendants():
        parts.append("\n" if child.tag == "lb" else fold_ends(child.text))
        parts.append(fold_ends(child.tail))
    return "".join(parts)


def fold_ends(text: str | None) -> str:
    """White space folded, that at the ends kept as one space."""
    return _BLANK.sub(" ", text) if text else ""


def fold(text: str) -> str:
    """One line: white space folded, that at the ends cut; no-break spaces stay."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _BLANK.sub(" ", text).strip()


def _pieces(kind: BlockKind, text: str, escaped: bool = False) -> Iterator[Piece]:
    """One piece for each paragraph: an empty line parts paragraphs, a single break stays a line break."""
    if escaped:
        text = unescape(text)
    if not text.isprintable():
        text = _UNSEEN.sub("", text)
    if "\n" not in text:
        if text := text.strip():
            yield Piece(kind, text)
        return
    for part in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in part.split("\n")]
        if joined := "\n".join(filter(None, lines)):
            yield Piece(kind, joined)


def _by_resiliparse(markup: str) -> Iterator[Piece]:
    from resiliparse.extract.html2text import extract_plain_text

    html = extract_plain_text(
        markup, preserve_formatting="minimal_html", main_content=True, list_bullets=False, alt_texts=False, links=False,
        comments=False, post_meta=False,
    )  # fmt: skip
    for line in html.split("\n"):
        if line:
            yield from _minimal_pieces(line)


def _minimal_pieces(line: str) -> Iterator[Piece]:
    """Paragraphs of a line such as ``<p>Words<br>more</p>`` or ``<h2>Words</h2>``; lists and tables have no tags."""
    kind: BlockKind = "heading" if _HEADING.match(line) else "paragraph"
    if line.startswith("<p>") and line.endswith("</p>"):
        line = line[3:-4]
    if "<br" in line:
        line = "\n".join(fold(part) for part in _BREAK.split(line))
    if "<" in line:
        line = _LEFT_TAG.sub("", line)
    yield from _pieces(kind, fold(line) if "\n" not in line else line, "&" in line)
