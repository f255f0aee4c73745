"""What is looked for, taken apart; and that texts and queries fall into the same words as in the engine."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import QueryError
from onrecord.record.search_words import Phrase, Wanted, fold, parse, places, words_of

BLOCKS = (
    (0, 0x24F), (0x300, 0x33F), (0x391, 0x3CE), (0x400, 0x45F), (0x5D0, 0x5EA), (0x620, 0x64A), (0x905, 0x94D), (0xE01, 0xE3A),
    (0x1E00, 0x1EF9), (0x2010, 0x2027), (0x20A0, 0x20AC), (0x2150, 0x215F), (0x3041, 0x3096), (0x4E00, 0x9FA5),
    (0xAC00, 0xD7A3), (0xFF01, 0xFF5E), (0x1F600, 0x1F640),
)  # fmt: skip
"""Scripts as old as the engine's own tables: what Unicode added since, the two may see differently."""
TEXTS = st.text(
    st.one_of(
        *(st.characters(min_codepoint=low, max_codepoint=high) for low, high in BLOCKS),
        st.sampled_from('aAé ’-_.*"好วİßς½ '),
    ),
    max_size=40,
)


def phrase(text: str, *, begun: bool = False) -> tuple[Phrase, ...]:
    return (Phrase(tuple(text.split()), begun),)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", Wanted()),
        ("  ", Wanted()),
        ("Pier OPEN", Wanted((phrase("pier"), phrase("open")))),
        ('"Pier open" winter', Wanted((phrase("pier open"), phrase("winter")))),
        ("“Pier open”", Wanted((phrase("pier open"),))),
        ("„Pier open“ »zu«", Wanted((phrase("pier open"), phrase("zu")))),
        ('"never closed', Wanted((phrase("never closed"),))),
        ("don’t", Wanted((phrase("don t"),))),
        ("well-known", Wanted((phrase("well known"),))),
        ("pier -winter", Wanted((phrase("pier"),), phrase("winter"))),
        ('pier -"old pier"', Wanted((phrase("pier"),), phrase("old pier"))),
        ("-winter", Wanted((), phrase("winter"))),
        ("win*", Wanted((phrase("win", begun=True),))),
        ('"old pi*"', Wanted((phrase("old pi", begun=True),))),
        ("pier OR quay boat", Wanted((phrase("pier") + phrase("quay"), phrase("boat")))),
        ("OR pier", Wanted((phrase("or"), phrase("pier")))),
        ("pier OR", Wanted((phrase("pier"),))),
        ("NEAR(a b) col:x", Wanted((phrase("near a"), phrase("b"), phrase("col x")))),
        ("São Łódź Straße", Wanted((phrase("sao"), phrase("lodz"), phrase("strasse")))),
        ("你好", Wanted((phrase("你 好"),))),
    ],
)
def test_queries(query: str, wanted: Wanted) -> None:
    assert parse(query) == wanted


@pytest.mark.parametrize("query", ["!!!", '""', "—", "🙂 …"])
def test_no_word_at_all(query: str) -> None:
    with pytest.raises(QueryError, match="no word"):
        parse(query)


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("“The café’s pier stays open,”", "cafe", ["café"]),
        ("The pier stays; piers stay.", "pier*", ["pier", "piers"]),
        ("the pier stays open", '"pier stays"', ["pier stays"]),
        ("the old, old pier", '"old old" pier', ["old, old", "pier"]),
        ("a b a b a", '"a b a"', ["a b a b a"]),
        ("今天天气很好", "天气", ["天气"]),
        ("nothing here", "pier", []),
        ("ﬁsh and İstanbul", "fish istanbul", ["ﬁsh", "İstanbul"]),
        ("cafe\u0301 noir", "café", ["cafe\u0301"]),
    ],
)
def test_places(text: str, query: str, shown: list[str]) -> None:
    phrases = [one for group in parse(query).groups for one in group]
    assert [text[start:stop] for start, stop in places(text, phrases)] == shown


@given(TEXTS, TEXTS)
def test_places_lie_in_the_text_in_order(text: str, query: str) -> None:
    words = words_of(query)
    found = places(text, [Phrase(words)] if words else [])
    assert all(0 <= start < stop <= len(text) for start, stop in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(TEXTS)
def test_words_are_the_same_the_quick_way_and_character_by_character(text: str) -> None:
    folded = fold(text)
    slow = _slowly(folded)
    assert list(words_of(text)) == slow


def _slowly(text: str) -> list[str]:
    """Words of a folded text, by the categories of its characters alone."""
    words, word = [], ""
    for character in f"{text} ":
        inside = character.isalnum() or unicodedata.category(character) in ("Mn", "Mc", "Co")
        if word and (not inside or _is_alone(character) or _is_alone(word)):
            words.append(word)
            word = ""
        word += character if inside else ""
    return words


def _is_alone(text: str) -> bool:
    return fold(text).startswith(" ")
