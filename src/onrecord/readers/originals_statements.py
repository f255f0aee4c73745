"""An object of ``onrecord read --format jsonl`` → its direct statements and its posts, as originals of what prints them later.

Walking a file is left to ``originals_json``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.readers.originals_types import Row


def statements_in(value: Mapping[str, Any]) -> list[Row] | None:
    """Rows of a reading; ``None`` if ``value`` is none. Parts of one statement are joined by a space."""
    document, statements = value.get("document"), value.get("statements")
    if not isinstance(document, dict) or not isinstance(statements, list) or not isinstance(document.get("text"), str):
        return None
    names = {row["id"]: row for row in _rows(value.get("speakers")) if isinstance(row.get("id"), str)}
    where = next((text for key in ("uri", "title", "id") if (text := _text(document, key))), "a reading")
    found = [
        Row(
            id=_text(post, "id") or "", text=_text(post, "text") or "", author=_text(post, "author"),
            handle=_text(post, "handle"), published=_text(post, "posted_at") or _text(post, "posted"),
        )
        for post in _rows(value.get("posts"))
    ]  # fmt: skip
    for statement in _rows(statements):
        if statement.get("kind") != "direct":
            continue
        speaker = names.get(statement.get("speaker") or "", {})
        found.append(
            Row(
                id=_text(statement, "id") or "",
                text=" ".join(_text(piece, "text") or "" for piece in _rows(statement.get("content"))),
                author=None if speaker.get("anonymous") else _text(speaker, "name"),
                published=_text(statement, "said") or _text(document, "published"),
                language=_text(document, "language"),
                printed_in=where,
            )
        )
    return [row for row in found if row.text.strip()]


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _text(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    return value if isinstance(value, str) and value else None
