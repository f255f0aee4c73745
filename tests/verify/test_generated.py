"""The evaluation's own cases: sound by construction, and a few of each class judged (``python -m eval.check`` judges 10,000)."""

from __future__ import annotations

import pytest
from eval.check import figures, is_dangerous, judged
from eval.check_cases import KINDS, Cases
from eval.check_material import originals, sentences

from onrecord.verify.library import Library

ROWS = originals()


def test_the_same_seed_gives_the_same_cases() -> None:
    first, second = (Cases(ROWS, sentences(ROWS), 3).make(80) for _ in range(2))
    assert first == second
    assert first != Cases(ROWS, sentences(ROWS), 4).make(80)


def test_expected_edits_lie_in_their_texts_and_tell_a_difference() -> None:
    cases = Cases(ROWS, sentences(ROWS), 1).make(3 * len(KINDS))
    assert {case.kind for case in cases} == set(KINDS)
    for case in cases:
        for op, what, printed, original in case.edits or ():
            text = ROWS[case.at].text if case.at is not None else ""
            sides = [case.printed[slice(*printed)] if printed else "", text[slice(*original)] if original else ""]
            assert sides[0] != sides[1] or op == "any" or what == "bracket", case
            assert all(side == side.strip() for side in sides), case


@pytest.mark.slow
def test_no_dangerous_change_passes() -> None:
    library = Library(ROWS)
    rows = judged(Cases(ROWS, sentences(ROWS), 11).make(400), library)
    assert [case for case, _, verdict in rows if is_dangerous(case, verdict)] == []
    found = figures(rows, library)
    assert found["calm"] >= 0.995
    assert min(found["class"], found["edits"]) >= 0.95
    assert found["passage"] >= 0.99
