"""Shards of a record → rows of its index of words: what is shown of a statement, and, folded, what of it can be searched.

When shards come in, and what becomes of a file that does not fit, is ``search_index``'s.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.errors import QueryError, RecordError
from onrecord.record import search_facts, search_postings
from onrecord.record.manifest import Manifest, Pack, Stored
from onrecord.record.search_facts import day_number, shuffled
from onrecord.record.search_words import BOUNDARY, words_of

if TYPE_CHECKING:
    import duckdb

_DOCUMENTS = """
SELECT id, uri, url, outlet, agency, title, published, captured, language FROM documents {where} ORDER BY id
"""
_STATEMENTS = """
SELECT said.statement AS id, said.document, said.kind, said.stance, said.said, said.words, said.cue, said.mention,
       said.speaker, said.name, said.roles, said.affiliations, said.anonymous, p.aliases, p.handles, i.known, r.agencies
FROM said
LEFT JOIN speakers p ON p.id = said.speaker
LEFT JOIN (SELECT speaker, any_value([c.name FOR c IN candidates IF c.id = person]) AS known
           FROM identities WHERE person IS NOT NULL GROUP BY speaker) i ON i.speaker = said.speaker
LEFT JOIN (SELECT statement, list(name) || list(listed) AS agencies FROM relays WHERE kind = 'agency' GROUP BY statement) r
       ON r.statement = said.statement
{where}
ORDER BY said.document, said.statement
"""
_NEXT = "SELECT max(0, (SELECT coalesce(max(n), 0) FROM statement), (SELECT coalesce(max(n), 0) FROM aside)) + 1"
_AMONG = "WHERE {} IN (SELECT unnest($ids))"
Row = dict[str, Any]


def known_shards(connection: sqlite3.Connection) -> dict[int, tuple[int, int]]:
    """Shards that are indexed, with their statements and the size of their file."""
    return {number: (rows, size) for number, rows, size in connection.execute("SELECT * FROM shard")}


def size_of(folder: Path, part: Stored) -> int:
    """Bytes of the file that holds a shard's statements; 0 where it shares it with others."""
    return 0 if len(part.shards) > 1 else part.place(folder, "statements").stat().st_size


def take(connection: sqlite3.Connection, folder: Path, parts: Sequence[Stored]) -> None:
    """Index the statements of some files; another process may have done so since they were listed."""
    known = known_shards(connection)
    sizes = {shard.number: size_of(folder, part) for part in parts for shard in part.shards}
    listed = [shard for part in parts for shard in part.shards if shard.rows.get("statements")]
    fresh = [shard for shard in listed if shard.number not in known]
    if not fresh:
        return
    documents, statements = _rows(folder, parts)
    if len(fresh) < len(listed):
        had = {id for (id,) in connection.execute("SELECT id FROM document")}
        documents = [row for row in documents if row["id"] not in had]
        statements = [row for row in statements if row["document"] not in had]
    first = connection.execute("SELECT coalesce(max(n), 0) + 1 FROM document").fetchone()[0]
    numbers = {row["id"]: n for n, row in enumerate(documents, first)}
    about = {row["id"]: row for row in documents}
    connection.executemany(
        "INSERT INTO document VALUES (:n, :id, :uri, :url, :outlet, :agency, :title, :published, :captured, :language)",
        (row | {"n": numbers[row["id"]]} for row in documents),
    )
    start = connection.execute(_NEXT).fetchone()[0]
    once = {row["id"]: row for row in statements}
    enter(connection, start, [(row, about[row["document"]]) for row in once.values()], numbers)
    connection.executemany(
        "INSERT INTO shard VALUES (?, ?, ?)",
        ((shard.number, shard.rows["statements"], sizes[shard.number]) for shard in fresh),
    )


def enter(
    connection: sqlite3.Connection, first: int, told: Sequence[tuple[Row, Row]], documents: Mapping[str, int]
) -> None:
    """Take in statements, each with its document, as numbers from ``first`` on.

    :param documents: numbers of documents, by id.
    """
    if told:
        connection.executemany(
            f"INSERT INTO statement VALUES ({', '.join('?' * 14)})",
            (_statement(n, row, documents) for n, (row, _) in enumerate(told, first)),
        )
        search_postings.add(connection, first, _columns(told), _facts(connection, told, documents))


