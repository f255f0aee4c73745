"""Paragraphs that open with a dash → stretches of speech, in languages that set dialogue so; quote marks are not seen.

``—Hola —dijo Juan—. ¿Qué tal?`` holds two stretches; the words between the inner dashes are left to extract as cue.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from onrecord.text.languages import Words, words_of
from onrecord.text.quotes_inside import without_comma
from onrecord.text.quotes_marks import of_language
from onrecord.text.quotes_types import Quoted
from onrecord.text.spans import trimmed

_OPENING = re.compile(r"\s*([—–―]|--?(?=\s))\s*(?=[^\W\d_]|[¿¡«„“\"…])")
_CUE = {
    "stop": re.compile(r"(?<=[,!?.…»”])\s+[—–―-]\s+(?=[^\W\d_A-Z])"),
    "glued": re.compile(r"\s+[—–―-](?=[^\W\d_A-Z])"),
    "cue": re.compile(r"\s+[—–―-]\s+(?=[^\W\d_A-Z])"),
    "comma": re.compile(  # — Je pars, dit Lucien.
        r"(?<=[,!?.…»”])\s+(?:[—–―-]\s+(?=[^\W\d_A-Z])"
        r"|(?=[^\W\d_A-Z]+(?:-t)?(?:-(?:elles?|ils?|on)\b|\s+(?:[^\W\d_]+\s+)?[A-ZÀ-Ý][^.!?—–]{1,60}(?:[.,]|$))))"
    ),
}
_BACK = {
    "stop": re.compile(r"[.,:;!?]\s+[—–―-]\s+"),
    "glued": re.compile(r"[—–―-][.,:;]?\s+|[.,:;]\s*[—–―-]\s+"),
    "cue": re.compile(r"[.,:;!?]?\s+[—–―-]\s+"),
    "comma": re.compile(r"[.,:;!?]\s+[—–―-]\s+"),
}
_WORD = re.compile(r"\w+")
_SIGNED = re.compile(r"\(@\w+\)")
"""A post's signature line opens with a dash too."""


def dialogue(
    text: str, blocks: Sequence[tuple[int, int]], language: str | None, quoted: Sequence[Quoted]
) -> list[Quoted]:
    """Stretches of speech between dashes, if ``language`` (BCP 47) has them; none that a quotation crosses."""
    style = of_language(language).get("dash")
    if style is None:
        return []
    words = words_of((language or "").lower().split("-")[0]) if style in ("cue", "comma") else None
    outermost = _outermost(quoted)
    found: list[Quoted] = []
    for start, stop in blocks:
        opening = _OPENING.match(text, start, stop)
        if opening is None or _SIGNED.search(text, start, stop):
            continue
        first = opening.start(1), opening.end()
        for piece in _speech(text, first, stop, style, words):
            if piece[1] < piece[2] and not _crossed(piece[0], piece[2], outermost):
                parts = ((piece[0], piece[2]),)
                found.append(Quoted(piece[0], piece[2], *piece[1:], 0, None, True, True, parts, opening[1]))
    return found


def _speech(
    text: str, first: tuple[int, int], stop: int, style: str, words: Words | None
) -> Iterator[tuple[int, int, int]]:
    """``(start with the dash, start of the words, stop)`` of each stretch."""
    start, inner = first
    while cue := _cue(text, inner, stop, style, words):
        yield start, inner, without_comma(text, inner, cue.start())
        back = _BACK[style].search(text, cue.end(), stop)
        if back is None:
            return
        start = inner = back.end()
    yield start, inner, trimmed(text, inner, stop)[1]


def _cue(text: str, start: int, stop: int, style: str, words: Words | None) -> re.Match[str] | None:
    """The dash before a cue, or the space; its first word can begin a cue by ``words`` if these are given."""
    for dash in _CUE[style].finditer(text, start, stop):
        word = _WORD.match(text, dash.end())
        if words is None or (word and words.may_interrupt(word[0].lower())):
            return dash
    return None


def _outermost(quoted: Sequence[Quoted]) -> list[tuple[int, int]]:
    """Extents of the quotations that stand in no other, in order."""
    found: list[tuple[int, int]] = []
    for start, stop in sorted((q.start, -q.stop) for q in quoted):
        if not found or start >= found[-1][1]:
            found.append((start, -stop))
    return found


def _crossed(start: int, stop: int, outermost: Sequence[tuple[int, int]]) -> bool:
    """Whether a quotation reaches over an end of this stretch, or around it."""
    at = bisect_left(outermost, (start, start))
    ends = [outermost[at - 1]] if at else []
    ends += outermost[max(at, bisect_left(outermost, (stop, stop)) - 1) :][:1]
    return any(first < stop and last > start and not start <= first < last <= stop for first, last in ends)
