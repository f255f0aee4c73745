"""The shape of a difference while it is judged: a stretch on both sides, and the change that a rule makes of it.

Direction, everywhere in this package: ``insert`` is in print and not in the original (``original`` is ``None``),
``delete`` is in the original and was dropped in print (``printed`` is ``None``), ``replace`` has both sides, ``move``
stands elsewhere in the original (both sides).
"""

from __future__ import annotations

from msgspec import Struct

from onrecord.model import VERDICTS, Edit, EditOp, EditWhat, Span, VerdictName
from onrecord.verify.units import Side, Unit

_RANK = {name: at for at, name in enumerate(VERDICTS)}


class Change(Struct, frozen=True):
    """One edit, the verdict that it alone would bring, and the words that say why."""

    edit: Edit
    verdict: VerdictName
    note: str

    @property
    def rank(self) -> int:
        """Place of its verdict in ``VERDICTS``: higher is worse."""
        return _RANK[self.verdict]


class Stretch(Struct, frozen=True):
    """Units ``p_first:p_last`` of the print against units ``o_first:o_last`` of the original; one side may be empty."""

    printed: Side
    original: Side
    p_first: int
    p_last: int
    o_first: int
    o_last: int

    @property
    def p_units(self) -> list[Unit]:
        """Printed units of the stretch."""
        return self.printed.units[self.p_first : self.p_last]

    @property
    def o_units(self) -> list[Unit]:
        """Original units of the stretch."""
        return self.original.units[self.o_first : self.o_last]

    def part(self, p_first: int, p_last: int, o_first: int, o_last: int) -> Stretch:
        """Another stretch of the same two sides."""
        return Stretch(self.printed, self.original, p_first, p_last, o_first, o_last)

    def change(self, what: EditWhat, verdict: VerdictName, note: str, op: EditOp | None = None) -> Change:
        """The change that this stretch is, under a rule's name for it."""
        printed = self.printed.span_of(self.p_first, self.p_last)
        original = self.original.span_of(self.o_first, self.o_last)
        return change(printed, original, what, verdict, note, op)


def change(
    printed: Span | None,
    original: Span | None,
    what: EditWhat,
    verdict: VerdictName,
    note: str,
    op: EditOp | None = None,
) -> Change:
    """A change whose ``op`` follows from the sides that it has."""
    sides: EditOp = "replace" if printed and original else "insert" if printed else "delete"
    return Change(Edit(op or sides, printed, original, what), verdict, note)


def place(item: Change) -> tuple[int, int]:
    """Sort key: by place in the original, then in print."""
    edit = item.edit
    return (edit.original.start if edit.original else -1, edit.printed.start if edit.printed else -1)
