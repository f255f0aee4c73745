"""Samples of documents' word runs → which document is a near-copy of which earlier one: reprints, excerpts, updates.

Each sampled run leads to the first document that had it (the hub), so that the work is linear in the samples however
often a text was reprinted; the best of the documents found so are compared sample against sample. A row depends on earlier
documents only, so the same corpus gives the same rows however it was split into runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.engine.duckdb import query

if TYPE_CHECKING:
    import duckdb

LEAST_SHARED = 6
"""Sampled runs in common that are evidence enough: some fifty words."""
LEAST_SHARE = 0.6
"""Share of the shorter document's runs that are in the longer one."""
COPY = 0.7
"""Share of all runs of both from which it is a copy; below, one is a part of the other."""
_CANDIDATES = 8

_FIND = f"""
WITH fresh AS (
    SELECT nth, unnest(hashes) AS hash FROM prints WHERE nth >= $start AND nth < $stop
), first AS (
    SELECT hash, min(nth) AS hub
    FROM (SELECT nth, unnest(hashes) AS hash FROM prints WHERE nth < $stop)
    WHERE hash IN (SELECT hash FROM fresh)
    GROUP BY hash
), candidates AS (
    SELECT fresh.nth, hub FROM fresh JOIN first USING (hash) WHERE hub < fresh.nth
    GROUP BY fresh.nth, hub HAVING count(*) >= {LEAST_SHARED}
    QUALIFY row_number() OVER (PARTITION BY fresh.nth ORDER BY count(*) DESC, hub) <= {_CANDIDATES}
), compared AS (
    SELECT one.nth, one.document, other.document AS of, other.nth AS earlier, one.place = other.place AS same_place,
           len(list_intersect(one.hashes, other.hashes)) AS shared,
           len(one.hashes) AS own, len(other.hashes) AS theirs
    FROM candidates JOIN prints AS one ON one.nth = candidates.nth JOIN prints AS other ON other.nth = candidates.hub
)
SELECT document, of, same_place, shared, shared / least(own, theirs) AS part, shared / (own + theirs - shared) AS score
FROM compared
WHERE shared >= {LEAST_SHARED} AND shared >= {LEAST_SHARE} * least(own, theirs)
QUALIFY row_number() OVER (PARTITION BY nth ORDER BY shared / (own + theirs - shared) DESC, earlier) = 1
ORDER BY nth
"""


def find_copies(connection: duckdb.DuckDBPyConnection, start: int, stop: int) -> list[dict[str, Any]]:
    """Rows of the table ``copies`` for the documents number ``start`` up to ``stop`` (exclusive) of the record.

    ``of`` is the earlier document that it has most in common with, ``first`` where following ``of`` ends.
    """
    found = query(connection, _FIND, {"start": start, "stop": stop}).to_pylist()
    wanted = [row["of"] for row in found]
    known = query(connection, "SELECT document, first FROM copies WHERE list_contains($ids, document)", {"ids": wanted})
    first: dict[str, str] = dict(zip(known["document"].to_pylist(), known["first"].to_pylist(), strict=True))
    rows = []
    for row in found:
        first[row["document"]] = first.get(row["of"], row["of"])
        rows.append(_row(row, first[row["document"]]))
    return rows


def _row(found: dict[str, Any], first: str) -> dict[str, Any]:
    kind = "version" if found["same_place"] else "copy" if found["score"] >= COPY else "part"
    return {
        "document": found["document"], "of": found["of"], "first": first, "kind": kind, "score": found["score"],
        "shared": found["part"], "reason": f"{found['shared']} sampled word runs in common", "by": "runs-1",
    }  # fmt: skip
