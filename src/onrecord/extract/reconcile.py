"""The trained reader's drafts and what the rules find in the same sentence → which of the two stands.

The trained reader is right more often nearly everywhere; the few places where it is not were counted on PolNeAR dev
(``python -m eval.reading --reader accurate`` says what they are worth). Adding the rules' finds is ``statements``'s.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from onrecord.extract.draft import Draft, Range
from onrecord.extract.drafts import Drafts
from onrecord.text.quotes_types import Quoted
from onrecord.text.spans import overlap

_SECOND_HAND = ("citing", "quoting")
_NOBODYS = ("adverb", "noun", "passive")


class Find(NamedTuple):
    """What the rules found in a sentence, as offsets; ``quotations`` by their indices."""

    frame: str
    cue: Range | None
    mention: Range | None
    content: Sequence[Range]
    quotations: Collection[int]


def relink(drafts: Drafts, sentence: Range, find: Find, quoted: Sequence[Quoted]) -> None:
    """Take a quotation that was linked to a cue elsewhere, and give it to the cue of its own sentence."""
    if find.cue is None or find.frame not in ("after", "before"):
        return
    here = drafts.reported_by(find.cue)
    for index in find.quotations:
        owner = drafts.owner.get(index)
        if owner is None or owner is here or not owner.cue or sentence[0] <= owner.cue[0] < sentence[1]:
            continue
        drafts.move(index, quoted[index].parts, here)


def yields(drafts: Drafts, text: str, find: Find) -> bool:
    """Whether what the rules found stands; the drafts that it replaces are dropped.

    So it is for quotations that the trained reader passed over or found no cue for, for hearsay where it found nothing
    or whose adverb it misread, and where a relay cites a speaker: the words are the speaker's, not the relay's.
    """
    owners = drafts.owners(find.quotations)
    cited = _cited(drafts, text, find.mention)
    if cited:
        return _replaced(drafts, [*cited, *owners])
    if find.frame in _NOBODYS:
        return _hearsay(drafts, find)
    if not find.quotations or any(draft.cue for draft in owners):
        return False
    if any(
        2 * sum(overlap(mine, part) for part in find.content) < mine[1] - mine[0]
        for draft in owners
        for mine in draft.content
    ):
        return _signed(owners, find)
    return _replaced(drafts, owners)


def _signed(owners: Sequence[Draft], find: Find) -> bool:
    """A longer quotation without a cue takes the rules' cue and speaker and keeps its own words."""
    if len(owners) == 1 and owners[0].cue is None:
        owners[0].cue, owners[0].mention = find.cue, find.mention
    return False


def _cited(drafts: Drafts, text: str, mention: Range | None) -> list[Draft]:
    """ "TASS, citing the spokeswoman, wrote": the draft that takes the spokeswoman for what was said."""
    return [
        draft
        for draft in (drafts.near(mention) if mention else ())
        if draft.cue and mention and text[slice(*draft.cue)].lower() in _SECOND_HAND
        if any(overlap(mention, part) for part in draft.content)
    ]


def _hearsay(drafts: Drafts, find: Find) -> bool:
    there = drafts.reported_by(find.cue)
    if there is not None:
        return find.frame == "adverb" and there.mention is None and _replaced(drafts, [there])
    return not any(
        overlap(mine, part) for part in find.content for draft in drafts.near(part) for mine in draft.content
    )


def _replaced(drafts: Drafts, old: Sequence[Draft]) -> bool:
    drafts.drop(old)
    return True
