"""The trained reader's ranges → drafts with their kind and stance; nesting and what it leaves out are ``statements``'s.

It was trained on English news; other languages are left to the rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from onrecord.extract.cues import stance_of
from onrecord.extract.draft import Draft, Range
from onrecord.model import Stance, StatementKind
from onrecord.text.quotes_types import Quoted
from onrecord.text.spans import trimmed

_WORD = re.compile(r"\w+")
_PASSIVE = re.compile(
    r"^(?:.*\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?said|.*\breported|.*\brumou?red)\b", re.IGNORECASE
)
_TELL = re.compile(r"\b(?:tell|tells|told|telling|plead|pleads|pleaded|pleading)\b", re.IGNORECASE)
_INFINITIVE = re.compile(r"(?:not )?to ", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, $")
_DATE = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?, ")
_LOOSE = re.compile(r"(?<=\w)\s*[,;:–—]$|\s+--?$")
_COMMA = re.compile(r",[”\"’'»]+$")
_NICK = re.compile(r"\b[A-Z][\w’.-]+ (?:“[A-Z]\w+(?: [A-Z]\w+){0,2}”|\"[A-Z]\w+(?: [A-Z]\w+){0,2}\") $")
_NICKNAME = 3
"""Words that a nickname has at most."""
_DAY = re.compile(
    r"(?:(?:\s+|^)(?:on\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight))+$", re.IGNORECASE
)


def trained_drafts(text: str, blocks: Sequence[Range], quoted: Sequence[Quoted]) -> Iterator[Draft]:
    """Outermost statements of ``text`` within ``blocks``.

    :raises EnvironmentFaultError: the model's files or libraries are missing or damaged.
    """
    from onrecord.extract.model.reader import default

    marked = sorted(part for one in quoted if one.depth == 0 for part in one.parts)
    for found in default().predict(text, blocks, quoted):
        cue = _without_day(text, found.cue) if found.cue else None
        stance = _stance(text, cue, found.mention is not None, found.content)
        edged = [_to_marks(text, _without_edges(text, one), marked) for one in found.content]
        pieces = [part for one in edged for part in _within(text, one, blocks)]
        content = _near(pieces, cue, marked, blocks)
        yield Draft(
            content,
            cue,
            _at_home(text, _named(text, found.mention), cue, blocks),
            stance,
            round(found.score, 3),
            None,
            _kind(text, content, marked),
        )


def _stance(text: str, cue: Range | None, named: bool, content: Sequence[Range]) -> Stance:
    """Of a cue; "it was reported" by nobody who is named is hearsay, and to tell or to plead "to go" is an order."""
    words = text[slice(*cue)] if cue else ""
    stance = stance_of(words)
    if stance == "neutral" and not named and _PASSIVE.search(words):
        return "hearsay"
    if stance == "neutral" and _TELL.search(words) and any(_INFINITIVE.match(text, *part) for part in content):
        return "order"
    return stance


def _without_edges(text: str, content: Range) -> Range:
    """Content without the rest of a date before it ("on Tuesday, November 8, the rope …") and marks that hang on."""
    date = _DATE.match(text, *content) if _WEEKDAY.search(text, max(0, content[0] - 16), content[0]) else None
    loose = _LOOSE.search(text, *content)
    return (date.end() if date else content[0]), (loose.start() if loose else content[1])


def _to_marks(text: str, content: Range, marked: Sequence[Range]) -> Range:
    """Content whose edges stand at the quote marks where only marks and stops lie between, and end with a quotation
    that a comma closes: what follows it is its cue or its speaker.
    """
    start, stop = content
    for first, last in _marks(content, marked):
        if first < start < last and not _WORD.search(text, first, start):
            start = first
        if first < stop < last and not _WORD.search(text, stop, last):
            stop = last
        if (
            first == start
            and last < stop
            and _COMMA.search(text, first, last)
            and not _covered(text, (last, stop), marked)
        ):
            stop = last
    return start, stop


def _named(text: str, mention: Range | None) -> Range | None:
    """A mention with the nickname and the given name before it: "Hank “The Anvil” Moreau"."""
    nick = _NICK.search(text, max(0, mention[0] - 60), mention[0]) if mention else None
    return (nick.start(), mention[1]) if nick and mention else mention


def _at_home(text: str, mention: Range | None, cue: Range | None, blocks: Sequence[Range]) -> Range | None:
    """A mention without what of it stands in another paragraph than the cue, or than its own last words."""
    pieces = list(_within(text, mention, blocks)) if mention else []
    home = _block(cue[0], blocks) if cue else None
    return next((one for one in pieces if _block(one[0], blocks) == home), pieces[-1] if pieces else None)


def _covered(text: str, content: Range, marked: Sequence[Range]) -> bool:
    return any(len(text[slice(*part)].split()) > _NICKNAME for part in _marks(content, marked))


def _marks(place: Range, marked: Sequence[Range]) -> Sequence[Range]:
    """The quotations that reach into a range; ``marked`` is in order, none overlaps another."""
    first = bisect_right(marked, place[0], key=lambda part: part[1])
    return marked[first : bisect_left(marked, place[1], key=lambda part: part[0])]


def _without_day(text: str, cue: Range) -> Range:
    """A cue without the day behind its verb: annotators are of two minds, and the day is ``said``'s."""
    day = _DAY.search(text, *cue)
    return (cue[0], day.start()) if day and day.start() > cue[0] else cue


def _near(content: list[Range], cue: Range | None, marked: Sequence[Range], blocks: Sequence[Range]) -> list[Range]:
    """Content without what no reader would link: words of another paragraph than the cue's that no quote mark holds."""
    if cue is None:
        return content
    home = _block(cue[0], blocks)
    kept = [one for one in content if _block(one[0], blocks) == home or _marks(one, marked)]
    return kept if any(_block(one[0], blocks) == home for one in kept) else content


def _block(at: int, blocks: Sequence[Range]) -> int:
    return bisect_right(blocks, at, key=lambda block: block[0])


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
        near = _marks((start, stop), marked)
        for word in _WORD.finditer(text, start, stop):
            if any(first <= word.start() < last for first, last in near):
                inside += 1
            else:
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
