"""Sentences in other languages than English → what their quotations say and who is named beside the cue; no parser.

Finds direct and simple mixed statements by quote marks and the language's list of cue forms. Reported clauses without
quote marks are left alone: a wrong speaker is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from onrecord.extract.clauses import Found
from onrecord.lexicon import load
from onrecord.text.segment import Token

Row = Sequence[Token]
Range = tuple[int, int]

_FARTHEST = 8
_ELIDED = re.compile(r"[dDlL][’'][A-ZÀ-Þ]")
_PARTICLES = frozenset(
    ["de", "du", "des", "da", "dos", "di", "del", "della", "von", "van", "der", "den", "zu", "la", "le", "y", "e"]
)
_ARTICLES = frozenset(
    ["le", "la", "les", "l’", "el", "los", "las", "il", "lo", "der", "die", "das", "de", "het", "o", "a", "os", "as"]
)
_PRONOUNS = frozenset(
    ["il", "elle", "ils", "elles", "on", "er", "sie", "él", "ella", "ellos", "ellas", "lui", "lei", "ele", "ela", "hij", "zij",
     "ze", "он", "она", "они", "він", "вона", "вони"]
)  # fmt: skip


def parser(language: str | None) -> Callable[[Row], Iterator[Found]]:
    """The function that reads one sentence of ``language`` (BCP 47); languages without data yield nothing by cue."""
    data = load("cues").get((language or "")[:2], {})
    forms = [tuple(form.lower().split()) for form in data.get("forms", ())]
    according = [tuple(form.lower().split()) for form in data.get("according", ())]

    def parse(row: Row) -> Iterator[Found]:
        quotations = [k for k, token in enumerate(row) if token.quoted >= 0]
        if not quotations:
            return
        cue = _find(row, forms) or _find(row, according)
        mention = _beside(row, cue) if cue else None
        if cue and mention:
            colon = cue[1] < len(row) and row[cue[1]].text == ":"
            yield Found(
                (cue[0], cue[1] + colon), mention, tuple((k, k + 1) for k in quotations), "neutral", 0.7, "foreign"
            )

    return parse


def _find(row: Row, forms: Sequence[tuple[str, ...]]) -> Range | None:
    lower = [token.lower for token in row]
    for size in (3, 2, 1):
        listed = {form for form in forms if len(form) == size}
        for k in range(len(row) - size + 1):
            if tuple(lower[k : k + size]) in listed:
                return k, k + size
    return None


def _beside(row: Row, cue: Range) -> Range | None:
    """The name or pronoun nearest to the cue, after it first, within reach and on its side of any quotation."""
    after = range(cue[1], min(len(row), cue[1] + _FARTHEST))
    before = range(cue[0] - 1, max(-1, cue[0] - 1 - _FARTHEST), -1)
    for steps in (after, before):
        for k in steps:
            if row[k].quoted >= 0 or row[k].text in ";:.":
                break
            if row[k].lower in _PRONOUNS:
                return k, k + 1
            if _named(row[k]):
                return _run(row, k, cue)
    return None


def _named(token: Token) -> bool:
    return token.is_word and (token.is_capital or bool(_ELIDED.match(token.text)))


def _run(row: Row, k: int, cue: Range) -> Range:
    """The whole name with its particles, and the role between it and a cue right before it ("a déclaré la maire NAME")."""
    start, stop = k, k + 1
    while (
        start > 0
        and start - 1 >= (cue[1] if k >= cue[1] else 0)
        and (_named(row[start - 1]) or row[start - 1].lower in _PARTICLES)
    ):
        start -= 1
    while stop < len(row) and (
        _named(row[stop]) or (row[stop].lower in _PARTICLES and stop + 1 < len(row) and _named(row[stop + 1]))
    ):
        stop += 1
    role = row[cue[1] : start] if start > cue[1] else ()
    if role and len(role) <= 4 and all(token.is_word for token in role) and role[0].lower in _ARTICLES:
        start = cue[1]
    return start, stop
