"""Bytes of texts → hashes and flags of their words: the loops over characters, compiled.

A word is a run of letters or of digits; of scripts written without spaces, a character.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled, inner
from onrecord.trail.hash_kernel import BASIS, done, mixed, more
from onrecord.trail.instructions import eight, zeros

if TYPE_CHECKING:
    from numpy.typing import NDArray

NUMBER, CAPITAL, FIRST, FUNCTION, NEGATION, NAME = 1, 2, 4, 8, 16, 32
"""Flags: a number; begins with a capital; first of its sentence; function word; negation; a name."""

_SEPARATOR, _LETTER, _DIGIT, _SKIP, _SINGLE, _UPPER, _APOSTROPHE, _END, _OTHER = range(9)
_NONE, _1, _8 = np.uint64(0), np.uint64(1), np.uint64(8)
_HIGH, _LOW = np.uint64(0x8080808080808080), np.uint64(0x7F7F7F7F7F7F7F7F)
_FROM_A, _BEYOND_Z = np.uint64(0x1F1F1F1F1F1F1F1F), np.uint64(0x0505050505050505)


def _ascii(code: int) -> int:
    sign = chr(code)
    kinds = {"'": _APOSTROPHE, "`": _APOSTROPHE, "[": _SKIP, "]": _SKIP} | dict.fromkeys('.!?:"', _END)
    if sign.isalnum():
        return _DIGIT if sign.isdigit() else _UPPER if sign.isupper() else _LETTER
    return kinds.get(sign, _SEPARATOR)


_ASCII = np.array([_ascii(code) for code in range(128)] + [_OTHER] * 128, np.uint8)


@compiled
def _beyond(code: int) -> int:
    """What a character beyond ASCII is, once accents are taken apart."""
    if code == 0x2019 or code == 0x2018 or code == 0x2BC:
        return _APOSTROPHE
    if code == 0x201C or code == 0x201D or code == 0xAB or code == 0xBB or code == 0x2026:
        return _END
    if 0x300 <= code <= 0x36F or code == 0xAD or 0x200B <= code <= 0x200F or 0x2060 <= code <= 0x2064 or code == 0xFEFF:
        return _SKIP
    if code < 0xC0 or code == 0xD7 or code == 0xF7 or 0x2000 <= code <= 0x2BFF or 0x3000 <= code <= 0x3004:
        return _SEPARATOR
    if 0x3008 <= code <= 0x3020 or 0xFE00 <= code <= 0xFE0F or 0x1F000 <= code <= 0x1FAFF or 0xE000 <= code <= 0xF8FF:
        return _SEPARATOR
    if 0x0E00 <= code <= 0x0EFF or 0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF:
        return _SINGLE
    if 0xC0 <= code <= 0xDE or 0x391 <= code <= 0x3A9 or 0x400 <= code <= 0x42F:
        return _UPPER
    return _LETTER


@compiled
def _lower(code: int) -> int:
    return code + 80 if 0x400 <= code <= 0x40F else code + 32


@compiled
def _kind(hashed: np.uint64, slots: NDArray[np.uint64], kinds: NDArray[np.uint8]) -> int:
    mask = np.uint64(len(slots) - 1)
    slot = hashed & mask
    while slots[slot] != np.uint64(0):
        if slots[slot] == hashed:
            return int(kinds[slot])
        slot = (slot + np.uint64(1)) & mask
    return 0


@inner
def _lower_letters(signs: np.uint64) -> int:
    """How many of eight bytes, from the first on, are letters from a to z."""
    low = signs & _LOW
    letters = (low + _FROM_A) & ~(low + _BEYOND_Z) & ~signs
    return int(zeros(~letters & _HIGH) >> 3)


@compiled
def unfold(data: NDArray[np.uint8], offsets: NDArray[np.int64], found: NDArray[np.bool_]) -> bool:
    """Which texts have characters that accents must be taken apart from: all but ASCII, quote marks, dashes and dots.

    :return: whether any has.
    """
    some = False
    for text in range(len(found)):
        place, stop = offsets[text], offsets[text + 1]
        while place < stop:
            if place + 8 <= stop and eight(data, place) & _HIGH == _NONE:
                place += 8
            elif data[place] < 0x80:
                place += 1
            elif place + 1 < stop and data[place] == 0xC2 and data[place + 1] == 0xA0:
                place += 2
            elif (
                place + 2 < stop
                and data[place] == 0xE2
                and data[place + 1] == 0x80
                and (0x93 <= data[place + 2] <= 0x9E or data[place + 2] == 0xA6)
            ):
                place += 3
            else:
                found[text] = some = True
                break
    return some


@compiled
def scan(  # noqa: C901, PLR0915 - one pass over the characters; each branch is one kind of character
    data: NDArray[np.uint8],
    offsets: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    starts: NDArray[np.int64],
    count: int,
) -> int:
    """Fill ``hashes``, ``flags`` (numbers, capitals, first words) from ``count`` on, and ``starts``; how many words there are."""
    for text in range(len(offsets) - 1):
        starts[text] = count
        place, stop = offsets[text], offsets[text + 1]
        hashed, held, size, length, flag, digits = BASIS, _NONE, 0, 0, np.uint8(0), False
        first = FIRST
        while place <= stop:
            kind, code, wide = _SEPARATOR, 32, 1
            if place < stop:
                code = np.int64(data[place])
                kind = np.int64(_ASCII[code])
                if kind == _LETTER and not digits:
                    # Most of all characters: the rest of a word.
                    letters = 8
                    while letters == 8 and place + 8 <= len(data):
                        signs = eight(data, place)
                        letters = min(_lower_letters(signs), stop - place)
                        if letters < 8:
                            signs &= (_1 << (_8 * np.uint64(letters))) - _1
                        hashed, held, size = more(hashed, held, size, signs, letters)
                        length += letters
                        place += letters
                    code = np.int64(data[place]) if place < stop else 32
                    kind = np.int64(_ASCII[code])
                    while kind == _LETTER:  # at the end of all texts, where there are no eight
                        hashed, held, size = more(hashed, held, size, np.uint64(code), 1)
                        length += 1
                        place += 1
                        code = np.int64(data[place]) if place < stop else 32
                        kind = np.int64(_ASCII[code])
                    if code == 32:
                        hashes[count] = done(hashed, held, size)
                        flags[count] = flag | first
                        count += 1
                        first = 0
                        hashed, held, size, length, flag = BASIS, _NONE, 0, 0, np.uint8(0)
                        place += 1
                        continue
                if kind == _OTHER:
                    wide = 2 if code < 0xE0 else 3 if code < 0xF0 else 4
                    code &= 0x7F >> wide
                    for step in range(1, wide):
                        code = (code << 6) | (np.int64(data[place + step]) & 0x3F)
                    kind = _beyond(code)
            if length and kind in (_APOSTROPHE, _SKIP):
                place += wide
                continue
            if digits and length and (code == 44 or code == 46) and place + 1 < stop and 48 <= data[place + 1] <= 57:
                if code == 46:
                    hashed, held, size = more(hashed, held, size, np.uint64(46), 1)
                place += wide
                continue
            goes_on = kind == _DIGIT or (kind in (_LETTER, _UPPER) and not (digits and length))
            if length and not goes_on:
                hashes[count] = done(hashed, held, size)
                flags[count] = flag | first
                count += 1
                # A dot behind a single letter is that of an initial.
                first = FIRST if kind == _END and not (code == 46 and length == 1) else 0
                hashed, held, size, length, flag, digits = BASIS, _NONE, 0, 0, np.uint8(0), False
            elif kind == _END and count > starts[text]:
                first = FIRST
            if kind == _SINGLE or (
                code == 37 and kind == _SEPARATOR and place < stop
            ):  # % is a word of its own, as 中 is
                hashes[count] = mixed(BASIS ^ np.uint64(code))
                flags[count] = 0
                count += 1
            elif kind in (_LETTER, _UPPER, _DIGIT):
                if length == 0:
                    digits = kind == _DIGIT
                    flag = np.uint8(NUMBER if digits else CAPITAL if kind == _UPPER else 0)
                if kind == _UPPER:
                    code = _lower(code)
                signs = np.uint64(code)
                hashed, held, size = more(hashed, held, size, signs, 1 if code < 0x100 else 2 if code < 0x10000 else 3)
                length += 1
            place += wide
    starts[len(offsets) - 1] = count
    return count


@compiled
def tell_kinds(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], slots: NDArray[np.uint64], kinds: NDArray[np.uint8]
) -> None:
    """Flag the words that a hash table knows."""
    for word in range(len(hashes)):
        flags[word] |= _kind(hashes[word], slots, kinds)


@compiled
def mark_first_names(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], starts: NDArray[np.int64], seen: NDArray[np.uint8]
) -> None:
    """Flag names: capitals within a sentence; at its start those that are seen so elsewhere and never in lower case.

    In a text of capitals, such as a headline, none is told.
    """
    shift = np.uint64(42)
    for text in range(len(starts) - 1):
        capitals = told = 0
        for word in range(starts[text], starts[text + 1]):
            if flags[word] & (NUMBER | FUNCTION) == 0:
                told += 1
                capitals += (flags[word] & CAPITAL) > 0
        if told >= 4 and capitals * 10 > told * 6:
            for word in range(starts[text], starts[text + 1]):
                flags[word] &= ~np.uint8(CAPITAL | FIRST)
            continue
        for word in range(starts[text], starts[text + 1]):
            if flags[word] & (NUMBER | FUNCTION | NEGATION) == 0:
                slot = hashes[word] >> shift
                if flags[word] & CAPITAL == 0:
                    seen[slot] |= 1
                elif flags[word] & FIRST == 0:
                    seen[slot] |= 2
                    flags[word] |= NAME
    for word in range(len(hashes)):
        if flags[word] & (CAPITAL | FIRST | FUNCTION) == (CAPITAL | FIRST) and seen[hashes[word] >> shift] == 2:
            flags[word] |= NAME
