"""Mentions as they come → who is talked of at an offset, how much, and whom a pronoun there stands for, or nobody.

Every naming adds to its bearer by its place in the sentence and fades with each sentence and paragraph (Lappin and Leass
1994); pronouns of the narrative are resolved as they come and count as namings themselves, so that a profile of one
person keeps him in mind. Gender excludes or weighs; two that stand nearly equal are declined.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Iterator
from math import log2
from typing import NamedTuple

from onrecord.speakers.actors import Actor
from onrecord.speakers.page import Page

SEX = {"he": "male", "him": "male", "his": "male", "himself": "male", "she": "female", "her": "female", "hers": "female",
       "herself": "female"}  # fmt: skip
_TOKEN = re.compile(
    r"[HhSs](?<!\w[HhSs])(?:(?<=[Hh])(?:[Ee]|[Ii][Mm](?:[Ss][Ee][Ll][Ff])?|[Ii][Ss]|[Ee][Rr](?:[Ss]|[Ss][Ee][Ll][Ff])?)|(?<=[Ss])[Hh][Ee])\b"
)
"""He, him, himself, his, she, her, hers, herself; the first letter stands first, so that the search leaps from one to the next."""
_WEIGHT = {"he": 0.9, "she": 0.9}
_OTHER = 0.45
_FADE, _FADE_PARAGRAPH = 0.6, 0.85
_WINDOW = 8
"""Sentences to look back; further back only one that stands alone counts."""
_FADES = [_FADE**age for age in range(_WINDOW + 1)]
_UNKNOWN_GENDER, _UNKNOWN_KIND, _NAMED_INSIDE, _UNNAMED = 0.5, 0.5, 0.12, 0.55
_UNKNOWN_SPEAKER = 0.8
_JUST = 2
_RATIO = 1.08
"""How much more than the next the first must be talked of."""
_OFTENEST = 1024
_LOGS = [log2(1 + count) for count in range(_OFTENEST + 1)]
_OFTEN = 0.5
"""How much further namings add to the weightiest."""
_TOPIC = 0.02
SPEAKER = 1.4
"""Weight of who just spoke."""


class Event(NamedTuple):
    """One naming; ``order`` keeps rows comparable."""

    start: int
    order: int
    actor: Actor
    weight: float
    sentence: int
    paragraph: int


class Choice(NamedTuple):
    """The actor chosen, how sure, and why; ``actor`` is ``None`` when declined."""

    actor: Actor | None
    score: float
    reason: str


class Salience:
    """Who is talked of where, for one document."""

    def __init__(self, page: Page, namings: Iterable[tuple[int, Actor, float]]) -> None:
        self.page = page
        self._events: list[Event] = []
        self._waiting = sorted(namings, key=lambda row: row[0])
        self._tokens = [m for m in _TOKEN.finditer(page.text) if not page.quoted(m.start())]
        self._next_naming = self._next_token = 0

    def note(self, at: int, actor: Actor, weight: float = SPEAKER) -> None:
        """One more naming of ``actor``, such as being the speaker of a statement."""
        insort(
            self._events, Event(at, len(self._events), actor, weight, self.page.sentence(at), self.page.paragraph(at))
        )

    def advance(self, at: int) -> None:
        """Take in everything before ``at``."""
        while True:
            naming = (
                self._waiting[self._next_naming][0] if self._next_naming < len(self._waiting) else len(self.page.text)
            )
            token = (
                self._tokens[self._next_token].start() if self._next_token < len(self._tokens) else len(self.page.text)
            )
            if min(naming, token) >= at:
                return
            if naming <= token:
                self.note(*self._waiting[self._next_naming])
                self._next_naming += 1
            else:
                word = self._tokens[self._next_token][0].lower()
                self._next_token += 1
                found = self._rank(token, word, (), ()).actor
                if found is not None:
                    self.note(token, found, _WEIGHT.get(word, _OTHER))

    def choose(
        self, at: int, word: str, barred: Collection[Actor] = (), inside: Collection[Actor] = (), topic: float = 0.0
    ) -> Choice:
        """Whom a pronoun at ``at`` stands for.

        :param barred: who it cannot be (the speaker of the words around it); :param inside: who is named in the words
            that it reports, since nobody speaks of himself by name.
        :param topic: how much being named often counts.
        """
        self.advance(at)
        return self._rank(at, word, barred, inside, topic)

    def among(self, at: int, word: str, fits: Callable[[Actor], bool]) -> Choice:
        """Which of the actors that fit is talked of most at ``at``."""
        self.advance(at)
        scores = {actor: value for actor, value in self._talked_of(at).items() if fits(actor)}
        return _decided(word, scores)

    def recent(self, at: int, fits: Callable[[Actor], bool], sentences: int) -> Actor | None:
        """The actor named last before ``at`` that fits, within so many sentences."""
        self.advance(at)
        here = self.page.sentence(at)
        for event in self._back(at):
            if here - event.sentence > sentences:
                return None
            if fits(event.actor):
                return event.actor
        return None

    def _back(self, at: int) -> Iterator[Event]:
        """What was named before an offset, the last first."""
        for place in range(bisect_left(self._events, (at,)) - 1, -1, -1):
            yield self._events[place]

    def _rank(
        self, at: int, word: str, barred: Collection[Actor], inside: Collection[Actor], topic: float = 0.0
    ) -> Choice:
        sex = SEX.get(word)
        spoke = self.spoke(at)
        scores = {}
        for actor, value in self._talked_of(at).items():
            fit = _fit(actor, sex, actor is spoke)
            if fit and actor not in barred:
                scores[actor] = (
                    (value + topic * _topic(actor) if topic else value)
                    * fit
                    * (_NAMED_INSIDE if actor in inside else 1.0)
                )
        if not scores:
            return self._alone(word, sex, {*barred, *inside}, at)
        return _decided(word, scores)

    def spoke(self, at: int) -> Actor | None:
        """Who spoke last, in this sentence or the two before."""
        here = self.page.sentence(at)
        for event in self._back(at):
            if here - event.sentence > _JUST:
                return None
            if event.weight == SPEAKER:
                return event.actor
        return None

    def _talked_of(self, at: int) -> dict[Actor, float]:
        """How much everybody is talked of: his weightiest naming, and half of what the other sentences add."""
        here, paragraph = self.page.sentence(at), self.page.paragraph(at)
        most: dict[Actor, float] = {}
        total: dict[Actor, float] = {}
        within: dict[Actor, float] = {}
        sentence = here
        for event in self._back(at):
            age = here - event.sentence
            if age > _WINDOW:
                break
            if event.sentence != sentence:
                _take_in(within, most, total)
                sentence, within = event.sentence, {}
            value = event.weight * _FADES[age] * _FADE_PARAGRAPH ** (paragraph - event.paragraph)
            if value > within.get(event.actor, 0.0):
                within[event.actor] = value
        _take_in(within, most, total)
        return {actor: best + _OFTEN * (total[actor] - best) + _TOPIC * _topic(actor) for actor, best in most.items()}

    def _alone(self, word: str, sex: str | None, barred: set[Actor], at: int) -> Choice:
        """Nobody near: the only one of that gender whom the document names before."""
        before = {event.actor for event in self._events[: bisect_left(self._events, (at,))]}
        fit = [actor for actor in before - barred if sex and actor.kind == "person" and actor.gender == sex]
        if len(fit) == 1:
            return Choice(fit[0], 0.55, f"“{word}” stands for {shown(fit[0])}, the only one named so far whom it can")
        return Choice(None, 0.0, f"nobody whom “{word}” could stand for is named shortly before it")


def _take_in(within: dict[Actor, float], most: dict[Actor, float], total: dict[Actor, float]) -> None:
    """Add one sentence: of several namings there the weightiest counts."""
    for actor, value in within.items():
        total[actor] = total.get(actor, 0.0) + value
        if value > most.get(actor, 0.0):
            most[actor] = value


def _fit(actor: Actor, sex: str | None, spoke: bool) -> float:
    """How well an actor can be a single person of a gender; 0: not at all; ``spoke``: has just spoken."""
    if actor.kind not in ("person", "unknown") or (
        actor.kind == "unknown" and actor.entity is not None and actor.entity.place
    ):
        return 0.0
    if sex and actor.gender not in (None, sex):
        return 0.0
    if actor.gender == sex:
        gender = 1.0
    elif looks_female(actor):
        gender = _UNKNOWN_SPEAKER if sex == "female" else _UNKNOWN_GENDER / 2
    else:
        gender = _UNKNOWN_SPEAKER if spoke else _UNKNOWN_GENDER
    return gender * (1.0 if actor.kind == "person" else _UNKNOWN_KIND) * (_UNNAMED if actor.anonymous else 1.0)


def looks_female(actor: Actor) -> bool:
    """Whether a given name that no list knows ends as most women's do."""
    words = (actor.name or "").split()
    return len(words) > 1 and words[0].endswith("a")


def _topic(actor: Actor) -> float:
    return _LOGS[min(len(actor.entity.places), _OFTENEST)] if actor.entity else 0.0


def _decided(word: str, scores: dict[Actor, float]) -> Choice:
    ranked = sorted(scores.items(), key=lambda row: -row[1])
    if not ranked:
        return Choice(None, 0.0, f"nobody whom “{word}” could stand for is talked of here")
    actor, best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if best < _RATIO * second:
        return Choice(None, 0.0, f"“{word}” could be {shown(actor)} or {shown(ranked[1][0])}: neither stands out")
    lead = best / (best + second)
    return Choice(
        actor, round(min(0.95, 0.2 + 0.75 * lead), 2), f"“{word}” stands for {shown(actor)}, the one talked of here"
    )


def shown(actor: Actor | None) -> str:
    """An actor in a reason's words."""
    if actor is None:
        return "nobody"
    name = actor.name or f"the unnamed {actor.head}".strip()
    return f"{name} (@{actor.handles[0]})" if actor.handles and actor.handles[0] != actor.name else name
