"""A table written by another hand than the rules and than the other tables: changes that editors fear, and faithful words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from eval.check_material import originals, sentences
from eval.checkeach import passing

from onrecord.model import VERDICTS
from onrecord.verify.compare import compare

from .helpers import fields, pieces


def _cases() -> Iterator[tuple[str, bool]]:
    """Every row and whether a machine wrote its original down, as its heading says."""
    heading = ""
    for line in Path(__file__).with_name("adversary.txt").read_text("utf-8").splitlines():
        heading = line if line.startswith("==") else heading
        if line.strip() and not line.startswith(("#", "==")):
            yield line, heading.endswith("(heard)")


CASES = list(_cases())
AROUND = "It had rained since the early morning. {}. Later the sun came out, and they left their houses."


@pytest.mark.parametrize(("case", "machine"), CASES)
def test_verdict(case: str, machine: bool) -> None:
    printed, original, wanted = fields(case)
    result = compare(pieces(printed), original, machine=machine)
    assert result.verdict in wanted.split("/"), result.reason


@pytest.mark.parametrize(("case", "machine"), CASES)
def test_no_change_of_sense_passes_within_a_longer_text(case: str, machine: bool) -> None:
    printed, original, wanted = fields(case)
    ranks = [VERDICTS.index(name) for name in wanted.split("/")]
    result = compare(pieces(printed), AROUND.format(original), machine=machine)
    if min(ranks) > VERDICTS.index("spliced"):
        assert VERDICTS.index(result.verdict) >= VERDICTS.index("reworded"), result.reason
    elif max(ranks) <= VERDICTS.index("trimmed"):
        assert VERDICTS.index(result.verdict) <= VERDICTS.index("trimmed"), result.reason


@pytest.mark.slow
def test_each_word_changed_in_turn() -> None:
    """A word left out, put twice, swapped, replaced or denied is never called milder than what was done."""
    rows = originals()
    chosen = [s for s in sentences(rows) if 6 <= len(s.text.split()) <= 24][::23]
    counts, through = passing(rows, chosen, seed=7)
    assert sum(counts.values()) > 500
    assert [(one.tried.how, one.tried.printed, one.verdict) for one in through] == []
