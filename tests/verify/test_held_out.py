"""Pairs written apart from the rules, as news changes quotations; no changed words may pass in any language."""

from __future__ import annotations

import pytest

from onrecord.verify.compare import compare

from .helpers import cases, fields, pieces

CASES = cases("held_out.txt")


@pytest.mark.parametrize("case", CASES)
def test_verdict(case: str) -> None:
    printed, original, wanted = fields(case)
    result = compare(pieces(printed), original)
    assert result.verdict in wanted.split("/"), (result.verdict, result.reason)
