"""The drafts of one document while they are collected, and which quotation is whose; finding them is ``statements``'s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.extract.draft import Draft, Range
from onrecord.text.spans import overlap

_SHELF = 512
"""Code points whose drafts lie together, so that looking for those at a place costs the same in any document."""


class Drafts:
    """Drafts in the order found; ``owner`` has the draft that a quotation (by its index) belongs to."""

    def __init__(self) -> None:
        self.owner: dict[int, Draft] = {}
        self._all: dict[int, Draft] = {}
        self._within: dict[int, list[Draft]] = {}
        self._shelves: dict[int, dict[int, Draft]] = {}

    @property
    def rows(self) -> list[Draft]:
        """Those that were not taken back."""
        return list(self._all.values())

    def add(self, draft: Draft, quotations: Iterable[int] = ()) -> None:
        """Keep a draft, as the owner of quotations."""
        self._all[id(draft)] = draft
        if draft.within is not None:
            self._within.setdefault(id(draft.within), []).append(draft)
            return self.own(draft, quotations)
        for start, stop in (*draft.content, *([draft.cue] if draft.cue else [])):
            for shelf in range(start // _SHELF, (stop - 1) // _SHELF + 1):
                self._shelves.setdefault(shelf, {})[id(draft)] = draft
        return self.own(draft, quotations)

    def own(self, draft: Draft, quotations: Iterable[int]) -> None:
        """Give quotations to a draft."""
        for index in quotations:
            self.owner[index] = draft
            draft.quotations.add(index)

    def owners(self, quotations: Iterable[int]) -> list[Draft]:
        """The drafts that quotations belong to, each once."""
        found = {id(d): d for d in (self.owner.get(index) for index in quotations) if d is not None}
        return list(found.values())

    def near(self, place: Range) -> Iterator[Draft]:
        """Outermost drafts whose cue or content may lie there, in the order found."""
        found: dict[int, Draft] = {}
        for shelf in range(place[0] // _SHELF, (place[1] - 1) // _SHELF + 1):
            found.update(self._shelves.get(shelf, {}))
        return (draft for key, draft in found.items() if key in self._all)

    def reported_by(self, cue: Range | None) -> Draft | None:
        """The outermost draft whose cue shares words with ``cue``."""
        return next((d for d in self.near(cue) if d.cue and overlap(d.cue, cue)), None) if cue else None

    def drop(self, drafts: Iterable[Draft]) -> None:
        """Take drafts back, with all that stands within them."""
        gone = list(drafts)
        while gone:
            draft = gone.pop()
            self._all.pop(id(draft), None)
            gone.extend(self._within.pop(id(draft), []))
            for index in draft.quotations:
                if self.owner.get(index) is draft:
                    del self.owner[index]

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
            self.own(to, [index])
