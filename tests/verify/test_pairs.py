from __future__ import annotations

import pytest

from onrecord.model import VERDICTS, EditWhat
from onrecord.verify.compare import Comparison, compare

from .helpers import cases, fields, pieces

CASES = cases("pairs.txt")


def shown(result: Comparison) -> str:
    edits = []
    for edit in result.edits:
        printed, original = (side.text if side else "-" for side in (edit.printed, edit.original))
        op = "replace" if edit.printed and edit.original else "insert" if edit.printed else "delete"
        mark = "" if edit.op == op else f"{edit.op}: "
        edits.append(f"{mark}{edit.what} {printed} < {original}")
    return " ; ".join(edits) or "-"


@pytest.mark.parametrize("case", CASES)
def test_pair(case: str) -> None:
    printed, original, verdict, edits = fields(case)
    result = compare(pieces(printed), original)
    assert (result.verdict, shown(result)) == (verdict, edits), result.reason


def test_the_table_covers_every_verdict_and_every_kind_of_edit() -> None:
    assert len(CASES) >= 150
    rows = [fields(case) for case in CASES]
    of_posts = {"misattributed", "no-original"}  # say whose words they are: not for compare to know
    assert {row[2] for row in rows} == set(VERDICTS) - of_posts
    seen = {edit.removeprefix("move: ").split()[0] for row in rows for edit in row[3].split(" ; ") if edit != "-"}
    assert seen == set(EditWhat.__args__)


def test_edits_point_at_their_words() -> None:
    for case in CASES:
        printed, original, *_ = fields(case)
        spans = pieces(printed)
        document = " " * spans[0].start + printed.replace(" || ", " " * 9)
        for edit in compare(spans, original).edits:
            for side, text in ((edit.printed, document), (edit.original, original)):
                assert side is None or text[side.start : side.stop] == side.text
            assert edit.printed or edit.original
