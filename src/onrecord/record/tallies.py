"""Words and a filter → how the statements that fit are spread: over speakers, outlets, kinds, stances and months.

Counted over the latest ones where there are very many; ``Search`` finds them. Figures of a whole record are ``queries``'.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from onrecord.record.record import Record
    from onrecord.record.search import Filter, Search

_COLUMNS = """
statement.kind, statement.stance, statement.name, statement.anonymous, statement.speaker, substr(statement.day, 1, 7), statement.document,
statement.roles
"""
_OUTLETS = "SELECT n, outlet, agency FROM document WHERE n IN ({})"
_AT_ONCE = 500


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


def tallies(search: Search, words: str = "", filter: Filter | None = None, most: int = 20_000) -> Tallies:
    """Spread the statements that fit.

    :param most: how many are looked at, the latest ones.
    :raises QueryError: as :meth:`Search.find`.
    """
    rows = search.latest(_COLUMNS, words, filter, most + 1)
    more, rows = len(rows) > most, rows[:most]
    kinds, stances, names, anonymous, known, months, documents, roles = zip(*rows, strict=True) if rows else ((),) * 8
    about = _documents(search, set(documents))
    who = (
        "unknown" if speaker is None else "anonymous" if unnamed or name is None else "named"
        for name, unnamed, speaker in zip(names, anonymous, known, strict=True)
    )  # fmt: skip
    return Tallies(
        counted=len(rows), more=more, documents=len(about), speakers=_counted(names),
        outlets=_counted(about[n][0] for n in documents), agencies=_counted(about[n][1] for n in documents),
        kinds=_counted(kinds), stances=_counted(stances), who=_counted(who), roles=_counted(map(_first, roles)),
        months=tuple(_months(months)),
    )  # fmt: skip


def _documents(search: Search, wanted: set[int]) -> dict[int, tuple[str | None, str | None]]:
    listed, found = sorted(wanted), {}
    for start in range(0, len(listed), _AT_ONCE):
        part = listed[start : start + _AT_ONCE]
        rows = search.ask(_OUTLETS.format(", ".join("?" * len(part))), part)
        found.update({n: (outlet, agency) for n, outlet, agency in rows})
    return found


def _first(roles: str | None) -> str | None:
    """The first of a list of strings in JSON, which is nearly always without escapes."""
    if not roles:
        return None
    import msgspec

    return next(iter(msgspec.json.decode(roles, type=tuple[str, ...])), None)


def _counted(values: Any) -> tuple[Tally, ...]:
    counted = Counter(value for value in values if value)
    return tuple(Tally(*pair) for pair in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


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
        documents=count("documents"), statements=count("statements"), posts=count("posts"),
        failures=record.sql("SELECT count(*) AS n FROM failures")["n"][0].as_py(), who=tally(_WHO),
        agencies=tuple(Agency(**row) for row in record.sql(_AGENCIES).to_pylist()), verdicts=tally(_VERDICTS),
        months=tuple(Tally(month.value, months.get(month.value, 0)) for month in _months(list(months))),
    )  # fmt: skip
