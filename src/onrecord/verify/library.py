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
from onrecord.verify.library_index import WordIndex, indexed
from onrecord.verify.library_query import Query, query
from onrecord.verify.library_turns import Turns
from onrecord.verify.library_words import hashed

_MOST_WORDS = 20_000
"""Words of a quotation that are looked up; what comes behind them stands where they stand."""
_HITS = 30_000
"""Places of words and pairs that are looked at for one quotation, besides those of its rarest one."""
_WINDOWS = 32
_PROMISING = 0.3
"""Share of the best window's hits below which a window is not looked at."""
_CELLS = 12_000_000
"""Windows times words times words that one quotation may cost."""
_LEAST_SHARE = 0.25
_BEHIND = 0.35
"""Passages this much worse than the best are not worth comparing."""
_OWN, _NEARBY = 0.15, 0.05
"""What it adds that the speaker says it, and that the draft's words around the quotation stand around it."""
_WHOLE = 0.985
"""Share from which a passage bears a quotation alone."""
_RUN, _PART = 3, 0.6
"""Words in a row that a passage lacks, and the share of them that must stand elsewhere to be another part of the quotation."""
_FARTHEST = 15_000
"""Words over which parts of one quotation are put together."""
_MOSTLY = 0.5
_BESIDE = 150
_SLACK = 6
"""Words left on each side of what was found, and one more for each eight of the quotation."""
_DIGIT = 1e-9


class Passage(Struct, frozen=True):
    """Code points ``start:stop`` of an original, some slack included, in which printed words may stand."""

    original: int
    start: int
    stop: int
    weight: float
    """How much of what the printed words tell stands there in order: 0 to 1."""
    found: tuple[int, int] = (0, 0)
    """Code points of the words themselves, from the first to the last that stands there, without slack."""


class _Window(Struct, frozen=True):
    """Words ``start:stop`` of the index's row."""

    start: int
    stop: int
    share: float
    rank: float
    first: int
    last: int
    """Words ``first:last`` are those that were found; the others stand beside them."""


