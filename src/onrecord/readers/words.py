"""A fragment of HTML → the words that a reader of the page sees, with line breaks and where its links stand.

Made for embedded posts, whose markup is small; the article's body is left to ``body``.
"""

from __future__ import annotations

import re
from html import unescape

from msgspec import Struct

from onrecord.readers.markup import attributes

_TOKEN = re.compile(r"""<(/?)([a-zA-Z][\w:-]*)((?:[^<>"']|"[^"]*"|'[^']*')*+)>|<[!?][^<>]*>|([^<]+|<)""")
_BREAKING = frozenset({
    "p", "div", "section", "article", "header", "footer", "aside", "blockquote", "figure", "figcaption", "ul", "ol",
    "li", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "center", "main",
})  # fmt: skip
_UNSEEN = frozenset({
    "script", "style", "svg", "template", "title",
})  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r"[ \t\xa0]*\n[ \t]*")
_MANY_BREAKS = re.compile(r"\n{3,}")
_LINK = re.compile(
    r"https?://t\.co/[A-Za-z0-9]+?(?=pic\.(?:twitter|x)\.com/|https?://|[^A-Za-z0-9]|\Z)"
    r"|pic\.(?:twitter|x)\.com/[A-Za-z0-9]+|https?://(?!t\.co/)[^\s<>\"“”«»]+"
)
_ELLIPSIS_END = re.compile(r"…(?:\s*(?:https?://t\.co/|pic\.(?:twitter|x)\.com/)\S+)*\Z")


class Link(Struct, frozen=True):
    """An anchor: its address and where its words stand in the fragment's text."""

    href: str
    start: int
    stop: int
    title: str = ""


class Words(Struct, frozen=True):
    """Text of a fragment, and its links in order."""

    text: str
    links: tuple[Link, ...]


def read_words(html: str) -> Words:
    """Words of a fragment: white space folded as a browser does, a line for each block, ``<br>`` as a line break.

    Images that stand for an emoji count as the emoji; other images, scripts and styles have no words.
    """
    reader = _Reader()
    for closing, name, inside, text in _TOKEN.findall(html):
        if text:
            reader.text(unescape(text))
        elif name:
            reader.tag(name.lower(), bool(closing), inside)
    return reader.done()


class _Reader:
    """The text so far, kept folded, so that offsets of links hold."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.links: list[Link] = []
        self.anchors: list[tuple[str, str, int]] = []
        self.unseen = 0
        self.space = False

    def text(self, raw: str) -> None:
        if self.unseen:
            return
        folded = _SPACE.sub(" ", raw)
        bare = folded.strip(" ")
        if folded.startswith(" "):
            self.space = True
        if not bare:
            return
        if self.space and self.parts and not self.parts[-1].endswith("\n"):
            self._add(" ")
        self._add(bare)
        self.space = folded.endswith(" ")

    def tag(self, name: str, closing: bool, inside: str) -> None:
        if name in _UNSEEN:
            self.unseen = max(0, self.unseen + (-1 if closing else 0 if inside.endswith("/") else 1))
        elif name == "br":
            self._add("\n")
            self.space = False
        elif name in _BREAKING:
            self._break()
        elif name == "a":
            self._anchor(closing, inside)
        elif name == "img" and not self.unseen:
            self._emoji(attributes(inside))

    def done(self) -> Words:
        return Words("".join(self.parts), tuple(self.links))

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    def _break(self) -> None:
        self.space = False
        if self.parts and not self.parts[-1].endswith("\n"):
            self._add("\n")

    def _anchor(self, closing: bool, inside: str) -> None:
        while self.anchors:
            href, title, start = self.anchors.pop()
            self.links.append(Link(href, start, self.size, title))
        if not closing:
            if self.space and self.parts and not self.parts[-1].endswith("\n"):
                self._add(" ")
                self.space = False
            found = attributes(inside)
            self.anchors.append((found.get("href", ""), found.get("title", ""), self.size))

    def _emoji(self, found: dict[str, str]) -> None:
        alt = found.get("alt", "")
        if len(alt) <= 12 and not alt.isascii() and not any(map(str.isalpha, alt)):
            self.text(alt)


def tidy(text: str) -> str:
    """A post's words without white space at line ends and at both ends; at most one empty line in a row."""
    return _MANY_BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", text)).strip()


def links_in(text: str) -> tuple[str, ...]:
    """Links and media references that a post's words print, in order; a link may touch the word before it."""
    return tuple(dict.fromkeys(link.rstrip(".,;:!?)…") for link in _LINK.findall(text)))


def is_cut(text: str) -> bool:
    """Whether the platform cut the post: it ends in an ellipsis, links aside."""
    return bool(_ELLIPSIS_END.search(text))
