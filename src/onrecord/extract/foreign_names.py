"""Tokens beside a cue, in a language that has a data file → the words that name who speaks; no parser, no grammar.

A phrase goes on over roles, names and what ties nouns together, and ends at marks, prepositions, adverbs and verbs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from onrecord.text.languages import PARTICLES, Words
from onrecord.text.segment import Token

Row = Sequence[Token]
Range = tuple[int, int]

_LONGEST = 16
_ELIDED = re.compile(r"[dDlL][’'](?=[A-ZÀ-Þ])")


def named(token: Token) -> bool:
    """Whether a token is a word with a capital, or with one behind an elided article ("d’Emmanuel")."""
    return token.is_word and not token.text[0].isdigit() and (token.is_capital or bool(_ELIDED.match(token.text)))


def after(
    row: Row, at: int, end: int, words: Words, known: bool = False, cited: bool = False, last: bool = False
) -> Range | None:
    """Who speaks, named right behind a cue or behind the day, the place and the listener that follow it.

    :param known: take names and listed offices only, no noun that might be an object.
    :param cited: the one who is cited, of any case.
    :param last: nothing but the speaker's apposition can follow the name, so that it needs no listed office.
    """
    start = past_adverbials(row, at, end, words)
    if start < end and row[start].text == "-":  # "dit-elle"
        start += 1
    if start >= end or row[start].lower in words.pronouns:
        return (start, start + 1) if start < end else None
    if row[start].lower in words.oblique and not cited:
        return None
    stop = _phrase(row, start, end, words)
    if start > at and not words.opens(row[start], words.articles):
        office = next((k for k in range(start, stop) if words.is_role(row[k])), start)
        adjective = named(row[start]) and row[start].lower.endswith(words.adjectives or ("\0",))
        start = start if office == start + 1 and adjective else office
    if not (_names(row[start:stop], words) or (not known and _is_subject(row, start, stop, end, words))):
        return None
    bare = named(row[start]) and not words.is_role(row[start]) and not words.opens(row[start], words.articles)
    stop = _with_brackets(row, stop, end)
    for _ in range(2):  # an age and an office
        stop = _with_brackets(row, _with_apposition(row, stop, end, words, bare, last), end)
    return start, stop


def _is_subject(row: Row, start: int, stop: int, end: int, words: Words) -> bool:
    """A noun that the lists do not know, behind its article or alone up to the next mark."""
    if start == stop:
        return False
    closed = stop == end or not row[stop].is_word or words.opens(row[stop], words.prepositions)
    article = words.opens(row[start], words.articles)
    return (article or (closed and not words.articles_needed)) and stop - start - article > 0 and stop - start <= 9


def before(row: Row, at: int, cue: int, words: Words) -> Range | None:
    """Who speaks, named between ``at`` and a cue; the comma that closes an apposition belongs to it."""
    stop = cue
    while stop > at and (row[stop - 1].lower in words.adverbs or row[stop - 1].text == "-"):
        stop -= 1
    if stop > at and row[stop - 1].text == ",":
        return _closed_apposition(row, at, stop, words)
    if stop > at and row[stop - 1].text == ")":
        opening = next((k for k in range(stop - 2, max(at, stop - 7), -1) if row[k].text == "("), at)
        head = _subject(row, at, opening, words)
        return (head[0], stop) if head else None
    return _subject(row, at, stop, words)


def _subject(row: Row, at: int, stop: int, words: Words) -> Range | None:
    start = stop
    while start > at and row[start - 1].is_word and not words.opens(row[start - 1], words.that):
        start -= 1
    while start < stop and (row[start].lower in words.conjunctions or row[start].lower in words.adverbs):
        start += 1
    if start == stop or stop - start > _LONGEST or words.opens(row[start], words.prepositions):
        return None
    if row[start].lower in words.pronouns:
        return (start, stop) if stop - start == 1 else None
    whole = _phrase(row, start, stop, words) == stop
    return (start, stop) if _names(row[start:stop], words) and (whole or words.is_role(row[start])) else None


def _closed_apposition(row: Row, at: int, stop: int, words: Words) -> Range | None:
    """ "Ewa Linde, la maire," with its closing comma."""
    for k in range(stop - 2, at, -1):
        if row[k].text == ",":
            head = _subject(row, at, k, words)
            bare = not any(words.is_role(token) for token in row[head[0] : head[1]]) if head else True
            return (head[0], stop) if head and _describes(row[k + 1 : stop - 1], words, bare) else None
        if not row[k].is_word:
            return None
    return None


def past_adverbials(row: Row, at: int, end: int, words: Words) -> int:
    """Behind adverbs, days, listeners and what a preposition governs."""
    while at < end and row[at].is_word:
        if row[at].lower in words.adverbs or row[at].lower.startswith(words.listeners or ("\0",)):
            at = _with_brackets(row, at + 1, end)
        elif words.opens(row[at], words.articles) and at + 1 < end and row[at + 1].lower in words.adverbs:
            at += 2  # "este jueves"
        elif words.opens(row[at], words.prepositions):
            at += 1 + (at + 1 < end and words.opens(row[at + 1], words.articles))
            at += at < end and row[at].is_word
            at = _with_brackets(row, _governed(row, at, end, words), end)
        elif _is_listener(row, at, end, words) or (words.articles_needed and _says_how(row, at, end, words)):
            at += 1
        else:
            break
    return at


def _governed(row: Row, at: int, end: int, words: Words) -> int:
    """Behind what a noun governs within an adverbial: "a través de un comunicado"."""

    def ties(token: Token) -> bool:
        return words.opens(token, words.of) and not (named(token) or words.opens(token, words.articles))

    while words.articles_needed and at + 1 < end and ties(row[at]):
        at += 1 + words.opens(row[at + 1], words.articles)
        at += at < end and row[at].is_word
    return at


def _is_listener(row: Row, at: int, end: int, words: Words) -> bool:
    """An agency in capitals before an office, where no preposition is needed ("сообщил РБК адвокат")."""
    token = row[at]
    office = at + 1 < end and row[at + 1].is_word and row[at + 1].text[0].islower() and words.is_role(row[at + 1])
    return words.inflects and office and len(token.text) > 1 and token.text.isupper() and not words.is_role(token)


def _says_how(row: Row, at: int, end: int, words: Words) -> bool:
    """One or two words in lower case that no list has, before a determiner or a name ("emozionata la vincitrice")."""
    for k in range(at, min(end, at + 3)):
        token = row[k]
        if not token.is_word:
            return False
        if k > at and words.opens(token, words.articles):
            return True
        if k > at and named(token):
            return row[k - 1].lower.endswith(words.manner or ("\0",))
        if named(token) or words.closed(token) or words.is_role(token):
            return False
    return False


def _phrase(row: Row, start: int, end: int, words: Words) -> int:
    """Where a noun phrase ends that starts at ``start``."""
    article = start < end and words.opens(row[start], words.articles)
    bare = start < end and named(row[start]) and not article and not words.is_role(row[start])
    seen_name = False
    at = start
    while at < end and at - start < _LONGEST and row[at].is_word:
        token = row[at]
        if at > start and _breaks(row, at, end, bare, seen_name, words):
            break
        seen_name |= named(token) and (at > start or not article) and not (words.inflects and words.is_role(token))
        at += 1
    while at > start and not named(row[at - 1]) and row[at - 1].lower in (*words.of, *words.articles):
        at -= 1
    return at


def _breaks(row: Row, at: int, end: int, bare: bool, seen_name: bool, words: Words) -> bool:
    """Whether a word ends the noun phrase before it; ``bare``: the phrase begins with a name, not with an office."""
    token = row[at]
    small = token.lower in words.pronouns or token.lower in words.adverbs
    if words.opens(token, words.that) or (small and (words.capitals or not named(token))):
        return True
    if named(token) or token.text[0].isdigit():
        return token.lower.startswith(words.listeners or ("\0",))
    name_next = at + 1 < end and (named(row[at + 1]) or words.is_role(row[at + 1]))
    if words.capitals and named(row[at - 1]) and not (words.closed(token) or words.is_role(token)):
        return True
    if token.lower in words.oblique and not words.opens(row[at - 1], words.prepositions):
        return row[at - 1].lower not in PARTICLES
    if _within_body(row, at, end, words):
        return False
    if token.lower in words.conjunctions:
        return not (name_next or (at + 1 < end and words.opens(row[at + 1], words.articles)))
    if bare and seen_name:
        tied = token.lower in words.particles or row[at - 1].lower in words.particles
        return not (tied and _name_ahead(row, at, end, {*words.particles, *words.articles}))
    if seen_name and _full_name(row[max(0, at - 2) : at], words):
        return not (token.lower in words.particles and _name_ahead(row, at, end, words.particles))
    if words.opens(token, words.of):
        governs = words.opens(token, words.prepositions)
        return governs and not (name_next or (at + 2 < end and named(row[at + 2])))
    if words.opens(token, words.prepositions) or token.lower in words.forms:
        return True
    if words.opens(token, words.articles):
        return not words.opens(row[at - 1], words.of)
    return seen_name and not words.is_role(token) and not _name_ahead(row, at, end)


def _within_body(row: Row, at: int, end: int, words: Words) -> bool:
    """The rest of a body's name in lower case: "Protezione civile", "Следственного комитета"."""
    token, first = row[at], row[at - 1]
    if not token.text[0].islower() or words.closed(token) or token.lower in words.forms:
        return False
    if words.inflects:
        return named(first) and len(first.text) > 5 and first.lower.endswith(words.adjectives or ("\0",))
    ends = at + 1 >= end or not row[at + 1].is_word
    governed = at > 1 and (words.opens(row[at - 2], words.of) or bool(_ELIDED.match(first.text)))
    return words.articles_needed and named(first) and governed and ends


