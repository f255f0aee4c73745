"""A reading → the JSON object of the contract: its view structs, its bytes on one line, its schema.

The keys of the contract come first and in its order; what onrecord adds (attributions, relations, …) follows. Which
documents are printed and where to is left to ``cli``.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.model import (
    Attribution,
    Conflict,
    Document,
    Identity,
    Post,
    Reading,
    Relation,
    Relay,
    Span,
    Speaker,
    Stance,
    Statement,
    StatementKind,
    Verdict,
)

_SURROGATES = re.compile("[\ud800-\udfff]")


class StatementView(Struct, frozen=True):
    """A statement with the speaker that its attribution concludes; ``None`` when nobody could be named."""

    id: str
    kind: StatementKind
    content: tuple[Span, ...]
    cue: Span | None
    mention: Span | None
    speaker: str | None
    stance: Stance
    said: str | None
    within: str | None
    score: float
    post: str | None = None


class ReadingView(Struct, frozen=True):
    """One line of ``onrecord read --format jsonl``."""

    document: Document
    posts: tuple[Post, ...]
    statements: tuple[StatementView, ...]
    speakers: tuple[Speaker, ...]
    relays: tuple[Relay, ...]
    verdicts: tuple[Verdict, ...]
    conflicts: tuple[Conflict, ...]
    attributions: tuple[Attribution, ...] = ()
    relations: tuple[Relation, ...] = ()
    identities: tuple[Identity, ...] = ()


def to_json(reading: Reading) -> bytes:
    """Encode as one line of UTF-8 without its line break; see :func:`encoded`."""
    return encoded(view(reading))


def encoded(shown: Any) -> bytes:
    """Encode an object as one line of UTF-8 without its line break.

    Lone surrogates, which UTF-8 has no bytes for, become U+FFFD, one for one, so that offsets keep their meaning; the
    line separators that some readers take for a line's end are escaped.
    """
    try:
        line = msgspec.json.encode(shown)
    except UnicodeEncodeError:
        line = msgspec.json.encode(_without_surrogates(msgspec.to_builtins(shown)))
    for separator, escape in ((b"\xc2\x85", rb"\u0085"), (b"\xe2\x80\xa8", rb"\u2028"), (b"\xe2\x80\xa9", rb"\u2029")):
        line = line.replace(separator, escape)
    return line


def to_object(reading: Reading) -> dict[str, Any]:
    """Build the same object from dicts, lists, strings and numbers; strings are as they were read."""
    built: dict[str, Any] = msgspec.to_builtins(view(reading))
    return built


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "onrecord reading",
        **msgspec.json.schema(ReadingView),
    }


def view(reading: Reading) -> ReadingView:
    """Merge the attributions into their statements."""
    speakers = speaker_ids(reading)
    statements = tuple(_statement(row, speakers.get(row.id)) for row in reading.statements)
    return ReadingView(
        reading.document, reading.posts, statements, reading.speakers, reading.relays, reading.verdicts,
        reading.conflicts, reading.attributions, reading.relations, reading.identities,
    )  # fmt: skip


def speaker_ids(reading: Reading) -> dict[str, str | None]:
    """Map each attributed statement to the speaker of its best attribution (the last one, among equals)."""
    ranked = sorted(reading.attributions, key=lambda row: (row.speaker is not None, row.score))
    return {row.statement: row.speaker for row in ranked}


def _statement(row: Statement, speaker: str | None) -> StatementView:
    return StatementView(
        row.id, row.kind, row.content, row.cue, row.mention, speaker, row.stance, row.said, row.within, row.score,
        row.post,
    )  # fmt: skip


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(item) for item in value]
    return value
