"""A sentence and its statements → the sentence in which their words cannot be read, so that only what reports them is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Statement
from onrecord.speakers.bodies import packaged

_HIDDEN = "\0"
_TITLE_LONG = 50
_TAIL = re.compile(
    r"(?<!said)(?<!wrote)(?<!made),?\s+(?:in|during)\s+(?:an?|his|her|their|its)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:statement|interview|letter|e-?mail|op-ed|memo|memoir|news release|press release|blog post|tweet|post|column|essay|editorial|"
    r"filing|podcast|on-air[ ]\w+)\b[^“”\"\n]{0,90}$"
)
_HEAD = re.compile(
    r"(?:In|On|During|Via|Through)\s+(?:an?|his|her|their|its|the|one)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:statement|interview|letter|e-?mail|op-ed|memo|memoirs?|book|autobiography|news release|press release|blog post|post|tweet|"
    r"video|column|essay|Facebook|Twitter|Telegram)\b(?:,?\s+[“\"][^“”\"\n]{2,60}[”\"])?[^“”\"\n,]{0,60}(?:,|$)"
)


_TAIL_NOUNS = ("statement", "interview", "letter", "mail", "op-ed", "memo", "release", "post", "tweet", "column", "essay", "editorial",
               "filing", "podcast", "on-air")  # fmt: skip


_ATTACKS = re.compile(
    r"\b(?:lash|hit|fir|attack|blast|slam|critici[sz]|prais|thank|mock|ripp?|blam|condemn|denounc|congratulat|tore|defend|ridicul|assail|tak|took)"
)
_POSTED = re.compile(
    r"\s+(?:on|via|over)\s+(?:X|Twitter|Facebook|Telegram|Instagram|Truth Social|TikTok|Threads|Bluesky|LinkedIn|social media)\b"
    r"[^“”\"\n,;]{0,30}$"
)


def _tail(row: Statement, words: str) -> re.Match[str] | None:
    """What at the end of words that were read as said tells how they were: "in her letter", or "lashed out at the judge on X"."""
    found = _TAIL.search(words) if any(map(words.__contains__, _TAIL_NOUNS)) else None
    if found or row.cue is None or not (_ATTACKS.search(row.cue.text) and not words.startswith("that ")):
        return found
    return _POSTED.search(words)


def masked(text: str, start: int, stop: int, rows: Sequence[Statement]) -> str:
    """A stretch of text in which the words of statements cannot be read, of the same length; titles in quotes can."""
    shown = text[start:stop]
    for row in rows:
        for one in row.content:
            if one.stop - one.start < _TITLE_LONG and packaged().lists(one.text.strip("“”\"'‘’.,")):
                continue
            tail = _tail(row, one.text) if row.kind in ("indirect", "mixed") and one is row.content[-1] else None
            head = _HEAD.match(one.text) if row.kind in ("indirect", "mixed") and one is row.content[0] else None
            first, last = (
                max(one.start + head.end() if head else one.start, start) - start,
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
