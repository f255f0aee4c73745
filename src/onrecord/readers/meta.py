"""A page's JSON-LD and tags → title, authors, outlet, dates, language, address, and the agency that it credits.

An own reader, since libraries get fewer author lists right and take longer. The body's own lines (a dateline, a byline)
are used where the markup is silent; which words they are is decided in ``text``.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from msgspec import Struct

from onrecord import lexicon
from onrecord.readers.jsonld import Node, article_node, types
from onrecord.readers.markup import Markup
from onrecord.readers.meta_authors import Authors, agency_in, split_names
from onrecord.readers.meta_tags import Tags, marked, plain, read_tags, times
from onrecord.readers.types import Source
from onrecord.text.dates import parse_moment

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "publish-date", "publishdate", "publish_date", "publication_date", "pubdate",
    "date.issued", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "dcterms.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published", "article:post_date", "date",
    "originalpublicationdate", "article_date_original", "citation_publication_date", "rnews:datepublished", "pdate",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "og:modified_time", "datemodified",
    "article:updated", "article:updated_time", "lastmod", "last-modified", "dcterms.modified", "dc.date.modified",
    "modified", "rnews:datemodified",
)  # fmt: skip
_APPLICATION = ("application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher")
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ]\s?(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?(?![\d:])"
)
_SEPARATOR = re.compile(r"\s+[|–—·•»«\-]\s+|\s*\|\s*| :: ")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|\Z)")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?=[-_,;\s]|\Z)")


class Meta(Struct, frozen=True):
    """What a page says of itself; ``None`` where it says nothing."""

    title: str | None
    authors: tuple[str, ...]
    outlet: str | None
    published: str | None
    modified: str | None
    language: str | None
    url: str | None
    agency: str | None
    agency_sign: str | None
    headings: tuple[str, ...] = ()
    """Forms of the title as the page prints them: by these a paragraph is known for the headline."""


def read_meta(markup: Markup, source: Source) -> Meta:
    """Metadata of a page; ``source`` gives the address where the page names none."""
    tags, node = read_tags(markup.text), article_node(markup.scripts)
    language = _language(tags, node)
    url = _url(tags, node, source)
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    title = (
        tags.first("og:title") or _text(node.get("headline")) or tags.first("twitter:title") or tags.h1 or tags.title
    )
    outlet = _outlet(tags, node, host, tags.title or title or "")
    items = None
    authors = _declared_authors(node, tags)
    if not authors.names and not authors.agency:
        items = marked(markup.text)
        authors = authors.joined(_printed_authors(items))
    published = _moment(node.get("datePublished"), language) or _dated(tags, _PUBLISHED, language)
    if published is None:
        items = marked(markup.text) if items is None else items
        published = _printed_date(items, markup.text, "datePublished", language) or _date_in(url)
    modified = _moment(node.get("dateModified"), language) or _dated(tags, _MODIFIED, language)
    agency, sign = _agency(node, authors, outlet)
    return Meta(
        title=_without_site(title, outlet, host), authors=authors.without(outlet), outlet=outlet, published=published,
        modified=modified, language=language, url=url, agency=agency, agency_sign=sign,
        headings=tuple(filter(None, (tags.h1, title, _text(node.get("headline")), tags.title))),
    )  # fmt: skip


def _text(value: object) -> str | None:
    """Words of a JSON-LD value: the first of a list, the name of an object."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return plain(value) or None if isinstance(value, str) and len(value) < 2_000 else None


def _url(tags: Tags, node: Node, source: Source) -> str | None:
    page = node.get("mainEntityOfPage")
    inner = page.get("@id") if isinstance(page, dict) else page
    for value in (
        *tags.links.get("canonical", ()), tags.first("og:url"), node.get("url"), inner, source.final_url, source.uri,
    ):  # fmt: skip
        if isinstance(value, str) and re.match(r"https?://[^\s/]+\.[^\s/]+", value.strip()):
            return value.strip()
    return None


def _language(tags: Tags, node: Node) -> str | None:
    declared = (
        tags.html.get("lang"), tags.html.get("xml:lang"), tags.first("og:locale"), tags.first("content-language"),
        tags.first("language", "dc.language", "dcterms.language"), _text(node.get("inLanguage")),
    )  # fmt: skip
    return next(filter(None, map(language_tag, declared)), None)


def language_tag(value: str | None) -> str | None:
    """A declared language as BCP 47: ``en``, ``pt-BR``; ``None`` for what is no tag."""
    found = _LANGUAGE.match(value.strip()) if value else None
    if not found or found[1].lower() in ("und", "mul", "xx"):
        return None
    parts = (found[1].lower(), found[2] and found[2].title(), found[3] and found[3].upper())
    return "-".join(filter(None, parts))


def _outlet(tags: Tags, node: Node, host: str, title: str) -> str | None:
    domains, names = _known_outlets()
    labels = host.split(".")
    for size in (2, 3):
        if known := domains.get(".".join(labels[-size:])):
            return known
    publisher = _text(node.get("publisher"))
    if publisher and agency_in(publisher) and len(labels) > 1 and _letters(publisher) not in labels:
        publisher = None  # the agency that wrote it, not the page that printed it
    for name in (publisher, tags.first("og:site_name"), _site_in_title(title, host), tags.first(*_APPLICATION)):
        if name and len(name) < 80 and "://" not in name:
            return names.get(name.casefold(), name)
    return agency_in(labels[-2].title()) if len(labels) > 1 else None


