"""Words of all texts → the candidates of each, as ``link_kernel`` has them, where everything is in memory: compiled.

Prints are parted by their first bits, what they tell by text, so that each part fits into a cache: memory is read and
written from one end to the other, and no loop waits for it.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled, inner
from onrecord.trail.link_kernel import telling
from onrecord.trail.print_kernel import CONTEXT_BITS, MOST_WORDS, prints_of, right_context
from onrecord.trail.told_kernel import CHUNK, TEXT_BITS, best_of, tell

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRINT, CONTEXT, OWNER = range(3)
ENTRY = 3
"""Numbers kept for each print: itself, what follows it, and its text with how many words this has."""
MOST_ENTRIES = 1 << 24
"""Prints that are in memory at once, but for a part that has more of its own."""
EACH = 1 << 15
"""Prints of a part, about."""
_BUCKET_BITS = 16
_DIGIT = CONTEXT_BITS
_DIGITS = 4  # the words of a context; even, so that the last turn ends where the first began
_DIGIT_MASK = np.uint64((1 << _DIGIT) - 1)
_1, _32 = np.uint64(1), np.uint64(32)
_LOW_32 = np.uint64(0xFFFFFFFF)


def candidates_of(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], starts: NDArray[np.int64], found: NDArray[np.int32]
) -> None:
    """For each text, numbered by time, up to twelve others that share prints with it.

    :param found: written, in the first columns; what is there where there are fewer stays.
    """
    bits = max(0, min(12, (2 * len(hashes) // EACH).bit_length()))
    sizes = part_sizes(hashes, flags, starts, bits)
    texts = len(starts) - 1
    ranges = (texts >> TEXT_BITS) + 1
    told = np.empty((4 * int(sizes.sum()) // CHUNK + ranges + 1, CHUNK), np.uint64)
    whose = np.empty(len(told), np.int32)
    cursors = np.zeros(ranges, np.int64)
    used, first = 0, 0
    entries = np.empty((0, ENTRY), np.uint64)
    while first < len(sizes):
        stop = first + 1
        while stop < len(sizes) and sizes[first : stop + 1].sum() <= MOST_ENTRIES:
            stop += 1
        places = np.concatenate([[0], np.cumsum(sizes[first:stop])])
        if places[-1] > len(entries):
            entries = np.empty((int(places[-1]), ENTRY), np.uint64)
        fill_parts(hashes, flags, starts, bits, first, places, entries)
        used = link_parts(entries, places, bits, texts, told, whose, cursors, used)
        first = stop
    del entries
    best_of(told, whose[:used], cursors, found)


@compiled
def part_sizes(
    hashes: NDArray[np.uint64], flags: NDArray[np.uint8], starts: NDArray[np.int64], bits: int
) -> NDArray[np.int64]:
    """How many prints each part has; ``bits`` of a print tell its part."""
    sizes = np.zeros(1 << bits, np.int64)
    prints, ends = np.empty(2 * MOST_WORDS, np.uint64), np.empty(2 * MOST_WORDS, np.int32)
    by = np.uint64(63 - bits)
    for text in range(len(starts) - 1):
        for nth in range(prints_of(hashes, flags, starts[text], starts[text + 1], prints, ends, 0)):
            sizes[np.int64((prints[nth] >> _1) >> by)] += 1
    return sizes


@compiled
def fill_parts(
    hashes: NDArray[np.uint64],
    flags: NDArray[np.uint8],
    starts: NDArray[np.int64],
    bits: int,
    first: int,
    places: NDArray[np.int64],
    entries: NDArray[np.uint64],
) -> None:
    """Write the prints of some parts, from part ``first`` on; where each one's begin is in ``places``."""
    prints, ends = np.empty(2 * MOST_WORDS, np.uint64), np.empty(2 * MOST_WORDS, np.int32)
    by, parts = np.uint64(63 - bits), len(places) - 1
    places = places.copy()
    for text in range(len(starts) - 1):
        start, stop = starts[text], starts[text + 1]
        owner = (np.uint64(text) << _32) | np.uint64(min(stop - start, 0x7FFFFFFF))
        for nth in range(prints_of(hashes, flags, start, stop, prints, ends, 0)):
            part = np.int64((prints[nth] >> _1) >> by) - first
            if 0 <= part < parts:
                at = places[part]
                entries[at, PRINT], entries[at, OWNER] = prints[nth], owner
                entries[at, CONTEXT] = right_context(hashes, start + ends[nth], stop)
                places[part] = at + 1


@compiled
def link_parts(
    entries: NDArray[np.uint64],
    places: NDArray[np.int64],
    bits: int,
    texts: int,
    told: NDArray[np.uint64],
    whose: NDArray[np.int32],
    cursors: NDArray[np.int64],
    used: int,
) -> int:
    """Link the prints of some parts.

    :param told: written: chunks of links, each the lowest bits of its text's number, the other text, and what it tells.
    :param whose: written: the texts of each chunk, as their number's highest bits; ``used`` chunks are there before.
    :param cursors: place in ``told`` of each texts' next link; at a chunk's begin, a new one is taken.
    :return: how many chunks are there.
    """
    largest = np.int64(1)
    for part in range(len(places) - 1):
        largest = max(largest, places[part + 1] - places[part])
    order, spare = np.empty(largest, np.int32), np.empty(largest, np.int32)
    keys, other_keys = np.empty(largest, np.uint64), np.empty(largest, np.uint64)
    buckets = np.empty(largest, np.int32)
    counts, begins = np.zeros(1 << _BUCKET_BITS, np.int32), np.zeros(1 << _BUCKET_BITS, np.int32)
    digits = np.empty((_DIGITS, 1 << _DIGIT), np.int32)
    flat = told.reshape(-1)
    for part in range(len(places) - 1):
        mine = entries[places[part] : places[part + 1]]
        count = _repeated(mine, bits, counts, buckets, order, keys)
        _by_context(keys, other_keys, order, spare, count, digits)
        _by_bucket(order, spare, count, buckets, counts, begins)
        order, spare = spare, order
        first = 0
        while first < count:
            stop = first + 1
            bucket, hashed, apart = buckets[order[first]], mine[order[first], PRINT], False
            while stop < count and buckets[order[stop]] == bucket:
                apart |= mine[order[stop], PRINT] != hashed
                stop += 1
            if apart:
                stop = _equal_first(mine, order, spare, first, stop)
            if stop - first > 1:
                used = _link(mine, order, first, stop, texts, flat, whose, cursors, used)
            first = stop
    return used


