"""Word hashes of variants → prints of three words, who else has them, and the candidates that each variant may come from.

Every loop over words or prints is here, compiled; all of them are linear but for the sort of the prints.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
_FEW = 16
_EACH = 1 << 16
_DIGIT = 11
_DIGIT_MASK = np.uint64((1 << _DIGIT) - 1)
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
def right_contexts(
    hashes: NDArray[np.uint64], starts: NDArray[np.int64], ends: NDArray[np.int32], owner: NDArray[np.int32]
) -> NDArray[np.uint64]:
    """What follows each print.

    :param ends: where each print ends in its text; ``owner`` are their texts.
    """
    contexts = np.empty(len(ends), np.uint64)
    for row in range(len(ends)):
        contexts[row] = _right(hashes, starts[owner[row]] + ends[row], starts[owner[row] + 1])
    return contexts


@compiled
def link_all(
    lengths: NDArray[np.int64],
    contexts: NDArray[np.uint64],
    owner: NDArray[np.int32],
    prints: NDArray[np.uint64],
    total: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """What :func:`link` gives, for prints in any order: parted by their first bits, so that each part fits into a cache."""
    links = np.full((len(owner), 4), -1, np.int32)
    tells = np.zeros(len(owner), np.float32)
    bits = 0
    while bits < 12 and len(prints) >> bits > _EACH:
        bits += 1
    by = np.uint64(63 - bits)
    begins = np.zeros((1 << bits) + 1, np.int64)
    for nth in range(len(prints)):
        begins[np.int64((prints[nth] >> _1) >> by) + 1] += 1
    largest = begins.max()
    begins = np.cumsum(begins)
    places = begins.copy()
    rows = np.empty(len(prints), np.int32)
    for nth in range(len(prints)):
        part = np.int64((prints[nth] >> _1) >> by)
        rows[places[part]] = nth
        places[part] += 1
    own, long, keys = np.empty(largest, np.int32), np.empty(largest, np.int64), np.empty(largest, np.uint64)
    follows = np.empty(largest, np.uint64)
    for part in range(len(begins) - 1):
        start, size = begins[part], begins[part + 1] - begins[part]
        for nth in range(size):
            row = rows[start + nth]
            own[nth], keys[nth], follows[nth] = owner[row], prints[row], contexts[row]
        for nth in range(size):
            long[nth] = lengths[own[nth]]
        some, told = _link(long, follows, own, keys, grouped(keys[:size]), total)
        for nth in range(size):
            row = rows[start + nth]
            for kind in range(4):
                links[row, kind] = some[nth, kind]
            tells[row] = told[nth]
    return links, tells


@compiled
def grouped(prints: NDArray[np.uint64]) -> NDArray[np.int32]:
    """Numbers of prints so that equal ones stand together, else in their order: a radix sort, from the lowest digit on."""
    count = len(prints)
    order, other = np.empty(count, np.int32), np.empty(count, np.int32)
    keys, other_keys = prints.copy(), np.empty(count, np.uint64)
    for nth in range(count):
        order[nth] = nth
    places = np.empty(1 << _DIGIT, np.int64)
    for shift in range(0, 64, _DIGIT):
        places[:] = 0
        by = np.uint64(shift)
        for nth in range(count):
            places[np.int64((keys[nth] >> by) & _DIGIT_MASK)] += 1
        total = 0
        for digit in range(len(places)):
            here = places[digit]
            places[digit] = total
            total += here
        for nth in range(count):
            digit = np.int64((keys[nth] >> by) & _DIGIT_MASK)
            at = places[digit]
            other_keys[at], other[at] = keys[nth], order[nth]
            places[digit] = at + 1
        order, other = other, order
        keys, other_keys = other_keys, keys
    return order


@compiled
def link(
    lengths: NDArray[np.int64],
    contexts: NDArray[np.uint64],
    owner: NDArray[np.int32],
    prints: NDArray[np.uint64],
    order: NDArray[np.int64],
    total: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """For each print: its list's longest text (the hub), its two neighbours in the order of what follows, its earliest text.

    Texts are numbered by time. -1 stands for none.

    :param lengths: words of each text; ``contexts``, ``owner`` and ``prints`` are those of the shared prints.
    :param order: numbers of the shared prints, so that equal ones stand together.
    :param total: how many texts there are.
    :return: links, one row of four for each print, and how much a print tells: the binary logarithm of how rare it is.
    """
    return _link(lengths[owner], contexts, owner, prints, order, total)


@compiled
def _link(
    lengths: NDArray[np.int64],
    contexts: NDArray[np.uint64],
    owner: NDArray[np.int32],
    prints: NDArray[np.uint64],
    order: NDArray[Any],
    total: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The same with the lengths of each print's text."""
    links = np.full((len(order), 4), -1, np.int32)
    tells = np.zeros(len(order), np.float32)
    context, ranked = np.empty((2, 64), np.uint64), np.empty((2, 64), np.int32)
    first = 0
    while first < len(order):
        of = prints[order[first]]
        stop = first + 1
        while stop < len(order) and prints[order[stop]] == of:
            stop += 1
        size = stop - first
        if size > 1:
            if size > context.shape[1]:
                context, ranked = np.empty((2, 2 * size), np.uint64), np.empty((2, 2 * size), np.int32)
            hub = earliest = owner[order[first]]
            longest = lengths[order[first]]
            for nth in range(size):
                at = order[first + nth]
                text = owner[at]
                context[0, nth], ranked[0, nth] = contexts[at], at
                earliest = min(earliest, text)
                if lengths[at] > longest or (lengths[at] == longest and text < hub):
                    hub, longest = text, lengths[at]
            side = _rank(context, ranked, size)
            information = np.float32(np.log2(1.0 + total / size))
            before = np.int32(-1)
            for nth in range(size):
                row = ranked[side, nth]
                links[row, 0] = hub
                links[row, 1] = before
                before = owner[row]
                links[row, 2] = owner[ranked[side, nth + 1]] if nth + 1 < size else -1
                links[row, 3] = earliest
                tells[row] = information
        first = stop
    return links, tells


