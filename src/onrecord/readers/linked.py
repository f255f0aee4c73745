"""Paragraphs and the markup that they came from → those that are one link to another page and nothing else.

Whether such a line goes is left to ``furniture``.
"""

from __future__ import annotations

import re

from onrecord.readers.body import Piece
from onrecord.readers.furniture import is_pointer

_BUDGET = 20_000_000
"""Code points that looking for linked paragraphs may pass over."""
_STYLE = r"(?:strong|b|em|i|u|span|font)\b"
_LINK_BEFORE = re.compile(rf"<a\b[^<>]{{0,1500}}>\s*(?:<{_STYLE}[^<>]{{0,300}}>\s*)*\Z")
_LINK_AFTER = re.compile(
    rf"\s*(?:</{_STYLE}>\s*)*</a>\s*(?:</{_STYLE}>\s*)*(?:</(?:p|li|h\d|div|td)\b|<br|<p|<li|<div)"
)
_BLOCK_BEFORE = re.compile(r"<(?:p|li|h\d|div|td|br|strong|b|em|i|u|span)\b[^<>]{0,1500}>\s*\Z|</[a-z0-9]{1,12}>\s*\Z")


def linked(pieces: list[Piece], html: str) -> frozenset[int]:
    """Paragraphs that the page prints as one link and nothing else."""
    found, position, budget = set(), max(0, html.find("<body")), _BUDGET
    for index, piece in enumerate(pieces):
        if not 12 < len(piece.text) < 250 or not is_pointer(piece):
            continue
        at = html.find(piece.text + "</", position)
        budget -= (at if at >= 0 else len(html)) - position
        if budget < 0:
            break
        if at >= 0 and _in_link_alone(html, at, at + len(piece.text)):
            found.add(index)
    return frozenset(found)


def _in_link_alone(html: str, start: int, stop: int) -> bool:
    before = html[max(0, start - 2_000) : start]
    link = _LINK_BEFORE.search(before)
    return bool(link and _LINK_AFTER.match(html, stop) and _BLOCK_BEFORE.search(before, 0, link.start()))