def _full_name(pair: Row, words: Words) -> bool:
    """Whether two words are a given name and a surname, not an office with its article or its holder's surname."""
    return len(pair) == 2 and all(
        named(token) and not words.is_role(token) and not words.opens(token, words.articles) for token in pair
    )


def _name_ahead(row: Row, at: int, end: int, particles: Set[str] | None = None) -> bool:
    """Whether a name follows within three words, all of them ``particles`` if these are given."""
    for k in range(at + 1, min(end, at + 4)):
        if named(row[k]):
            return True
        if not row[k].is_word or (particles is not None and row[k].lower not in particles):
            return False
    return False


def _names(phrase: Row, words: Words) -> bool:
    return any(named(token) or words.is_role(token) for token in phrase)


def _with_brackets(row: Row, stop: int, end: int) -> int:
    """The end of a phrase with the party or the age in brackets behind it."""
    if stop + 1 >= end or row[stop].text != "(":
        return stop
    close = next((k for k in range(stop + 1, min(end, stop + 6)) if row[k].text == ")"), None)
    return stop if close is None else close + 1


def _with_apposition(row: Row, stop: int, end: int, words: Words, bare: bool, last: bool) -> int:
    """The end of a phrase with the apposition or the age behind its comma; a bare name takes no other name."""
    if stop + 1 >= end or row[stop].text != ",":
        return stop
    close = stop + 1
    while close < end and row[close].is_word:
        close += 1
    ends = close == len(row) or row[close].text in ".,;:—–-()"
    behind = row[stop + 1 : close]
    describes = _describes(behind, words, bare) or (last and bare and _is_noun_phrase(behind, words))
    return close if ends and describes else stop


