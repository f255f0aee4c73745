"""PolNeAR's files → articles with their attributions as ranges; words and tags are made elsewhere.

PolNeAR 1.0 (Newell, Margolin, Ruths, LREC 2018): ``text/NAME.txt`` and ``attributions/NAME_ANNOTATOR.ann`` in brat standoff.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

Range = tuple[int, int]
ROLES = ("mention", "cue", "content")
_ROLE = {"Source": "mention", "Cue": "cue", "Content": "content"}


class Attributed(Struct, frozen=True):
    """One attribution: ranges in code points of the article's text, each role possibly empty or interrupted."""

    mention: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]

    def of(self, role: str) -> tuple[Range, ...]:
        """Ranges of a role of :data:`ROLES`."""
        ranges: tuple[Range, ...] = getattr(self, role)
        return ranges


class Article(Struct, frozen=True):
    """A text and what one annotator found in it."""

    name: str
    annotator: str
    text: str
    attributions: tuple[Attributed, ...]


def articles(data: Path, split: str, every_annotator: bool = False) -> Iterator[Article]:
    """Articles of ``data/SPLIT`` by name; of several annotators the first by name unless ``every_annotator``."""
    folder = data / split
    rows: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        rows.setdefault(path.stem.rpartition("_")[0], []).append(path)
    for name, paths in sorted(rows.items()):
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        for path in paths if every_annotator else paths[:1]:
            yield Article(name, path.stem.rpartition("_")[2], text, tuple(_attributions(path.read_text("utf-8"))))


def lines(text: str) -> list[Range]:
    """The lines of a text that hold something, as ranges: PolNeAR's paragraphs."""
    return [match.span() for match in re.finditer(r"[^\n\r]*\S[^\n\r]*", text)]


def _attributions(rows: str) -> Iterator[Attributed]:
    spans: dict[str, tuple[Range, ...]] = {}
    events: list[str] = []
    for row in rows.split("\n"):
        key, _, rest = row.partition("\t")
        if re.fullmatch(r"T\d+", key):
            spans[key] = tuple(sorted(_ranges(rest.partition("\t")[0].partition(" ")[2])))
        elif re.fullmatch(r"E\d+", key):
            events.append(rest)
    for event in events:
        found: dict[str, list[Range]] = {role: [] for role in ROLES}
        for argument in event.split():
            kind, _, key = argument.partition(":")
            role = _ROLE.get(kind.rstrip("0123456789"))
            if role:
                found[role].extend(spans[key])
        yield Attributed(*(tuple(sorted(found[role])) for role in ROLES))


def _ranges(field: str) -> Iterator[Range]:
    for piece in field.split(";"):
        start, stop = piece.split()
        yield int(start), int(stop)
