"""Signs of wire copy that stand for a whole text."""

from __future__ import annotations

import pytest

from onrecord import Options, read_bytes
from onrecord.text.agency import agency_of, credit_agency, dateline_agency


@pytest.mark.parametrize(
    "text",
    [
        "(Reporting by Ann Lee; Editing by Bo Ray)",
        "It ended. (Reporting by Ann Lee in Lund; Additional reporting by Cy Poe; Writing by Ed Oh; Editing by Bo Ray.)",
    ],
)
def test_the_sign_off_that_only_one_agency_uses(text: str) -> None:
    found = credit_agency(text)
    assert found is not None
    assert found[0] == "Reuters"
    assert text.endswith(found[1])


@pytest.mark.parametrize(
    "text",
    ["(Reporting by Ann Lee)", "Reporting by Ann Lee; Editing by Bo Ray", "--additional reporting from Ann Lee."],
)
def test_a_reporter_alone_is_no_sign(text: str) -> None:
    assert credit_agency(text) is None


def test_names_of_ones_own_count_in_datelines_and_credits() -> None:
    own = {"NW": "Nordwire"}
    assert dateline_agency("LUND (NW) — It began.", own) == ("Nordwire", "LUND (NW)")
    assert agency_of("It began.", "It ended. (NW)", own) == ("Nordwire", "(NW)")
    assert dateline_agency("LUND (NW) — It began.") is None


def test_the_dateline_behind_a_headline_that_ends_in_a_full_stop() -> None:
    text = "Harbour closes, town is told.\n\nLUND, Feb. 2 (UPI) — The harbour is closed, the mayor said on Monday.\n"
    assert read_bytes(text.encode(), options=Options(language="en")).document.agency == "UPI"


def test_an_agency_that_is_cited_is_not_the_author() -> None:
    text = "Harbour closes.\n\nThe harbour is closed, the mayor told Reuters on Monday.\n\nNobody was hurt, according to AP.\n"
    assert read_bytes(text.encode(), options=Options(language="en")).document.agency is None
