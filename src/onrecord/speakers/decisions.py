"""What a rule says of a statement's speaker: the actor or nobody, by which rule, how sure and why; shared by the rules."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.speakers.actors import Actor
from onrecord.speakers.salience import Choice


class Decision(NamedTuple):
    """``actor`` is ``None`` when declined."""

    actor: Actor | None
    by: str
    score: float
    reason: str


def declined(reason: str) -> Decision:
    """Nobody, and why."""
    return Decision(None, "declined", 0.0, reason)


def chosen(choice: Choice, by: str, less: float = 0.0) -> Decision:
    """What the ranking of ``salience`` chose."""
    if choice.actor is None:
        return declined(choice.reason)
    return Decision(choice.actor, by, max(0.1, choice.score - less), choice.reason)
