"""A wording and its parent's → the words with what was left out and put in, as one line where that can be laid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.export.changes import Change, merged
from onrecord.model import Original, Span, Statement, Verdict
from onrecord.trail.story import Variant


def changes_of(variant: Variant, parent: str) -> list[Change] | None:
    """The wording with its changes; ``None`` where nothing is marked, or both sides cannot be laid into one line."""
    if not variant.edits:
        return None
    content = (Span(0, len(variant.words), variant.words),)
    statement = Statement("", "direct", content, None, None, "neutral", None, None, 1.0)
    original = Original("statement", "", Span(0, len(parent), parent))
    verdict = Verdict("", original, variant.change or "reworded", variant.score or 0.0, variant.edits, "")
    return merged(statement, verdict, variant.words, parent)


def sides_of(variant: Variant, parent: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both wordings as stretches, and whether each stands in the other as well; for those that cannot be laid into one."""
    ours = [(run.start, run.stop) for run in variant.runs]
    theirs = [(run.parent_start, run.parent_stop) for run in variant.runs]
    return list(_cut(variant.words, ours)), list(_cut(parent, theirs))


def _cut(text: str, common: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, stop in [*common, (len(text), len(text))]:
        if start > at:
            yield text[at:start], not any(sign.isalnum() for sign in text[at:start])
        if stop > start:
            yield text[start:stop], True
        at = stop
