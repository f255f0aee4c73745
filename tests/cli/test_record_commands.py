"""``find``, ``speakers``, ``outlets``, ``failures`` and ``export`` as a user meets them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from onrecord.cli.main import COMMANDS, ENVIRONMENT, USAGE, run
from onrecord.cli.record_options import KINDS, STANCES
from onrecord.model import Stance, StatementKind
from onrecord.record import queries
from onrecord.record.add import add
from onrecord.record.search import Hit
from onrecord.settings import Options
from tests.record.made import keep, said

CSI = "\x1b["
Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record, an empty one, and a corpus with its record."""
    place = tmp_path_factory.mktemp("commands")
    keep(
        place / "rec",
        said("“The pier stays open this winter,” said the mayor.", "“The pier stays open this winter,”", roles=("mayor",),
             url="https://echo.example/1"),
        said("The harbour master claimed that the old pier is unsafe.", "that the old pier is unsafe", name="Tomas Reyes",
             kind="indirect", stance="doubt", cue="claimed", relays=("Reuters",), outlet=None, published=None),
        said("“=SUM(A1)\x1b[31m,” one clerk said.", "“=SUM(A1)\x1b[31m,”", name=None, anonymous=True, outlet="=cmd"),
    )  # fmt: skip
    add([], place / "empty", workers=0)
    (place / "corpus").mkdir()
    (place / "corpus" / "a.txt").write_text("Pier 1 stays\n\n“Pier 1 stays open,” said Jane Dorn, the mayor.\n")
    (place / "corpus" / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    add([str(place / "corpus")], place / "read", Options(model="fast"), workers=0)
    return place


def told(capfd: Printed, *arguments: object, code: int = 0) -> tuple[str, str]:
    assert run([str(one) for one in arguments]) == code, capfd.readouterr()
    sys.stdout.flush()
    return capfd.readouterr()


def test_find_for_people(place: Path, capfd: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    out, err = told(capfd, "find", "-r", place / "rec", "pier", "winter")
    assert out == (
        "  1  “The pier stays open this winter,”\n"
        "     Jane Dorn, mayor · direct\n"
        "     Westmere Echo · 1 Mar 2024 · Pier, “old”\n"
        "     https://echo.example/1\n"
        f"     {json.loads(told(capfd, 'find', '-r', place / 'rec', 'winter', '--format', 'jsonl')[0])['statement']}\n"
        "\n"
        "1 statement fits.\n"
    )
    assert err == ""


def test_find_shows_doubt_agency_and_what_is_unknown(place: Path, capfd: Printed) -> None:
    out, _ = told(capfd, "find", "-r", place / "rec", "--stance", "doubt")
    assert "     Tomas Reyes · indirect · doubt (“claimed”)\n     outlet unknown · date unknown · " in out
    out, _ = told(capfd, "find", "-r", place / "rec", "--who", "anonymous")
    assert "=SUM(A1)␛[31m" in out, "nothing in a document reaches the terminal as a command"
    assert CSI not in out


def test_find_in_colour_only_where_it_is_wanted(place: Path, capfd: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out, _ = told(capfd, "find", "-r", place / "rec", "winter")
    assert f"{CSI}1;33mwinter{CSI}0m" in out
    monkeypatch.setenv("NO_COLOR", "1")
    assert CSI not in told(capfd, "find", "-r", place / "rec", "winter")[0]


@pytest.mark.parametrize("width", [24, 40, 80, 120])
def test_no_line_is_wider_than_the_terminal(
    place: Path, capfd: Printed, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for command in ("find", "speakers", "outlets"):
        out, _ = told(capfd, command, "-r", place / "rec")
        assert max(len(line) for line in out.splitlines() if "://" not in line) <= width, command


def test_find_for_programs(place: Path, capfd: Printed) -> None:
    out, _ = told(capfd, "find", "-r", place / "rec", "pier", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert {tuple(row) for row in rows} == {Hit.__struct_fields__}
    assert {row["name"] for row in rows} == {"Jane Dorn", "Tomas Reyes"}
    out, _ = told(capfd, "find", "-r", place / "rec", "pier", "--format", "csv")
    listed = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [row["statement"] for row in listed] == [row["statement"] for row in rows]
    assert json.loads(listed[0]["roles"] or "[]") == rows[0]["roles"]


def test_formulas(place: Path, capfd: Printed) -> None:
    asked = ("outlets", "-r", place / "rec", "--format", "csv")
    assert "\n=cmd," in told(capfd, *asked)[0]
    assert "\n'=cmd," in told(capfd, *asked, "--escape-formulas")[0]


def test_nothing_found(place: Path, capfd: Printed) -> None:
    assert told(capfd, "find", "-r", place / "rec", "ferry") == ("No statement fits.\n", "")
    assert told(capfd, "find", "-r", place / "rec", "ferry", "--format", "jsonl") == ("", "")


def test_speakers_and_outlets(place: Path, capfd: Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    out, _ = told(capfd, "speakers", "-r", place / "rec")
    lines = out.splitlines()
    assert lines[0].split() == ["speaker", "statements", "net", "documents", "share", "quoted", "said", "claimed"]
    # of 15 words the mayor has 6, Reyes 6, the clerk 3 (SUM A1 31m)
    assert lines[1].split() == ["Jane", "Dorn,", "mayor", "1", "1", "1", "40.0%", "100%", "100%", "0%"]
    assert lines[2].split() == ["Tomas", "Reyes", "1", "1", "1", "40.0%", "0%", "0%", "100%"]
    assert lines[3].split() == ["anonymous", "speakers", "1", "1", "1", "20.0%", "100%", "100%", "0%"]
    out, _ = told(capfd, "outlets", "-r", place / "rec", "--format", "jsonl", "--since", "2024")
    assert {json.loads(line)["outlet"] for line in out.splitlines()} == {"Westmere Echo", "=cmd"}


def test_failures(place: Path, capfd: Printed) -> None:
    out, _ = told(capfd, "failures", "-r", place / "read")
    assert out.startswith("       1  pdf\n\npdf\n  ")
    assert "b.pdf" in out
    [row] = [
        json.loads(line) for line in told(capfd, "failures", "-r", place / "read", "--format", "jsonl")[0].splitlines()
    ]
    assert (Path(row["uri"]).name, row["reason"]) == ("b.pdf", "pdf")
    assert told(capfd, "failures", "-r", place / "rec")[0] == "Every document could be read.\n"


@pytest.mark.parametrize("command", ["find", "speakers", "outlets", "export"])
def test_an_empty_record_is_said_to_be(place: Path, capfd: Printed, command: str) -> None:
    more = ("--format", "jsonld", "-o", "-") if command == "export" else ()
    out, err = told(capfd, command, "-r", place / "empty", *more)
    assert "holds no documents yet" in err
    if command == "export":
        assert json.loads(out)["@graph"] == []


BAD = [
    (("find", "-r", "none", "x"), USAGE, "there is no such folder"),
    (("speakers", "-r", "."), USAGE, "is no record"),
    (("find", "-r", "newer", "x"), ENVIRONMENT, "newer onrecord"),
    (("outlets", "-r", "broken"), ENVIRONMENT, "is damaged"),
    (("find", "-r", "rec", "!!!"), USAGE, "there is no word in it"),
    (("find", "-r", "rec", "--kind", "direct,verbal"), USAGE, "“verbal” is none of direct, mixed"),
    (("find", "-r", "rec", "--since", "spring"), USAGE, "“spring” is not a date"),
    (("find", "-r", "rec", "--until", "2024-13"), USAGE, "“2024-13” is not a date"),
    (("find", "-r", "rec", "--speaker", "?"), USAGE, "no word in the speaker"),
    (("find", "x"), USAGE, "Missing option"),
    (
        ("export", "-r", "rec", "--format", "csv", "--table", "quotes", "-o", "new"),
        USAGE,
        "no such table (quotes; there are",
    ),
    (
        ("export", "-r", "rec", "--format", "jsonl", "--table", "said", "-o", "new"),
        USAGE,
        "--table is for parquet and csv",
    ),
    (("export", "-r", "rec", "--format", "csv", "-o", "full"), USAGE, "add --replace"),
    (("export", "-r", "rec", "--format", "csv", "-o", "full/x.txt"), USAGE, "is a file"),
    (("export", "-r", "rec", "--format", "csv", "-o", "-"), USAGE, "tables go into a folder"),
    (("export", "-r", "rec", "--format", "jsonl", "-o", "full/x.txt"), USAGE, "is there already"),
    (("export", "-r", "rec", "--format", "jsonl", "-o", "full"), USAGE, "is a folder"),
    (("export", "-r", "rec", "--format", "csv", "-o", "rec/tables"), USAGE, "lies in the record"),
    (("export", "-r", "rec", "--format", "jsonl", "-o", "nowhere/x.jsonl"), USAGE, "no folder nowhere"),
]


@pytest.mark.parametrize(("arguments", "code", "sentence"), BAD)
def test_mistakes_are_explained(
    place: Path, capfd: Printed, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    monkeypatch.chdir(place)
    for name, manifest in (("newer", '{"format": 99, "made_by": "9.9"}'), ("broken", "{")):
        (place / name).mkdir(exist_ok=True)
        (place / name / "record.json").write_text(manifest)
    (place / "full").mkdir(exist_ok=True)
    (place / "full" / "x.txt").write_text("kept")
    out, err = told(capfd, *arguments, code=code)
    assert sentence in err
    assert "Traceback" not in err
    assert out == ""
    assert not (place / "new").exists()
    assert (place / "full" / "x.txt").read_text() == "kept"


def test_export_tables(place: Path, capfd: Printed, tmp_path: Path) -> None:
    asked = ("export", "-r", place / "rec", "--format", "csv", "-o", tmp_path / "out", "--table", "said")
    _, err = told(capfd, *asked, "--speaker", "dorn")
    assert err == f"onrecord: 1 table is in {tmp_path / 'out'}.\n"
    [row] = csv.DictReader(io.StringIO((tmp_path / "out" / "said.csv").read_text(), newline=""))
    assert (row["name"], row["outlet"]) == ("Jane Dorn", "Westmere Echo")
    (tmp_path / "out" / "mine.txt").write_text("kept")
    told(capfd, *asked, code=USAGE)
    told(capfd, *asked, "--replace")
    assert len((tmp_path / "out" / "said.csv").read_text().splitlines()) == 4
    assert (tmp_path / "out" / "mine.txt").exists()


@pytest.mark.parametrize("form", ["jsonl", "jsonld", "annotation", "prov", "gqg"])
def test_export_files(place: Path, capfd: Printed, tmp_path: Path, form: str) -> None:
    asked = ("export", "-r", place / "rec", "--format", form, "-o")
    out, _ = told(capfd, *asked, "-", "--words", '"pier stays"')
    told(capfd, *asked, tmp_path / "out.gz", "--words", '"pier stays"')
    assert gzip.decompress((tmp_path / "out.gz").read_bytes()).decode() == out
    assert "The pier stays open this winter," in out
    assert "unsafe" not in out if form != "jsonl" else len(out.splitlines()) == 1
    for text in out.splitlines() if form in ("jsonl", "gqg") else [out]:
        json.loads(text)


def test_export_jsonl_is_what_read_prints(place: Path, capfd: Printed) -> None:
    asked = ("export", "-r", place / "read", "--format", "jsonl", "-o", "-")
    printed = told(capfd, "read", "--model", "fast", "--format", "jsonl", place / "corpus" / "a.txt")[0]
    assert told(capfd, *asked)[0] == printed
    shown = told(capfd, "read", "--model", "fast", "--format", "jsonld", place / "corpus" / "a.txt")[0]
    assert told(capfd, *(one if one != "jsonl" else "jsonld" for one in asked))[0] == shown
    assert json.loads(shown)["@graph"][0]["@type"] == "NewsArticle"


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="closes a pipe")
def test_a_closed_pipe_ends_quietly(place: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "onrecord", "export", "-r", str(place / "rec"), "--format", "jsonl", "-o", "-"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, env=environment, timeout=60)
    os.close(writer)
    assert done.stderr == b""


def test_kinds_and_stances_are_the_models() -> None:
    assert get_args(StatementKind) == KINDS == queries.KINDS
    assert get_args(Stance) == STANCES == queries.STANCES


def test_every_command_is_in_the_help_with_its_options(capfd: Printed) -> None:
    for command in ("find", "speakers", "outlets", "failures", "export"):
        assert command in COMMANDS
        out, _ = told(capfd, command, "--help")
        assert "--record" in out
        assert "--format" in out
