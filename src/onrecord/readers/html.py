"""A page's markup → the document that it holds: clean text with a map back, metadata, embedded posts.

The order of the steps is kept here; each is done by a module of its own: ``markup`` splits scripts off, ``embeds``
finds posts, ``sentinel`` carries them through ``body``, ``furniture`` drops what is no article, ``meta`` reads what the
page says of itself, ``origin`` maps the text back.
"""

from __future__ import annotations

import re
from hashlib import sha256

import msgspec
from msgspec import Struct

from onrecord import ids
from onrecord.errors import UnreadableError
from onrecord.model import Block, Document, Origin, Post
from onrecord.readers import sentinel
from onrecord.readers.body import Piece, extract_body
from onrecord.readers.embeds import find_embeds, may_hold_embeds, merge_posts
from onrecord.readers.escaped import Hidden, hidden_posts
from onrecord.readers.furniture import drop_furniture
from onrecord.readers.jsonld import article_node
from onrecord.readers.language import language_of
from onrecord.readers.linked import linked
from onrecord.readers.markup import Markup, check_depth, main_part, split_markup
from onrecord.readers.meta import Meta, read_meta
from onrecord.readers.meta_tags import plain
from onrecord.readers.origin import align
from onrecord.readers.plain_byline import Byline, read_byline
from onrecord.readers.types import Decoded, Source
from onrecord.settings import Options
from onrecord.text.agency import credit_agency, dateline_agency
from onrecord.text.dates import find_dates
from onrecord.text.spans import span

_LEAD = 3
"""Paragraphs among which a dateline or a byline is looked for, and credits among the last."""
_BYLINE_LENGTH = 160
_MOST_LOST = 100
_SAMPLE = 2_500
_FEW = 4
_ENDING = re.compile("[.!?…:;؟।]")
_UNSPACED = re.compile("[^\\W\\d_\x00-\u0dff]{8,}[^\x00-\u0dff]*[。！？」]")
_HEADLINE_SHARE = 0.4
"""What stands before the headline is furniture, unless it is more than this share of the text."""


def read_html(decoded: Decoded, source: Source, options: Options) -> tuple[Document, tuple[Post, ...]]:
    """Read a page.

    :return: the document, its blocks in order with the posts' words in their places, and its posts in order.
    :raises UnreadableError: ``no-article`` if there is neither text nor a post; ``too-deep``.
    """
    markup = split_markup(decoded.text)
    check_depth(markup.text, source.uri, options.limits)
    meta = read_meta(markup, source)
    body = _read_body(markup, meta, options)
    pieces = body.pieces
    if not pieces and not body.posts:
        raise UnreadableError(source.uri, "no-article")
    text, blocks = _laid_out(pieces)
    posts = _with_spans(body.posts, text, blocks)
    meta = _completed(meta, body, text, options)
    document = Document(
        id=ids.document_id(meta.outlet, meta.title, text), uri=source.uri, outlet=meta.outlet, title=meta.title,
        authors=meta.authors, published=meta.published, language=meta.language, text=text, url=meta.url,
        modified=meta.modified, agency=meta.agency, agency_sign=meta.agency_sign, blocks=blocks,
        origin=_origin(decoded, source, markup, text, blocks, options.fast),
    )  # fmt: skip
    return document, posts


class _Body(Struct, frozen=True):
    """Paragraphs of the article with the posts in place, all posts, and the paragraphs as extracted."""

    pieces: list[Piece]
    posts: list[Post]
    raw: list[Piece]


def _read_body(markup: Markup, meta: Meta, options: Options) -> _Body:
    part = main_part(markup.text)
    body = _read_part(part, markup, meta, options)
    if not _is_article(body.pieces) and part is not markup.text:
        body = _read_part(markup.text, markup, meta, options)
    if not _is_article(body.pieces):
        body = msgspec.structs.replace(body, pieces=[piece for piece in body.pieces if piece.kind == "post"])
    return body


def _is_article(pieces: list[Piece]) -> bool:
    """Whether there is a sentence at all; what extractors give for a page of links and buttons has none."""
    return any(piece.kind != "post" and _is_prose(piece.text) for piece in pieces)


def _is_prose(text: str) -> bool:
    return bool((text.count(" ") > _FEW and _ENDING.search(text)) or _UNSPACED.search(text))


def _read_part(html: str, markup: Markup, meta: Meta, options: Options) -> _Body:
    """The article and the posts in ``html``, the whole page or its main part; posts in scripts are the page's."""
    language = meta.language or options.language
    marked, posts = _marked(html, language)
    html = marked.html if marked else html
    raw = extract_body(html, options.fast) or _declared_body(markup)
    pieces = _bylined(_headlined(drop_furniture(raw, linked(raw, html)), meta), language)
    if marked:
        pieces, lost = sentinel.restore(pieces, marked)
        for slot in lost[:_MOST_LOST]:
            before, after = marked.html[: slot.at], marked.html[slot.at :]
            sentinel.place(pieces, slot.post, before[-8_000:], after[:8_000], marked.marker)
    hidden = [] if options.fast else hidden_posts(markup, language)
    return _Body(pieces, _with_hidden(posts, hidden, pieces, markup), raw)


def _marked(html: str, language: str | None) -> tuple[sentinel.Marked | None, list[Post]]:
    """The posts of the markup, and it with markers in their places; ``None`` where no words have to be carried."""
    if not may_hold_embeds(html):
        return None, []
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    embeds = find_embeds(tree, language)
    posts = merge_posts(embed.post for embed in embeds)
    if all(embed.node.tag in ("iframe", "script") for embed in embeds):
        return None, posts
    full = {(post.platform, post.id): post for post in posts}
    embeds = [msgspec.structs.replace(embed, post=full[embed.post.platform, embed.post.id]) for embed in embeds]
    return sentinel.mark(tree, embeds, html), posts


