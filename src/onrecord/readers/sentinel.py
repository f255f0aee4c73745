"""Embeds in a page → sentences that extractors keep, and back: the paragraphs with every post's words in their place.

Extractors drop embeds or merge them into the prose. A paragraph with a marker and one full sentence survives them,
provided that it stands in the place of the largest wrapper that holds nothing else. What is an embed is decided in
``embeds``, what the article is in ``body``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from onrecord.model import Post
from onrecord.readers.body import Piece
from onrecord.readers.embeds import Embed
from onrecord.readers.words import read_words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_SENTENCE = "marks the place in this article where the words of a post from a social network were shown to its readers."
_STOP_AT = frozenset({"body", "html", "article", "main", "td", "th", "li", "ul", "ol", "table", "tr", "tbody"})
_HIGHEST, _MOST_SIBLINGS = 12, 40
_REACH = 4_000
"""Code points of markup around a lost marker in which its neighbours are looked for."""
_NEIGHBOUR = 25
_NEIGHBOURS = 3


class Slot(Struct, frozen=True):
    """A post with words and where it stands: ``at`` is an offset in ``Marked.html``."""

    post: Post
    at: int


class Marked(Struct, frozen=True):
    """Markup in which the embeds have given way to marker paragraphs; ``slots`` by the marker's number."""

    html: str
    slots: dict[int, Slot]
    marker: re.Pattern[str]


def mark(tree: LexborHTMLParser, embeds: Sequence[Embed], markup: str) -> Marked:
    """Replace the embeds of ``tree``: those with words by a marker paragraph, the others by nothing."""
    nonce = _nonce(markup)
    for number, embed in enumerate(embeds):
        if embed.post.text:
            _wrapper(embed.node).replace_with(f"{nonce}{number}z")
    for embed in embeds:
        if (
            not embed.post.text
            and embed.node.tag not in ("iframe", "script")
            and nonce not in (text := embed.node.text())
            and text
        ):
            embed.node.replace_with("")
    sentence = re.compile(rf"{nonce}(\d+)z")
    html = sentence.sub(lambda found: f"<p>{found[0]} {_SENTENCE}</p>", tree.html or "")
    slots = {int(found[1]): Slot(embeds[int(found[1])].post, found.start()) for found in sentence.finditer(html)}
    return Marked(html, slots, re.compile(rf"{nonce}(\d+)z\s*(?:{re.escape(_SENTENCE)})?"))


def _nonce(markup: str) -> str:
    nonce = "Xpostmark"
    while nonce in markup:
        nonce += "q"
    return nonce


def _wrapper(node: LexborNode) -> LexborNode:
    """The largest element around ``node`` that holds no other words."""
    for _ in range(_HIGHEST):
        parent = node.parent
        if parent is None or (parent.tag or "") in _STOP_AT or not _alone(node):
            break
        node = parent
    return node


def _alone(node: LexborNode) -> bool:
    """Whether no sibling of ``node`` has words."""
    for step in ("next", "prev"):
        other = getattr(node, step)
        for _ in range(_MOST_SIBLINGS):
            if other is None:
                break
            if not other.is_comment_node and other.text(deep=True).strip():
                return False
            other = getattr(other, step)
        if other is not None:
            return False
    return True


def restore(pieces: list[Piece], marked: Marked) -> tuple[list[Piece], list[Slot]]:
    """Put each post's words where its marker survived; posts whose marker the extractor dropped are returned as lost.

    A post that is printed twice keeps its first place.
    """
    kept: list[Piece] = []
    placed: set[tuple[str, str]] = set()
    for piece in pieces:
        if not marked.marker.search(piece.text):
            kept.append(piece)
            continue
        position = 0
        for found in marked.marker.finditer(piece.text):
            _keep(kept, piece, piece.text[position : found.start()])
            slot = marked.slots.get(int(found[1]))
            if slot and (slot.post.platform, slot.post.id) not in placed:
                placed.add((slot.post.platform, slot.post.id))
                kept.append(post_piece(slot.post))
            position = found.end()
        _keep(kept, piece, piece.text[position:])
    lost = [slot for slot in marked.slots.values() if (slot.post.platform, slot.post.id) not in placed]
    return kept, lost


def _keep(kept: list[Piece], piece: Piece, text: str) -> None:
    if any(map(str.isalnum, text)):
        kept.append(msgspec.structs.replace(piece, text=text.strip()))


def post_piece(post: Post) -> Piece:
    """A post's words as a paragraph."""
    return Piece("post", post.text or "", post.id)


def place(
    pieces: list[Piece],
    post: Post,
    before: str,
    after: str,
    marker: re.Pattern[str] | None = None,
    strict: bool = False,
) -> bool:
    """Put a post between its neighbours: the last words of markup ``before`` it and the first ``after`` it.

    :param strict: both neighbours must be part of the article.
    :return: ``False`` if they are not; then the post is not either. A post without words is judged, but not put in.
    """
    preceding = [line for line in _lines(before[-_REACH:], marker) if len(line) >= _NEIGHBOUR][: -_NEIGHBOURS - 1 : -1]
    following = [line for line in _lines(after[:_REACH], marker) if len(line) >= _NEIGHBOUR][:_NEIGHBOURS]
    above = _where(pieces, preceding)
    below = _where(pieces, following)
    if (above is None and below is None) or (strict and (above is None or below is None)):
        return False
    if below is None and above is not None and not _holds(pieces[above], preceding[0]):
        return False
    index = below if above is None else above + 1
    while above is not None and index is not None and index < len(pieces) and pieces[index].kind == "post":
        index += 1
    if post.text and index is not None:
        pieces.insert(index, post_piece(post))
    return True


def _lines(html: str, marker: re.Pattern[str] | None) -> list[str]:
    html = html[html.find(">") + 1 :] if html.find(">") < html.find("<") else html
    lines = read_words(html).text.split("\n")
    return [" ".join(line.split()) for line in lines if not (marker and marker.search(line))]


def _where(pieces: list[Piece], lines: list[str]) -> int | None:
    for line in lines:
        for index, piece in enumerate(pieces):
            if piece.kind != "post" and _holds(piece, line):
                return index
    return None


def _holds(piece: Piece, line: str) -> bool:
    text = " ".join(piece.text.split())
    return line[:80] in text or line[-80:] in text
