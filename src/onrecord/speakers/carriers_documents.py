"""A sentence → the documents and platforms that carry their author's words: "said in a statement", "wrote on Telegram"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

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
            rf"\b(?:know|knows|knew|learn(?:ed|t|s)?|clear|evident|quoted|quoting|read(?:s|ing)?(?:\s+aloud)?)\s+from\s+(?P<np>(?:(?P<det>{DETERMINER}|{_OWNER}){SPACE})?(?P<adjectives>(?:[\w.’'/-]+,?{SPACE}){{0,4}}?)(?P<noun>{nouns}|(?:disclosure{SPACE}|bank{SPACE})?statements|tax{SPACE}returns|{SPACE}records))\b(?![\w-])"
        ),
        re.compile(
            r"(?<=[’']s\s)(?P<np>(?P<det>)(?P<adjectives>(?:[\w-]+\s+){0,2}?)(?P<noun>letter|missive|"
            r"op-ed|memo|memoir|book|email))\b"
        ),
    )


_TITLED = re.compile(
    r"(?:[^.“”\0\n]{0,60}?\b(?:titled|entitled|called)\s+[“\"]?|,?\s*[“\"]|,\s+)"
    r"(?P<title>(?:The\s+)?[A-Z][\w’'-]*(?:(?::?\s+)(?:(?:of|the|and|in|to|a|an|for|on|at|from|by|with|my|is|as)\b|[A-Z0-9][\w’'-]*))*)"
)
_NO_PAPER = re.compile(
    r"\s+(?:server|servers|account|accounts|address|practices|system|list|chain|use|usage|controversy|"
    r"scandal|investigation|probe|writer|page|board|deal|club|tour|sales|review of|process|case|"
    r"camera|games?|clip|monitor|screen|room|conference|leaks?|hack|dump)\b"
)
_NO_ADJECTIVE = re.compile(
    r",|^(?:an?|the)\s|\b(?:and|or|that|who|which|to|of|by|with|about|said|is|was|were|are|has|"
    r"had|in|on|at|for|from|if|when|as|than|into|it|he|she|they|we|not|but|so|because|after|"
    r"before|over|since|until|during|between|under)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:[a-z][\w-]*,\s)*(?:[a-z][\w-]*)\s")
"""Adjectives with commas between: "a detailed, six-page letter"."""
_PLURAL = frozenset(
    ("court papers", "legal papers", "court documents", "court filings", "filings", "emails", "e-mails", "briefs")
)


_KEPT = frozenset(("transcript", "recording", "audio", "video", "tape", "footage", "text messages", "texts", "minutes"))
_DETERMINED = re.compile(rf"^{DETERMINER}\s+", re.IGNORECASE)
_PAPER_CUT = re.compile(
    r",|\s+(?:of|from|by|that|which|in|on|at|seen|obtained|reviewed|released|published|issued|filed|provided|viewed|leaked|made|"
    r"conducted|done|commissioned|compiled|led|prepared|carried|funded|produced|authored|drafted|titled|called|"
    r"posted|dated|sent|signed|unsealed|shared|circulated|written|submitted|to|about|with|for)\b"
)


@cache
def _paper_nouns() -> frozenset[str]:
    return words("papers") | words("records") | words("finders") | _PLURAL | _KEPT


@lru_cache(maxsize=1 << 10)
def paper_named(mention: str) -> str | None:
    """The document that a mention names, without article and what follows: "a letter seen by Reuters" → "letter"."""
    phrase = _DETERMINED.sub("", _PAPER_CUT.split(mention.strip(), maxsplit=1)[0].strip())
    last = " ".join(phrase.lower().split()[-2:])
    papers = _paper_nouns()
    known = last in papers or (last.split()[-1:] and last.split()[-1] in papers)
    return phrase if known else None


@cache
def _document_nouns() -> tuple[str, ...]:
    """What a sentence that names a document holds, the shortest of each kind."""
    nouns = sorted(words("papers") | words("records") | {"missive", "statement", "record", "return"}, key=len)
    return tuple(noun for n, noun in enumerate(nouns) if not any(short in noun for short in nouns[:n]))


def documents(text: str, start: int, stop: int) -> Iterator[Carrier]:
    """Documents in which something is said, and such as somebody sends with it."""
    lower = text[start:stop].lower()
    if not any(map(lower.__contains__, _document_nouns())):
        return
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
    if noun == "brief" and re.match(
        r"\s+(?!(?:filed|to|in|on|by|with|that|for|last|this|late|submitted|said|and)\b)[a-z]", after
    ):
        return False
    asked = ("order", "decision", "petition", "motion", "resolution", "plea", "verdict")
    if noun in asked and after.startswith(" to ") and not re.match(r"(?:fil|submit)", match[0].lower()):
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
    adjectives = match["adjectives"]
    if determiner and _LISTED.fullmatch(adjectives):
        return True
    return not _NO_ADJECTIVE.search(adjectives)


@cache
def _platform_names() -> dict[str, str]:
    return {word: key for key, rows in load("chain")["platforms"].items() for word in rows}


def platform_named(name: str) -> str | None:
    """The platform that goes by the whole of a name."""
    return _platform_names().get(name.lower())


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


_LETTERED = re.compile(
    r"(?:\b(?:(?:post(?:s|ed|ing)?|wr(?:ote|iting|ites|itten)|said|says|statements?|messages?|threads?|account|videos?|shared?|sharing|"
    r"announced|repl(?:y|ied)|comment(?:s|ed)?|added|took|responded|published|feed)(?:\s+(?:late|early|on))?"
    r"(?:\s+\w+day)?(?:\s+(?:morning|night|evening|afternoon))?,?\s+(?:on|to)|platform|network)\s+|^On\s+)(?:the\s+(?:social\s+media\s+)?platform\s+)?"
    r"(?P<word>X|Threads|Medium|Substack|Mastodon|Bluesky)(?=[,.;:”\"’]|\s+(?!-)|$)(?!\s+(?:[A-Z]|percent|million|billion))"
    r"|\b(?:[Aa]n|[Hh]is|[Hh]er|[Tt]heir|[Oo]fficial|[’']s)\s+(?P<owned>X)\s+(?:post|account|thread|message|feed|page)\b"
)
"""Platforms whose names are words or a letter: with a capital, and where it says that somebody posted there."""


_LETTERED_NAMES = ("Threads", "Medium", "Substack", "Mastodon", "Bluesky")


def platforms(text: str, start: int, stop: int) -> Iterator[Carrier]:
    """Platforms on which it was posted."""
    keys = _platform_names()
    lower = text[start:stop].lower()
    if any(map(lower.__contains__, keys)):
        yield from _named_platforms(text, start, stop, keys)
    lettered = "X" in (shown := text[start:stop]) or any(map(shown.__contains__, _LETTERED_NAMES))
    for match in _LETTERED.finditer(text, start, stop) if lettered else ():
        group = "word" if match["word"] else "owned"
        yield Carrier("platform", match[group].lower(), *match.span(group), f"“{' '.join(match[0].split())}”", "post")


def _named_platforms(text: str, start: int, stop: int, keys: dict[str, str]) -> Iterator[Carrier]:
    for match in _platform_pattern().finditer(text, start, stop):
        group = "verb" if match["verb"] else "word"
        name = keys.get(match[group].lower(), "x")
        if group == "word" and match[group].lower() in ("tweeted", "tweeting", "retweeted"):
            continue
        if group == "word" and match[group].lower().startswith("tweet") and match["lead"].lower().startswith("to "):
            continue  # "responded to that tweet": anywhere
        yield Carrier("platform", name, *match.span(group), f"“{' '.join(match[0].split())}”", "post")
