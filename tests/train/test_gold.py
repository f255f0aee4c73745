import pytest
from train.gold import Article, Attributed, articles, lines
from train.tags import runs, tagged

from onrecord.extract.model.encode import encode
from onrecord.extract.model.labels import TAGS
from onrecord.text.quotes import pair_quotes
from tests.extract_model.small import tokenizer

TEXT = "Ann said “no”, and left.\n\n“Bad day,” Bo told us. “Go.”"


def where(words, after=0):
    start = TEXT.index(words, after)
    return start, start + len(words)


ANN = Attributed((where("Ann"),), (where("said"),), (where("“no”"),))
BO = Attributed((where("Bo"),), (where("told us"),), (where("“Bad day,”"), where("“Go.”")))


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "train"
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / "paper_day.txt").write_text(TEXT, "utf-8")
    rows = [
        f"T1\tSource {where('Ann')[0]} {where('Ann')[1]}\tAnn",
        f"T2\tCue {where('said')[0]} {where('said')[1]}\tsaid",
        f"T3\tContent {where('“no”')[0]} {where('“no”')[1]}\t“no”",
        "stray words",
        "T4\tAttribution 4 8\tsaid",
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        f"T5\tSource {where('Bo')[0]} {where('Bo')[1]}\tBo",
        f"T6\tCue {where('told us')[0]} {where('told us')[1]}\ttold us",
        "T7\tContent {} {};{} {}\t…".format(*where("“Go.”"), *where("“Bad day,”")),
        "T8\tAttribution 0 1\tx",
        "E2\tAttribution:T8 Content:T7 Cue:T6 Source:T5",
    ]
    (folder / "attributions" / "paper_day_b.ann").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "attributions" / "paper_day_a.ann").write_text("\n".join(rows[:6]), "utf-8")
    return tmp_path


def test_the_first_annotator_counts_unless_all_are_wanted(data):
    assert [(a.name, a.annotator, len(a.attributions)) for a in articles(data, "train")] == [("paper_day", "a", 1)]
    assert [a.annotator for a in articles(data, "train", every_annotator=True)] == ["a", "b"]


def test_attributions_are_read_with_their_fragments_in_order(data):
    assert list(articles(data, "train", every_annotator=True))[1].attributions == (ANN, BO)


def test_lines_hold_something():
    assert [TEXT[a:b] for a, b in lines(TEXT)] == TEXT.split("\n\n")
    assert lines(" \n\n") == []


def test_tags_and_links_follow_the_words():
    blocks = lines(TEXT)
    words = encode(TEXT, blocks, pair_quotes(TEXT, blocks), tokenizer())
    names = [TEXT[a:b] for a, b in zip(words.start, words.stop, strict=True)]
    found = tagged(Article("x", "a", TEXT, (ANN, BO)), words)
    assert [(name, TAGS[tag]) for name, tag in zip(names, found.tags, strict=True) if tag] == [
        ("Ann", "S-mention"), ("said", "S-cue"), ("“", "B-content"), ("no", "I-content"), ("”", "E-content"),
        ("“", "B-content"), ("Bad", "I-content"), ("day", "I-content"), (",", "I-content"), ("”", "E-content"),
        ("Bo", "S-mention"), ("told", "B-cue"), ("us", "E-cue"),
        ("“", "B-content"), ("Go", "I-content"), (".", "I-content"), ("”", "E-content"),
    ]  # fmt: skip
    assert found.links[1] == ((15, 17), (14, 15), ((9, 14), (18, 22)))


def test_runs_join_ranges_with_nothing_between():
    blocks = lines("ab, ab ab")
    words = encode("ab, ab ab", blocks, (), tokenizer())
    assert runs(((0, 3), (4, 6)), words) == [(0, 3)]
    assert runs(((0, 2), (7, 9)), words) == [(0, 1), (3, 4)]
    assert runs(((3, 4),), words) == []


def test_a_run_that_a_cue_interrupts_is_two_runs():
    text = "ab ab ab ab ab"
    words = encode(text, lines(text), (), tokenizer())
    found = tagged(Article("x", "a", text, (Attributed((), ((6, 8),), ((0, 14),)),)), words)
    assert [TAGS[tag] for tag in found.tags] == ["B-content", "E-content", "S-cue", "B-content", "E-content"]
