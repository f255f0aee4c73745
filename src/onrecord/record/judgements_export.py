"""Judgements that stand → lines of training data, with the words that were judged and, where the record has it, the text.

One object a judgement: ``kind``, ``answer`` (true or false), ``by``, ``at``, ``reason`` and what the question needs: ``texts``
of the two statements (``same``); ``content``, ``cue``, ``mention`` as spans of ``text``, and ``name`` (``speaker``); the same
spans (``statement``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from onrecord.model import Span
from onrecord.record.judgements import Judgement, Judgements

_STATEMENTS = """
WITH every AS (
    SELECT * FROM statements
    UNION ALL BY NAME SELECT * FROM read_statements WHERE id NOT IN (SELECT id FROM statements)
)
SELECT id, document, kind, content, cue, mention, array_to_string(list_transform(content, lambda part: part.text), ' … ') AS words
FROM every WHERE list_contains($ids, id)
"""
_DOCUMENTS = "SELECT id, text, language FROM documents WHERE list_contains($ids, id)"


class Asked(Protocol):
    """What answers a query, as a ``Record`` does."""

    def sql(self, text: str, values: Mapping[str, Any] = ...) -> Any:
        """Rows."""


def training(record: Asked, judgements: Judgements) -> Iterator[dict[str, Any]]:
    """What stands, the oldest first, one object each."""
    rows = list(judgements.standing().values())
    wanted = [id for row in rows for id in row.about.statements]
    statements = {row["id"]: row for row in record.sql(_STATEMENTS, {"ids": wanted}).to_pylist()}
    places = [row.about.document for row in rows] + [
        statements[row.about.statements[0]]["document"]
        for row in rows
        if row.about.kind == "speaker" and row.about.statements[0] in statements
    ]
    found = record.sql(_DOCUMENTS, {"ids": [place for place in places if place]}).to_pylist()
    documents = {row["id"]: row for row in found}
    for row in rows:
        yield _line(row, statements, documents)


def _line(
    row: Judgement, statements: Mapping[str, Mapping[str, Any]], documents: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    about = row.about
    line: dict[str, Any] = {
        "kind": about.kind, "answer": row.answer, "by": row.by, "at": row.at, "reason": row.reason,
        "statements": list(about.statements),
    }  # fmt: skip
    if about.kind == "same":
        return line | {"texts": list(_texts(row, statements))}
    seen = statements.get(about.statements[0]) if about.statements else None
    document = about.document or (seen["document"] if seen else None)
    content, cue, mention = about.content, about.cue, about.mention
    shown = {
        "content": [_span(one) for one in content],
        "cue": cue and _span(cue),
        "mention": mention and _span(mention),
    }
    if seen and about.kind == "speaker":
        shown = {name: seen[name] for name in shown}
    text = documents.get(document or "", {})
    return line | shown | {
        "document": document, "text": text.get("text"), "language": text.get("language"), "name": about.name,
    }  # fmt: skip


def _texts(row: Judgement, statements: Mapping[str, Mapping[str, Any]]) -> Iterator[str | None]:
    """The record's words, or those that were seen where it lost the statement."""
    for place, id in enumerate(row.about.statements):
        noted = row.words[place] if place < len(row.words) else None
        yield statements[id]["words"] if id in statements else noted


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "stop": span.stop, "text": span.text}
