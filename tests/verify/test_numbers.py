from __future__ import annotations

import pytest

from onrecord.model import Span
from onrecord.verify.units import build


def keys(text: str, code: str = "en") -> list[str]:
    return [unit.key for unit in build((Span(0, len(text), text),), code).units]


@pytest.mark.parametrize(
    ("same", "key"),
    [
        ("5 | five", "#5"),
        ("5% | 5 % | five percent | 5 per cent | 5 pct | 5.0% | five per cent", "#5 %"),
        ("$5 | US$5 | 5 dollars | five US dollars | USD 5 | $5.00 | 5 USD", "#5 $"),
        ("$5m | $5 million | 5 million dollars | $5,000,000 | five million dollars | $5 mln", "#5000000 $"),
        ("2.6 million | 2.6million | 2,600,000 | two million six hundred thousand", "#2600000"),
        ("25 | twenty-five | twenty five", "#25"),
        ("205 | two hundred and five | two hundred five", "#205"),
        ("1995 | nineteen ninety-five", "#1995"),
        ("2016 | two thousand sixteen | twenty sixteen", "#2016"),
        ("100 | a hundred | one hundred", "#100"),
        ("1st | first", "#1th"),
        ("21st | twenty-first", "#21th"),
        ("November 9 | 9 November | Nov. 9 | 9th of November | November 9th", "@11-9"),
        ("1990s | '90s", "#1990s"),
        ("10,000 | 10 000", "#10000"),
    ],
)
def test_one_value_has_one_key(same: str, key: str) -> None:
    assert {form: keys(form) for form in same.split(" | ")} == {form: [key] for form in same.split(" | ")}


@pytest.mark.parametrize(
    "text",
    [
        "5 | 6", "5 | 5%", "5 | $5", "$5 | €5", "5 | -5", "1.5 | 15", "5 million | 5 billion", "first | second",
        "5 | 5th", "4-1 | 1-4", "1/3 | 2/3", "7:30 | 8:30", "3.125 | 3,125", "1990s | 1980s", "November 9 | November 19",
        "5% | 5 percentage points", "five hundred | five thousand", "May 5 | May 5 percent",
    ],
)  # fmt: skip
def test_other_values_have_other_keys(text: str) -> None:
    first, second = text.split(" | ")
    assert keys(first) != keys(second)


def test_decimal_marks_follow_the_language() -> None:
    assert keys("1.000 Euro", "de") == ["#1000 €"]
    assert keys("18,3 Prozent", "de") == ["#18.3 %"]
    assert keys("1.000 euros", "en") == ["#1 €"]
    assert keys("fünf Millionen", "de") == ["#5000000"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("may 5 men", ["may", "#5", "men"]),
        ("a man", ["a", "man"]),
        ("three, four", ["#3", "#4"]),
        ("one of the two", ["#1", "of", "the", "#2"]),
        ("the 5th of them", ["the", "#5th", "of", "them"]),
        ("don't", ["do", "not"]),
        ("dont", ["do", "not"]),
        ("can't cannot won't", ["can", "not", "can", "not", "will", "not"]),
        ("gonna", ["going", "to"]),
        ("it's Anna's", ["it", "is", "anna", "'s"]),
        ("colour organise Kiev", ["color", "organize", "kyiv"]),
        ("30min", ["#30", "min"]),
    ],
)
def test_what_is_no_quantity_stays_words(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize("text", ["hundred " * 5000, "5 " + "million " * 5000, "a " * 5000, "1,2," * 5000, "9" * 5000])
def test_absurd_numbers_are_read(text: str) -> None:
    assert keys(text)
