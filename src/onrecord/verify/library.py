"""Originals, indexed, and printed words → the passages that may bear them, best first; whose turn and which place it is.

Candidates come from rare words and rare pairs of neighbours, are compared in order and weighed by what each word tells.
Comparing the words exactly, and the verdict, are left to ``check``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.cache import Cache
from onrecord.model import OriginalText, Span
from onrecord.verify.library_hits import Hits, hits_of
from onrecord.verify.library_index import WordIndex, indexed
from onrecord.verify.library_near import SHORT, Hint, exact_places, told_apart
from onrecord.verify.library_query import Query, query
from onrecord.verify.library_table import CELLS, RUN, borne, missing, runs
from onrecord.verify.library_turns import Turns
from onrecord.verify.library_words import hashed

_MOST_WORDS = 20_000
"""Words of a quotation that are looked up; what comes behind them stands where they stand."""
_WINDOWS = 32
_PROMISING = 0.3
"""Share of the best window's hits below which a window is not looked at."""
_LEAST_SHARE = 0.25
_BEHIND = 0.35
"""Passages this much worse than the best are not worth comparing."""
_OWN, _NEARBY = 0.15, 0.05
"""What it adds that the speaker says it, and that the draft's words around the quotation stand around it."""
_WHOLE = 0.985
"""Share from which a passage bears a quotation alone."""
_PART = 0.6
"""Share of the words that a passage lacks which must stand elsewhere to be another part of the quotation."""
_FARTHEST = 15_000
"""Words over which parts of one quotation are put together."""
_MOSTLY = 0.5
_BESIDE = 150
_SLACK = 6
"""Words left on each side of what was found, and one more for each eight of the quotation."""


class Passage(Struct, frozen=True):
    """Code points ``start:stop`` of an original, some slack included, in which printed words may stand."""

    original: int
    start: int
    stop: int
    weight: float
    """How much of what the printed words tell stands there in order: 0 to 1."""
    found: tuple[int, int] = (0, 0)
    """Code points of the words themselves, from the first to the last that stands there, without slack."""
    told: float | None = None
    """For short words that stand in many places, how much speaks for this one: speaker, context, quotations nearby."""


class _Window(Struct, frozen=True):
    """Words ``start:stop`` of the index's row."""

    start: int
    stop: int
    share: float
    rank: float
    first: int
    last: int
    """Words ``first:last`` are those that were found; the others stand beside them."""
    told: float | None = None


