"""Word hashes of variants → prints of three words, who else has them, and the candidates that each variant may come from.

Every loop over words or prints is here, compiled; all of them are linear but for the sort of the prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled
from onrecord.trail.words_kernel import FUNCTION, mixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

RUN = 3
"""Words of a print."""
MOST_WORDS = 2_000
"""Of a longer text the prints of its first words stand for it; a statement has a few dozen words."""
CANDIDATES = 16
_SLOTS = 256
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_PAIR = np.uint64(0xD6E8FEB86659FD93)
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
        stop = min(starts[text + 1], starts[text] + MOST_WORDS)
        content = np.int64(0)
        for word in range(starts[text], stop):
            content += flags[word] & FUNCTION == 0
        places[text + 1] = places[text] + max(0, stop - starts[text] - RUN + 1) + max(0, content - 1)
    return places


@compiled
def all_prints(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], starts: NDArray[np.int64], places: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Hash every run of three words, and every two words that only function words stand between.

    :return: hashes, and how many words of its text stand before a print's end.
    """
    prints, ends = np.empty(places[-1], np.uint64), np.empty(places[-1], np.int32)
    for text in range(len(starts) - 1):
        start, stop = starts[text], min(starts[text + 1], starts[text] + MOST_WORDS)
        place = places[text]
        before = start - 1
        for word in range(start, stop):
            if word - start >= RUN - 1:
                run = (hashes[word - 2] * _FACTOR + hashes[word - 1]) * _FACTOR + hashes[word]
                prints[place], ends[place] = mixed(run), word + 1 - start
                place += 1
            if flags[word] & FUNCTION == 0:
                if before >= start:
                    run = (hashes[before] ^ _PAIR) * _FACTOR + hashes[word]
                    prints[place], ends[place] = mixed(run), word + 1 - start
                    place += 1
                before = word
    return prints, ends


@compiled
def shared(
    prints: NDArray[np.uint64], places: NDArray[np.int64], bits: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Places of the prints that probably occur more than once, and their texts; the others are most and lead nowhere."""
    counts = np.zeros(1 << bits, np.uint8)
    shift = np.uint64(64 - bits)
    for place in range(len(prints)):
        slot = prints[place] >> shift
        counts[slot] += counts[slot] < 2
    kept = 0
    for place in range(len(prints)):
        kept += counts[prints[place] >> shift] > 1
    found, owners = np.empty(kept, np.int64), np.empty(kept, np.int32)
    kept = 0
    for text in range(len(places) - 1):
        for place in range(places[text], places[text + 1]):
            if counts[prints[place] >> shift] > 1:
                found[kept] = place
                owners[kept] = text
                kept += 1
    return found, owners


@compiled
def _right(hashes: NDArray[np.uint64], word: int, stop: int) -> np.uint64:
    """The four words behind a print as one number, whose order is that of the words one after the other."""
    context = np.uint64(0)
    for step in range(4):
        context <<= _16
        if word + step < stop:
            context |= (hashes[word + step] >> _48) | _1
    return context


@compiled
def link(
    hashes: NDArray[np.uint64],
    starts: NDArray[np.int64],
    ends: NDArray[np.int32],
    owner: NDArray[np.int32],
    prints: NDArray[np.uint64],
    order: NDArray[np.int64],
    total: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """For each print: its list's longest text (the hub), its two neighbours in the order of what follows, its earliest text.

    Texts are numbered by time. -1 stands for none.

    :param ends: where each shared print ends in its text; ``owner`` and ``prints`` are theirs, too.
    :param order: numbers of the shared prints, so that equal ones stand together.
    :return: links, one row of four for each print, and how much a print tells: the binary logarithm of how rare it is.
    """
    links = np.full((len(ends), 4), -1, np.int32)
    tells = np.zeros(len(ends), np.float32)
    first = 0
    while first < len(order):
        stop = first + 1
        while stop < len(order) and prints[order[stop]] == prints[order[first]]:
            stop += 1
        size = stop - first
        if size > 1:
            context = np.empty(size, np.uint64)
            hub = earliest = owner[order[first]]
            for nth in range(size):
                row = order[first + nth]
                text = owner[row]
                context[nth] = _right(hashes, starts[text] + ends[row], starts[text + 1])
                earliest = min(earliest, text)
                longer = (starts[text + 1] - starts[text]) - (starts[hub + 1] - starts[hub])
                if longer > 0 or (longer == 0 and text < hub):
                    hub = text
            ranked = np.argsort(context, kind="mergesort")
            information = np.float32(np.log2(1.0 + total / size))
            for nth in range(size):
                row = order[first + ranked[nth]]
                links[row, 0] = hub
                links[row, 1] = owner[order[first + ranked[nth - 1]]] if nth else -1
                links[row, 2] = owner[order[first + ranked[nth + 1]]] if nth + 1 < size else -1
                links[row, 3] = earliest
                tells[row] = information
        first = stop
    return links, tells


@compiled
def candidates(
    links: NDArray[np.int32], tells: NDArray[np.float32], owner: NDArray[np.int32], texts: int
) -> NDArray[np.int32]:
    """For each text up to sixteen others, those first whose common prints tell most; -1 where there are fewer."""
    best = np.full((texts, CANDIDATES), -1, np.int32)
    slots, sums = np.full(_SLOTS, -1, np.int32), np.zeros(_SLOTS, np.float32)
    used = np.empty(_SLOTS, np.int64)
    row = 0
    while row < len(owner):
        text, count = owner[row], 0
        while row < len(owner) and owner[row] == text:
            for kind in range(4):
                other = links[row, kind]
                if other < 0 or other == text or _named_before(links[row], kind):
                    continue
                slot = _slot(slots, other)
                if slots[slot] < 0:
                    if count >= _SLOTS // 2:
                        continue
                    slots[slot] = other
                    used[count] = slot
                    count += 1
                sums[slot] += tells[row]
            row += 1
        _take_best(slots, sums, used, count, best[text])
        for nth in range(count):
            slots[used[nth]] = -1
            sums[used[nth]] = 0
    return best


@compiled
def _named_before(links: NDArray[np.int32], kind: int) -> bool:
    return bool((links[:kind] == links[kind]).any())


@compiled
def _slot(slots: NDArray[np.int32], other: int) -> int:
    """Where a number stands in a hash table, or may be put."""
    slot = (other * 40503) & (_SLOTS - 1)
    while slots[slot] >= 0 and slots[slot] != other:
        slot = (slot + 1) & (_SLOTS - 1)
    return slot


@compiled
def _take_best(
    slots: NDArray[np.int32], sums: NDArray[np.float32], used: NDArray[np.int64], count: int, best: NDArray[np.int32]
) -> None:
    """Insert into a short sorted list; equal sums are ordered by number."""
    kept = 0
    for nth in range(count):
        slot = used[nth]
        other, told = slots[slot], sums[slot]
        at = kept
        while at > 0:
            before = best[at - 1]
            back = _slot(slots, before)
            if sums[back] > told or (sums[back] == told and before < other):
                break
            at -= 1
        if at < CANDIDATES:
            stop = min(kept, CANDIDATES - 1)
            for place in range(stop, at, -1):
                best[place] = best[place - 1]
            best[at] = other
            kept = min(kept + 1, CANDIDATES)
