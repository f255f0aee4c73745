"""A record's folder → originals for ``onrecord check``: its statements, its posts and its documents' texts.

A statement is an original of its own, with its speaker; so is a post. A document's text counts besides, for releases and
transcripts, and for words that stand in it without quote marks; its turns say whose its statements are. Comparing them
is left to ``verify``.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from onrecord.model import OriginalText, Place, Post, Reading, Span, Turn
from onrecord.record.corrections import corrected_readings
from onrecord.record.manifest import load
from onrecord.record.queries_readings import readings


def originals(folder: str) -> Iterator[OriginalText]:
    """Originals of a record, in the order in which its documents came in.

    A document's ``id`` is its uri, a statement's and a post's their own; a statement's place is its document's uri.

    :raises RecordError: it is none, or a file of it is missing or damaged.
    """
    path = Path(folder)
    manifest = load(path)
    for reading in readings(path, manifest, corrected=corrected_readings(path, manifest)):
        yield from of_reading(reading)


def of_reading(reading: Reading) -> Iterator[OriginalText]:
    """Originals of one document."""
    named = {row.id: row.name for row in reading.speakers if not row.anonymous}
    speakers = {row.statement: named.get(row.speaker or "") for row in reading.attributions}
    document = reading.document
    digest = document.origin.sha256 if document.origin else sha256(document.text.encode("utf-8", "replace")).hexdigest()
    for statement in reading.statements:
        if statement.kind == "direct":
            yield OriginalText(
                "statement", statement.id, " ".join(span.text for span in statement.content), digest,
                speakers.get(statement.id), places=(Place(0, document.uri),), language=document.language,
                published=statement.said or document.published,
            )  # fmt: skip
    for post in reading.posts:
        if post.text:
            yield _post(post)
    if document.text.strip():
        said = [
            (span, speakers.get(row.id)) for row in reading.statements if row.kind != "post" for span in row.content
        ]
        yield OriginalText(
            "file", document.uri, document.text, digest, turns=tuple(_turns(len(document.text), said)),
            language=document.language, published=document.published,
        )  # fmt: skip


def _post(post: Post) -> OriginalText:
    text = post.text or ""
    handle = f"@{post.handle}" if post.handle else None
    author = f"{post.author} ({handle})" if post.author and handle else post.author or handle
    return OriginalText(
        "post", post.id, text, sha256(text.encode("utf-8", "replace")).hexdigest(), author,
        places=(Place(0, f"post {post.id}"),), published=post.posted_at or post.posted, truncated=post.truncated,
    )  # fmt: skip


def _turns(size: int, said: list[tuple[Span, str | None]]) -> Iterator[Turn]:
    """The whole text as turns: what is said, by whom if known, and the rest, which is nobody's; inner ones give way."""
    at = 0
    for span, speaker in sorted(said, key=lambda row: (row[0].start, -row[0].stop)):
        if span.start < at:
            continue
        if span.start > at:
            yield Turn(at, span.start, None)
        yield Turn(span.start, span.stop, speaker)
        at = span.stop
    if at < size:
        yield Turn(at, size, None)