def _rows(folder: Path, parts: Sequence[Stored]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Documents and statements of some files, as the record's views have them."""
    from onrecord.engine.duckdb import query
    from onrecord.record.tables import connect_tables

    shards = tuple(shard for part in parts for shard in part.shards)
    packs = tuple(Pack(part.first, part.last) for part in parts if part.first < part.last)
    connection = connect_tables(folder, Manifest(shards=shards, packs=packs))
    try:
        documents, statements = (query(connection, sql.format(where="")) for sql in (_DOCUMENTS, _STATEMENTS))
        return documents.to_pylist(), statements.to_pylist()
    except QueryError as error:
        raise RecordError(str(folder), "damaged", error.detail) from error
    finally:
        connection.close()


def rows_of_statements(connection: duckdb.DuckDBPyConnection, statements: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """Some statements and their documents, as the record's views have them."""
    from onrecord.engine.duckdb import query

    sql = _STATEMENTS.format(where=_AMONG.format("said.statement"))
    rows = query(connection, sql, {"ids": list(statements)}).to_pylist()
    wanted = sorted({row["document"] for row in rows})
    sql = _DOCUMENTS.format(where=_AMONG.format("id"))
    return query(connection, sql, {"ids": wanted}).to_pylist(), rows


def _statement(n: int, row: Row, documents: Mapping[str, int]) -> tuple[Any, ...]:
    return (
        n, row["id"], documents[row["document"]], row["kind"], row["stance"], row["said"], row["words"], row["cue"],
        row["mention"], row["speaker"], row["name"], _json(row["roles"]), _json(row["affiliations"]), row["anonymous"],
    )  # fmt: skip


def day_of(document: dict[str, Any]) -> str | None:
    """The day a document is dated by: of its publication, or where it tells none, the day it was captured."""
    dated = document["published"] or document["captured"]
    return dated[:10] if dated else None


def _columns(rows: Sequence[tuple[Row, Row]]) -> dict[str, list[tuple[str, ...]]]:
    """What of statements can be searched: folded words, by column."""
    known: dict[str, tuple[str, ...]] = {}
    found: dict[str, list[tuple[str, ...]]] = {name: [] for name in search_postings.COLUMNS}
    for row, document in rows:
        found["words"].append(words_of(row["words"] or ""))
        named = {
            "speaker": (row["name"], *(row["aliases"] or ()), *(row["handles"] or ()), *(row["known"] or ())),
            "role": (*(row["roles"] or ()), *(row["affiliations"] or ())),
            "outlet": (document["outlet"], _host(document["url"] or document["uri"])),
            "agency": (document["agency"], *(row["agencies"] or ())),
        }
        for name, parts in named.items():
            found[name].append(_joined(parts, known))
    return found


def _joined(parts: Sequence[str | None], known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Words of names, a boundary between one and the next; ``known`` keeps those that were folded."""
    words: list[str] = []
    for part in dict.fromkeys(part for part in parts if part):
        if part not in known:
            known[part] = words_of(part)
        words += (BOUNDARY, *known[part]) if words else known[part]
    return tuple(words)


def _facts(
    connection: sqlite3.Connection, rows: Sequence[tuple[Row, Row]], documents: Mapping[str, int]
) -> dict[str, Any]:
    """What is counted and filtered of statements, as numbers."""
    import numpy as np

    values = {
        "kind": (row["kind"] for row, _ in rows),
        "stance": (row["stance"] for row, _ in rows),
        "who": (_who(row) for row, _ in rows),
        "name": (row["name"] for row, _ in rows),
        "role": (next(iter(row["roles"] or ()), None) for row, _ in rows),
        "outlet": (document["outlet"] for _, document in rows),
        "agency": (document["agency"] for _, document in rows),
    }
    facts = {name: search_facts.numbers(connection, listed) for name, listed in values.items()}
    counted = {
        "day": (day_number(day_of(document)) for _, document in rows),
        "document": (documents[row["document"]] for row, _ in rows),
        "length": (len((row["words"] or "").split()) for row, _ in rows),
        "order": (shuffled(row["id"]) for row, _ in rows),
    }
    return facts | {name: np.fromiter(listed, np.int32, len(rows)) for name, listed in counted.items()}


def _who(row: Row) -> str:
    if row["speaker"] is None:
        return "unknown"
    return "anonymous" if row["anonymous"] or row["name"] is None else "named"


def _host(uri: str) -> str | None:
    """The server's name in a web address."""
    scheme, mark, rest = uri.partition("://")
    return rest.partition("/")[0].removeprefix("www.") if mark and scheme in ("http", "https") else None


def _json(listed: Sequence[str] | None) -> str | None:
    return msgspec.json.encode(listed).decode() if listed else None
