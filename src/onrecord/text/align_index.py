"""A sequence of keys → where each key, pair, triple or run of them stands; prepared once for many alignments.

What is looked up is decided in ``align``.
"""

from __future__ import annotations

from collections.abc import Sequence

_SEPARATOR = "\x1f"
_LONGEST_GRAM = 3


class Index:
    """The second sequence, prepared once for many alignments. Building it is linear."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = keys
        self.places: dict[str, list[int]] = {}
        for at, key in enumerate(keys):
            self.places.setdefault(key, []).append(at)
        self.joined = _join(keys)
        self._grams: dict[int, dict[tuple[str, ...], list[int]]] = {}

    def rare_places(self, a: Sequence[str], at: int, limit: int) -> Sequence[int]:
        """Places where ``a[at]`` stands, or where it begins a pair or triple of ``a``, if at most ``limit``."""
        places: Sequence[int] = self.places.get(a[at], ())
        for size in range(2, _LONGEST_GRAM + 1):
            if len(places) <= limit or at + size > len(a):
                break
            places = self._of_size(size).get(tuple(a[at : at + size]), ())
        return places if len(places) <= limit else ()

    def _of_size(self, size: int) -> dict[tuple[str, ...], list[int]]:
        if size not in self._grams:
            grams: dict[tuple[str, ...], list[int]] = {}
            for at, gram in enumerate(zip(*(self.keys[n:] for n in range(size)), strict=False)):
                grams.setdefault(gram, []).append(at)
            self._grams[size] = grams
        return self._grams[size]

    def find(self, keys: Sequence[str], limit: int = 1, start: int = 0) -> list[int]:
        """First ``limit`` places where ``keys`` stand as one run, by the (linear) string search of Python."""
        found: list[int] = []
        needle = _join(keys)
        at = self.joined.find(needle, start) if keys else -1
        place, counted = 0, 0
        while at >= 0 and len(found) < limit:
            place += self.joined.count(_SEPARATOR, counted, at)
            counted = at
            found.append(place)
            at = self.joined.find(needle, at + 1)
        return found


def _join(keys: Sequence[str]) -> str:
    return _SEPARATOR + "".join(key + _SEPARATOR for key in keys)
