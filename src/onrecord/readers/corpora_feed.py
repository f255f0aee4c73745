"""An RSS or Atom feed (RSS 0.9 to 2.0, RDF, Atom 1.0) → its items, with the text and the facts that the feed gives.

Forgiving of markup that is not well formed; entities are never expanded, nor anything loaded. Links are not followed
here: whoever reads the items may, where the user asks for it. Reading the text is left to ``corpora_declared``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from onrecord.errors import UnreadableError
from onrecord.model import Failure
from onrecord.readers.corpora import Input, Item
from onrecord.readers.corpora_declared import Declared, language_tag, moment
from onrecord.readers.corpora_stream import opened
from onrecord.readers.decode import decode
from onrecord.readers.meta_authors import Authors, split_names
from onrecord.readers.types import Source
from onrecord.settings import Limits

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPENING = re.compile(
    r"(?>\s|<!--.{0,4000}?-->|<\?.{0,400}?\?>|<!DOCTYPE[^<>\[]*(?:\[.{0,4000}?\]\s*)?>)*+"
    r"<(?:rss|(?:\w+:)?feed|rdf:RDF)[\s>]",
    re.DOTALL,
)
_DECLARED = re.compile(r"\s*<\?xml.{0,300}?\?>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,30};")
_PROLOG = 16_384
_LONGEST = 500
"""Code points that names of authors may have."""
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated", "modified")
_MAIL = re.compile(r"\S+@\S+\s*\((?P<name>[^)]+)\)\s*\Z")
_XML = "{http://www.w3.org/XML/1998/namespace}"


def is_feed(head: str) -> bool:
    """Whether a text that begins like this is a feed."""
    return _OPENING.match(head.lstrip("\ufeff")) is not None


def read_feed(file: Input, after: int | None, limits: Limits) -> Iterator[Item]:
    """Items of a feed; positions count them.

    :raises UnreadableError: ``too-large``, ``damaged``, ``truncated``, or what ``opened`` raises.
    """
    feed = _Feed(_parsed(file.path, limits), file.path)
    for number, node in enumerate(feed.items):
        if after is None or number > after:
            place = f"{file.path}:[{number}]"
            yield Item(number, place, feed.item(node, place))


def _parsed(path: str, limits: Limits) -> _Element:
    from lxml import etree

    with opened(path) as stream:
        data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        raise UnreadableError(path, "too-large", f"over {limits.max_bytes} bytes")
    text = decode(Source(path, data), limits).text.lstrip("\ufeff")
    text = _DOCTYPE.sub("", _DECLARED.sub("", text[:_PROLOG], count=1), count=1) + text[_PROLOG:]
    text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8",
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise UnreadableError(path, "damaged", "no XML")
    return root


class _Feed:
    """What holds for all items of a feed."""

    def __init__(self, root: _Element, path: str) -> None:
        channel = next((node for node in root if _name(node) == "channel"), root)
        self.items = [node for node in root.iter() if _name(node) in ("item", "entry")]
        self.base = root.get(f"{_XML}base") or _link(channel) or ""
        self.outlet = _line(_child_text(channel, "title"))
        self.language = root.get(f"{_XML}lang") or _line(_child_text(channel, "language"))

    def item(self, node: _Element, place: str) -> Declared | Failure:
        """The article of an item; one without text may still have a link to it."""
        language = language_tag(node.get(f"{_XML}lang") or _child_text(node, "language") or self.language)
        link = _link(node)
        link = urljoin(self.base, link) if link else None
        html = next((text for name in _TEXTS if (text := _content(node, name)).strip()), "")
        if not html and not link:
            return Failure(place, "row", "the item has neither text nor a link")
        dates = (moment(_child_text(node, name), language) for name in _DATES)
        return Declared(
            place=place, html=html or None, url=link if link and link.startswith(("http://", "https://")) else None,
            title=_line(unescape(re.sub(r"<[^<>]*>", "", _child_text(node, "title")))), outlet=self.outlet,
            authors=_authors(node), published=next(filter(None, dates), None), language=language, linked=True,
        )  # fmt: skip


def _name(node: _Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _children(node: _Element, name: str) -> Iterator[_Element]:
    """Children of that name, in any namespace but those of media, whose titles and descriptions are of pictures."""
    for child in node:
        if _name(child) == name and "mrss" not in child.tag and "itunes" not in child.tag:
            yield child


def _child_text(node: _Element, name: str) -> str:
    return next(("".join(child.itertext()).strip() for child in _children(node, name)), "")


def _content(node: _Element, name: str) -> str:
    """HTML of an item's text: as escaped in RSS and Atom, as markup of its own, or plain text made HTML."""
    from html import escape

    from lxml import etree

    for child in _children(node, name):
        kind = (child.get("type") or "html").lower()
        if len(child):
            return (child.text or "") + "".join(etree.tostring(inner, encoding="unicode") for inner in child)
        if text := (child.text or "").strip():
            if kind in ("text", "text/plain") or not re.search(r"<[a-zA-Z/!]|&#?\w+;", text):
                text = "".join(f"<p>{escape(part, quote=False)}</p>" for part in re.split(r"\n\s*\n", text))
            return text
    return ""


def _link(node: _Element) -> str | None:
    """The item's page: Atom's alternate link, RSS's link, or a guid that is one."""
    links = list(_children(node, "link"))
    for link in links:
        if (href := link.get("href")) and link.get("rel", "alternate") == "alternate":
            return str(href).strip()
    for link in links:
        if text := (link.text or "").strip():
            return str(text)
    guid = next(_children(node, "guid"), None)
    if guid is not None and guid.get("isPermaLink", "true").lower() == "true":
        return _address(guid.text)
    return _address(_child_text(node, "id"))


def _address(text: str | None) -> str | None:
    text = (text or "").strip()
    return text if text.startswith(("http://", "https://")) else None


def _authors(node: _Element) -> Authors:
    found = Authors()
    for child in node:
        if _name(child) in ("creator", "author"):
            inner = next(_children(child, "name"), None)
            printed = "".join((child if inner is None else inner).itertext()).strip()
            if len(printed) > _LONGEST:
                continue
            mail = _MAIL.match(printed)
            found = found.joined(split_names(mail["name"] if mail else printed, "feed"))
    return found


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None
