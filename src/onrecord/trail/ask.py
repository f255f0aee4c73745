"""Words or a statement's id → the trails of a record that hold them; and the list of a record's trails.

Trails are ``kept``'s, finding words is the record's search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from onrecord.engine.duckdb import query
from onrecord.errors import TrailsError
from onrecord.record import manifest as manifests
from onrecord.record.tables import connect_tables
from onrecord.trail.kept import Watch, trails_of
from onrecord.trail.story import Story, story

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

_NO_VALUES: Mapping[str, Any] = {}
_MOST_HITS = 500
"""Statements with the words that are looked at, best first."""


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


class Trails:
    """A record's trails, opened and up to date.

    :raises RecordError: there is no record there, it cannot be read, or nothing can be written there.
    """

    def __init__(self, folder: Path, watch: Watch | None = None) -> None:
        self.folder = folder
        self.manifest = manifests.load(folder)
        self._connection = connect_tables(folder, self.manifest)
        self.table = trails_of(folder, self.manifest, self._connection, watch)

    def sql(self, text: str, values: Mapping[str, Any] = _NO_VALUES) -> pa.Table:
        """Rows of a query over the record."""
        return query(self._connection, text, values)

    def of(self, statement: str) -> str:
        """The trail of a statement.

        :raises TrailsError: ``unknown``.
        """
        import pyarrow.compute as pc

        place = pc.index(self.table["statement"], statement).as_py()
        if place < 0:
            raise TrailsError("unknown", statement)
        trail: str = self.table["trail"][place].as_py()
        return trail

    def holding(self, words: str, search: Any = None) -> list[str]:
        """Trails of the statements with ``words``, those first that have the most of them.

        :raises QueryError: there is no word in ``words``.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        from onrecord.record.search import Search

        with Search(self.folder, self.manifest, search) as found:
            hits = [hit.statement for hit in found.find(words, limit=_MOST_HITS).hits]
        rows = self.table.filter(pc.is_in(self.table["statement"], pa.array(hits, pa.string())))
        counted = rows.group_by("trail").aggregate([("statement", "count")])
        best = counted.sort_by([("statement_count", "descending"), ("trail", "ascending")])
        return [str(trail) for trail in best["trail"].to_pylist()]

    def tell(self, trail: str) -> Story:
        """The story of a trail."""
        import pyarrow.compute as pc

        return story(self, trail, self.table.filter(pc.equal(self.table["trail"], trail)).to_pylist())

    def listed(self, top: int, changed: Sequence[str] = (), speaker: str | None = None) -> Iterator[Listed]:
        """The trails with the most documents.

        :param changed: only trails with a variant of one of these kinds (``follow.CHANGES``).
        :param speaker: only trails with a speaker of whose name this is a part.
        """
        import duckdb

        connection = duckdb.connect(":memory:")
        try:
            connection.register("trails", self.table)
            connection.register("said", query(self._connection, _SAID))
            values = {"top": top, "changed": list(changed), "speaker": speaker and speaker.casefold()}
            for row in connection.sql(_LISTED, params=values).to_arrow_table().to_pylist():
                row["changes"] = dict(row["changes"] or ())
                yield Listed(**row)
        finally:
            connection.close()

    def close(self) -> None:
        """Let the files go."""
        self._connection.close()

    def __enter__(self) -> Trails:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_SAID = """
SELECT s.statement, min(s.document) AS document, min(s.outlet) AS outlet, min(s.words) AS words, min(s.name) AS name,
       min(coalesce(d.published, d.captured)) AS published
FROM said s JOIN documents d ON d.id = s.document GROUP BY s.statement
"""
_LISTED = """
WITH member AS (SELECT trails.*, said.* EXCLUDE (statement) FROM trails JOIN said USING (statement)),
many AS (
    SELECT trail, count(DISTINCT document) AS documents, count(*) AS statements,
           count(*) FILTER (change IS NULL OR change NOT IN ('same', 'typographic')) AS variants,
           count(DISTINCT outlet) AS outlets, min(published) AS first, max(published) AS last, mode(name) AS speaker
    FROM member GROUP BY trail
    HAVING count(*) > 1 AND (len($changed) = 0 OR count(*) FILTER (list_contains($changed, change)) > 0)
       AND ($speaker IS NULL OR count(*) FILTER (contains(lower(name), $speaker)) > 0)
    ORDER BY documents DESC, statements DESC, trail LIMIT $top
)
SELECT many.trail, documents, statements, variants, outlets, first, last, head.outlet, speaker, changes, head.words
FROM many JOIN member AS head ON head.statement = many.trail
LEFT JOIN (
    SELECT trail, map_from_entries(list((change, n) ORDER BY change)) AS changes
    FROM (SELECT trail, change, count(*) AS n FROM member WHERE change IS NOT NULL AND trail IN (SELECT trail FROM many)
          GROUP BY trail, change) GROUP BY trail
) changed ON changed.trail = many.trail
ORDER BY documents DESC, statements DESC, many.trail
"""
