import itertools

import numpy as np
import pytest

from onrecord.extract.model.decode import best, moves, runs
from onrecord.extract.model.labels import TAGS, legal, tag_of

RANDOM = np.random.default_rng(7)


def table():
    size = len(TAGS)
    return moves(RANDOM.normal(size=(size, size)), RANDOM.normal(size=size), RANDOM.normal(size=size))


def total(tags, scores, found):
    inside = sum(scores[i, tag] for i, tag in enumerate(tags))
    return (
        inside
        + found.begin[tags[0]]
        + found.end[tags[-1]]
        + sum(found.follow[a, b] for a, b in itertools.pairwise(tags))
    )


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_best_tags_are_those_of_trying_them_all(count):
    scores, found = RANDOM.normal(size=(count, len(TAGS))).astype(np.float32) * 3, table()
    tried = max(itertools.product(range(len(TAGS)), repeat=count), key=lambda tags: total(tags, scores, found))
    assert tuple(best(scores, found)) == tried


def test_the_best_tags_are_legal_however_odd_the_scores():
    scores = RANDOM.normal(size=(400, len(TAGS))).astype(np.float32) * 20
    tags = best(scores, table())
    pairs, begins, ends = legal()
    assert begins[tags[0]]
    assert ends[tags[-1]]
    assert all(pairs[a, b] for a, b in itertools.pairwise(tags))


def test_no_words_have_no_tags():
    assert len(best(np.zeros((0, len(TAGS)), np.float32), table())) == 0


def test_runs_are_read_from_tags():
    names = ["B-mention", "E-mention", "S-cue", "B-content", "I-content", "E-content", "S-content", "O"]
    found = runs(np.array([TAGS.index(name) for name in names]))
    assert found == {"mention": [(0, 2)], "cue": [(2, 3)], "content": [(3, 6), (6, 7)]}


@pytest.mark.parametrize(
    ("role", "first", "last", "name"),
    [("cue", True, True, "S-cue"), ("mention", True, False, "B-mention"), ("content", False, True, "E-content"),
     ("content", False, False, "I-content")],
)  # fmt: skip
def test_a_word_of_a_run_has_its_tag(role, first, last, name):
    assert TAGS[tag_of(role, first, last)] == name
