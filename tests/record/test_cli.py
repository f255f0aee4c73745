"""``onrecord add``: exit codes and what is said, in this process where that is enough."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.cli.main import run
from tests.record.tables import tables

Said = pytest.CaptureFixture[str]


def test_documents_come_in(corpus: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one process of its own, twice: the second time nothing is left to read."""
    record = tmp_path / "rec"
    assert run(["add", str(corpus), "-r", str(record), "--workers", "1"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(r"onrecord: 6 documents and \d+ statements came into .*\n", said.err)
    before = tables(record)
    assert run(["add", str(corpus), "-r", str(record)]) == 0
    assert "nothing new came into" in capsys.readouterr().err
    assert tables(record) == before


def test_failures_are_told_and_listed(tmp_path: Path, capsys: Said) -> None:
    for number in range(8):
        (tmp_path / f"{number}.html").write_bytes(b"")
    assert run(["add", str(tmp_path / "*.html"), "-r", str(tmp_path / "rec"), "--workers", "1"]) == 3
    said = capsys.readouterr().err
    assert said.count("is empty") == 5
    assert "8 documents could not be read: onrecord failures -r" in said


@pytest.mark.parametrize(
    ("manifest", "code", "words"),
    [
        ('{"format": 99, "made_by": "9.9"}', 4, "made by a newer onrecord (format 99, made by onrecord 9.9). Update"),
        ("{", 4, "is damaged"),
        (None, 2, "a folder with other things in it"),
    ],
)
def test_what_is_wrong_with_a_record(
    manifest: str | None, code: int, words: str, corpus: Path, tmp_path: Path, capsys: Said
) -> None:
    folder = tmp_path / "rec"
    folder.mkdir()
    (folder / ("record.json" if manifest else "thesis.docx")).write_text(manifest or "x")
    assert run(["add", str(corpus), "-r", str(folder)]) == code
    assert words in capsys.readouterr().err


def test_usage(tmp_path: Path, capsys: Said) -> None:
    assert run(["add", "-r", str(tmp_path / "rec")]) == 2
    assert "name at least one corpus" in capsys.readouterr().err
    assert run(["add", "x.html"]) == 2
    assert run(["add", "-", "-r", str(tmp_path / "rec")]) == 2
    assert not (tmp_path / "rec").exists()
