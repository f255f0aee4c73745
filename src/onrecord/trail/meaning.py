"""English texts → how much alike they are in meaning, by the vectors of word pieces that the trained reader learnt.

Only the reader's table of vectors is used, not its network: a word is the mean of its pieces, less the mean of the language;
words weigh by their rarity (Arora, Liang & Ma 2017, with ranks of the vocabulary for frequencies). On made retellings and
the reader's own layers this table told more than any layer above it (docs/trail.md). The table is mapped from the file of
the network, whose other parts are never read: nothing is loaded, and the first pair costs some tens of milliseconds.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.errors import EnvironmentFaultError
from onrecord.extract.model.files import card

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Floats = NDArray[np.float32]

_SMOOTH, _HARMONIC = 3e-4, 11.0
"""How fast a word's weight falls with its frequency; frequencies are those of Zipf's law over ranks."""
_FIRST_WORD = 1996
"""Pieces before it are marks, letters and figures; behind it come words, the frequent ones first."""
_FIGURE, _LEAST = 0.5, 0.02
_UNLIKE = 0.3
"""Of two words: likenesses below say nothing."""
_GRAPH, _TENSOR, _NAME, _RAW = 7, 5, 8, 9
"""Fields of ONNX's ``ModelProto``, ``GraphProto`` and ``TensorProto`` (onnx.proto3)."""


class Meaning(NamedTuple):
    """Words that weigh anything: unit vectors and weights, and the mean of all as a unit vector."""

    words: Floats
    weights: Floats
    whole: Floats


class Likeness(NamedTuple):
    """Of two texts: of the whole, and how much of each one's words has its like in the other, the lesser share first."""

    whole: float
    least: float
    most: float


def meanings(texts: Sequence[str]) -> list[Meaning]:
    """Read texts.

    :raises EnvironmentFaultError: the reader's files are missing or damaged.
    """
    return _table().read(texts) if texts else []


def likeness(one: Meaning, other: Meaning) -> Likeness:
    """Compare two; texts without words are like nothing."""
    if not (len(one.weights) and len(other.weights)):
        return Likeness(0.0, 0.0, 0.0)
    alike = np.clip((one.words @ other.words.T - _UNLIKE) / (1 - _UNLIKE), 0, 1)
    shares = [
        float((alike.max(axis) * weights).sum() / (weights.sum() + 0.5))
        for axis, weights in ((1, one.weights), (0, other.weights))
    ]
    return Likeness(max(0.0, float(one.whole @ other.whole)), min(shares), max(shares))


class _Table:
    def __init__(self, packed: NDArray[np.int8], scale: Floats, tokenizer: Tokenizer) -> None:
        self._packed, self._scale, self._tokenizer = packed, scale, tokenizer
        rank = np.maximum(1, np.arange(len(packed)) - _FIRST_WORD + 1)
        weights = _SMOOTH / (_SMOOTH + 1 / (rank * _HARMONIC))
        weights[:_FIRST_WORD] = 0
        often = (weights / rank / (weights / rank).sum()).astype(np.float32) * scale[:, 0]
        parts = range(0, len(packed), 4096)
        self._mean = sum(
            (often[at : at + 4096] @ packed[at : at + 4096].astype(np.float32) for at in parts),
            np.zeros(packed.shape[1], np.float32),
        )
        figures = [tokenizer.token_to_id(str(figure)) for figure in range(10)]
        weights[[id for id in figures if id is not None]] = _FIGURE
        self._weights = weights.astype(np.float32)

    def read(self, texts: Sequence[str]) -> list[Meaning]:
        """All texts at once: their words lie behind one another."""
        coded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        ids = np.array([id for one in coded for id in one.ids], np.int64)
        text = np.repeat(np.arange(len(coded)), [len(one.ids) for one in coded])
        word = np.array([place for one in coded for place in one.word_ids], np.int64)
        starts = np.flatnonzero((np.diff(text, prepend=-1) != 0) | (np.diff(word, prepend=-1) != 0))
        weights = np.maximum.reduceat(self._weights[ids], starts) if len(ids) else np.zeros(0, np.float32)
        kept = weights > _LEAST
        sizes = np.diff(starts, append=len(ids))
        pieces = ids[np.repeat(kept, sizes)]
        vectors = self._packed[pieces].astype(np.float32) * self._scale[pieces] - self._mean
        firsts = np.concatenate([[0], np.cumsum(sizes[kept])[:-1]]) if kept.any() else np.zeros(0, np.int64)
        words = _unit(np.add.reduceat(vectors, firsts, axis=0)) if len(firsts) else vectors
        weights, text = weights[kept], text[starts][kept]
        bounds = np.searchsorted(text, np.arange(len(coded) + 1))
        parts = [slice(*bounds[place : place + 2]) for place in range(len(coded))]
        return [Meaning(words[at], weights[at], _unit(weights[at] @ words[at])) for at in parts]


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Floats = (vectors / np.where(length, length, 1)).astype(np.float32)
    return unit


@cache
def _table() -> _Table:
    folder = Path(str(files("onrecord"))) / "data" / "reader"
    found = card(folder)
    try:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str((folder / found.tokenizer.file).read_text("utf-8"))
        with open(folder / found.network.file, "rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        tensors = dict(_tensors(data))
        scale = np.frombuffer(tensors["scale"], np.float32)[:, None]
        packed = np.frombuffer(tensors["packed"], np.int8).reshape(len(scale), -1)
    except (OSError, ImportError, KeyError, ValueError, IndexError) as error:
        raise EnvironmentFaultError(str(folder), f"the trained reader's vectors cannot be read: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return _Table(packed, scale, tokenizer)


def _tensors(data: mmap.mmap) -> Iterator[tuple[str, memoryview]]:
    """Names and bytes of the constants in a file of a network."""
    view = memoryview(data)
    for _, graph in _fields(view, _GRAPH):
        for _, tensor in _fields(graph, _TENSOR):
            name = next((bytes(part).decode() for _, part in _fields(tensor, _NAME)), "")
            if name in ("packed", "scale"):
                yield name, next(part for _, part in _fields(tensor, _RAW))


def _fields(data: memoryview, wanted: int) -> Iterator[tuple[int, memoryview]]:
    """Fields of a protobuf message that have a length, of one number."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        size, kind = 0, tag & 7
        if kind in (0, 2):
            size, at = _varint(data, at)
        stop = at + {0: 0, 1: 8, 2: size, 5: 4}[kind]
        if kind == 2 and tag >> 3 == wanted:
            yield wanted, data[at:stop]
        at = stop


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, at
