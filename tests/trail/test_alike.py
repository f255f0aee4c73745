"""Pairs of statements, judged before they were tried, and whether they come into one trail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trail.tables import followed

pytestmark = pytest.mark.slow  # the loops are compiled the first time


def pairs() -> list[tuple[str, ...]]:
    """Verdict and the two texts of each pair."""
    lines = (Path(__file__).parent / "alike.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" | ")) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("verdict", "one", "other"), pairs())
def test_one_statement_or_two(verdict: str, one: str, other: str, request: pytest.FixtureRequest) -> None:
    if verdict.startswith("?"):
        request.applymarker(pytest.mark.xfail(reason="judged otherwise so far", strict=True))
    found = followed(one, other)
    assert (found["b"][0] == found["a"][0]) == (verdict.removeprefix("?") == "same")
