"""``eval/material/*.txt`` → originals with turns, and the sentences of each speaker with their offsets.

A line ``NAME: words`` is a turn. What is done to the sentences is left to ``check_mutations``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from onrecord.model import OriginalText, Turn

FOLDER = Path(__file__).with_name("material")
_LINE = re.compile(r"^([A-Z][A-Z.' -]*): (.*)$", re.MULTILINE)
_SENTENCE = re.compile(r"\S.*?(?:(?<!Mr)(?<!\b[A-Z])(?<!SEN)[.?!](?=\s|$)|$)", re.DOTALL)
_TITLES = ("SEN. ", "MAYOR ", "MINISTER ", "THE ")
ROLES = ("Q", "THE MODERATOR")


class Sentence(NamedTuple):
    """``text`` stands at ``start:stop`` of original ``at``, in turn ``turn`` of ``speaker``."""

    at: int
    start: int
    stop: int
    text: str
    turn: int
    speaker: str


def originals() -> list[OriginalText]:
    """All material, one original a file."""
    return [_original(file) for file in sorted(FOLDER.glob("*.txt"))]


def _original(file: Path) -> OriginalText:
    text = file.read_text("utf-8")
    turns = tuple(Turn(m.start(2), m.end(2), m[1]) for m in _LINE.finditer(text))
    return OriginalText(
        "file", file.name, text, sha256(text.encode()).hexdigest(), None, turns, speech=True, language="en"
    )


def sentences(rows: list[OriginalText]) -> list[Sentence]:
    """Every sentence of every turn, stage directions left out at the edges."""
    return [sentence for at, row in enumerate(rows) for sentence in _of(at, row)]


def _of(at: int, row: OriginalText) -> Iterator[Sentence]:
    for number, turn in enumerate(row.turns):
        for match in _SENTENCE.finditer(row.text, turn.start, turn.stop):
            text = re.sub(r"^\([A-Z]+\) ", "", match[0])
            start = match.end() - len(text)
            if turn.speaker and len(text.split()) > 2:
                yield Sentence(at, start, match.end(), text, number, turn.speaker)


def named(label: str) -> str:
    """The speaker as an article prints the name: ``SEN. LUKAS BRANDT`` → ``Lukas Brandt``."""
    for title in _TITLES:
        label = label.removeprefix(title)
    return "-".join(part.title() for part in label.split("-"))
