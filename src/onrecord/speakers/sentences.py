"""Text → where its sentences begin, and stretches of it in which the words of statements cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.lexicon import load
from onrecord.model import Statement
from onrecord.speakers.bodies import packaged

_HIDDEN = "\0"
_TITLE_LONG = 50
_TAIL = re.compile(
    r"(?<!said)(?<!wrote)(?<!made),?\s+(?:in|during)\s+(?:an?|his|her|their|its)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:statement|interview|letter|e-?mail|op-ed|memo|news release|press release|blog post|"
    r"tweet|(?:Facebook|Twitter) post)\b[^“”\"\n]{0,90}$"
)
_END = re.compile(r"[.?!…][\"”’'»)\]]*(?=\s+[\"“‘'«(\[]?[A-ZÀ-ÞА-ЯЁІЇЄ0-9]|\s*\n|\s*$)|\n")


def masked(text: str, start: int, stop: int, rows: Sequence[Statement]) -> str:
    """A stretch of text in which the words of statements cannot be read, of the same length; titles in quotes can."""
    shown = text[start:stop]
    for row in rows:
        for one in row.content:
            if one.stop - one.start < _TITLE_LONG and packaged().lists(one.text.strip("“”\"'‘’.,")):
                continue
            tail = _TAIL.search(one.text) if row.kind in ("indirect", "mixed") and one is row.content[-1] else None
            first, last = (
                max(one.start, start) - start,
                min(one.start + tail.start() if tail else one.stop, stop) - start,
            )
            if first < last:
                shown = shown[:first] + _HIDDEN * (last - first) + shown[last:]
    return shown


def only(shown: str, start: int, parent: Statement) -> str:
    """Without what stands outside the words of the statement around: that is said of these."""
    kept = [_HIDDEN] * len(shown)
    for one in parent.content:
        first, last = max(0, one.start - start), min(len(shown), one.stop - start)
        kept[first:last] = shown[first:last] if first < last else kept[first:last]
    return "".join(kept)


def sentence_starts(text: str) -> list[int]:
    """Where sentences begin; a full stop behind an abbreviation or an initial ends none."""
    starts = [0]
    for match in _END.finditer(text):
        if match[0][0] == "." and _abbreviates(text, match.start()):
            continue
        following = re.compile(r"\s*").match(text, match.end())
        starts.append(following.end() if following else match.end())
    return starts


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load("grammar")["abbreviations"]) - {"no"}


def _abbreviates(text: str, at: int) -> bool:
    word = re.search(r"[\w.’'-]*$", text[max(0, at - 20) : at])
    shown = word[0].lower() if word else ""
    if len(shown) == 1 or "." in shown:
        return text[at - 1 : at].isupper()
    return shown in _abbreviations() or shown + "." in _abbreviations()
