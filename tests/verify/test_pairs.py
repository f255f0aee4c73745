from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import VERDICTS, EditWhat, Span
from onrecord.verify.compare import Comparison, compare

CASES = [
    line
    for line in Path(__file__).with_name("pairs.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith(("#", "=="))
]


def pieces(printed: str, at: int = 7) -> tuple[Span, ...]:
    """Spans of the parts of ``printed``, in a document in which the cue takes nine characters."""
    spans = []
    for part in printed.split(" || "):
        spans.append(Span(at, at + len(part), part))
        at += len(part) + 9
    return tuple(spans)


def shown(result: Comparison) -> str:
    edits = []
    for edit in result.edits:
        printed, original = (side.text if side else "-" for side in (edit.printed, edit.original))
        op = "replace" if edit.printed and edit.original else "insert" if edit.printed else "delete"
        mark = "" if edit.op == op else f"{edit.op}: "
        edits.append(f"{mark}{edit.what} {printed} < {original}")
    return " ; ".join(edits) or "-"


def fields(case: str) -> list[str]:
    return [field.strip().replace("¶", "\n") for field in case.split(" | ")]


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
