"""Decisions of people: written by ``--accept``, honoured while neither side changes, told when they lapse."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.acceptance import HEAD, Accepted, AcceptFileError, Key, added, lapsed, parse

from .conftest import Onrecord
from .test_check import CHECK, COUNCIL, DRAFT, here, notes, outcomes

__all__ = ["here", "notes"]
BY = ("--by", "Ines Halloran", "--reason", "heard “it” on \\tape")
FILE = "onrecord-accepted.toml"


def failing(run: Onrecord) -> list[str]:
    checked = json.loads(run(*CHECK, "--format", "jsonl").stdout)["checked"]
    return [row["id"] for row in checked if row["outcome"] == "failed"]


def test_what_is_accepted_passes_from_then_on(here: Onrecord, tmp_path: Path) -> None:
    changed, invented = failing(here)
    done = here(*CHECK, "--accept", changed, *BY)
    assert done.returncode == 1
    assert b"accepted by Ines Halloran" in done.stdout
    entry = tomllib.loads((tmp_path / FILE).read_text("utf-8"))["accepted"][0]
    assert entry["id"] == changed
    assert entry["reason"] == "heard “it” on \\tape"
    assert entry["words"] == "“The ferry will not stop,”"
    assert entry["at"].tzinfo is not None
    assert here(*CHECK, "--accept", invented[:5].upper(), *BY).returncode == 0
    done = here(*CHECK, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    assert outcomes(done.stdout) == [("verbatim", "passed"), ("meaning", "accepted"), ("not-found", "accepted")]


def test_a_decision_holds_while_neither_side_changes(here: Onrecord, tmp_path: Path) -> None:
    changed, _ = failing(here)
    here(*CHECK, "--accept", changed, *BY)
    (tmp_path / "draft.txt").write_text(
        "A new first line.\n\n" + DRAFT.replace("will not stop", "will  not\nstop"), "utf-8"
    )
    (tmp_path / "notes" / "council.txt").write_text("Draft minutes\n" + COUNCIL, "utf-8")
    done = here(*CHECK, "--format", "jsonl")
    assert outcomes(done.stdout)[1] == ("meaning", "accepted")
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("side", "old", "new", "reason"),
    [
        ("draft.txt", "will not stop", "will never stop", "the draft no longer prints these words as this speaker’s."),
        ("draft.txt", " “The ferry will not stop,” she said.", "", "the draft no longer prints these words"),
        ("notes/council.txt", "will stop", "will surely stop", "the passage in the original has changed."),
        ("notes/council.txt", "will stop", "will not stop", "the verdict was meaning and is now verbatim."),
    ],
)
def test_a_decision_lapses_when_a_side_changes(
    here: Onrecord, tmp_path: Path, side: str, old: str, new: str, reason: str
) -> None:
    changed, _ = failing(here)
    here(*CHECK, "--accept", changed, *BY)
    path = tmp_path / side
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    done = here(*CHECK, "--format", "jsonl")
    assert "accepted" not in [told for _, told in outcomes(done.stdout)]
    said = done.stderr.decode()
    assert said.startswith(f"onrecord: {FILE}: “The ferry will not stop,” (id {changed}, accepted by Ines Halloran) no")
    assert reason in said


def test_entries_of_other_drafts_are_left_alone(here: Onrecord, tmp_path: Path) -> None:
    changed, _ = failing(here)
    here(*CHECK, "--accept", changed, *BY)
    (tmp_path / "draft.txt").rename(tmp_path / "other.txt")
    (tmp_path / "draft2.txt").write_text("Nothing said here.", "utf-8")
    done = here("check", "draft2.txt", "--against", "notes", "--no-cache")
    assert (done.returncode, done.stderr) == (0, b"")
    done = here("check", "other.txt", "--against", "notes", "--no-cache", "--format", "jsonl")
    assert outcomes(done.stdout)[1] == ("meaning", "accepted")


def test_comments_and_edits_by_hand_stay(here: Onrecord, tmp_path: Path) -> None:
    changed, invented = failing(here)
    here(*CHECK, "--accept", changed, *BY)
    path = tmp_path / FILE
    edited = path.read_text("utf-8").replace("[[accepted]]", "# asked the desk\n[[ accepted ]]", 1).rstrip("\n")
    path.write_text(edited, "utf-8")
    assert here(*CHECK, "--accept", invented, *BY).returncode == 0
    assert path.read_text("utf-8").startswith(edited + "\n\n[[accepted]]\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--accept", "{changed}"], "--accept needs --by and --reason"),
        (["--accept", "{changed}", "--by", "  ", "--reason", "x"], "--accept needs --by and --reason"),
        (["--by", "Ines"], "--by and --reason belong to --accept ID"),
        (
            ["--accept", "ffffffffff", *BY],
            "there is no quotation of this id in this check. Those that fail: {changed}, ",
        ),
        (["--accept", "{changed}", *BY, "--fail-on", "none"], "this quotation is meaning and passes; there is nothing"),
        (["--accept-file", "gone.toml"], "--accept-file gone.toml: there is no such file."),
        (["--accept-file", "notes"], "notes cannot be read: Is a directory."),
    ],
)
def test_bad_usage(here: Onrecord, tmp_path: Path, arguments: list[str], sentence: str) -> None:
    changed, _ = failing(here)
    done = here(*CHECK, *(argument.format(changed=changed) for argument in arguments))
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence.format(changed=changed) in done.stderr.decode()
    assert not (tmp_path / FILE).exists()


def test_accepting_twice_is_told(here: Onrecord, tmp_path: Path) -> None:
    changed, _ = failing(here)
    here(*CHECK, "--accept", changed, *BY)
    before = (tmp_path / FILE).read_bytes()
    done = here(*CHECK, "--accept", changed, *BY)
    assert done.returncode == 2
    assert b"accepted already, by Ines Halloran" in done.stderr
    assert (tmp_path / FILE).read_bytes() == before


KEY = Key("61d0beb8870c3889", "meaning", "673fa3bccd7a201f")
ENTRY = added("", [Accepted(KEY, "I. H.", "2026-01-31T09:30:00Z", "on tape", "draft.txt", "“words”")])


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('by = "I. H."', "by = I. H.", 8, "invalid value"),
        ('by = "I. H."\n', "", 4, "“by” is missing"),
        ('by = "I. H."', 'by = ""', 4, "“by” must be text in quote marks"),
        ('by = "I. H."', "by = 3", 4, "“by” must be text in quote marks"),
        ('verdict = "meaning"', 'verdict = "fine"', 4, "“fine” is no verdict; there are verbatim"),
        ('verdict = "meaning"', 'verdict = "cut"', 4, "its id does not belong to its hashes"),
        ("61d0", "71d0", 4, "its id does not belong to its hashes"),
        ("at = 2026-01-31T09:30:00Z", 'at = "in May"', 4, "“in May” is not a time"),
        ("[[accepted]]", "[accepted]", None, "each entry begins with [[accepted]], in double brackets"),
        ("[[accepted]]", "[[acepted]]", None, "“acepted” is not known here"),
    ],
)
def test_faults_are_told_with_their_line(
    here: Onrecord, tmp_path: Path, old: str, new: str, line: int | None, reason: str
) -> None:
    assert old in ENTRY
    (tmp_path / FILE).write_text(ENTRY.replace(old, new), "utf-8")
    done = here(*CHECK)
    assert (done.returncode, done.stdout) == (2, b"")
    where = f"{FILE}, line {line}: " if line else f"{FILE}: "
    assert f"{where}{reason}" in done.stderr.decode()


def test_a_fault_in_the_second_entry_has_its_line() -> None:
    second = ENTRY[len(HEAD) :].replace('reason = "on tape"', "")
    with pytest.raises(AcceptFileError) as caught:
        parse(ENTRY + second)
    assert (caught.value.line, caught.value.reason) == (ENTRY.count("\n") + 2, "“reason” is missing")


def test_a_file_that_is_no_text(here: Onrecord, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    done = here(*CHECK)
    assert done.returncode == 2
    assert b"cannot be read: it is not UTF-8." in done.stderr


TEXT = st.text(min_size=1).filter(str.strip)


@given(by=TEXT, reason=TEXT, draft=st.text(), words=st.text())
def test_whatever_is_written_is_read_again(by: str, reason: str, draft: str, words: str) -> None:
    entry = Accepted(KEY, by, "2026-01-31T09:30:00Z", reason, draft, words)
    [again] = parse(added("", [entry]))
    assert again == Accepted(KEY, *(re.sub("[\ud800-\udfff]", "\ufffd", text) if text is not entry.at else text for text in
                                    (by, entry.at, reason, draft, words)))  # fmt: skip


def test_an_entry_that_holds_is_not_lapsed() -> None:
    entry = Accepted(KEY, "I. H.", "2026-01-31T09:30:00Z", "on tape", "draft.txt", "words")
    assert lapsed([entry], {KEY.id: KEY}, ["draft.txt"]) == []
    assert lapsed([entry], {}, ["other.txt"]) == []
    assert [reason for _, reason in lapsed([entry], {}, ["draft.txt"])] == [
        "the draft no longer prints these words as this speaker’s"
    ]
