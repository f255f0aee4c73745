"""Gold and predicted statements of articles, as ranges of characters → exact, token and whole-statement counts."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence, Set

from msgspec import Struct, field

Range = tuple[int, int]
Run = tuple[int, int]
ROLES = ("mention", "cue", "content")
_WORD = re.compile(r"\w+|[^\w\s]")
_MARKS = "\"“”„«»'‘’`"


class Said(Struct, frozen=True):
    """A statement, gold or predicted; a role may be empty or interrupted."""

    mention: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    score: float = 1.0

    def of(self, role: str) -> tuple[Range, ...]:
        """Ranges of a role of :data:`ROLES`."""
        ranges: tuple[Range, ...] = getattr(self, role)
        return ranges


class Words:
    """A text's words and marks, by number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = [-1] * (len(text) + 1)
        self.spans = [match.span() for match in _WORD.finditer(text)]
        for number, (start, stop) in enumerate(self.spans):
            self.at[start:stop] = [number] * (stop - start)

    def runs(self, ranges: Iterable[Range]) -> tuple[Run, ...]:
        """Maximal runs of adjacent words that share a character with one of the ranges."""
        numbers = sorted({n for start, stop in ranges for n in self.at[start:stop] if n >= 0})
        found: list[Run] = []
        for n in numbers:
            if found and found[-1][1] == n:
                found[-1] = (found[-1][0], n + 1)
            else:
                found.append((n, n + 1))
        return tuple(found)


class Count(Struct):
    """How many are right, gold and predicted."""

    right: int = 0
    gold: int = 0
    said: int = 0

    def add(self, gold: Set[Hashable], said: Set[Hashable]) -> None:
        """Count two sets of things that are right where they are equal."""
        self.right += len(gold & said)
        self.gold += len(gold)
        self.said += len(said)

    @property
    def f1(self) -> float:
        """Percent."""
        return 200 * self.right / max(1, self.gold + self.said)


def _counts() -> dict[str, Count]:
    return {role: Count() for role in ROLES}


class Measures(Struct):
    """Counts over articles, added up."""

    exact: dict[str, Count] = field(default_factory=_counts)
    token: dict[str, Count] = field(default_factory=_counts)
    whole: Count = field(default_factory=Count)
    direct: int = 0
    direct_found: int = 0
    direct_content: int = 0
    direct_mention: int = 0
    scored: list[tuple[float, bool]] = field(default_factory=list)
    """Score of each predicted statement, and whether all of it is right."""

    def add(self, text: str, gold: Sequence[Said], said: Sequence[Said]) -> None:
        """One article."""
        words = Words(text)
        golden, found = ([_runs(words, row) for row in rows] for rows in (gold, said))
        for i, role in enumerate(ROLES):
            ours, theirs = ({run for row in rows for run in row[i]} for rows in (golden, found))
            self.exact[role].add(ours, theirs)
            self.token[role].add(_words(ours), _words(theirs))
        self.whole.add(set(golden), set(found))
        self.scored.extend((row.score, key in set(golden)) for row, key in zip(said, found, strict=True))
        for row, key in zip(gold, golden, strict=True):
            if _is_direct(text, row):
                self._direct(key, found)

    def _direct(self, gold: tuple[tuple[Run, ...], ...], found: Sequence[tuple[tuple[Run, ...], ...]]) -> None:
        self.direct += 1
        size = sum(stop - start for start, stop in gold[2])
        best = max(found, key=lambda row: _shared(row[2], gold[2]), default=None)
        if best is None or 2 * _shared(best[2], gold[2]) < size:
            return
        self.direct_found += 1
        self.direct_content += best[2] == gold[2]
        self.direct_mention += best[0] == gold[0]


def calibration_error(scored: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error (Guo et al. 2017): mean distance of score and share right over equal-width bins."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for score, right in scored:
        groups.setdefault(min(bins - 1, int(score * bins)), []).append((score, right))
    gaps = (abs(sum(s for s, _ in group) - sum(right for _, right in group)) for group in groups.values())
    return sum(gaps) / max(1, len(scored))


def _runs(words: Words, row: Said) -> tuple[tuple[Run, ...], ...]:
    return tuple(words.runs(row.of(role)) for role in ROLES)


def _words(runs: set[Run]) -> set[int]:
    return {n for run in runs for n in range(*run)}


def _is_direct(text: str, row: Said) -> bool:
    """All of the content stands in quote marks, cue or not between them."""
    parts = [text[start:stop].strip() for start, stop in row.content]
    return bool(parts) and all(len(part) > 2 and part[0] in _MARKS and part[-1] in _MARKS for part in parts)


def _shared(a: Sequence[Run], b: Sequence[Run]) -> int:
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
