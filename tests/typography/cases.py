"""Marked-up text → cases: a text, the statements expected in it as offsets, and how it is to be read.

``### name``, header lines, then the text in lines that start with ``>``. Tags ``<d1>`` direct, ``<x1>`` mixed,
``<i1>`` indirect, ``<h1>`` headline and ``<p1>`` post hold content, ``<c1>`` a cue, ``<m1>`` a mention; the number ties
together what belongs to one statement. Content in several spans repeats its tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

KINDS = {"d": "direct", "x": "mixed", "i": "indirect", "h": "headline", "p": "post"}
FOLDER = Path(__file__).parent
_TAG = re.compile(r"<(/?)([dxihpcm])(\d+)>")
_HEADER = re.compile(r"(published|language|(?:stance|said|within) \d+): (\S+)")

Range = tuple[int, int]


class Expected(Struct, frozen=True):
    number: int
    kind: str
    content: tuple[Range, ...]
    cue: Range | None
    mention: Range | None
    stance: str | None = None
    said: str | None = None
    """A date, or ``none``: unknown."""
    within: int | None = None
    """Number of the statement around this one."""


class Case(Struct, frozen=True):
    name: str
    file: str
    text: str
    statements: tuple[Expected, ...]
    published: str | None
    language: str | None

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


def load() -> list[Case]:
    return [case for path in sorted(FOLDER.glob("*.md")) for case in parse(path.read_text("utf-8"), path.stem)]


def parse(page: str, file: str) -> Iterator[Case]:
    for section in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        name, *lines = section.strip("\n").split("\n")
        marked = "\n".join(line[1:].removeprefix(" ") for line in lines if line.startswith(">"))
        headers = {}
        for line in lines:
            if line and line[0] not in ">#":
                match = _HEADER.fullmatch(line)
                if match is None:
                    raise ValueError(f"{file}: {name}: {line!r} is no header")
                headers[match[1]] = match[2]
        yield _case(name, file, marked, headers)


def _case(name: str, file: str, marked: str, headers: dict[str, str]) -> Case:
    text, spans = strip_tags(marked)
    numbers = sorted({number for _, number in spans})
    statements = tuple(_expected(number, spans, headers, f"{file}: {name}") for number in numbers)
    unused = {key.split()[-1] for key in headers if " " in key} - {str(number) for number in numbers}
    if unused:
        raise ValueError(f"{file}: {name}: headers for statements that are not there: {unused}")
    return Case(name, file, text, statements, headers.get("published"), headers.get("language"))


def strip_tags(marked: str) -> tuple[str, dict[tuple[str, int], list[Range]]]:
    """The text without its tags, and the ranges of each letter and number."""
    text, at = "", 0
    opened: list[tuple[str, int, int]] = []
    spans: dict[tuple[str, int], list[Range]] = {}
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        letter, number = tag[2], int(tag[3])
        if not tag[1]:
            opened.append((letter, number, len(text)))
            continue
        last = opened.pop()
        if last[:2] != (letter, number):
            raise ValueError(f"{tag[0]} closes {last}: {marked}")
        spans.setdefault((letter, number), []).append((last[2], len(text)))
    if opened:
        raise ValueError(f"{opened} not closed: {marked}")
    return text + marked[at:], spans


def _expected(number: int, spans: dict[tuple[str, int], list[Range]], headers: dict[str, str], where: str) -> Expected:
    kinds = [letter for letter in KINDS if (letter, number) in spans]
    cues, mentions = spans.get(("c", number), []), spans.get(("m", number), [])
    if len(kinds) != 1 or len(cues) > 1 or len(mentions) > 1:
        raise ValueError(f"{where}: statement {number} has kinds {kinds}, {len(cues)} cues, {len(mentions)} mentions")
    within = headers.get(f"within {number}")
    return Expected(
        number,
        KINDS[kinds[0]],
        tuple(sorted(spans[kinds[0], number])),
        cues[0] if cues else None,
        mentions[0] if mentions else None,
        headers.get(f"stance {number}"),
        headers.get(f"said {number}"),
        int(within) if within else None,
    )


def mark_up(text: str, statements: Iterable[Expected]) -> str:
    """The text with the tags of ``statements``, for messages."""
    letters = {kind: letter for letter, kind in KINDS.items()}
    tags: list[tuple[int, int, int, str]] = []
    for one in statements:
        ranges = [(letters[one.kind], span) for span in one.content]
        ranges += [("c", one.cue)] if one.cue else []
        ranges += [("m", one.mention)] if one.mention else []
        for letter, (start, stop) in ranges:
            tags.append((start, 1, -stop, f"<{letter}{one.number}>"))
            tags.append((stop, 0, -start, f"</{letter}{one.number}>"))
    marked, at = "", 0
    for place, _, _, tag in sorted(tags):
        marked += text[at:place] + tag
        at = place
    return marked + text[at:]
