"""Statements written down by hand, as Arrow tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa

from onrecord.trail.follow import trails

FULL = "We are ready to negotiate with the port workers about the winter shifts but not about the pier in Westmere"


def table(
    *texts: str | None, days: list[int | None] | None = None, speakers: list[str | None] | None = None
) -> pa.Table:
    """Statements a, b, c …, a day apart unless told otherwise."""
    count = len(texts)
    ids = [chr(ord("a") + place) for place in range(count)]
    start = datetime(2024, 3, 1)
    given = days if days is not None else list(range(count))
    columns: dict[str, Any] = {
        "id": pa.array(ids, pa.string()),
        "document": pa.array([f"d{one}" for one in ids], pa.string()),
        "outlet": pa.array(["Westmere Echo"] * count, pa.string()),
        "published": pa.array([None if day is None else start + timedelta(day) for day in given], pa.timestamp("us")),
        "text": pa.array(texts, pa.string()),
    }
    if speakers:
        columns["speaker"] = pa.array(speakers, pa.string())
    return pa.table(columns)


def rows(found: pa.Table) -> dict[str, tuple[str, str | None, str | None]]:
    """Statement → trail, parent, change."""
    return {row["statement"]: (row["trail"], row["parent"], row["change"]) for row in found.to_pylist()}


def followed(*texts: str | None, **more: Any) -> dict[str, tuple[str, str | None, str | None]]:
    """Follow texts."""
    return rows(trails(table(*texts, **more)))
