"""Printed days around a cue, read from the day of publication (a Wednesday)."""

from __future__ import annotations

import pytest

from onrecord.extract.said import said_on

PUBLISHED = "2022-11-09"


@pytest.mark.parametrize(
    ("around", "day"),
    [
        ("Dorn said on Wednesday", "2022-11-09"),
        ("Dorn said Tuesday", "2022-11-08"),
        ("Dorn said on Thursday", "2022-11-03"),
        ("Dorn said yesterday", "2022-11-08"),
        ("Dorn said late last night", "2022-11-08"),
        ("Dorn said this morning", "2022-11-09"),
        ("Dorn said on November 9", "2022-11-09"),
        ("Dorn said on Wednesday, November 9,", "2022-11-09"),
        ("Dorn said on 9 November 2021", "2021-11-09"),
        ("Dorn said on Dec. 24", "2021-12-24"),
        ("Dorn said last Friday", None),
        ("Dorn said between Monday and Friday", None),
        ("Dorn said on November 2 and November 4", None),
        ("Dorn said on February 30", None),
        ("Dorn said", None),
    ],
)
def test_said_on(around: str, day: str | None) -> None:
    assert said_on(around, "said", PUBLISHED) == day


def test_the_future_is_not_said_yet() -> None:
    assert said_on("Dorn is expected to say on Friday", "is expected to say", PUBLISHED) is None


def test_without_publication_only_a_full_date_counts() -> None:
    assert said_on("Dorn said on Monday", "said", None) is None
    assert said_on("Dorn said on 4 May", "said", None) is None
    assert said_on("Dorn said on 4 May 2021", "said", None) == "2021-05-04"
