"""Word hashes of texts → their prints: every two words that only function words stand between, and every run of three words
with at most one that is none; and other hashes of whole texts. Compiled.

A run with more of them holds such two words, so that texts which share it share these. Who else has a print is
``link_kernel``'s and ``share_kernel``'s.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled, inner
from onrecord.trail.hash_kernel import mixed
from onrecord.trail.words_kernel import FUNCTION

if TYPE_CHECKING:
    from numpy.typing import NDArray

RUN = 3
"""Words of a run."""
_NO_KINDS, _RUN_BITS = np.uint64(0), np.uint64((1 << RUN) - 1)
MOST_WORDS = 2_000
"""Of a longer text the prints of its first words stand for it; a statement has a few dozen words."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_PAIR = np.uint64(0xD6E8FEB86659FD93)
CONTEXT_BITS = 11
"""Of each word behind a print: enough to tell words apart, as a rule, and few enough to be sorted quickly."""
_CONTEXT, _REST = np.uint64(CONTEXT_BITS), np.uint64(64 - CONTEXT_BITS)
_1, _16, _32, _48, _63 = np.uint64(1), np.uint64(16), np.uint64(32), np.uint64(48), np.uint64(63)


@compiled
def text_hashes(hashes: NDArray[np.uint64], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """One hash for the words of each text, in order; a text without words gives 0."""
    found = np.zeros(len(starts) - 1, np.uint64)
    for text in range(len(starts) - 1):
        hashed = np.uint64(starts[text + 1] - starts[text])
        if hashed:
            for word in range(starts[text], starts[text + 1]):
                hashed = (hashed ^ hashes[word]) * _FACTOR
                hashed ^= hashed >> _32
            found[text] = mixed(hashed)
    return found


@compiled
def signatures(hashes: NDArray[np.uint64], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """128 bits for each text, one set by each of its words."""
    found = np.zeros((len(starts) - 1, 2), np.uint64)
    for text in range(len(starts) - 1):
        for word in range(starts[text], starts[text + 1]):
            found[text, (hashes[word] >> _63)] |= _1 << ((hashes[word] >> _48) & _63)
    return found


@compiled
def print_places(flags: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each text's prints begin among all prints."""
    places = np.zeros(len(starts), np.int64)
    for text in range(len(starts) - 1):
        start, stop = starts[text], min(starts[text + 1], starts[text] + MOST_WORDS)
        kinds, count, before = _NO_KINDS, np.int64(0), False
        for word in range(start, stop):
            kinds = _kinds(kinds, flags[word])
            count += word - start >= RUN - 1 and _one_at_most(kinds)
            if kinds & _1:
                count += before
                before = True
        places[text + 1] = places[text] + count
    return places


@compiled
def all_prints(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], starts: NDArray[np.int64], places: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Hash the prints of all texts.

    :return: hashes, and how many words of its text stand before a print's end.
    """
    prints, ends = np.empty(places[-1], np.uint64), np.empty(places[-1], np.int32)
    for text in range(len(starts) - 1):
        prints_of(hashes, flags, starts[text], starts[text + 1], prints, ends, places[text])
    return prints, ends


@inner
def prints_of(
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    start: int,
    stop: int,
    prints: NDArray[np.uint64],
    ends: NDArray[np.int32],
    place: int,
) -> int:
    """Write the prints of one text and their ends from ``place`` on; where the next one's place is."""
    before, kinds = start - 1, _NO_KINDS
    for word in range(start, min(stop, start + MOST_WORDS)):
        kinds = _kinds(kinds, flags[word])
        if word - start >= RUN - 1 and _one_at_most(kinds):
            run = (hashes[word - 2] * _FACTOR + hashes[word - 1]) * _FACTOR + hashes[word]
            prints[place], ends[place] = mixed(run), word + 1 - start
            place += 1
        if kinds & _1:
            if before >= start:
                run = (hashes[before] ^ _PAIR) * _FACTOR + hashes[word]
                prints[place], ends[place] = mixed(run), word + 1 - start
                place += 1
            before = word
    return place


@inner
def _kinds(before: np.uint64, flag: np.uint8) -> np.uint64:
    """Which of the last three words are no function words: bits, the last word's lowest."""
    return ((before << _1) | np.uint64(flag & FUNCTION == 0)) & _RUN_BITS


@inner
def _one_at_most(kinds: np.uint64) -> bool:
    return bool(kinds & (kinds - _1) == _NO_KINDS)


@inner
def right_context(hashes: NDArray[np.uint64], word: int, stop: int) -> np.uint64:
    """The four words behind a print as one number, whose order is that of the words one after the other."""
    context = np.uint64(0)
    for step in range(4):
        context <<= _CONTEXT
        if word + step < stop:
            context |= (hashes[word + step] >> _REST) | _1
    return context


@compiled
def right_contexts(
    hashes: NDArray[np.uint64], starts: NDArray[np.int64], ends: NDArray[np.int32], owner: NDArray[np.int32]
) -> NDArray[np.uint64]:
    """What follows each print.

    :param ends: where each print ends in its text; ``owner`` are their texts.
    """
    contexts = np.empty(len(ends), np.uint64)
    for row in range(len(ends)):
        contexts[row] = right_context(hashes, starts[owner[row]] + ends[row], starts[owner[row] + 1])
    return contexts
