"""Folders of mixed junk, and corpora through the command line into a record."""

from __future__ import annotations

import gzip
import json
import os
import re
import shlex
from pathlib import Path

import pytest

from onrecord.cli.main import run
from onrecord.readers.corpora import inputs, items
from onrecord.record.add import add
from onrecord.record.record import Record
from onrecord.settings import Limits, Options
from tests.readers.corpora.helpers import PAGE, WORDS, failures, found, http, record

DOCS = Path(__file__).parents[3] / "docs" / "corpora.md"


def junk(folder: Path) -> Path:
    folder.mkdir()
    (folder / "page.html").write_bytes(PAGE)
    (folder / "page.html.gz").write_bytes(gzip.compress(PAGE.replace(b"Monday", b"Tuesday")))
    (folder / "note.txt").write_text(WORDS)
    (folder / "rows.jsonl").write_text(json.dumps({"text": "One."}) + "\nno json\n")
    (folder / "a.warc.gz").write_bytes(
        gzip.compress(record("http://a.example/1", http(PAGE.replace(b"Monday", b"Friday"))))
    )
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "report.docx").write_bytes(b"PK\x03\x04" + bytes(60))
    (folder / "empty.csv").write_bytes(b"")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    (folder / ".hidden.txt").write_text(WORDS)
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "up").symlink_to(folder)
    (folder / "itself").symlink_to(folder / "itself")
    (folder / "gone").symlink_to(folder / "nowhere")
    return folder


def test_junk_is_told_and_the_rest_is_there(tmp_path: Path) -> None:
    folder = junk(tmp_path / "in")
    progress = add([str(folder)], tmp_path / "rec", Options(model="fast"), workers=0)
    told = {os.path.relpath(one.uri, folder): one.reason for one in progress.failures}
    assert told == {
        "rows.jsonl:2": "row", "picture.png": "binary", "report.docx": "binary", "empty.csv": "empty", "noise.bin": "binary",
        "itself": "missing", "gone": "missing",
    }  # fmt: skip
    with Record(tmp_path / "rec") as made:
        uris = made.sql("SELECT uri FROM documents ORDER BY uri")["uri"].to_pylist()
    names = ("note.txt", "page.html", "page.html.gz", "rows.jsonl:1")
    assert uris == sorted([*(str(folder / name) for name in names), "http://a.example/1"])


def test_names_that_lie(tmp_path: Path) -> None:
    for name in ("a.csv", "a.jsonl", "a.parquet", "a.wacz", "a.zim", "a.warc.gz"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3)
        some = found(tmp_path / name)
        assert [one for one in some if one.what is not None and not failures([one])] == [], name
    (tmp_path / "b.txt").write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert len(found(tmp_path / "b.txt")) == 2
    (tmp_path / "c.txt").write_text("{sic} he wrote, and [laughs] she said.")
    assert [one.what for one in found(tmp_path / "c.txt")] == [None]
    (tmp_path / "d.txt").write_text("volltext;wann\nWorte.;2024-03-01\n")
    assert [one.what for one in found(tmp_path / "d.txt")] == [None]
    assert [one.what.text for one in found(tmp_path / "d.txt", text="volltext")] == ["Worte."]  # type: ignore[union-attr]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0)
    (tmp_path / "a.csv").write_text("text\nx\n")
    (tmp_path / "a.csv").chmod(0)
    told = [one for file in inputs([str(tmp_path)]) for one in failures(list(items(file, None, Limits())))]
    assert [(os.path.basename(uri), reason) for uri, reason, _ in told] == [
        ("a.csv", "permission"),
        ("locked", "permission"),
    ]


def test_folders_that_cannot_be_listed_come_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()
    real = os.listdir

    def listdir(path: str) -> list[str]:
        if os.path.basename(path) == "locked":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    told = [one for file in inputs([str(tmp_path)]) for one in failures(list(items(file, None, Limits())))]
    assert told == [(str(tmp_path / "locked"), "permission", "Permission denied")]


def test_a_table_is_read_anew_with_other_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Wortlaut,n\nErste Worte.,1\nZweite Worte.,2\n")
    assert add([str(tmp_path / "a.csv")], tmp_path / "rec", Options(model="fast"), workers=0).failed == 1
    how = Options(model="fast", columns=(("text", "Wortlaut"),))
    progress = add([str(tmp_path / "a.csv")], tmp_path / "rec", how, workers=0)
    assert (progress.documents, progress.failed) == (2, 0)
    assert add([str(tmp_path / "a.csv")], tmp_path / "rec", how, workers=0).documents == 0
    with Record(tmp_path / "rec") as made:
        assert made.counts["failures"] == 0


def test_a_run_that_is_begun_again_ends_in_the_same_rows(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"text": f"“Pier {n} stays,” said Jane Dorn."}) + "\n" for n in range(20))
    (tmp_path / "a.jsonl").write_text(rows)

    class StopError(Exception):
        pass

    calls = 0

    def watch() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise StopError

    with pytest.raises(StopError):
        add([str(tmp_path / "a.jsonl")], tmp_path / "rec", Options(model="fast"), workers=0, watch=watch)
    add([str(tmp_path / "a.jsonl")], tmp_path / "rec", Options(model="fast"), workers=0)
    with Record(tmp_path / "rec") as made:
        texts = made.sql("SELECT text FROM documents")["text"].to_pylist()
    assert texts == [f"“Pier {n} stays,” said Jane Dorn." for n in range(20)]


def test_bad_columns_are_bad_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("text\nx\n")
    for given in ("text", "body=text", "text="):
        assert run(["add", str(tmp_path / "a.csv"), "-r", str(tmp_path / "rec"), "--columns", given]) == 2
        assert "Write it like text=body" in capsys.readouterr().err


@pytest.mark.slow
def test_the_examples_of_the_page_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files and commands of docs/corpora.md, as they stand there."""
    page = DOCS.read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    files = re.findall(r"`([\w.-]+)`:\n```\w*\n(.*?)```", page, re.DOTALL)
    assert len(files) >= 4
    for name, text in files:
        Path(name).write_text(text, "utf-8")
    commands = [
        line for line in re.findall(r"^onrecord add .*$", page, re.MULTILINE) if any(name in line for name, _ in files)
    ]
    assert len(commands) >= 4
    for line in commands:
        command, _, comment = line.partition("  # ")
        assert run([*shlex.split(command)[1:], "--workers", "1"]) in (0, 3), line
        if comment:
            assert comment.strip() in capsys.readouterr().err, line
