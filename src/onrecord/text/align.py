"""Two sequences of keys → which elements of the first stand where in the second, in bounded time.

Printed words (``a``) are looked for in a usually longer original (``b``): common runs are found from rare keys, the
best chain of runs is chosen, gaps are filled by a small table. What the differences mean is left to ``verify``.

The chain may jump forward over much of ``b`` or back, at a price, so that joined passages are seen as such. After
Needleman & Wunsch 1970 (the table) and Abouelhoda & Ohlebusch 2005 (chaining of exact matches).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from onrecord.text.align_index import Index as Index

MAX_HITS = 64
"""Places of one key in the original that may start a run."""
_MAX_SEEDS = 60_000
_KEEP = 4
"""Runs kept for each printed word."""
_LOOK_BACK = 48
_LEADERS = 8
"""Ends of the best chains so far, which are looked back at however many runs have begun since."""
_MAX_CELLS = 4_096
_CELLS_A_WORD = 16
"""Table cells spent in all, for each word on both sides."""
_MAX_DEPTH = 3
_NEAR = 12
_UNEVEN = 0.01
"""Price of each word by which two gaps differ: of two ways that tell the same, the one word for word is likelier."""
_SLACK = 8


class Limits(Struct, frozen=True):
    """Prices of the alignment, in words of full weight."""

    step: float = 0.12
    """Each word skipped between two runs that stand near one another."""
    edge: float = 0.15
    """Each word skipped before the first run or behind the last: a stray equal word there is no part of the passage."""
    far: float = 1.3
    """A jump forward beyond some words."""
    back: float = 1.8
    """A jump back: the parts stand in another order."""
    free: float = 0.3
    """Any jump where the print shows one: an ellipsis, the cue."""


DEFAULT_LIMITS = Limits()
LOCAL = Limits(step=0.3, edge=0.3, far=99.0, back=99.0)
"""For words that stand close together, in one order."""


class Alignment(Struct, frozen=True):
    """``pairs`` of equal elements (place in ``a``, in ``b``), by place in ``a``; ``steps`` counts the work done."""

    pairs: tuple[tuple[int, int], ...]
    steps: int


class _Run(Struct):
    """``a[a : a + size] == b[b : b + size]``."""

    a: int
    b: int
    size: int


def align(
    a: Sequence[str],
    index: Index,
    weights: Sequence[float] | None = None,
    free: Collection[int] = (),
    limits: Limits = DEFAULT_LIMITS,
) -> Alignment:
    """Where the elements of ``a`` stand in ``index.keys``.

    The work is at most proportional to ``len(a) + len(index.keys)``: beyond its bounds words stay unpaired, which can
    only make the sides look more different than they are.

    :param weights: how much each element of ``a`` tells, 0 to 1; function words less than others. All 1 if not given.
    :param free: places in ``a`` before which a jump costs little.
    """
    whole = index.find(a)
    if whole:
        return Alignment(tuple((i, whole[0] + i) for i in range(len(a))), len(a))
    aligner = _Aligner(a, index, weights or [1.0] * len(a), frozenset(free), limits)
    return Alignment(tuple(aligner.pairs()), aligner.steps)


class _Aligner:
    def __init__(
        self,
        a: Sequence[str],
        index: Index,
        weights: Sequence[float],
        free: frozenset[int],
        limits: Limits,
        depth: int = 0,
    ) -> None:
        self.a, self.b, self.index, self.limits, self.depth = a, index.keys, index, limits, depth
        self.weights = weights
        self.sums = [0.0, *accumulate(self.weights)]
        self.free = list(accumulate((i in free for i in range(len(a) + 1)), initial=0))
        self.steps = 0
        self.max_steps = _CELLS_A_WORD * (len(a) + len(self.b)) + _MAX_CELLS

    def pairs(self) -> list[tuple[int, int]]:
        chain = self._chain(self._runs())
        found = [(run.a + i, run.b + i) for run in chain for i in range(run.size)]
        return sorted(found + self._fill(chain)) if chain else []

    # Runs ------------------------------------------------------------------------------------------------------------

    def _runs(self) -> list[_Run]:
        """Maximal common runs that hold a key, pair or triple rare enough to start from, the best few for each printed word."""
        limit = max(1, min(MAX_HITS, _MAX_SEEDS // (len(self.a) + 1)))
        ends: dict[int, int] = {}
        runs: list[_Run] = []
        for i in range(len(self.a)):
            for j in self.index.rare_places(self.a, i, limit):
                if ends.get(j - i, -1) <= i and self.steps < self.max_steps:
                    runs.append(self._extend(i, j, ends))
        return self._best(runs or self._longest())

    def _extend(self, i: int, j: int, ends: dict[int, int]) -> _Run:
        """The maximal run through the pair ``(i, j)``; runs on one diagonal never overlap."""
        a, b = self.a, self.b
        floor = ends.get(j - i, 0)
        start = i
        while start > floor and start - i + j > 0 and a[start - 1] == b[start - 1 - i + j]:
            start -= 1
        stop = i + 1
        while stop < len(a) and stop - i + j < len(b) and a[stop] == b[stop - i + j]:
            stop += 1
        ends[j - i] = stop
        self.steps += stop - start
        return _Run(start, start - i + j, stop - start)

    def _longest(self) -> list[_Run]:
        """For words that are all frequent: greedily the longest runs, found by doubling."""
        runs: list[_Run] = []
        i = tries = 0
        while i < len(self.a) and tries < MAX_HITS:
            size = self._longest_at(i)
            tries += 1
            if size:
                runs.append(_Run(i, self.index.find(self.a[i : i + size])[0], size))
            i += max(1, size)
        return runs

    def _longest_at(self, i: int) -> int:
        """Size of the longest run from ``i`` on that stands somewhere in ``b``."""
        low, high = 0, 1
        while i + high <= len(self.a) and self._stands(i, high):
            low, high = high, high * 2
        high = min(high, len(self.a) - i + 1)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._stands(i, middle) else (low, middle)
        return low

    def _stands(self, i: int, size: int) -> bool:
        self.steps += size
        return bool(self.index.find(self.a[i : i + size]))

    def _best(self, runs: list[_Run]) -> list[_Run]:
        """The runs that are among the best few of some printed word, in order."""
        kept: list[_Run] = []
        room = [_KEEP] * len(self.a)
        for run in sorted(runs, key=lambda run: (-self._weight(run), run.a, run.b)):
            if any(room[i] for i in range(run.a, run.a + run.size)):
                kept.append(run)
                for i in range(run.a, run.a + run.size):
                    room[i] -= room[i] > 0
        return sorted(kept, key=lambda run: (run.a, run.b))

    def _weight(self, run: _Run) -> float:
        return self.sums[run.a + run.size] - self.sums[run.a]

    # Chain -----------------------------------------------------------------------------------------------------------

    def _chain(self, runs: list[_Run]) -> list[_Run]:
        """The chain of runs that tells most, less the price of its jumps."""
        best: list[tuple[float, int, _Run]] = []
        leaders: list[int] = []
        for at, run in enumerate(runs):
            choice = (self._weight(run), -1, run)
            nearest = max(0, at - _LOOK_BACK)
            for before in (*(leader for leader in leaders if leader < nearest), *range(nearest, at)):
                self.steps += 1
                joined = self._after(best[before][2], run)
                if joined is None:
                    continue
                score = best[before][0] + self._weight(joined) - self._price(best[before][2], joined)
                if score > choice[0] + 1e-9:
                    choice = (score, before, joined)
            best.append(choice)
            leaders = sorted((*leaders, at), key=lambda leader: -best[leader][0])[:_LEADERS]
        return self._trace(best)

    @staticmethod
    def _trace(best: list[tuple[float, int, _Run]]) -> list[_Run]:
        chain: list[_Run] = []
        at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
        while at >= 0:
            chain.append(best[at][2])
            at = best[at][1]
        return chain[::-1]

    @staticmethod
    def _after(first: _Run, second: _Run) -> _Run | None:
        """What is left of ``second`` behind ``first``; ``None`` if nothing is."""
        overlap = max(0, first.a + first.size - second.a)
        behind = first.b + first.size - second.b
        if second.b > first.b or (second.b == first.b and overlap):
            overlap = max(overlap, behind)
        if overlap >= second.size:
            return None
        return _Run(second.a + overlap, second.b + overlap, second.size - overlap)

    def _price(self, first: _Run, second: _Run) -> float:
        skipped = second.b - first.b - first.size
        printed = second.a - first.a - first.size
        shown = self.free[second.a + 1] > self.free[first.a + first.size]
        if skipped < 0:
            price = self.limits.back
        elif skipped <= _NEAR + 2 * printed:
            price = 0.1 + self.limits.step * (skipped + printed) + _UNEVEN * abs(skipped - printed)
        else:
            price = self.limits.far + min(0.5, skipped / 4000)
        return min(price, self.limits.free + (0.5 if skipped < 0 else 0.0)) if shown else price

    # Gaps ------------------------------------------------------------------------------------------------------------

    def _fill(self, chain: list[_Run]) -> list[tuple[int, int]]:
        """Pairs before, between and after the runs of the chain."""
        found: list[tuple[int, int]] = []
        head, tail = chain[0], chain[-1]
        found += self._table(0, head.a, range(max(0, head.b - head.a - _SLACK), head.b), anchored=False)
        for first, second in pairwise(chain):
            found += self._table(first.a + first.size, second.a, self._between(first, second, chain), anchored=True)
        start = tail.b + tail.size
        left = len(self.a) - tail.a - tail.size
        found += self._table(tail.a + tail.size, len(self.a), range(start, min(len(self.b), start + left + _SLACK)))
        return found

    def _between(self, first: _Run, second: _Run, chain: list[_Run]) -> Sequence[int]:
        """Places of the original in which the printed words between two runs may stand: all, or those at both ends."""
        printed = second.a - first.a - first.size
        start, stop = first.b + first.size, second.b
        reach = printed + _SLACK
        if 0 <= stop - start <= 2 * reach:
            return range(start, stop)
        taken = {run.b for run in chain}
        after = list(range(start, min(len(self.b), start + reach)))
        before = list(range(max(0, stop - reach), stop))
        after = after[: next((n for n, j in enumerate(after) if j in taken), len(after))]
        return after + [j for j in before if j not in after and (stop > start or j < first.b)]

    def _table(
        self, start: int, stop: int, places: Sequence[int], anchored: bool | None = None
    ) -> list[tuple[int, int]]:
        """Best pairs of ``a[start:stop]`` with the places of ``b``, in order.

        ``anchored``: True if runs stand on both sides, False before the first run, None after the last.
        """
        height, width = stop - start, len(places)
        if not height or not width or self.steps > self.max_steps:
            return []
        if height * width > _MAX_CELLS:
            return self._again(start, stop, places) if self.depth < _MAX_DEPTH else []
        self.steps += height * width
        skip = self._skip(anchored)
        row = [0.0 if anchored is False else -skip * j for j in range(width + 1)]
        rows = [row]
        for i in range(start, stop):
            above, row = row, [row[0]]
            key, weight = self.a[i], self.weights[i]
            for j, place in enumerate(places):
                score = max(above[j + 1], row[j] - skip)
                if self.b[place] == key:
                    near = j > 0 and i > start and self.b[places[j - 1]] == self.a[i - 1]
                    score = max(score, above[j] + weight + (0.01 if near else 0.0))
                row.append(score)
            rows.append(row)
        return self._read_back(rows, start, places, anchored)

    def _again(self, start: int, stop: int, places: Sequence[int]) -> list[tuple[int, int]]:
        """A gap too large for a table: aligned by itself, for keys that are frequent in the whole are rarer in it."""
        index = Index([self.b[place] for place in places])
        inner = _Aligner(self.a[start:stop], index, self.weights[start:stop], frozenset(), self.limits, self.depth + 1)
        found = [(start + i, places[j]) for i, j in inner.pairs()]
        self.steps += inner.steps + len(places)
        return found

    def _skip(self, anchored: bool | None) -> float:
        return self.limits.step if anchored else self.limits.edge

    def _read_back(
        self, rows: list[list[float]], start: int, places: Sequence[int], anchored: bool | None
    ) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        i, j = len(rows) - 1, len(places)
        if anchored is None:
            j = max(range(j + 1), key=lambda at: (rows[i][at], -at))
        while i > 0 and j > 0:
            if rows[i][j] == rows[i - 1][j]:
                i -= 1
            elif rows[i][j] == rows[i][j - 1] - self._skip(anchored):
                j -= 1
            else:
                i, j = i - 1, j - 1
                found.append((start + i, places[j]))
        return found[::-1]
