"""Raw HTML → markup without scripts and styles, the scripts apart, and how to get back to the source.

A page's scripts are most of its bytes; every later step reads what is left. Reading the scripts' content is left to
``jsonld`` and ``escaped``, parsing the markup to ``embeds`` and ``body``. Everything here is linear in the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape

from msgspec import Struct

from onrecord.errors import UnreadableError
from onrecord.settings import Limits

_OPENER = re.compile(r"<(?:[sS](?:cript|CRIPT|tyle|TYLE|vg|VG)\b|(?:template|TEMPLATE)\b)")
_CLOSER = {
    name: re.compile(rf"</(?:{name.upper()}|{name.capitalize()})\b") for name in ("script", "style", "svg", "template")
}
_OPEN_TAG_END = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*+>""")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")
_CONTROL_BYTES = bytes({*range(32)} - set(b"\t\n\f\r"))

_FLAT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dd", "dt", "option", "colgroup", "rp", "rt", "html",
    "head", "body",
})  # fmt: skip
"""Elements that cannot nest: without content, or closed by the next of their kind."""
_FORMATTING = frozenset({
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
})  # fmt: skip
"""Elements that a parser opens again in every paragraph as long as they are not closed."""
_INLINE = _FORMATTING | frozenset({
    "abbr", "acronym", "bdi", "bdo", "cite", "del", "dfn", "ins", "kbd", "label", "mark", "q", "samp", "span",
    "sub", "sup", "time", "var",
})  # fmt: skip
_MAX_REOPENED = 1_000_000
"""Unclosed formatting elements times tags: what a parser would have to build."""
_LOOK_UP = 64
_MAIN_SHARE = 0.6


class Script(Struct, frozen=True):
    """A script or template that was taken out; ``at`` is the offset in the markup where it stood."""

    attributes: str
    body: str
    at: int
    template: bool = False


class Markup(Struct, frozen=True):
    """``text`` without scripts and styles; ``pieces`` are the offsets (in text, in source) where runs begin."""

    text: str
    pieces: tuple[tuple[int, int], ...]
    scripts: tuple[Script, ...]
    cleaned: bool = False
    """Characters that parsers cannot hold were replaced, one for one."""

    def source_runs(self, start: int, stop: int) -> list[tuple[int, int, int]]:
        """Runs ``(start in text, start in source, length)`` that make up ``text[start:stop]``."""
        runs = []
        index = bisect_right(self.pieces, (start, 1 << 60)) - 1
        while start < stop:
            at, source = self.pieces[index]
            end = min(stop, self.pieces[index + 1][0]) if index + 1 < len(self.pieces) else stop
            if end > start:
                runs.append((start, source + start - at, end - start))
            start, index = max(start, end), index + 1
        return runs


def clean_source(text: str) -> str:
    """Replace, one for one, what parsers cannot hold: NUL and other control characters, lone surrogates."""
    try:
        data = text.encode()
        clean = len(data.translate(None, _CONTROL_BYTES)) == len(data)
    except UnicodeEncodeError:
        clean = False
    return text if clean else _CONTROL.sub("\ufffd", text)


def split_markup(html: str) -> Markup:
    """Take scripts, styles and vector images out of ``html``; those in comments stay, as the comments do.

    Scripts that are embeds themselves (``data-telegram-post``) and templates that a browser shows (shadow roots) stay.
    """
    kept: list[str] = []
    pieces: list[tuple[int, int]] = []
    scripts: list[Script] = []
    size = position = search = 0
    unclosed: set[str] = set()
    while opener := _OPENER.search(html, search):
        start, search = opener.span()
        name = opener[0][1:].lower()
        if name in unclosed or html.rfind("<!--", position, start) > html.rfind("-->", position, start):
            continue
        inner, outer = _element_end(html, name, search)
        if outer < 0:
            unclosed.add(name)
            continue
        if name in ("script", "template"):
            attributes, body = _parts(html, search, inner)
            if "data-telegram-post" in attributes or "shadowroot" in attributes:
                continue
            if body:
                scripts.append(Script(attributes, body, size + start - position, name == "template"))
        kept.append(html[position:start])
        pieces.append((size, position))
        size += start - position
        position = search = outer
    kept.append(html[position:])
    pieces.append((size, position))
    text = "".join(kept)
    clean = clean_source(text)
    return Markup(clean, tuple(pieces), tuple(scripts), clean != text)


