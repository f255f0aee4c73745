"""Signature lines of posts: every shape that extraction leaves, and handles that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.signature import find_signatures

# text, the words of the signature, author, handle, date
FOUND = [
    ("So it goes. — Ann Lee (@annlee) May 3, 2021", "— Ann Lee (@annlee) May 3, 2021", "Ann Lee", "annlee", "2021-05-03"),
    ("it goes pic.twitter.com/a1— Ann (@ann) 3 May 2021", "— Ann (@ann) 3 May 2021", "Ann", "ann", "2021-05-03"),
    ("it goes\n– Ann 🌹💋 (@ann_1) 3. Mai 2021", "– Ann 🌹💋 (@ann_1) 3. Mai 2021", "Ann 🌹💋", "ann_1", "2021-05-03"),
    ("goes &mdash; Ann (@ann) 3 mai 2021\nmore", "&mdash; Ann (@ann) 3 mai 2021", "Ann", "ann", "2021-05-03"),
    ("goes -- Ann (@ann) 3 maja 2021", "-- Ann (@ann) 3 maja 2021", "Ann", "ann", "2021-05-03"),
    ("続く — 松本 (@kei) 2020年1月24日", "— 松本 (@kei) 2020年1月24日", "松本", "kei", "2020-01-24"),
    ("так — Анна (@ann) 7 января 2018 г.", "— Анна (@ann) 7 января 2018 г.", "Анна", "ann", "2018-01-07"),
    ("x — Bo (she/her) [ok] (@bo) May 3, 2021", "— Bo (she/her) [ok] (@bo) May 3, 2021", "Bo (she/her) [ok]", "bo", "2021-05-03"),
    ("x — Jean-e-s – Nord (@jn) May 3, 2021", "— Jean-e-s – Nord (@jn) May 3, 2021", "Jean-e-s – Nord", "jn", "2021-05-03"),
    ("x https://t.co/a — Bit — News (@bn) May 3, 2021", "— Bit — News (@bn) May 3, 2021", "Bit — News", "bn", "2021-05-03"),
    ("stop — now — Bo (@bo) May 3, 2021", "— Bo (@bo) May 3, 2021", "Bo", "bo", "2021-05-03"),
    ("x — Evening\nPost (@ep) May 3,\n2021", "— Evening\nPost (@ep) May 3,\n2021", "Evening Post", "ep", "2021-05-03"),
    ("x — Bo (@bo.b.social) May 3, 2024 at 3:04 PM", "— Bo (@bo.b.social) May 3, 2024 at 3:04 PM", "Bo", "bo.b.social", "2024-05-03"),
    ("x — Bo (@bo) 3 Mai 2021. He left.", "— Bo (@bo) 3 Mai 2021", "Bo", "bo", "2021-05-03"),
    ("x — Bo (@bo) 9 listopada 2022", "— Bo (@bo) 9 listopada 2022", "Bo", "bo", None),
]  # fmt: skip

NONE = [
    "Follow us — The Evening Post (@eveningpost)",
    "Ann Lee (@annlee) May 3, 2021",
    "He thanked (@annlee) on May 3, 2021",
    "— Ann Lee (@annlee)",
    "The account — Ann Lee (@annlee) May 3, 2021 and then nothing — was closed.",
    "The account — Ann Lee (@annlee) May 3, 2021, was closed.",
    "— and then, after all that had been said in the long night, the minister's own spokesman, Ann (@ann) May 3, 2021",
    "— Ann (@ann) 3 films of 2019",
    "— Ann (@ann) and Bo (@bo) May 3, 2021",
    "— (@ann) May 3, 2021",
    "mail — ann(@)example.org May 3, 2021",
    "one\n\n— two\n\n(@ann) May 3, 2021",
]


@pytest.mark.parametrize(("text", "words", "author", "handle", "posted"), FOUND)
def test_found(text: str, words: str, author: str, handle: str, posted: str | None) -> None:
    (one,) = find_signatures(text)
    assert text[one.start : one.stop] == words
    assert (one.author, one.handle, one.posted) == (author, handle, posted)


@pytest.mark.parametrize("text", NONE)
def test_no_signature(text: str) -> None:
    assert find_signatures(text) == ()


def test_the_link_of_the_date_is_the_posts_address() -> None:
    text = "x — Bo ([@bo](https://x.com/bo)) [May 3, 2021](https://x.com/bo/status/1389) next"
    (one,) = find_signatures(text)
    assert (one.url, text[one.stop :]) == ("https://x.com/bo/status/1389", " next")


def test_the_language_decides_what_a_month_means() -> None:
    text = "x — Bo (@bo) 9 listopada 2022"
    assert find_signatures(text, "pl")[0].posted == "2022-11-09"
    assert find_signatures(text, "hr")[0].posted == "2022-10-09"


def test_several_are_apart_and_in_order() -> None:
    text = "a — Bo (@bo) May 3, 2021 B — Cy (@cy) May 4, 2021"
    assert [(one.handle, one.posted) for one in find_signatures(text)] == [("bo", "2021-05-03"), ("cy", "2021-05-04")]


PIECES = st.sampled_from(
    ["— ", "– ", "Ann", "(@ann)", "(@b.c)", " May 3, 2021", " 3 mai 2021", "\n", "\n\n", " ", "9", "🌹", "(@", ")"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    stop = 0
    for one in find_signatures(text):
        assert stop <= one.start < one.stop <= len(text)
        assert f"@{one.handle}" in text[one.start : one.stop]
        stop = one.stop
