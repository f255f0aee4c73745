"""``onrecord read --people``: authority files on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Onrecord

PEOPLE = """id,name,role,gender,born
P1,Petra Lindqvist,mayor,female,1961
P2,,mayor,,
P3,Tomas Reyes,,male,1961-99
"""


def test_identities_are_in_every_format_and_broken_rows_on_stderr(onrecord: Onrecord, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    done = onrecord("read", "article.txt", "--people", "people.csv", "--format", "jsonl")
    assert done.returncode == 0
    line = json.loads(done.stdout)
    (petra,) = (row["id"] for row in line["speakers"] if row["name"] == "Petra Lindqvist")
    found = {row["speaker"]: row for row in line["identities"]}[petra]
    assert (found["person"], found["candidates"]) == ("P1", [{"id": "P1", "name": "Petra Lindqvist", "score": 1.0}])
    assert done.stderr.decode().splitlines() == [
        "onrecord: people.csv:3: it has no name; the row is left out.",
        "onrecord: people.csv:4: “1961-99” is no date; write 1967-05-23, 1967-05 or 1967; the rest of the row is used.",
    ]
    shown = onrecord("read", "article.txt", "--people", "people.csv").stdout.decode()
    assert "is Petra Lindqvist (P1)" in shown
    page = onrecord("read", "article.txt", "--people", "people.csv", "--format", "html").stdout.decode()
    assert "is Petra Lindqvist (P1)" in page


def test_two_files(onrecord: Onrecord, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    (tmp_path / "more.jsonl").write_text('{"id": "P9", "name": "Petra Lindqvist"}\n', "utf-8")
    done = onrecord("read", "article.txt", "--people", "people.csv", "--people", "more.jsonl", "--format", "jsonl")
    named = [row for row in json.loads(done.stdout)["identities"] if len(row["candidates"]) == 2]
    assert [{other["id"] for other in row["candidates"]} for row in named] == [{"P1", "P9"}]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no authority file people.csv. Check the name."),
        (b"", "cannot be read (empty)"),
        (b"name,role\nAda Dorn,mayor\n", "no column for id; it begins: name, role."),
        (b"id,name\nP1,\n", "nobody in the authority file people.csv can be used. Every row needs an id and a name."),
    ],
)
def test_useless_files_are_bad_usage(onrecord: Onrecord, tmp_path: Path, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / "people.csv").write_bytes(content)
    done = onrecord("read", "article.txt", "--people", "people.csv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()


def test_standard_input_is_for_documents(onrecord: Onrecord) -> None:
    done = onrecord("read", "article.txt", "--people", "-", input=b"id,name\nP1,Ada Dorn\n")
    assert done.returncode == 2
    assert "--people wants a file" in done.stderr.decode()


def test_many_broken_rows_are_counted(onrecord: Onrecord, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,name\nP1,Ada Dorn\n" + "P2,\n" * 60, "utf-8")
    said = onrecord("read", "article.txt", "--people", "people.csv").stderr.decode().splitlines()
    assert len(said) == 51
    assert said[-1] == "onrecord: people.csv: 10 more rows are broken."
