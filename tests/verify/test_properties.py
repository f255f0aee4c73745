"""What holds for all texts: same words pass, noise stays typographic, edits point at their words, dangers are seen."""

from __future__ import annotations

import re

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from onrecord.model import VERDICTS, Span
from onrecord.verify.compare import Comparison, compare

RANK = {name: at for at, name in enumerate(VERDICTS)}
WORDS = [
    "the", "a", "of", "we", "they", "council", "river", "bridge", "letter", "Norway", "Weber", "has", "not", "never", "two",
    "14", "5%", "$3", "million", "people", "will", "might", "all", "some", "don't", "it's", "Kyiv", "colour", "color", "and",
    "but", "rain,", "left.", "stayed;", "👍", "https://t.co/x1", "(APPLAUSE)", "[sic]", "…", "“no”", "im", "U.S.", "9",
    "November", "könnte", "не", "不", "人", "you know", "uh", "I mean", "health care", "healthcare", "gonna", "¶\n",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
sentences = st.sampled_from(
    [
        "The council has never paid for the bridge, and we know it.",
        "We will not sell the school to Norway or to anybody else!",
        "They don't have 14 million people, they have two; the letter says so.",
        "I can’t tell you what Weber said about the river in May of 2016",
        "It’s the first time that all of us stayed — even the old ones.",
    ]
)


def one(text: str, start: int = 0) -> tuple[Span, ...]:
    return (Span(start, start + len(text), text),)


def is_sound(result: Comparison, printed: tuple[Span, ...], original: str) -> bool:
    """Edits lie in their texts, the score between 0 and 1, and a passage is given unless nothing was found."""
    for edit in result.edits:
        if edit.original and original[edit.original.start : edit.original.stop] != edit.original.text:
            return False
        if edit.printed:
            home = next(p for p in printed if p.start <= edit.printed.start and edit.printed.stop <= p.stop)
            if home.text[edit.printed.start - home.start : edit.printed.stop - home.start] != edit.printed.text:
                return False
        if edit.printed is None and edit.original is None:
            return False
    return 0 <= result.score <= 1 and (result.span is None) == (result.verdict == "not-found")


@given(texts)
def test_the_same_words_are_verbatim(text: str) -> None:
    result = compare(one(text), text)
    has_words = bool(re.search(r"\w", re.sub(r"https?://\S+|\(APPLAUSE\)|\[sic\]", "", text)))
    assert result.verdict == ("verbatim" if has_words else "not-found")
    assert result.edits == ()


@settings(max_examples=300)
@given(texts, texts, st.integers(0, 50))
def test_any_two_texts_give_a_sound_result(printed: str, original: str, at: int) -> None:
    spans = one(printed, at)
    assert is_sound(compare(spans, original), spans, original)


@settings(max_examples=200)
@given(st.text(max_size=60), st.text(max_size=120))
@example("\ud800 x", "x \ud800")
@example("[[((", "))]]")
@example("1,2,3.4.5 a", "1,2,3.4.5 a")
def test_any_characters_give_a_sound_result(printed: str, original: str) -> None:
    spans = one(printed)
    assert is_sound(compare(spans, original), spans, original)


@given(texts, texts, st.integers(1, 9))
def test_two_parts_give_a_sound_result(first: str, second: str, cue: int) -> None:
    spans = (*one(first), *one(second, len(first) + cue))
    assert is_sound(compare(spans, first + " " + second), spans, first + " " + second)


@given(sentences, st.integers(0, 5), st.data())
def test_noise_of_print_is_never_worse_than_typographic(sentence: str, count: int, data: st.DataObject) -> None:
    noisy = sentence
    for _ in range(count):
        noisy = data.draw(st.sampled_from(NOISE))(noisy)
    assert RANK[compare(one(f"“{noisy}”"), sentence).verdict] <= RANK["typographic"]


NOISE = [
    str.upper,
    str.title,
    str.lower,
    lambda s: s.replace("’", "'"),
    lambda s: s.replace("'", "’"),
    lambda s: s.replace(",", ""),
    lambda s: s.replace(" and", " – and"),
    lambda s: s.replace(";", "."),
    lambda s: s.replace(" ", "  "),
    lambda s: s.replace(" ", "\u00a0", 1),
    lambda s: re.sub(r" the\b", " ‘the’", s, count=1),
    lambda s: s + " 🙂",
    lambda s: s.replace(" we ", " #we "),
]


@given(sentences, sentences, sentences)
def test_what_stands_around_the_passage_changes_nothing(before: str, sentence: str, after: str) -> None:
    """The sentence with a word dropped, alone and among others."""
    printed = one(re.sub(r"\b(the|that) ", "", sentence, count=1))
    alone, among = compare(printed, sentence), compare(printed, f"{before} ¶ {sentence} ¶ {after}")
    if sentence not in (before, after):
        assert (alone.verdict, [e.what for e in alone.edits]) == (among.verdict, [e.what for e in among.edits])


@given(sentences, st.integers(0, 500), st.integers(0, 500))
def test_where_the_print_stands_changes_nothing(sentence: str, first: int, second: int) -> None:
    text = sentence.replace("the ", "")
    assert compare(one(text, first), sentence).reason == compare(one(text, second), sentence).reason


@given(sentences)
def test_a_dropped_negation_is_seen(sentence: str) -> None:
    for match in re.finditer(r" not\b| never\b|n['’]t\b", sentence):
        changed = sentence[: match.start()] + sentence[match.end() :]
        assert compare(one(f"“{changed}”"), sentence).verdict == "meaning"


@given(sentences, st.sampled_from(["not", "never", "hardly"]), st.data())
def test_an_added_negation_is_seen(sentence: str, word: str, data: st.DataObject) -> None:
    gaps = [m.start() for m in re.finditer(" ", sentence)]
    at = data.draw(st.sampled_from(gaps))
    changed = f"{sentence[:at]} {word}{sentence[at:]}"
    assert compare(one(f"“{changed}”"), sentence).verdict == "meaning"


@given(sentences, st.integers(1, 9), st.data())
def test_a_changed_digit_is_seen(sentence: str, digit: int, data: st.DataObject) -> None:
    places = [m.start() for m in re.finditer(r"\d", sentence) if m.group() != str(digit)]
    if places:
        at = data.draw(st.sampled_from(places))
        changed = sentence[:at] + str(digit) + sentence[at + 1 :]
        assert compare(one(f"“{changed}”"), sentence).verdict == "meaning"


@given(sentences, st.data())
def test_a_part_of_a_sentence_is_verbatim_unless_a_denial_is_cut_off(sentence: str, data: st.DataObject) -> None:
    words = sentence.split(" ")
    start = data.draw(st.integers(0, len(words) - 2))
    stop = data.draw(st.integers(start + 2, len(words)))
    assume(words[stop - 1] != "14" and words[start] != "million")  # half of "14 million" is another number
    result = compare(one(" ".join(words[start:stop])), sentence)
    assert result.verdict == "verbatim" or [e.what for e in result.edits] == ["negation"]
