"""The scorers of pages on texts short enough to score by hand."""

import json

import pytest
from eval.articles import score, shingles
from eval.floors import check, digest_of
from eval.posts import faults, repaired
from eval.reading_errors import by_part
from eval.reading_measures import Said
from train.gold import Article, Attributed

from onrecord.model import Post


def post(**fields):
    known = {
        "id": "1",
        "platform": "x",
        "author": "Ann",
        "handle": "ann",
        "posted": "2022-11-09",
        "url": None,
        "text": "Hi there",
        "span": None,
    }
    return Post(**(known | fields))


def test_shingles_are_runs_of_four_words():
    assert list(shingles("One, two; three four-five")) == [
        ("One", "two", "three", "four"),
        ("two", "three", "four", "five"),
    ]
    assert list(shingles("One two")) == [("One", "two")]
    assert not shingles(" … ")


def test_score_is_the_average_over_documents():
    # First page: 2 of its 4 runs are gold's, both of gold's are there. Second page: nothing predicted.
    scores = score([("a b c d e", "a b c d e f g"), ("a b c d", "")])
    assert scores["precision"] == pytest.approx(2 / 4)
    assert scores["recall"] == pytest.approx((2 / 2 + 0) / 2)
    assert scores["f1"] == pytest.approx(0.5)


def test_repeated_runs_count_as_often_as_gold_has_them():
    assert score([("a b c d", "a b c d a b c d")])["precision"] == pytest.approx(1 / 5)


def test_gold_cut_at_a_dash_is_put_together():
    row = {
        "text": "A well",
        "author": "known song. pic.twitter.com/x— Ann Lee",
        "handle": "ann",
        "posted": "2022-11-09",
    }
    whole = repaired(row)
    assert (whole["author"], whole["text"]) == ("Ann Lee", "A well known song. pic.twitter.com/x")
    assert not faults(whole, post(text="A well-known song. pic.twitter.com/x"))
    assert repaired(row | {"author": "Ann Lee"})["text"] == "A well"


def test_faults_are_named():
    row = {"text": "Hi there!", "author": "Ann", "handle": "ann", "posted": "2022-11-09"}
    assert faults(row, post()) == []
    assert faults(row, post(handle="bo", text="Hi")) == ["handle", "text"]
    assert faults(row | {"text": None}, post(text=None, posted=None)) == ["posted"]


def test_floors(tmp_path, capsys):
    file = tmp_path / "floors.json"
    assert check("things", {"f1": 0.9}, "data", True, file) == 0
    assert json.loads(file.read_text())["things"]["figures"] == {"f1": 0.9}
    assert check("things", {"f1": 0.95}, "data", True, file) == 0
    assert check("things", {"f1": 0.9}, "data", True, file) == 1
    assert "BELOW" in capsys.readouterr().out
    assert json.loads(file.read_text())["things"]["figures"] == {"f1": 0.95}
    assert check("things", {"f1": 0.5}, "other data", False, file) == 0


def test_digest_follows_names_and_contents(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("x")
    second.write_text("y")
    both = digest_of([second, first])
    assert both == digest_of([first, second])
    second.write_text("z")
    assert digest_of([first, second]) != both


def test_errors_are_counted_by_the_parts_that_differ():
    # "Ann said it rained hard. Bo said no." — content one word short; Bo's not found; a find where the gold has nothing.
    text = "Ann said it rained hard. Bo said no."
    gold = [
        Attributed(mention=((0, 3),), cue=((4, 8),), content=((9, 23),)),
        Attributed(mention=((25, 27),), cue=((28, 32),), content=((33, 35),)),
    ]
    short = Said(((0, 3),), ((4, 8),), ((9, 18),))
    counts = by_part([Article("a", "x", text, tuple(gold))], [[short]])
    assert counts == {"content: end": 1, "not found": 1, "found where the gold has nothing": 0}
    assert by_part([Article("a", "x", text, ())], [[short]]) == {"found where the gold has nothing": 1}
    exact = [Said(row.mention, row.cue, row.content) for row in gold]
    assert by_part([Article("a", "x", text, tuple(gold))], [exact])["right"] == 2