@inner
def _repeated(
    mine: NDArray[np.uint64],
    bits: int,
    counts: NDArray[np.int32],
    buckets: NDArray[np.int32],
    order: NDArray[np.int32],
    keys: NDArray[np.uint64],
) -> int:
    """List the prints whose bucket has several, with what follows them; the others lead nowhere."""
    counts[:] = 0
    by, mask = np.uint64(64 - bits - _BUCKET_BITS), np.uint64((1 << _BUCKET_BITS) - 1)
    for nth in range(len(mine)):
        bucket = np.int64((mine[nth, PRINT] >> by) & mask)
        buckets[nth] = bucket
        counts[bucket] += 1
    count = 0
    for nth in range(len(mine)):
        order[count], keys[count] = nth, mine[nth, CONTEXT]
        count += counts[buckets[nth]] > 1
    return count


@compiled
def _by_context(
    keys: NDArray[np.uint64],
    other_keys: NDArray[np.uint64],
    order: NDArray[np.int32],
    spare: NDArray[np.int32],
    count: int,
    digits: NDArray[np.int32],
) -> None:
    """Sort by what follows, from the lowest digit on; equal ones stay in their order."""
    digits[:] = 0
    for nth in range(count):
        key = keys[nth]
        for digit in range(_DIGITS):
            digits[digit, np.int64((key >> np.uint64(_DIGIT * digit)) & _DIGIT_MASK)] += 1
    for digit in range(_DIGITS):
        total = np.int32(0)
        for value in range(1 << _DIGIT):
            here = digits[digit, value]
            digits[digit, value] = total
            total += here
        by, places = np.uint64(_DIGIT * digit), digits[digit]
        for nth in range(count):
            key = keys[nth]
            value = np.int64((key >> by) & _DIGIT_MASK)
            at = places[value]
            other_keys[at], spare[at] = key, order[nth]
            places[value] = at + 1
        keys, other_keys = other_keys, keys
        order, spare = spare, order


@inner
def _by_bucket(
    order: NDArray[np.int32],
    sorted_order: NDArray[np.int32],
    count: int,
    buckets: NDArray[np.int32],
    counts: NDArray[np.int32],
    begins: NDArray[np.int32],
) -> None:
    """Put those of one bucket beside one another, in their order."""
    total = np.int32(0)
    for bucket in range(len(counts)):
        begins[bucket] = total
        total += counts[bucket] if counts[bucket] > 1 else 0
    for nth in range(count):
        bucket = buckets[order[nth]]
        sorted_order[begins[bucket]] = order[nth]
        begins[bucket] += 1


@inner
def _equal_first(
    mine: NDArray[np.uint64], order: NDArray[np.int32], spare: NDArray[np.int32], first: int, stop: int
) -> int:
    """Of a bucket's prints put those equal to the first one in front, the order of each kept; where the others begin."""
    hashed = mine[order[first], PRINT]
    kept, others = first, 0
    for nth in range(first, stop):
        if mine[order[nth], PRINT] == hashed:
            order[kept] = order[nth]
            kept += 1
        else:
            spare[others] = order[nth]
            others += 1
    for nth in range(others):
        order[kept + nth] = spare[nth]
    return kept


@inner
def _link(
    mine: NDArray[np.uint64],
    order: NDArray[np.int32],
    first: int,
    stop: int,
    texts: int,
    told: NDArray[np.uint64],
    whose: NDArray[np.int32],
    cursors: NDArray[np.int64],
    used: int,
) -> int:
    """Write the links of equal prints, ordered by what follows; how many chunks there are."""
    hub = earliest = np.int64(mine[order[first], OWNER] >> _32)
    longest = np.int64(0)
    for nth in range(first, stop):
        owner = mine[order[nth], OWNER]
        text, length = np.int64(owner >> _32), np.int64(owner & _LOW_32)
        earliest = min(earliest, text)
        if length > longest or (length == longest and text < hub):
            hub, longest = text, length
    tells = np.uint64(telling(texts, stop - first))
    before, text = np.int64(-1), np.int64(mine[order[first], OWNER] >> _32)
    for nth in range(first, stop):
        after = np.int64(mine[order[nth + 1], OWNER] >> _32) if nth + 1 < stop else np.int64(-1)
        if hub != text:
            used = tell(text, hub, tells, told, whose, cursors, used)
        if before >= 0 and before != text and before != hub:
            used = tell(text, before, tells, told, whose, cursors, used)
        if after >= 0 and after != text and after != hub and after != before:
            used = tell(text, after, tells, told, whose, cursors, used)
        if earliest != text and earliest != hub and earliest != before and earliest != after:
            used = tell(text, earliest, tells, told, whose, cursors, used)
        before, text = text, after
    return used
