"""A text → where its sentences begin, as offsets; for those who need no tokens (``segment`` tells sentences of tokens apart)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.lexicon import load

_END = re.compile(r"[.?!…][\"”’'»)\]]*(?=\s+[\"“‘'«(\[]?[A-ZÀ-ÞА-ЯЁІЇЄ0-9]|\s*\n|\s*$)|\n")
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[\w.’'-]*$")


@lru_cache(maxsize=2)
def sentence_starts(text: str) -> tuple[int, ...]:
    """Where sentences begin, 0 first; a full stop behind an abbreviation or an initial ends none, a line's end does."""
    starts = [0]
    for match in _END.finditer(text):
        if match[0][0] == "." and _abbreviates(text, match.start()):
            continue
        following = _SPACE.match(text, match.end())
        starts.append(following.end() if following else match.end())
    return tuple(starts)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load("grammar")["abbreviations"]) - {"no"}


def _abbreviates(text: str, at: int) -> bool:
    word = _WORD.search(text[max(0, at - 20) : at])
    shown = word[0].lower() if word else ""
    if len(shown) == 1 or "." in shown:
        return text[at - 1 : at].isupper()
    return shown in _abbreviations() or shown + "." in _abbreviations()
