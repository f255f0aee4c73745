"""Text → its words as 32-bit hashes with their places, by array operations: what the index of originals is made of.

Keys agree with ``text.words.fold`` on case, accents, apostrophes and width, so that what the judging takes for the same
word is found; they are a little coarser, since a hash only finds candidates. Scripts written without spaces give one
word a character. Looking words up is left to ``library_index``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.text.words import APOSTROPHES, fold, is_single

_APART, _LETTER, _SINGLE, _UNSEEN = 0, 1, 2, 3
_CHUNK = 1 << 18
"""Code points hashed at once: their arrays stay within the processor's cache, and memory stays bounded."""
_BLOCK = 256
_PLANES = 0x110000 // _BLOCK
_BASE = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_MIX = 0xFF51AFD7ED558CCD

Words = tuple[NDArray[np.uint32], NDArray[np.uint32]]
"""Hash of each word, never 0, and the code point at which it starts."""


def hashed(text: str) -> Words:
    """All words of ``text`` in order; linear in its length."""
    hashes, starts = [], []
    for offset, part in _chunks(text):
        keys, places = _hashed(part)
        hashes.append(keys)
        starts.append((places + offset).astype(np.uint32))
    if not hashes:
        return np.zeros(0, np.uint32), np.zeros(0, np.uint32)
    return np.concatenate(hashes), np.concatenate(starts)


def hash_of(word: str) -> int:
    """Hash of a single word; 0 if ``word`` is none or several."""
    keys, _ = hashed(word)
    return int(keys[0]) if len(keys) == 1 else 0


def pairs_of(keys: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Hash of each two neighbours; 0 where one of them is 0."""
    first, second = keys[:-1].astype(np.uint64), keys[1:].astype(np.uint64)
    mixed = ((first << np.uint64(32)) | second) * np.uint64(_MIX)
    found = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(_BASE) >> np.uint64(32)
    found[(first == 0) | (second == 0)] = 0
    return found.astype(np.uint32)


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """The text in parts that end at white space, or where they must."""
    start = 0
    while start < len(text):
        stop = min(len(text), start + _CHUNK)
        if stop < len(text):
            space = max(text.rfind(" ", start + _CHUNK // 2, stop), text.rfind("\n", start + _CHUNK // 2, stop))
            stop = space + 1 if space >= 0 else stop
        yield start, text[start:stop]
        start = stop


def _hashed(text: str) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    kinds, values = _tables.of(text)
    places: NDArray[np.int64] | None = None
    if (unseen := kinds == _UNSEEN).any():
        places = np.flatnonzero(~unseen)
        kinds, values = kinds[places], values[places]
    letter, single = kinds == _LETTER, kinds == _SINGLE
    first, last = letter.copy(), letter.copy()
    first[1:] &= ~letter[:-1]
    last[:-1] &= ~letter[1:]
    starts, stops = np.flatnonzero(first | single), np.flatnonzero(last | single) + 1
    powers, inverses = _powers()
    sums = np.zeros(len(values) + 1, np.uint64)
    np.cumsum(values * powers[: len(values)], out=sums[1:])
    keys = (sums[stops] - sums[starts]) * inverses[starts]
    keys = (keys ^ (keys >> np.uint64(32))) * np.uint64(_MIX) >> np.uint64(32)
    keys[keys == 0] = 1
    return keys.astype(np.uint32), starts if places is None else places[starts]


@cache
def _powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of an odd base modulo 2**64 and of its inverse: a word's hash is a difference of sums (Karp & Rabin 1987)."""
    powers, inverses = np.full(_CHUNK, _BASE, np.uint64), np.full(_CHUNK, pow(_BASE, -1, 1 << 64), np.uint64)
    powers[0] = inverses[0] = 1
    return np.cumprod(powers), np.cumprod(inverses)


class _Tables:
    """For each code point what it is and the value it adds; filled block by block, for texts use few of them."""

    def __init__(self) -> None:
        self.kinds = np.zeros(0, np.uint8)
        self.values = np.zeros(0, np.uint64)
        self.slots = np.full(_PLANES, -1, np.int64)
        self._fill([0])

    def of(self, text: str) -> tuple[NDArray[np.uint8], NDArray[np.uint64]]:
        if text.isascii():
            codes: NDArray[Any] = np.frombuffer(text.encode("ascii"), np.uint8)
        else:
            wide = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
            blocks = wide >> 8
            self._fill(np.flatnonzero(np.bincount(blocks)).tolist())
            codes = (self.slots[blocks] << 8) | (wide & 0xFF)
        return self.kinds[codes], self.values[codes]

    def _fill(self, blocks: list[int]) -> None:
        new = [block for block in blocks if self.slots[block] < 0]
        if not new:
            return
        rows = [_row(chr(code)) for block in new for code in range(block * _BLOCK, (block + 1) * _BLOCK)]
        kinds, values = zip(*rows, strict=True)
        at = len(self.kinds) // _BLOCK
        self.slots[new] = np.arange(at, at + len(new))
        self.kinds = np.concatenate([self.kinds, np.array(kinds, np.uint8)])
        self.values = np.concatenate([self.values, np.array(values, np.uint64)])


def _row(letter: str) -> tuple[int, int]:
    """What a code point is and the value it adds to its word's hash."""
    category = unicodedata.category(letter)
    if letter in APOSTROPHES or (category in ("Cf", "Mn", "Me") and not "\u0900" <= letter <= "\u0dff"):
        return (_SINGLE, _value(ord(letter))) if is_single(letter) else (_UNSEEN, 0)
    if is_single(letter):
        return _SINGLE, _value(ord(unicodedata.normalize("NFKC", letter)[0]))
    if category[0] not in "LNM":
        return _APART, 0
    folded = fold(letter) or letter
    return _LETTER, _value(ord(folded[0])) + (_value(ord(folded[1])) * _BASE if len(folded) > 1 else 0) & _MASK


def _value(code: int) -> int:
    """A value for each code point that looks random (the finaliser of SplitMix64, Steele et al. 2014)."""
    mixed = (code * _BASE + 0xD1B54A32D192ED03) & _MASK
    mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
    return mixed ^ (mixed >> 31)


_tables = _Tables()
