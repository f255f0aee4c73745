from __future__ import annotations

import pytest

from onrecord.model import VERDICTS
from onrecord.verify.compare import compare

from .helpers import cases, fields, pieces

CASES = cases("dangerous.txt")
MEANING = VERDICTS.index("meaning")


@pytest.mark.parametrize("case", CASES)
def test_a_dangerous_change_is_never_milder_than_meaning(case: str) -> None:
    printed, original = fields(case)
    result = compare(pieces(printed), original)
    assert VERDICTS.index(result.verdict) >= MEANING, (result.verdict, result.reason)


@pytest.mark.parametrize("case", CASES)
def test_it_is_found_in_a_longer_text_too(case: str) -> None:
    printed, original = fields(case)
    around = "It had rained since the early morning. {} Later the sun came out, and they left their houses."
    result = compare(pieces(printed), around.format(original + ". "))
    assert VERDICTS.index(result.verdict) >= MEANING, (result.verdict, result.reason)


@pytest.mark.parametrize("case", CASES)
def test_the_same_words_without_the_change_pass(case: str) -> None:
    original = fields(case)[1]
    assert compare(pieces(f"“{original},”"), original).verdict == "verbatim"
