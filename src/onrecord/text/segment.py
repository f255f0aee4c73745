"""Text → words and sentence ends, as offsets; what the words mean is left to others.

Quotations may be handed in as whole units, so that a full stop inside one does not end the sentence around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from onrecord.lexicon import load

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s+[A-Z])"  # U.S.; the J. of a name
    r"|\d+(?:[.,:/]\d+)*(?:[%‰]|(?:st|nd|rd|th)\b)?(?:-\w+)*"
    r"|@?\w+(?:[’']\w+|-(?!(?:elles?|ils?)\b)\w+|\.\w{2,})*"
    r"|\.{3}|…|--+|[^\w\s]"
)
_LONGEST = 250
NAME = -2
"""What ``quoted`` is for a nickname or a title in quote marks."""
_CLOSERS = "\"”“’'»)]›"


class Token(NamedTuple):
    """A word, a mark, or a whole quotation (``quoted`` is its index; its text is not tokenised).

    A nickname or a title in quote marks is a word: its ``quoted`` is :data:`NAME`.
    """

    start: int
    stop: int
    text: str
    lower: str
    quoted: int = -1

    @property
    def is_word(self) -> bool:
        """Whether this is a word or a number, not a mark and not a quotation."""
        return self.quoted == NAME or (self.quoted < 0 and (self.text[0].isalnum() or self.text[0] in "@_"))

    @property
    def is_capital(self) -> bool:
        """Whether it starts with a capital letter or an @."""
        return self.quoted == NAME or (self.quoted < 0 and (self.text[0].isupper() or self.text[0] == "@"))


_token = tuple.__new__
"""Makes most tokens: half of the time of calling the class, and there are a thousand a page."""


def tokens(text: str, start: int, stop: int, quoted: Sequence[tuple[int, int, int]] = ()) -> list[Token]:
    """Tokens of ``text[start:stop]``; each ``(start, stop, index)`` of ``quoted`` becomes one token.

    ``quoted`` is sorted and lies within the range; abbreviations keep their full stop ("Mr.", "U.S.").
    """
    found: list[Token] = []
    at = start
    for q_start, q_stop, index in quoted:
        if q_start < at:
            continue
        found.extend(_plain(text, at, q_start))
        words = text[q_start:q_stop]
        found.append(Token(q_start, q_stop, words, words.lower() if index == NAME else "", index))
        at = q_stop
    found.extend(_plain(text, at, stop))
    return found


def _plain(text: str, start: int, stop: int) -> list[Token]:
    abbreviations = _abbreviations()
    found: list[Token] = []
    at, going = start, True
    while going:
        going = False
        for match in _TOKEN.finditer(text, at, stop):
            first, last = match.span()
            word = match[0]
            lower = word.lower()
            if last < stop and text[last] == "." and lower in abbreviations:
                found.append(Token(first, last + 1, word + ".", lower.replace("’", "'") + "."))
                at, going = last + 1, True
                break
            if "’" in lower:
                lower = lower.replace("’", "'")
            found.append(_token(Token, (first, last, word, lower, -1)))
    return found


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load("grammar")["abbreviations"])


def sentence_ends(row: Sequence[Token]) -> list[int]:
    """Indices into ``row`` one past each sentence's last token, the last one included.

    A sentence of more than ``_LONGEST`` tokens is cut there: what reads sentences may look at every pair of its words.
    """
    ends: list[int] = []
    start = 0
    for i, token in enumerate(row):
        closes = token.quoted >= 0 or token.text[-1] in ".?!…"
        if i + 1 == len(row) or i + 1 - start >= _LONGEST or (closes and _ends_sentence(row, i)):
            ends.append(i + 1)
            start = i + 1
    return ends


def _ends_sentence(row: Sequence[Token], i: int) -> bool:
    token, following = row[i], row[i + 1]
    if following.quoted < 0 and (following.text[0].islower() or following.text[0] in ",;:)]?!.…%&/"):
        return False
    if token.quoted >= 0:
        apart = following.start > token.stop or following.is_capital
        return apart and token.text.rstrip(_CLOSERS + " \u00a0\u202f")[-1:] == "." and not _dash(following)
    if token.text in ".?!…" or token.text == "...":
        return following.start > token.stop or following.quoted >= 0
    return token.text.endswith(".") and _may_close(token, following)


def _dash(token: Token) -> bool:
    """A dash after a quotation goes on in its sentence, with who said it."""
    return token.quoted >= 0 or token.text[0] in "—–-―"


def _may_close(token: Token, following: Token) -> bool:
    """An abbreviation ends a sentence only where a name cannot follow it ("in the U.S. The …")."""
    return (
        token.lower in ("u.s.", "u.k.", "p.m.", "a.m.", "inc.", "jr.", "co.", "u.n.", "corp.")
        and following.quoted < 0
        and following.lower in load("grammar")["sentence_openers"]
    )
