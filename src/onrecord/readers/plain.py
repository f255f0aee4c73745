"""A decoded plain text → a document and the posts printed in it; also the kind of text that extraction leaves.

The document's text is the whole file, cleaned and nothing removed: blocks say what each paragraph is. How paragraphs
are found, and what they are, is told by the ``plain_`` modules; HTML is left to ``html``.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256

from msgspec import Struct

from onrecord import ids, lexicon
from onrecord.model import Block, Document, Origin, Post
from onrecord.readers.language import language_of
from onrecord.readers.plain_byline import Byline, read_closing_byline
from onrecord.readers.plain_head import Head, read_head
from onrecord.readers.plain_kinds import is_caption, is_furniture, is_heading
from onrecord.readers.plain_layout import paragraphs
from onrecord.readers.plain_posts import split_posts
from onrecord.readers.types import Decoded, Source
from onrecord.settings import Options
from onrecord.text.agency import agency_named, credit_agency, dateline_agency
from onrecord.text.clean import clean
from onrecord.text.dates import find_dates
from onrecord.text.signature import find_signatures

_TAIL = 4
"""Paragraphs at the end in which credits, bylines and the outlet's own name are looked for."""
_PROSE = 15
"""Words that a paragraph has at least beside which a short one may be a crosshead."""
_CREDIT = 40
"""Code points of a line that is nothing but a credit; a text with several is a digest of several stories."""
_SIGN_OFF = re.compile(
    r"[(\[]?(?:Reporting|Writing|Additional reporting|Editing|Compiled|Written)\sby\s[^\W\d_a-zß-öø-ÿ]"
)
_DATELINE_DATE = re.compile(r"[^\W\d_a-zß-öø-ÿ]{3,30}[^\n]{0,80}?(?:\s[-–—]|\)\s?[-–—:])\s")
_NAME = r"(?P<name>[^\W\d_a-zß-öø-ÿ][\w&'’-]*(?:\.\w+)*(?:\s(?:of|and|the|[^\W\d_a-zß-öø-ÿ][\w&'’-]*(?:\.\w+)*)){0,5})"
_OUTLETS = (
    re.compile(rf"\b(?:check(?:\sout)?|visit|see|to|on)\s{_NAME}\s(?:website|web\ssite|app|homepage)\b"),
    re.compile(
        rf"(?:©|\([cC]\)|Copyright)(?:\s(?:©|\([cC]\)))?\s(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?,?\s)?(?:by\s)?{_NAME}"
    ),
)


class _Signs(Struct, frozen=True):
    """What a text says of itself outside its story."""

    byline: Byline
    agency: tuple[str, str] | None
    outlet: str | None


def read_plain(decoded: Decoded, source: Source, options: Options) -> tuple[Document, tuple[Post, ...]]:
    """Read a plain text.

    Unknown stays unknown: a title only where the first lines look like one, an outlet only where the text names its
    publisher, dates only as printed. ``options`` fill in language and date.
    """
    text, runs = clean(decoded.text)
    language = options.language or language_of(text)
    merged = split_posts(text, paragraphs(text), find_signatures(text, language))
    before_posts = [piece for piece in merged.rest if not merged.blocks or piece[0] < merged.blocks[0].start]
    head = read_head(text, before_posts, language)
    story = merged.rest[head.length :]
    blocks = sorted((*head.blocks, *merged.blocks, *_labelled(text, story, language)), key=lambda block: block.start)
    signs = _signs(text, head, blocks, language)
    document = Document(
        id=ids.document_id(signs.outlet, head.title, text),
        uri=source.uri,
        outlet=signs.outlet,
        title=head.title,
        authors=signs.byline.authors,
        published=signs.byline.published or options.published,
        language=language,
        text=text,
        url=source.final_url,
        modified=signs.byline.updated,
        agency=signs.agency[0] if signs.agency else None,
        agency_sign=signs.agency[1] if signs.agency else None,
        blocks=tuple(blocks),
        origin=Origin("text/plain", decoded.encoding, sha256(source.data).hexdigest(), len(source.data), runs),
    )
    return document, merged.posts


def _labelled(text: str, story: tuple[tuple[int, int], ...], language: str | None) -> list[Block]:
    blocks = []
    for number, (start, stop) in enumerate(story):
        words = text[start:stop]
        if is_furniture(words):
            kind = "furniture"
        elif is_caption(words):
            kind = "caption"
        elif _SIGN_OFF.match(words) or (number >= len(story) - _TAIL and read_closing_byline(words, language)):
            kind = "byline"
        else:
            kind = "heading" if is_heading(words) and _stands_out(text, story, number) else "paragraph"
        blocks.append(Block(kind, start, stop))  # type: ignore[arg-type]
    return blocks


def _stands_out(text: str, story: tuple[tuple[int, int], ...], number: int) -> bool:
    """Whether prose stands on both sides: in lists and verses every line is short."""
    if number + 1 >= len(story):
        return False
    beside = [story[number + 1], *story[max(0, number - 1) : number]]
    return all(len(text[start:stop].split(None, _PROSE)) >= _PROSE for start, stop in beside)


def _signs(text: str, head: Head, blocks: list[Block], language: str | None) -> _Signs:
    prose = [text[block.start : block.stop] for block in blocks if block.kind == "paragraph"]
    tail = blocks[max(len(head.blocks), len(blocks) - _TAIL) :]
    byline = head.byline
    for block in tail:
        if block.kind == "byline" and (read := read_closing_byline(text[block.start : block.stop], language)):
            byline = byline.merged(read)
    if not byline.published and prose:
        byline = byline.merged(Byline(published=_dateline_date(prose[0], language)))
    outlet = next(
        filter(None, (_outlet(text[b.start : b.stop]) for b in reversed(tail) if b.kind == "furniture")), None
    )
    last = [text[block.start : block.stop] for block in tail if block.kind not in ("post", "signature")]
    digest = sum(len(words) < _CREDIT and credit_agency(words) is not None for words in prose) > 1
    agency = (byline.agency, head.agency_sign or "byline") if byline.agency else None
    # a headline that ends in a full stop is read as prose: then the dateline opens the paragraph behind it
    agency = agency or next(filter(None, map(dateline_agency, prose[:2])), None)
    agency = agency or credit_agency(last[-1] if last and not digest else "")
    return _Signs(byline, agency, outlet)


def _dateline_date(words: str, language: str | None) -> str | None:
    """The date in ``KYIV, November 9, 2022 —``."""
    line = _DATELINE_DATE.match(words)
    dates = find_dates(words, 0, line.end(), language) if line else ()
    return dates[0].iso if dates else None


def _outlet(words: str) -> str | None:
    """The publisher that furniture names: ``check The Evening Post website``, ``© 2024 The Evening Post``."""
    for pattern in _OUTLETS:
        if (found := pattern.search(words)) and not agency_named(found["name"]) and " " in found["name"]:
            name = re.sub(r"[\s.,]+$", "", found["name"])
            return _outlets().get(name.casefold(), name)
    return None


@cache
def _outlets() -> dict[str, str]:
    rows = lexicon.load("outlets")["outlet"]
    return {alias.casefold(): row["name"] for row in rows for alias in (row["name"], *row["aliases"])}
