"""Made-up statements that were copied from one another → how well and how fast ``onrecord.trails`` puts them together again.

``python -m bench.trails --statements 100000`` makes a seeded corpus: trails whose sizes follow a power law, each a tree of
copies in time, with changes of surface, cuts, splices, one to three words changed and retranslations; as traps, stock
phrases within statements that have nothing to do with one another, and templates filled with other numbers and names.
Printed: B-cubed F1 (Bagga & Baldwin 1998), how often the source of changed words is right (exact; or an ancestor of the
right one), the share of template statements in a trail with another filling, and CPU seconds with start-up told apart.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_LIGHT = """the of and to in a is that for it on we are be this with as not have by they will at our from has their i was
an or who what more all you there can would been were its when which one if out but so about than into up no only them
some could time other these may over also very your us"""
LIGHT = _LIGHT.split()
_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bran clet drin flor grun plas stem trov"
SYLLABLES = _SYLLABLES.split()
FLOORS = {10_000: (0.995, 0.89, 0.97), 100_000: (0.99, 0.89, 0.97), 1_000_000: (0.985, 0.89, 0.97)}
KINDS = ("surface", "cut", "splice", "changed", "retranslated")
SHARES = (0.60, 0.12, 0.03, 0.22, 0.03)
"""How often which happens: about as often as in 330 quotations of eight words or more that were compared with transcripts."""
SHORTEST = 10


class Corpus(NamedTuple):
    """Statements and what is true of them."""

    table: pa.Table
    trail: NDArray[np.int64]
    parent: list[int]
    words: list[tuple[str, ...]]
    kind: list[str]
    template: NDArray[np.bool_]


class Writer:
    """Invents words, statements and what becomes of them."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.vocabulary = self._invented(20_000)
        self.names = [word.capitalize() for word in self._invented(3_000)]
        self.shares = _falling(len(self.vocabulary), 30)
        self.pool: list[str] = []
        self.stock = [self.sentence(int(self.random.integers(4, 9)), plain=True) for _ in range(200)]
        self.templates = [self._template() for _ in range(100)]

    def _invented(self, count: int) -> list[str]:
        parts = self.random.integers(0, len(SYLLABLES), (count, 3))
        return [
            "".join(SYLLABLES[part] for part in row[: 2 + number % 2]) + "estrn"[number % 5]
            for number, row in enumerate(parts)
        ]

    def word(self) -> str:
        """A word: often a function word, now and then a number or a name."""
        if not self.pool:
            self.pool = self._pooled(50_000)
        return self.pool.pop()

    def _pooled(self, count: int) -> list[str]:
        light = self.random.choice(len(LIGHT), count, p=_falling(len(LIGHT), 2))
        rare = self.random.choice(len(self.vocabulary), count, p=self.shares)
        names, numbers = self.random.integers(0, len(self.names), count), self.random.integers(2, 5_000, count)
        which = self.random.random(count)
        return [
            LIGHT[light[i]] if which[i] < 0.45 else self.vocabulary[rare[i]] if which[i] < 0.95
            else self.names[names[i]] if which[i] < 0.98 else f"{numbers[i]:,}"
            for i in range(count)
        ]  # fmt: skip

    def sentence(self, length: int, *, plain: bool = False) -> list[str]:
        """So many words."""
        words = [self.word() for _ in range(length)]
        return [word if word.islower() else "matter" for word in words] if plain else words

    def statement(self) -> list[str]:
        """A new statement of 10 to 60 words; one in six holds a stock phrase."""
        words = self.sentence(int(np.clip(self.random.lognormal(3.1, 0.45), 10, 60)))
        if self.random.random() < 0.17:
            at = int(self.random.integers(0, len(words)))
            words[at:at] = self.stock[int(self.random.integers(0, len(self.stock)))]
        return words

    def _template(self) -> list[str]:
        words = self.sentence(int(self.random.integers(12, 26)), plain=True)
        for slot in self.random.choice(np.arange(1, len(words)), int(self.random.integers(2, 5)), replace=False):
            words[slot] = "<number>" if self.random.random() < 0.6 else "<name>"
        if "<number>" not in words:
            words[int(self.random.integers(1, len(words)))] = "<number>"
        return words

    def filled(self) -> list[str]:
        """A template with numbers and names of its own."""
        template = self.templates[int(self.random.integers(0, len(self.templates)))]
        slots = {"<number>": self._number, "<name>": self._name}
        return [slots[word]() if word in slots else word for word in template]

    def _number(self) -> str:
        return f"{self.random.integers(2, 90_000):,}"

    def _name(self) -> str:
        return self.names[int(self.random.integers(0, len(self.names)))]

    def changed(self, words: list[str], kind: str) -> list[str]:
        """What a copy makes of the words."""
        copy = list(words)
        if kind == "cut" and len(copy) > SHORTEST:
            kept = max(SHORTEST, int(len(copy) * self.random.uniform(0.45, 0.9)))
            start = int(self.random.integers(0, len(copy) - kept + 1))
            return copy[start : start + kept]
        if kind == "splice" and len(copy) > 14:
            start = int(self.random.integers(4, len(copy) // 2))
            stop = start + int(self.random.integers(3, max(4, len(copy) // 3)))
            return copy[:start] + copy[stop:]
        if kind == "changed":
            for _ in range(int(self.random.integers(1, 4))):
                self._change(copy, int(self.random.integers(0, len(copy))))
        if kind == "retranslated":
            for at in range(len(copy)):
                if self.random.random() < 0.3:
                    self._change(copy, min(at, len(copy) - 1))
        return copy

    def _change(self, words: list[str], at: int) -> None:
        """Another, one more or one less; numbers and names stay."""
        turn = self.random.random()
        if not words[at].islower() or (turn < 0.2 and len(words) < 8):
            return
        if turn < 0.2:
            del words[at]
        else:
            words[at : at + (turn < 0.75)] = [self.vocabulary[int(self.random.integers(0, len(self.vocabulary)))]]

    def printed(self, words: list[str]) -> str:
        """Words as one print has them: capitals, commas, quote marks and dashes of its own."""
        marks = self.random.random(len(words))
        text = " ".join(
            word + ("," if mark < 0.06 else " –" if mark < 0.07 else "")
            for word, mark in zip(words, marks, strict=True)
        )
        text = text[:1].upper() + text[1:]
        return f"“{text}.”" if marks[0] < 0.3 else f'"{text},"' if marks[0] < 0.5 else text


def _falling(count: int, flat: int) -> NDArray[np.float64]:
    """Shares of words by rank, as in speech: inverse to it, the first ones less so."""
    shares: NDArray[np.float64] = 1 / (np.arange(count) + flat)
    total: float = shares.sum()
    return np.divide(shares, total)


def make(count: int, seed: int = 7) -> Corpus:
    """Make a corpus."""
    import pyarrow as pa

    writer = Writer(seed)
    words: list[tuple[str, ...]] = []
    trail: list[int] = []
    parent: list[int] = []
    times: list[float] = []
    kinds: list[str] = []
    template: list[bool] = []
    number = 0
    while len(words) < count:
        is_template = writer.random.random() < 0.04
        size = (
            1 + int(writer.random.random() < 0.3)
            if is_template
            else int(min(writer.random.zipf(1.9), max(10, count // 200)))
        )
        start = len(words)
        for nth in range(min(size, count - start)):
            source = start + int(nth * writer.random.random()) if nth else -1
            kind = "surface" if is_template else KINDS[int(writer.random.choice(len(KINDS), p=SHARES))]
            told = (
                writer.changed(list(words[source]), kind)
                if nth
                else writer.filled()
                if is_template
                else writer.statement()
            )
            words.append(tuple(told))
            parent.append(source)
            kinds.append(kind if nth else "first")
            times.append(times[source] + writer.random.exponential(20_000) + 1 if nth else writer.random.random() * 3e7)
            trail.append(number)
            template.append(is_template)
        number += 1
    published = np.datetime64("2024-01-01", "us") + (np.array(times) * 1e6).astype("timedelta64[us]")
    numbers = np.arange(len(words)).astype(str)
    table = pa.table({
        "id": np.char.add("s", numbers), "document": np.char.add("d", numbers), "published": published,
        "outlet": [f"Outlet {n}" for n in writer.random.integers(0, 300, len(words))],
        "text": [writer.printed(list(told)) for told in words],
    })  # fmt: skip
    return Corpus(table, np.array(trail), parent, words, kinds, np.array(template))


def b_cubed(found: NDArray[Any], true: NDArray[Any]) -> tuple[float, float]:
    """Precision and recall, averaged over statements."""
    both = found.astype(np.int64) * (int(true.max()) + 1) + true
    _, place, sizes = np.unique(both, return_inverse=True, return_counts=True)
    common = sizes[place]
    figures = []
    for side in (found, true):
        _, at, count = np.unique(side, return_inverse=True, return_counts=True)
        figures.append(float((common / count[at]).mean()))
    return figures[0], figures[1]


def right_sources(corpus: Corpus, parents: list[int]) -> tuple[float, float, int]:
    """Of statements whose words are new in their trail: how many have the right source, how many it or an ancestor of it."""
    order = np.argsort(corpus.table["published"].to_numpy(), kind="stable")
    seen: set[tuple[int, tuple[str, ...]]] = set()
    exact = ancestor = asked = 0
    folded = [tuple(word.lower() for word in words) for words in corpus.words]
    for row in order:
        key = (int(corpus.trail[row]), folded[row])
        if key in seen:
            continue
        seen.add(key)
        if corpus.parent[row] < 0:
            continue
        asked += 1
        chain, here = [], corpus.parent[row]
        while here >= 0:
            chain.append(folded[here])
            here = corpus.parent[here]
        told = folded[parents[row]] if parents[row] >= 0 else None
        exact += told == chain[0]
        ancestor += told in chain
    return exact / max(1, asked), ancestor / max(1, asked), asked


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=10_000, metavar="N", help="how many (10 000)")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    corpus = make(given.statements, given.seed)
    began = time.process_time()
    from onrecord.trail.follow import trails
    from onrecord.trail.words import words_of

    trails(make(50).table)
    start_up = time.process_time() - began
    began = time.process_time()
    words_of(corpus.table["text"])
    floor = time.process_time() - began
    began = time.process_time()
    result = trails(corpus.table)
    spent = time.process_time() - began
    ids = {one: row for row, one in enumerate(corpus.table["id"].to_pylist())}
    found = np.array([ids[one] for one in result["trail"].to_pylist()])
    parents = [-1 if one is None else ids[one] for one in result["parent"].to_pylist()]
    precision, recall = b_cubed(found, corpus.trail)
    f1 = 2 * precision * recall / (precision + recall)
    exact, ancestor, asked = right_sources(corpus, parents)
    mixed = _mixed_templates(corpus, found)
    print(f"{given.statements:,} statements, {len(set(corpus.trail)):,} trails, seed {given.seed}")
    print(f"  B-cubed       precision {precision:.4f}   recall {recall:.4f}   F1 {f1:.4f}")
    print(f"  sources       exact {exact:.4f}   exact or ancestor {ancestor:.4f}   of {asked:,} changed variants")
    print(f"  templates     {mixed:.4f} in a trail with another filling")
    for kind in KINDS:
        of = np.array([one == kind for one in corpus.kind])
        print(f"  {kind:13} {_with_parent(corpus, found, of):.4f} in the trail of the statement they were taken from")
    print(
        f"  CPU           {spent:.2f} s, {spent / max(floor, 1e-9):.1f} x the floor of {floor:.2f} s; start-up {start_up:.2f} s"
    )
    print(
        f"  memory        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB at most, the generator's included"
    )
    floors = FLOORS.get(given.statements, (0.0, 0.0, 0.0))
    return int(any(value < least for value, least in zip((f1, exact, ancestor), floors, strict=True)))


def _mixed_templates(corpus: Corpus, found: NDArray[Any]) -> float:
    rows = np.flatnonzero(corpus.template)
    true: dict[int, set[int]] = {}
    for row in rows:
        true.setdefault(int(found[row]), set()).add(int(corpus.trail[row]))
    return float(np.mean([len(true[int(found[row])]) > 1 for row in rows])) if len(rows) else 0.0


def _with_parent(corpus: Corpus, found: NDArray[Any], of: NDArray[np.bool_]) -> float:
    rows = np.flatnonzero(of)
    parents = np.array(corpus.parent)[rows]
    return float((found[rows] == found[parents]).mean()) if len(rows) else 1.0


if __name__ == "__main__":
    sys.exit(main())