class Library:
    """Originals that quotations are looked up in; built once, linear in the material."""

    def __init__(self, originals: Sequence[OriginalText], cache: Cache | None = None) -> None:
        self.originals = tuple(originals)
        self.index: WordIndex = indexed(self.originals, cache)
        self.turns = Turns(self.originals, self.index)

    def passages(
        self, printed: Sequence[Span], *, speaker: Collection[str] = (), context: str = "", limit: int = 8
    ) -> list[Passage]:
        """Passages that may bear ``printed``, best first; none if there are no words or none of them stands anywhere.

        :param printed: the parts of one quotation, in order; what stands between them in print is not part of it.
        :param speaker: names of whoever is said to have said it; their turns come first among passages that are alike.
        :param context: words around the quotation; they decide among places that are alike otherwise.
        """
        asked = query([piece.text for piece in printed], self.index, _MOST_WORDS)
        if not len(asked) or not len(self.index.words):
            return []
        hits = _hits(asked, self.index)
        if hits is None:
            return []
        own = self.turns.spoken_by(speaker)
        borne = _borne(asked, self._windows(asked, hits), self.index.words)
        if own is not None:
            borne += _borne(asked, self._windows(asked, hits.where(own)), self.index.words, own)
        found = self._joined(asked, hits, self._ranked(asked, borne, own, context))
        return self._best(found, limit)

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

    def _windows(self, asked: Query, hits: _Hits) -> list[tuple[int, int]]:
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
        room = max(2, min(_WINDOWS, _CELLS // (len(asked) * 3 * reach)))
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
        original = int(np.searchsorted(self.index.first, place, side="right")) - 1
        return int(self.index.first[original]), int(self.index.first[original + 1]) - 1

    def _ranked(
        self, asked: Query, borne: list[tuple[int, int, float]], own: NDArray[np.bool_] | None, context: str
    ) -> list[_Window]:
        """Passages, the best first, with some words beside them; what the speaker says counts more, then the context."""
        nearby = self._nearby(borne, context)
        slack = _SLACK + len(asked) // 8
        found: dict[tuple[int, int], _Window] = {}
        for (start, stop, share), near in zip(borne, nearby, strict=True):
            mine = own is not None and bool(own[start:stop].mean() > _MOSTLY)
            low, high = self._bounds(start)
            rank = share + _OWN * mine + _NEARBY * near
            window = _Window(max(low, start - slack), min(high, stop + slack), share, rank, start, stop)
            found.setdefault((start, stop), window)
        return sorted(found.values(), key=lambda window: (-window.rank, window.start))

    def _nearby(self, windows: list[tuple[int, int, float]], context: str) -> list[float]:
        """How much of the context stands around each window; asked only where several are as good as the best."""
        best = max((share for _, _, share in windows), default=0.0)
        close = sum(share >= best - _OWN for _, _, share in windows)
        keys = np.unique(hashed(context)[0]) if context and close > 1 else np.zeros(0, np.uint32)
        if not len(keys):
            return [0.0] * len(windows)
        tells = np.log((len(self.index.words) + 1) / (np.array([self.index.count(int(key)) for key in keys]) + 1))
        total = float(tells.sum()) or 1.0
        found = []
        for start, stop, _ in windows:
            low, high = self._bounds(start)
            around = self.index.words[max(low, start - _BESIDE) : min(high, stop + _BESIDE)]
            found.append(float(tells[np.isin(keys, around)].sum()) / total)
        return found

    def _joined(self, asked: Query, hits: _Hits, found: list[_Window]) -> list[_Window]:
        """Passages put together from parts of one original that bear different parts of the quotation."""
        if not found or found[0].share >= _WHOLE or len(asked) < 2 * _RUN:
            return found
        joined: dict[int, _Window] = {}
        for window in found[:3]:
            low, high = self._bounds(window.start)
            if low not in joined:
                missing = _missing(asked, self.index.words[window.start : window.stop])
                wider = _wider(asked, hits.between(low, high), window, missing)
                if wider is not window:
                    joined[low] = wider
        return sorted([*joined.values(), *found], key=lambda window: (-window.rank, window.start))

    def _best(self, found: list[_Window], limit: int) -> list[Passage]:
        floor = max(_LEAST_SHARE, max((window.share for window in found), default=0.0) - _BEHIND)
        passages: list[Passage] = []
        for window in found:
            if window.share >= floor and len(passages) < limit:
                low, _ = self._bounds(window.start)
                original = int(np.searchsorted(self.index.first, low, side="right")) - 1
                starts, text = self.index.starts, self.originals[original].text
                start = int(starts[window.start]) if window.start > low else 0
                first, last = int(starts[window.first]), int(starts[window.last])
                last = first + len(text[first:last].rstrip())
                passages.append(
                    Passage(original, start, int(starts[window.stop]), round(window.share, 3), (first, last))
                )
        return passages


class _Hits(Struct, frozen=True):
    """Places of the row where a printed word, or it and the next, stands: by place. ``words`` says which word it is."""

    places: NDArray[np.int64]
    words: NDArray[np.int64]
    weights: NDArray[np.float64]

    def where(self, kept: NDArray[np.bool_]) -> _Hits:
        """Those at places for which ``kept`` is true."""
        rows = kept[self.places]
        return _Hits(self.places[rows], self.words[rows], self.weights[rows])

    def between(self, start: int, stop: int) -> _Hits:
        low, high = np.searchsorted(self.places, [start, stop])
        return _Hits(self.places[low:high], self.words[low:high], self.weights[low:high])


def _hits(asked: Query, index: WordIndex) -> _Hits | None:
    """Where the rarest words and pairs stand, up to a bound on the work."""
    anchors = [(count, at, False) for at, count in enumerate(asked.counts) if count]
    anchors += [(count, at, True) for at, count in enumerate(asked.pair_counts) if count]
    anchors.sort()
    places, words, weights = [], [], []
    total = 0
    for count, at, paired in anchors:
        if total and total + count > _HITS:
            break
        total += count
        for key in (asked.pairs if paired else asked.forms)[at]:
            found = index.places(key, paired)
            for word in (at, at + 1) if paired else (at,):
                places.append(found + (word - at))
                words.append(np.full(len(found), word, np.int64))
                weights.append(np.full(len(found), asked.weights[word] * (0.5 if paired else 1.0)))
    if not places:
        return None
    all_places, all_words = np.concatenate(places), np.concatenate(words)
    order = np.lexsort((all_words, all_places))
    return _Hits(all_places[order], all_words[order], np.concatenate(weights)[order])


def _borne(
    asked: Query,
    windows: list[tuple[int, int]],
    row: NDArray[np.uint32],
    own: NDArray[np.bool_] | None = None,
) -> list[tuple[int, int, float]]:
    """For each window where the printed words stand in it in order, and how much of what they tell that is.

    ``own``: only words at these places count.

    All windows at once, word by word: the table of Needleman & Wunsch 1970 without a price for gaps; words that stay
    neighbours count a little more. A table cell carries where its row of words began in digits too small to matter.
    """
    if not windows:
        return []
    width = max(stop - start for start, stop in windows)
    cells = np.zeros((len(windows), width), np.uint32)
    for at, (start, stop) in enumerate(windows):
        cells[at, : stop - start] = row[start:stop] if own is None else row[start:stop] * own[start:stop]
    best = np.tile(np.arange(width + 1) * _DIGIT, (len(windows), 1))
    before = np.zeros((len(windows), width), bool)
    room = max(1, _CELLS // cells.size)
    tells = np.maximum(1, np.round(asked.weights[:room] * 16)) / 16
    for forms, weight in zip(asked.forms[:room], tells.tolist(), strict=True):
        equal = cells == forms[0]
        for form in forms[1:]:
            equal |= cells == form
        gain = equal * weight
        gain[:, 1:] += (equal[:, 1:] & before[:, :-1]) * (weight / 8)
        reached = np.maximum(best[:, 1:], np.where(equal, best[:, :-1] + gain, 0.0))
        best[:, 1:] = np.maximum.accumulate(reached, axis=1)
        before = equal
    whole = float(tells.sum() + tells[1:].sum() / 8)
    found = []
    for (start, stop), sums in zip(windows, best, strict=True):
        told = np.floor(sums[-1] * 128) / 128
        first, last = round((sums[-1] - told) / _DIGIT), int(np.argmax(sums == sums[-1]))
        last = min(stop - start, last + (len(asked) - len(tells)) * 4 // 3)  # words beyond the bound on the work
        found.append((start + first, start + last, float(told) / whole))
    return found


def _missing(asked: Query, row: NDArray[np.uint32]) -> list[tuple[int, int]]:
    """Runs of printed words that a passage does not bear; one or two equal words between such are chance."""
    size = min(len(asked), _CELLS // 16 // max(1, len(row)))
    sums = np.zeros((size + 1, len(row) + 1))
    for at in range(size):
        equal = np.isin(row, np.array(asked.forms[at], np.uint32))
        reached = np.maximum(sums[at, 1:], np.where(equal, sums[at, :-1] + asked.weights[at], 0.0))
        sums[at + 1, 1:] = np.maximum.accumulate(reached)
    borne = np.zeros(size, bool)
    at, place = size, len(row)
    while at and place:
        if sums[at, place] == sums[at, place - 1]:
            place -= 1
        elif sums[at, place] == sums[at - 1, place]:
            at -= 1
        else:
            at, place = at - 1, place - 1
            borne[at] = True
    for start, stop in _runs(borne):
        if stop - start < _RUN and start > 0 and stop < size:
            borne[start:stop] = False
    return [(start, stop) for start, stop in _runs(~borne) if stop - start >= _RUN]


def _wider(asked: Query, hits: _Hits, window: _Window, missing: list[tuple[int, int]]) -> _Window:
    """``window`` with the other parts of its original that bear the ``missing`` runs of words; itself if there are none."""
    tells, total = asked.weights, float(asked.weights.sum())
    for start, stop in missing:
        mine = (hits.words >= start) & (hits.words < stop)
        places, words = hits.places[mine], hits.words[mine]
        reach = (stop - start) + _SLACK
        sums = np.concatenate(([0.0], np.cumsum(hits.weights[mine])))
        ends = np.searchsorted(places, places + reach)
        best = int(np.argmax(sums[ends] - sums[:-1])) if len(places) else 0
        borne = np.zeros(len(asked), bool)
        borne[words[best : ends[best]] if len(places) else []] = True
        if max((last - first for first, last in _runs(borne)), default=0) < _RUN:
            continue
        low = max(int(hits.places[0]), min(window.start, int(places[best]) - reach))
        high = min(int(hits.places[-1]) + 1, max(window.stop, int(places[best]) + 2 * reach))
        if high - low <= _FARTHEST and float(tells[borne].sum()) >= _PART * float(tells[start:stop].sum()):
            gained = float(tells[borne].sum()) / total
            low, high = min(low, window.start), max(high, window.stop)
            last = int(places[ends[best] - 1]) + 1
            window = _Window(
                low, high, min(1.0, window.share + gained), window.rank + gained,
                min(window.first, int(places[best])), max(window.last, last),
            )  # fmt: skip
    return window


def _runs(marked: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where runs of marked elements start and stop."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return [(int(start), int(stop)) for start, stop in zip(edges[::2], edges[1::2], strict=True)]
