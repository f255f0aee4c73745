"""Sentences in other languages than English → what their quotations say and who is named beside the cue; no parser.

Finds direct and simple mixed statements by quote marks and a language's data file. Reported clauses without quote marks
are left alone: a wrong speaker is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from onrecord.extract.clauses import Found
from onrecord.extract.foreign_names import after, before
from onrecord.model import Stance
from onrecord.text.languages import Words, words_of
from onrecord.text.segment import Token

Row = Sequence[Token]
Range = tuple[int, int]

_SPLIT = 7
"""How many words may stand between the parts of a cue ("hat … gesagt")."""
_DASHES = "—–-―"
_CLOSING = ".?!…"


class Cue(NamedTuple):
    """Where a cue stands; ``inner`` is what stands between its parts."""

    start: int
    stop: int
    stance: Stance
    inner: Range | None = None
    cites: int = 0
    """1: stands before the one who is cited; -1: behind; 0: a verb."""


def parser(language: str | None) -> Callable[[Row], Iterator[Found]]:
    """The function that reads one sentence of ``language`` (BCP 47); languages without data yield nothing by cue."""
    words = words_of((language or "")[:2].lower())

    def parse(row: Row) -> Iterator[Found]:
        if words is not None and any(token.quoted >= 0 for token in row):
            yield from _parse(row, words)

    return parse


def _parse(row: Row, words: Words) -> Iterator[Found]:
    """Each cue with its quotations, those first that stand nearest to one; a quotation has one cue."""
    quotations = [k for k, token in enumerate(row) if token.quoted >= 0]
    cues = list(_cues(row, words)) or list(_unlisted(row, words))
    taken: set[int] = set()
    found: list[Found] = []
    for cue in sorted(cues, key=lambda cue: min(min(abs(cue.start - k), abs(k - cue.stop + 1)) for k in quotations)):
        one = _report(row, cue, cues, words)
        if one is None:
            continue
        held = {k for start, stop in one.content for k in range(start, stop) if row[k].quoted >= 0}
        if held and not held & taken:
            taken |= held
            found.append(one)
    yield from sorted(found, key=lambda one: one.content)


def _cues(row: Row, words: Words) -> Iterator[Cue]:
    covered: set[int] = set()
    for k in range(len(row)):
        if k in covered:
            continue
        cue = _verb(row, k, words) or _citing(row, k, words)
        if cue:
            covered.update((*range(cue.start, cue.inner[0] if cue.inner else cue.stop), cue.stop - 1))
            yield cue


def _verb(row: Row, k: int, words: Words) -> Cue | None:
    for rest, stance in words.forms.get(row[k].lower.removesuffix("-t"), ()):
        if tuple(token.lower for token in row[k + 1 : k + 1 + len(rest)]) == rest:
            return Cue(k, k + 1 + len(rest), stance)
        last = _apart(row, k, rest)
        if last:
            return Cue(k, last, stance, (k + 1, last - len(rest)))
    return None


def _unlisted(row: Row, words: Words) -> Iterator[Cue]:
    """Behind a quotation that opens its sentence, and a comma: a verb that no list has, if somebody is named right behind it."""
    at = next((k + 1 for k, token in enumerate(row) if token.quoted >= 0), 0)
    if any(token.is_word for token in row[: at - 1]) or not _marks(row, at):
        return
    start = at + _marks(row, at)
    stop = start + 1 + (start < len(row) and row[start].lower in words.auxiliaries)
    if stop >= len(row) or not all(_may_be_verb(token, words) for token in row[start:stop]):
        return
    if after(row, stop, _end_of_clause(row, stop), words) is not None:
        yield Cue(start, stop, "neutral", None, 0)


def _may_be_verb(token: Token, words: Words) -> bool:
    """A word in lower case of no closed class."""
    lists = (words.articles, words.prepositions, words.of, words.that)
    closed = token.lower in words.conjunctions or token.lower in words.adverbs or token.lower in words.pronouns
    return (
        token.is_word and token.text[0].islower() and not closed and not any(words.opens(token, one) for one in lists)
    )


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
            if _matches(row, k, phrase):
                return Cue(k, k + len(phrase), "neutral", None, cites)
    return None


def _matches(row: Row, k: int, phrase: tuple[str, ...]) -> bool:
    return tuple(token.lower for token in row[k : k + len(phrase)]) == phrase


def _report(row: Row, cue: Cue, cues: Sequence[Cue], words: Words) -> Found | None:
    if cue.cites:
        return _cited(row, cue, cues, words)
    left = _quotation_left(row, cue)
    if left is not None:
        return _said_after(row, cue, left, cues, words)
    return _said_before(row, cue, cues, words)


def _quotation_left(row: Row, cue: Cue) -> int | None:
    """The quotation that ends in this clause before the cue, with nothing but the speaker between."""
    for k in range(cue.start - 1, max(-1, cue.start - 12), -1):
        if row[k].quoted >= 0:
            return k
        if row[k].text in ":;" or (row[k].text in _CLOSING and k + 1 < cue.start and row[k + 1].is_capital):
            return None
    return None


def _said_after(row: Row, cue: Cue, left: int, cues: Sequence[Cue], words: Words) -> Found | None:
    """«…», a déclaré Claire Morel; the words before the first quotation are content too."""
    end = _end_of_clause(row, cue.stop)
    mention = (
        (after(row, *cue.inner, words) if cue.inner else None)
        or after(row, cue.stop, end, words)
        or before(row, left + 1 + _marks(row, left + 1), cue.start, words)
    )
    apart = any(not token.is_word and token.quoted < 0 for token in row[left + 1 : cue.start])
    if mention is None and not (apart and cue.start - left <= 3):
        return None
    if mention is not None and not apart and mention[0] > cue.start and row[cue.start - 1].quoted < 0:
        return None
    first = _first(row, left, cues)
    parts = [(first, left + 1)]
    at = max(cue.stop, mention[1] if mention else 0)
    parts += _goes_on(row, at, cues)
    return Found(_with_colon(row, cue), mention, tuple(parts), cue.stance, 0.7, "foreign")


def _first(row: Row, left: int, cues: Sequence[Cue]) -> int:
    """Where content begins that ends with a quotation: the sentence's start, or the quotation's if another cue is there."""
    earlier = any(other.start < left for other in cues) or any(token.text in ":;" for token in row[:left])
    start = 0
    while start < left and not row[start].is_word and row[start].quoted < 0:
        start += 1
    if not earlier:
        return start
    while left > 0 and row[left - 1].quoted >= 0:
        left -= 1
    return left


def _goes_on(row: Row, at: int, cues: Sequence[Cue]) -> list[Range]:
    """Quotations behind a cue that go on with the one before it."""
    if any(other.start >= at for other in cues) or not any(token.quoted >= 0 for token in row[at:]):
        return []
    k = next(k for k in range(at, len(row)) if row[k].quoted >= 0)
    if k == at or row[k - 1].text not in (",", ":", ".", *_DASHES) or k - at > 10:
        return []
    stop = k + 1
    while stop < len(row) and row[stop].quoted >= 0:
        stop += 1
    return [(k, stop)]


def _said_before(row: Row, cue: Cue, cues: Sequence[Cue], words: Words) -> Found | None:
    """Claire Morel a déclaré : «…», or a clause that a quotation is part of."""
    quotation = next((k for k in range(cue.stop, len(row)) if row[k].quoted >= 0), None)
    if quotation is None or any(cue.stop <= other.start < quotation for other in cues):
        return None
    mention = before(row, _clause(row, cue), cue.start, words) or (after(row, *cue.inner, words) if cue.inner else None)
    gap = cue.stop
    if mention is None:
        mention = after(row, cue.stop, min(quotation, _end_of_clause(row, cue.stop)), words)
        gap = mention[1] if mention else gap
    content = _content(row, gap, quotation, cues, words)
    if mention is None and row[quotation - 1].text != ":":
        return None
    return Found(_with_colon(row, cue), mention, (content,), cue.stance, 0.7, "foreign")


def _clause(row: Row, cue: Cue) -> int:
    """Where the clause of a cue begins: behind a quotation, a colon, a semicolon or a dash."""
    borders = (k + 1 for k in range(cue.start - 1, -1, -1) if row[k].quoted >= 0 or row[k].text in (":", ";", *"—–―"))
    return next(borders, 0)


def _content(row: Row, gap: int, quotation: int, cues: Sequence[Cue], words: Words) -> Range:
    """Nothing but the quotation behind a colon or at once; else the clause that it stands in, with its "that"."""
    end = _end_of_sentence(row, min((other.start for other in cues if other.start > quotation), default=len(row)))
    that = next((k for k in range(gap, quotation) if words.opens(row[k], words.that)), None)
    if that is not None:
        return that, end
    if row[quotation - 1].text == ":" or not any(token.is_word for token in row[gap:quotation]):
        stop = quotation + 1
        while stop < len(row) and row[stop].quoted >= 0:
            stop += 1
        return quotation, stop
    comma = next((k for k in range(gap, quotation) if row[k].text in ",:"), None)
    start = gap if comma is None else comma + 1
    while start < quotation and row[start].lower in words.adverbs:
        start += 1
    return start, end


def _cited(row: Row, cue: Cue, cues: Sequence[Cue], words: Words) -> Found | None:
    """Selon Claire Morel, la situation est « grave »; or behind the words; or with the phrase behind the name."""
    if cue.cites < 0:
        mention = before(row, _clause(row, cue), cue.start, words) or _whole(row, cue)
        return _rest(row, cue, mention, cue.stop) if mention else None
    mention = after(row, cue.stop, len(row), words)
    if mention is None:
        return None
    quotation = next((k for k in range(cue.start) if row[k].quoted >= 0), None)
    if quotation is not None:
        stop = cue.start
        while stop > quotation + 1 and not row[stop - 1].is_word and row[stop - 1].quoted < 0:
            stop -= 1
        parts = [(_marks(row, 0), stop), *_goes_on(row, mention[1], cues)]
        return Found((cue.start, cue.stop), mention, tuple(parts), "neutral", 0.6, "foreign")
    return _rest(row, cue, mention, mention[1])


def _whole(row: Row, cue: Cue) -> Range | None:
    """What stands before a postposition, from the start of the sentence."""
    return (0, cue.start) if 0 < cue.start <= 8 and all(token.is_word for token in row[: cue.start]) else None


def _rest(row: Row, cue: Cue, mention: Range, at: int) -> Found | None:
    while at < len(row) and not row[at].is_word and row[at].quoted < 0:
        at += 1
    end = _end_of_sentence(row, len(row))
    if not any(token.quoted >= 0 for token in row[at:end]):
        return None
    return Found((cue.start, cue.stop), mention, ((at, end),), cue.stance, 0.6, "foreign")


def _with_colon(row: Row, cue: Cue) -> Range:
    return cue.start, cue.stop + (cue.stop < len(row) and row[cue.stop].text == ":")


def _marks(row: Row, at: int) -> int:
    """How many marks stand here."""
    count = 0
    while at + count < len(row) and not row[at + count].is_word and row[at + count].quoted < 0:
        count += 1
    return count


def _end_of_clause(row: Row, at: int) -> int:
    """The next quotation, colon, semicolon or dash, or the end."""
    stops = (k for k in range(at, len(row)) if row[k].quoted >= 0 or row[k].text in (":", ";", *"—–―"))
    return next(stops, len(row))


def _end_of_sentence(row: Row, end: int) -> int:
    """``end`` without the marks that close the sentence."""
    while end > 0 and row[end - 1].quoted < 0 and not row[end - 1].is_word:
        end -= 1
    return end
