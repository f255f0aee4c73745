"""Text → the names printed in it, without their titles; who bears them is left to ``speakers``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.lexicon import load

_KEPT = 1 << 14
"""Runs of words of which is kept how they part."""
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽЀ-Я"
_PARTICLES = "(?:de|van|von|der|den|del|della|di|da|dos|du|la|le|bin|ibn|al|el)[ \u00a0]"
_ARTICLE = "(?:(?:al|el|ad|an|ar|as|ash|at|az|ul)[-’'])?"
"""What Arabic names are joined with: Khalid al-Rashidi."""
_RUN = re.compile(
    rf"(?<![\w@#])(?:[{_UPPER}](?:[\w’'-]*\w)?(?:&[A-Z]\w*)?(?:\.[A-Z])*\.?)(?:[ \u00a0](?:&[ \u00a0])?(?:{_PARTICLES})*{_ARTICLE}"
    rf"(?:[“\"‘'][A-Z][\w .'-]{{1,25}}(?<![a-z]\.)[”\"’'][ \u00a0])?[{_UPPER}](?:[\w’'-]*\w)?(?:\.[A-Z])*\.?)*"
)
_POSSESSIVE = re.compile(r"[’']s?$")
_ENDINGS = ("’s", "'s", "’", "'")
_SPACED = re.compile(r"\S+")

_OFFICE = re.compile(r"\b(?:[Ss]ecretary|[Mm]inister|[Dd]irector|[Cc]ommissioner) (?:of|for) (?:the )?$")
_LEADS_ON = (" of ", " for ", " the ")
_OFFICES = frozenset(
    ["State", "Defense", "Defence", "Homeland", "Security", "Health", "Energy", "Education", "Labor", "Labour", "Commerce",
     "Justice", "Interior", "Agriculture", "Transportation", "Transport", "Treasury", "Foreign", "Affairs", "Finance",
     "Veterans", "National", "Intelligence", "Economy", "Culture", "Information", "Trade", "Environment", "War"]
)  # fmt: skip
_OF_OFFICES = frozenset(
    ["department", "ministry", "committee", "commission", "agency", "bureau", "office", "council", "board", "party"]
)
_LINK = re.compile(r" (?P<word>of|for|to|on|and)(?: the)? ")
_OF_TITLE = re.compile(r" of(?: the)? (?P<title>[A-Z]\w+)\b(?! [A-Z])")
_HEADS_TO = frozenset(["alliance", "coalition", "campaign", "committee", "commission", "council", "conference"])
_SHOUTED = re.compile(r"(?:[A-Z][A-Z’'-]*\s+){3,}[A-Z’'-]+\.?")
_NEXT = re.compile(
    r"\s+(?:The|It|He|She|They|We|I|In|On|At|But|And|A|An|This|That|His|Her|Its|As|If|When|After|For|With|Now|So|My|No|Not|Our|Your|There|Then|What|Who|Why|How|Yes|"
    r"Some|Many|All|Both|These|Those|Since|While|Because|However|Meanwhile|Still|Even|Just|From|By|To)\b"
)
_NUMBERED = ("No", "No.")
_ACRONYM = re.compile(r"(?!(?:ST|FT|MT|VS|NO)\.)[A-Z]{2,4}\.")
"""Letters and the full stop of their sentence: "by the FBI."."""
_END = re.compile(r"[.?!\n]")
_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


class Name(NamedTuple):
    """A name at ``start:stop``; ``words`` are its parts without titles, ``titles`` what stood before them in capitals."""

    start: int
    stop: int
    words: tuple[str, ...]
    titles: tuple[str, ...]
    opens_sentence: bool

    @property
    def text(self) -> str:
        """The name as one string."""
        return " ".join(self.words)


@cache
def listed(name: str) -> frozenset[str]:
    """A word list of ``people.toml`` as a set; ``given_male`` and ``given_female`` are ``given.toml``'s."""
    if name.startswith("given_"):
        return frozenset(load("given")[name.removeprefix("given_")].split())
    return frozenset(load("people")[name])


