"""A pronoun and the names before it → whom it stands for, with the reason, or nobody when two stand equal.

A ranking by nearness, by being the subject of a sentence, by having spoken last and by gender (the usual order of
salience in news; Hobbs 1978, Lappin and Leass 1994), with a margin below which it declines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import log2
from typing import NamedTuple

from onrecord.speakers.actors import Actor

_MARGIN = 0.5
_FARTHEST = 3
"""Paragraphs to look back."""


class Place(NamedTuple):
    """Where an actor is named: the weight says how much that place makes it the subject of talk."""

    start: int
    actor: Actor
    weight: float


class Choice(NamedTuple):
    """The actor chosen, how sure, and why; ``actor`` is ``None`` when declined."""

    actor: Actor | None
    score: float
    reason: str


def choose(
    at: int, word: str, places: Sequence[Place], paragraphs: Sequence[int], last: Actor | None, barred: Actor | None
) -> Choice:
    """Whom ``word`` at offset ``at`` stands for.

    :param places: in text order; :param paragraphs: start offsets of the paragraphs, sorted.
    :param last: who spoke last; :param barred: who it cannot be (the speaker of the words around it).
    """
    sex = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}.get(word)
    scores: dict[int, tuple[float, Actor]] = {}
    here = bisect_left(paragraphs, at + 1)
    for place in reversed(places[: bisect_left(places, (at,), key=lambda p: (p[0],))]):
        distance = here - bisect_left(paragraphs, place.start + 1)
        if distance > _FARTHEST:
            break
        actor = place.actor
        if actor is barred or actor.kind != "person" or (sex and actor.gender not in (None, sex)):
            continue
        known = 1.5 if sex and actor.gender == sex else 0
        topical = 0.2 * log2(1 + len(actor.entity.places)) if actor.entity else 0
        score = (3 - distance) + place.weight + known + topical - (at - place.start) / 2000
        if score > scores.get(id(actor), (-9.0, actor))[0]:
            scores[id(actor)] = (score, actor)
    if last is not None and id(last) in scores and last is not barred:
        scores[id(last)] = (scores[id(last)][0] + 2, last)
    elif last is not None and last is not barred and last.kind == "person" and last.gender in (None, sex):
        scores[id(last)] = (3.0, last)
    return _decided(word, sorted(scores.values(), key=lambda row: -row[0]))


def _decided(word: str, ranked: list[tuple[float, Actor]]) -> Choice:
    if not ranked:
        return Choice(
            None, 0.0, f"nobody whom “{word}” could stand for is named in the {_FARTHEST} paragraphs before it"
        )
    best, actor = ranked[0]
    lead = best - ranked[1][0] if len(ranked) > 1 else 3.0
    shown = actor.name or f"the unnamed {actor.head}"
    if lead < _MARGIN:
        return Choice(
            None, 0.0, f"“{word}” could be {shown} or {ranked[1][1].name or 'somebody unnamed'}: neither stands out"
        )
    return Choice(actor, min(0.9, 0.55 + 0.1 * lead), f"“{word}” stands for {shown}, the one talked of just before")
