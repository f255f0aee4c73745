"""A record's tables → who is quoted, by which outlets, and what could not be read: one SQL query each.

Figures come twice: as printed, and net of wire copy. Two statements are one where the same words stand in near-copies of
one article (the table ``copies``), or came through the same agency (six words at least); reprinting adds nothing then.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from onrecord.record.record import Record

KINDS = ("direct", "mixed", "indirect", "post", "headline")
STANCES = ("neutral", "doubt", "denial", "support", "hearsay", "question", "order", "promise", "attitude")
_LEAST_WORDS = 6

_TOLD = f"""
WITH worded AS (
    SELECT *, trim(lower(regexp_replace(words, '[^\\pL\\pN\\pM]+', ' ', 'g'))) AS plain FROM said
), carried AS (
    SELECT statement, min(coalesce(listed, name)) AS agency FROM relays WHERE kind = 'agency' GROUP BY statement
), known AS (
    SELECT speaker, any_value(person) AS person FROM identities WHERE person IS NOT NULL GROUP BY speaker
), placed AS (
    SELECT w.* EXCLUDE (words, plain, agency), hash(plain) AS plain, coalesce(len(string_split(nullif(plain, ''), ' ')), 0) AS words,
           coalesce(c.first, w.document) AS unit, lower(coalesce(r.agency, w.agency)) AS wire, known.person,
           left(coalesce(d.published, d.captured), 10) AS day,
           CASE WHEN w.speaker IS NULL THEN 'unknown' WHEN w.name IS NULL OR w.anonymous THEN 'anonymous' ELSE 'named' END AS who
    FROM worded w JOIN documents d ON d.id = w.document LEFT JOIN copies c ON c.document = w.document
    LEFT JOIN carried r ON r.statement = w.statement LEFT JOIN known ON known.speaker = w.speaker
), marked AS (
    SELECT *, min(wire) OVER (PARTITION BY unit, plain) AS agency,
           coalesce(day >= $since, $since IS NULL) AND coalesce(left(day, len($until)) <= $until, $until IS NULL) AS dated
    FROM placed
), told AS (
    SELECT *, hash(CASE WHEN agency IS NOT NULL AND words >= {_LEAST_WORDS} THEN 'wire ' || agency ELSE unit END, plain) AS origin
    FROM marked
)
"""


def _counts(column: str, names: tuple[str, ...]) -> str:
    return ", ".join(f"count(*) FILTER (WHERE {column} = '{name}') AS \"{name}\"" for name in names)


_FIGURES = f"""
    count(*) AS statements, count(*) FILTER (WHERE once) AS net_statements, count(DISTINCT document) AS documents,
    sum(words) AS words, sum(words) FILTER (WHERE once) AS net_words,
    {_counts("kind", KINDS)}, {_counts("stance", STANCES)}
"""
_SHARES = """
    sum(words) / nullif(sum(sum(words)) OVER (), 0) AS share,
    sum(words) FILTER (WHERE once) / nullif(sum(sum(words) FILTER (WHERE once)) OVER (), 0) AS net_share
"""

_SPEAKERS = f"""
{_TOLD}, keyed AS (
    SELECT *, CASE who WHEN 'named' THEN coalesce(person, lower(name)) ELSE who END AS key FROM told WHERE dated
), counted AS (
    SELECT *, row_number() OVER (PARTITION BY key, origin ORDER BY day NULLS LAST, document, statement) = 1 AS once FROM keyed
)
SELECT CASE WHEN who = 'named' THEN mode(name ORDER BY name) END AS name, any_value(person) AS person, who,
       mode(roles[1] ORDER BY roles[1]) AS role, count(DISTINCT unit) AS net_documents, count(DISTINCT outlet) AS outlets,
       {_FIGURES}, {_SHARES}
FROM counted GROUP BY key, who
ORDER BY net_statements DESC, statements DESC, who <> 'named', key LIMIT $top
"""

_OUTLETS = f"""
{_TOLD}, counted AS (
    SELECT *, agency IS NULL
              AND row_number() OVER (PARTITION BY origin ORDER BY day NULLS LAST, unit <> document, document, statement) = 1 AS once
    FROM told
), papers AS (
    SELECT d.outlet, count(*) AS documents, sum(p.words) AS text_words,
           count(*) FILTER (WHERE d.agency IS NULL AND c.document IS NULL) AS net_documents
    FROM (SELECT *, left(coalesce(published, captured), 10) AS day FROM documents) d
    LEFT JOIN prints p ON p.document = d.id
    LEFT JOIN (SELECT document FROM copies WHERE kind <> 'version') c ON c.document = d.id
    WHERE coalesce(day >= $since, $since IS NULL) AND coalesce(left(day, len($until)) <= $until, $until IS NULL)
    GROUP BY d.outlet
), figures AS (
    SELECT outlet, count(DISTINCT coalesce(person, lower(name))) FILTER (WHERE who = 'named') AS speakers,
           {_counts("who", ("named", "anonymous", "unknown"))}, {_FIGURES}, {_SHARES}
    FROM counted WHERE dated GROUP BY outlet
)
SELECT papers.outlet, papers.documents, papers.net_documents, papers.text_words,
       figures.* EXCLUDE (outlet, documents)
FROM papers LEFT JOIN figures ON figures.outlet IS NOT DISTINCT FROM papers.outlet
ORDER BY net_statements DESC NULLS LAST, statements DESC NULLS LAST, papers.outlet LIMIT $top
"""

_FAILURES = "SELECT uri, reason, detail, file, position FROM failures ORDER BY reason, uri, position"


def speakers(record: Record, *, since: str | None = None, until: str | None = None, top: int | None = None) -> pa.Table:
    """Who is quoted: a row for each name, one for all anonymous speakers and one for statements that nobody is named for.

    Statements are counted as printed and net of wire copy, words likewise; ``share`` is that of all words said. Rows are
    in order of net statements.

    :param since: first day (ISO 8601) of the documents that count; ``until`` the last, or a month or a year.
    :param top: how many rows; ``None`` for all.
    """
    return _whole(record.sql(_SPEAKERS, _values(since, until, top)))


def outlets(record: Record, *, since: str | None = None, until: str | None = None, top: int | None = None) -> pa.Table:
    """Who prints: a row for each outlet, with its statements, those of them that are its own, and who says them.

    Net figures leave out what came by an agency and what an earlier document had. Parameters as :func:`speakers`.
    """
    return _whole(record.sql(_OUTLETS, _values(since, until, top)))


def failures(record: Record) -> pa.Table:
    """Documents that could not be read: ``uri``, ``reason``, ``detail``, and the file and place that they are in."""
    return record.sql(_FAILURES)


def _values(since: str | None, until: str | None, top: int | None) -> dict[str, Any]:
    return {"since": since, "until": until, "top": (1 << 62) if top is None else top}


def _whole(table: pa.Table) -> pa.Table:
    """Sums as whole numbers, and nothing counted as 0."""
    import pyarrow.compute as pc

    for place, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type) or pa.types.is_integer(field.type):
            column = pc.fill_null(table.column(place).cast(pa.int64()), 0)
            table = table.set_column(place, field.name, column)
    return table
