"""A mention in a language that has a data file → the name in it, the office before or behind the name, and what sort it is.

"la maire de Brest Claire Morel", "официальный представитель МИД России Мария Захарова": the office comes first and the person's
name is the last thing named; "Ana Ruiz, alcaldesa de Vigo": the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from onrecord.model import Span
from onrecord.text.languages import PARTICLES, Words
from onrecord.text.names import given_names
from onrecord.text.segment import Token, tokens

Sort = Literal["pronoun", "person", "body", "unnamed"]

_ELIDED = re.compile(r"[dDlL][’']")


class Mention(NamedTuple):
    """``name`` are the words of a person's or a body's name, without titles."""

    sort: Sort
    name: tuple[str, ...] = ()
    role: str | None = None
    titled: bool = False
    """A title stands before a surname ("Mme Morel")."""


def read(text: str, at: Span, words: Words) -> Mention:
    """What a mention says of who speaks."""
    row = tokens(text, at.start, at.stop)
    if len(row) == 1 and row[0].lower in words.pronouns:
        return Mention("pronoun")
    parts = _at_commas(row)
    offices = [part for part in parts if _office(part, words)]
    named = [part for part in parts if part not in offices]
    if offices and named:  # the one behind a comma is the name, or the office
        return Mention("person", _words(named[0], words), _role(text, offices[0], words))
    return _single(text, parts[0], words) if parts else Mention("unnamed")


def _at_commas(row: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    bracketed = False
    for token in row:
        bracketed = token.text == "(" or (bracketed and token.text != ")")
        if token.text in ",()":
            parts.append([])
        elif token.is_word and not bracketed:  # a party or an age
            parts[-1].append(token)
    return [part for part in parts if part and not part[0].text.isdigit()]


def _office(part: Sequence[Token], words: Words) -> bool:
    first = part[0]
    return words.opens(first, words.articles) or any(words.is_role(token) or words.is_body(token) for token in part[:3])


def _single(text: str, part: list[Token], words: Words) -> Mention:
    """A name, a body, an office, or an office with a name behind it."""
    if not _office(part, words):
        given = next((k for k, token in enumerate(part) if token.lower in given_names()), 0)
        if given and len(part) - given > 1 and len(part) > 2 and not any(_first_name(token) for token in part[:given]):
            return Mention("person", _words(part[given:], words), _role(text, part[:given], words))
        name = _words(part, words)
        body = bool(name) and (words.is_body(part[0]) or (len(name) == 1 and name[0].isupper() and len(name[0]) > 1))
        return Mention("body" if body else "person" if name else "unnamed", name, None, part[0].lower in words.titles)
    start = _name_at(part, words)
    head = part[1] if len(part) > 1 and words.opens(part[0], words.articles) else part[0]
    named = start is not None and part[start].lower in given_names()
    if (words.is_body(head) and not named) or (head is part[-1] and _is_acronym(head)):
        return Mention("body", (_printed(text, part, words),), _role(text, part, words))
    if start is None:
        body = any(words.is_body(token) for token in part[:3])
        return Mention(
            "body" if body else "unnamed", (_printed(text, part, words),) if body else (), _role(text, part, words)
        )
    return Mention("person", _words(part[start:], words), _role(text, part[:start], words))


def _first_name(token: Token) -> bool:
    """Whether a word can stand in a name before a given name: an initial, a title, another given name."""
    return len(token.text) <= 2 or token.lower in PARTICLES or token.lower.partition("-")[0] in given_names()


def _is_acronym(token: Token) -> bool:
    word = _ELIDED.sub("", token.text)
    return word.isupper() and len(word) > 1


def _name_at(part: Sequence[Token], words: Words) -> int | None:
    """Where a person's name begins behind an office: the last run of capitals, less what the office governs."""
    start = len(part)
    while start > 0 and _capital(part[start - 1], words) and not words.is_role(part[start - 1]):
        start -= 1
    while start < len(part) and not (part[start].is_capital or _ELIDED.match(part[start].text)):
        start += 1  # "der" of "Sprecher der Firma" is no name's
    run = len(part) - start
    if run == 0:
        return None
    given = next((k for k in range(start, len(part) - 1) if part[k].lower in given_names()), start)
    if given > start and not part[start].text.isupper():
        return given
    governed = start > 0 and (part[start - 1].lower in words.of or part[start - 1].lower in words.articles)
    if run == 1:
        return None if governed or _ELIDED.match(part[start].text) or part[start].text.isupper() else start
    if part[start].lower in given_names() and not (part[start].text.isupper() or run > 3):
        return start
    return len(part) - 2 if not part[-1].text.isupper() else None


def _capital(token: Token, words: Words) -> bool:
    return (
        token.is_capital
        or bool(_ELIDED.match(token.text))
        or token.lower in words.particles
        or token.lower in PARTICLES
    )


def _words(part: Sequence[Token], words: Words) -> tuple[str, ...]:
    """The words of a name, from its first capital to its last, without titles."""
    kept = [token for token in part if token.lower not in words.titles]
    capital = [k for k, token in enumerate(kept) if token.is_capital or _ELIDED.match(token.text)]
    if not capital:
        return ()
    stop = next((k for k in range(capital[0], len(kept)) if not _capital(kept[k], words)), len(kept))
    while stop > capital[0] and not kept[stop - 1].is_capital:
        stop -= 1
    return tuple(_ELIDED.sub("", token.text) for token in kept[capital[0] : stop])


def _printed(text: str, part: list[Token], words: Words) -> str:
    """A phrase as printed, without the article before it."""
    first = part[1] if len(part) > 1 and part[0].lower in words.articles else part[0]
    return _ELIDED.sub("", text[first.start : part[-1].stop])


def _role(text: str, part: list[Token], words: Words) -> str | None:
    kept = [token for token in part if token.lower not in words.titles]
    while kept and (kept[-1].lower in words.of or kept[-1].lower in words.articles):
        kept.pop()
    return _printed(text, kept, words) or None if kept else None
