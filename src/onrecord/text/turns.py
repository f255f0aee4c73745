"""Paragraphs of a printed interview or briefing → whose turn each is; what is reported in them and who speaks is for others.

"WALLACE: …", "Q: …", "MR. EARNEST: …", "Prof. Carlos: …": labels that alternate. Labels of furniture ("UPDATE:",
"READ MORE:") do not, and so are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from onrecord.text.spans import trimmed

Range = tuple[int, int]
_CAPITALS = re.compile(
    r"[\"“'‘]?\s*(?P<label>[A-Z](?:[A-Z.’'-]|\s(?=[A-Z(])){0,40}(?:\s\([^)\n]{2,40}\))?|Q\d?|A\d?)(?P<mark>\s?:)\s+\S"
)
_NAMED = re.compile(
    r"[\"“'‘]?\s*(?P<label>(?:[A-Z][\w.’'-]*)(?:\s[A-Z][\w.’'-]*|\s(?:de|da|van|von|bin|al)){0,3})(?P<mark>\s?:)\s+\S"
)
_FURNITURE = frozenset(
    [
        "update",
        "updated",
        "video",
        "watch",
        "photo",
        "photos",
        "note",
        "correction",
        "byline",
        "email",
        "read",
        "related",
        "more",
        "image",
    ]
)
_OPEN = re.compile(r'[“"]')
_WORDS = 3
"""Words of a turn, on average, without which the labels head lists, not speech."""


class Turn(NamedTuple):
    """One paragraph, and in it the label, its colon and what is said; ``label`` is ``None`` where a turn goes on."""

    block: Range
    label: Range | None
    mark: Range | None
    said: Range


def turns(text: str, blocks: Sequence[Range]) -> list[Turn]:
    """The turns among paragraphs, in order; empty unless at least two labels take turns and one of them comes back."""
    for pattern, least in ((_CAPITALS, 3), (_NAMED, 4)):
        found = {at: match for at, block in enumerate(blocks) if (match := pattern.match(text, *block))}
        if _alternate(found, least) and _speech(text, [blocks[at] for at in found]):
            return _spread(text, blocks, found)
    return []


def _alternate(found: dict[int, re.Match[str]], least: int) -> bool:
    labels = {at: _key(match["label"]) for at, match in found.items()}
    if len(labels) < least or any(label in _FURNITURE for label in labels.values()):
        return False
    changes = sum(labels[a] != labels[b] for a, b in pairwise(labels))
    near = sum(b - a <= 2 for a, b in pairwise(labels))
    counts = Counter(labels.values()).most_common(2)
    enough = len(counts) > 1 and counts[0][1] > 1 and (least == 3 or counts[1][1] > 1)
    return enough and 2 * changes > len(labels) - 1 and 2 * near >= len(labels) - 1


def _key(label: str) -> str:
    """A label without its titles and given names: both forms of "KATE BOULDUAN" and "BOULDUAN" are one."""
    return re.sub(r"\s\(.*|\d$", "", label).split()[-1].strip(".").lower()


def _speech(text: str, blocks: Sequence[Range]) -> bool:
    return sum(len(text[slice(*block)].split()) for block in blocks) >= _WORDS * len(blocks)


def _spread(text: str, blocks: Sequence[Range], found: dict[int, re.Match[str]]) -> list[Turn]:
    """Each labelled paragraph, and between the first and the last those that go on without a label."""
    rows = []
    for at in range(min(found), max(found) + 1):
        match, block = found.get(at), blocks[at]
        start = match.end() - 1 if match else block[0]
        label, mark = (match.span("label"), match.span("mark")) if match else (None, None)
        rows.append(Turn(block, label, mark, _said(text, start, block[1])))
    return rows


def _said(text: str, start: int, stop: int) -> Range:
    """The words without a quote mark at their end that only closes the print's own."""
    first, last = trimmed(text, start, stop)
    if text[last - 1] in '”"' and not _OPEN.search(text, first, last - 1):
        last -= 1
    return first, last
