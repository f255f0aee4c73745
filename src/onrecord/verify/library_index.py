"""Originals → one index of all their words and pairs of neighbours, kept from run to run under a hash of the texts.

What is looked up, and which places bear a quotation, is decided in ``library``.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.cache import Cache
from onrecord.model import OriginalText
from onrecord.settings import VERSION
from onrecord.verify.library_words import hashed, pairs_of

_VERSION = "words 1"
_SHIFT = np.uint64(32)
_SHA256, _ENDS = 64, 64


class WordIndex(Struct, frozen=True):
    """All words of all originals in one row, a word that matches nothing (0) behind each original.

    ``starts[i]`` is where word ``i`` starts in its original; the words of original ``n`` are ``first[n]:first[n + 1] - 1``.
    ``words_by_key`` and ``pairs_by_key`` hold ``hash << 32 | place in the row``, sorted.
    """

    words: NDArray[np.uint32]
    starts: NDArray[np.uint32]
    first: NDArray[np.uint32]
    words_by_key: NDArray[np.uint64]
    pairs_by_key: NDArray[np.uint64]

    def count(self, key: int, pairs: bool = False) -> int:
        """How often the word (or pair of neighbours) with this hash stands there."""
        low, high = self._bounds(key, pairs)
        return high - low

    def counts(self, keys: NDArray[np.uint32]) -> NDArray[np.int64]:
        """The same for many words at once."""
        lows = keys.astype(np.uint64) << _SHIFT
        rows = self.words_by_key
        found = np.searchsorted(rows, lows | np.uint64(0xFFFFFFFF), side="right") - np.searchsorted(rows, lows)
        return found.astype(np.int64)

    def places(self, key: int, pairs: bool = False) -> NDArray[np.int64]:
        """Places in the row of the word (or the first of the pair), in order."""
        low, high = self._bounds(key, pairs)
        rows = self.pairs_by_key if pairs else self.words_by_key
        return (rows[low:high] & np.uint64(0xFFFFFFFF)).astype(np.int64)

    def original_of(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Which original each place of the row belongs to."""
        return np.searchsorted(self.first, places, side="right") - 1

    def _bounds(self, key: int, pairs: bool) -> tuple[int, int]:
        rows = self.pairs_by_key if pairs else self.words_by_key
        first = key << 32
        low, high = rows.searchsorted(np.array((first, first | 0xFFFFFFFF), np.uint64))
        return int(low), int(high)


def indexed(originals: Sequence[OriginalText], cache: Cache | None = None) -> WordIndex:
    """The index of ``originals``, from ``cache`` if it is there."""
    key = _key(originals)
    kept = cache.get(key) if cache else None
    if kept is not None and (index := _unpacked(kept, len(originals))):
        return index
    index = _built(originals)
    if cache:
        cache.put(key, _packed(index))
        cache.prune()
    return index


def _key(originals: Sequence[OriginalText]) -> str:
    """A name for these texts: the hash of the bytes that each was read from by this version, where it is known."""
    digest = blake2b(f"{_VERSION} {VERSION}".encode(), digest_size=20)
    for original in originals:
        text = original.text
        if len(original.sha256) == _SHA256:
            facts = (original.sha256, original.kind, original.id, len(text), text[:_ENDS], text[-_ENDS:])
            digest.update(repr(facts).encode("utf-8", "surrogatepass"))
        else:
            data = text.encode("utf-8", "surrogatepass")
            digest.update(b"%d;" % len(data))
            digest.update(data)
    return f"{_VERSION} {digest.hexdigest()}"


def _built(originals: Sequence[OriginalText]) -> WordIndex:
    words, starts, sizes = [], [], [0]
    nothing = np.zeros(1, np.uint32)
    for original in originals:
        keys, places = hashed(original.text)
        words += [keys, nothing]
        starts += [places, np.array([len(original.text)], np.uint32)]
        sizes.append(len(keys) + 1)
    row = np.concatenate(words) if words else np.zeros(0, np.uint32)
    return WordIndex(
        words=row,
        starts=np.concatenate(starts) if starts else np.zeros(0, np.uint32),
        first=np.cumsum(sizes).astype(np.uint32),
        words_by_key=_sorted(row),
        pairs_by_key=_sorted(pairs_of(row)),
    )


def _sorted(keys: NDArray[np.uint32]) -> NDArray[np.uint64]:
    rows = (keys.astype(np.uint64) << _SHIFT) | np.arange(len(keys), dtype=np.uint64)
    found: NDArray[np.uint64] = np.sort(rows[keys != 0])
    return found


def _packed(index: WordIndex) -> bytes:
    arrays = (index.words_by_key, index.pairs_by_key, index.words, index.starts, index.first)
    head = np.array([len(array) for array in arrays], np.uint64)
    return b"".join([head.tobytes(), *(array.tobytes() for array in arrays)])


def _unpacked(data: memoryview, originals: int) -> WordIndex | None:
    """The arrays of a kept index; ``None`` if they are not those that belong there."""
    kinds = (np.uint64, np.uint64, np.uint32, np.uint32, np.uint32)
    sizes = [int(size) for size in np.frombuffer(data[:40], np.uint64)]
    arrays, at = [], 40
    for kind, size in zip(kinds, sizes, strict=True):
        stop = at + size * np.dtype(kind).itemsize
        if stop > len(data):
            return None
        arrays.append(np.frombuffer(data[at:stop], kind))
        at = stop
    if at != len(data) or len(arrays[4]) != originals + 1:
        return None
    by_key, pairs, words, starts, first = arrays
    return WordIndex(words, starts, first, by_key, pairs)
