"""What carried a statement: one place in the text that names it, and how far it holds; finding it is its neighbours'."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from onrecord.lexicon import load
from onrecord.model import RelayKind
from onrecord.speakers.bodies import Found

Scope = Literal["talk", "paper", "record", "book", "post", "byline", "works", "paragraph", "sent", "wrote", "once"]
"""How far a carrier holds: an interview for the rest of the article, a statement for the sentences that follow, …"""
SPACE = "[ \u00a0]"
DETERMINER = r"(?:an?|the|his|her|its|their|this|that|another|one|my|our|some|two|several|recent|new)"


class Carrier(NamedTuple):
    """Who or what carried words, where the text names it, the words that say so, and how far that holds."""

    kind: RelayKind
    name: str
    start: int
    stop: int
    reason: str
    scope: Scope
    of: str | None = None


@cache
def words(name: str) -> frozenset[str]:
    """A word list of ``chain.toml`` as a set."""
    return frozenset(load("chain")[name])


@cache
def alternatives(name: str) -> str:
    """A word list of ``chain.toml`` as alternatives of a pattern, the longest first."""
    return "|".join(sorted((re.escape(word) for word in load("chain")[name]), key=len, reverse=True))


@cache
def shortest(*names: str) -> tuple[str, ...]:
    """The words of these lists of ``chain.toml`` that hold no other of them."""
    rows = sorted({word for name in names for word in words(name)}, key=len)
    return tuple(word for n, word in enumerate(rows) if not any(short in word for short in rows[:n]))


def holds(lower: str, *names: str) -> bool:
    """Whether text in lower case holds a word of these lists of ``chain.toml``, if only as part of another."""
    return any(map(lower.__contains__, shortest(*names)))


def carried_by(found: Found, scope: Scope, shown: str) -> Carrier:
    """A body that ``shown`` names as carrier."""
    body = found.body
    reason = f"“{' '.join(shown.split())}” {body.name}".replace("“”", "").strip()
    return Carrier(body.kind, body.name, found.start, found.stop, reason, scope, body.of)


def has(text: str, word: str) -> bool:
    """Whether a word stands in a text as a word."""
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
