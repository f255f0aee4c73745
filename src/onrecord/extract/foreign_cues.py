"""Tokens of a sentence in a language that has a data file → where its cues stand: those listed, else what must be one.

Whose cue it is and what it reports is left to ``foreign``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.extract.foreign_names import after, before, named
from onrecord.model import Stance
from onrecord.text.languages import Words
from onrecord.text.segment import Token

Row = Sequence[Token]
Range = tuple[int, int]

_SPLIT = 7
"""How many words may stand between the parts of a cue ("hat … gesagt")."""
_HEADLINE = 10
"""Tokens that a name before a colon may have, with its office."""


class Cue(NamedTuple):
    """Where a cue stands; ``inner`` is what stands between its parts."""

    start: int
    stop: int
    stance: Stance
    inner: Range | None = None
    cites: int = 0
    """1: stands before the one who is cited; -1: behind; 0: a verb."""


def cues(row: Row, words: Words) -> list[Cue]:
    """The cues of a sentence, in order; one that no list has only where there is no other."""
    return (
        list(_listed(row, words))
        or [cue for cue in (_behind(row, words), _ahead(row, words), _colon(row, words)) if cue][:1]
    )


def marks(row: Row, at: int) -> int:
    """How many marks stand here."""
    count = 0
    while at + count < len(row) and not row[at + count].is_word and row[at + count].quoted < 0:
        count += 1
    return count


def end_of_clause(row: Row, at: int) -> int:
    """The next quotation, colon, semicolon or dash, or the end."""
    stops = (k for k in range(at, len(row)) if row[k].quoted >= 0 or row[k].text in (":", ";", *"—–―"))
    return next(stops, len(row))


def _behind(row: Row, words: Words) -> Cue | None:
    """Behind a quotation and a comma or dash: a verb that no list has, if somebody is named right behind it.

    Where words stand before the quotation, who is named must end the sentence. Where subjects drop, the verb may stand alone.
    """
    at = next((k + 1 for k, token in enumerate(row) if token.quoted >= 0), 0)
    start = at + marks(row, at)
    if start == at or any(token.text in ".:;(" for token in row[at:start]):
        return None
    verb = _verb_group(row, start, words)
    if verb is None:
        return None
    end = end_of_clause(row, verb[1])
    mention = after(row, verb[1], end, words)
    stop = mention[1] if mention else verb[1]
    closes = not any(token.is_word for token in row[stop : end_of_clause(row, stop)])
    opens = not any(token.is_word for token in row[: at - 1])
    if mention is None:
        return Cue(*verb, "neutral") if words.drops and closes and opens else None
    return Cue(*verb, "neutral") if opens or closes else None


def _verb_group(row: Row, start: int, words: Words) -> Range | None:
    """A verb with its auxiliary before it and its reflexive on either side."""
    k = start
    while k < len(row) and row[k].lower in words.reflexives:
        k += 1
    stop = k + 1 + (k < len(row) and row[k].lower in words.auxiliaries)
    if stop > len(row) or not all(words.may_report(token) for token in row[k:stop]):
        return None
    if stop < len(row) and row[stop].lower in words.reflexives:
        stop += 1
    return start, stop


def _ahead(row: Row, words: Words) -> Cue | None:
    """Behind somebody who opens the sentence, and before "that" or a colon and a quotation: a verb that no list has."""
    for k in range(1, min(len(row) - 2, 20)):
        if row[k].quoted >= 0:
            return None
        stop = k + 1 + (row[k].lower in words.auxiliaries)
        stop += stop < len(row) and row[stop].lower in words.reflexives
        verb = all(words.may_report(token) for token in (row[k], row[min(stop, len(row)) - 1]))
        if verb and stop + 1 < len(row) and _leads(row, stop, words):
            start = k - (row[k - 1].lower in words.reflexives)
            mention = before(row, 0, start, words)
            return Cue(start, stop, "neutral") if mention and mention[0] == 0 else None
    return None


def _leads(row: Row, at: int, words: Words) -> bool:
    """Whether a reported clause or a quotation begins here."""
    if row[at].text == ":":
        return row[at + 1].quoted >= 0
    return words.opens(row[at + (row[at].text == ",")], words.that)


def _colon(row: Row, words: Words) -> Cue | None:
    """A name, a colon and a quotation, and nothing else: a headline or a caption."""
    k = next((k for k, token in enumerate(row[:_HEADLINE]) if token.text == ":" and token.quoted < 0), 0)
    if not k or k + 1 >= len(row) or row[k + 1].quoted < 0 or any(token.is_word for token in row[k + 2 :]):
        return None
    if k == 1 and (row[0].lower in words.labels or words.closed(row[0]) or not named(row[0])):
        return None
    mention = before(row, 0, k, words)
    known = mention is not None and any(
        named(token) and token.lower not in words.labels for token in row[slice(*mention)]
    )
    return Cue(k, k + 1, "neutral") if known and mention and mention == (0, k) else None


def _listed(row: Row, words: Words) -> Iterator[Cue]:
    covered: set[int] = set()
    for k in range(len(row)):
        if k in covered:
            continue
        cue = (None if _is_noun(row, k, words) else _verb(row, k, words)) or _citing(row, k, words)
        if cue:
            covered.update((*range(cue.start, cue.inner[0] if cue.inner else cue.stop), cue.stop - 1))
            yield cue


def _is_noun(row: Row, k: int, words: Words) -> bool:
    """Whether a word that may be a verb stands behind a determiner, and before no colon ("la nota")."""
    colon = k + 1 < len(row) and row[k + 1].text == ":"
    return k > 0 and not colon and row[k - 1].lower in (*words.articles, *words.oblique)


def _verb(row: Row, k: int, words: Words) -> Cue | None:
    for rest, stance in words.forms.get(row[k].lower.removesuffix("-t"), ()):
        if tuple(token.lower for token in row[k + 1 : k + 1 + len(rest)]) == rest:
            return Cue(k, k + 1 + len(rest), stance)
        last = _apart(row, k, rest)
        if last:
            return Cue(k, last, stance, (k + 1, last - len(rest)))
    return None


def _apart(row: Row, k: int, rest: tuple[str, ...]) -> int | None:
    """The end of a cue whose parts stand apart in one clause."""
    for at in range(k + 2, min(len(row), k + 2 + _SPLIT)):
        between = row[at - 1]
        if between.quoted >= 0 or not (between.is_word or between.text == "-"):
            return None
        if row[at].lower == rest[0] and tuple(token.lower for token in row[at : at + len(rest)]) == rest:
            return at + len(rest)
    return None


def _citing(row: Row, k: int, words: Words) -> Cue | None:
    for phrases, cites in ((words.before, 1), (words.behind, -1)):
        for phrase in phrases:
            edge = k == 0 or row[k - 1].text == "," or phrase[0] not in words.at_edge
            if edge and _matches(row, k, phrase):
                return Cue(k, k + len(phrase), "neutral", None, cites)
    return None


def _matches(row: Row, k: int, phrase: tuple[str, ...]) -> bool:
    return tuple(token.lower for token in row[k : k + len(phrase)]) == phrase
