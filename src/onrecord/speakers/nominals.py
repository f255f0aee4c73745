"""Descriptions that speak ("the senator", "his lawyer", "the paper", "a poll", "officials") → whom they stand for.

An office finds its holder, a relative his kin, a noun of bodies the body whose name holds it; what finds nobody named is
an actor of its own, so that "the official" comes back to "a senior official".
"""

from __future__ import annotations

import re
from collections.abc import Collection

from onrecord.model import Span
from onrecord.speakers.actors import Actor, Kind
from onrecord.speakers.cast import Cast
from onrecord.speakers.decisions import Decision, chosen, declined
from onrecord.speakers.forms import core, plain
from onrecord.speakers.mentions import Mention
from onrecord.speakers.nouns import bodies, class_of, kinds, words
from onrecord.speakers.salience import Salience, shown
from onrecord.text.names import listed

_LEAD = re.compile(
    r"^(?:the|a|an|another|one|some|several|this|that|these|those|its|their|his|her|our|my)\s+", re.IGNORECASE
)
_OWNER = re.compile(r"^(?P<owner>my|our|his|her|their|its|whose)\b", re.IGNORECASE)
_STOP = frozenset(
    ["the", "a", "an", "of", "for", "to", "in", "at", "and", "this", "that", "his", "her", "their", "its", "my", "our"]
)
_SAME_PAPER = (
    frozenset(["poll", "polls", "survey", "polling"]),
    frozenset(["study", "report", "research", "analysis", "paper", "review"]),
    frozenset(["lawsuit", "suit", "complaint", "filing"]),
    frozenset(["email", "e-mail", "emails", "message"]),
    frozenset(["statement", "release"]),
)
_TOPIC = 0.12
"""How much being the topic of the document counts for an epithet: it takes a person known by now."""
_UNNAMED_NEAR = 12
"""Sentences in which "the official" comes back to the unnamed one called so."""
_BODY_NEAR = 6
_LEADS = 3
"""Paragraphs, the headline among them, that tell of somebody before they name him."""
_PUBLIC = frozenset(
    [
        "judge",
        "justice",
        "senator",
        "governor",
        "mayor",
        "congressman",
        "congresswoman",
        "lawmaker",
        "legislator",
        "sheriff",
        "prosecutor",
        "president",
        "minister",
        "premier",
        "chancellor",
        "ambassador",
        "bishop",
        "pope",
        "coach",
    ]
)
_WIDE = frozenset(
    ["nation", "country", "state", "government", "administration", "party", "congress", "house", "army", "military"]
)
"""Bodies that are known without having been named."""
_POSSESSIVES = {
    None: {"his", "her", "their", "my", "our"}, "male": {"his", "their", "my", "our"}, "female": {"her", "their", "my", "our"}
}  # fmt: skip
_MEDIA = frozenset(
    ["paper", "newspaper", "magazine", "outlet", "website", "site", "network", "channel", "publication", "daily"]
)


