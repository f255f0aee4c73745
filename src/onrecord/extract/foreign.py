"""Sentences in other languages than English → what their quotations say and who is named beside the cue; no parser.

Finds direct and simple mixed statements by quote marks and a language's data file. Reported clauses without quote marks
are left alone: a wrong speaker is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from onrecord.extract.clauses import Found
from onrecord.extract.foreign_cues import Cue, cues, end_of_clause, marks
from onrecord.extract.foreign_names import after, before, past_adverbials
from onrecord.text.languages import Words, words_of
from onrecord.text.segment import Token

Row = Sequence[Token]
Range = tuple[int, int]

_DASHES = "—–-―"
_CLOSING = ".?!…"


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
    found_cues = cues(row, words)
    taken: set[int] = set()
    found: list[Found] = []
    for cue in sorted(
        found_cues, key=lambda cue: min(min(abs(cue.start - k), abs(k - cue.stop + 1)) for k in quotations)
    ):
        one = _report(row, cue, found_cues, words)
        if one is None:
            continue
        held = {k for start, stop in one.content for k in range(start, stop) if row[k].quoted >= 0}
        if held and not held & taken:
            taken |= held
            found.append(one)
    yield from sorted(found, key=lambda one: one.content)


def _report(row: Row, cue: Cue, others: Sequence[Cue], words: Words) -> Found | None:
    if cue.cites:
        return _cited(row, cue, others, words)
    left = _quotation_left(row, cue)
    if left is not None:
        return _said_after(row, cue, left, others, words)
    return _said_before(row, cue, others, words)


def _quotation_left(row: Row, cue: Cue) -> int | None:
    """The quotation that ends in this clause before the cue, with nothing but the speaker between."""
    for k in range(cue.start - 1, max(-1, cue.start - 12), -1):
        if row[k].quoted >= 0:
            return k
        if row[k].text in ":;" or (row[k].text in _CLOSING and k + 1 < cue.start and row[k + 1].is_capital):
            return None
    return None


def _said_after(row: Row, cue: Cue, left: int, others: Sequence[Cue], words: Words) -> Found | None:
    """«…», a déclaré Claire Morel; the words before the first quotation are content too."""
    end = end_of_clause(row, cue.stop)
    mention = (
        (after(row, *cue.inner, words) if cue.inner else None)
        or after(row, cue.stop, end, words, last=True)
        or before(row, left + 1 + marks(row, left + 1), cue.start, words)
    )
    apart = any(not token.is_word and token.quoted < 0 for token in row[left + 1 : cue.start])
    if mention is None and not (apart and cue.start - left <= 3):
        return None
    if mention is not None and not apart and mention[0] > cue.start and row[cue.start - 1].quoted < 0:
        return None
    first = _first(row, left, others)
    parts = [(first, _clause_end(row, left, cue))]
    at = max(cue.stop, mention[1] if mention else 0)
    parts += _goes_on(row, at, others)
    return Found(_with_colon(row, cue), mention, tuple(parts), cue.stance, 0.7, "foreign")


def _clause_end(row: Row, left: int, cue: Cue) -> int:
    """Where content ends that a quotation is the last part of, or the words between it and the comma before the cue."""
    between = row[left + 1 : cue.start]
    plain = len(between) > 1 and between[-1].text == "," and all(token.is_word for token in between[:-1])
    return cue.start - 1 if plain else left + 1


def _first(row: Row, left: int, others: Sequence[Cue]) -> int:
    """Where content begins that ends with a quotation: the sentence's start, or the quotation's if another cue is there."""
    earlier = any(other.start < left for other in others) or any(token.text in ":;" for token in row[:left])
    start = 0
    while start < left and not row[start].is_word and row[start].quoted < 0:
        start += 1
    if not earlier:
        return start
    while left > 0 and row[left - 1].quoted >= 0 and not any(other.start < left for other in others):
        left -= 1
    return left


def _goes_on(row: Row, at: int, others: Sequence[Cue]) -> list[Range]:
    """Quotations behind a cue that go on with the one before it."""
    if any(other.start >= at for other in others) or not any(token.quoted >= 0 for token in row[at:]):
        return []
    k = next(k for k in range(at, len(row)) if row[k].quoted >= 0)
    if k == at or row[k - 1].text not in (",", ":", ".", *_DASHES) or k - at > 10:
        return []
    stop = k + 1
    while stop < len(row) and row[stop].quoted >= 0:
        stop += 1
    return [(k, stop)]


def _said_before(row: Row, cue: Cue, others: Sequence[Cue], words: Words) -> Found | None:
    """Claire Morel a déclaré : «…», or a clause that a quotation is part of."""
    quotation = next((k for k in range(cue.stop, len(row)) if row[k].quoted >= 0), None)
    if quotation is None or any(cue.stop <= other.start < quotation for other in others):
        return None
    mention = before(row, _clause(row, cue), cue.start, words) or (after(row, *cue.inner, words) if cue.inner else None)
    gap = cue.stop
    if mention is None:
        colon = row[quotation - 1].text == ":"
        mention = after(row, cue.stop, min(quotation, end_of_clause(row, cue.stop)), words, known=not colon)
        gap = mention[1] if mention else gap
    content = _content(row, gap, quotation, others, words)
    if mention is None and row[quotation - 1].text != ":" and not _subject_dropped(row, cue, words):
        return None
    return Found(_with_colon(row, cue), mention, (content,), cue.stance, 0.7, "foreign")


def _subject_dropped(row: Row, cue: Cue, words: Words) -> bool:
    """Whether "that" follows a verb at once in a language whose verbs may stand without a subject."""
    at = cue.stop + (cue.stop < len(row) and row[cue.stop].text == ",")
    return words.drops and at < len(row) and words.opens(row[at], words.that)


def _clause(row: Row, cue: Cue) -> int:
    """Where the clause of a cue begins: behind a quotation, a colon, a semicolon or a dash."""
    borders = (k + 1 for k in range(cue.start - 1, -1, -1) if row[k].quoted >= 0 or row[k].text in (":", ";", *"—–―"))
    return next(borders, 0)


def _content(row: Row, gap: int, quotation: int, others: Sequence[Cue], words: Words) -> Range:
    """Nothing but the quotation behind a colon or at once; else the clause that it stands in, with its "that"."""
    end = _end_of_sentence(row, min((other.start for other in others if other.start > quotation), default=len(row)))
    that = next((k for k in range(gap, quotation) if words.opens(row[k], words.that)), None)
    if that is not None:
        return that, end
    if row[quotation - 1].text == ":" or not any(token.is_word for token in row[gap:quotation]):
        shared = any(other.start > quotation for other in others)
        stop = quotation + 1
        while stop < len(row) and row[stop].quoted >= 0 and not shared:
            stop += 1
        goes_on = stop < end and row[stop].is_word and row[stop].lower not in words.conjunctions
        return quotation, end if goes_on and row[quotation - 1].text != ":" else stop
    about = next((k for k in range(gap + 1, quotation) if words.opens(row[k], words.about)), gap)
    if past_adverbials(row, gap, about, words) == about:
        gap = about
    comma = next((k for k in range(gap, quotation) if row[k].text in ",:"), None)
    start = gap if comma is None else comma + 1
    while start < quotation and row[start].lower in words.adverbs:
        start += 1
    return start, end


def _cited(row: Row, cue: Cue, others: Sequence[Cue], words: Words) -> Found | None:
    """Selon Claire Morel, la situation est « grave »; or behind the words; or with the phrase behind the name."""
    if cue.cites < 0:
        mention = before(row, _clause(row, cue), cue.start, words) or _whole(row, cue)
        return _rest(row, cue, mention, cue.stop) if mention else None
    mention = after(
        row, cue.stop, len(row), words, cited=True, last=any(token.quoted >= 0 for token in row[: cue.start])
    )
    if mention is None or not (_at_edge(row, cue, mention) or row[cue.start].lower not in words.at_edge):
        return None
    quotation = next((k for k in range(cue.start) if row[k].quoted >= 0), None)
    if quotation is not None:
        stop = cue.start
        while stop > quotation + 1 and not row[stop - 1].is_word and row[stop - 1].quoted < 0:
            stop -= 1
        parts = [(marks(row, 0), stop), *_goes_on(row, mention[1], others)]
        return Found((cue.start, cue.stop), mention, tuple(parts), "neutral", 0.6, "foreign")
    return _rest(row, cue, mention, mention[1])


def _at_edge(row: Row, cue: Cue, mention: Range) -> bool:
    """Whether a phrase opens its sentence and a comma closes it, or the other way round."""
    closed = mention[1] == len(row) or not row[mention[1]].is_word
    return closed and row[mention[1] - 1].quoted < 0 and (cue.start == 0 or row[cue.start - 1].text in (",", *_DASHES))


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


def _end_of_sentence(row: Row, end: int) -> int:
    """``end`` without the marks that close the sentence."""
    while end > 0 and row[end - 1].quoted < 0 and not row[end - 1].is_word:
        end -= 1
    return end
