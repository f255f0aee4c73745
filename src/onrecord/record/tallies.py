"""Words and a filter → how the statements that fit are spread: over speakers, outlets, kinds, stances and months.

Counted over the latest ones where there are very many; ``Search`` finds them. Figures of a whole record are ``queries``'.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from onrecord.record.search_facts import texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.record.record import Record
    from onrecord.record.search import Filter, Search
    from onrecord.record.search_question import Index

_LISTS = {
    "name": "speakers", "outlet": "outlets", "agency": "agencies", "kind": "kinds", "stance": "stances", "who": "who",
    "role": "roles",
}  # fmt: skip
"""Facts of statements, and the lists of their values."""


class Tally(Struct, frozen=True):
    """A value and how many statements have it."""

    value: str
    statements: int


class Tallies(Struct, frozen=True):
    """How statements are spread; of each list the most frequent come first, months in time."""

    counted: int
    """Statements that were looked at; where ``more``, the latest of them."""
    more: bool
    documents: int
    speakers: tuple[Tally, ...]
    outlets: tuple[Tally, ...]
    agencies: tuple[Tally, ...]
    """Agencies that documents credit."""
    kinds: tuple[Tally, ...]
    stances: tuple[Tally, ...]
    who: tuple[Tally, ...]
    """``named``, ``anonymous``, ``unknown``."""
    roles: tuple[Tally, ...]
    """By the first role that a speaker is given."""
    months: tuple[Tally, ...]
    """ISO 8601, as ``2024-03``; those between the first and the last without a statement are there too."""


def tallies(
    search: Search, words: str = "", filter: Filter | None = None, most: int = 20_000, top: int | None = None
) -> Tallies:
    """Spread the statements that fit.

    :param most: how many are looked at, the latest ones.
    :param top: how many values of each list are told, months apart; ``None`` for all.
    :raises QueryError: as :meth:`Search.find`.
    """

    def counted(index: Index) -> Tallies:
        rows = search.fitting(index, words, filter)
        more, rows = len(rows) > most, rows[-most:] if most else rows[:0]
        listed = {plural: _counted(index, index.fact(name)[rows], top) for name, plural in _LISTS.items()}
        return Tallies(
            counted=len(rows), more=more, documents=len(_distinct(index.fact("document")[rows])[0]),
            months=tuple(_by_month(index.fact("day")[rows])), **listed,
        )  # fmt: skip

    return search.read(counted)


def _counted(index: Index, codes: NDArray[Any], top: int | None) -> tuple[Tally, ...]:
    """Values, most frequent first, of equal ones the first by alphabet."""
    import numpy as np

    values, counts = _distinct(codes[codes > 0])
    if top is not None and len(values) > top:
        least = np.partition(counts, len(counts) - top)[len(counts) - top]
        values, counts = values[counts >= least], counts[counts >= least]
    named = texts(index.connection, values.tolist())
    tallied = (Tally(named[value], count) for value, count in zip(values.tolist(), counts.tolist(), strict=True))
    return tuple(sorted(tallied, key=lambda one: (-one.statements, one.value)))[:top]


def _distinct(codes: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    import numpy as np

    return np.unique(codes, return_counts=True)


def _by_month(days: NDArray[Any]) -> list[Tally]:
    months, counts = _distinct(days[days % 10_000 >= 100] // 100)
    found = {
        f"{month // 100:04}-{month % 100:02}": count
        for month, count in zip(months.tolist(), counts.tolist(), strict=True)
    }
    return [Tally(one.value, found.get(one.value, 0)) for one in _months(list(found))]


def _months(values: Any) -> list[Tally]:
    counted = Counter(value for value in values if value and len(value) == 7)
    if not counted:
        return []
    found, month, last = [], min(counted), max(counted)
    while month <= last:
        found.append(Tally(month, counted[month]))
        month = _next(month)
    return found


def _next(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


_SUMMARY = """
WITH dated AS (SELECT left(coalesce(published, captured), 7) AS month, id FROM documents)
SELECT month, count(*) AS statements FROM statements JOIN dated ON dated.id = statements.document
WHERE month IS NOT NULL AND len(month) = 7 GROUP BY month ORDER BY month
"""
_WHO = """
SELECT CASE WHEN speaker IS NULL THEN 'unknown' WHEN name IS NULL OR anonymous THEN 'anonymous' ELSE 'named' END AS who,
       count(*) AS statements
FROM said GROUP BY who ORDER BY statements DESC
"""
_AGENCIES = """
SELECT agency, count(DISTINCT statement) AS statements, count(DISTINCT outlet) AS outlets FROM (
    SELECT coalesce(r.listed, r.name) AS agency, r.statement, d.outlet FROM relays r JOIN documents d ON d.id = r.document
    WHERE r.kind = 'agency')
GROUP BY agency ORDER BY statements DESC, agency LIMIT 20
"""
_VERDICTS = """
SELECT verdict, count(*) AS statements FROM verdicts WHERE verdict <> 'no-original' GROUP BY verdict ORDER BY statements DESC
"""


class Agency(Struct, frozen=True):
    """A news agency, and how many statements it carried to how many outlets."""

    agency: str
    statements: int
    outlets: int


class Summary(Struct, frozen=True):
    """A record at a glance."""

    documents: int
    statements: int
    posts: int
    failures: int
    who: tuple[Tally, ...]
    agencies: tuple[Agency, ...]
    verdicts: tuple[Tally, ...]
    months: tuple[Tally, ...]


def summary(record: Record) -> Summary:
    """Count a record."""

    def tally(sql: str) -> tuple[Tally, ...]:
        return tuple(Tally(*row.values()) for row in record.sql(sql).to_pylist())

    count = record.manifest.count
    months = {row.value: row.statements for row in tally(_SUMMARY)}
    return Summary(
        documents=count("documents"), statements=record.sql("SELECT count(*) AS n FROM statements")["n"][0].as_py(), posts=count("posts"),
        failures=record.sql("SELECT count(*) AS n FROM failures")["n"][0].as_py(), who=tally(_WHO),
        agencies=tuple(Agency(**row) for row in record.sql(_AGENCIES).to_pylist()), verdicts=tally(_VERDICTS),
        months=tuple(Tally(month.value, months.get(month.value, 0)) for month in _months(list(months))),
    )  # fmt: skip
