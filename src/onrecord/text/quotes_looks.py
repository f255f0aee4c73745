"""A quotation and the words beside it → whether it looks like a nickname, a title or a term; extract decides on it."""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicon import load
from onrecord.text.quotes_types import Quoted

_NEAR = 60
"""Code points on either side that are looked at."""
_WORD = re.compile(r"[\w’'&.\-]+")
_NAME_BEFORE = re.compile(r"(?:^|[\s(“\"])([^\W\d_a-zà-ÿ][\w’'.\-]*),? \Z")
_NAME_AFTER = re.compile(r",? (?:(?:van|von|de|da|del|di|bin|al|la|le)[ -])*[^\W\d_a-zà-ÿ][\w’'\-]*")
_YEAR_AFTER = re.compile(r"\s*\((?:19|20)\d\d\)")


def looks_like_nickname(text: str, quoted: Quoted) -> bool:
    """Whether the quotation is a name inside a name: Dwayne “The Rock” Johnson, or follows “nicknamed”, “a.k.a.”."""
    words = _words_of(text, quoted)
    if not 1 <= len(words) <= 4 or text[quoted.inner_stop - 1] in "?…" or not _capital(words):
        return False
    before, after = _beside(text, quoted)
    if _ends_with(before, "nickname"):
        return True
    inner = text[quoted.inner_start : quoted.inner_stop]
    first, last = _NAME_BEFORE.search(before), _NAME_AFTER.match(after)
    return first is not None and last is not None and inner[-1] not in ".,!" and not _opens_sentence(before, first)


def looks_like_title(text: str, quoted: Quoted) -> bool:
    """Whether the quotation is the title of a work: capitals but for particles, and no sentence.

    One word, or a title that ends like a sentence, wants a word like “film” before it or a year after it. Words that
    open a sentence and end in a comma are more likely to be spoken: “Happy New Year,” she said.
    """
    words = _words_of(text, quoted)
    before, after = _beside(text, quoted)
    if not 1 <= len(words) <= 14 or not _title_case(words) or before.rstrip()[-1:] in (":", ","):
        return False
    if _ends_with(before, "work") or _YEAR_AFTER.match(after):
        return True
    last, opens_sentence = text[quoted.inner_stop - 1], before.rstrip()[-1:] in ("", ".", "!", "?")
    return len(words) > 1 and (last.isalnum() or last in "'’)" or (last == "," and not opens_sentence))


def looks_like_term(text: str, quoted: Quoted) -> bool:
    """Whether the quotation is words spoken about: the word “collusion”, a sign reading “Closed”, so-called “peace”."""
    before, _ = _beside(text, quoted)
    return len(_words_of(text, quoted)) <= 8 and _ends_with(before, "term")


def _words_of(text: str, quoted: Quoted) -> list[str]:
    return _WORD.findall(text, quoted.inner_start, min(quoted.inner_stop, quoted.inner_start + 200))


def _beside(text: str, quoted: Quoted) -> tuple[str, str]:
    return text[max(0, quoted.start - _NEAR) : quoted.start], text[quoted.stop : quoted.stop + _NEAR]


def _capital(words: list[str]) -> bool:
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in _list("particles") for word in words)


def _title_case(words: list[str]) -> bool:
    return (words[0][0].isupper() or words[0][0].isdigit()) and _capital(words)


def _opens_sentence(before: str, name: re.Match[str]) -> bool:
    """Whether the capital before is only a sentence's first word with a verb's ending: Called “The Rock” …"""
    head = before[: name.start(1)].rstrip()
    return (not head or head[-1] in ".!?") and name[1].endswith(("ed", "ing", "es"))


def _ends_with(before: str, name: str) -> bool:
    tail = before.lower().replace("’", "'").rstrip(' ,:(“"')
    return any(tail.endswith(word) and not tail[: -len(word)][-1:].isalnum() for word in _list(name))


@cache
def _list(name: str) -> tuple[str, ...]:
    return tuple(load("quotes")["beside"][name])
