"""Printed words against posted ones. ``[-…-]`` was left out, ``{+…+}`` put in, ``<…>`` stands between two parts."""

import re

import pytest

from onrecord.export.changes import merged, original_side, printed_side
from onrecord.model import Edit, Original, Statement, Verdict
from onrecord.text.spans import span

from .fixture import READING, TEXT

BRACKETS = re.compile(r"\[-(?P<left>.*?)-\]|\{\+(?P<put>.*?)\+\}|(?P<same>[^\[{]+)")


def sides(marked: str) -> tuple[str, str, list[tuple[str, int, int, int, int]]]:
    """``a[-b-]{+c+}`` → printed ``ac``, original ``ab`` and the edits with their offsets."""
    printed = original = ""
    edits: list[tuple[str, int, int, int, int]] = []
    for found in BRACKETS.finditer(marked):
        left, put, same = found["left"] or "", found["put"] or "", found["same"] or ""
        if same:
            printed, original = printed + same, original + same
        elif put and edits and edits[-1][0] == "delete" and marked[found.start() - 1] == "]":
            _, _, _, start, stop = edits.pop()
            edits.append(("replace", len(printed), len(printed) + len(put), start, stop))
            printed += put
        elif put:
            edits.append(("insert", len(printed), len(printed) + len(put), -1, -1))
            printed += put
        else:
            edits.append(("delete", -1, -1, len(original), len(original) + len(left)))
            original += left
    return printed, original, edits


def compared(printed: str, original: str, edits: list[tuple[str, int, int, int, int]]) -> tuple[Statement, Verdict]:
    rows = tuple(
        Edit(
            op,  # type: ignore[arg-type]
            span(printed, a, b) if a >= 0 else None,
            span(original, c, d) if c >= 0 else None,
            "word",
        )
        for op, a, b, c, d in edits
    )
    statement = Statement("s", "direct", (span(printed, 0, len(printed)),), None, None, "neutral", None, None, 1.0)
    at = Original("post", "p", span(original, 0, len(original)))
    return statement, Verdict("s", at, "reworded", 0.5, rows, "")


def shown(statement: Statement, verdict: Verdict, text: str, original: str) -> str | None:
    changes = merged(statement, verdict, text, original)
    if changes is None:
        return None
    return "".join(
        (f"<{change.text}>" if change.aside else change.text)
        + (f"[-{change.left_out}-]" if change.left_out else "")
        + (f"{{+{change.put_in}+}}" if change.put_in else "")
        for change in changes
    )


@pytest.mark.parametrize(
    "marked",
    [
        "They have [-the-]{+a+} plan.",
        "It [-will not-]{+won’t+} do.",
        "{+Yes, +}it will do.",
        "It will[-, we hope,-] do.",
        "[-Well, -]it will do.",
        "One [-two-]{+three+} four [-five-]{+six+}",
        "Nothing changed.",
    ],
)
def test_merged_form_gives_the_marked_text_back(marked: str) -> None:
    printed, original, edits = sides(marked)
    assert shown(*compared(printed, original, edits), printed, original) == marked


def test_the_order_of_the_edits_does_not_matter() -> None:
    marked = "[-Well, -]one {+more +}two [-three-]{+four+} five[-, we hope,-] {+six +}[-seven-]{+eight+}"
    printed, original, edits = sides(marked)
    for place in range(len(edits)):
        turned = [*edits[place:], *edits[:place]][::-1]
        assert shown(*compared(printed, original, turned), printed, original) == marked


def test_a_word_left_out_gets_its_space_back() -> None:
    printed, original = "They have momentum", "They have the momentum"
    statement, verdict = compared(printed, original, [("delete", -1, -1, 10, 13)])
    assert shown(statement, verdict, printed, original) == "They have [-the-] momentum"


def test_outer_quote_marks_and_the_last_stop_are_no_edits() -> None:
    printed, original = "“It is so,”", "It is not so."
    statement, verdict = compared(printed, original, [("delete", -1, -1, 6, 9)])
    assert shown(statement, verdict, printed, original) == "“It is [-not-] so,”"


def test_words_between_two_parts_stand_as_an_aside() -> None:
    text, original = "“We go,” he said, “at noon.”", "We go at dawn."
    statement = Statement("s", "direct", (span(text, 0, 8), span(text, 18, 28)), None, None, "neutral", None, None, 1)
    edit = Edit("replace", span(text, 22, 26), span(original, 9, 13), "word")
    verdict = Verdict("s", Original("post", "p", span(original, 0, 14)), "reworded", 0.9, (edit,), "")
    assert shown(statement, verdict, text, original) == "“We go,”< he said, >“at [-dawn-]{+noon+}.”"


def test_sides_that_do_not_meet_have_no_merged_form() -> None:
    printed, original = "abc x def", "something else y"
    statement, verdict = compared(printed, original, [("replace", 4, 5, 15, 16)])
    assert merged(statement, verdict, printed, original) is None


def test_moved_words_have_no_merged_form() -> None:
    printed, original = "b a", "a b"
    statement, verdict = compared(printed, original, [("move", 0, 1, 2, 3)])
    assert merged(statement, verdict, printed, original) is None


def test_both_sides_of_the_fixture() -> None:
    verdict = next(row for row in READING.verdicts if row.statement == "bet")
    statement = next(row for row in READING.statements if row.id == "bet")
    original = READING.posts[0].text
    assert original is not None
    printed = [(run.text, run.edit.what if run.edit else None) for run in printed_side(statement, verdict.edits, TEXT)]
    assert printed == [
        ("“They have promised May for years", None),
        (".", "emoji"),
        (" I ", None),
        ("wouldn’t", "contraction"),
        (" bet ", None),
        ("20", "number"),
        (" euros on it.”", None),
    ]
    posted = original_side(verdict.edits, original)
    assert "".join(run.text for run in posted) == original
    assert [run.text for run in posted if run.edit] == ["five", "🙄", "would not", "30", "https://t.co/q7Rz"]
