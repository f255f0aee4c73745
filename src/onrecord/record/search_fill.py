"""Shards of a record → rows of its index of words: what is shown of a statement, and, folded, what of it can be searched.

When shards come in, and what becomes of a file that does not fit, is ``search_index``'s.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from onrecord.errors import QueryError, RecordError
from onrecord.record.manifest import Manifest, Pack, Stored
from onrecord.record.search_words import BOUNDARY, fold

_DOCUMENTS = """
SELECT id, uri, url, outlet, agency, title, published, captured, language FROM documents ORDER BY id
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
ORDER BY said.document, said.statement
"""


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
    start = connection.execute("SELECT coalesce(max(n), 0) + 1 FROM statement").fetchone()[0]
    once = {row["id"]: row for row in statements}
    numbered = [(n, row, about[row["document"]]) for n, row in enumerate(once.values(), start)]
    connection.executemany(
        f"INSERT INTO statement VALUES ({', '.join('?' * 15)})",
        (_statement(n, row, document, numbers) for n, row, document in numbered),
    )
    connection.executemany(
        "INSERT INTO texts (rowid, words, speaker, role, outlet, agency, facts) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (_text(n, row, document) for n, row, document in numbered),
    )
    connection.executemany(
        "INSERT INTO shard VALUES (?, ?, ?)",
        ((shard.number, shard.rows["statements"], sizes[shard.number]) for shard in fresh),
    )


def _rows(folder: Path, parts: Sequence[Stored]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Documents and statements of some files, as the record's views have them."""
    from onrecord.engine.duckdb import query
    from onrecord.record.tables import connect_tables

    shards = tuple(shard for part in parts for shard in part.shards)
    packs = tuple(Pack(part.first, part.last) for part in parts if part.first < part.last)
    connection = connect_tables(folder, Manifest(shards=shards, packs=packs))
    try:
        return query(connection, _DOCUMENTS).to_pylist(), query(connection, _STATEMENTS).to_pylist()
    except QueryError as error:
        raise RecordError(str(folder), "damaged", error.detail) from error
    finally:
        connection.close()


def _statement(n: int, row: dict[str, Any], document: dict[str, Any], numbers: dict[str, int]) -> tuple[Any, ...]:
    return (
        n, row["id"], numbers[row["document"]], row["kind"], row["stance"], row["said"], row["words"], row["cue"],
        row["mention"], row["speaker"], row["name"], _json(row["roles"]), _json(row["affiliations"]), row["anonymous"],
        day_of(document),
    )  # fmt: skip


def day_of(document: dict[str, Any]) -> str | None:
    """The day a document is dated by: of its publication, or where it tells none, the day it was captured."""
    dated = document["published"] or document["captured"]
    return dated[:10] if dated else None


def _text(n: int, row: dict[str, Any], document: dict[str, Any]) -> tuple[Any, ...]:
    """What of a statement can be searched, folded, by column."""
    speaker = [row["name"], *(row["aliases"] or ()), *(row["handles"] or ()), *(row["known"] or ())]
    outlet = [document["outlet"], _host(document["url"] or document["uri"])]
    agency = [document["agency"], *(row["agencies"] or ())]
    who = "unknown" if row["speaker"] is None else "anonymous" if row["anonymous"] else "named"
    facts = f"kind{row['kind']} stance{row['stance']} speaker{who} any"
    return (
        n, fold(row["words"] or ""), _joined(speaker), _joined([*(row["roles"] or ()), *(row["affiliations"] or ())]),
        _joined(outlet), _joined(agency), facts,
    )  # fmt: skip


def _joined(parts: Sequence[str | None]) -> str:
    return f" {BOUNDARY} ".join(dict.fromkeys(fold(part) for part in parts if part))


def _host(uri: str) -> str | None:
    """The server's name in a web address."""
    scheme, mark, rest = uri.partition("://")
    return rest.partition("/")[0].removeprefix("www.") if mark and scheme in ("http", "https") else None


def _json(listed: Sequence[str] | None) -> str | None:
    return msgspec.json.encode(listed).decode() if listed else None
