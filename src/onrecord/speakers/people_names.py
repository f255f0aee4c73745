"""Names as they are printed → those that name somebody here: no months, no members of a party, no words that open a sentence.

Countries and places are told by lists (``data/mentions.toml``); who bears a name is ``people``'s.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from onrecord.lexicon import load
from onrecord.speakers.forms import plain
from onrecord.speakers.nouns import words
from onrecord.speakers.roles_phrases import nouns
from onrecord.text.names import Name, given_names, is_organisation

_MONTHLY = re.compile(
    r"\b(?:in|of|since|until|till|last|next|this|early|late|mid|through|during|between|each|every)[ -]$", re.IGNORECASE
)
_LED = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Aa]nother|[Oo]ne|[Ff]ellow)\s+(?:[a-z][\w-]*\s+){0,2}$")
_TOLD_OF = re.compile(r",\s(?:an?|who|whose)\s[^,.;:\n]{3,60},")
_VERB = re.compile(
    r"[’']?\s+(?:[a-z]+ly\s+)?(?:said|says|told|wrote|added|has|had|is|was|did|will|would|[a-z]{2,}ed|[a-z]{3,}s)\b"
)


@cache
def places() -> frozenset[str]:
    """Names of countries, states and cities, plain."""
    rows = load("mentions")["places"].split(";")
    return countries() | frozenset(plain(" ".join(row.split())) for row in rows)


@cache
def countries() -> frozenset[str]:
    """Names of countries, plain."""
    return frozenset(plain(" ".join(row.split())) for row in load("mentions")["countries"].split(";"))


def couples(text: str, rows: list[Name]) -> list[Name]:
    """ "James and Olive Meehan": the first bears the surname too."""
    known = given_names()
    for at, (one, other) in enumerate(pairwise(rows)):
        given = len(one.words) == 1 and len(other.words) > 1 and {plain(one.words[0]), plain(other.words[0])} <= known
        if given and text[one.stop : other.start] == " and ":
            rows[at] = one._replace(words=(one.words[0], other.words[-1]))
    return rows


def without_opener(name: Name) -> Name:
    """ "Poor Mexico", "Say Mexico" at the start of a sentence: the country; "Jack London" is a person; "Striker Dani Vega" is Dani Vega."""
    rest = name.words[1:]
    if not (rest and name.opens_sentence) or name.words[0].lower() in given_names():
        return name
    if len(rest) == 2 and not name.titles and name.words[0].lower() in nouns() and not is_organisation(rest):
        return name._replace(start=name.stop - len(" ".join(rest)), words=rest)
    if plain(" ".join(rest)) not in countries() or plain(name.text) in places():
        return name
    return name._replace(start=name.stop - len(" ".join(rest)), words=rest)


def _is_member(text: str, name: Name) -> bool:
    """ "the Michigan Democrat": somebody of a party, not a name; nor is "Mexican", nor "Mexicans"."""
    if len(name.words) == 1 and not name.titles:
        word = plain(name.words[0])
        if word in words("peoples") or word in words("nationals") or word.removesuffix("s") in words("nationals"):
            return True
    return (
        name.words[-1].lower() in words("partisans")
        and not name.titles
        and _LED.search(text[max(0, name.start - 30) : name.start]) is not None
    )


def _stands(text: str, name: Name, inside: bool) -> bool:
    """Whether a single word is a name: ``inside`` other names, or within a sentence, or before a verb; no month."""
    if name.words == ("May",):
        before = _MONTHLY.search(text, max(0, name.start - 10), name.start)
        if before is not None or re.match(r" \d", text[name.stop : name.stop + 2]):
            return False
    if inside or not name.opens_sentence or plain(name.words[0]) in places():
        return True
    plainly = not name.text.lower().endswith("ly") and "'" not in name.text and "’" not in name.text
    return plainly and (_VERB.match(text, name.stop) or _TOLD_OF.match(text, name.stop)) is not None


def plausible(text: str, rows: list[Name], labels: frozenset[int]) -> list[Name]:
    """Without single words that open a sentence and are no name elsewhere, unless a verb follows as after a surname."""
    inside = {name.text for name in rows if not name.opens_sentence} | {
        w for n in rows if len(n.words) > 1 for w in n.words
    }
    return [
        name
        for name in rows
        if not _is_member(text, name)
        and (len(name.words) > 1 or name.titles or name.start in labels or _stands(text, name, name.text in inside))
    ]
