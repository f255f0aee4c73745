"""Tables of stages in one order, so that those of two engines can be compared."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

import onrecord
from onrecord.trail.follow import checked_table
from onrecord.trail.packed import unpacked

PACKED = {
    "prints": {"prints": np.uint64, "owners": np.int32, "lengths": np.int32, "places": np.int32, "contexts": np.uint64},
    "links": {"owners": np.int32, "places": np.int32, "links": np.dtype((np.int32, 4)), "tells": np.float32},
}


def checked(rows: pa.Table) -> pa.Table:
    """Statements as the engines take them."""
    return checked_table(rows, "duckdb")


def compared(rows: pa.Table, found: pa.Table) -> list[tuple[Any, Any]]:
    """Rows in which trails made elsewhere differ from those made in memory."""
    here = onrecord.trails(rows)
    assert found.schema.names == here.schema.names
    assert found.num_rows == here.num_rows
    pairs = zip(here.to_pylist(), found.cast(here.schema).to_pylist(), strict=True)
    return [(one, other) for one, other in pairs if one != other]


def canonical(engine: Any, name: str) -> list[tuple[Any, ...]]:
    """Rows of a stage's table, ordered; of packed ones the values, of parts those that do not depend on their number."""
    rows = engine.table(f"SELECT * FROM {name}")
    if name in PACKED:
        columns = [unpacked(rows[column], np.dtype(kind).base)[0] for column, kind in PACKED[name].items()]
        links = [column.reshape(-1, 4).tolist() if kind == "links" else column.tolist()
                 for column, kind in zip(columns, PACKED[name], strict=True)]  # fmt: skip
        return sorted(zip(*links, strict=True))
    if "found" in rows.schema.names or "trees" in rows.schema.names:
        of = "found" if "found" in rows.schema.names else "trees"
        rows = rows.filter(rows[of].is_valid()).drop_columns(["part"])
    if name == "capitals":
        rows = engine.table("SELECT slot, CAST(bit_or(bits) AS INT) AS bits FROM capitals GROUP BY slot")
    return sorted(tuple(map(str, row.values())) for row in rows.to_pylist())
