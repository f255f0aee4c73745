"""A phrase → whether its head noun is that of a role, and the phrase without its articles; where it stands is its neighbours'."""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicon import load
from onrecord.speakers.nouns import bodies, persons
from onrecord.text.names import listed

_ARTICLE = re.compile(
    r"^(?:(?:the|a|an|his|her|their|its|my|our|one of (?:the|his|her|its)|another|now|then|once|"
    r"currently|also|as|even|both|either|fellow)\s+)+",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(
    r"\s+(?:of|for|at|in|from|with|to|who|on|under|by|and|or|until|since|that|whose|turned|about|"
    r"against|over|after|before|into|like)\b"
)
VERBAL = re.compile(
    r"^(?:[^-]*[^e]ed|[^-]*ing|[^-]*ly|.*n[’']t|.*[’'](?:d|re|ve)|(?:he|she|it|that|who|there)[’']s)$|"
    r"^(?:he|she|they|we|i|you|it|became|ran|won|met|made|left|led|whose)\b"
)
_AGENT = re.compile(
    r"(?:[a-z]{3,}(?:ist|ian|man|woman|eer|ologist|crat)|[a-z]{2,}(?:ter|tor|ker|ger|ner|der|ver|yer|cer|rer|ler|per|ser|mer|ber|zer|her|sor))$"
)
_NO_ROLE = re.compile(
    r"\b(?:he|she|they|we|became|won|ran|is|was|has|had|will|said|would|were|are|have|says|but|"
    r"not|that|too|more|very|better|if|when|because)\b"
)


@cache
def listed_in(name: str) -> frozenset[str]:
    """A list of ``roles.toml`` as a set."""
    return frozenset(load("roles")[name].split())


@cache
def nouns() -> frozenset[str]:
    """Nouns that name a role of a person."""
    plain = frozenset(load("grammar")["role_nouns"]) | persons() | listed_in("nouns") | listed("titles")
    return (
        (plain | listed_in("abbreviated"))
        - listed_in("honorifics")
        - {
            "first",
            "former",
            "special",
            "foreign",
            "prime",
            "press",
            "majority",
            "minority",
            "vice",
            "one",
            "other",
            "another",
            "someone",
            "person",
            "man",
            "woman",
            "people",
            "individual",
        }
    )


@cache
def _body_nouns() -> frozenset[str]:
    return (listed_in("bodies") | frozenset(bodies())) - {"campaign"}


@cache
def _no_roles() -> frozenset[str]:
    return listed("not_names") - {"republican", "democrat"}


def of_body(phrase: str) -> bool:
    """Whether the head noun of a phrase is a body's and no person's: "the country", "a private bank"."""
    head = _HEAD_ENDS.split(phrase, maxsplit=1)[0].split()[-1:]
    noun = head[0].lower().strip("’'.”“\"") if head else ""
    person = noun in persons() or noun in listed_in("nouns") or noun in listed("titles")
    return (noun in _body_nouns() or noun == "campaign") and not person


def trimmed(phrase: str) -> str:
    """A phrase without the articles before it and the marks around it."""
    return _ARTICLE.sub("", " ".join(phrase.split()).strip(" '\"“”‘’–—-")).strip()


def is_role(phrase: str, loosely: bool = False) -> bool:
    """Whether the head noun of a phrase is a role's; ``loosely``: any noun of an agent will do."""
    if (
        not phrase
        or len(phrase) > 140
        or phrase.lower() in _no_roles()
        or (opening := phrase.split()[0].lower()) in listed_in("stop")
        or opening in listed_in("hedges")
    ):
        return False
    lead = _HEAD_ENDS.split(phrase, maxsplit=1)[0]
    if lead.startswith("most ") and re.match(
        r"[\w ]+ and \w+ \w+s\b", phrase
    ):  # "one of the most famous and loved poets"
        lead = re.split(r"\s+(?:of|for|at|in|from|with)\b", phrase, maxsplit=1)[0].removesuffix("s")
    first = lead.split()[0] if lead else ""
    if (
        not first
        or _NO_ROLE.search(lead)
        or len(lead.split()) > 10
        or (first.islower() and VERBAL.search(first) and first not in listed_in("qualifiers"))
    ):
        return False
    words = [word.strip("’'.”“\"") for word in lead.split()]
    head = re.split(r"[/]|-(?=\w+$)", words[-1].lower())[-1] if words else ""
    full = words[-1].lower() if words else ""
    bodily = bool(words) and words[-1].islower()

    def known(word: str) -> bool:
        return word in nouns() or (bodily and word in _body_nouns())

    if known(full) or (full != head and known(head)) or f"{full}." in nouns():
        return len(phrase.split()) > 1 or full in nouns() or full != head
    return loosely and words[-1].islower() and full not in listed_in("no_agents") and bool(_AGENT.search(full))


def lone(phrase: str) -> bool:
    """Whether a phrase is a noun that says too little alone: "chief", "official"."""
    return phrase.lower().rstrip(".") in {
        "chief",
        "head",
        "special",
        "vice",
        "deputy",
        "general",
        "st",
        "fellow",
        "independent",
        "liberal",
        "conservative",
        "republican",
        "democrat",
        "private",
        "major",
        "star",
        "figure",
        "member",
        "model",
        "official",
        "student",
        "friend",
    }
