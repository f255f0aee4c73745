"""A quote mark in its place → what each reading of it costs (opens, closes, is none); the choice is the solver's.

Costs are tenths, set by hand from what print does: 0 for what is common, 10 for what is odd, 30 and more for what only
a slip of the keyboard explains.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from onrecord.lexicon import load
from onrecord.text.quotes_sentences import fragment_end
from onrecord.text.quotes_types import Mark

WRONG_SHAPE = 12

# Sides of a mark: s space or border, o opening bracket, d dash, p end of a clause, : colon, w word, c closing
# punctuation. Rows are the left side, columns the right side.
_OPENS = {
    "s": {"w": 0, "s": 8, "c": 25, "d": 4},
    "o": {"w": 0, "s": 12, "c": 25, "d": 8},
    "d": {"w": 2, "s": 15, "c": 30, "d": 12},
    ":": {"w": 3, "s": 14, "c": 30, "d": 10},
    "p": {"w": 9, "s": 45, "c": 45, "d": 35},
    "w": {"w": 18, "s": 45, "c": 45, "d": 35},
}
_CLOSES = {
    "s": {"w": 30, "s": 8, "c": 3, "d": 8},
    "o": {"w": 30, "s": 20, "c": 15, "d": 15},
    "d": {"w": 10, "s": 0, "c": 0, "d": 5},
    ":": {"w": 12, "s": 4, "c": 4, "d": 4},
    "p": {"w": 4, "s": 0, "c": 0, "d": 0},
    "w": {"w": 18, "s": 1, "c": 0, "d": 0},
}


class Place(NamedTuple):
    """A mark at ``text[start:stop]`` in the paragraph ``low:high``, and the classes of the characters beside it.

    The sides differ for opening and closing: other marks beside this one may hide the words, and a bracket or an emoji
    goes with what it touches.
    """

    text: str
    low: int
    high: int
    start: int
    stop: int
    family: str
    shape: str
    before: str
    after: str
    left_open: str
    right_open: str
    left_close: str
    right_close: str
    doubled: bool
    """The same mark stands right beside it."""


def judge(place: Place) -> Mark:
    """The mark with the cost of each reading."""
    if place.family == "single":
        opens, closes, nothing = _single(place)
    elif place.family == "double":
        opens, closes, nothing = *_by_sides(place), _slip(place)
    else:
        opens, closes, nothing = *_by_shape(place), 34
    return Mark(
        place.start, place.stop, place.text[place.start : place.stop], place.family, place.shape,
        opens + (WRONG_SHAPE if place.shape == "close" else 0), closes, nothing,
        resumes=_resumes(place), ends_clause=place.left_close in "pd",
        fragment=fragment_end(place.text, place.stop, place.high)
        if place.after.islower() and place.left_open not in "pw" else 0,
    )  # fmt: skip


def _by_sides(place: Place) -> tuple[int, int]:
    return _OPENS[place.left_open][place.right_open], _CLOSES[place.left_close][place.right_close]


def _by_shape(place: Place) -> tuple[int, int]:
    """Guillemets and corner brackets: spaces and words may stand on either side; only a word glued on turns them."""
    if place.shape == "both":
        return _by_sides(place)
    if place.shape == "close" and place.right_open == "w" and place.left_open in "s:o":
        return 0, 30
    if place.shape == "open" and place.left_close in "wp" and place.right_close in "sc":
        return 30, 0
    return tuple(min(cost, 1) for cost in _by_sides(place))  # type: ignore[return-value]


def _slip(place: Place) -> int:
    """A double mark that is none: inches, one that stands apart, one typed twice."""
    glyph = place.text[place.start : place.stop]
    if place.doubled:
        return 6
    if glyph in ('"', "''", "”") and place.before.isdigit() and not place.after.isalnum():
        return 4
    return 10 if place.left_open == place.right_open == "s" and glyph in ('"', "''") else 34


def _single(place: Place) -> tuple[int, int, int]:
    opens, closes = _by_sides(place)
    nothing = _apostrophe(place)
    plural = (
        place.text[place.start - 1 : place.start] in ("s", "S")
        and place.text[place.stop + 1 : place.stop + 2].islower()
    )
    return opens + (10 if nothing <= 1 else 0), closes + (2 if plural else 0), nothing


def _apostrophe(place: Place) -> int:
    """A single mark that is none: an apostrophe at the beginning or the end of a word, feet, minutes."""
    text, glyph = place.text, place.text[place.start]
    word_before, word_after = place.left_close == "w", place.right_open == "w"
    if word_before:
        return 1 if word_after else 2 if place.before.isdigit() else 3 if _elided(text, place.start) else 7
    if not word_after:
        return 3 if place.left_close == "s" else 26
    if glyph in "'’‘´`" and (_decade(text, place.stop) or _clipped(text, place.stop)):
        return 0
    opens_paragraph = place.start - place.low < 3 and text[place.stop : place.stop + 1].isupper()
    return 26 if opens_paragraph or glyph not in "'’´" else 4 if glyph == "’" else 10


def _elided(text: str, at: int) -> bool:
    match = re.search(r"\w+\Z", text[max(0, at - 12) : at])
    word = match[0].lower() if match else ""
    return word.endswith(_words("endings")) or word in _words("clipped")


def _decade(text: str, at: int) -> bool:
    return re.match(r"\d\d(?:s|er|\b)(?!\d)", text[at : at + 5]) is not None


def _clipped(text: str, at: int) -> bool:
    word = re.match(r"\w+(?:['’]\w+)?", text[at : at + 12])
    return word is not None and word[0].lower().replace("’", "'") in _words("leading")


def _resumes(place: Place) -> bool:
    """Whether a sentence starts here after one that ended, or a lower-case clause goes on after a comma."""
    left = place.text[max(place.low, place.start - 4) : place.start]
    end = left.rstrip()[-1:]
    return bool(end) and left[-1:].isspace() and end in (",;" if place.after.islower() else ".!?…")


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(load("quotes")["apostrophes"][name])
