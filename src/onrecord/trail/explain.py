"""A wording and the one that it was taken from → what it changed, and why the two are thought to be one statement.

Words are compared by ``verify.compare``, whose verdict, edits and reason these are; what is added here is the evidence: the
runs of equal words on both sides, as far as they stand in order, and how many words of the shorter one these are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.model import Edit, Span, VerdictName
from onrecord.text.align import Index, align
from onrecord.verify.compare import compare
from onrecord.verify.units import Unit, build
from onrecord.verify.wordlists import guess

_JOINT = re.compile("(?<=[”\"»’'“]) … (?=[“\"«‘'„»])")
MOST_COMPARED = 20_000
"""Characters; longer texts are no statements."""
COARSE: dict[VerdictName, str] = {
    "verbatim": "same", "typographic": "typographic", "trimmed": "cut", "cleaned": "cut", "bracketed": "reworded",
    "cut": "cut", "spliced": "spliced", "reworded": "reworded", "meaning": "meaning", "not-found": "reworded",
}  # fmt: skip
"""Verdicts as the table of trails has them (``follow.CHANGES``)."""


class Run(Struct, frozen=True):
    """Equal words: ``words[start:stop]`` and ``parent[parent_start:parent_stop]``, so many ``units``."""

    start: int
    stop: int
    parent_start: int
    parent_stop: int
    units: int


class Link(Struct, frozen=True):
    """Why a wording is thought to be its parent's, and what it changed; ``score`` is the share of equal words, 0 to 1."""

    change: VerdictName
    reason: str
    score: float
    edits: tuple[Edit, ...]
    """``printed`` lies in the wording, ``original`` in the parent."""
    shared: int
    """Words that stand in both, in order."""
    shorter: int
    """Words of the shorter one."""
    runs: tuple[Run, ...]

    @property
    def why(self) -> str:
        """The evidence, in words for people."""
        if not self.shared:
            return "no word in common"
        longest = max(run.units for run in self.runs)
        run = f"; the longest run is {longest}" if len(self.runs) > 1 else ""
        return f"{self.shared} of the shorter one’s {self.shorter} words stand in both, in order{run}"


def explain(words: str, parent: str) -> Link:
    """Compare a wording with its parent's; linear in both lengths."""
    ours, theirs = words[:MOST_COMPARED], parent[:MOST_COMPARED]
    shared, shorter, runs = _shared(ours, theirs)
    found = compare(_parts(ours), theirs)
    verdict, reason = found.verdict, found.reason
    if verdict == "not-found":
        verdict, reason = "reworded", "less than half of the words are its parent’s"
    elif verdict == "verbatim" and _letters(ours) < _letters(theirs):
        verdict, reason = "cut", "a part of its parent’s words"
    return Link(verdict, reason, found.score, found.edits, shared, shorter, runs)


def _parts(words: str) -> tuple[Span, ...]:
    """The parts of a statement that its cue interrupts: ``said`` joins them by an ellipsis that nobody printed."""
    bounds = [0, *(place for joint in _JOINT.finditer(words) for place in joint.span()), len(words)]
    return tuple(Span(a, b, words[a:b]) for a, b in zip(bounds[::2], bounds[1::2], strict=True))


def _letters(text: str) -> int:
    return sum(sign.isalnum() for sign in text)


def _shared(words: str, parent: str) -> tuple[int, int, tuple[Run, ...]]:
    """Equal words that stand in both in order, and the length of the shorter, in units of ``verify``."""
    code = guess(words, None) or "en"
    ours, theirs = (build((Span(0, len(text), text),), code) for text in (words, parent))
    pairs = align(ours.keys, Index(theirs.keys)).pairs
    runs = tuple(_run(run, ours.units, theirs.units) for run in _ordered(pairs))
    return sum(run.units for run in runs), min(len(ours.units), len(theirs.units)), runs


def _ordered(pairs: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Runs without gap on either side; what stands in another order is left out."""
    run: list[tuple[int, int]] = []
    for pair in pairs:
        if run and pair[1] <= run[-1][1]:
            continue
        if run and pair != (run[-1][0] + 1, run[-1][1] + 1):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _run(run: Sequence[tuple[int, int]], ours: Sequence[Unit], theirs: Sequence[Unit]) -> Run:
    (a, b), (c, d) = run[0], run[-1]
    return Run(ours[a].start, ours[c].stop, theirs[b].start, theirs[d].stop, len(run))
