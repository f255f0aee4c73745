"""A document → who says "I" in it outside quotation: its author, where metadata or its last lines name one, or who signs a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import Block, Document
from onrecord.text.names import find_names, gender, is_organisation

_BLURB = re.compile(
    r"[,\s]*(?:\([^)]*\)\s*)?(?:,[^.]{3,80},\s*)?(?:is|was|are|has been|teaches|writes|covers|serves|served|hosts|leads|directs|edits)\b"
    r"(?! (?:not|right|wrong|the one|in trouble|under|running|said)\b)"
)
_TRADE = re.compile(
    r"\b(?:author|writer|columnist|professor|contributor|contributing|editor|fellow|correspondent|journalist|novelist|playwright|"
    r"reporter|blogger|co-author|director|president|founder|student|teacher|attorney|lawyer|consultant|strategist|analyst|"
    r"senator|representative|former|member|host|executive|historian|scholar|physician|economist|scientist|lecturer|poet|"
    r"covers|teaches|writes|serves|served|hosts|leads|directs|edits)\b"
)
_BYLINE = re.compile(r"(?:By|BY|by)\s+(?P<name>[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+){1,3})\s*$")
_FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|my|me)\b")
_LINE = 60
_HANDLE_LINE = re.compile(r"@\w{2,30}\.?")
_NAME_LINE = re.compile(
    r"(?P<name>(?:[A-Z][\w.’'-]*\w\.?\s){1,3}[A-Z][\w’'-]*\w)(?P<town>,\s+[A-Z][\w’'-]+(?:[,\s]+[A-Z][\w.’'-]+){0,3})?\.?"
)
_TOWN_LINE = re.compile(r"[A-Z][\w’'-]+(?:[,\s]+[A-Z][\w.’'-]+){0,3}\.?")
_EDGE = 2
"""Paragraphs at the end of a document where its author is introduced."""


class Voice(NamedTuple):
    """Whose words a stretch of a document is by the line below it; ``name`` may be a handle with its @."""

    start: int
    stop: int
    name: str


def signed(text: str, blocks: Sequence[Block]) -> list[Voice]:
    """Letters to the editor and answers to a paper's question: paragraphs above a line with nothing but a name."""
    found: list[Voice] = []
    start = 0
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        line = text[block.start : block.stop]
        name = _signature(line, text[after.start : after.stop] if after else "") if len(line) < _LINE else None
        if name is not None:
            if _FIRST_PERSON.search(text, start, block.start) or name.startswith("@"):
                found.append(Voice(start, block.start, name))
            start = block.stop
    return found


def _signature(line: str, following: str) -> str | None:
    """The name in a line, if it is a signature: a handle; a name with its town behind it or in the next line."""
    handle = _HANDLE_LINE.fullmatch(line)
    if handle is not None:
        return handle[0].rstrip(".")
    match = _NAME_LINE.fullmatch(line)
    name = next(find_names(match["name"]), None) if match else None
    if (
        match is None
        or name is None
        or name.text != match["name"]
        or len(name.words) < 2
        or is_organisation(name.words)
    ):
        return None
    person = gender(name.words, name.titles) is not None
    return name.text if match["town"] or (person and _TOWN_LINE.fullmatch(following)) else None


def author_of(document: Document, blocks: Sequence[Block]) -> str | None:
    """The name of the one author, or ``None`` where there are several or nobody is named."""
    if document.authors:
        return document.authors[0] if len(document.authors) == 1 else None
    text = document.text
    bylines = [m["name"] for b in document.blocks if b.kind == "byline" and (m := _BYLINE.match(text, b.start, b.stop))]
    if bylines:
        return bylines[0] if len(bylines) == 1 else None
    return next((name for block in reversed(blocks[-_EDGE:]) if (name := _introduced(text, block))), None)


def _introduced(text: str, block: Block) -> str | None:
    """ "NAME is a professor of law at …": the line that introduces an author, who says "I" above it and not in it."""
    name = next(find_names(text, block.start, min(block.stop, block.start + 80)), None)
    if name is None or name.start > block.start + 8 or len(name.words) < 2 or is_organisation(name.words):
        return None
    verb = _BLURB.match(text, name.stop, block.stop)
    short = block.stop - block.start < 600
    if verb is None or not short or not _TRADE.search(text, name.stop, min(block.stop, verb.end() + 90)):
        return None
    told = _FIRST_PERSON.search(text, block.start, block.stop) is None and text.rfind("”", block.start, block.stop) < 0
    return name.text if told and _FIRST_PERSON.search(text, 0, block.start) else None
