"""The trained reader's ranges → drafts with their kind and stance; nesting and what it leaves out are ``statements``'s.

It was trained on English news; other languages are left to the rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from onrecord.extract.cues import stance_of
from onrecord.extract.draft import Draft, Range
from onrecord.model import StatementKind
from onrecord.text.quotes_types import Quoted
from onrecord.text.spans import overlap, trimmed

_WORD = re.compile(r"\w+")
_BORDER = re.compile(r"[.!?][”\"’']?\s|\n")
_SENTENCE = 400
"""How far from its cue the day is looked for on which something was said."""


def trained_drafts(text: str, blocks: Sequence[Range], quoted: Sequence[Quoted]) -> Iterator[Draft]:
    """Outermost statements of ``text`` within ``blocks``.

    :raises EnvironmentFaultError: the model's files or libraries are missing or damaged.
    """
    from onrecord.extract.model.reader import default

    marked = [part for one in quoted if one.depth == 0 for part in one.parts]
    for found in default().predict(text, blocks, quoted):
        cue = text[slice(*found.cue)] if found.cue else ""
        content = [part for one in found.content for part in _within(text, one, blocks)]
        kind = _kind(text, content, marked)
        draft = Draft(content, found.cue, found.mention, stance_of(cue), round(found.score, 3), None, kind)
        draft.sentence = _sentence(text, found.cue) if found.cue else None
        yield draft


def _within(text: str, one: Range, blocks: Sequence[Range]) -> Iterator[Range]:
    """A range cut at the borders of its paragraphs: one for each that it reaches into."""
    for at in range(max(0, bisect_right(blocks, one[0], key=lambda block: block[0]) - 1), len(blocks)):
        if blocks[at][0] >= one[1]:
            return
        start, stop = trimmed(text, max(one[0], blocks[at][0]), min(one[1], blocks[at][1]))
        if start < stop:
            yield start, stop


def _kind(text: str, content: Sequence[Range], marked: Sequence[Range]) -> StatementKind:
    """Direct if all its words stand in quote marks, mixed if some do."""
    inside = outside = 0
    for start, stop in content:
        near = [part for part in marked if overlap(part, (start, stop))]
        for word in _WORD.finditer(text, start, stop):
            if any(first <= word.start() < last for first, last in near):
                inside += 1
            else:
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _sentence(text: str, cue: Range) -> Range:
    far = max(0, cue[0] - _SENTENCE)
    borders = [match.end() for match in _BORDER.finditer(text, far, cue[0])]
    ahead = _BORDER.search(text, cue[1], min(len(text), cue[1] + _SENTENCE))
    return (borders[-1] if borders else far), (ahead.start() if ahead else min(len(text), cue[1] + _SENTENCE))
