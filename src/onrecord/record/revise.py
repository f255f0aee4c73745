"""The statements of two versions of an article → what became of each: added, removed, softened, hardened, reworded.

A pure comparison; which documents are versions of one another is ``versions``'.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from onrecord import lexicon
from onrecord.record.prints import words_of

Change = Literal["added", "removed", "softened", "hardened", "reworded", "reassigned"]
_ALIKE = 0.6
"""Share of words (Dice) from which two statements are the same one reworded."""


class Told(Struct, frozen=True):
    """A statement as it is compared: ``text`` is its content, ``speaker`` a name or ``None``."""

    id: str
    text: str
    stance: str
    speaker: str | None


class Revision(Struct, frozen=True):
    """What became of a statement: ``was`` is its id in the earlier version, ``statement`` in the later; ``score`` is their
    share of common words."""

    change: Change
    statement: str | None
    was: str | None
    score: float
    reason: str


def revise(before: Sequence[Told], after: Sequence[Told]) -> list[Revision]:
    """Compare the statements of two versions; those that stayed as they were are not listed.

    Every statement takes part once: the pairs with the most words in common are taken first.
    """
    pairs = _pairs(before, after)
    changes = [change for i, j, score in pairs if (change := _change(before[i], after[j], score))]
    gone, kept = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    changes += [
        Revision("removed", None, one.id, 1.0, "not there any more") for i, one in enumerate(before) if i not in gone
    ]
    changes += [
        Revision("added", one.id, None, 1.0, "not there before") for j, one in enumerate(after) if j not in kept
    ]
    return changes


def _pairs(before: Sequence[Told], after: Sequence[Told]) -> list[tuple[int, int, float]]:
    """Places in both lists and the share of common words, each place at most once; in the order of the earlier list."""
    old, new = ([Counter(words_of(one.text)) for one in side] for side in (before, after))
    found = [
        (score, before[i].speaker == after[j].speaker, -abs(i - j), -i, -j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
        if (score := _dice(one, other)) >= _ALIKE
    ]
    taken: list[tuple[int, int, float]] = []
    gone: set[int] = set()
    kept: set[int] = set()
    for score, _, _, i, j in sorted(found, reverse=True):
        if -i not in gone and -j not in kept:
            taken.append((-i, -j, score))
            gone.add(-i)
            kept.add(-j)
    return sorted(taken)


def _change(before: Told, after: Told, score: float) -> Revision | None:
    firmness = lexicon.load("revisions")["firmness"]
    if before.stance in firmness and after.stance in firmness and firmness[before.stance] != firmness[after.stance]:
        change: Change = "softened" if firmness[after.stance] < firmness[before.stance] else "hardened"
        return Revision(change, after.id, before.id, score, f"cue {before.stance} → {after.stance}")
    lost, won = (_hedges(before) - _hedges(after)), (_hedges(after) - _hedges(before))
    if bool(lost) != bool(won):
        words = ", ".join(sorted(won or lost))
        return Revision(
            "softened" if won else "hardened", after.id, before.id, score, f"{'with' if won else 'without'} {words}"
        )
    if before.speaker and after.speaker and before.speaker != after.speaker:
        return Revision("reassigned", after.id, before.id, score, f"{before.speaker} → {after.speaker}")
    if words_of(before.text) != words_of(after.text):
        return Revision("reworded", after.id, before.id, score, f"{score:.0%} of the words are the same")
    return None


def _hedges(told: Told) -> Counter[str]:
    hedges = frozenset(lexicon.load("revisions")["hedges"]["words"])
    return Counter(word for word in words_of(told.text) if word in hedges)


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
