"""What the rules found, as indices of tokens → offsets, kind and quotations; making drafts of it is ``statements``'s."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.extract.clauses import Found
from onrecord.model import StatementKind
from onrecord.text.segment import Token


def around(cue: tuple[int, int], sentences: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The sentence that a cue stands in."""
    at = bisect_right(sentences, cue[0], key=lambda one: one[0]) - 1
    return sentences[at] if at >= 0 and cue[0] < sentences[at][1] else None


def kind(row: Sequence[Token], found: Found) -> StatementKind:
    """Direct if all its words stand in quote marks, mixed if some do."""
    held = [token for first, stop in found.content for token in row[first:stop]]
    if not any(token.quoted >= 0 for token in held):
        return "indirect"
    return "mixed" if any(token.is_word for token in held) else "direct"


def offsets(row: Sequence[Token], where: tuple[int, int] | None) -> tuple[int, int] | None:
    """A range of tokens as offsets into the text."""
    return (row[where[0]].start, row[where[1] - 1].stop) if where else None


def quotations(row: Sequence[Token], found: Found) -> set[int]:
    """Indices of the quotations in a find's content."""
    return {token.quoted for first, stop in found.content for token in row[first:stop] if token.quoted >= 0}
