"""Quotations with a dash and a name: which are taken for signed, and what becomes of them whatever the network says."""

import re

import numpy as np
import pytest

from onrecord.extract.model.assemble import Decoder
from onrecord.extract.model.decode import moves
from onrecord.extract.model.encode import encode
from onrecord.extract.model.labels import TAGS
from onrecord.extract.model.links import GAPS, LINK, RANKS, Linker
from onrecord.extract.model.signed import signed
from onrecord.text.quotes import pair_quotes
from tests.extract_model.small import tokenizer


def read(text):
    blocks = [match.span() for match in re.finditer(r"[^\n]+", text)]
    quoted = pair_quotes(text, blocks)
    words = encode(text, blocks, quoted, tokenizer())
    return words, signed(text, words, blocks, quoted)


def shown(text):
    words, rows = read(text)
    return [
        tuple(text[words.start[start] : words.stop[stop - 1]] for start, stop in (row.content, row.cue, row.mention))
        for row in rows
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Ferries are late.” ― Ada Moss", [("“Ferries are late.”", "―", "Ada Moss")]),
        ('"Ferries are late." -- Ada Moss.', [('"Ferries are late."', "--", "Ada Moss")]),
        ("“Late.”\n– Ada van der Moss, Easthaven", [("“Late.”", "–", "Ada van der Moss")]),
        ("“Late.”\n\n—Ada Moss (@adamoss) May 4", [("“Late.”", "—", "Ada Moss")]),
        ("“Late.” — A\n“Too late.” — B", [("“Late.”", "—", "A"), ("“Too late.”", "—", "B")]),
        ("She said: “Late.” — Ada Moss", []),  # does not stand alone
        ("“Late.” — that is all she said", []),
        ("“Late” — Ada Moss was right", []),
        ("“Late.”\n— “Too late.”", []),
        ("“Late.” Ada Moss", []),
        ("“Late.” — ", []),
        ("“Late — Ada Moss", []),  # never closed
        ("“Late.” — The Easthaven And Westhaven Ferry Company Of The North Sea", []),  # too long for a name
    ],
)
def test_a_quotation_alone_and_a_name_alone_behind_a_dash(text, wanted):
    assert shown(text) == wanted


def test_what_is_signed_stands_against_any_scores():
    text = "“Late.” — Ada Moss\n“Too late.” — Bea Lund"
    words, sure = read(text)
    zero = np.zeros((len(TAGS),), np.float32)
    linkers = [Linker(k, np.zeros(RANKS, np.float32), np.zeros(len(GAPS) + 1, np.float32), 0.0) for k in (0, 1)]
    decoder = Decoder(moves(np.zeros((len(TAGS),) * 2), zero, zero), *linkers, (1.0, 0.0))
    scores = np.zeros((len(words), len(TAGS)), np.float32)
    scores[:, 0] = 9.0  # outside, says the network
    vectors = np.random.default_rng(1).normal(size=(len(words), 4 * LINK)).astype(np.float32)
    found = decoder.statements(words, scores, vectors, sure)
    texts = [[text[slice(*part)] for part in (*row.content, row.cue, row.mention)] for row in found]
    assert texts == [["“Late.”", "—", "Ada Moss"], ["“Too late.”", "—", "Bea Lund"]]
    assert decoder.statements(words, scores, vectors) == []
