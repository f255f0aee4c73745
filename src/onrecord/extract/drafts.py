"""The drafts of one document while they are collected, and which quotation is whose; finding them is ``statements``'s."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.extract.draft import Draft, Range
from onrecord.text.spans import overlap


class Drafts:
    """``rows`` in the order found; ``owner`` has the draft that a quotation (by its index) belongs to."""

    def __init__(self) -> None:
        self.rows: list[Draft] = []
        self.owner: dict[int, Draft] = {}

    def owners(self, quotations: Iterable[int]) -> list[Draft]:
        """The drafts that quotations belong to, each once."""
        found = {id(d): d for d in (self.owner.get(index) for index in quotations) if d is not None}
        return list(found.values())

    def reported_by(self, cue: Range | None) -> Draft | None:
        """The outermost draft whose cue shares words with ``cue``."""
        return next((d for d in self.rows if cue and d.cue and d.within is None and overlap(d.cue, cue)), None)

    def drop(self, drafts: Iterable[Draft]) -> None:
        """Take drafts back, with all that stands within them."""
        gone = {id(draft) for draft in drafts}
        for draft in sorted(self.rows, key=lambda d: d.depth):
            if id(draft.within) in gone:
                gone.add(id(draft))
        self.rows = [draft for draft in self.rows if id(draft) not in gone]
        self.owner = {index: draft for index, draft in self.owner.items() if id(draft) not in gone}

    def move(self, index: int, parts: Sequence[Range], to: Draft | None) -> None:
        """Take a quotation from its owner and give it to another draft, or to nobody; an owner is never left empty."""
        owner = self.owner[index]
        left = tuple(mine for mine in owner.content if not any(overlap(part, mine) for part in parts))
        if not left:
            return
        owner.content = left
        del self.owner[index]
        if to is not None:
            to.extend(parts)
            self.owner[index] = to