def find_names(text: str, start: int = 0, stop: int | None = None) -> Iterator[Name]:
    """Names in ``text[start:stop]``, left to right; words that only open a sentence are left out."""
    stop = len(text) if stop is None else stop
    last: Name | None = None
    for match in _RUN.finditer(text, start, stop):
        if _SHOUTED.fullmatch(match[0]):
            continue
        for name in _split(text, match.start(), match.end()):
            joined = _joined(text, last, name) if last else None
            if last and joined is None:
                yield _closed(text, last)
            last = joined or name
    if last:
        yield _closed(text, last)


def _closed(text: str, name: Name) -> Name:
    """With a last word that is a title elsewhere: Department of Justice."""
    tail = _OF_TITLE.match(text, name.stop) if name.words[-1].lower() in listed("body_heads") else None
    if tail is None or tail["title"].lower() not in listed("titles"):
        return name
    return name._replace(stop=tail.end(), words=(*name.words, *tail[0].split()))


def _joined(text: str, one: Name, other: Name) -> Name | None:
    """The name of a body that goes on behind "of", "for" or "and": Department of Justice, Securities and Exchange
    Commission."""
    between = text[one.stop : other.start].removesuffix(" ".join([*other.titles, ""]))
    link = _LINK.fullmatch(between)
    if link is None or one.words[-1][-1:] in "’'":
        return None
    if link["word"] == "and":
        if one.words[-1].lower() in listed("organisation") and link[0].endswith(" the "):
            return None  # "the Green Party and the Labour Party"
        body = other.words[-1].lower() in listed("organisation") and text[: one.start].endswith(("the ", "The "))
        tail = other.words[-1].lower() in listed("body_tails") and is_organisation(one.words) and len(one.words) > 2
        fits = tail or (body and not one.titles and len(one.words) < 3 and "of" not in one.words)
    else:
        fits = one.words[-1].lower() in (listed("body_heads") if link["word"] in ("of", "for") else _HEADS_TO)
    if not fits:
        return None
    words = (*one.words, *between.split(), *other.titles, *other.words)
    return Name(one.start, other.stop, words, one.titles, one.opens_sentence)


def _split(text: str, start: int, stop: int) -> Iterator[Name]:
    """A run of capitalised words is cut at possessives and sentence ends, and its titles are set apart."""
    part: list[tuple[int, int]] = []
    for match in _SPACED.finditer(text, start, stop):
        last = match.end()
        word = match[0]
        if part and word in _NUMBERED:  # "HP No longer", "HP No. 2"
            yield from _name(text, part)
            part = []
            continue
        part.append(match.span())
        stopped = word.endswith(".") and (
            (len(word) > 4 and word.lower() not in listed("titles"))
            or _NEXT.match(text, last, min(stop, last + 30))
            or (_ACRONYM.fullmatch(word) and not _goes_on(word.lower(), _SPACED.search(text, last, stop)))
        )
        if stopped or word.endswith(_ENDINGS):
            yield from _name(text, part)
            part = []
    if part:
        yield from _name(text, part)


def _goes_on(word: str, following: re.Match[str] | None) -> bool:
    """Whether letters with a full stop are a title or part of a name: "GEN.", and in a line of capitals "CPL. ANN ROE"."""
    shouted = following is not None and following[0].isupper()
    return word in _abbreviated() or (shouted and word in _short_titles())


def _name(text: str, part: list[tuple[int, int]]) -> Iterator[Name]:
    words = [_bare(text[a:b]) for a, b in part]
    opens = _opens_sentence(text, part[0][0])
    while (
        words
        and opens
        and (words[0].lower() in _openers() or (len(words) > 1 and words[0].lower() in _DAYS))
        and not _given(text, words, part)
    ):
        words, part = words[1:], part[1:]
    if not words:
        return
    if opens and len(words) > 2 and words[1].lower() in given_names() and words[0].lower() not in _leading():
        words, part = words[1:], part[1:]  # "Entrusting Donald Trump with it"
    if text.endswith(_LEADS_ON, 0, part[0][0]) and _OFFICE.search(text, max(0, part[0][0] - 30), part[0][0]):
        offices = next((k for k, word in enumerate(words) if word not in _OFFICES), 0)
        words, part = words[offices:], part[offices:]
    parted = _parted(tuple(words))
    if parted is not None:
        titled, first = parted
        yield Name(part[first][0], part[-1][0] + len(words[-1]), tuple(words[first:]), tuple(words[:titled]), opens)


