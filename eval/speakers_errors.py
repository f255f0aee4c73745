"""What is wrong of speakers, relays and roles → counts by kind, or the rows of one kind; ``eval.speakers`` prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from eval.speakers_measures import Listed, Row

KINDS = "kinds"


class Measured(Protocol):
    """Some files' rows, relays and roles."""

    rows: list[Row]
    relays: Listed
    roles: Listed


def kinds(half: Measured) -> Iterator[str]:
    """A line for each kind of error, most often first within speakers, relays, roles."""
    speakers = Counter(
        f"{row.gold.type} by {row.form}: {row.outcome}" for row in half.rows if row.outcome in ("wrong", "declined")
    )
    for title, counts in (
        ("speakers", speakers),
        ("relays missed", half.relays.why),
        ("relays invented", Counter(what.split()[0] for _, what in half.relays.invented)),
        ("roles missed", half.roles.why),
    ):
        yield f"{title}: {counts.total()}"
        yield from (f"  {count:4}  {kind}" for kind, count in counts.most_common())


def rows_wrong(half: Measured, kind: str, listed: Sequence[str] = ("relays", "roles")) -> Iterator[str]:
    """Every error of a kind: ``relays``, ``roles``, or a group of ``eval.speakers``."""
    if kind in listed:
        found: Listed = getattr(half, kind)
        yield from (f"missed    {where}: {what}" for where, what in found.missed)
        yield from (f"invented  {where}: {what}" for where, what in found.invented)
        return
    for row in half.rows:
        if kind in row.groups and row.outcome != "right":
            gold = f"{row.gold.speaker} [{row.gold.type}{'' if row.gold.sure else '?'}]"
            yield f"{row.outcome:9} {row.gold.file} {row.gold.id} “{row.mention}”: {gold} / {row.ours} / {row.reason}"
