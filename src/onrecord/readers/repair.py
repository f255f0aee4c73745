"""Lines as extraction leaves them → running text: words broken at line ends made whole, ligatures undone, lines joined.

Works on lines with the place each came from, so that places stay right when line breaks go. Which lines are running heads
or line numbers is told by ``layout``; getting lines out of a format is left to the readers of the formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct

from onrecord.lexicon import load
from onrecord.model import Place

_LIGATURES = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
})  # fmt: skip
_EACH = [chr(code) for code in _LIGATURES]
_SOFT = "\u00ad\ufffe\x02"
"""Hyphens that only a line's end made: the soft hyphen, and what PDFium puts for any hyphen there."""
_BROKEN = re.compile(rf"(?P<first>[^\W\d_]+)(?P<mark>[-‐{_SOFT}])\s*\Z")
_REST = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)+")
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED_END = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef、。」』）]\Z")
_UNSPACED_START = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef「『（]")


class Line(Struct, frozen=True):
    """A line of text, the place it came from, and whether a paragraph begins with it."""

    text: str
    place: str | None = None
    opens: bool = False


def unligatured(text: str) -> str:
    """``ﬁ`` as ``fi``, and so on."""
    return text.translate(_LIGATURES) if not text.isascii() and any(map(text.__contains__, _EACH)) else text


def joined(lines: Sequence[Line]) -> tuple[str, tuple[Place, ...]]:
    """Running text of ``lines``, a line break where a paragraph begins, and the places by where they begin in it.

    A word broken at a line's end is made whole, but for a compound: one that has its hyphen elsewhere in the text, or
    whose first part is one that compounds begin with.
    """
    known = _Known(line.text for line in lines)
    parts: list[str] = []
    places: list[Place] = []
    size, last, empty = 0, "", False
    for line in lines:
        words = unligatured(line.text).strip()
        if not words:
            empty = True
            continue
        opening = ("\n\n" if empty else "\n", 0) if line.opens else None
        glue, cut = (opening or _glue(parts[-1], words, known)) if parts else ("", 0)
        empty = False
        if cut:
            size -= cut
            parts[-1] = parts[-1][:-cut]
        begins = size + len(glue)
        parts += [glue, words] if glue else [words]
        size = begins + len(words)
        if line.place and line.place != last:
            places.append(Place(begins, line.place))
            last = line.place
    text = "".join(parts)
    for mark in _SOFT:
        text = text.replace(mark, "-") if mark in text else text
    return text, tuple(places)


class _Known:
    """The words of a text, and those with a hyphen inside a line."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: set[str] = set()
        self.compounds: set[str] = set()
        for line in lines:
            small = unligatured(line).lower()
            self.words.update(_WORD.findall(small))
            if "-" in small or "‐" in small:
                self.compounds.update(found.replace("‐", "-") for found in _COMPOUND.findall(small))


def _glue(before: str, after: str, known: _Known) -> tuple[str, int]:
    """What goes between two lines, and how much goes from the end of the first."""
    broken, rest = _BROKEN.search(before), _REST.match(after)
    if broken is None or rest is None:
        spaced = not (_UNSPACED_END.search(before) and _UNSPACED_START.match(after))
        return (" " if spaced and not before.endswith(("—", "–")) else "", 0)
    first, second = broken["first"].lower(), _WORD.match(rest[0].lower())
    tail = second[0] if second else ""
    cut = len(before) - broken.start("mark")
    if broken["mark"] == "\u00ad":
        return "", cut
    compound = f"{first}-{tail}" in known.compounds
    whole = first + tail in known.words
    keep = rest[0][:1].isupper() or compound or (not whole and first in _first_parts())
    return ("-", cut) if keep and broken["mark"] != "-" else ("", 0) if keep else ("", cut)


@cache
def _first_parts() -> frozenset[str]:
    """Words after which a hyphen at a line's end is more often the compound's than the printer's."""
    return frozenset(load("transcripts")["first_parts"].split())
