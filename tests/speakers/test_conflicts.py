"""Things that cannot all be true, and their look-alikes that can."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Options, read_bytes
from onrecord.model import Conflict
from onrecord.text.dates_week import find_weekday_dates


def conflicts(text: str, published: str | None = "2022-11-09") -> tuple[Conflict, ...]:
    return read_bytes(text.encode(), options=Options(language="en", published=published)).conflicts


# -- dates: the calendar of 2022 puts 9 November on a Wednesday ---------------------------------------------------------

WRONG = [
    "On Tuesday, November 9, 2022, Jane Dorn said the harbour was open.",
    "On Tuesday November 9, 2022, Jane Dorn said the harbour was open.",
    "On Monday 9 November 2022 Jane Dorn said the harbour was open.",
    "The harbour opens on 9 November 2022 (Friday), Jane Dorn said.",
    "On Thursday the 9th of November 2022 Jane Dorn said the harbour was open.",
    "On Tuesday, November 9, Jane Dorn said the harbour was open.",
    "On Friday, Nov. 11, 2021, Jane Dorn said the harbour was open.",
]
RIGHT = [
    "On Wednesday, November 9, 2022, Jane Dorn said the harbour was open.",
    "On Wednesday, Nov. 9, Jane Dorn said the harbour was open.",
    "On Wednesday, 9 November, Jane Dorn said the harbour was open.",
    "The harbour opens on 9 November 2022 (Wednesday), Jane Dorn said.",
    "The Sun, November 9, 2022: Jane Dorn said the harbour was open.",  # a newspaper
    "On Friday, 2019 boats came, Jane Dorn said.",
    "On Tuesday, May 9 of them came, Jane Dorn said.",
    "It was a Tuesday, March 1, when the war began, Jane Dorn said.",  # far from publication: no year is known
    "On Friday, February 29, nothing can happen, Jane Dorn said.",
    "On Tuesday, October 25, 1917, the palace fell, Jane Dorn said.",  # another calendar
    "Wednesday's paper of November 8, 2022 says it, Jane Dorn said.",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_weekday_that_its_date_does_not_bear(text: str) -> None:
    assert [row.kind for row in conflicts(text)] == ["date"]


@pytest.mark.parametrize("text", RIGHT)
def test_dates_that_are_no_conflict(text: str) -> None:
    assert conflicts(text) == ()


def test_a_weekday_conflict_names_its_statement_and_the_right_day() -> None:
    (row,) = conflicts(
        "On Tuesday, November 9, 2022, Jane Dorn said the harbour was open. Per Haddad said it was shut."
    )
    assert len(row.statements) == 1
    assert row.reason == "“Tuesday, November 9, 2022”: 2022-11-09 was a Wednesday"


def test_other_languages() -> None:
    found = list(
        find_weekday_dates("Am Dienstag, 9. November 2022, und am Mittwoch, den 9. November 2022.", None, "de")
    )
    assert [(row.weekday, row.agrees) for row in found] == [(1, False), (2, True)]


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)), st.integers(0, 6))
def test_every_day_of_the_calendar(day: date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    text = f"It was {name}, {day:%B} {day.day}, {day.year}, then."
    (found,) = find_weekday_dates(text, None)
    assert text[found.start : found.stop] == text[7:-7]
    assert (found.value, found.agrees) == (day, day.weekday() == weekday)


def test_words_of_tomorrow() -> None:
    (row,) = conflicts("“It is open,” Jane Dorn said on November 20, 2022.")
    assert (row.kind, len(row.statements)) == ("date", 1)
    assert conflicts("“It is open,” Jane Dorn said on November 10, 2022.") == ()  # today elsewhere
    assert conflicts("“It is open,” Jane Dorn will say on November 20, 2022.") == ()


# -- roles -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("Ministry spokeswoman Jane Dorn", "Haddad’s press secretary Jane Dorn", True),
        ("Foreign Minister Jane Dorn", "Defence Minister Jane Dorn", True),
        ("Foreign Ministry spokeswoman Jane Dorn", "Defence Ministry spokeswoman Jane Dorn", True),
        ("Senator Jane Dorn", "Governor Jane Dorn", True),
        ("Foreign Minister Jane Dorn", "then Defence Minister Jane Dorn", False),
        ("Foreign Minister Jane Dorn", "former Defence Minister Jane Dorn", False),
        ("Kremlin spokeswoman Jane Dorn", "Haddad’s spokeswoman Jane Dorn", False),
        ("White House spokeswoman Jane Dorn", "Haddad’s spokeswoman Jane Dorn", False),
        ("Russian Ministry spokeswoman Jane Dorn", "Foreign Ministry spokeswoman Jane Dorn", False),
        ("Defense Department spokeswoman Jane Dorn", "Pentagon spokeswoman Jane Dorn", False),
        ("Defence Minister Jane Dorn", "Minister of Defense Jane Dorn", False),
        ("President Jane Dorn", "chairwoman Jane Dorn", False),
    ],
)
def test_roles_of_one_speaker(one: str, other: str, clash: bool) -> None:
    text = f"{one} said the harbour was open.\n\n“It is wide open,” said {other}."
    assert [row.kind for row in conflicts(text)] == ["role"] * clash


def test_the_spokeswoman_of_a_minister_is_her_ministrys() -> None:
    text = (
        "Foreign Minister Per Haddad came late.\n\nForeign Ministry spokeswoman Jane Dorn said the harbour was open.\n\n"
        "“It is wide open,” said Haddad’s spokeswoman Jane Dorn."
    )
    assert conflicts(text) == ()


def test_a_role_conflict_names_both_statements() -> None:
    text = "Ministry spokeswoman Jane Dorn said it was open.\n\n“It is wide open,” said Haddad’s press secretary Jane Dorn."
    (row,) = conflicts(text)
    assert len(row.statements) == 2
    assert len(row.speakers) == 1


# -- one quotation, two speakers ---------------------------------------------------------------------------------------

SAME = "“We will keep the harbour open all winter,”"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{SAME} Jane Dorn said.\n\n{SAME} Per Haddad said.", 1),
        (f"{SAME} Jane Dorn said.\n\n“Yes: we will keep the harbour open all winter,” Per Haddad said.", 1),
        (f"{SAME} Jane Dorn said.\n\n{SAME} Dorn said again.", 0),
        (
            f"{SAME} Jane Dorn said.\n\n“We will keep the harbour open till May, and then we shall see,” Per Haddad said.",
            0,
        ),
        ("“We will see,” Jane Dorn said.\n\n“We will see,” Per Haddad said.", 0),
        (
            "Per Haddad said: “Jane Dorn told me: ‘We will keep the harbour open all winter.’ That is not enough for us.”",
            0,
        ),
        (f"{SAME} Jane Dorn said.\n\n{SAME} the ministry said.", 0),
        (f"{SAME} Jane Dorn said.\n\n{SAME} – @realJaneDorn", 0),
    ],
)
def test_one_quotation_with_two_speakers(text: str, count: int) -> None:
    assert [row.kind for row in conflicts(text)] == ["speaker"] * count


# -- said by their denier ------------------------------------------------------------------------------------------------

DENIED = "Jane Dorn denied that the harbour tunnel was unsafe for buses."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{DENIED}\n\n“The harbour tunnel is unsafe for buses,” Dorn told the council in May.", 1),
        (f"{DENIED}\n\nLast week Dorn said that the harbour tunnel was unsafe for buses.", 1),
        (f"{DENIED}\n\n“The harbour tunnel is not unsafe for buses,” Dorn told the council in May.", 0),
        (f"{DENIED}\n\n“The harbour tunnel is unsafe for buses,” Per Haddad told the council.", 0),
        (f"{DENIED}\n\n“The harbour will get new lamps,” Dorn told the council in May.", 0),
        ("Jane Dorn did not deny that the harbour tunnel was unsafe for buses.\n\n“The harbour tunnel is unsafe for "
         "buses,” Dorn told the council.", 0),
    ],
)  # fmt: skip
def test_words_that_their_denier_is_reported_to_have_said(text: str, count: int) -> None:
    found = conflicts(text)
    assert [row.kind for row in found] == ["denial"] * count
    assert all(len(row.statements) == 2 for row in found)
