"""``onrecord judge`` as a user meets it, and that later runs follow it."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from onrecord.cli.main import USAGE, run
from onrecord.record.judgements import JudgementError, Judgements
from onrecord.trail.ask import Trails
from tests.record.made import keep, said

pytestmark = pytest.mark.slow  # the loops are compiled the first time

FULL = (
    "“We are ready to negotiate with the port workers about the winter shifts, but not about the 40 jobs in Westmere,”"
)
CUT = "“We are ready to negotiate with the port workers about the winter shifts,”"
OTHER = "“Nobody will close the old pier this winter,”"
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    keep(
        tmp_path / "rec",
        said(f"{FULL} said Dorn.", FULL, outlet="Echo", published="2024-03-01"),
        said(f"{CUT} said Dorn.", CUT, outlet="Gull", published="2024-03-03"),
        said(f"{OTHER} said Dorn.", OTHER, outlet="Post", published="2024-03-04"),
    )
    return tmp_path / "rec"


def told(capfd: Printed, *arguments: object, code: int = 0) -> tuple[str, str]:
    assert run([str(one) for one in arguments]) == code, capfd.readouterr()
    sys.stdout.flush()
    return capfd.readouterr()


def ids(record: Path) -> dict[str, str]:
    """Statements by outlet."""
    with Trails(record) as trails:
        return {row["outlet"]: row["statement"] for row in trails.sql("SELECT * FROM said").to_pylist()}


def story(capfd: Printed, record: Path, statement: str) -> dict[str, object]:
    out, _ = told(capfd, "trail", "-r", record, "--statement", statement, "--format", "jsonl")
    found: dict[str, object] = json.loads(out)
    return found


def test_not_the_same_separates_and_the_same_joins(record: Path, capfd: Printed) -> None:
    known = ids(record)
    assert story(capfd, record, known["Gull"])["documents"] == 2
    _, err = told(
        capfd, "judge", "-r", record, "--not-same", known["Echo"], known["Gull"], "--by", "Ann", "--reason", "no"
    )
    assert "not the same statement" in err
    parted = story(capfd, record, known["Gull"])
    assert (parted["documents"], parted["trail"]) == (1, known["Gull"])
    assert [(one["by"], one["answer"]) for one in parted["judgements"]] == [("Ann", False)]  # type: ignore[index, attr-defined]
    told(capfd, "judge", "-r", record, "--same", known["Post"], known["Echo"], "--by", "Bob")
    joined = story(capfd, record, known["Post"])
    assert (joined["documents"], joined["trail"]) == (2, known["Echo"])
    listed, _ = told(capfd, "trails", "-r", record, "--format", "jsonl")
    assert [json.loads(line)["documents"] for line in listed.splitlines()] == [2]


def test_judgements_hold_when_the_record_grows(record: Path, capfd: Printed) -> None:
    known = ids(record)
    told(capfd, "judge", "-r", record, "--not-same", known["Echo"], known["Gull"], "--by", "Ann")
    keep(record, said(f"Again: {CUT} said Dorn.", CUT, outlet="Harbour", published="2024-03-09"))
    assert story(capfd, record, known["Gull"])["trail"] != story(capfd, record, known["Echo"])["trail"]
    with Trails(record) as trails:
        assert not trails.refresh()
        keep(record, said(f"And again: {FULL} said Dorn.", FULL, outlet="Late", published="2024-03-10"))
        assert trails.refresh()
        assert trails.of(known["Gull"]) != trails.of(known["Echo"])
        Judgements(record).add(next(iter(trails.judgements.standing().values())).about, None, by="Bob")
        assert trails.refresh()
        assert trails.of(known["Gull"]) == trails.of(known["Echo"])


def test_speakers_and_statements_that_people_corrected(record: Path, capfd: Printed) -> None:
    known = ids(record)
    told(capfd, "judge", "-r", record, "--not-speaker", known["Gull"], "jane dorn", "--by", "Ann")
    told(capfd, "judge", "-r", record, "--speaker", known["Echo"], "Tom Oak", "--by", "Ann")
    holders = [h for v in story(capfd, record, known["Gull"])["variants"] for h in v["holders"]]  # type: ignore[attr-defined]
    assert [(h["outlet"], h["speaker"]) for h in holders] == [("Echo", "Tom Oak"), ("Gull", None)]
    told(capfd, "judge", "-r", record, "--no-statement", known["Gull"], "--by", "Ann")
    assert story(capfd, record, known["Echo"])["documents"] == 1
    _, err = told(capfd, "trail", "-r", record, "--statement", known["Gull"], code=2)
    assert known["Gull"] in err  # what is no statement has no trail
    hidden = Judgements(record).all()[-1]
    told(capfd, "judge", "-r", record, "--take-back", hidden.id, "--by", "Ann")
    assert story(capfd, record, known["Gull"])["documents"] == 2


def test_the_list_and_what_to_train_with(record: Path, capfd: Printed) -> None:
    known = ids(record)
    assert told(capfd, "judge", "-r", record)[0] == "Nothing has been judged yet.\n"
    told(capfd, "judge", "-r", record, "--same", known["Echo"], known["Post"], "--by", "Ann", "--reason", "=1+1")
    told(capfd, "judge", "-r", record, "--not-speaker", known["Gull"], "Jane Dorn", "--by", "Bob")
    document = said(f"{FULL} said Dorn.", FULL, outlet="Echo", published="2024-03-01").document
    told(capfd, "judge", "-r", record, "--statement", f"{document.id}:1-6", "--by", "Bob")
    text, _ = told(capfd, "judge", "-r", record)
    assert "the same statement · Ann" in text
    assert "because =1+1" in text
    rows = list(
        csv.DictReader(io.StringIO(told(capfd, "judge", "-r", record, "--format", "csv", "--escape-formulas")[0]))
    )
    assert [(row["kind"], row["answer"], row["by"]) for row in rows] == [
        ("same", "true", "Ann"), ("speaker", "false", "Bob"), ("statement", "true", "Bob"),
    ]  # fmt: skip
    assert rows[0]["reason"] == "'=1+1"
    lines = [json.loads(line) for line in told(capfd, "judge", "-r", record, "--format", "training")[0].splitlines()]
    assert sorted(lines[0]["texts"]) == sorted([FULL, OTHER])
    for line, words in ((lines[1], CUT), (lines[2], "We ar")):
        (span,) = line["content"]
        assert line["text"][span["start"] : span["stop"]] == span["text"] == words
    assert (lines[1]["name"], lines[1]["cue"]["text"], lines[2]["document"]) == ("Jane Dorn", "said", document.id)


def test_a_judgement_is_taken_back(record: Path, capfd: Printed) -> None:
    known = ids(record)
    told(capfd, "judge", "-r", record, "--not-same", known["Echo"], known["Gull"], "--by", "Ann")
    (row,) = Judgements(record).all()
    told(capfd, "judge", "-r", record, "--take-back", row.id, "--by", "Ann")
    assert story(capfd, record, known["Gull"])["documents"] == 2
    assert "no judgement" in told(capfd, "judge", "-r", record, "--take-back", row.id, "--by", "Ann", code=USAGE)[1]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--same", "sX", "{Gull}", "--by", "Ann"), "has no sX. Ids are shown by"),
        (("--same", "{Gull}", "{Gull}", "--by", "Ann"), "one and the same"),
        (("--same", "{Gull}", "{Echo}"), "a judgement needs --by"),
        (("--by", "Ann"), "belong to a judgement"),
        (("--speaker", "{Gull}", " ", "--by", "Ann"), "no words, or no name"),
        (("--statement", "d0:0-4", "--by", "Ann"), "has no d0"),
        (("--statement", "s0", "--no-statement", "s0", "--by", "Ann"), "one thing at a time"),
        (("--take-back", "j0", "--by", "Ann"), "no judgement j0 stands"),
    ],
)
def test_what_cannot_be_judged(record: Path, capfd: Printed, arguments: tuple[str, ...], sentence: str) -> None:
    known = ids(record)
    given = [one.format(**known) for one in arguments]
    assert sentence in told(capfd, "judge", "-r", record, *given, code=USAGE)[1]
    assert Judgements(record).all() == ()


def test_a_broken_line_is_told(record: Path, capfd: Printed) -> None:
    known = ids(record)
    told(capfd, "judge", "-r", record, "--same", known["Echo"], known["Post"], "--by", "Ann")
    path = Judgements(record).path
    path.write_bytes(b"half a li\n" + path.read_bytes())
    out, err = told(capfd, "judge", "-r", record)
    assert "the same statement" in out
    assert "line 1 is no judgement and is left out" in err


def test_two_windows_on_one_record(record: Path) -> None:
    known = ids(record)
    with Trails(record) as one, Trails(record) as other:
        first = one.judge(known["Echo"], known["Gull"], False, by="Ann", previous=None)
        with pytest.raises(JudgementError, match="conflict") as caught:
            other.judge(known["Echo"], known["Gull"], True, by="Bob", previous=None)
        assert caught.value.standing == first
        assert other.of(known["Gull"]) == other.of(known["Echo"])
        assert other.refresh()
        assert other.of(known["Gull"]) != other.of(known["Echo"])
