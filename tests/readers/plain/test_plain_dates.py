"""Printed dates: what each language prints and which day it is; what is no date, or not surely one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord import lexicon
from onrecord.text.dates import date_at, find_dates, parse_date, parse_moment

SURE = [
    ("November 9, 2022", None, "2022-11-09"),
    ("Nov. 9, 2022", None, "2022-11-09"),
    ("Sept. 9, 2022", None, "2022-09-09"),
    ("9 November 2022", None, "2022-11-09"),
    ("9th of November 2022", None, "2022-11-09"),
    ("Wednesday, November 9, 2022", None, "2022-11-09"),
    ("2022-11-09", None, "2022-11-09"),
    ("2022/11/09", None, "2022-11-09"),
    ("20221109", None, "2022-11-09"),
    ("9-Nov-2022", None, "2022-11-09"),
    ("Wed, 09 Nov 2022 15:26:00 GMT", None, "2022-11-09"),
    ("Published: Nov 9, 2022", None, "2022-11-09"),
    ("9. November 2022", "de", "2022-11-09"),
    ("9.11.2022", "de", "2022-11-09"),
    ("Mittwoch, 9. November 2022", "de", "2022-11-09"),
    ("3. März 2022", "de", "2022-03-03"),
    ("9 novembre 2022", "fr", "2022-11-09"),
    ("1er août 2022", "fr", "2022-08-01"),
    ("9 de noviembre de 2022", "es", "2022-11-09"),
    ("9 novembre 2022", "it", "2022-11-09"),
    ("9 de nov. de 2022", "pt", "2022-11-09"),
    ("9 november 2022", "nl", "2022-11-09"),
    ("9 listopada 2022", "pl", "2022-11-09"),
    ("9. listopada 2022", "hr", "2022-10-09"),
    ("9. marraskuuta 2022", "fi", "2022-11-09"),
    ("2022. november 9.", "hu", "2022-11-09"),
    ("2022 m. lapkričio 9 d.", "lt", "2022-11-09"),
    ("2022. gada 9. novembris", "lv", "2022-11-09"),
    ("9 ноября 2022 г.", "ru", "2022-11-09"),
    ("9 листопада 2022", "uk", "2022-11-09"),
    ("9 Νοεμβρίου 2022", "el", "2022-11-09"),
    ("9 Kasım 2022", "tr", "2022-11-09"),
    ("9 tháng 11, 2022", "vi", "2022-11-09"),
    ("٩ نوفمبر ٢٠٢٢", "ar", "2022-11-09"),
    ("9 בנובמבר 2022", "he", "2022-11-09"),
    ("9 नवंबर 2022", "hi", "2022-11-09"),
    ("9 พฤศจิกายน 2022", "th", "2022-11-09"),
    ("2020年1月24日", None, "2020-01-24"),
    ("2022년 11월 9일", None, "2022-11-09"),
    ("13/11/2022", None, "2022-11-13"),
    ("11/13/2022", None, "2022-11-13"),
    ("9/11/2022", "fr", "2022-11-09"),
    ("9/11/2022", "en-GB", "2022-11-09"),
    ("9/11/2022", "en-US", "2022-09-11"),
    ("9 Tachwedd 2022", "cy", "2022-11-09"),  # Welsh: dateparser's own
]

UNSURE = [
    ("May", None),
    ("2022", None),
    ("May 2022", None),
    ("November 9", None),
    ("9 Nov 22", None),
    ("in two days", None),
    ("9/11/2022", None),
    ("9/11/2022", "en"),
    ("9 listopada 2022", None),  # October in Croatian, November in Polish
    ("February 30, 2022", None),
    ("32 May 2022", None),
    ("2022-13-09", None),
    ("9 November 2565", None),
    ("chapter 3 of the 2022 book", None),
    ("November 9, 2022 and May 3, 2021", None),
    ("The war began on 24 February 2022", None),
    ("1234567", None),
    ("", None),
]


@pytest.mark.parametrize(("printed", "language", "iso"), SURE)
def test_read(printed: str, language: str | None, iso: str) -> None:
    assert parse_date(printed, language) == iso


@pytest.mark.parametrize(("printed", "language"), UNSURE)
def test_declined(printed: str, language: str | None) -> None:
    assert parse_date(printed, language) is None


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("09 November 2022 • 15:26", "2022-11-09T15:26"),
        ("November 9, 2022 at 3:04 PM EDT", "2022-11-09T15:04"),
        ("November 9, 2022, 12:30 a.m.", "2022-11-09T00:30"),
        ("Updated 3:04 PM, November 9, 2022", "2022-11-09T15:04"),
        ("9. November 2022, 15.26 Uhr", "2022-11-09T15:26"),
        ("Le 9 novembre 2022 à 15h26", "2022-11-09T15:26"),
        ("2022-11-09T15:26:07Z", "2022-11-09T15:26:07+00:00"),
        ("2022-11-09 15:26 +01:00", "2022-11-09T15:26+01:00"),
        ("9 November 2022", "2022-11-09"),
    ],
)
def test_times_are_kept_as_printed(printed: str, moment: str) -> None:
    assert parse_moment(printed) == moment


def test_full_dates_in_prose_with_their_places() -> None:
    text = "It began on February 24, 2022 and, by 9 November 2022, on 2022-11-11, in May 2023, was over."
    assert [(text[d.start : d.stop], d.iso) for d in find_dates(text)] == [
        ("February 24, 2022", "2022-02-24"),
        ("9 November 2022", "2022-11-09"),
        ("2022-11-11", "2022-11-11"),
    ]


@pytest.mark.parametrize(
    "text", ["It cost $12 May 2022 said", "the set 3, 2019 edition", "rooms 9-11-2022a", "version 1.9.11.2022"]
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert find_dates(text, language="en") == ()


def test_every_month_of_the_table_is_read_in_its_language() -> None:
    for language, months in lexicon.load("dates")["months"].items():
        for number, row in enumerate(months, 1):
            for word in row.split():
                found = find_dates(f"4. {word} 2015 / 4 {word} 2015", language=language)
                assert [date.iso for date in found] == [f"2015-{number:02}-04"] * 2, (language, word)


def test_a_date_may_break_over_a_line_but_not_over_a_paragraph() -> None:
    assert find_dates("on November 9,\n2022 they")[0].iso == "2022-11-09"
    assert find_dates("on November 9,\n\n2022 they") == ()


def test_a_date_at_a_place() -> None:
    assert date_at("x) 9 May 2022", 2) is not None
    assert date_at("x) on 9 May 2022", 2) is None


PIECES = st.sampled_from(
    ["9", "09", "31", "2022", "22", " ", ", ", ".", ". ", "/", "-", "\n", "May", "November ", "Nov.", "Mai", "listopada", "maja ",
     "Wednesday, ", "Mittwoch", "9 May 2022", "9. Mai 2022", "2022-11-09", "11/9/2022", "2022年11月9日", "T15:26", " 15:26 GMT"]
)  # fmt: skip


@given(
    st.lists(PIECES | st.text(max_size=2), max_size=20).map("".join),
    st.sampled_from([None, "en", "de", "pl", "fr", "ja"]),
)
@example("9 May 2022 2022-11-09", "en")
def test_any_text_gives_dates_that_lie_in_it(text: str, language: str | None) -> None:
    stop = 0
    for found in find_dates(text, language=language):
        assert stop <= found.start < found.stop <= len(text)
        stop = found.stop


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_in_english_and_iso(day: date) -> None:
    assert parse_date(f"{day:%B} {day:%-d}, {day:%Y}") == str(day)
    assert parse_date(f"{day:%-d} {day:%b} {day:%Y}") == str(day)
    assert parse_date(str(day)) == str(day)
    text = f"on {day:%-d} {day:%B} {day:%Y}, then {day:%b} {day:%-d}, {day:%Y}; {day:%-d}th of {day:%B} {day:%Y}."
    assert [found.iso for found in find_dates(text)] == [str(day)] * 3
