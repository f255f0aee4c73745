"""``onrecord.check``: what Python gets."""

from pathlib import Path

import pytest

import onrecord
from onrecord.errors import UnreadableError
from onrecord.model import OriginalText

from .test_check import COUNCIL, DRAFT

MEMORY = OriginalText("file", "council", "We have paid thirty euros.", "", speaker="Petra Lindqvist")
SAID = "Mayor Petra Lindqvist said: “We have paid twenty euros.”"


def test_texts_in_memory() -> None:
    checking = onrecord.check(SAID, [MEMORY])
    [verdict] = checking.verdicts
    assert verdict.verdict == "meaning"
    assert [
        (edit.what, edit.printed.text, edit.original.text) for edit in verdict.edits if edit.printed and edit.original
    ] == [("number", "twenty euros", "thirty euros")]
    assert checking.failing() == [verdict]
    assert checking.failing("not-found") == []
    assert checking.originals == (MEMORY,)
    assert checking.reading.document.text == SAID


def test_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "council.txt").write_text(COUNCIL, "utf-8")
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    for draft in (tmp_path / "draft.txt", str(tmp_path / "draft.txt"), DRAFT):
        checking = onrecord.check(draft, [tmp_path / "notes", tmp_path / "gone.pdf"])
        assert [row.verdict for row in checking.verdicts] == ["verbatim", "meaning", "no-original"]
        assert [(Path(row.uri).name, row.reason) for row in checking.unread] == [("gone.pdf", "missing")]
        assert checking.searched == 1


@pytest.mark.parametrize("name", ["gone.md", "my gone draft.html", "drafts/gone.txt"])
def test_a_name_is_never_taken_for_a_draft_without_quotations(name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        onrecord.check(name, [MEMORY])
    assert caught.value.reason == "missing"


def test_the_post_that_a_draft_prints_is_an_original() -> None:
    draft = (
        "One resident wrote: “I wouldn’t bet 20 euros on it.”\n\n"
        "I would not bet 30 euros on it. — Kalle B. (@kalle_bygg) March 13, 2023\n"
    )
    checking = onrecord.check(draft, [MEMORY])
    found = [row for row in checking.verdicts if row.original]
    assert [(row.verdict, row.original.kind) for row in found if row.original] == [("meaning", "post")]
    assert checking.originals[0].kind == "post"
    assert checking.originals[0].text == "I would not bet 30 euros on it."


def test_one_draft_that_holds_the_other_is_no_original() -> None:
    copy = OriginalText("file", "copy", f"From: desk\n\n{DRAFT}", "")
    checking = onrecord.check(DRAFT, [copy])
    assert checking.left_out == ("copy",)
    assert checking.searched == 0
    assert {row.verdict for row in checking.verdicts} == {"no-original"}
