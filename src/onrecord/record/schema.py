"""The tables of a record: name → Arrow columns, and the SQL of the views that are made of them.

Most columns are the fields of the nouns in ``model``; every table but ``captures`` and ``failures`` also names the document
that its rows belong to. Rows that are seen (documents,
posts, statements) and rows that are concluded (the rest) never share a table. Spans count code points of
``documents.text``, half-open.

A change of columns raises :data:`FORMAT` and adds a step to ``migrate``; a new column alone needs neither, since files
that lack it read as null.
"""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields

from onrecord import model

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 2
"""Version of the tables' columns and of the manifest; a record of a higher one is refused."""

READ = (
    "documents", "posts", "statements", "speakers", "attributions", "relays", "verdicts", "relations", "conflicts",
    "identities", "failures", "captures", "prints",
)  # fmt: skip
"""Tables that reading documents fills."""

LINKED = ("copies", "versions", "revisions")
"""Tables that comparing documents with one another fills, after they are in."""


NOUNS: dict[str, type[Struct]] = {
    "documents": model.Document, "posts": model.Post, "statements": model.Statement, "speakers": model.Speaker,
    "attributions": model.Attribution, "relays": model.Relay, "verdicts": model.Verdict, "relations": model.Relation,
    "conflicts": model.Conflict, "identities": model.Identity,
}  # fmt: skip
"""Tables whose rows are structs of a reading: a column for each field, so that none is ever lost."""


@cache
def schemas() -> dict[str, pa.Schema]:
    """Columns of every table, ``READ`` first."""
    import pyarrow as pa

    text, number, long, real, truth = pa.string(), pa.int32(), pa.int64(), pa.float64(), pa.bool_()
    columns: dict[str, list[tuple[str, pa.DataType]]] = {table: _columns(noun) for table, noun in NOUNS.items()}
    for table, listed in columns.items():
        listed.append(("captured", text) if table == "documents" else ("document", text))
    columns |= {
        "failures": [("uri", text), ("reason", text), ("detail", text), ("file", text), ("position", long)],
        "captures": [
            ("file", text), ("key", long), ("position", long), ("whole", truth), ("uri", text), ("captured", text),
            ("document", text), ("known", truth), ("failed", truth),
        ],
        "prints": [("document", text), ("nth", long), ("place", long), ("words", number), ("hashes", pa.list_(long))],
        "copies": [
            ("document", text), ("of", text), ("first", text), ("kind", text), ("score", real), ("shared", real),
            ("reason", text), ("by", text),
        ],
        "versions": [
            ("url", text), ("position", number), ("document", text), ("previous", text), ("dated", text), ("batch", long),
        ],
        "revisions": [
            ("url", text), ("document", text), ("previous", text), ("change", text), ("statement", text), ("was", text),
            ("score", real), ("reason", text), ("by", text), ("batch", long),
        ],
    }  # fmt: skip
    marked = {b"onrecord.format": str(FORMAT).encode()}
    return {name: pa.schema(columns[name], metadata=marked) for name in (*READ, *LINKED)}


def _columns(noun: type[Struct]) -> list[tuple[str, pa.DataType]]:
    return [(field.name, _arrow_type(field.type)) for field in fields(noun)]


def _arrow_type(kind: Any) -> pa.DataType:
    """Arrow's type for a field's: ``None`` may stand in every column, tuples are lists, and lists of runs lie flat."""
    import pyarrow as pa

    inner = [part for part in get_args(kind) if part not in (type(None), ...)]
    if get_origin(kind) in (Union, UnionType):
        return _arrow_type(inner[0])
    if get_origin(kind) is tuple:
        return pa.list_(_arrow_type(inner[0] if get_origin(inner[0]) is not tuple else get_args(inner[0])[0]))
    if get_origin(kind) is Literal:
        return pa.string()
    if issubclass(kind, Struct):
        return pa.struct(_columns(kind))
    return {str: pa.string(), bool: pa.bool_(), int: pa.int32(), float: pa.float64()}[kind]


CORRECTED = ("statements", "speakers", "attributions", "relays", "verdicts", "relations", "conflicts")
"""Tables in which rows are replaced by what people judged; ``read_statements`` … have them as reading made them."""

STORED_AS = {"failures": "all_failures", "versions": "all_versions", "revisions": "all_revisions"} | {
    name: f"read_{name}" for name in CORRECTED
}
"""Tables whose files hold rows that others replace: the files' rows go under this name, a view has the valid ones."""


def views(corrected: bool = False) -> dict[str, str]:
    """SQL of the views that a record offers besides its files' tables, in the order in which they build on one another.

    :param corrected: whether there are tables of what people judged: ``judged_documents``, and ``judged_statements`` …
    """
    sql = _CORRECTED if corrected else "SELECT * FROM {stored}"
    return {name: sql.format(stored=STORED_AS[name], name=name) for name in CORRECTED} | _VIEWS


def notes_schema() -> pa.Schema:
    """Columns of ``judgements``: what people said of statements, as ``corrected.Note`` has it."""
    import pyarrow as pa

    named = ("statement", "document", "what", "name", "read_name", "by", "at", "reason", "judgement")
    return pa.schema([(name, pa.string()) for name in named] + [("carried", pa.bool_())])


_CORRECTED = """
    SELECT * FROM {stored} WHERE document NOT IN (SELECT document FROM judged_documents)
    UNION ALL BY NAME SELECT * FROM judged_{name}
"""
_LATEST = """
    SELECT * EXCLUDE (batch) FROM {table} AS row
    WHERE batch = (SELECT max(batch) FROM {table} AS other WHERE other.url = row.url)
"""
_VIEWS = {
    "failures": """
        SELECT DISTINCT ON (file, position) * FROM all_failures AS failed
        WHERE NOT EXISTS (SELECT 1 FROM captures AS later WHERE later.file = failed.file
                          AND later.position = failed.position AND NOT later.failed)
    """,
    "versions": _LATEST.format(table="all_versions"),
    "revisions": _LATEST.format(table="all_revisions"),
    "said": """
        SELECT s.id AS statement, s.kind, s.stance, s.said,
               array_to_string(list_transform(s.content, lambda part: part.text), ' … ') AS words,
               s.cue.text AS cue, s.mention.text AS mention, p.id AS speaker, p.name, p.roles, p.affiliations,
               p.anonymous, d.id AS document, d.outlet, d.published, d.title, d.language, d.agency, d.url, d.uri
        FROM statements s
        JOIN documents d ON d.id = s.document
        LEFT JOIN attributions a ON a.statement = s.id
        LEFT JOIN speakers p ON p.id = a.speaker
    """,
}
