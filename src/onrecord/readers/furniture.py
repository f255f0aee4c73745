"""The paragraphs of an article → those that are the article: share bars, prompts, links to other articles go.

What the article is was decided by ``body``; this module only drops lines that are furniture for certain, by a lexicon
of many languages and by one sign of markup: a line that is nothing but a link to another page.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from onrecord import lexicon
from onrecord.readers.body import Piece

_EDGES = " \t\n\xa0.,:;!?…·•|–—-›»«‹>*→▶►[](){}\"'“”"
_LABEL_WORDS = 30
_CREDIT_WORDS = 12
_SHORT, _LONGEST = 100, 400
"""Sentences longer than the one, in code points, are furniture only if they prompt; than the other, never."""
_TAIL_WORDS = 6
"""A sentence of more words after "You may also like" shows that the article goes on."""
_QUOTED = re.compile('[“”„«»「」]|"[^"]{12,}"')
_ADDRESS = re.compile(r"https?://\S+\Z")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*\Z")
_LAST_BRACKETS = re.compile(r"[(\[]([^()\[\]]{3,80})[)\]]\.?\Z")
_SYMBOLS = re.compile(r"[\W_]+\Z")


def drop_furniture(pieces: list[Piece], linked: frozenset[int] = frozenset()) -> list[Piece]:
    """Leave out what is no article, and mark captions.

    :param linked: indices of pieces that the page prints as one link and nothing else.
    """
    kept = []
    for index, piece in enumerate(pieces):
        if piece.kind in ("post", "headline"):
            kept.append(piece)
            continue
        if _opens_tail(piece, pieces, index):
            kept.extend(later for later in pieces[index + 1 :] if later.kind == "post")
            break
        if not _is_furniture(piece.text) and not (index in linked and is_pointer(piece)):
            kept.append(_captioned(piece))
    return kept


def _is_furniture(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    folded = text.casefold().replace("’", "'")
    if len(text) > _SHORT and _SENTENCE_END.search(text, len(text) - 4):
        return _has_prompt(folded) and not _QUOTED.search(text)
    if not text[0].isalnum() and _SYMBOLS.match(text):
        return True
    if text.startswith("http") and _ADDRESS.match(text):
        return True
    bare, words = folded.strip(_EDGES), text.count(" ") + 1
    if bare in _set("whole") or (bare.isdigit() and len(bare) < 4):
        return True
    if words <= _LABEL_WORDS and _has_label(folded, bare):
        return True
    return (_has_prompt(folded) and not _QUOTED.search(text)) or (words <= _CREDIT_WORDS and _is_credit(bare))


def _has_label(folded: str, bare: str) -> bool:
    head, colon, _ = bare.partition(":")
    if colon and head.strip(_EDGES) in _set("label"):
        return True
    return folded.startswith(_long_labels()) and not _SENTENCE_END.search(folded)


def _has_prompt(folded: str) -> bool:
    """Whether a prompt stands in a line; only those are tried whose longest word does."""
    prompts = _prompts()
    found = (prompts[word] for word in folded.replace(".", " ").replace(",", " ").split() if word in prompts)
    return any(prompt in folded for group in found for prompt in group)


@cache
def _prompts() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for prompt in _list("prompt"):
        groups.setdefault(max(prompt.replace(",", " ").replace(".", " ").split(), key=len), []).append(prompt)
    return groups


@cache
def _long_labels() -> tuple[str, ...]:
    return tuple(row + " " for row in _list("label") if " " in row)


def is_pointer(piece: Piece) -> bool:
    """A line that is one link: to another article, unless it is a full sentence."""
    words = piece.text.count(" ") + 1
    return (
        piece.kind != "post"
        and 2 < words <= _LABEL_WORDS
        and "\n" not in piece.text
        and not _SENTENCE_END.search(piece.text.rstrip("\"'”’»)]"))
    )


def _opens_tail(piece: Piece, pieces: list[Piece], index: int) -> bool:
    if len(piece.text) > 60 or index * 3 < len(pieces):
        return False
    if piece.text.casefold().replace("’", "'").strip(_EDGES) not in _set("tail"):
        return False
    later = [other for other in pieces[index + 1 :] if other.kind != "post"]
    return not any(other.text.count(" ") >= _TAIL_WORDS and _SENTENCE_END.search(other.text) for other in later)


def _is_credit(bare: str) -> bool:
    if bare.startswith(("©", "(c)")):
        return True
    head, colon, rest = bare.partition(":")
    if colon and rest and head.strip(_EDGES) in _set("credit"):
        return True
    slashed = [part.strip(_EDGES) for part in re.split(r"/| via | \| ", bare)]
    return len(slashed) > 1 and slashed[-1] in _set("agencies")


def _captioned(piece: Piece) -> Piece:
    """A paragraph that ends in a picture's credit in parentheses is the picture's caption."""
    if piece.kind != "paragraph" or len(piece.text) > 500 or piece.text[-1] not in ")].":
        return piece
    end = _LAST_BRACKETS.search(piece.text, max(0, len(piece.text) - 90))
    if not end:
        return piece
    inner = end[1].casefold().strip(_EDGES)
    sign = _is_credit(inner) or inner.startswith(("photo by ", "photo courtesy", "image credit", "ap photo", "foto: "))
    return msgspec.structs.replace(piece, kind="caption") if sign else piece


@cache
def _list(name: str) -> tuple[str, ...]:
    return tuple(row.casefold() for row in lexicon.load("furniture")[name])


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(row.strip(_EDGES) for row in _list(name))
