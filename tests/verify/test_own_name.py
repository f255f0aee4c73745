"""The name of the speaker's own house printed for "we" is other words, no other name; whose house it is, the draft tells."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.verify.compare import compare

from .helpers import pieces

CASES = (
    ("“Norda is ready to sell the mill”", "We are ready to sell the mill", "reworded"),
    ("“Norda's margin rose in the north”", "Our margin rose in the north", "reworded"),
    ("“Acme is ready to sell the mill”", "We are ready to sell the mill", "meaning"),
    ("“Norda is ready to sell the mill”", "They are ready to sell the mill", "meaning"),
)


@pytest.mark.parametrize(("printed", "original", "verdict"), CASES)
def test_own_name(printed: str, original: str, verdict: str) -> None:
    assert compare(pieces(printed), original, own=frozenset({"norda", "foods"})).verdict == verdict


def test_without_an_own_name_another_name_is_a_change_of_meaning() -> None:
    assert compare(pieces(CASES[0][0]), CASES[0][1]).verdict == "meaning"


@pytest.mark.parametrize(("name", "verdict"), [("Norda", "reworded"), ("Acme", "meaning")])
def test_a_body_that_speaks_for_itself(name: str, verdict: str) -> None:
    draft = f"“{name} has sold the mill in the valley to the town,” Norda said in a statement."
    original = onrecord.OriginalText("file", "release", "We have sold the mill in the valley to the town.", sha256="")
    found = onrecord.check(draft, [original]).reading.verdicts
    assert [row.verdict for row in found] == [verdict], found
