"""Markup of a page → the tags that carry metadata, read without building a tree.

What they mean is left to ``meta``. Each search runs over the markup once.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

from msgspec import Struct

from onrecord.readers.markup import attributes

_INSIDE = r"""((?:[^<>"']|"[^"]*"|'[^']*')*+)"""
_PART = re.compile("<(?=(?:meta|META|Meta|link|LINK|Link)\\b)")
_KEY = re.compile(r"""(?:[nN]ame|NAME|property|itemprop|http-equiv)\s*=\s*["']?([^"'\s>]+)""")
_UNWANTED = (
    "og:image", "og:video", "og:type", "og:description", "twitter:card", "twitter:image", "twitter:site", "twitter:desc",
    "twitter:app", "twitter:data", "twitter:label", "fb:", "al:", "msapplication", "viewport", "robots", "description",
    "theme-color", "apple-mobile-web-app-c", "apple-mobile-web-app-s", "apple-itunes", "google", "msvalidate", "p:domain",
    "x-ua", "generator", "keywords", "news_keywords", "format-detection", "referrer", "pinterest", "shareaholic",
)  # fmt: skip
_HEAD_END = re.compile(r"</(?:head|HEAD)\b|<(?:body|BODY)\b")
_HTML_TAG = re.compile(rf"<(?:html|HTML)\b{_INSIDE}>")
_TITLE = re.compile(r"<(?:title|TITLE)\b[^<>]*>([^<]{1,2000})")
_H1 = re.compile(r"<(?:h1|H1)\b[^<>]*>(.{1,2000}?)</(?:h1|H1)\b", re.DOTALL)
_TIME = re.compile(rf"<(?:time|TIME)\b{_INSIDE}>")
_MARKS = ("author", "byline", "datePublished", "autor", "auteur", "Author", "Byline")
_MARKED = re.compile(rf"<(?:span|div|p|a|abbr|meta|em|strong|b|address|h[1-6]|li|cite|section|time)\b{_INSIDE}>")
_TAG = re.compile(rf"<([mM]eta|META|[lL]ink|LINK)\b{_INSIDE}>")
_HEAD_END = re.compile(r"</(?:head|HEAD)\b|<(?:body|BODY)\b")
_HTML_TAG = re.compile(rf"<(?:html|HTML)\b{_INSIDE}>")
_TITLE = re.compile(r"<(?:title|TITLE)\b[^<>]*>([^<]{1,2000})")
_H1 = re.compile(r"<(?:h1|H1)\b[^<>]*>(.{1,2000}?)</(?:h1|H1)\b", re.DOTALL)
_TIME = re.compile(rf"<(?:time|TIME)\b{_INSIDE}>")
_ITEM = re.compile(
    r"""<(?:span|div|p|a|abbr|meta|em|strong|b|address|h\d|li|cite|section)\b"""
    r"""(?=[^<>]{0,1500}?(?:itemprop|rel|class|id)\s*=\s*["']?[^"'<>]{0,300}?"""
    rf"""(?:author|byline|datePublished|dateModified|autor|auteur)){_INSIDE}>"""
)
_TAG = re.compile(r"<[^<>]*>")
_HEAD_REACH = 400_000
_MOST_ITEMS = 60
_TAG_REACH = 1_500


class Tags(Struct, frozen=True):
    """Values by name (in lower case), in the order of the page."""

    metas: dict[str, list[str]]
    links: dict[str, list[str]]
    html: dict[str, str]
    title: str | None
    h1: str | None

    def first(self, *names: str) -> str | None:
        """The first value that is not empty, of the names in order."""
        for name in names:
            for value in self.metas.get(name, ()):
                if value.strip():
                    return " ".join(value.split())
        return None


def read_tags(markup: str) -> Tags:
    """Metadata tags of the head, the title and the main heading."""
    end = _HEAD_END.search(markup, 0, _HEAD_REACH)
    head = end.start() if end else min(len(markup), _HEAD_REACH)
    metas: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    for part in _PART.split(markup[:head])[1:]:
        if "canonical" not in part if part[0] in "lL" else not _wanted(part):
            continue
        found = attributes(part[4 : _tag_end(part)])
        if part[0] in "lL":
            if found.get("rel"):
                links.setdefault(found["rel"].lower(), []).append(found.get("href", ""))
            continue
        for kind in ("name", "property", "itemprop", "http-equiv"):
            if key := found.get(kind):
                metas.setdefault(key.lower(), []).append(found.get("content", ""))
    html, title, h1 = (
        _HTML_TAG.search(markup, 0, 5_000),
        _TITLE.search(markup, 0, _HEAD_REACH),
        _H1.search(markup, head),
    )
    return Tags(metas, links, attributes(html[1]) if html else {}, _words(title), _words(h1))


def _wanted(part: str) -> bool:
    """Whether a ``<meta>`` can say something that anybody asks for; pictures and sizes are most of what pages declare."""
    key = _KEY.search(part)
    return key is not None and not key[1].lower().startswith(_UNWANTED)


def _tag_end(part: str) -> int:
    """Where the tag ends that ``part`` begins with; a ``>`` inside a quoted value is not its end."""
    end = part.find(">")
    while end >= 0 and part.count('"', 0, end) % 2:
        end = part.find(">", end + 1)
    return end if end >= 0 else len(part)


def _words(found: re.Match[str] | None) -> str | None:
    return plain(found[1]) or None if found else None


def plain(html: str) -> str:
    """Words of a little markup, on one line."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def times(markup: str) -> list[dict[str, str]]:
    """Attributes of the first ``<time>`` elements."""
    return [attributes(tag[1]) for tag in islice(_TIME.finditer(markup), _MOST_ITEMS)]


def marked(markup: str) -> list[tuple[dict[str, str], str]]:
    """Elements marked as author, byline or date: their attributes and the words right after their start."""
    found: list[tuple[dict[str, str], str]] = []
    done = 0
    for mark in sorted(position for word in _MARKS for position in _occurrences(markup, word)):
        start = markup.rfind("<", max(done, mark - _TAG_REACH), mark)
        tag = _MARKED.match(markup, start) if start >= 0 else None
        if not tag or tag.end() < mark:
            continue
        done = tag.end()
        has = attributes(tag[1])
        if any(word in has.get(name, "") for name in ("itemprop", "rel", "class", "id") for word in _MARKS):
            found.append((has, plain(_element(markup, done))))
        if len(found) >= _MOST_ITEMS:
            break
    return found


def _occurrences(markup: str, word: str) -> list[int]:
    found: list[int] = []
    position = markup.find(word)
    while position >= 0 and len(found) < 10 * _MOST_ITEMS:
        found.append(position)
        position = markup.find(word, position + len(word))
    return found


def _element(markup: str, start: int) -> str:
    """The beginning of an element's content: up to the end of a block, three hundred code points at most."""
    chunk = markup[start : start + 600]
    stop = re.search(r"</(?:div|p|li|ul|section|header|address|h\d|time)\b|<(?:div|p|time|img|ul|h\d)\b", chunk)
    return chunk[: stop.start() if stop else 300]