def _declared_body(markup: Markup) -> list[Piece]:
    """The article as the page's JSON-LD gives it, for pages that show it by script only."""
    text = article_node(markup.scripts).get("articleBody")
    if not isinstance(text, str) or len(text) < 80:
        return []
    return [Piece("paragraph", line) for part in re.split(r"\n+|</p>", text) if (line := plain(part))]


def _with_hidden(posts: list[Post], hidden: list[Hidden], pieces: list[Piece], markup: Markup) -> list[Post]:
    """Add posts that only scripts hold, if the words around them are this article's."""
    known = {(post.platform, post.id): index for index, post in enumerate(posts)}
    for one in hidden:
        post = one.post
        index = known.get((post.platform, post.id))
        if index is not None and (posts[index].text or not post.text):
            continue
        before, after = one.before.replace('"', "<br>"), one.after.replace('"', "<br>")
        near = sentinel.place(pieces, post, before, after) or sentinel.place(
            pieces, post, markup.text[: one.at][-8_000:], markup.text[one.at :][:8_000], strict=True
        )
        if index is not None:
            posts[index] = merge_posts([posts[index], post])[0]
        elif near:
            known[post.platform, post.id] = len(posts)
            posts.append(post)
    return posts


def _headlined(pieces: list[Piece], meta: Meta) -> list[Piece]:
    """Mark the paragraph that is the page's title, and drop the little that stands before it."""
    titles = {_letters(title) for title in (*meta.headings, meta.title or "") if title}
    reach, seen = _HEADLINE_SHARE * sum(len(piece.text) for piece in pieces), 0
    for index, piece in enumerate(pieces):
        if seen > reach:
            break
        if piece.kind != "post" and len(piece.text) < 400 and _letters(piece.text) in titles:
            before = [other for other in pieces[:index] if other.kind == "post"]
            return [*before, msgspec.structs.replace(piece, kind="headline"), *pieces[index + 1 :]]
        seen += len(piece.text)
    return pieces


def _bylined(pieces: list[Piece], language: str | None) -> list[Piece]:
    """Mark the lines of names and dates among the first paragraphs."""
    lead = [
        msgspec.structs.replace(piece, kind="byline")
        if piece.kind == "paragraph" and _byline(piece.text, language)
        else piece
        for piece in pieces[: 2 * _LEAD]
    ]
    return lead + pieces[2 * _LEAD :]


def _byline(line: str, language: str | None) -> Byline | None:
    """A line read as a byline; lines without a date or a "By" are not tried."""
    if len(line) > _BYLINE_LENGTH or not (line.startswith("By ") or find_dates(line, language=language)):
        return None
    return read_byline(line, language)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _laid_out(pieces: list[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The document's text, an empty line between paragraphs, and its blocks."""
    blocks, position = [], 0
    for piece in pieces:
        blocks.append(Block(piece.kind, position, position + len(piece.text), piece.post))
        position += len(piece.text) + 2
    return "\n\n".join(piece.text for piece in pieces), tuple(blocks)


def _with_spans(posts: list[Post], text: str, blocks: tuple[Block, ...]) -> tuple[Post, ...]:
    places = {block.post: block for block in blocks if block.post}
    placed = []
    for post in posts:
        block = places.get(post.id) if post.text else None
        if block and text[block.start : block.stop] == post.text:
            post = msgspec.structs.replace(post, span=span(text, block.start, block.stop))
        placed.append(post)
    return tuple(placed)


def _completed(meta: Meta, body: _Body, text: str, options: Options) -> Meta:
    """Fill in from the text what the markup leaves open, then from what the user declared."""
    language = meta.language or language_of(text[:_SAMPLE]) or options.language
    lead = [piece.text for piece in body.raw[: 2 * _LEAD] if piece.kind != "post"]
    authors, published = meta.authors, meta.published
    if not authors or not published:
        for line in lead:
            byline = _byline(line, language)
            authors = authors or (byline.authors if byline else ())
            published = published or (byline.published if byline else None)
    agency, sign = meta.agency, meta.agency_sign
    if found := _agency_in(body.raw):
        agency, sign = found
    return msgspec.structs.replace(
        meta,
        authors=authors,
        published=published or options.published,
        language=language,
        agency=agency,
        agency_sign=sign,
    )


def _agency_in(pieces: list[Piece]) -> tuple[str, str] | None:
    """The agency of a dateline in the first paragraphs or of a credit in the last ones."""
    prose = [piece.text for piece in pieces if piece.kind == "paragraph"]
    for text in prose[:_LEAD]:
        if found := dateline_agency(text):
            return found
    for text in prose[: -_LEAD - 1 : -1]:
        if found := credit_agency(text):
            return found
    return None


def _origin(
    decoded: Decoded, source: Source, markup: Markup, text: str, blocks: tuple[Block, ...], fast: bool
) -> Origin:
    runs: list[tuple[int, int, int]] = []
    spans = [] if fast else [(block.start, block.stop) for block in blocks]
    for start, place, length in align(text, spans, markup.text):
        for at, origin, size in markup.source_runs(place, place + length):
            runs.append((start + at - place, origin, size))
    if markup.cleaned:
        runs = [run for run in runs if text[run[0] : run[0] + run[2]] == decoded.text[run[1] : run[1] + run[2]]]
    return Origin("text/html", decoded.encoding, sha256(source.data).hexdigest(), len(source.data), tuple(runs))
