"""What a person looks for → phrases of folded words, and their places in a text.

Folding makes case, diacritics and width indifferent, for texts and queries alike. In scripts that are written without spaces
every character is a word of its own, and what is looked for becomes a phrase of such words: any stretch of characters is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.errors import QueryError

BOUNDARY = "\ue000"
"""A word that no text holds: between names in one field, so that no phrase runs from one into the next."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana and Chinese characters."""
_ONE_BY_ONE = re.compile(f"[{_UNSPACED}]")
_PLAIN = re.compile("[\x00-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u20cf\u2100-\u2ce0]*").fullmatch
"""Of texts without characters that want a closer look: none of an unspaced script, no mark of its own."""
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")
_BARE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_PIECE = re.compile(
    r"""(?P<not>(?<!\S)-)?(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?|(?P<word>[^\s"“”„«»]+))""", re.VERBOSE
)


class Phrase(Struct, frozen=True):
    """Words that follow one another; with ``begun`` the last one need only begin so."""

    words: tuple[str, ...]
    begun: bool = False


class Wanted(Struct, frozen=True):
    """What is looked for: of each group one phrase at least, and none of ``without``."""

    groups: tuple[tuple[Phrase, ...], ...] = ()
    without: tuple[Phrase, ...] = ()


def fold(text: str) -> str:
    """Lower case, without diacritics, compatible forms made one; characters of unspaced scripts set apart."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_BARE)
    return _ONE_BY_ONE.sub(r" \g<0> ", unicodedata.normalize("NFKC", _MARKS.sub("", bare)))


def words_of(text: str) -> tuple[str, ...]:
    """Folded words of a text."""
    folded = fold(text)
    if _PLAIN(folded):
        return tuple(_WORD.findall(folded))
    return tuple(folded[start:stop] for start, stop in _runs(folded))


def parse(query: str) -> Wanted:
    """Take a query apart: words, "phrases", ``begin*``, ``-without``, and ``OR`` between two of them.

    :raises QueryError: there is no word in it.
    """
    groups: list[tuple[Phrase, ...]] = []
    without: list[Phrase] = []
    joined = False
    for found in _PIECE.finditer(query):
        if found["word"] == "OR" and groups:
            joined = True
            continue
        text = found["phrase"] if found["word"] is None else found["word"]
        words = words_of(text)
        if not words:
            continue
        phrase = Phrase(words, text.endswith("*"))
        if found["not"]:
            without.append(phrase)
        elif joined:
            groups[-1] += (phrase,)
        else:
            groups.append((phrase,))
        joined = False
    if query.strip() and not groups and not without:
        raise QueryError(query, "there is no word in it")
    return Wanted(tuple(groups), tuple(without))


def places(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where phrases stand in ``text``: spans in code points, in order, none overlapping another."""
    spans: list[tuple[int, int]] = []
    words: list[str] = []
    for start, stop in _runs(text):
        for word in words_of(text[start:stop]):
            spans.append((start, stop))
            words.append(word)
    found = [
        (spans[at][0], spans[at + len(phrase.words) - 1][1])
        for at in range(len(words))
        for phrase in phrases
        if _stands(phrase, words, at)
    ]
    return _merged(sorted(found))


def _stands(phrase: Phrase, words: Sequence[str], at: int) -> bool:
    there = tuple(words[at : at + len(phrase.words)])
    if there == phrase.words:
        return True
    return (
        phrase.begun
        and len(there) == len(phrase.words)
        and there[:-1] == phrase.words[:-1]
        and there[-1].startswith(phrase.words[-1])
    )


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, stop in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of words: runs of letters, digits and marks; characters of unspaced scripts one by one."""
    if _PLAIN(text):
        yield from (found.span() for found in _WORD.finditer(text))
        return
    start = -1
    for place, character in enumerate(text):
        alone = character > "\u0dff" and _ONE_BY_ONE.match(character) is not None
        inside = character.isalnum() or (character > "\x7f" and unicodedata.category(character) in ("Mn", "Mc", "Co"))
        if start >= 0 and (alone or not inside):
            yield start, place
            start = -1
        if alone and inside:
            yield place, place + 1
        elif inside and start < 0:
            start = place
    if start >= 0:
        yield start, len(text)
