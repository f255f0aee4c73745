"""Text, blocks and quotations → statements by the trained network; kinds, stances and nesting are ``statements``'s.

The network runs on one thread, a window at a time, so that a text gives the same statements whatever the machine's thread
count and whatever else is read. Its files are read when the first text is, and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onrecord.errors import EnvironmentFaultError
from onrecord.extract.model import files as packaged
from onrecord.extract.model.assemble import Decoder, Found
from onrecord.extract.model.decode import Floats, moves
from onrecord.extract.model.encode import Encoded, Quotation, encode
from onrecord.extract.model.labels import TAGS
from onrecord.extract.model.links import LINK, Linker
from onrecord.extract.model.signed import signed
from onrecord.extract.model.windows import Inputs, cut, inputs, windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_STRETCH = 20_000
"""Pieces read together, many times an article: bounds the memory that a long document takes."""


class Network(Protocol):
    """Inputs of one window → its words' tag scores and link vectors."""

    def __call__(self, row: Inputs) -> tuple[Floats, Floats]:
        """(words, tags) and (words, 4 · LINK)."""


class Reader:
    """Finds the outermost statements of English news text."""

    def __init__(self, network: Network, tokenizer: Tokenizer, decoder: Decoder, room: int, context: int) -> None:
        self._network, self._tokenizer, self._decoder = network, tokenizer, decoder
        self._room, self._context = room, context

    def predict(self, text: str, blocks: Sequence[tuple[int, int]], quoted: Sequence[Quotation]) -> list[Found]:
        """Statements of ``text`` within ``blocks``, in order of their cues, those without a cue last; linear in the length.

        :param blocks: paragraphs as half-open ranges in code points, in order and apart.
        :param quoted: their quotations, as ``text.quotes.pair_quotes`` gives them.
        """
        words = encode(text, blocks, quoted, self._tokenizer)
        sure = signed(text, words, blocks, quoted)
        rows: list[Found] = []
        for start, stop in cut(words, _STRETCH, _STRETCH):
            part = words.part(start, stop)
            here = [row.shifted(start) for row in sure if start <= row.content[0] and row.mention[1] <= stop]
            rows.extend(self._decoder.statements(part, *self.scored(part), here))
        return rows

    def scored(self, words: Encoded) -> tuple[Floats, Floats]:
        """Tag scores and link vectors of every word, each from the window that holds most of its surroundings."""
        scores = np.zeros((len(words), len(TAGS)), np.float32)
        vectors = np.zeros((len(words), 4 * LINK), np.float32)
        for window in windows(words, self._room, self._context):
            tags, links = self._network(inputs(words, window.start, window.stop))
            kept = slice(window.keep_start - window.start, window.keep_stop - window.start)
            scores[window.keep_start : window.keep_stop] = tags[kept]
            vectors[window.keep_start : window.keep_stop] = links[kept]
        return scores, vectors


@cache
def default() -> Reader:
    """The packaged reader, loaded when first asked for.

    :raises EnvironmentFaultError: its files are missing, damaged or of another version, or a library is missing.
    """
    return load(Path(str(files("onrecord"))) / "data" / "reader")


def load(folder: Path) -> Reader:
    """The reader whose files lie in ``folder``.

    :raises EnvironmentFaultError: as :func:`default`.
    """
    card = packaged.card(folder)
    decoder = Decoder(
        moves(np.array(card.follow), np.array(card.begin), np.array(card.end)),
        _linker(card, 0),
        _linker(card, 1),
        card.calibration,
    )
    network, tokenizer = (packaged.part(folder, card, wanted) for wanted in (card.network, card.tokenizer))
    return Reader(_network(network, card.network.file), _tokenizer(tokenizer), decoder, card.room, card.context)


def _linker(card: packaged.Card, kind: int) -> Linker:
    near, far = (np.array(table[kind], np.float32) for table in (card.near, card.far))
    return Linker(kind, near, far, card.none[kind])


def _tokenizer(data: bytes) -> Tokenizer:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise EnvironmentFaultError("tokenizers", "the trained reader needs this library") from error
    made = Tokenizer.from_str(data.decode("utf-8"))
    made.no_truncation()
    made.no_padding()
    return made


def _network(data: bytes, name: str) -> Network:
    try:
        import onnxruntime
    except ImportError as error:
        raise EnvironmentFaultError("onnxruntime", "the trained reader needs this library") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    def run(row: Inputs) -> tuple[Floats, Floats]:
        tags, links = session.run(
            None, {"pieces": row.pieces[None], "features": row.features[None], "heads": row.heads[None]}
        )
        return tags[0], links[0]

    return run
