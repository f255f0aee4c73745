"""Which statements come together, and which are the others' source."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import TrailsError
from tests.trail.tables import FULL, followed, rows, table

pytestmark = pytest.mark.slow  # the loops are compiled the first time

OTHER = "The council of the old town has never seen so many fishermen in its hall as on that evening in March"


def test_the_same_words_in_other_print() -> None:
    found = followed(FULL, f"“{FULL.upper()},”", FULL, "We’re naïve – he said", "We're naive: he said")
    assert found["b"] == ("a", "a", "typographic")
    assert found["c"] == ("a", "a", "same")
    assert found["d"] == ("d", None, None), "under six words, and nobody knows who said them"
    assert found["e"] == ("e", None, None)


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("We are ready to negotiate with the port workers about the winter shifts", "cut"),
        ("We are ready to negotiate with the port workers in Westmere", "spliced"),
        (FULL.replace("winter shifts", "summer holidays"), "reworded"),
        (FULL.replace("are ready", "are not ready"), "meaning"),
        (FULL + " and this is our last word", "reworded"),
    ],
)
def test_what_an_edge_changed(words: str, change: str) -> None:
    assert followed(FULL, OTHER, words)["c"] == ("a", "a", change)


def test_the_source_is_the_one_that_has_the_changed_words() -> None:
    changed = FULL.replace("winter shifts", "summer holidays")
    cut = changed.removesuffix(" in Westmere").removeprefix("We are ")
    found = followed(FULL, changed, cut, FULL.removesuffix(" in Westmere"))
    assert found["c"] == ("a", "b", "cut")
    assert found["d"] == ("a", "a", "cut")


TEMPLATE = "The company said that revenue of {} in the third quarter was {} percent higher than in the year before"


def test_templates_and_stock_phrases_do_not_merge() -> None:
    stock = "our thoughts and prayers are with the victims"
    found = followed(
        TEMPLATE.format("14 million", 3), TEMPLATE.format("900 million", 8),
        f"{OTHER} and {stock}", f"As the mayor of this town I can only say that {stock} of the storm at Grunhaven harbour",
        "On Monday the minister will meet Petra Lindqvist for talks about the new law on harbours",
        "On Monday the minister will meet Tomas Reyes for talks about the new law on harbours",
    )  # fmt: skip
    assert [trail for trail, _, _ in found.values()] == list("abcdef")


@pytest.mark.parametrize("more", ["", " tonight and all who love them"])
def test_a_stock_phrase_in_many_articles(more: str) -> None:
    source = random.Random(1)
    texts = []
    for _ in range(2_000):
        count = source.randrange(10, 30) if more else 20
        words = ["".join(source.choices("aeioubdfgklmnprst", k=7)) for _ in range(count)]
        place = source.randrange(len(words))
        stock = f"our thoughts and prayers are with the victims and their families{more}"
        texts.append(" ".join([*words[:place], stock, *words[place:]]))
    made = table(*texts[:1]).schema
    ids = pa.array([f"s{place}" for place in range(len(texts))])
    columns = [ids, ids, ids, pa.array([datetime(2024, 3, 1)] * len(texts), pa.timestamp("us")), pa.array(texts)]
    found = onrecord.trails(pa.table(columns, schema=made))
    assert max(found["trail"].value_counts().field("counts").to_pylist()) <= (20 if more else 1)


def test_a_changed_number_stays_in_the_trail_of_its_speaker() -> None:
    texts = FULL.replace("the pier", "40 jobs"), FULL.replace("the pier", "14 jobs")
    assert followed(*texts)["b"] == ("b", None, None)
    assert followed(*texts, speakers=["Jane Dorn", "Jane Dorn"])["b"] == ("a", "a", "meaning")
    assert followed(*texts, speakers=["Jane Dorn", "Tomas Reyes"])["b"] == ("b", None, None)
    assert followed(*texts, speakers=["Jane Dorn", "Jane Dorn"], days=[0, 30])["b"] == ("b", None, None)


def test_short_statements_join_where_the_speaker_agrees() -> None:
    found = followed(
        "We will not go", "We will not go!", "We will not go", speakers=["Jane Dorn", "Jane Dorn", "Eli Moss"]
    )
    assert [trail for trail, _, _ in found.values()] == ["a", "a", "c"]


def test_time_decides_and_not_the_order_of_rows() -> None:
    cut = FULL.removesuffix(" but not about the pier in Westmere")
    assert followed(cut, FULL, days=[5, 1])["a"] == ("b", "b", "cut")
    assert followed(cut, FULL, days=[0, 0])["a"] == ("b", "b", "cut"), "at the same time the longer one is first"
    assert followed(cut, FULL, days=[None, 1])["a"] == ("b", None, None), "nobody knows whether it was later"
    assert {trail for trail, _, _ in followed(cut, FULL, FULL, days=[None] * 3).values()} == {"b"}


def test_nothing_and_next_to_nothing() -> None:
    empty = onrecord.trails(table())
    assert empty.num_rows == 0
    assert empty.schema.names == ["statement", "trail", "parent", "change", "score"]
    assert followed(None, "", "…", "…") == {one: (one, None, None) for one in "abcd"}


def test_scripts_without_spaces_and_other_alphabets() -> None:
    found = followed(
        "我们愿意与港口工人就冬季轮班问题进行谈判", "我们愿意与港口工人就冬季轮班问题进行谈判。",
        "Мы готовы вести переговоры с портовиками о зимних сменах", "МЫ ГОТОВЫ вести переговоры с портовиками о зимних сменах",
    )  # fmt: skip
    assert [trail for trail, _, _ in found.values()] == ["a", "a", "c", "c"]


def test_the_same_article_many_times_and_a_very_long_text() -> None:
    source = random.Random(3)
    long = " ".join(f"w{source.randrange(9_000)}x" for _ in range(50_000))
    found = followed(*[FULL] * 9, long, long + " " + FULL, FULL.replace("winter", "summer"))
    assert {found[one][0] for one in "abcdefghi"} == {"a"}
    assert found["j"][0] == found["k"][0]
    assert found["l"] == ("a", "a", "reworded")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda good: good.drop_columns(["outlet"]), "columns"),
        (lambda good: pa.concat_tables([good, good]), "ids"),
        (lambda good: good.set_column(3, "published", pa.array(["spring", "summer"])), "type"),
    ],
)
def test_tables_that_cannot_be_followed(change: Any, reason: str) -> None:
    with pytest.raises(TrailsError) as caught:
        onrecord.trails(change(table(FULL, OTHER)))
    assert caught.value.reason == reason
    with pytest.raises(TrailsError):
        onrecord.trails(table(FULL), engine="abacus")


SOME = ["the", "pier", "Westmere", "40", "stays", "open", "not", "winter", "ferries", "Dorn", "it", "will", "be"]
WORDS = st.lists(st.sampled_from(SOME), max_size=14)


@given(st.lists(WORDS, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_forest_whatever_the_words_and_their_order(texts: list[list[str]], shuffled: random.Random) -> None:
    given_table = table(*(" ".join(words) for words in texts))
    found = rows(onrecord.trails(given_table))
    for one, (trail, parent, change) in found.items():
        assert found[trail][:2] == (trail, None)
        assert (parent is None) == (change is None)
        assert parent is None or (parent < one and found[parent][0] == trail)
    order = list(range(len(texts)))
    shuffled.shuffle(order)
    assert rows(onrecord.trails(given_table.take(pa.array(order, pa.int64())))) == found


def many(texts: list[str], days: list[int] | None = None) -> list[str]:
    """Follow many texts, all of one moment unless told otherwise; the trail of each."""
    ids = pa.array([f"s{place:06}" for place in range(len(texts))])
    times = [datetime(2024, 3, 1 + day) for day in days] if days else [datetime(2024, 3, 1)] * len(texts)
    columns = {"id": ids, "document": ids, "outlet": ids, "published": pa.array(times, pa.timestamp("us"))}
    found = onrecord.trails(pa.table(columns | {"text": pa.array(texts)}))
    trail: list[str] = found["trail"].to_pylist()
    return trail


def test_a_stock_phrase_in_a_hundred_thousand_articles() -> None:
    source = random.Random(5)
    words = ["".join(source.choices("aeioubdfgklmnprst", k=7)) for _ in range(30_000)]
    stock = "our thoughts and prayers are with the victims and their families"
    texts = [f"{' '.join(source.choices(words, k=10))} {stock}" for _ in range(100_000)]
    assert len(set(many(texts))) > 99_980, "a few have two more words in common, next to it: more than half of all"


def test_the_same_words_again_and_again() -> None:
    texts = [FULL] * 20_000 + [FULL.replace("winter", "summer")] * 20_000
    assert len(set(many(texts, [0] * 20_000 + [1] * 20_000))) == 1
    noise = ["ha " * 30_000, "ha " * 25_000 + "ho", "ha " * 900, FULL]
    assert many(noise)[3] == "s000003"


def test_a_template_that_everybody_fills() -> None:
    texts = [TEMPLATE.format(f"{place} million", place % 90) for place in range(1_000)]
    assert len(set(many(texts))) == 1_000


def test_very_short_among_very_long() -> None:
    long = " ".join([OTHER, FULL] * 40)
    found = followed("Yes", long, "Yes", FULL, "No", long + " and so on")
    assert found["a"][0] != found["c"][0], "nobody knows who said it"
    assert found["e"] == ("e", None, None)
    assert found["f"][0] == "b"
