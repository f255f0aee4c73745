"""The words at a body's name → the nouns that the document calls it by: "the RT television network", "Zero Hedge, a website".

By these "the network" finds it further down. Before the name, right behind it, in apposition, behind *is*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.lexicon import load
from onrecord.speakers.nouns import bodies
from onrecord.text.names import Name

_BEHIND = re.compile(r" (?P<first>[a-z][a-z-]+)(?: (?P<second>[a-z][a-z-]+))?")
_APPOSED = re.compile(r"(?:,\s+|\s+(?:is|was|remains)\s+)(?:an?|the|its|one of the)\s+(?P<phrase>[^,.;:()“”\"]{3,90})")
_CUT = re.compile(
    r"\s(?:of|for|in|at|from|with|on|to|that|which|who|whose|based|run|owned|founded|backed|behind|and)\s"
)
_BEFORE = re.compile(r"(?P<noun>[a-z]+),? $")


def callings_at(text: str, name: Name) -> Iterator[str]:
    """Nouns of bodies that one naming gives its bearer."""
    before = _BEFORE.search(text, max(0, name.start - 20), name.start)
    if before is not None and before["noun"] in bodies():
        yield before["noun"]
    behind = _BEHIND.match(text, name.stop)
    if behind is not None:
        if behind["first"] in bodies():
            yield behind["first"]
        elif behind["second"] in bodies() and not _verbal(behind["first"]):
            yield behind["second"]
    yield from apposed_at(text, name)


def apposed_at(text: str, name: Name) -> Iterator[str]:
    """The noun of a body that stands in apposition to a name, or behind *is*."""
    apposed = _APPOSED.match(text, name.stop)
    if apposed is not None:
        head = _CUT.split(apposed["phrase"], maxsplit=1)[0].split()
        if head and head[-1].lower() in bodies():
            yield head[-1].lower()


def _verbal(word: str) -> bool:
    return word in _closed() or word.endswith(("ed", "s", "ly"))


@cache
def _closed() -> frozenset[str]:
    """Words that stand in no name of a kind: verbs, prepositions and the like."""
    grammar = load("grammar")
    lists = (
        "auxiliaries",
        "prepositions",
        "conjunctions",
        "subordinators",
        "adverbs",
        "determiners",
        "irregular_pasts",
    )
    return frozenset(word for name in lists for word in grammar[name]) | {"said", "told", "says", "sued", "owns"}
