"""Bytes → one number of 64 bits, eight bytes at a time, the same on every machine: compiled.

What a word is, and which of its bytes count, is ``words_kernel``'s.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled, inner
from onrecord.trail.instructions import eight

if TYPE_CHECKING:
    from numpy.typing import NDArray

BASIS = np.uint64(0xCBF29CE484222325)
_FACTOR = np.uint64(0x9FB21C651E98DF25)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_NONE, _8, _27, _30, _31, _32, _64 = (np.uint64(number) for number in (0, 8, 27, 30, 31, 32, 64))


@compiled
def mixed(hashed: np.uint64) -> np.uint64:
    """Spread the bits (the finaliser of SplitMix64); never 0."""
    hashed = (hashed ^ (hashed >> _30)) * _MIX_1
    hashed = (hashed ^ (hashed >> _27)) * _MIX_2
    hashed = hashed ^ (hashed >> _31)
    return hashed if hashed != _NONE else _FACTOR


@inner
def more(
    hashed: np.uint64, held: np.uint64, size: int, signs: np.uint64, count: int
) -> tuple[np.uint64, np.uint64, int]:
    """Go on with up to eight bytes.

    :param hashed: of all eights before; ``held`` are the bytes since, ``size`` is how many there were in all.
    :param signs: the bytes, the first of them lowest, and 0 behind the last of ``count``.
    """
    at = _8 * np.uint64(size & 7)
    held |= signs << at
    if (size & 7) + count >= 8:
        hashed = stirred(hashed, held)
        held = signs >> (_64 - at) if at else _NONE
    return hashed, held, size + count


@inner
def stirred(hashed: np.uint64, held: np.uint64) -> np.uint64:
    """Hash eight bytes into what was hashed before."""
    hashed = (hashed ^ held) * _FACTOR
    return hashed ^ (hashed >> _32)


@inner
def done(hashed: np.uint64, held: np.uint64, size: int) -> np.uint64:
    """The hash of all bytes; never 0."""
    return mixed(stirred(hashed, held) ^ np.uint64(size))


@compiled
def whole(data: NDArray[np.uint8], offsets: NDArray[np.int64], found: NDArray[np.uint64]) -> None:
    """Hash each text as it is, into ``found``; the empty one gives 0."""
    for text in range(len(offsets) - 1):
        place, stop = offsets[text], offsets[text + 1]
        hashed, held, size = BASIS, _NONE, stop - place
        while place + 8 <= stop:
            hashed = stirred(hashed, eight(data, place))
            place += 8
        for nth in range(stop - place):
            held |= np.uint64(data[place + nth]) << (_8 * np.uint64(nth))
        found[text] = done(hashed, held, size) if size else _NONE