@cache
def _known_outlets() -> tuple[dict[str, str], dict[str, str]]:
    """Domain → name, and every name in lower case → the name to show."""
    domains, names = {}, {}
    for row in lexicon.load("outlets")["outlet"]:
        domains.update(dict.fromkeys(row["domains"], row["name"]))
        names.update({name.casefold(): row["name"] for name in (row["name"], *row["aliases"])})
    return domains, names


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _site_in_title(title: str, host: str) -> str | None:
    """The part of the page's title that is spelled as its domain."""
    labels = host.split(".")[:-1]
    parts = _SEPARATOR.split(title)
    return next((part.strip() for part in reversed(parts[1:]) if _letters(part.removesuffix(".com")) in labels), None)


def _without_site(title: str | None, outlet: str | None, host: str) -> str | None:
    """A title less the outlet's name behind a separator, or before one."""
    if not title:
        return None
    names = {_letters(outlet or ""), *(label for label in host.split(".") if len(label) > 3), _letters(host)} - {""}
    separators = list(_SEPARATOR.finditer(title))
    ends = [*(separator.start() for separator in separators[1:]), len(title)]
    for separator, end in zip(separators, ends, strict=False):
        if _letters(title[separator.end() : end]) in names:
            return title[: separator.start()].strip() or title
    if separators and _letters(title[: separators[0].start()]) in names:
        return title[separators[0].end() :].strip() or title
    return title


def _declared_authors(node: Node, tags: Tags) -> Authors:
    found = Authors()
    for value in (node.get("author"), node.get("creator")):
        for item in value if isinstance(value, list) else [value]:
            name = _text(item)
            is_group = isinstance(item, dict) and "Person" not in types(item) and bool(types(item))
            if name:
                found = found.joined(split_names(name, "JSON-LD author", only_agency=is_group))
        if found.names or found.agency:
            return found
    for key in ("author", "article:author", "parsely-author", "byl", "sailthru.author", "dc.creator", "dcterms.creator",
                "og:author", "citation_author", "cxenseparse:author", "article:author_name", "byline"):  # fmt: skip
        for value in tags.metas.get(key, ()):
            found = found.joined(split_names(plain(value), f"meta {key}"))
        if found.names or found.agency:
            break
    return found


def _printed_authors(items: list[tuple[dict[str, str], str]]) -> Authors:
    """Authors from elements marked so; the surest marks first."""
    found = Authors()
    for sign in ("itemprop", "rel", "class"):
        for attributes, words in items:
            value = attributes.get(sign, "").lower()
            if not re.search(r"\b(?:author|byline|autor|auteur)|byline", value) or re.search(
                r"bio|box|avatar|image|social|comment", value
            ):
                continue
            found = found.joined(split_names(words, "byline"))
            if sign == "class" and (found.names or found.agency):
                break
        if found.names or found.agency:
            break
    return found


def _dated(tags: Tags, names: tuple[str, ...], language: str | None) -> str | None:
    for name in names:
        for value in tags.metas.get(name, ()):
            if moment := _moment(value, language):
                return moment
    return None


def _printed_date(items: list[tuple[dict[str, str], str]], markup: str, name: str, language: str | None) -> str | None:
    for attributes, words in items:
        if name.lower() in attributes.get("itemprop", "").lower():
            value = attributes.get("content") or attributes.get("datetime") or attributes.get("title") or words
            if moment := _moment(value, language):
                return moment
    marks = times(markup)
    marks.sort(
        key=lambda found: not ("pubdate" in found or "ublish" in found.get("itemprop", "") + found.get("class", ""))
    )
    for found in marks[:3]:
        if moment := _moment(found.get("datetime"), language):
            return moment
    return None


def _date_in(url: str | None) -> str | None:
    found = _URL_DATE.search(url) if url else None
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _moment(value: object, language: str | None) -> str | None:
    """An ISO 8601 date or date and time, the zone as given; ``None`` for what cannot be read surely."""
    text = _text(value) if not isinstance(value, str) else value.strip()
    if not text or len(text) > 80:
        return None
    found = _ISO.match(text)
    if not found:
        return parse_moment(text, language)
    if not ("1" <= text[0] <= "2" and "01" <= text[5:7] <= "12" and "01" <= text[8:10] <= "31"):
        return None
    zone = found[3] or ""
    zone = "Z" if zone in ("UTC", "GMT") else zone if ":" in zone or len(zone) < 4 else f"{zone[:3]}:{zone[3:]}"
    return found[1] + (f"T{found[2]}{zone}" if found[2] else "")


def _agency(node: Node, authors: Authors, outlet: str | None) -> tuple[str | None, str | None]:
    if authors.agency:
        return authors.agency, authors.sign
    for name in ("sourceOrganization", "creditText", "provider", "publisher"):
        value = _text(node.get(name))
        agency = agency_in(value) if value and len(value) < 100 else None
        if agency and agency != outlet:
            return agency, f"JSON-LD {name}: {value}"
    return None, None