@compiled
def _rank(context: NDArray[np.uint64], ranked: NDArray[np.int32], size: int) -> int:
    """Sort by what follows: runs of a few by insertion, these merged from one side to the other; on which side all are."""
    for begin in range(0, size, _FEW):
        for nth in range(begin + 1, min(begin + _FEW, size)):
            key, row = context[0, nth], ranked[0, nth]
            at = nth
            while at > begin and context[0, at - 1] > key:
                context[0, at], ranked[0, at] = context[0, at - 1], ranked[0, at - 1]
                at -= 1
            context[0, at], ranked[0, at] = key, row
    side, run = 0, _FEW
    while run < size:
        for begin in range(0, size, 2 * run):
            left, middle = begin, min(begin + run, size)
            right, stop = middle, min(begin + 2 * run, size)
            for at in range(begin, stop):
                if right == stop or (left < middle and context[side, left] <= context[side, right]):
                    took, left = left, left + 1
                else:
                    took, right = right, right + 1
                context[1 - side, at], ranked[1 - side, at] = context[side, took], ranked[side, took]
        side, run = 1 - side, 2 * run
    return side


@compiled
def candidates(
    links: NDArray[np.int32], tells: NDArray[np.float32], owner: NDArray[np.int32], texts: int
) -> NDArray[np.int32]:
    """For each text up to sixteen others, those first whose common prints tell most; -1 where there are fewer."""
    best = np.full((texts, CANDIDATES), -1, np.int32)
    slots, sums = np.full(_SLOTS, -1, np.int32), np.zeros(_SLOTS, np.float32)
    used = np.empty(_SLOTS, np.int64)
    top = np.empty(CANDIDATES, np.float32)
    row = 0
    while row < len(owner):
        text, count = owner[row], 0
        while row < len(owner) and owner[row] == text:
            for kind in range(4):
                other = links[row, kind]
                if other < 0 or other == text or _named_before(links, row, kind):
                    continue
                slot = np.int64(other * 40503) & (_SLOTS - 1)
                while slots[slot] >= 0 and slots[slot] != other:
                    slot = (slot + 1) & (_SLOTS - 1)
                if slots[slot] < 0:
                    if count >= _SLOTS // 2:
                        continue
                    slots[slot] = other
                    used[count] = slot
                    count += 1
                sums[slot] += tells[row]
            row += 1
        kept = 0
        for nth in range(count):
            slot = used[nth]
            kept = _put(slots[slot], sums[slot], best, text, top, kept)
            slots[slot] = -1
            sums[slot] = 0
    return best


@compiled
def _named_before(links: NDArray[np.int32], row: int, kind: int) -> bool:
    there = False
    for before in range(kind):
        there |= links[row, before] == links[row, kind]
    return there


@compiled
def _put(other: int, told: np.float32, best: NDArray[np.int32], text: int, top: NDArray[np.float32], kept: int) -> int:
    """Insert into a short sorted list; equal sums are ordered by number."""
    at = kept
    while at > 0 and (top[at - 1] < told or (top[at - 1] == told and best[text, at - 1] > other)):
        at -= 1
    if at == CANDIDATES:
        return kept
    for place in range(min(kept, CANDIDATES - 1), at, -1):
        best[text, place], top[place] = best[text, place - 1], top[place - 1]
    best[text, at], top[at] = other, told
    return min(kept + 1, CANDIDATES)
