""" "They" and "it" → the bodies, documents or people that they go on from; single persons are ``salience``'s."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.model import Span
from onrecord.speakers.actors import Actor
from onrecord.speakers.antecedents import people_before
from onrecord.speakers.cast import Cast
from onrecord.speakers.decisions import Decision, chosen
from onrecord.speakers.mentions import Mention
from onrecord.speakers.nominals import Nominals
from onrecord.speakers.salience import Salience, shown

_GROUP_NEAR = 2
"""Sentences in which "they" goes back to several who are named or spoke."""
_IT_NEAR = 2
_SEVERAL = ("group", "organisation", "document")


class Plurals:
    """The rules for one document; ``last`` is who spoke last, up to ``last_at``."""

    def __init__(self, cast: Cast, salience: Salience, nominals: Nominals) -> None:
        self.cast, self.salience, self.nominals = cast, salience, nominals

    def they(self, at: Span, mention: Mention, barred: Collection[Actor], last: Actor | None) -> Decision:
        """Whoever spoke last if several, else the nearest people."""

        def fits(actor: Actor) -> bool:
            return (_several(actor) or (actor is last and _may_be_several(actor))) and actor not in barred

        several = self.salience.recent(at.start, fits, _GROUP_NEAR)
        opening = self.cast.page.sentences[max(0, self.cast.page.sentence(at.start) - 2)]
        people = people_before(self.cast, opening, at.start)
        if several is not None and (several is last or people is None):
            return Decision(several, "pronoun", 0.6, f"“{at.text}” goes on from {shown(several)}")
        decision = self.nominals.unnamed(people or at, mention)
        return decision._replace(by="pronoun", score=0.6, reason=f"“{at.text}” names nobody")

    def it(self, at: Span, barred: Collection[Actor], last: Actor | None, last_at: int) -> Decision:
        """The body or document that spoke last, else the one talked of."""
        near = self.cast.page.sentence(at.start) - self.cast.page.sentence(last_at - 1) <= _IT_NEAR
        if last is not None and last.kind in ("organisation", "document") and near:
            return Decision(last, "pronoun", 0.65, f"“{at.text}” goes on from {shown(last)}")
        fits = ("organisation", "document", "unknown")
        found = self.salience.among(at.start, at.text, lambda a: a.kind in fits and a not in barred)
        return chosen(found, "pronoun", 0.15)


def _several(actor: Actor) -> bool:
    """Whether "they" may stand for an actor: several, or a body."""
    return actor.kind in _SEVERAL and not (actor.entity is not None and actor.entity.place)


def _may_be_several(actor: Actor) -> bool:
    """Whether nothing shows that a name is a single person's."""
    return actor.kind == "unknown" and actor.gender is None
