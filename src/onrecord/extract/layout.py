"""Blocks and quotations as printed → where their own words start and end: datelines, labels, signatures, links, capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.extract.cues import english
from onrecord.model import Block
from onrecord.text.quotes_types import Quoted
from onrecord.text.segment import Token
from onrecord.text.spans import trimmed

_LINK = re.compile(r"(?:https?://|pic\.(?:twitter|x)\.com/|www\.)\S+|\b(?:t\.co|bit\.ly)/\S+")
_AUTHOR = re.compile(r"\s*[—–-]*\s*(?P<author>[^\n]*?\(@\w+\)|[^\n]*)")
_DATELINE = re.compile(
    r"(?:[A-ZÀ-Ý][A-ZÀ-Ý.'’/-]+(?:[ ,]+[A-Z][\w.'’/-]+){0,5}(?:,? [A-Z][a-z]+\.? \d{1,2})?(?:\s*\([^()\n]{2,30}\))?"
    r"|[A-Z][\w.'’-]+(?:[ ,]+[A-Z][\w.'’-]+){0,3}\s*\((?:AP|AFP|UPI|Reuters|dpa|ANSA|EFE|TASS)\))\s*(?:—|–|--|-)\s+"
)
_DASHES = ("—", "–", "-", "―")
_SIGNED = re.compile(r"\s+[–—]\s+(?=[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){1,5}\.?\s*$)")
_LABEL = re.compile(
    r"\s*(?:breaking|live|watch|video|exclusive|update[ds]?|just in|opinion|analysis|listen|photos?|report|review|poll)"
    r"(?:\s+news)?\s*[:|–—-]\s*",
    re.IGNORECASE,
)


def past_dateline(text: str, block: Block) -> int:
    """Start of a paragraph's own words: after "KYIV (Reuters) —"."""
    match = _DATELINE.match(text, block.start, block.stop)
    return match.end() if match else block.start


def without_links(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The words of a post: what stands between its links."""
    at = start
    for match in _LINK.finditer(text, start, stop):
        yield trimmed(text, at, match.start())
        at = match.end()
    yield trimmed(text, at, stop)


def bounded(text: str, quoted: Quoted) -> Quoted:
    """A dialogue without its last comma; an unclosed quotation without the dash and the name behind it."""
    first, last = quoted.parts[-1]
    if quoted.mark in _DASHES:
        last = first + len(text[first:last].rstrip(" ,\u00a0"))
    elif not quoted.closed and (signed := _SIGNED.search(text, first, last)):
        last = signed.start()
    if last == quoted.parts[-1][1]:
        return quoted
    parts = (*quoted.parts[:-1], (first, last))
    return replace(quoted, parts=parts, stop=last, inner_stop=min(quoted.inner_stop, last))


def title_case(text: str) -> bool:
    """Whether most words of a headline have a capital."""
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def lowered(row: list[Token]) -> list[Token]:
    """In a headline with capitals throughout, the reporting verb and what it reports are read as if in small letters."""
    verb = next((k for k, t in enumerate(row) if any(e.form != "base" for e in english().get(t.lower, ()))), len(row))
    return [*row[:verb], *(token._replace(text=token.lower) if token.quoted == -1 else token for token in row[verb:])]


def past_label(text: str, block: Block) -> int:
    """Start of a headline's own words: after "BREAKING:"."""
    match = _LABEL.match(text, block.start, block.stop)
    return match.end() if match else block.start


def signed_by(text: str, block: Block) -> tuple[int, int] | None:
    """Who signed, in the signature line of a post: name and handle, without the dash and the date."""
    found = _AUTHOR.match(text, block.start, block.stop)
    return trimmed(text, *found.span("author")) if found else None
