"""A table of trails and what people judged → the table as they judged: what is the same is joined, what is not is parted.

The trails that the method made stay as they are, beneath; judgements are laid over them whenever they are asked for, so
that they hold after every update. Only trails that a judgement names are touched.

Judgements count in the order in which they were made. The same: the later tree takes the statement judged as its parent,
and the trail keeps the name of the earlier one. Not the same: the weakest link between the two is cut, and the part cut off
becomes a trail of its own; links that a person made are cut only by a later judgement of the same two.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pyarrow as pa

When = Callable[[Sequence[str]], Mapping[str, Any]]
"""Statements → for each a key by which they are ordered in time, the undated last."""
Changed = Callable[[str, str], tuple[str, float]]
"""A statement and its new parent → kind of change (``follow.CHANGES``) and score."""


class Ruling(NamedTuple):
    """That two statements are the same, or are not."""

    one: str
    other: str
    same: bool


def judged(table: pa.Table, rulings: Iterable[Ruling], when: When, changed: Changed) -> pa.Table:
    """Honour judgements.

    :param table: what :func:`onrecord.trails` returns.
    :param rulings: in the order in which they were made; those on statements that the table does not have are passed over.
    :param when: asked for the statements of the trails concerned, once.
    :param changed: asked for each new link.
    :return: the same rows, in the same order.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    listed = list(rulings)
    named = pa.array(sorted({id for ruling in listed for id in ruling[:2]}), pa.string())
    trails = pc.unique(table["trail"].filter(pc.is_in(table["statement"], named)))
    places = np.flatnonzero(pc.is_in(table["trail"], trails).to_numpy(zero_copy_only=False))
    if not len(places):
        return table
    rows = table.take(pa.array(places)).to_pylist()
    forest = _Forest(rows, when([row["statement"] for row in rows]), changed)
    forest.rule([ruling for ruling in listed if ruling.one in forest.links and ruling.other in forest.links])
    new = pa.Table.from_pylist(forest.rows(), schema=table.schema)
    order = np.arange(table.num_rows)
    order[places] = table.num_rows + np.arange(len(places))
    return pa.concat_tables([table, new]).take(pa.array(order))


def less(table: pa.Table, gone: Collection[str]) -> pa.Table:
    """The trails without some statements; what was taken from one of these has no parent then."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not gone:
        return table
    ids = pa.array(sorted(gone), pa.string())
    left = table.filter(pc.invert(pc.is_in(table["statement"], ids)))
    orphan = pc.is_in(left["parent"], ids)
    for name in ("parent", "change"):
        column = pc.if_else(orphan, pa.scalar(None, left[name].type), left[name])
        left = left.set_column(left.schema.get_field_index(name), left.schema.field(name), column)
    return left


class _Link(NamedTuple):
    """To a statement's parent; ``shown`` where it is a parent in the table, not only the head of the same trail."""

    parent: str | None
    change: str | None
    score: float
    shown: bool
    by_person: bool = False


class _Forest:
    """The trees of some trails; every statement has one link, the root of a trail one to nothing."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], when: Mapping[str, Any], changed: Changed) -> None:
        self.order = [row["statement"] for row in rows]
        self.when, self.changed = when, changed
        self.name = {row["statement"]: row["trail"] for row in rows}
        self.links: dict[str, _Link] = {}
        heads: dict[str, str] = {}
        for row in sorted(rows, key=lambda row: (row["statement"] != row["trail"], self.age(row["statement"]))):
            if row["parent"] is None:
                heads.setdefault(row["trail"], row["statement"])
        for row in rows:
            one, up, head = row["statement"], row["parent"], heads.get(row["trail"])
            loose = _Link(head if one != head else None, None, row["score"] if up is None else 0.0, False)
            self.links[one] = _Link(up, row["change"], row["score"], True) if up is not None else loose

    def age(self, one: str) -> tuple[Any, str]:
        """Sort key, the earliest first."""
        return self.when.get(one), one

    def rule(self, rulings: Sequence[Ruling]) -> None:
        """Follow judgements one by one, then see that none parted what another joined by a detour."""
        for ruling in rulings:
            (self._join if ruling.same else self._part)(ruling.one, ruling.other, forced=True)
        for ruling in rulings:
            if not ruling.same:
                self._part(ruling.one, ruling.other, forced=False)

    def path(self, one: str) -> list[str]:
        """A statement and those above it, the root last."""
        found: list[str] = [one]
        while (up := self.links[found[-1]].parent) is not None:
            found.append(up)
        return found

    def _join(self, one: str, other: str, *, forced: bool) -> None:
        roots = self.path(one)[-1], self.path(other)[-1]
        if roots[0] == roots[1]:
            return
        if self.age(roots[1]) < self.age(roots[0]):
            one, roots = other, (roots[1], roots[0])
        early, late = roots
        parent = one if self.age(one) <= self.age(late) else early
        change, score = self.changed(late, parent)
        self.links[late] = _Link(parent, change, score, True, forced)
        self.name[late] = self.name[early]

    def _part(self, one: str, other: str, *, forced: bool) -> None:
        ours, theirs = self.path(one), self.path(other)
        if ours[-1] != theirs[-1]:
            return
        common = set(ours) & set(theirs)
        between = [step for path in (ours, theirs) for step in path if step not in common]
        free = [step for step in between if not self.links[step].by_person]
        if not (free or forced):
            return
        cut = min(free or between, key=lambda step: (self.links[step].shown, self.links[step].score, step))
        self.links[cut] = _Link(None, None, 1.0, False)

    def rows(self) -> list[dict[str, Any]]:
        """The table's rows, each trail named after its first unless its old name's bearer is in it."""
        root = {one: self.path(one)[-1] for one in self.order}
        names = {head: head for head in root.values()}
        names |= {
            root[name]: name for name in {self.name[head] for head in names} if name in root and self._keeps(name, root)
        }
        return [
            {
                "statement": one, "trail": names[root[one]], "parent": link.parent if link.shown else None,
                "change": link.change if link.shown else None, "score": link.score,
            }
            for one in self.order
            for link in (self.links[one],)
        ]  # fmt: skip

    def _keeps(self, name: str, root: Mapping[str, str]) -> bool:
        """Whether a trail keeps its name: its root was of that trail before anything was judged."""
        return bool(self.name[root[name]] == name)
