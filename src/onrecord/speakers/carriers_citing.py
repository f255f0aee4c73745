"""A sentence → the outlets that cite or report and the journalists that write: "TASS, citing", "CNN reported", "Ann Poe of the Herald"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord.speakers.bodies import Bodies, Found
from onrecord.speakers.carrier import SPACE, Carrier, Scope, alternatives, carried_by, words
from onrecord.speakers.carriers_outlets import named_after

_CAPITAL = re.compile(r"(?<![\w’'.-])[A-ZА-ЯЁІЇ]")
_CITES = re.compile(r",?\s+(?:citing|quoting|cited|quoted|quotes|cites)\b")
_REPORTS = re.compile(
    r"\s+(?:(?:first|also|had|has|later|then)\s+)*(?:reported|reports|wrote|writes|said|revealed|noted|recounted)\b"
)


@cache
def _talk_of() -> re.Pattern[str]:
    """ "his CNN interview", "The New Yorker’s long profile of"."""
    return re.compile(rf"(?:[’']s?)?\s+(?:[\w-]+\s+){{0,2}}?(?P<noun>{alternatives('talks')})\b")


def bodies_named(text: str, start: int, stop: int, known: Bodies) -> list[Found]:
    """Every body that a stretch names, left to right."""
    found: list[Found] = []
    for match in _CAPITAL.finditer(text, start, stop):
        here = (
            known.at(text, match.start(), stop, strict=False) if not found or match.start() >= found[-1].stop else None
        )
        if here is not None:
            found.append(here)
    return found


def citing(text: str, start: int, stop: int, known: Bodies, named: Sequence[Found]) -> Iterator[Carrier]:
    """ "TASS, citing …", "…, CNN reported", "… quoted him as saying"."""
    for found in (one for one in named if not one.body.common):
        if (cites := _CITES.match(text, found.stop, stop)) or (cites := _REPORTS.match(text, found.stop, stop)):
            yield carried_by(found, "once", "")._replace(reason=f"{found.body.name}{cites[0]}")
        elif talk := _talk_of().match(text, found.stop, stop):
            lead = re.search(
                r"\b(?:[Ii]n|[Dd]uring|[Oo]n|[Ff]or|[Tt]o)\s+(?:[\w’']+\s+){0,2}$|[’']s\s+$",
                text[max(start, found.start - 40) : found.start],
            )
            if lead:
                scope: Scope = "talk" if talk["noun"] in words("interviews") else "byline"
                yield carried_by(found, scope, "")._replace(
                    reason=f"“{(lead[0] + text[found.start : talk.end()]).strip()}”"
                )
    for match in _COLLEAGUE.finditer(text, start, stop) if "colleague" in text else ():
        yield Carrier("speaker", match["who"], *match.span("who"), f"“{match[0]}”", "once")
    for match in _QUOTED_HIM.finditer(text, start, stop) if " as " in text else ():
        who = match["who"].strip()
        body = known.named(who)
        if body is None:
            yield Carrier(
                "speaker", re.sub(r"^(?:[Tt]he|[Aa]n?|[Oo]ne)\s+", "", who), *match.span("who"), f"{match[0]}", "once"
            )


_COLLEAGUE = re.compile(
    r"\b(?:to|with|told)\s+(?:my|our)\s+colleagues?\s+(?P<who>[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*)*[\w’-])"
)
_QUOTED_HIM = re.compile(
    rf"(?P<who>(?:(?:[Aa]n?|[Tt]he|[Oo]ne|[Hh]is|[Hh]er)\s+(?:[\w’'-]+\s){{0,3}}[\w’'-]+|[A-Z][\w’'-]+(?:{SPACE}[A-Z][\w’'-]+)*))\s+"
    r"(?:has\s+)?(?:quoted|quotes|cited)\s+(?:him|her|them|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s+as\s+(?:saying|"
    r"having)"
)
_PERSON = rf"[A-Z][\w’'.-]+(?:{SPACE}[A-Z][\w’'.-]*)?{SPACE}[A-Z][\w’'-]+"
_AFTER_NAME = re.compile(
    rf"(?<![\w’'-]){_PERSON}(?:,\s+(?:a|an|the)?\s*(?:[\w-]+\s+){{0,4}}(?:reporter|correspondent|"
    rf"columnist|editor|writer|journalist|anchor|host|blogger|critic))?,?\s+(?:of|at|for|from|"
    rf"with)\s+(?:the\s+|The\s+)?"
)
_BEFORE_NAME = re.compile(
    r"[’'](?:s)?\s+(?:(?:own|chief|senior|White|House|political|national|Washington|reporter|"
    r"correspondent|columnist|anchor|host|media)\s+){0,3}(?P<person>[A-Z][\w’'.-]+\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+)(?![\w’'-])(?!\s+(?:average|"
    r"poll|survey|project|series|show|tracker|index|report|podcast|magazine|section|panel|blog|"
    r"column|page|program|analysis|forum|debate))"
)


_FORMER = re.compile(r"\b(?:former|formerly|ex|one-time|onetime|retired|late)\b")
_WORKS = re.compile(r"reporter|correspondent|columnist|editor|writer|journalist|anchor|host|blogger|critic")


def _with_article(text: str, match: re.Match[str], stop: int, known: Bodies) -> Found | None:
    """ "Ann Poe of The Nation": the article is part of the name."""
    lead = re.search(r"[Tt]he\s+$", match[0])
    return known.at(text, match.start() + lead.start(), stop, strict=False) if lead else None


def bylines(text: str, start: int, stop: int, known: Bodies, named: Sequence[Found]) -> Iterator[Carrier]:
    """Journalists with their outlet: "Dan Moor at the Daily Herald", "NBC’s Ann Poe"."""
    if not named:
        return
    for match in _AFTER_NAME.finditer(text, start, stop):
        if _FORMER.search(match[0]):
            continue
        works = _WORKS.search(match[0])
        found = known.at(text, match.end(), stop) or _with_article(text, match, stop, known)
        if found is None and works:
            found = next(named_after(text, match.end(), stop, known, titles=False), None)
        if found and found.body.of is None and (found.body.listed or works):
            yield carried_by(found, "works", match[0])
    for match in _BEFORE_NAME.finditer(text, start, stop):
        for back in range(5):
            begin = _words_back(text, start, match.start(), back + 1)
            found = known.at(text, begin, match.start() + 2) if begin is not None else None
            if found and found.stop == match.start() and found.body.listed:
                yield carried_by(found, "works", "")._replace(reason=f"{found.body.name}’s {match['person']}")
                break


def _words_back(text: str, start: int, at: int, count: int) -> int | None:
    words_before = list(re.finditer(r"\S+", text[max(start, at - 80) : at]))
    return max(start, at - 80) + words_before[-count].start() if len(words_before) >= count else None
