"""A question about statements of a record → a judgement with the words that were judged; what the record lacks is refused.

The one way that the command line and the pages take. Where judgements are kept is ``judgements``'s.
"""

from __future__ import annotations

from typing import Any

from onrecord.model import Span
from onrecord.record.judgements import ANY, About, Judgement, JudgementError, Judgements, statement
from onrecord.record.judgements_export import Asked

_STATEMENTS = """
WITH every AS (
    SELECT * FROM statements
    UNION ALL BY NAME SELECT * FROM read_statements WHERE id NOT IN (SELECT id FROM statements)
)
SELECT id, document, content, cue, mention, array_to_string(list_transform(content, lambda part: part.text), ' … ') AS words
FROM every WHERE list_contains($ids, id)
"""
_DOCUMENT = "SELECT text FROM documents WHERE id = $id LIMIT 1"


def judge(
    record: Asked,
    judgements: Judgements,
    about: About,
    answer: bool | None,
    *,
    by: str,
    reason: str = "",
    previous: str | None = ANY,
) -> Judgement:
    """Judge; ``previous`` as :meth:`Judgements.add` has it.

    :raises JudgementError: ``unknown`` (detail: the statement that the record does not have), ``conflict``, ``nothing``.
    """
    rows = {row["id"]: row["words"] for row in record.sql(_STATEMENTS, {"ids": list(about.statements)}).to_pylist()}
    for id in about.statements:
        if id not in rows:
            raise JudgementError("unknown", id)
    words = [rows[id] for id in about.statements] or [" … ".join(span.text for span in about.content)]
    return judgements.add(about, answer, by=by, reason=reason, words=words, previous=previous)


def statement_of(record: Asked, id: str) -> About:
    """Whether a statement that the record has is one.

    :raises JudgementError: ``unknown``.
    """
    rows = record.sql(_STATEMENTS, {"ids": [id]}).to_pylist()
    if not rows:
        raise JudgementError("unknown", id)
    row = rows[0]
    cue, mention = (_span(row[name]) for name in ("cue", "mention"))
    return statement(row["document"], [_known(span) for span in row["content"]], cue, mention, known=id)


def statement_at(record: Asked, document: str, start: int, stop: int) -> About:
    """Whether ``text[start:stop]`` of a document, white space at its edges apart, is a statement.

    :raises JudgementError: ``unknown`` (detail: the document, or the place that it does not have), ``nothing``: there is
        only white space.
    """
    rows = record.sql(_DOCUMENT, {"id": document}).to_pylist()
    if not rows:
        raise JudgementError("unknown", document)
    text = rows[0]["text"]
    if not 0 <= start < stop <= len(text):
        raise JudgementError("unknown", f"{document}:{start}-{stop}")
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    while start < stop and text[start].isspace():
        start += 1
    if start == stop:
        raise JudgementError("nothing", f"{document}:{start}-{stop}")
    return statement(document, [Span(start, stop, text[start:stop])])


def _span(row: dict[str, Any] | None) -> Span | None:
    return _known(row) if row else None


def _known(row: dict[str, Any]) -> Span:
    return Span(row["start"], row["stop"], row["text"])
