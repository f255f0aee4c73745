"""Descriptions of bodies and documents that speak ("the company", "her campaign", "the paper", "a poll") → what they stand for.

A noun of bodies finds the body whose name or description holds it, else the one that spoke last; a document goes back to
the last one of its sort. What is not named is an actor of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from onrecord.model import Span
from onrecord.speakers.actors import Actor
from onrecord.speakers.callings import callings_at
from onrecord.speakers.cast import Cast
from onrecord.speakers.decisions import Decision, chosen
from onrecord.speakers.forms import core, plain
from onrecord.speakers.mentions import Mention
from onrecord.speakers.nominals import LEAD, OWNER, STOP, Nominals
from onrecord.speakers.nouns import bodies, words
from onrecord.speakers.salience import Salience, shown
from onrecord.text.names import listed

_SAME_PAPER = (
    frozenset(["poll", "polls", "survey", "polling"]),
    frozenset(["study", "report", "research", "analysis", "paper", "review"]),
    frozenset(["lawsuit", "suit", "complaint", "filing"]),
    frozenset(["email", "e-mail", "emails", "message"]),
    frozenset(["statement", "release"]),
)
_ITS = re.compile(r"\bits?\b")
_COMPANIES = frozenset(
    ["company", "firm", "group", "retailer", "lender", "bank", "startup", "start-up", "airline", "manufacturer", "supplier", "insurer",
     "utility", "conglomerate", "producer", "operator", "chain", "brewer", "miner", "developer", "carrier", "builder"]
)  # fmt: skip
_TOLD = 4
"""How often the body must be named that a headline can mean without its name."""
_COUNTRY = ("country", "nation", "kingdom", "republic")
_PLACES = (*_COUNTRY, "state", "city", "province", "island")


class BodyNominals:
    """The rules for one document."""

    def __init__(self, cast: Cast, salience: Salience, persons: Nominals) -> None:
        self.cast, self.salience, self.persons = cast, salience, persons
        self._called_by: dict[str, frozenset[str]] = {}

    # -- bodies -------------------------------------------------------------------------------------------

    def body(self, at: Span, mention: Mention, barred: Collection[Actor], speaking: Actor | None) -> Decision:
        """ "the alliance", "the Clinton campaign", "her campaign", "the company"."""
        owner = self.persons.owner(at, mention, barred, speaking)
        if owner is not None and owner.kind == "person" and owner.name:
            return self._owned_body(at, mention, owner)
        if at.text.lower().startswith(("a ", "an ", "one ", "another ")):
            return self._shared(at, mention, later=True) or self._nobody(at, mention)
        if mention.inside or re.search(r"\b[A-Z]", LEAD.sub("", mention.phrase)[1:]):
            return self._called(at, mention)
        spoke = self._spoke(at, mention)
        if spoke is not None:
            return Decision(spoke, "role", 0.65, f"“{at.text}” goes on from {shown(spoke)}")
        here = self._place(at, mention)
        if here is not None:
            return Decision(here, "role", 0.65, f"the {mention.head} named in this sentence is {shown(here)}")
        named = self._named_body(at, mention)
        if named is not None:
            return Decision(named, "role", 0.75, f"the {mention.head} named here is {shown(named)}")
        if self.cast.page.headline(at.start) and at.text.split()[0] not in ("the", "this", "its"):
            topic = self._topic()
            if topic is not None:
                return Decision(topic, "role", 0.55, f"the organisation that the text below tells of is {shown(topic)}")
        if mention.head in words("wide"):
            return self._nobody(at, mention)
        fits = _media if mention.head in words("media") else _organisation
        near = self.salience.among(at.start, at.text, fits)
        if near.actor is not None and len(at.text.split()) < 3:
            return chosen(near, "role", 0.2)
        return self._nobody(at, mention)

    def _owned_body(self, at: Span, mention: Mention, owner: Actor) -> Decision:
        printed = LEAD.sub("", mention.phrase)
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
        name = LEAD.sub("", mention.phrase)
        actor = self.cast.actor(Actor(f"body:{plain(name)}", name, "organisation", head=mention.head))
        return Decision(actor, "role", 0.75, "an organisation")

    def _spoke(self, at: Span, mention: Mention) -> Actor | None:
        """The body that spoke just before, if nothing shows that it is of another kind."""
        actor = self.salience.spoke(at.start)
        if actor is not None and self._is_company(actor, at, mention):
            actor.kind = "organisation"
            return actor
        if actor is None or not _organisation(actor) or actor.anonymous or mention.head in words("wide"):
            return None
        known = self._callings(actor)
        wanted = bodies().get(mention.head, frozenset([mention.head]))
        return actor if (known & wanted or not known) and at.text.lower().startswith("the ") else None

    def _is_company(self, actor: Actor, at: Span, mention: Mention) -> bool:
        """ "Norvane said it would cut jobs. The drugmaker said …": a lone word of which the text says "it" and never "he"."""
        if (
            actor.kind != "unknown"
            or actor.entity is None
            or actor.entity.genders
            or actor.entity.called
            or actor.entity.place
        ):
            return False
        named = max((name for name in actor.entity.places if name.start < at.start), default=None)
        alike = mention.head in _COMPANIES or mention.head.endswith(("maker", "builder"))
        if named is None or not alike or not at.text.lower().startswith("the ") or len(actor.entity.words) > 1:
            return False
        return _ITS.search(self.cast.text, named.stop, self.cast.page.closing(named.start)) is not None

    def _topic(self) -> Actor | None:
        """The body that the document names far more often than any other."""
        actors = [self.cast.of_entity(entity) for entity in self.cast.people.entities]
        often = sorted((len(a.entity.places), n) for n, a in enumerate(actors) if a.entity and _organisation(a))[-2:]
        if not often or often[-1][0] < _TOLD or (len(often) > 1 and often[-1][0] < 2 * often[0][0]):
            return None
        return actors[often[-1][1]]

    def _place(self, at: Span, mention: Mention) -> Actor | None:
        """ "in Florida, when the state …": the place named before in the sentence."""
        if mention.head not in _PLACES or len(at.text.split()) != 2:
            return None
        before = self.cast.people.at(self.cast.page.opening(at.start), at.start)
        found = [entity for _, entity in before if entity.place and entity.country == (mention.head in _COUNTRY)]
        return self.cast.of_entity(found[-1]) if found else None

    def _callings(self, actor: Actor) -> frozenset[str]:
        """Nouns of bodies in a body's name and beside it."""
        if actor.entity is None:
            return frozenset([actor.head])
        if actor.key not in self._called_by:
            places = () if actor.entity.place else actor.entity.places
            beside = {noun for name in places for noun in callings_at(self.cast.text, name)}
            self._called_by[actor.key] = frozenset((beside | set(core(actor.entity.words))) & set(bodies()))
        return self._called_by[actor.key]

    def _shared(self, at: Span, mention: Mention, later: bool = False) -> Decision | None:
        """The body whose name holds the noun, or one that stands for it, and another word of the phrase.

        :param later: it must be named for the first time below: "a court" is none that is known already.
        """
        modifiers = {plain(word) for word in re.findall(r"[\w.]+", mention.phrase) if word.lower() not in STOP} - {
            mention.head
        }
        for entity in self.cast.people.entities:
            known = set(core(entity.words))
            if later and any(name.start < at.start for name in entity.places):
                continue
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
                return bool(nouns & self._callings(actor))

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
        key = f"body:{LEAD.sub('', at.text).lower()}"
        actor = self.cast.actor(
            Actor(key, None, "organisation", True, head=mention.head, roles=[LEAD.sub("", at.text)])
        )
        return Decision(actor, "role", 0.7, "an organisation that is not named")

    # -- documents ----------------------------------------------------------------------------------------

    def document(self, at: Span, mention: Mention) -> Decision:
        """A document whose maker is out of sight; "the poll" goes back to the last one."""
        shape = LEAD.sub("", at.text)
        named = bool(
            re.search(r"\b[A-Z]", shape[1:] if at.text[:1] != shape[:1] or not mention.inside else shape)
        ) and bool(mention.inside)
        if not named and mention.definite and not OWNER.match(at.text):
            earlier = self.salience.recent(
                at.start, lambda a: a.kind == "document" and _same_paper(a.head, mention.head), 40
            )
            if earlier is not None:
                return Decision(earlier, "document", 0.7, f"goes back to {earlier.name or 'the ' + earlier.head}")
        actor = self.cast.actor(
            Actor(f"document:{shape.lower()}", shape if named else None, "document", not named, head=mention.head)
        )
        return Decision(actor, "document", 0.85, "a document speaks, its maker is out of sight")


def _same_paper(one: str, other: str) -> bool:
    return one == other or any({one, other} <= same for same in _SAME_PAPER)


def _organisation(actor: Actor) -> bool:
    return actor.kind == "organisation" and not (actor.entity is not None and actor.entity.place)


def _media(actor: Actor) -> bool:
    return _organisation(actor) and bool(set((actor.name or "").lower().split()) & listed("outlet_endings"))
