"""What people judged → the index of words as they judged: corrected statements in the place of those that were read.

The rows that reading made lie aside (``aside``) while a corrected one stands for them, and come back when a judgement is
taken back. Corrected rows have numbers below zero and are a segment of their own.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec

from onrecord.record.judgements import Judgements
from onrecord.record.manifest import Manifest
from onrecord.record.search_fill import Row, enter, rows_of_statements
from onrecord.record.search_postings import drop

SCHEMA = """
CREATE TABLE aside (
    n INTEGER PRIMARY KEY, id TEXT, document INTEGER, kind TEXT, stance TEXT, said TEXT, words TEXT, cue TEXT, mention TEXT,
    speaker TEXT, name TEXT, roles TEXT, affiliations TEXT, anonymous INTEGER);
CREATE INDEX aside_id ON aside (id);
CREATE TABLE judged (id TEXT PRIMARY KEY, notes TEXT, added INTEGER);
CREATE TABLE judged_state (mark TEXT);
"""


def mark_of(folder: Path, manifest: Manifest) -> str:
    """What the judgements in an index must be of; empty where nothing is judged."""
    mark = Judgements(folder).mark
    return mark and f"{mark} {manifest.next_number}"


def is_honoured(connection: sqlite3.Connection, folder: Path, manifest: Manifest) -> bool:
    """Whether the index is as people judged; one that has taken in later shards is, too."""
    wanted, found = mark_of(folder, manifest), state(connection)
    if not wanted or not found:
        return wanted == found
    (mark, number), (seen, upto) = wanted.split(), found.split()
    return mark == seen and int(number) <= int(upto)


def honour(connection: sqlite3.Connection, folder: Path, manifest: Manifest) -> None:
    """Take back what was honoured before, and lay over what stands now; within the caller's transaction."""
    wanted = mark_of(folder, manifest)
    if wanted == state(connection):
        return
    drop(connection)
    connection.execute("DELETE FROM statement WHERE n < 0")
    connection.execute("INSERT INTO statement SELECT * FROM aside")
    for table in ("aside", "judged", "judged_state"):
        connection.execute(f"DELETE FROM {table}")
    if wanted:
        _lay_over(connection, folder, manifest)
    connection.execute("INSERT INTO judged_state VALUES (?)", (wanted,))


def state(connection: sqlite3.Connection) -> str:
    """What the judgements in an index are of."""
    found = connection.execute("SELECT mark FROM judged_state").fetchone()
    return str(found[0]) if found else ""


def _lay_over(connection: sqlite3.Connection, folder: Path, manifest: Manifest) -> None:
    """Put corrected rows in the place of read ones."""
    from onrecord.engine.duckdb import query
    from onrecord.record.tables import connect_tables

    tables = connect_tables(folder, manifest, Judgements(folder))
    try:
        said = query(tables, "SELECT * FROM judgements").to_pylist()
        documents, rows = rows_of_statements(tables, sorted({row["statement"] for row in said}))
    finally:
        tables.close()
    told: dict[str, list[Row]] = {}
    for row in said:
        told.setdefault(row["statement"], []).append(row)
    fresh = {row["id"]: row for row in rows}
    for id, listed in told.items():
        known = connection.execute("SELECT n FROM statement WHERE id = ?", (id,)).fetchone()
        if known:
            connection.execute("INSERT INTO aside SELECT * FROM statement WHERE n = ?", known)
            connection.execute("DELETE FROM statement WHERE n = ?", known)
        added = not known and id in fresh
        connection.execute("INSERT INTO judged VALUES (?, ?, ?)", (id, msgspec.json.encode(listed).decode(), added))
    about = {row["id"]: row for row in documents}
    places = {id: connection.execute("SELECT n FROM document WHERE id = ?", (id,)).fetchone()[0] for id in about}
    corrected = [(row, about[row["document"]]) for row in fresh.values()]
    enter(connection, -len(corrected), corrected, places)