def _element_end(html: str, name: str, start: int) -> tuple[int, int]:
    """Where the content of the element ends, and the element itself; ``-1`` if it is never closed."""
    inner = html.find(f"</{name}", start)
    if inner < 0 and (closer := _CLOSER[name].search(html, start)):
        inner = closer.start()
    stop = html.find(">", inner) if inner >= 0 else -1
    return (inner, stop + 1) if stop >= 0 else (-1, -1)


def _parts(html: str, start: int, stop: int) -> tuple[str, str]:
    """Attributes and content of an element; a ``>`` inside a quoted value does not end its tag."""
    cut = html.find(">", start, stop)
    attributes = html[start:cut] if cut >= 0 else ""
    if attributes.count('"') % 2 or attributes.count("'") % 2:
        end = _OPEN_TAG_END.match(html, start, stop)
        cut = end.end() - 1 if end else cut
        attributes = html[start:cut]
    return attributes, html[cut + 1 : stop] if cut >= 0 else html[start:stop]


def main_part(markup: str) -> str:
    """What lies in ``<main>`` or ``<article>``, if that is most of the page's paragraphs: less to parse, less furniture."""
    for name in ("main", "article"):
        start = markup.find(f"<{name}")
        stop = markup.rfind(f"</{name}>") if start >= 0 else -1
        if start < stop and markup.count("<p", start, stop) >= _MAIN_SHARE * markup.count("<p"):
            return f"<html><body>{markup[start:stop]}</body></html>"
    return markup


def attributes(tag: str) -> dict[str, str]:
    """Attributes of a tag's inside, names in lower case, values with entities decoded; the first of a name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tag):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found


def check_depth(markup: str, uri: str, limits: Limits) -> None:
    """Refuse pages whose elements nest so deep that parsers would need minutes: their cost grows with its square.

    Pages with fewer elements than the limit, that is, nearly all, are spared the look at every tag.

    :raises UnreadableError: ``too-deep``.
    """
    opened = markup.count("<")
    if opened <= limits.max_depth or opened - markup.count("</") <= limits.max_depth:
        return
    nesting, worst = _Nesting(), 0
    tags = _TAG.findall(markup)
    for closing, name in tags:
        name = name.lower()
        if name in _FLAT:
            continue
        if closing:
            nesting.close(name)
            continue
        nesting.open(name)
        worst = max(worst, nesting.unclosed)
        if len(nesting.stack) > limits.max_depth:
            raise UnreadableError(uri, "too-deep", str(limits.max_depth))
    if worst * len(tags) > _MAX_REOPENED:
        raise UnreadableError(uri, "too-deep", f"{worst} unclosed formatting elements")


class _Nesting:
    """The open elements as an HTML parser would hold them, end tags that it ignores being ignored."""

    def __init__(self) -> None:
        self.stack: list[str] = []
        self.open_names: dict[str, int] = {}
        self.unclosed = 0

    def open(self, name: str) -> None:
        self.stack.append(name)
        self.open_names[name] = self.open_names.get(name, 0) + 1
        self.unclosed += name in _FORMATTING

    def close(self, name: str) -> None:
        if not self.open_names.get(name):
            return
        if name in _FORMATTING:
            self.unclosed -= 1
            self.open_names[name] -= 1
        if self.stack and self.stack[-1] == name:
            self._pop(1)
            return
        above = self.stack[: -_LOOK_UP - 1 : -1]
        height = above.index(name) if name in above else -1
        if height < 0 or (name in _INLINE and not _INLINE.issuperset(above[:height])):
            return
        self._pop(height + 1)

    def _pop(self, count: int) -> None:
        for _ in range(count):
            popped = self.stack.pop()
            if popped not in _FORMATTING:
                self.open_names[popped] -= 1