class Library:
    """Originals that quotations are looked up in; built once, linear in the material."""

    def __init__(self, originals: Sequence[OriginalText], cache: Cache | None = None) -> None:
        self.originals = tuple(originals)
        self.index: WordIndex = indexed(self.originals, cache)
        self.turns = Turns(self.originals, self.index)
        self._first: list[int] = self.index.first.tolist()

    def passages(
        self,
        printed: Sequence[Span],
        *,
        speaker: Collection[str] = (),
        context: str = "",
        near: Sequence[Hint] = (),
        limit: int = 8,
    ) -> list[Passage]:
        """Passages that may bear ``printed``, best first; none if there are no words or none of them stands anywhere.

        :param printed: the parts of one quotation, in order; what stands between them in print is not part of it.
        :param speaker: names of whoever is said to have said it; their turns come first among passages that are alike.
        :param context: words around the quotation; they decide among places that are alike otherwise.
        :param near: where the quotations beside it in the draft stand; they decide with the context for short ones.
        """
        asked = query([piece.text for piece in printed], self.index, _MOST_WORDS)
        if not len(asked) or not len(self.index.words):
            return []
        hits = hits_of(asked, self.index)
        if hits is None:
            return []
        own = self.turns.spoken_by(speaker)
        exact = exact_places(asked, self.index)
        told = told_apart(exact, len(asked), self.index, own, context, near) if len(exact) > 1 else []
        if told and len(asked) <= SHORT:
            return self._best(self._short(told, len(asked)), limit)
        whole = [place for place, _ in sorted(told, key=lambda row: -row[1])[:limit]] or exact.tolist()
        found = [(place, min(place + len(asked), self._bounds(place)[1]), 1.0) for place in whole]
        found += borne(asked, self._windows(asked, hits), self.index.words)
        if own is not None:
            found += borne(asked, self._windows(asked, hits.where(own)), self.index.words, own)
        return self._best(self._joined(asked, hits, self._ranked(asked, found, own, context)), limit)

    def speaks(self, names: Collection[str]) -> list[int]:
        """Originals in which somebody of one of these names has turns, or which are theirs."""
        return self.turns.originals_of(names)

    def speaker_at(self, original: int, start: int, stop: int) -> str | None:
        """Who says most of ``start:stop``, as the original names them; ``None`` if it does not say."""
        return self.turns.speaker_at(original, start, stop)

    def place_at(self, original: int, start: int) -> str | None:
        """Where ``start`` stands, for people: a page, a time code, a post's id; the line for a file without places."""
        item = self.originals[original]
        at = bisect_right(item.places, start, key=lambda place: place.start) - 1
        if at >= 0:
            return item.places[at].label
        return f"line {item.text.count(chr(10), 0, start) + 1}" if item.kind == "file" else None

    # Finding ---------------------------------------------------------------------------------------------------------

    def _windows(self, asked: Query, hits: Hits) -> list[tuple[int, int]]:
        """Stretches of the row in which most of the hits come together, each within one original."""
        if not len(hits.places):
            return []
        reach = len(asked) + len(asked) // 3 + 12
        sums = np.concatenate(([0.0], np.cumsum(hits.weights)))
        ends = self.index.first[self.index.original_of(hits.places) + 1].astype(np.int64)
        inside = sums[np.searchsorted(hits.places, np.minimum(hits.places + reach, ends))] - sums[:-1]
        inside = np.minimum(inside, float(asked.weights.sum()) * 1.5)
        size = min(len(inside), 64 * _WINDOWS)
        top = np.argpartition(-inside, size - 1)[:size]
        top = top[np.lexsort((hits.places[top], -inside[top]))]
        room = max(2, min(_WINDOWS, CELLS // (len(asked) * 3 * reach)))
        taken: dict[int, list[int]] = {}
        windows = []
        least = _PROMISING * float(inside[top[0]])
        for at in top.tolist():
            if inside[at] < least:
                break
            first = int(hits.places[at])
            low, high = self._bounds(first)
            near = (
                other for bucket in range(first // reach - 1, first // reach + 2) for other in taken.get(bucket, ())
            )
            if any(abs(other - first) < reach and other >= low and other < high for other in near):
                continue
            taken.setdefault(first // reach, []).append(first)
            windows.append((max(low, first - reach), min(high, first + 2 * reach)))
            if len(windows) == room:
                break
        return windows

    def _bounds(self, place: int) -> tuple[int, int]:
        """First word of the original that ``place`` lies in, and the end of its words."""
        original = bisect_right(self._first, place) - 1
        return self._first[original], self._first[original + 1] - 1

    def _ranked(
        self, asked: Query, stands: list[tuple[int, int, float]], own: NDArray[np.bool_] | None, context: str
    ) -> list[_Window]:
        """Passages, the best first, with some words beside them; what the speaker says counts more, then the context."""
        nearby = self._nearby(stands, context)
        slack = _SLACK + len(asked) // 8
        found: dict[tuple[int, int], _Window] = {}
        for (start, stop, share), near in zip(stands, nearby, strict=True):
            mine = own is not None and bool(own[start:stop].mean() > _MOSTLY)
            low, high = self._bounds(start)
            rank = share + _OWN * mine + _NEARBY * near
            window = _Window(max(low, start - slack), min(high, stop + slack), share, rank, start, stop)
            found.setdefault((start, stop), window)
        return sorted(found.values(), key=lambda window: (-window.rank, window.start))

    def _short(self, told: list[tuple[int, float]], size: int) -> list[_Window]:
        """Places where all words stand in a row, those for which most speaks first."""
        found = []
        for place, rank in told:
            low, high = self._bounds(place)
            stop = min(high, place + size)
            found.append(_Window(max(low, place - _SLACK), min(high, stop + _SLACK), 1.0, rank, place, stop, rank))
        return sorted(found, key=lambda window: (-window.rank, window.start))

    def _nearby(self, windows: list[tuple[int, int, float]], context: str) -> list[float]:
        """How much of the context stands around each window; asked only where several are as good as the best."""
        best = max((share for _, _, share in windows), default=0.0)
        close = [share >= best - _OWN for _, _, share in windows]
        keys = np.unique(hashed(context)[0]) if context and sum(close) > 1 else np.zeros(0, np.uint32)
        if not len(keys):
            return [0.0] * len(windows)
        tells = np.log((len(self.index.words) + 1) / (self.index.counts(keys) + 1))
        total = float(tells.sum()) or 1.0
        found = []
        for (start, stop, _), is_close in zip(windows, close, strict=True):
            low, high = self._bounds(start)
            around = self.index.words[max(low, start - _BESIDE) : min(high, stop + _BESIDE)] if is_close else keys[:0]
            found.append(float(tells[np.isin(keys, around)].sum()) / total if is_close else 0.0)
        return found

    def _joined(self, asked: Query, hits: Hits, found: list[_Window]) -> list[_Window]:
        """Passages put together from parts of one original that bear different parts of the quotation."""
        if not found or found[0].share >= _WHOLE or len(asked) < 2 * RUN:
            return found
        joined: dict[int, _Window] = {}
        for window in found[:3]:
            low, high = self._bounds(window.start)
            if low not in joined:
                lacking = missing(asked, self.index.words[window.start : window.stop])
                wider = _wider(asked, hits.between(low, high), window, lacking)
                if wider is not window:
                    joined[low] = wider
        return sorted([*joined.values(), *found], key=lambda window: (-window.rank, window.start))

    def _best(self, found: list[_Window], limit: int) -> list[Passage]:
        floor = max(_LEAST_SHARE, max((window.share for window in found), default=0.0) - _BEHIND)
        passages: list[Passage] = []
        for window in found:
            if window.share >= floor and len(passages) < limit:
                low, _ = self._bounds(window.start)
                original = bisect_right(self._first, low) - 1
                starts, text = self.index.starts, self.originals[original].text
                start = int(starts[window.start]) if window.start > low else 0
                first, last = int(starts[window.first]), int(starts[window.last])
                last = first + len(text[first:last].rstrip())
                passages.append(
                    Passage(
                        original, start, int(starts[window.stop]), round(window.share, 3), (first, last), window.told
                    )
                )
        return passages


def _wider(asked: Query, hits: Hits, window: _Window, lacking: list[tuple[int, int]]) -> _Window:
    """``window`` with the other parts of its original that bear the ``lacking`` runs of words; itself if there are none."""
    tells, total = asked.weights, float(asked.weights.sum())
    for start, stop in lacking:
        mine = (hits.words >= start) & (hits.words < stop)
        places, words = hits.places[mine], hits.words[mine]
        reach = (stop - start) + _SLACK
        sums = np.concatenate(([0.0], np.cumsum(hits.weights[mine])))
        ends = np.searchsorted(places, places + reach)
        best = int(np.argmax(sums[ends] - sums[:-1])) if len(places) else 0
        stands = np.zeros(len(asked), bool)
        stands[words[best : ends[best]] if len(places) else []] = True
        if max((last - first for first, last in runs(stands)), default=0) < RUN:
            continue
        low = max(int(hits.places[0]), min(window.start, int(places[best]) - reach))
        high = min(int(hits.places[-1]) + 1, max(window.stop, int(places[best]) + 2 * reach))
        if high - low <= _FARTHEST and float(tells[stands].sum()) >= _PART * float(tells[start:stop].sum()):
            gained = float(tells[stands].sum()) / total
            low, high = min(low, window.start), max(high, window.stop)
            last = int(places[ends[best] - 1]) + 1
            window = _Window(
                low, high, min(1.0, window.share + gained), window.rank + gained,
                min(window.first, int(places[best])), max(window.last, last),
            )  # fmt: skip
    return window
