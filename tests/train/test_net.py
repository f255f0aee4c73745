import itertools

import numpy as np
import pytest
import torch
from train.batches import Example, batch, epoch
from train.net import Network
from train.tags import Tagged

from onrecord.extract.model.decode import best, moves
from onrecord.extract.model.encode import encode
from onrecord.extract.model.labels import TAGS, legal, tag_of
from onrecord.extract.model.links import Linker, likeliest
from tests.extract_model.small import tokenizer

SIZES = {"vocabulary": 110, "width": 16, "heads": 2, "inner": 32, "depth": 1}


@pytest.fixture
def net():
    torch.manual_seed(3)
    made = Network(**SIZES)
    for table in (made.follow, made.begin, made.end):
        torch.nn.init.normal_(table)
    return made


def test_the_crf_is_the_share_of_one_sequence_among_all_legal_ones(net):
    pairs, begins, ends = legal()
    scores = torch.randn(1, 3, len(TAGS))
    gold = torch.tensor([[tag_of("cue", True, False), tag_of("cue", False, True), 0]])

    def total(tags):
        moved = sum(net.follow[a, b].item() for a, b in itertools.pairwise(tags))
        return (
            sum(float(scores[0, i, t]) for i, t in enumerate(tags))
            + moved
            + (net.begin[tags[0]] + net.end[tags[-1]]).item()
        )

    every = [
        total(tags)
        for tags in itertools.product(range(len(TAGS)), repeat=3)
        if begins[tags[0]] and ends[tags[-1]] and all(pairs[a, b] for a, b in itertools.pairwise(tags))
    ]
    wanted = np.logaddexp.reduce(every) - total(gold[0].tolist())
    assert net.crf(scores, gold, torch.tensor([3])).item() == pytest.approx(wanted, abs=1e-3)


def test_padding_changes_no_loss(net):
    scores, gold = torch.randn(2, 5, len(TAGS)), torch.zeros(2, 5, dtype=torch.long)
    both = net.crf(scores, gold, torch.tensor([5, 3]))
    apart = net.crf(scores[:1], gold[:1], torch.tensor([5])) + net.crf(scores[1:, :3], gold[1:, :3], torch.tensor([3]))
    assert float(both) == pytest.approx(float(apart), abs=1e-3)


TEXT = "ab c ab c\nab c ab ab"


def example():
    words = encode(TEXT, [(0, 9), (10, 20)], (), tokenizer())
    names = {0: "S-mention", 1: "S-cue", 2: "B-content", 3: "E-content", 4: "B-content", 5: "E-content", 6: "S-cue"}
    tags = np.array([TAGS.index(names.get(i, "O")) for i in range(len(words))])
    links = (((1, 2), (0, 1), ((2, 4),)), ((6, 7), None, ((4, 6),)))
    return Example(words, Tagged(tags, links))


def test_a_window_that_cuts_a_run_keeps_it_legal():
    rows = batch([(example(), 3, 5)])
    assert [TAGS[tag] for tag in rows.tags[0].tolist()] == ["S-content", "S-content"]


def test_links_out_of_the_window_are_none():
    rows = batch([(example(), 4, 8)])
    assert [(row[1], row[5].tolist()) for row in rows.links] == [(1, [1])]
    rows = batch([(example(), 0, 6)])
    assert [(row[1], row[5].tolist()) for row in rows.links] == [(0, [1]), (1, [1, 0])]


def test_a_network_learns_a_text_by_heart_and_reads_it_back():
    torch.manual_seed(1)
    made, row = Network(**SIZES), example()
    optimiser = torch.optim.Adam(made.parameters(), lr=0.02)
    for _ in range(60):
        one = batch([(row, 0, len(row.words))])
        scores, vectors = made(one.pieces, one.features, one.heads, one.mask)
        loss = made.crf(scores, one.tags, one.lengths) + made.link_loss(vectors, one.links)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    made.eval()
    scores, vectors = made(one.pieces, one.features, one.heads, one.mask)
    table = moves(*(part.detach().numpy() for part in (made.follow, made.begin, made.end)))
    assert best(scores[0].detach().numpy(), table).tolist() == row.gold.tags.tolist()
    near, far = made.near.detach().numpy(), made.far.detach().numpy()
    linkers = [Linker(k, near[k], far[k], made.none[k].item()) for k in (0, 1)]
    table = vectors[0].detach().numpy()
    cues, contents = [(1, 2), (6, 7)], [(2, 4), (4, 6)]
    chosen = [at for at, _ in likeliest(linkers[1].weigh(contents, cues, table, row.words.block))]
    mentions = [at for at, _ in likeliest(linkers[0].weigh(cues, [(0, 1)], table, row.words.block))]
    assert chosen == [0, 1]
    assert mentions == [0, None]


def test_an_epoch_holds_every_word_once_and_is_the_same_for_a_seed():
    rows = [example(), example()]
    one, two = ([b.lengths.tolist() for b in epoch(rows, 8, 16, np.random.default_rng(4))] for _ in range(2))
    assert one == two
    assert sum(sum(lengths) for lengths in one) == 2 * len(rows[0].words)