@lru_cache(maxsize=_KEPT)
def _parted(words: tuple[str, ...]) -> tuple[int, int] | None:
    """How many words are titles and where the name behind them begins; ``None`` where they name nobody."""
    last_title = _last_title([word.lower() for word in words])
    if last_title == len(words) - 2 and words[-1].lower() in _OF_OFFICES:
        last_title -= 1  # "Justice Department"
    first = last_title + 1
    while (
        len(words) - first > 1
        and words[first].lower() in listed("demonyms")
        and not is_organisation(words[first + 1 :])
    ):
        first += 1
    name = words[first:]
    if len(name) == 1 and (len(name[0]) < 2 or name[0].lower() in _closed_class()):
        return None
    if all(word.lower().replace("’", "'") in listed("not_names") for word in name):
        return None
    return last_title + 1, first


def _given(text: str, words: list[str], part: list[tuple[int, int]]) -> bool:
    """ "Will Haddad opened …" names Will; "Will Haddad open …?" asks."""
    if len(words) < 2 or words[0].lower() not in given_names():
        return False
    end = _END.search(text, part[-1][1], min(len(text), part[-1][1] + 400))
    return end is None or end[0] != "?"


def _last_title(lower: list[str]) -> int:
    """Index of the last word that is a title; a title as the last word is a name there ("Mr. King", "Larry King")."""
    titles = [
        k
        for k, word in enumerate(lower)
        if word in listed("titles") or (f"{word}." in listed("titles") and k < len(lower) - 1)
    ]
    if not titles or titles[-1] < len(lower) - 1:
        return titles[-1] if titles else -1
    leading = next((k for k, word in enumerate(lower) if word not in listed("titles")), len(lower)) - 1
    honorific = leading == len(lower) - 1 and lower[0].rstrip(".") in (
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "lord",
        "lady",
    )
    return leading - 1 if honorific else leading


@lru_cache(maxsize=_KEPT)
def _bare(word: str) -> str:
    if word.endswith(_ENDINGS):
        word = _POSSESSIVE.sub("", word)
    if word.endswith(".") and len(word) > 2 and word.lower() not in _abbreviated() and word.count(".") == 1:
        return word[:-1]
    return word


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(" \u00a0")
    return not before or before[-1] in ".?!\n“\"‘'”:•—–"


@cache
def given_names() -> frozenset[str]:
    """Every given name of either gender, in lower case."""
    return listed("given_male") | listed("given_female")


@cache
def _leading() -> frozenset[str]:
    """Words with a capital that may stand before a given name and are part of the name or its title."""
    return given_names() | listed("titles")


@cache
def _abbreviated() -> frozenset[str]:
    return listed("titles") | listed("suffixes")


@cache
def _short_titles() -> frozenset[str]:
    return frozenset(load("roles")["abbreviated"].split())


@cache
def _closed_class() -> frozenset[str]:
    """Words that never name anybody alone, whatever their capital."""
    grammar = load("grammar")
    return frozenset(word for name in ("determiners", "pronouns", "conjunctions") for word in grammar[name])


@cache
def _openers() -> frozenset[str]:
    grammar = load("grammar")
    closed = (
        "sentence_openers",
        "determiners",
        "pronouns",
        "prepositions",
        "conjunctions",
        "subordinators",
        "adverbs",
        "auxiliaries",
    )
    return frozenset(word for name in closed for word in grammar[name]) | {
        "asked",
        "according",
        "speaking",
        "citing",
        "another",
        "maybe",
        "perhaps",
    }


def gender(words: tuple[str, ...], titles: tuple[str, ...]) -> str | None:
    """``"male"`` or ``"female"`` by title or given name; ``None`` where neither tells."""
    for title in titles:
        for sex in ("male", "female"):
            if title.lower() in listed(sex):
                return sex
    given = words[0].lower() if len(words) > 1 else ""
    male, female = given in listed("given_male"), given in listed("given_female")
    return None if male == female else "male" if male else "female"


def is_organisation(words: tuple[str, ...]) -> bool:
    """Whether a name is an organisation's by one of its words, or an acronym."""
    lower = [word.lower() for word in words]
    return any(word in listed("organisation") or word == "&" for word in lower) or (
        len(words) == 1 and words[0].isupper() and len(words[0]) > 1
    )
