"""A text with its blocks and quotations → words with pieces and features, as arrays; what they mean is the network's.

Words are those of the uncased WordPiece tokeniser (letters together, every mark apart). The training code reads texts
through this same module, so that the network sees the same input there and here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int32]

FEATURES = (("shape", 7), ("quote", 7), ("place", 9), ("glued", 2))
"""Name and number of values of each feature of a word, in the order of the columns of ``Encoded.features``."""


class Quotation(Protocol):
    """What is needed of ``text.quotes.Quoted``."""

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """One range a paragraph."""

    @property
    def depth(self) -> int:
        """0 for the outermost."""

    @property
    def opened(self) -> bool:
        """The opening mark is printed."""

    @property
    def closed(self) -> bool:
        """The closing mark is printed."""


class Encoded(Struct, frozen=True):
    """``n`` words of a text; word ``i`` is ``text[start[i]:stop[i]]``, its pieces ``pieces[first[i]:first[i + 1]]``."""

    start: Ints
    stop: Ints
    block: Ints
    """Index of the block that the word stands in."""
    pieces: Ints
    first: Ints
    """n + 1 positions in ``pieces``."""
    features: Ints
    """(n, len(FEATURES))."""

    def __len__(self) -> int:
        return len(self.start)

    def part(self, start: int, stop: int) -> Encoded:
        """Words ``start`` to ``stop`` as a text of their own; offsets and blocks stay what they are."""
        first = self.first[start : stop + 1]
        return Encoded(
            self.start[start:stop],
            self.stop[start:stop],
            self.block[start:stop],
            self.pieces[first[0] : first[-1]],
            first - first[0],
            self.features[start:stop],
        )


def encode(text: str, blocks: Sequence[tuple[int, int]], quoted: Sequence[Quotation], tokenizer: Tokenizer) -> Encoded:
    """Words of ``text`` within ``blocks``, in order; linear in the length.

    :param blocks: half-open ranges in code points, in order and apart.
    """
    rows = [_block(i, start, stop, text, tokenizer) for i, (start, stop) in enumerate(blocks)]
    start, stop, block = (_joined([row[column] for row in rows]) for column in range(3))
    counts, pieces = (_joined([row[column] for row in rows]) for column in (3, 4))
    first = np.zeros(len(start) + 1, np.int32)
    np.cumsum(counts, out=first[1:])
    columns = (
        _shapes(text, start, stop),
        _quotes(start, stop, quoted),
        _places(block),
        _glued(start, stop),
    )
    return Encoded(start, stop, block, pieces, first, np.stack(columns, axis=1))


def _joined(rows: list[Ints]) -> Ints:
    return np.concatenate(rows).astype(np.int32) if rows else np.zeros(0, np.int32)


def _block(index: int, start: int, stop: int, text: str, tokenizer: Tokenizer) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    coded = tokenizer.encode(text[start:stop], add_special_tokens=False)
    words = np.array(coded.word_ids, np.int32)
    if not len(words):
        return (np.zeros(0, np.int32),) * 5
    offsets = np.array(coded.offsets, np.int32).reshape(-1, 2)
    heads = np.flatnonzero(np.diff(words, prepend=-1))
    tails = np.append(heads[1:], len(words)) - 1
    counts = np.diff(np.append(heads, len(words))).astype(np.int32)
    ids = np.array(coded.ids, np.int32)
    return start + offsets[heads, 0], start + offsets[tails, 1], np.full(len(heads), index, np.int32), counts, ids


def _shapes(text: str, start: Ints, stop: Ints) -> Ints:
    known: dict[str, int] = {}
    row = np.zeros(len(start), np.int32)
    for i, (a, b) in enumerate(zip(start.tolist(), stop.tolist(), strict=True)):
        word = text[a:b]
        if word not in known:
            known[word] = _shape(word)
        row[i] = known[word]
    return row


def _shape(word: str) -> int:
    if not word[:1].isalpha():
        return 5 if word.isnumeric() else 0 if word[1:].isalpha() else 6
    if word.islower():
        return 0
    if word.isupper():
        return 3 if len(word) == 1 else 2
    return 1 if word[0].isupper() and not any(letter.isupper() for letter in word[1:]) else 4


def _quotes(start: Ints, stop: Ints, quoted: Sequence[Quotation]) -> Ints:
    """0 outside, 1 inside, 2 deeper inside; 3 and 4 an outermost opening and closing mark, 5 and 6 an inner one."""
    edges = np.zeros(len(start) + 1, np.int32)
    marks: list[tuple[int, int]] = []
    for quotation in quoted:
        inner = 2 if quotation.depth else 0
        for part, (a, b) in enumerate(quotation.parts):
            low, high = int(np.searchsorted(start, a)), int(np.searchsorted(stop, b, "right"))
            if low >= high:
                continue
            edges[low] += 1
            edges[high] -= 1
            if quotation.opened or part:
                marks.append((low, 3 + inner))
            if quotation.closed and part == len(quotation.parts) - 1:
                marks.append((high - 1, 4 + inner))
    row = np.minimum(np.cumsum(edges[:-1]), 2).astype(np.int32)
    for at, value in marks:
        row[at] = value
    return row


def _places(block: Ints) -> Ints:
    """3 × (first block, second, later) + (first word of its block, within, last)."""
    changes = np.diff(block, prepend=-1, append=-2) != 0
    within = np.where(changes[:-1], 0, np.where(changes[1:], 2, 1))
    places: Ints = (3 * np.minimum(block, 2) + within).astype(np.int32)
    return places


def _glued(start: Ints, stop: Ints) -> Ints:
    """1 where no space stands before the word."""
    glued: Ints = (start == np.append(np.int32(-1), stop[:-1])[: len(start)]).astype(np.int32)
    return glued
