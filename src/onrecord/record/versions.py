"""Documents of one address → its versions in order of time, and what each did to the statements of the one before.

Only addresses that new documents have are looked at; their rows replace those that earlier runs made (the batch number
says which are the latest), since a version may turn up late.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from onrecord.engine.duckdb import query
from onrecord.record.address import address
from onrecord.record.revise import Told, revise

if TYPE_CHECKING:
    import duckdb

_DOCUMENTS = """
SELECT p.place, p.nth, d.id, coalesce(d.url, d.uri) AS url, coalesce(d.captured, d.modified, d.published) AS dated
FROM prints p JOIN documents d ON d.id = p.document
WHERE p.nth < $stop AND p.place IN (
    SELECT place FROM prints WHERE nth < $stop AND place IN (SELECT place FROM prints WHERE nth >= $start AND nth < $stop)
    GROUP BY place HAVING count(*) > 1)
ORDER BY p.place, dated NULLS FIRST, p.nth
"""
_STATEMENTS = """
SELECT document, statement AS id, words AS text, stance, name AS speaker
FROM said WHERE list_contains($ids, document)
"""


def find_versions(
    connection: duckdb.DuckDBPyConnection, start: int, stop: int, batch: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of ``versions`` and ``revisions`` for the addresses of the documents number ``start`` up to ``stop``."""
    documents = query(connection, _DOCUMENTS, {"start": start, "stop": stop}).to_pylist()
    told = _told(connection, [row["id"] for row in documents])
    versions: list[dict[str, Any]] = []
    revisions: list[dict[str, Any]] = []
    for _, group in groupby(documents, key=lambda row: row["place"]):
        listed = list(group)
        url = address(listed[0]["url"])
        for position, (before, row) in enumerate(pairwise([None, *listed])):
            assert row is not None
            previous = before["id"] if before else None
            versions.append({
                "url": url, "position": position, "document": row["id"], "previous": previous, "dated": row["dated"],
                "batch": batch,
            })  # fmt: skip
            if previous:
                common = {"url": url, "document": row["id"], "previous": previous, "by": "words-1", "batch": batch}
                revisions += _revisions(told.get(previous, []), told.get(row["id"], []), common)
    return versions, revisions


def _told(connection: duckdb.DuckDBPyConnection, documents: list[str]) -> dict[str, list[Told]]:
    told: dict[str, list[Told]] = {}
    if documents:
        for row in query(connection, _STATEMENTS, {"ids": documents}).to_pylist():
            told.setdefault(row.pop("document"), []).append(Told(**row))
    return told


def _revisions(before: Iterable[Told], after: Iterable[Told], common: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        common
        | {"change": one.change, "statement": one.statement, "was": one.was, "score": one.score, "reason": one.reason}
        for one in revise(sorted(before, key=_order), sorted(after, key=_order))
    ]


def _order(told: Told) -> str:
    return told.id
