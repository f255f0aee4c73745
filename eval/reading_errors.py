"""Gold and predicted statements of articles → what is wrong with those not wholly right, counted by which parts differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from train.gold import Article

from eval.reading_measures import ROLES, Run, Said, Words

Key = tuple[tuple[Run, ...], ...]


def by_part(rows: Iterable[Article], found: Iterable[list[Said]]) -> Counter[str]:
    """How many gold statements are right, differ in which parts, were not found; and how many found ones touch no gold."""
    counts: Counter[str] = Counter()
    for article, said in zip(rows, found, strict=True):
        words = Words(article.text)
        gold = [_key(words, Said(row.mention, row.cue, row.content)) for row in article.attributions]
        ours = [_key(words, row) for row in said]
        counts.update(_fault(row, ours) for row in gold)
        counts["found where the gold has nothing"] += sum(
            not any(_shared(row, other) for other in gold) for row in ours
        )
    return counts


def table(counts: Counter[str]) -> str:
    """One line a fault, the most frequent first."""
    return "\n".join(f"{name:40} {number:5}" for name, number in counts.most_common())


def _key(words: Words, row: Said) -> Key:
    return tuple(words.runs(row.of(role)) for role in ROLES)


def _fault(gold: Key, found: Sequence[Key]) -> str:
    """Names the parts in which the found statement that shares most words with a gold one differs from it."""
    best = max(found, key=lambda row: _shared(row, gold), default=None)
    if best is None or not _shared(best, gold):
        return "not found"
    wrong = [role for i, role in enumerate(ROLES) if best[i] != gold[i]]
    if wrong == ["content"]:
        return f"content: {_border(gold[2], best[2])}"
    return " and ".join(wrong) or "right"


def _border(gold: Sequence[Run], found: Sequence[Run]) -> str:
    if len(gold) != len(found):
        return "number of parts"
    ends = [a[1] != b[1] for a, b in zip(gold, found, strict=True)]
    starts = [a[0] != b[0] for a, b in zip(gold, found, strict=True)]
    return "start and end" if any(starts) and any(ends) else "end" if any(ends) else "start"


def _shared(a: Key, b: Key) -> int:
    """Words that two statements share in the same part; 0 unless it is some of the cue or of the content."""
    of = [sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a[i] for y in b[i]) for i in range(len(ROLES))]
    return sum(of) if of[1] or of[2] else 0
