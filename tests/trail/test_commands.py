"""``onrecord trail`` and ``onrecord trails`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from onrecord.cli.main import ENVIRONMENT, USAGE, run
from onrecord.record.add import add
from onrecord.trail.kept import FOLDER, instant
from tests.record.made import keep, said

pytestmark = pytest.mark.slow  # the loops are compiled the first time

FULL = (
    "“We are ready to negotiate with the port workers about the winter shifts, but not about the 40 jobs in Westmere,”"
)
CUT = "“We are ready to negotiate with the port workers about the winter shifts,”"
BENT = FULL.replace("40", "14")
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Five documents of one trail, two of them wire copy of one agency, and a statement of its own."""
    keep(
        tmp_path / "rec",
        said(f"{FULL} said the mayor.", FULL, outlet="Westmere Echo", published="2024-03-01", relays=("Reuters",)),
        said(
            f"In town: {FULL} said the mayor.",
            FULL,
            outlet="Northern Post",
            published="2024-03-02",
            relays=("Reuters",),
        ),
        said(f"{CUT} said Dorn.", CUT, outlet="Daily Gull", published="2024-03-03T09:00:00+02:00"),
        said(f"{BENT} said Dorn.", BENT, outlet="Tabloid", published="2024-03-05"),
        said(
            "“Nobody will close the old pier this winter,” said Dorn.", "“Nobody will close the old pier this winter,”"
        ),
    )
    return tmp_path / "rec"


def told(capfd: Printed, *arguments: object, code: int = 0) -> tuple[str, str]:
    assert run([str(one) for one in arguments]) == code, capfd.readouterr()
    sys.stdout.flush()
    return capfd.readouterr()


def test_the_story_of_a_statement(record: Path, capfd: Printed) -> None:
    story = json.loads(told(capfd, "trail", "-r", record, "ready", "negotiate", "--format", "jsonl")[0])
    assert (story["documents"], story["origins"]) == (4, 3)
    assert story["outlets"] == ["Westmere Echo", "Northern Post", "Daily Gull", "Tabloid"]
    assert (story["agencies"], story["speakers"]) == (["Reuters"], ["Jane Dorn"])
    assert (story["first"]["outlet"], story["first"]["published"], story["last"]) == (
        "Westmere Echo",
        "2024-03-01",
        "2024-03-05",
    )
    assert story["changes"] == {"cut": 1, "meaning": 1}
    assert [(one["parent"], one["change"], len(one["holders"])) for one in story["variants"]] == [
        (None, None, 2), (0, "cut", 1), (0, "meaning", 1),
    ]  # fmt: skip
    edit = story["variants"][2]["edits"][0]
    assert (edit["what"], edit["printed"]["text"], edit["original"]["text"]) == ("number", "14", "40")
    assert story["variants"][2]["words"][edit["printed"]["start"] : edit["printed"]["stop"]] == "14"


def test_the_story_for_people_and_as_graphs(record: Path, capfd: Printed) -> None:
    text, _ = told(capfd, "trail", "-r", record, "negotiate")
    assert "[-40-]{+14+} jobs" in text
    assert "4 documents, 3 origins net of copies" in text
    assert "from 1: meaning" in text
    mermaid, _ = told(capfd, "trail", "-r", record, "negotiate", "--format", "mermaid")
    assert mermaid.startswith("flowchart TD\n")
    assert '  t0v0 -->|"meaning"| t0v2\n' in mermaid
    dot, _ = told(capfd, "trail", "-r", record, "negotiate", "--format", "dot")
    assert '  "0.0" -> "0.1" [label="cut"];\n' in dot


def test_a_statement_by_its_id(record: Path, capfd: Printed) -> None:
    found = json.loads(told(capfd, "trail", "-r", record, "pier", "--format", "jsonl")[0])
    assert (found["documents"], len(found["variants"])) == (1, 1)
    again = told(capfd, "trail", "-r", record, "--statement", found["first"]["statement"], "--format", "jsonl")[0]
    assert json.loads(again) == found
    assert "has no statement s0" in told(capfd, "trail", "-r", record, "--statement", "s0", code=USAGE)[1]
    assert "name the words" in told(capfd, "trail", "-r", record, code=USAGE)[1]
    assert "no statement of the record holds" in told(capfd, "trail", "-r", record, "zebra")[1]


