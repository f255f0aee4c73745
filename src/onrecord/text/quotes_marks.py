"""Text → its quote marks, each judged in its place; what a reading costs is quotes_costs's, choosing is the solver's.

Apostrophes inside words are no marks at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from onrecord.lexicon import language as own_file
from onrecord.lexicon import load
from onrecord.text.quotes_costs import Place, judge
from onrecord.text.quotes_types import Mark

UNLIKELY = 20
MOST_MARKS = 30_000
"""Marks of one paragraph that are looked at: far more than prose has, few enough for a second or two."""
THIN = "\u00a0\u2009\u200a\u202f"
"""Spaces that printers put between two marks or inside guillemets."""

_DASHES = "-–—―"


Shapes = dict[str, tuple[str, str]]
"""Family and shape of each glyph."""


class Conventions(NamedTuple):
    """What a language or a text does differently."""

    both: frozenset[str]
    """Marks that open as well as close."""
    typed_twice: bool
    """‘‘ and ’’ stand for “ and ”."""


def of_language(language: str | None) -> dict[str, Any]:
    """What ``language`` (BCP 47) does differently with quote marks: ``both`` and ``dash`` of its data."""
    code = (language or "").lower().split("-")[0]
    found: dict[str, Any] = own_file(code).get("quotes") or load("quotes")["languages"].get(code, {})
    return found


@lru_cache(maxsize=4)
def conventions(text: str, language: str | None) -> Conventions:
    """What ``language`` (BCP 47) does, and what ``text`` shows: ” on both sides if it has no “ and no „."""
    own = of_language(language).get("both", ())
    shown = () if "“" in text or "„" in text else ("”",)
    return Conventions(frozenset((*own, *shown)), "‘‘" in text)


def find_marks(text: str, start: int, stop: int, rules: Conventions) -> list[Mark]:
    """Marks of ``text[start:stop]`` in order, at most ``MOST_MARKS``; linear in its length."""
    pattern, shapes = _pattern(rules.typed_twice)
    row = [m for m in islice(pattern.finditer(text, start, stop), MOST_MARKS) if m.lastgroup == "mark"]
    return [mark for run in _runs(text, row) for mark in _judge_run(text, (start, stop), run, shapes, rules)]


def opening_marks(text: str, start: int, marks: list[Mark]) -> int:
    """How many of a paragraph's ``marks`` open it: before them and between them nothing but space."""
    for count, mark in enumerate(marks):
        if text[start : mark.start].strip() or mark.opens >= UNLIKELY:
            return count
        start = mark.stop
    return len(marks)


def _runs(text: str, row: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Marks that touch one another, or have only thin spaces between them."""
    run: list[re.Match[str]] = []
    for found in row:
        if run and (found.start() - run[-1].end() > 2 or text[run[-1].end() : found.start()].strip(THIN)):
            yield run
            run = []
        run.append(found)
    if run:
        yield run


def _judge_run(
    text: str, block: tuple[int, int], run: list[re.Match[str]], shapes: Shapes, rules: Conventions
) -> Iterator[Mark]:
    """Marks of a run see the characters around the run; a mark of the other direction among them is a border."""
    first, last = run[0].start(), run[-1].end()
    before = text[first - 1] if first > block[0] else " "
    after = text[last : min(last + 2, block[1])] or " "
    left, right = _left(before), _right(after)
    kinds = [shapes[mark[0]] for mark in run]
    closes_at = next((i for i, (_, shape) in enumerate(kinds) if shape == "close"), len(run))
    opens_at = next((i for i in reversed(range(len(run))) if kinds[i][1] == "open"), -1)
    for i, mark in enumerate(run):
        yield judge(
            Place(
                text, *block, *mark.span(), kinds[i][0], "both" if mark[0] in rules.both else kinds[i][1],
                before, after[0],
                left_open="s" if closes_at < i else ":" if left == "y" else left,
                right_open="w" if right in "wby" or after[0] == "…" or after == ".." else right,
                left_close="p" if left == "y" else left,
                right_close="s" if opens_at > i or right == "y" else "c" if right == "b" else right,
                doubled=any(other[0] == mark[0] for other in (*run[max(0, i - 1) : i], *run[i + 1 : i + 2])),
            )
        )  # fmt: skip


def _left(char: str) -> str:
    if char.isspace() or char == "\u200b":
        return "s"
    if char.isalnum() or char in "$€£_":
        return "w"
    if char in "([{/=>*|¿¡":
        return "o"
    if char in _DASHES:
        return "d"
    if char == ":":
        return ":"
    return "p" if char in ".,!?…;)]}%。、，！？" else "y"


def _right(after: str) -> str:
    char = after[0]
    if char.isspace() or char == "\u200b":
        return "s"
    if char.isalnum() or char in "$€£#@_¿¡":
        return "w"
    if char in "([{<":
        return "b"
    if char in _DASHES:
        return "d"
    return "c" if char in ".,:;!?…)]}/。、，！？" else "y"


@cache
def _pattern(typed_twice: bool) -> tuple[re.Pattern[str], Shapes]:
    """The pattern of all marks, and each glyph's family and shape; ``typed_twice``: ’’ stands for ” as ‘‘ for “."""
    shapes: Shapes = {}
    for family, kinds in load("quotes")["families"].items():
        for shape, glyphs in kinds.items():
            shapes.update(dict.fromkeys(glyphs, (family, shape)))
    singles = "".join(glyph for glyph, (family, _) in shapes.items() if family == "single" and len(glyph) == 1)
    others = "".join(glyph for glyph, (family, _) in shapes.items() if family != "single" and len(glyph) == 1)
    singles, others = re.escape(singles), re.escape(others)
    pattern = (
        r"(?P<skip>(?<=\s)['’‘`´][nN]['’´](?=\s))"
        r"|(?P<mark>``|''(?='\w)|''(?!')|(?<!\w),,(?=\w)|‘‘(?!‘)|´´"
        + ("|(?<!’)’’(?!’)" if typed_twice else "")
        + rf"|[{others}]|(?<!\w)[{singles}]|[{singles}](?!\w))"
    )
    return re.compile(pattern), shapes
