"""A sentence → the documents and platforms that carry their author's words: "said in a statement", "wrote on Telegram"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.lexicon import load
from onrecord.speakers.carrier import DETERMINER, SPACE, Carrier, Scope, alternatives, words

_OWNER = rf"(?:{DETERMINER}{SPACE})?(?:[A-Z][\w’'.-]*{SPACE}){{0,3}}[A-Z][\w.-]*[’']s?"


@cache
def _document_patterns() -> tuple[re.Pattern[str], ...]:
    nouns = "|".join(filter(None, (alternatives("papers"), alternatives("records"))))
    phrase = rf"(?P<np>(?:(?P<det>{DETERMINER}|{_OWNER}|\d{{4}}){SPACE})?(?P<adjectives>(?:[\w.’'/-]+,?{SPACE}){{0,5}}?)(?P<noun>{nouns}))"
    return (
        re.compile(rf"\b(?:[Ii]n|[Vv]ia|[Tt]hrough|[Bb]y)\s+{phrase}\b(?![\w-])"),
        re.compile(rf"\b(?:{alternatives('sent')})\s+(?:out\s+|back\s+)?{phrase}\b(?![\w-])"),
        re.compile(rf"\b(?:authors?|writers?)\s+of\s+{phrase}\b"),
        re.compile(
            r"(?<=[’']s\s)(?P<np>(?P<det>)(?P<adjectives>(?:[\w-]+\s+){0,2}?)(?P<noun>letter|missive|"
            r"op-ed|memo|memoir|book|email))\b"
        ),
    )


_TITLED = re.compile(
    r"(?:[^.“”\0\n]{0,60}?\b(?:titled|entitled|called)\s+[“\"]?|,?\s*[“\"]|,\s+)"
    r"(?P<title>(?:The\s+)?[A-Z][\w’'-]*(?:(?::?\s+)(?:of|the|and|in|to|a|for|on|[A-Z0-9][\w’'-]*))*[\w’'-])"
)
_NO_PAPER = re.compile(
    r"\s+(?:server|servers|account|accounts|address|practices|system|list|chain|use|usage|controversy|"
    r"scandal|investigation|probe|writer|page|board|deal|club|tour|sales|review of|process|case|"
    r"camera|games?|clip|monitor|screen|room|conference)\b"
)
_NO_ADJECTIVE = re.compile(
    r",|^(?:an?|the)\s|\b(?:and|or|that|who|which|to|of|by|with|about|said|is|was|were|are|has|"
    r"had|in|on|at|for|from|if|when|as|than|into|it|he|she|they|we|not|but|so|because|after|"
    r"before|over)\b",
    re.IGNORECASE,
)
_PLURAL = frozenset(
    ("court papers", "legal papers", "court documents", "court filings", "filings", "emails", "e-mails", "briefs")
)


def documents(text: str, start: int, stop: int) -> Iterator[Carrier]:
    """Documents in which something is said, and such as somebody sends with it."""
    for number, pattern in enumerate(_document_patterns()):
        for match in pattern.finditer(text, start, stop):
            if not _is_document(text, match, number):
                continue
            noun = match["noun"].lower()
            scope: Scope = "book" if noun in words("books") else "record" if noun in words("records") else "paper"
            if number == 1:  # who wrote a book need not be read from here, who filed a motion is
                scope = (
                    "wrote"
                    if noun in words("books") or noun in words("studies")
                    else "sent"
                    if scope == "paper"
                    else scope
                )
            name = (match["adjectives"] + match["noun"]).strip()
            first = match.start("adjectives")
            if noun in words("books") and (title := _TITLED.match(text, match.end(), min(stop, match.end() + 120))):
                plain = title[0].startswith(", ") and (match["det"] or "the").lower() in ("the", "that", "this")
                name = name if plain or " " not in title["title"] else title["title"]
            yield Carrier("document", name, first, match.end("noun"), f"“{' '.join(match[0].split())}”", scope)


def _is_document(text: str, match: re.Match[str], number: int) -> bool:
    noun, determiner = match["noun"].lower(), (match["det"] or "").lower()
    after = text[match.end() : match.end() + 12]
    if re.match(r"[’']s?\s", after) and number == 0:
        return False
    if number == 1 and determiner in ("the", "that", "this", "another", "two", "several", "some"):
        return False  # it is known already, and these words need not stand in it
    if not determiner and (noun not in _PLURAL or (number == 1 and noun in ("emails", "e-mails"))) and number < 2:
        return False
    if _NO_PAPER.match(text, match.end()) or text[match.start() - 1 : match.start()] == "-":
        return False
    if noun in ("order", "decision", "petition", "motion", "resolution", "plea", "verdict") and after.startswith(
        " to "
    ):
        return False
    if (
        noun in ("opinion", "order", "decision", "judgment")
        and determiner in ("my", "our", "his", "her", "their", "one")
        and after[:1] not in (" ", ",")
    ):
        return False
    if noun in ("opinion", "judgment", "judgement") and determiner in ("my", "our", "their"):
        return False
    lead = match[0].split()[0].lower()
    if lead in ("by", "through") and noun not in words("papers"):
        return False
    return not _NO_ADJECTIVE.search(match["adjectives"])


@cache
def _platform_names() -> dict[str, str]:
    return {word: key for key, rows in load("chain")["platforms"].items() for word in rows}


@cache
def _platform_pattern() -> re.Pattern[str]:
    words_in = "|".join(sorted(map(re.escape, _platform_names()), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:(?P<lead>(?:on|to|via|through|in|over|by|using)\s+(?:(?:a|an|his|her|their|its|"
        rf"the|one|another|two|several|this|that|[\w.]+[’']s?)\s+)?"
        rf"(?:series\s+of\s+|string\s+of\s+|pair\s+of\s+)?(?:[\w-]+\s+){{0,2}}?)(?P<word>{words_in})(?:\s+(?:post|"
        rf"posts|account|page|feed|message|video|live|channel|thread))?"
        r"|(?P<verb>(?:re)?tweet(?:ed|ing)))(?!\w)",
        re.IGNORECASE,
    )


def platforms(text: str, start: int, stop: int) -> Iterator[Carrier]:
    """Platforms on which it was posted."""
    keys = _platform_names()
    for match in _platform_pattern().finditer(text, start, stop):
        group = "verb" if match["verb"] else "word"
        name = keys.get(match[group].lower(), "x")
        if group == "word" and match[group].lower() in ("tweeted", "tweeting", "retweeted"):
            continue
        yield Carrier("platform", name, *match.span(group), f"“{' '.join(match[0].split())}”", "post")