def test_the_list_of_trails(record: Path, capfd: Printed) -> None:
    rows = list(csv.DictReader(io.StringIO(told(capfd, "trails", "-r", record, "--format", "csv")[0])))
    assert [(row["documents"], row["variants"], row["outlet"]) for row in rows] == [("4", "3", "Westmere Echo")]
    assert rows[0]["changes"] == "cut 1; meaning 1; same 1"
    for wanted, count in (
        (("--changed", "meaning"), 1),
        (("--changed", "spliced"), 0),
        (("--speaker", "DORN"), 1),
        (("--speaker", "Moss"), 0),
    ):
        assert len(told(capfd, "trails", "-r", record, *wanted, "--format", "jsonl")[0].splitlines()) == count


def test_a_record_that_grows_and_a_damaged_table(record: Path, capfd: Printed) -> None:
    told(capfd, "trails", "-r", record)
    (before,) = (record / FOLDER).glob("table-*")
    before.write_bytes(b"half a file")
    assert "4 documents" in told(capfd, "trail", "-r", record, "negotiate")[0]
    (written,) = (record / FOLDER).glob("table-*")
    told(capfd, "trails", "-r", record)
    assert list((record / FOLDER).glob("table-*")) == [written], "kept, not made anew"
    keep(record, said(f"Again: {FULL} she said.", FULL, outlet="Harbour Times", published="2024-03-09"))
    assert "5 documents" in told(capfd, "trail", "-r", record, "negotiate")[0]
    (after,) = (record / FOLDER).glob("table-*")
    assert after != written


def test_every_engine_tells_the_same(record: Path, tmp_path: Path, capfd: Printed) -> None:
    wanted = told(capfd, "trails", "-r", record, "--format", "jsonl")[0]
    out, err = told(capfd, "trails", "-r", record, "--anew", "--engine", "duckdb", "--format", "jsonl")
    assert out == wanted
    assert "stage 1 of " in err
    assert not (record / FOLDER / "stages").exists()
    staging = tmp_path / "staging"
    told(capfd, "trails", "-r", record, "--anew", "--engine", "duckdb", "--staging", staging)
    assert (staging / "plan.json").exists()
    assert "stage" not in told(capfd, "trails", "-r", record, "--engine", "duckdb")[1], "they are kept"
    assert "--engine" in told(capfd, "trails", "-r", record, "--staging", staging, code=USAGE)[1]


def test_spark_without_java(record: Path, tmp_path: Path, capfd: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setattr("pyspark.sql.SparkSession.getActiveSession", classmethod(lambda cls: None))
    err = told(capfd, "trails", "-r", record, "--engine", "spark", code=ENVIRONMENT)[1]
    assert "Java is missing" in err
    assert "apt install" in err
    assert told(capfd, "trails", "-r", record)[0], "the record can be asked as before"


def test_spark_without_pyspark(record: Path, capfd: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    err = told(capfd, "trails", "-r", record, "--engine", "spark", code=ENVIRONMENT)[1]
    assert 'pip install "onrecord[spark]"' in err


def test_an_empty_record_and_none(tmp_path: Path, capfd: Printed) -> None:
    add([], tmp_path / "empty", workers=0)
    out, err = told(capfd, "trails", "-r", tmp_path / "empty")
    assert "No statement stands in two places." in out
    assert "holds no documents yet" in err
    assert "there is no such folder" in told(capfd, "trail", "-r", tmp_path / "none", "x", code=USAGE)[1]


@pytest.mark.parametrize(
    ("iso", "instant_"),
    [
        ("2024-03-01T10:00:00Z", "2024-03-01 10:00:00"), ("2024-03-01T10:00:00+02:00", "2024-03-01 08:00:00"),
        ("2024-03-01", "2024-03-01 23:59:59"), ("2024-12", "2024-12-31 23:59:59"), ("2023", "2023-12-31 23:59:59"),
        ("spring", "None"), (None, "None"), ("2024-13-01", "None"),
    ],
)  # fmt: skip
def test_dates_as_instants(iso: str | None, instant_: str) -> None:
    assert str(instant(iso)) == instant_
