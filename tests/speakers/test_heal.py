"""Statements whose mention was not seen, or was cut: what their sentences say; ages, parties, letters and kinds of bodies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Document, Span, Statement
from onrecord.readers.read import read_source
from onrecord.readers.types import Source
from onrecord.settings import Options
from onrecord.speakers.callings import callings_at
from onrecord.speakers.cast import Cast
from onrecord.speakers.heal import criticised, mended, unseen
from onrecord.speakers.traits import traits_at
from onrecord.speakers.voice import signed
from onrecord.text.names import find_names
from onrecord.text.sentences import sentence_starts


def read(text: str) -> tuple[Document, Cast]:
    document, posts = read_source(Source("test.txt", text.encode()), Options(language="en"))
    assert document.text == text
    return document, Cast(document, posts)


def statement(text: str, cue: str, content: str, kind: str = "indirect") -> Statement:
    spans = [Span(text.index(words), text.index(words) + len(words), words) for words in (content, cue)]
    return Statement("s", kind, (spans[0],), spans[1], None, "neutral", None, None, 1.0)  # type: ignore[arg-type]


UNSEEN = [
    ("Per Haddad was called a fool by fellow doctors on Monday.", "was called", "a fool", "fellow doctors"),
    ("The plan was rejected by the Lund Harbour Board in May.", "was rejected", "The plan", "the Lund Harbour Board"),
    ("The plan was backed by 42 percent of those asked.", "was backed", "The plan", "42 percent of those asked"),
    ("The plan was to be rejected by Friday.", "rejected", "The plan", None),
    ("The plan was reached by phone.", "was reached", "The plan", None),
    ("The alliance, which has two members, wants a new quay.", "wants", "a new quay", "The alliance"),
    ("Norway, for instance, says it is cold.", "says", "it is cold", "Norway"),
    ("In Norway, for instance, says it is cold.", "says", "it is cold", None),
    ("After saying it was cold, Jane Dorn left.", "saying", "it was cold", "Jane Dorn"),
    ("Noting that it was cold, she left.", "Noting", "that it was cold", "she"),
    ("Saying nothing of it would be wrong.", "Saying", "nothing of it", None),
    ("It looks wrong to me.", "looks", "wrong", "me"),
]


@pytest.mark.parametrize(("text", "cue", "content", "expected"), UNSEEN)
def test_a_mention_that_was_not_seen(text: str, cue: str, content: str, expected: str | None) -> None:
    found = unseen(read(text)[1], statement(text, cue, content))
    assert (found.text if found else None) == expected


def test_a_name_behind_the_cue_of_a_quotation() -> None:
    text = "“It is cold,” said Jane Dorn."
    found = unseen(read(text)[1], statement(text, "said", "“It is cold,”", "direct"))
    assert found is not None
    assert (found.start, found.text) == (19, "Jane Dorn")


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("Even China, its only ally, said it was cold.", "its only ally,", "China, its only ally,"),
        ("Jane Dorn, the mayor, said it was cold.", "the mayor,", "Jane Dorn, the mayor,"),
        ("In China, officials said it was cold.", "officials", "officials"),
        ("46 percent would choose Dorn and 44 percent Haddad.", "46 percent would choose Dorn and 44 percent", "44 percent"),
        ("Those who would stay and leave said so.", "Those who would stay and leave", "Those who would stay and leave"),
    ],
)  # fmt: skip
def test_a_mention_that_was_cut(text: str, mention: str, expected: str) -> None:
    at = text.index(mention)
    found = mended(read(text)[1], Span(at, at + len(mention), mention))
    assert found.text == expected == text[found.start : found.stop]


@pytest.mark.parametrize(
    ("cue", "told"),
    [("came under withering criticism", True), ("drew fire", True), ("came to say", False), ("faced the press and said", False)],
)  # fmt: skip
def test_who_is_criticised_does_not_speak(cue: str, told: bool) -> None:
    text = f"The council {cue} for it all."
    assert criticised(statement(text, cue, "it all")) is told


@pytest.mark.parametrize(
    ("text", "traits"),
    [
        ("Jane Dorn, 34, left.", {"34-year-old"}),
        ("Jane Dorn (34) left.", {"34-year-old"}),
        ("Jane Dorn is 34 and tired.", {"34-year-old"}),
        ("The 34-year-old baker Jane Dorn left.", {"34-year-old"}),
        ("Jane Dorn, a 34-year-old baker, left.", {"34-year-old"}),
        ("Jane Dorn, 25 years later, left.", set()),
        ("Jane Dorn, 34 others and a dog left.", set()),
        ("Sen. Jane Dorn, D-N.M., left.", {"democrat", "new", "mexico"}),
        ("Rep. Jane Dorn (R-Ohio) left.", {"republican", "ohio"}),
        ("Jane Dorn (Democrat) left.", {"democrat"}),
    ],
)
def test_what_is_told_beside_a_name(text: str, traits: set[str]) -> None:
    name = next(name for name in find_names(text) if name.text == "Jane Dorn")
    assert set(traits_at(text, name)) == traits


@pytest.mark.parametrize(
    ("text", "name", "nouns"),
    [
        ("Zapta, a Berlin startup, left.", "Zapta", {"startup"}),
        ("Zapta is a company of ten.", "Zapta", {"company"}),
        ("The Zapta network left.", "Zapta", {"network"}),
        ("The Zapta television network left.", "Zapta", {"network"}),
        ("The website Zapta left.", "Zapta", {"website"}),
        ("Zapta sued a company.", "Zapta", set()),
    ],
)
def test_what_a_body_is_called(text: str, name: str, nouns: set[str]) -> None:
    found = next(one for one in find_names(text) if one.text == name)
    assert set(callings_at(text, found)) == nouns


def test_letters_are_their_signers() -> None:
    text = "I live here.\n\nIt is loud.\n\nJane Dorn.\n\nLund.\n\nI like it.\n\nPer Haddad, Oslo\n\nGive it up.\n\n@peer_1\n\nThe end."
    document, _ = read(text)
    found = signed(text, [block for block in document.blocks if block.kind in ("paragraph", "signature")])
    assert [row.name for row in found] == ["Jane Dorn", "Per Haddad", "@peer_1"]
    assert "I live here" in text[found[0].start : found[0].stop]
    assert "Give it up" in text[found[2].start : found[2].stop]


def test_a_line_with_a_name_signs_no_report() -> None:
    text = "The bridge was shut on Monday, the mayor said.\n\nJane Dorn.\n\nLund.\n\nIt opens in May, she said."
    document, _ = read(text)
    assert signed(text, [block for block in document.blocks if block.kind == "paragraph"]) == []


def test_sentences_start_behind_full_stops_that_end_one() -> None:
    text = "Mr. Dorn left. J. Haddad stayed at 5 p.m. He slept.\nNo. 5 is “shut.” It is."
    assert [text[a:][:6] for a in sentence_starts(text)][:3] == ["Mr. Do", "J. Had", "He sle"]


@given(st.text(alphabet="AbC .?!\n“”", max_size=60))
def test_sentence_starts_rise_within_the_text(text: str) -> None:
    starts = sentence_starts(text)
    assert starts[0] == 0
    assert list(starts) == sorted(starts)
    assert starts[-1] <= len(text)
