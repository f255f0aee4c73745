"""A statement whose mention was cut a word short or long, or was not seen → the words that name its speaker.

What reading left out can often be said from the sentence alone: behind a passive's "by", before a clause between commas,
in the main clause of "After saying …". Who these words stand for is the other rules'.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicon import load
from onrecord.model import Span, Statement
from onrecord.speakers.cast import Cast
from onrecord.speakers.nouns import class_of
from onrecord.text.spans import span

_PASSIVE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|get|gets|got)\b|^)(?:\s+\w+)*?\s*\b\w+(?:ed|en|wn|lt|ht|id|ld|ade)\b(?:\s+by)?$"
)
_BY = re.compile(r"\bby\s+")
_NOUNS = re.compile(
    r"(?P<phrase>(?:(?!(?:who|which|that|for|to|in|on|at|as|after|when|while|because|if|during|with|over|but|and\s+(?:was|is|has)|"
    r"is|was|are|were|has|have|had)\s)[\w.&’'%/-]+\s?){1,10}?)(?=$|[,;:—–(“\"]|\.(?:\s|$)|\s(?:who|which|that|for|to|in|on|at|as|"
    r"after|when|while|because|if|during|with|over|but|is|was|are|were|has|have|had)\s)|\n"
)
_NO_AGENT = re.compile(
    r"(?:the\s+)?(?:end|time|day|way|means|law|virtue|night|morning|then|now|far|\d{4}|\d+\s+(?:points|votes)|\w+day|early|late|mid-\w+|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|[a-z]{3,}ing|midnight|noon|default|"
    r"contrast|comparison|definition|hand|phone|email|mail|itself|themselves|himself|herself)\b"
)
_REACH = 160
_CLAUSE = re.compile(
    r"(?P<phrase>[A-Z][^,;:“”\"\n]{0,60}),\s+(?P<between>(?:which|who|whose|where|for (?:instance|example)|however|meanwhile|too|"
    r"like|an?|the|including|along|in (?:turn|particular|contrast)|by contrast|among|once|long|also)\b[^;:“”\"\n]{0,170}),\s*$"
)
_OPENS = re.compile(r"(?:(?:After|Before|While|When|In|By|Without|Despite|Since|Upon|On)\s+)?(?:[A-Za-z]+ly\s+)?$")
_PARTICIPLE = re.compile(r"(?:\w+ly\s+)?(?:having\s+)?\w{2,}ing\b", re.IGNORECASE)
_BESIDE = 3
_INVERTED = re.compile(
    r"\s(?P<phrase>(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Prof)\.?\s)?[A-Z][\w’'-]+(?:\s(?:[A-Z]\.\s)?(?:(?:van|von|de|da|al|bin)\s)*[A-Z][\w’'-]+){0,3})(?=[.,;]|\s)"
)
_SEEM = re.compile(r"(?:\w+ly\s+)?(?:seem|appear|look|sound|matter|occur|feel)(?:s|ed|red)?\b")
_SEEMS = re.compile(
    r"[^.!?,;:\n]{5,60}?\sto\s(?P<phrase>me|us|him|her|them)\b(?!\s+\w+(?:ing|er|est)?\s+that)(?=[\s.,;!?]|$)"
)
_APPOSED = re.compile(r"(?:^|(?<=[.?!”\"]\s)|\n)(?:(?:Even|Only|But|And|Yet|Also|Still)\s+)?$")
_RELATIVE = re.compile(r"\b(?:who|which|that|whose)\b", re.IGNORECASE)
_TWO_CLAUSES = re.compile(
    r"\s(?:would|will|could|can|is|are|was|were|has|have|had|said|says)\s.*\sand\s+(?P<phrase>[^,]+)$"
)
_UNDER_FIRE = re.compile(
    r"^(?:has |have |had )?(?:c[ao]m(?:e|es|ing)|draw[ns]?|drew|face[ds]?|attract(?:ed|s)?)\b.*\b(?:criticism|fire|attacks?|scrutiny|"
    r"condemnation|rebukes?|ridicule|outrage|protests?|scorn)\b"
)


def criticised(row: Statement) -> bool:
    """ "The council came under withering criticism": the mention names who was spoken of, not who spoke."""
    return row.cue is not None and _UNDER_FIRE.match(row.cue.text.lower()) is not None


def mended(cast: Cast, at: Span) -> Span:
    """A mention with the name that its apposition belongs to, or without a clause that is none of it."""
    both = _TWO_CLAUSES.search(at.text) if " and " in at.text and not _RELATIVE.search(at.text) else None
    if both is not None:
        return span(cast.text, at.start + both.start("phrase"), at.stop)
    if at.text.endswith(",") or cast.text.startswith(",", at.stop):
        name = next((n for n, _ in reversed(cast.people.at(max(0, at.start - 60), at.start))), None)
        if name is not None and cast.text[name.stop : at.start] == ", ":
            start = name.start - len("".join(f"{title} " for title in name.titles))
            if _APPOSED.search(cast.text, max(0, start - 12), start):
                return span(cast.text, start, at.stop)
    return at


def unseen(cast: Cast, row: Statement) -> Span | None:
    """The words that name the speaker of a statement with a cue and without a mention, where its sentence shows them."""
    if row.cue is None:
        return None
    if row.kind in ("direct", "mixed") and 0 <= row.cue.start - row.content[-1].stop < _BESIDE:
        found = _INVERTED.match(cast.text, row.cue.stop)
        return span(cast.text, *found.span("phrase")) if found else None
    return (
        _agent(cast, row.cue) or _to_whom(cast, row.cue) or _before_clause(cast, row.cue) or _main_clause(cast, row.cue)
    )


def _agent(cast: Cast, cue: Span) -> Span | None:
    """ "was called a charlatan by fellow doctors"."""
    if _PASSIVE.search(cue.text.lower()) is None:
        return None
    stop = min(cast.page.closing(cue.start), cue.stop + _REACH)
    by = _BY.search(cast.text, cue.stop, stop) if not cue.text.endswith("by") else None
    start = by.end() if by else cue.stop + 1 if cue.text.endswith("by") else None
    if start is None or cast.page.quoted(start) != cast.page.quoted(cue.start) or _NO_AGENT.match(cast.text, start):
        return None
    found = _NOUNS.match(cast.text, start, stop)
    return _phrase(cast, found) if found and found["phrase"] else None


def _to_whom(cast: Cast, cue: Span) -> Span | None:
    """ "It seems wrong to me": whoever it seems so to."""
    found = _SEEMS.match(cast.text, cue.start) if _SEEM.match(cue.text) else None
    return span(cast.text, *found.span("phrase")) if found else None


def _before_clause(cast: Cast, cue: Span) -> Span | None:
    """ "The alliance, which includes two unions, advocates …"."""
    opening = cast.page.opening(cue.start)
    if _PARTICIPLE.match(cue.text) or cue.start - opening > 260:
        return None
    found = _CLAUSE.match(cast.text, opening, cue.start)
    if found is None or found["phrase"].split()[0].lower() in _openers():
        return None
    return _phrase(cast, found)


def _main_clause(cast: Cast, cue: Span) -> Span | None:
    """ "After saying that her foot was swollen, she was …"."""
    opening = cast.page.opening(cue.start)
    if not _PARTICIPLE.match(cue.text) or not _OPENS.fullmatch(cast.text, opening, cue.start):
        return None
    found = _main().search(cast.text, cue.stop, cast.page.closing(cue.start))
    if found is None or cast.page.quoted(found.start("phrase")):
        return None
    return span(cast.text, *found.span("phrase"))


def _phrase(cast: Cast, found: re.Match[str]) -> Span | None:
    """The phrase, if it can speak: with a name in it, or a noun of somebody."""
    start, stop = found.span("phrase")
    shown = (
        cast.text[start:stop].rstrip(" \n.")
        if cast.text[start:stop].count(".") == 1
        else cast.text[start:stop].rstrip()
    )
    head = re.sub(r"[^\w-]+$", "", shown).split()[-1:] or [""]
    if not shown or not (cast.people.at(start, stop) or class_of(head[0].lower()) != "unknown" or "percent" in shown):
        return None
    return span(cast.text, start, start + len(shown))


@cache
def _main() -> re.Pattern[str]:
    """A comma and the subject behind it, with its verb."""
    pasts = "|".join(load("grammar")["irregular_pasts"])
    return re.compile(
        r",[”\"’]?\s+(?P<phrase>he|she|they|it|(?:(?:the|a)\s+[a-z-]+|(?:[A-Z][\w’'-]*\.?\s){0,3}[A-Z][\w’'-]*))\s+"
        r"(?:(?:also|then|later|never|once)\s+)?(?:is|was|has|had|did|does|will|would|can|could|were|are|said|says|"
        rf"{pasts}|[a-z]{{2,}}ed|[a-z]{{3,}}s)\b"
    )


@cache
def _openers() -> frozenset[str]:
    """Words that begin no subject."""
    grammar = load("grammar")
    return frozenset(
        word for name in ("prepositions", "subordinators", "adverbs", "conjunctions") for word in grammar[name]
    )
