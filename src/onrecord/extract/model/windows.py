"""An encoded text → the windows that the network reads one by one, and their arrays; what comes out is ``decode``'s.

Every word is kept from exactly one window, and a window's arrays hold nothing but its own words: what the network says of
a word depends on the text around it alone, not on what else is read at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from msgspec import Struct

from onrecord.extract.model.encode import FEATURES, Encoded, Ints

CLS, SEP = 101, 102
"""Pieces of BERT's vocabulary: before a window, between blocks."""


class Window(Struct, frozen=True):
    """Words ``start`` to ``stop`` of a text, of which ``keep_start`` to ``keep_stop`` are this window's own."""

    start: int
    stop: int
    keep_start: int
    keep_stop: int


class Inputs(Struct, frozen=True):
    """What the network takes for one window of ``p`` pieces and ``w`` words."""

    pieces: Ints
    """(p,): with a mark before the window and one between blocks."""
    features: Ints
    """(p, features): those of the piece's word; zeros at the marks."""
    heads: Ints
    """(w,): position of each word's first piece."""


def windows(words: Encoded, room: int, context: int) -> Iterator[Window]:
    """Windows of at most ``room`` pieces: whole blocks where they fit, and up to ``context`` pieces on either side."""
    for start, stop in cut(words, room - 2 * context, room - 2 * context):
        low = int(np.searchsorted(words.first, words.first[start] - context, "left"))
        high = int(np.searchsorted(words.first, words.first[stop] + context, "right")) - 1
        yield Window(max(0, low), min(len(words), high), start, stop)


def cut(words: Encoded, room: int, first_room: int) -> Iterator[tuple[int, int]]:
    """Stretches of whole blocks of at most ``room`` pieces (the first: ``first_room``); longer blocks are cut anywhere."""
    if not len(words):
        return
    bounds = [0, *(np.flatnonzero(np.diff(words.block)) + 1).tolist(), len(words)]
    positions = words.first[:-1] + words.block
    start, limit = 0, first_room
    for low, high in pairwise(bounds):
        end = int(words.first[high] + words.block[high - 1])
        if low > start and end - positions[start] > limit:
            yield start, low
            start, limit = low, room
        while end - positions[start] > limit:
            stop = int(np.searchsorted(positions[start:high], positions[start] + limit, "right")) - 1 + start
            stop = max(stop, start + 1)
            yield start, stop
            start, limit = stop, room
            if start >= high:
                break
    if start < len(words):
        yield start, len(words)


def inputs(words: Encoded, start: int, stop: int) -> Inputs:
    """Arrays for words ``start`` to ``stop``, at least one."""
    counts = np.diff(words.first[start : stop + 1])
    block = words.block[start:stop]
    breaks = np.cumsum(np.diff(block, prepend=block[0]) != 0)
    at = np.arange(int(counts.sum())) + 1 + np.repeat(breaks, counts)
    ids = np.full(int(at[-1]) + 1, SEP, np.int32)
    ids[0] = CLS
    ids[at] = words.pieces[words.first[start] : words.first[stop]]
    marks = np.zeros((len(ids), len(FEATURES)), np.int32)
    marks[at] = np.repeat(words.features[start:stop], counts, axis=0)
    heads = words.first[start:stop] - words.first[start] + 1 + breaks
    return Inputs(ids, marks, heads.astype(np.int32))
