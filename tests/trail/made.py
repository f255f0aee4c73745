"""Stories written down by hand, without a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from onrecord.trail.holders import Held, Holder
from onrecord.trail.story import Story, story

FULL = "“We will talk about the winter shifts, but not about the 40 jobs in Westmere”"
CUT = "“We will talk about the winter shifts”"
BENT = FULL.replace("40", "14")


def held(id: str, words: str, date: str | None = "2024-03-01", **given: Any) -> Held:
    """A statement and its holder; ``document`` is its own unless another is given."""
    holder = Holder(
        id, f"d-{id}", "direct", "Echo", None, date, None, f"https://echo.example/{id}", "Jane Dorn", (), (), f"d-{id}"
    )
    return Held(replace(holder, **given), words)


def told(*rows: Held, parents: Mapping[str, str] | None = None, **more: Any) -> Story:
    """The story of these; each took its words from the first unless ``parents`` says from whom."""
    first = rows[0].holder.statement
    made = [
        {"statement": row.holder.statement, "trail": first, "change": "cut", "score": 0.9,
         "parent": (parents or {}).get(row.holder.statement, first) if row.holder.statement != first else None}
        for row in rows
    ]  # fmt: skip
    return story(first, made, sorted(rows, key=lambda row: row.order), **more)
