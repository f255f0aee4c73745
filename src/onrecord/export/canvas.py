"""Styled text → lines of a terminal: wrapped to a width, indented, in the characters and colours that it can show.

What is written on it is left to ``text``.
"""

from __future__ import annotations

import unicodedata
from io import StringIO
from itertools import pairwise

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

WIDEST = 100
"""Longer lines are hard to read."""
NARROWEST = 24

GLUE = "\ufdd0"
"""A space at which no line breaks; documents cannot hold it, ``safe`` sees to that."""

_PLAIN = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "–": "-", "—": "--", "…": "...",
    "→": "->", "≠": "!=",  "·": "|", "•": "*", "─": "-", "│": "|", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "\u200b": "", "\u200d": "", "\ufe0f": "", "\ufeff": "",
})  # fmt: skip


class Canvas:
    """Collects lines.

    :param width: columns of the terminal.
    :param colour: whether escape sequences may be written.
    :param encoding: what the lines must fit; characters outside it get a plain stand-in.
    """

    def __init__(self, width: int, *, colour: bool, encoding: str = "utf-8") -> None:
        self.width = max(NARROWEST, min(width, WIDEST))
        self.colour, self.encoding = colour, encoding
        self._buffer = StringIO()
        self._console = Console(
            file=self._buffer, width=self.width + 1, force_terminal=colour, no_color=not colour, legacy_windows=False,
            color_system="standard" if colour else None, highlight=False, markup=False, emoji=False,
        )  # fmt: skip

    def put(self, text: Text | str, first: Text | str = "", rest: Text | str | None = None) -> None:
        """Write a paragraph: ``first`` stands before its first line, ``rest`` (or as much space) before the others."""
        first, text = self._fitted(first), self._fitted(text)
        rest = self._fitted(rest) if rest is not None else Text(" " * cell_len(first.plain))
        room = max(8, self.width - max(cell_len(first.plain), cell_len(rest.plain)))
        for place, line in enumerate(text.wrap(self._console, room) or [Text()]):
            line.rstrip()
            joined = Text.assemble(rest if place else first, line)
            joined.rstrip()
            self._console.print(joined, soft_wrap=True)

    def rule(self) -> None:
        """Write a line across."""
        self.put(Text("─" * self.width, "dim"))

    def gap(self) -> None:
        """Write an empty line."""
        self._console.print()

    def text(self) -> str:
        """All lines so far."""
        return self._buffer.getvalue().replace(GLUE, " ")

    def _fitted(self, text: Text | str) -> Text:
        text = Text(text) if isinstance(text, str) else text
        try:
            text.plain.encode(self.encoding)
        except UnicodeEncodeError:
            return Text.assemble(*((fitted(part.plain, self.encoding), part.style) for part in _parts(text)))
        return text


def fitted(text: str, encoding: str) -> str:
    """Write ``text`` in the characters of ``encoding``: look-alikes first, then bare letters, then ``<U+1F644>``."""
    return "".join(_fit(character, encoding) for character in text)


def _fit(character: str, encoding: str) -> str:
    if character == GLUE:
        return character
    bare = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    for candidate in (character, character.translate(_PLAIN), bare):
        try:
            candidate.encode(encoding)
        except UnicodeEncodeError:
            continue
        return candidate
    return f"<U+{ord(character):04X}>"


def _parts(text: Text) -> list[Text]:
    """Stretches of one style each."""
    bounds = sorted({0, len(text), *(span.start for span in text.spans), *(span.end for span in text.spans)})
    parts = []
    for start, stop in pairwise(bounds):
        styles = [str(span.style) for span in text.spans if span.start <= start and span.end >= stop]
        parts.append(Text(text.plain[start:stop], " ".join([str(text.style), *styles]).strip()))
    return parts
