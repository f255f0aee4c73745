"""Descriptions of people that speak ("the senator", "his lawyer", "the 34-year-old", "officials") → whom they stand for.

An office finds its holder, a relative his kin, an epithet whoever is talked of; what finds nobody named is an actor of its
own, so that "the official" comes back to "a senior official". Bodies and documents are ``nominals_bodies``'.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise

from onrecord.model import Span
from onrecord.speakers.actors import Actor, Kind
from onrecord.speakers.cast import Cast
from onrecord.speakers.decisions import Decision, chosen, declined
from onrecord.speakers.forms import core, plain
from onrecord.speakers.mentions import Mention
from onrecord.speakers.nouns import class_of, kinds, words
from onrecord.speakers.salience import Salience, looks_female, shown
from onrecord.speakers.traits import age_in, aged
from onrecord.text.names import listed

LEAD = re.compile(
    r"^(?:the|a|an|another|one|some|several|this|that|these|those|its|their|his|her|our|my)\s+", re.IGNORECASE
)
OWNER = re.compile(r"^(?P<owner>my|our|his|her|their|its|whose)\b", re.IGNORECASE)
STOP = frozenset(
    ["the", "a", "an", "of", "for", "to", "in", "at", "and", "this", "that", "his", "her", "their", "its", "my", "our"]
)
_TOPIC = 0.12
"""How much being the topic of the document counts for an epithet: it takes a person known by now."""
_UNNAMED_NEAR = 12
"""Sentences in which "the official" comes back to the unnamed one called so."""
_LEADS = 3
"""Paragraphs, the headline among them, that tell of somebody before they name him."""
_LONG = 100
_KIN_OF = re.compile(r"\sof\s(?!(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b)")
_DETERMINED = re.compile(r"(?:the|an?|this|that|one|another|his|her|their|its|my|our|[\w.]+[’']s?)\s", re.IGNORECASE)
_POSSESSIVES = {
    None: {"his", "her", "their", "my", "our"}, "male": {"his", "their", "my", "our"}, "female": {"her", "their", "my", "our"}
}  # fmt: skip
_MEN = frozenset(["ex-husband", "dad", "father-in-law", "brother-in-law", "son-in-law", "grandson", "stepfather"])
_RELATIVES = _MEN | frozenset(
    ["wife", "husband", "ex-wife", "mother", "father", "son", "daughter", "brother", "sister", "mom", "mum", "grandmother",
     "grandfather", "stepmother", "niece", "nephew", "aunt", "uncle", "granddaughter", "widow", "widower"]
)  # fmt: skip
_SECOND = ("vice", "deputy", "assistant")


class Nominals:
    """The rules for one document."""

    def __init__(self, cast: Cast, salience: Salience) -> None:
        self.cast, self.salience = cast, salience

    def office(
        self, at: Span, mention: Mention, barred: Collection[Actor], speaking: Actor | None, inside: Collection[Actor]
    ) -> Decision:
        """ "the senator", "his lawyer": the person here who holds that office, or another word for the one talked of.

        :param inside: who is named in the words reported, and so does not report them.
        """
        owner = self.owner(at, mention, barred, speaking)
        if owner is not None or OWNER.match(at.text):
            return self._owned(at, mention, owner, barred)
        if mention.head in words("kin") and _KIN_OF.search(at.text):
            return self.unnamed(at, mention)
        earlier = self.salience.recent(at.start, lambda a: a in self.cast.unnamed_of(mention.head), _UNNAMED_NEAR)
        if earlier is not None:
            return Decision(earlier, "role", 0.8, f"goes back to {shown(earlier)}")
        shown_lower = at.text.lower()
        second = any(map(shown_lower.__contains__, _SECOND)) and re.search(
            rf"\b(?:vice|deputy|assistant)[ -]{re.escape(mention.head)}\b", shown_lower
        )
        office = f"vice {mention.head}" if second else mention.head
        held = [actor for actor in self.cast.holders(office) if actor not in barred]
        age = age_in(at.text)
        if age is not None:
            held = [actor for actor in self.cast.holders(age) if actor not in barred] or [
                actor for actor in held if not aged(actor.traits)
            ]
        best = _best(at.text, [actor for actor in held if actor not in inside] or held)
        if len(best) == 1:
            return Decision(best[0], "role", 0.85, f"the only {mention.head} here is {shown(best[0])}")
        if best:
            return self._told_apart(at, mention, best)
        told = self._told_below(at) if not _DETERMINED.match(at.text) else None
        if told is not None:
            return Decision(told, "role", 0.6, f"“{at.text}” of the headline is {shown(told)}, named first below it")
        if mention.head in listed("anonymous") and mention.head not in kinds() and len(at.text.split()) < 3:
            return self.unnamed(at, mention)
        if not at.text.lower().startswith(("the ", "this ", "that ")):
            return self.unnamed(at, mention)
        return self._epithet(at, mention, barred, inside)

    def _told_below(self, at: Span) -> Actor | None:
        """Who a headline's bare noun stands for: the first person of the text below, if his roles share a word with it."""
        paragraphs = self.cast.page.paragraphs
        if not self.cast.page.leads(at.start, _LEADS):
            return None
        long = next(
            (p for p, q in pairwise([*paragraphs, len(self.cast.text)]) if p > at.start and q - p > _LONG), None
        )
        named = [e for _, e in self.cast.people.at(long, self.cast.page.closing(long)) if e.person] if long else []
        actor = self.cast.of_entity(named[0]) if named else None
        said = {plain(word) for word in re.findall(r"[\w-]+", at.text)} - STOP
        known = {plain(word) for role in actor.roles for word in re.findall(r"[\w-]+", role)} if actor else set()
        return actor if said & known else None

    def _told_apart(self, at: Span, mention: Mention, held: list[Actor]) -> Decision:
        """Several hold the office: the one who has it plainly, or else who is talked of; in a headline who comes first."""
        if self.cast.page.headline(at.start):
            first = min(held, key=lambda a: a.entity.places[0].start if a.entity else 0)
            return Decision(first, "role", 0.6, f"{shown(first)} is the first {mention.head} below the headline")
        plainly = [
            a
            for a in held
            if any(plain(role.split()[0]) in kinds().get(mention.head, {mention.head}) for role in a.roles)
        ]
        if len(plainly) == 1 and len(at.text.split()) == 2:
            return Decision(plainly[0], "role", 0.7, f"{shown(plainly[0])} is called {mention.head} without more")
        return chosen(self.salience.among(at.start, at.text, lambda a: a in held), "role")

    def owner(self, at: Span, mention: Mention, barred: Collection[Actor], speaking: Actor | None) -> Actor | None:
        """Whose somebody or something is: "his lawyer", "Smith’s campaign"."""
        owner = OWNER.match(at.text)
        if owner is not None:
            word = owner["owner"].lower()
            if word in ("my", "our"):
                return speaking
            return self.salience.choose(at.start, word, barred).actor if word in ("his", "her") else None
        named = [a for name in mention.inside if (a := self.cast.of_name(name)) is not None]
        return next((a for a in named if a.entity is None or not a.entity.place), None)

    def _owned(self, at: Span, mention: Mention, owner: Actor | None, barred: Collection[Actor]) -> Decision:
        """ "Smith’s lawyer": who is named so, nearest a holder of that office who is called nobody else's."""
        mine = OWNER.match(at.text)
        names = set(core(owner.entity.words)) if owner is not None and owner.entity is not None else set()
        names |= (
            {"my", "our"}
            if mine and mine["owner"].lower() in ("my", "our")
            else _POSSESSIVES[owner.gender if owner else None]
        )
        held = [
            a
            for a in self.cast.holders(mention.head)
            if a is not owner and a not in barred and _owned_by(a, mention.head, names)
        ]
        if len(held) == 1:
            whose = f"{shown(owner)}’s " if owner is not None else ""
            return Decision(held[0], "role", 0.75, f"{whose}{mention.head} is {shown(held[0])}")
        related = self._related(owner, mention.head, barred) if owner is not None and not held else None
        if related is not None:
            reason = f"{shown(related)} bears the name of {shown(owner)}, whose {mention.head} speaks"
            return Decision(related, "role", 0.6, reason)
        key = f"unnamed:{owner.key}:{mention.head}" if owner is not None else None
        return self.unnamed(at, mention, key)

    def _related(self, owner: Actor, head: str, barred: Collection[Actor]) -> Actor | None:
        """The only one with a relative's surname, of the sex that the noun tells, whom nothing calls another relative."""
        if head not in _RELATIVES or owner.entity is None or len(core(owner.entity.words)) < 2:
            return None
        sex = "male" if head in listed("male") | _MEN else "female"
        surname = core(owner.entity.words)[-1]
        found = [
            actor
            for actor in dict.fromkeys(self.cast.actors.values())
            if actor.kind == "person" and actor.entity is not None and actor is not owner and actor not in barred
            and len(core(actor.entity.words)) > 1 and core(actor.entity.words)[-1] == surname
            and (actor.gender == sex or (actor.gender is None and looks_female(actor) == (sex == "female")))
            and not any(kin in _RELATIVES and _near(kin) != _near(head) for kin in self._kin_to(actor, owner))
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _kin_to(self, actor: Actor, owner: Actor) -> set[str]:
        """What an actor is called to the owner."""
        names = set(core(owner.entity.words)) if owner.entity is not None else set()
        return {kin for whose, kin in actor.kin if plain(whose) in names | _POSSESSIVES[owner.gender]}

    def _epithet(self, at: Span, mention: Mention, barred: Collection[Actor], inside: Collection[Actor]) -> Decision:
        """ "The 56-year-old", "the singer": another word for the person talked of, by gender if the word tells one."""
        word = "he" if mention.head in listed("male") else "she" if mention.head in listed("female") else mention.head
        if class_of(mention.head) != "person":
            return declined(f"nobody here is called “{at.text}”")
        found = self.salience.choose(at.start, word, {*barred, *self._otherwise(at, mention)}, inside, topic=_TOPIC)
        if found.actor is None:
            found = self.salience.choose(at.start, word, barred, inside, topic=_TOPIC)
        if found.actor is None or found.actor.anonymous:
            return (
                self.unnamed(at, mention)
                if found.actor is None and mention.head in listed("anonymous")
                else declined(found.reason)
            )
        if mention.head in words("public") and found.actor.roles:
            return declined(f"{shown(found.actor)}, the one talked of here, is called “{found.actor.roles[0]}”")
        return chosen(found, "epithet", 0.15)

    def _otherwise(self, at: Span, mention: Mention) -> list[Actor]:
        """Whom the word does not fit: of another age, or called by another office where the word is one."""
        age, office = age_in(at.text), mention.head in kinds()
        return [
            actor
            for actor in self.cast.actors.values()
            if (age is not None and aged(actor.traits) and age not in actor.traits) or (office and actor.roles)
        ]

    def somebody(self, at: Span, mention: Mention, barred: Collection[Actor]) -> Decision:
        """ "A judge ruled …": at a document's head the only judge whom it names further down, else somebody unnamed."""
        leads = self.cast.page.leads(at.start, _LEADS)
        held = self.cast.holders(mention.head) if leads and mention.head in words("public") else []
        if len(held) == 1 and held[0] not in barred and held[0].entity and held[0].entity.places[0].start > at.start:
            return Decision(
                held[0], "role", 0.6, f"the only {mention.head} whom the document goes on to name is {shown(held[0])}"
            )
        return self.unnamed(at, mention)

    def unnamed(self, at: Span, mention: Mention, key: str | None = None) -> Decision:
        """Somebody, or some people, whom the document does not name."""
        group = mention.sort in ("group", "they", "you")
        shape = LEAD.sub("", at.text)
        kind: Kind = "group" if group else "person"
        sex = "male" if mention.head in listed("male") else "female" if mention.head in listed("female") else None
        key = key or f"unnamed:{at.text.lower() if group else at.start}"
        actor = self.cast.unnamed(Actor(key, None, kind, True, sex, head=mention.head, roles=[shape]))
        return Decision(actor, "unnamed", 0.9, "a group without names" if group else "not named by the document")


def _near(kin: str) -> str:
    """A relative without what time has changed: an ex-wife is a wife that was."""
    return {"mom": "mother", "mum": "mother", "dad": "father"}.get(kin, kin.removeprefix("ex-").removesuffix("-in-law"))


def _owned_by(actor: Actor, head: str, names: set[str]) -> bool:
    """Whether an office of that kind is held with the owner, or nobody says with whom."""
    wanted = kinds().get(head, frozenset([head]))
    owners = {owner for owner, kin in actor.kin if kin in wanted}
    if owners:
        return bool({plain(owner) for owner in owners} & names)
    return head not in words("kin")


def _best(printed: str, held: list[Actor]) -> list[Actor]:
    """Those whose office shares most of the phrase's words."""
    said = {word.lower() for word in re.findall(r"[\w-]+", printed)} - STOP
    shares = {
        a: max((len(said & set(re.findall(r"[\w-]+", role.lower()))) for role in a.roles), default=0)
        + len(said & a.traits)
        for a in held
    }
    most = max(shares.values(), default=0)
    return [actor for actor in held if shares[actor] == most]