def _describes(words_behind: Row, words: Words, bare: bool) -> bool:
    """Whether what stands between commas says who somebody is: an office, an age, or the name of an office's holder."""
    if not words_behind or len(words_behind) > _LONGEST or not all(token.is_word for token in words_behind):
        return False
    first = words_behind[0]
    if first.text.isdigit():
        return len(words_behind) <= 3
    if first.lower in words.oblique or words.opens(first, words.prepositions):
        return False
    if words.opens(first, words.that) or first.lower in words.pronouns or first.lower in words.conjunctions:
        return False
    if any(words.is_role(token) for token in words_behind[:4]):
        return True
    if not (named(first) or first.lower in words.titles):
        return False
    return not bare and all(
        named(token) or token.lower in PARTICLES or token.lower in words.particles or token.lower in words.titles
        for token in words_behind
    )


def _is_noun_phrase(phrase: Row, words: Words) -> bool:
    """Two words or more in lower case with what they govern ("patron d’une PME"), none of them how somebody speaks."""
    if not 2 <= len(phrase) <= 9 or not phrase[0].text[0].islower() or not all(token.is_word for token in phrase):
        return False
    first = phrase[1] if words.opens(phrase[0], words.articles) else phrase[0]
    manner = any(token.lower.endswith(words.manner or ("\0",)) for token in (phrase[0], first, phrase[-1]))
    verbs = any(token.lower in words.forms for token in phrase)
    return not manner and not verbs and not words.closed(first)
