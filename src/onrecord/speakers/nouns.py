"""A common noun → what it can stand for: a body, an office, a relative, a person, people, a document (``data/mentions.toml``)."""

from __future__ import annotations

from functools import cache
from typing import Literal

from onrecord.lexicon import load
from onrecord.text.names import listed

Class = Literal["person", "group", "body", "document", "unknown"]
_PERSON = ("man", "woman", "person", "ist", "ian", "eer", "ster", "crat", "year-old", "maker", "holder", "checker", "goer",
           "taker", "keeper", "writer", "worker", "leader", "dealer", "trader", "native")  # fmt: skip
_PAPER = ("tion", "sion", "ment", "ings", "sheet", "page", "debate", "passage")
_SINGULAR_S = ("ss", "us", "is", "news", "series", "chess", "ics")


@cache
def words(name: str) -> frozenset[str]:
    """A list of the file as a set."""
    return frozenset(load("mentions")[name].split())


@cache
def bodies() -> dict[str, frozenset[str]]:
    """A noun of bodies → the nouns that a body may be called by then, itself among them."""
    return _lines("bodies", mutual=True)


@cache
def kinds() -> dict[str, frozenset[str]]:
    """A noun of offices → the offices and titles that are of that kind, itself among them."""
    return _lines("kinds")


@cache
def _lines(name: str, mutual: bool = False) -> dict[str, frozenset[str]]:
    """The first word of each line with the others; ``mutual``: each word of a line with all of them."""
    found: dict[str, set[str]] = {}
    for line in load("mentions")[name].strip().splitlines():
        row = line.split()
        for word in row if mutual else row[:1]:
            found.setdefault(word, set()).update(row)
    return {key: frozenset(row) for key, row in found.items()}


@cache
def persons() -> frozenset[str]:
    """Nouns of single persons."""
    offices = listed("anonymous") | words("persons") | words("kin") | frozenset(kinds())
    return (offices | frozenset(load("grammar")["role_nouns"])) - frozenset(bodies()) - {"ministry", "agency", "outlet"}


@cache
def relatives() -> frozenset[str]:
    """Nouns of somebody's people: kin, and persons of every other kind."""
    return words("kin") | words("persons")


@cache
def groups() -> frozenset[str]:
    """Nouns and pronouns of several or many."""
    return (listed("group") | words("groups")) - frozenset(bodies())


@cache
def documents() -> frozenset[str]:
    """Nouns of what is written, counted or shown."""
    return listed("document") | words("documents")


@cache
def things() -> frozenset[str]:
    """Last words of names that are no person's."""
    return words("things")


@cache
def _many() -> frozenset[str]:
    """Nouns of many that are none of a body or a place."""
    return groups() - {"states", "nations", "news", "press", "most", "base", "left", "right", "world"}


def plural(word: str) -> bool:
    """Whether a word with a capital is that of many people: Democrats, Latinos, Birchers; no surname such as Sanders."""
    lower = word.lower()
    return lower in _many() or (
        word[:1].isupper() and lower.endswith(("ans", "ians", "crats", "inos", "inas", "ists", "ites", "birchers"))
    )


def class_of(noun: str) -> Class:
    """What a head noun in lower case names."""
    noun = noun.removesuffix("'s").removesuffix("'")
    if noun in persons():
        return "person"
    if noun in groups():
        return "group"
    if noun in bodies():
        return "body"
    if noun in documents():
        return "document"
    last = noun.rpartition("-")[2]
    found = _by_shape(noun)
    return class_of(last) if found == "unknown" and last != noun else found


def _by_shape(noun: str) -> Class:
    if noun.endswith("s") and not noun.endswith(_SINGULAR_S):
        one = noun[:-3] + "y" if noun.endswith("ies") else noun[:-1]
        if one in bodies() or one in persons() or one.removesuffix("e") in persons():
            return "group"
        if one.endswith(("er", "or", "ist", "ian", "ican", "crat", "ee", "ant", "ent", "ive", "al")):
            return "group"
    if noun.endswith(("men", "women", "people", "folk", "folks")):
        return "group"
    if noun.endswith(_PERSON):
        return "person"
    if noun.endswith(_PAPER):
        return "document"
    return "unknown"
