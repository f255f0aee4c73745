"""Links of texts, as they are found → for each text those others of whom its links tell most: compiled.

Links are written in chunks, each of which belongs to texts that stand together, so that all links of these fit into a cache
once they are put together. Who links to whom is ``share_kernel``'s.
"""

# mypy: disable-error-code="assignment, arg-type"
# numba tells its integers apart where mypy knows int alone.
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onrecord.trail.compiled import compiled, inner
from onrecord.trail.link_kernel import CANDIDATES, add, table_size, take_best

if TYPE_CHECKING:
    from numpy.typing import NDArray

TEXT_BITS = 11
"""The texts whose links are put together at once are so many, in bits."""
CHUNK = 1024
"""Links of such texts that stand together in memory."""
_16, _48 = np.uint64(16), np.uint64(48)
_LOW_16, _LOW_32 = np.uint64(0xFFFF), np.uint64(0xFFFFFFFF)


@inner
def tell(
    text: int,
    other: int,
    tells: np.uint64,
    told: NDArray[np.uint64],
    whose: NDArray[np.int32],
    cursors: NDArray[np.int64],
    used: int,
) -> int:
    """Write one link; how many chunks there are."""
    of = text >> TEXT_BITS
    at = cursors[of]
    if at & (CHUNK - 1) == 0:
        whose[used] = of
        at = used * CHUNK
        used += 1
    low = np.uint64(text & ((1 << TEXT_BITS) - 1))
    told[at] = (low << _48) | (np.uint64(other) << _16) | tells
    cursors[of] = at + 1
    return used


@compiled
def best_of(
    told: NDArray[np.uint64], whose: NDArray[np.int32], cursors: NDArray[np.int64], found: NDArray[np.int32]
) -> None:
    """Write for each text up to twelve others, those first of whom most is told, into the first columns of ``found``."""
    chunks = np.argsort(whose, kind="mergesort")
    begins = np.empty((1 << TEXT_BITS) + 1, np.int64)
    mine = np.empty(0, np.uint64)
    table, used = np.empty(0, np.int64), np.empty(0, np.int64)
    top = np.empty(CANDIDATES, np.int64)
    first = 0
    while first < len(chunks):
        of, stop = whose[chunks[first]], first + 1
        while stop < len(chunks) and whose[chunks[stop]] == of:
            stop += 1
        if (stop - first) * CHUNK > len(mine):
            mine = np.empty(2 * (stop - first) * CHUNK, np.uint64)
        _of_each(told, chunks[first:stop], cursors[of], begins, mine)
        for low in range(min(1 << TEXT_BITS, len(found) - (of << TEXT_BITS))):
            size, count = table_size(begins[low + 1] - begins[low]), 0
            if size > len(table):
                table, used = np.zeros(size, np.int64), np.empty(size, np.int64)
            for nth in range(begins[low], begins[low + 1]):
                other = np.int64((mine[nth] >> _16) & _LOW_32)
                count = add(other, np.int64(mine[nth] & _LOW_16), table, size, used, count)
            take_best(table, used, count, found[(of << TEXT_BITS) + low], top)
        first = stop


@compiled
def _of_each(
    told: NDArray[np.uint64],
    chunks: NDArray[np.int64],
    cursor: int,
    begins: NDArray[np.int64],
    mine: NDArray[np.uint64],
) -> None:
    """Put the links of one text beside one another: where each text's begin in ``mine``."""
    begins[:] = 0
    for chunk in chunks:
        for nth in range(_filled(chunk, cursor)):
            begins[np.int64(told[chunk, nth] >> _48) + 1] += 1
    for low in range(1, len(begins)):
        begins[low] += begins[low - 1]
    places = begins.copy()
    for chunk in chunks:
        for nth in range(_filled(chunk, cursor)):
            low = np.int64(told[chunk, nth] >> _48)
            mine[places[low]] = told[chunk, nth]
            places[low] += 1


@inner
def _filled(chunk: int, cursor: int) -> int:
    """How many links a chunk has: all are full but the last of its texts'."""
    return cursor - chunk * CHUNK if chunk * CHUNK < cursor < (chunk + 1) * CHUNK else CHUNK