class Nominals:
    """The rules for one document."""

    def __init__(self, cast: Cast, salience: Salience) -> None:
        self.cast, self.salience = cast, salience

    # -- persons ------------------------------------------------------------------------------------------

    def office(
        self, at: Span, mention: Mention, barred: Collection[Actor], speaking: Actor | None, inside: Collection[Actor]
    ) -> Decision:
        """ "the senator", "his lawyer": the person here who holds that office, or another word for the one talked of.

        :param inside: who is named in the words reported, and so does not report them.
        """
        owner = self._owner(at, mention, barred, speaking)
        if owner is not None or _OWNER.match(at.text):
            return self._owned(at, mention, owner, barred)
        earlier = self.salience.recent(at.start, lambda a: a in self.cast.unnamed_of(mention.head), _UNNAMED_NEAR)
        if earlier is not None:
            return Decision(earlier, "role", 0.8, f"goes back to {shown(earlier)}")
        second = re.search(rf"\b(?:vice|deputy|assistant)[ -]{re.escape(mention.head)}\b", at.text.lower())
        office = f"vice {mention.head}" if second else mention.head
        held = [actor for actor in self.cast.holders(office) if actor not in barred]
        best = _best(at.text, [actor for actor in held if actor not in inside] or held)
        if len(best) == 1:
            return Decision(best[0], "role", 0.85, f"the only {mention.head} here is {shown(best[0])}")
        if best:
            return self._told_apart(at, mention, best)
        if mention.head in listed("anonymous") and mention.head not in kinds() and len(at.text.split()) < 3:
            return self.unnamed(at, mention)
        if not at.text.lower().startswith(("the ", "this ", "that ")):
            return self.unnamed(at, mention)
        return self._epithet(at, mention, barred, inside)

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

    def _owner(self, at: Span, mention: Mention, barred: Collection[Actor], speaking: Actor | None) -> Actor | None:
        owner = _OWNER.match(at.text)
        if owner is not None:
            word = owner["owner"].lower()
            if word in ("my", "our"):
                return speaking
            return self.salience.choose(at.start, word, barred).actor if word in ("his", "her") else None
        named = [a for name in mention.inside if (a := self.cast.of_name(name)) is not None]
        return next((a for a in named if a.entity is None or not a.entity.place), None)

    def _owned(self, at: Span, mention: Mention, owner: Actor | None, barred: Collection[Actor]) -> Decision:
        """ "Smith’s lawyer": who is named so, nearest a holder of that office who is called nobody else's."""
        mine = _OWNER.match(at.text)
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
        key = f"unnamed:{owner.key}:{mention.head}" if owner is not None else None
        return self.unnamed(at, mention, key)

    def _epithet(self, at: Span, mention: Mention, barred: Collection[Actor], inside: Collection[Actor]) -> Decision:
        """ "The 56-year-old", "the singer": another word for the person talked of, by gender if the word tells one."""
        word = "he" if mention.head in listed("male") else "she" if mention.head in listed("female") else mention.head
        if class_of(mention.head) != "person":
            return declined(f"nobody here is called “{at.text}”")
        found = self.salience.choose(at.start, word, barred, inside, topic=_TOPIC)
        if found.actor is None or found.actor.anonymous:
            return (
                self.unnamed(at, mention)
                if found.actor is None and mention.head in listed("anonymous")
                else declined(found.reason)
            )
        if mention.head in _PUBLIC and found.actor.roles:
            return declined(f"{shown(found.actor)}, the one talked of here, is called “{found.actor.roles[0]}”")
        return chosen(found, "epithet", 0.15)

    def somebody(self, at: Span, mention: Mention, barred: Collection[Actor]) -> Decision:
        """ "A judge ruled …": at a document's head the only judge whom it names further down, else somebody unnamed."""
        paragraphs = self.cast.page.paragraphs
        leads = self.cast.page.headline(at.start) or at.start < (
            paragraphs[_LEADS] if len(paragraphs) > _LEADS else 1 << 60
        )
        held = self.cast.holders(mention.head) if leads and mention.head in _PUBLIC else []
        if len(held) == 1 and held[0] not in barred and held[0].entity and held[0].entity.places[0].start > at.start:
            return Decision(
                held[0], "role", 0.6, f"the only {mention.head} whom the document goes on to name is {shown(held[0])}"
            )
        return self.unnamed(at, mention)

    def unnamed(self, at: Span, mention: Mention, key: str | None = None) -> Decision:
        """Somebody, or some people, whom the document does not name."""
        group = mention.sort in ("group", "they", "you")
        shape = _LEAD.sub("", at.text)
        kind: Kind = "group" if group else "person"
        sex = "male" if mention.head in listed("male") else "female" if mention.head in listed("female") else None
        key = key or f"unnamed:{at.text.lower() if group else at.start}"
        actor = self.cast.unnamed(Actor(key, None, kind, True, sex, head=mention.head, roles=[shape]))
        return Decision(actor, "unnamed", 0.9, "a group without names" if group else "not named by the document")

    # -- bodies -------------------------------------------------------------------------------------------

    def body(self, at: Span, mention: Mention, barred: Collection[Actor], speaking: Actor | None) -> Decision:
        """ "the alliance", "the Clinton campaign", "her campaign", "the company"."""
        owner = self._owner(at, mention, barred, speaking)
        if owner is not None and owner.kind == "person" and owner.name:
            return self._owned_body(at, mention, owner)
        if at.text.lower().startswith(("a ", "an ", "one ", "another ")):
            shared = self._shared(at, mention)
            return shared or self._nobody(at, mention)
        if mention.inside or re.search(r"\b[A-Z]", _LEAD.sub("", mention.phrase)[1:]):
            return self._called(at, mention)
        named = self._named_body(at, mention)
        if named is not None:
            return Decision(named, "role", 0.75, f"the {mention.head} named here is {shown(named)}")
        if mention.head in _WIDE:
            return self._nobody(at, mention)
        fits = _media if mention.head in _MEDIA else _organisation
        near = self.salience.among(at.start, at.text, fits)
        if near.actor is not None and len(at.text.split()) < 3:
            return chosen(near, "role", 0.2)
        return self._nobody(at, mention)

    def _owned_body(self, at: Span, mention: Mention, owner: Actor) -> Decision:
        printed = _LEAD.sub("", mention.phrase)
        named = bool(mention.inside) and not re.search(r"[’']", printed)
        key = f"body:{owner.key}:{'campaign' if mention.head in ('camp', 'team') else mention.head}"
        name = printed if named else f"{owner.name}’s {mention.head}"
        actor = self.cast.actor(Actor(key, name, "organisation", head=mention.head))
        actor.aliases.append(printed if mention.inside else f"{owner.name}’s {mention.head}")
        return Decision(actor, "role", 0.8, f"the {mention.head} of {shown(owner)}")

    def _called(self, at: Span, mention: Mention) -> Decision:
        """A name of its own ("the Lund harbour board"), or a body that one of its words leads to ("House panel")."""
        shared = self._shared(at, mention)
        if shared is not None:
            return shared
        name = _LEAD.sub("", mention.phrase)
        actor = self.cast.actor(Actor(f"body:{plain(name)}", name, "organisation", head=mention.head))
        return Decision(actor, "role", 0.75, "an organisation")

    def _shared(self, at: Span, mention: Mention) -> Decision | None:
        """The body whose name holds the noun, or one that stands for it, and another word of the phrase."""
        modifiers = {plain(word) for word in re.findall(r"[\w.]+", mention.phrase) if word.lower() not in _STOP} - {
            mention.head
        }
        for entity in self.cast.people.entities:
            known = set(core(entity.words))
            if entity.organisation and known & bodies().get(mention.head, frozenset()) and modifiers & known:
                actor = self.cast.of_entity(entity)
                return Decision(actor, "role", 0.7, f"“{at.text}” shares its words with {shown(actor)}")
        return None

    def _named_body(self, at: Span, mention: Mention) -> Actor | None:
        """The body whose name holds the noun or one that may stand for it, the last before, else the first after."""
        wanted = bodies().get(mention.head, frozenset([mention.head]))
        for nouns in (frozenset([mention.head]), wanted):

            def fits(actor: Actor, nouns: frozenset[str] = nouns) -> bool:
                if actor.kind != "organisation" or actor.anonymous:
                    return False
                return bool(nouns & set(core(actor.entity.words))) if actor.entity else actor.head in nouns

            found = self.salience.recent(at.start, fits, 60)
            if found is not None:
                return found
            if self.cast.page.headline(at.start):
                after = [self.cast.of_entity(e) for e in self.cast.people.entities]
                found = next((actor for actor in after if fits(actor)), None)
                if found is not None:
                    return found
        return None

    def _nobody(self, at: Span, mention: Mention) -> Decision:
        key = f"body:{_LEAD.sub('', at.text).lower()}"
        actor = self.cast.actor(
            Actor(key, None, "organisation", True, head=mention.head, roles=[_LEAD.sub("", at.text)])
        )
        return Decision(actor, "role", 0.7, "an organisation that is not named")

    # -- documents ----------------------------------------------------------------------------------------

    def document(self, at: Span, mention: Mention) -> Decision:
        """A document whose maker is out of sight; "the poll" goes back to the last one."""
        shape = _LEAD.sub("", at.text)
        named = bool(
            re.search(r"\b[A-Z]", shape[1:] if at.text[:1] != shape[:1] or not mention.inside else shape)
        ) and bool(mention.inside)
        if not named and mention.definite and not _OWNER.match(at.text):
            earlier = self.salience.recent(
                at.start, lambda a: a.kind == "document" and _same_paper(a.head, mention.head), 40
            )
            if earlier is not None:
                return Decision(earlier, "document", 0.7, f"goes back to {earlier.name or 'the ' + earlier.head}")
        actor = self.cast.actor(
            Actor(f"document:{shape.lower()}", shape if named else None, "document", not named, head=mention.head)
        )
        return Decision(actor, "document", 0.85, "a document speaks, its maker is out of sight")


def _owned_by(actor: Actor, head: str, names: set[str]) -> bool:
    """Whether an office of that kind is held with the owner, or nobody says with whom."""
    wanted = kinds().get(head, frozenset([head]))
    owners = {owner for owner, kin in actor.kin if kin in wanted}
    if owners:
        return bool({plain(owner) for owner in owners} & names)
    return head not in words("kin")


def _best(printed: str, held: list[Actor]) -> list[Actor]:
    """Those whose office shares most of the phrase's words."""
    said = {word.lower() for word in re.findall(r"[\w-]+", printed)} - _STOP
    shares = {
        a: max((len(said & set(re.findall(r"[\w-]+", role.lower()))) for role in a.roles), default=0) for a in held
    }
    most = max(shares.values(), default=0)
    return [actor for actor in held if shares[actor] == most]


def _same_paper(one: str, other: str) -> bool:
    return one == other or any({one, other} <= same for same in _SAME_PAPER)


def _organisation(actor: Actor) -> bool:
    return actor.kind == "organisation" and not (actor.entity is not None and actor.entity.place)


def _media(actor: Actor) -> bool:
    return _organisation(actor) and bool(set((actor.name or "").lower().split()) & listed("outlet_endings"))
