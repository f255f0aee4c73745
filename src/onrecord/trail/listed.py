"""A table of trails → the list of the widest, with what can be said of each in a line.

A trail has no more documents than statements: so the table alone says which trails can be among the widest, and only their
statements are looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from onrecord.trail.kept import instant

if TYPE_CHECKING:
    import pyarrow as pa

_LOOKED_AT = 4
"""Times as many trails as are wanted, at first."""
_MEMBERS = """
SELECT s.id AS statement, min(s.document) AS document, min(d.outlet) AS outlet, min(said.name) AS name,
       min(coalesce(d.published, d.captured)) AS published, min(said.words) AS words
FROM statements s JOIN said ON said.statement = s.id JOIN documents d ON d.id = s.document
WHERE s.id IN (SELECT unnest($ids)) GROUP BY s.id
"""
_DOCUMENTS = "SELECT id, document FROM statements WHERE id IN (SELECT unnest($ids))"
Ask = Callable[[str, Mapping[str, Any]], Any]
"""Runs a query over the record."""


class Listed(Struct, frozen=True):
    """A trail in a list."""

    trail: str
    documents: int
    statements: int
    variants: int
    outlets: int
    first: str | None
    """Date of the earliest."""
    last: str | None
    outlet: str | None
    """Of the earliest."""
    speaker: str | None
    """The one named most often."""
    changes: dict[str, int]
    """Coarse kinds of change and how many variants have them."""
    words: str
    """Of the earliest."""


def listed(
    ask: Ask, table: pa.Table, top: int, changed: Sequence[str] = (), said: Collection[str] | None = None
) -> Iterator[Listed]:
    """The trails with the most documents.

    :param changed: only trails with a change of one of these kinds (``follow.CHANGES``).
    :param said: only trails with one of these statements.
    """
    counted = _counted(table, changed, said)
    taken, documents = 0, dict[str, int]()
    members: dict[str, list[dict[str, Any]]] = {}
    while taken < len(counted):
        part = counted[taken : max(50, _LOOKED_AT * max(top, taken))]
        taken += len(part)
        members |= _members(table, [trail for trail, _ in part])
        documents |= _documents(ask, members, [trail for trail, _ in part])
        widest = sorted(documents.values(), reverse=True)[:top]
        if taken < len(counted) and len(widest) == top and widest[-1] >= counted[taken][1]:
            break
    best = sorted(documents, key=lambda trail: (-documents[trail], -len(members[trail]), trail))[:top]
    ids = [row["statement"] for trail in best for row in members[trail]]
    told = {row["statement"]: row for row in ask(_MEMBERS, {"ids": ids}).to_pylist()} if ids else {}
    for trail in best:
        yield _line(trail, members[trail], told)


def _counted(table: pa.Table, changed: Sequence[str], said: Collection[str] | None) -> list[tuple[str, int]]:
    """Trails of several statements that are asked for, and how many these are, most first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    counts = table.select(["trail"]).group_by("trail").aggregate([([], "count_all")])
    counts = counts.filter(pc.greater(counts["count_all"], 1))
    if changed:
        trails = table["trail"].filter(pc.is_in(table["change"].cast(pa.string()), pa.array(changed, pa.string())))
        counts = counts.filter(pc.is_in(counts["trail"], pc.unique(trails)))
    if said is not None:
        trails = table["trail"].filter(pc.is_in(table["statement"], pa.array(list(said), pa.string())))
        counts = counts.filter(pc.is_in(counts["trail"], pc.unique(trails)))
    ordered = counts.sort_by([("count_all", "descending"), ("trail", "ascending")])
    return list(zip(ordered["trail"].to_pylist(), ordered["count_all"].to_pylist(), strict=True))


def _members(table: pa.Table, trails: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = table.filter(pc.is_in(table["trail"], pa.array(trails, pa.string())))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows.select(["trail", "statement", "change"]).to_pylist():
        found.setdefault(row["trail"], []).append(row)
    return found


def _documents(ask: Ask, members: Mapping[str, Sequence[Mapping[str, Any]]], trails: Sequence[str]) -> dict[str, int]:
    """How many documents each trail has."""
    ids = [row["statement"] for trail in trails for row in members[trail]]
    rows = ask(_DOCUMENTS, {"ids": ids})
    of = dict(zip(rows["id"].to_pylist(), rows["document"].to_pylist(), strict=True))
    return {trail: len({of.get(row["statement"]) for row in members[trail]}) for trail in trails}


def _line(trail: str, rows: Sequence[Mapping[str, Any]], told: Mapping[str, Mapping[str, Any]]) -> Listed:
    held = [told[row["statement"]] for row in rows if row["statement"] in told]
    held.sort(
        key=lambda row: (instant(row["published"]) is None, str(instant(row["published"])), row["statement"] != trail)
    )
    dates = [row["published"] for row in held if instant(row["published"])]
    names = Counter(row["name"] for row in sorted(held, key=lambda row: row["name"] or "") if row["name"])
    changes = Counter(row["change"] for row in rows if row["change"])
    head = told.get(trail) or held[0]
    return Listed(
        trail=trail, documents=len({row["document"] for row in held}), statements=len(rows),
        variants=sum(row["change"] not in ("same", "typographic") for row in rows),
        outlets=len({row["outlet"] for row in held if row["outlet"]}), first=dates[0] if dates else None,
        last=dates[-1] if dates else None, outlet=head["outlet"], speaker=next((name for name, _ in names.most_common(1)), None),
        changes=dict(sorted(changes.items())), words=head["words"],
    )  # fmt: skip
