"""Corpora into records: what comes in, what is known, what fails, what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.model import Failure
from onrecord.record.add import Progress, add
from onrecord.record.lock import Lock
from onrecord.record.manifest import Manifest, save
from onrecord.record.record import Record
from tests.record.conftest import article
from tests.record.tables import tables


def test_a_folder_comes_in(corpus: Path, tmp_path: Path) -> None:
    progress = add([str(corpus)], tmp_path / "rec", workers=0)
    assert (progress.files, progress.documents, progress.known, progress.failed) == (6, 6, 0, 0)
    assert progress.behind == progress.size == sum(file.stat().st_size for file in corpus.iterdir())
    with Record(tmp_path / "rec") as record:
        rows = record.sql("SELECT uri, url, title FROM documents").to_pylist()
        assert [row["title"] for row in rows] == [f"Pier {number} stays open" for number in range(6)]
        assert rows[3]["uri"] == str(corpus / "3.html")
        assert rows[3]["url"] == "https://news.example/pier/3"
        said = record.sql("SELECT words, name, stance FROM said WHERE kind = 'direct' ORDER BY words").to_pylist()
        assert said[2] == {"words": "“Pier 2 stays open this winter,”", "name": "Jane Dorn", "stance": "neutral"}
        assert len(said) == 6


def test_again_is_no_op(corpus: Path, tmp_path: Path) -> None:
    add([str(corpus)], tmp_path / "rec", workers=0)
    before = tables(tmp_path / "rec")
    manifest = (tmp_path / "rec" / "record.json").read_bytes()
    progress = add([str(corpus)], tmp_path / "rec", workers=0)
    assert (progress.documents, progress.known, progress.behind) == (0, 0, progress.size)
    assert tables(tmp_path / "rec") == before
    assert (tmp_path / "rec" / "record.json").read_bytes() == manifest


def test_the_same_article_elsewhere_is_known(corpus: Path, tmp_path: Path) -> None:
    add([str(corpus)], tmp_path / "rec", workers=0)
    other = tmp_path / "other"
    other.mkdir()
    for name in ("a.html", "b.html"):
        (other / name).write_bytes(article(2))
    (other / "new.html").write_bytes(article(9))
    progress = add([str(other)], tmp_path / "rec", workers=0)
    assert (progress.documents, progress.known) == (1, 2)
    with Record(tmp_path / "rec") as record:
        assert record.counts["documents"] == 7
        known = record.sql("SELECT uri FROM captures WHERE known ORDER BY uri")["uri"].to_pylist()
        assert known == [str(other / "a.html"), str(other / "b.html")]


def test_twice_in_one_run_is_kept_once(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_bytes(article(1))
    progress = add([str(tmp_path / "a.html"), str(tmp_path / "b.html")], tmp_path / "rec", workers=0)
    assert (progress.documents, progress.known) == (1, 1)


def test_a_changed_file_is_read_again(corpus: Path, tmp_path: Path) -> None:
    add([str(corpus)], tmp_path / "rec", workers=0)
    (corpus / "0.html").write_bytes(article(77))
    progress = add([str(corpus)], tmp_path / "rec", workers=0)
    assert progress.documents == 1


@pytest.mark.slow
def test_many_runs_end_in_the_tables_of_one(corpus: Path, tmp_path: Path) -> None:
    (corpus / "copy.html").write_bytes(article(3).replace(b"the mayor of Westmere", b"Westmere's mayor"))
    add([str(corpus)], tmp_path / "one", workers=0)
    for number in (2, 4, 6):
        add([str(corpus / f"{name}.html") for name in range(number)], tmp_path / "many", workers=0)
    add([str(corpus)], tmp_path / "many", workers=0)
    assert tables(tmp_path / "many") == tables(tmp_path / "one")
    with Record(tmp_path / "one") as record:
        assert record.counts["copies"] == 1


def test_junk_is_told_and_the_rest_is_there(corpus: Path, tmp_path: Path) -> None:
    (corpus / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (corpus / "b.html").write_bytes(b"")
    (corpus / "c.txt").write_bytes(b"\0" * 1000)
    (corpus / "gone.html").symlink_to(corpus / "nowhere.html")
    (corpus / ".hidden.html").write_bytes(article(50))
    progress = add([str(corpus), str(tmp_path / "missing.html")], tmp_path / "rec", workers=0)
    assert (progress.documents, progress.failed) == (6, 5)
    with Record(tmp_path / "rec") as record:
        reasons = record.sql("SELECT reason FROM failures ORDER BY uri")["reason"].to_pylist()
    assert reasons == ["binary", "empty", "binary", "missing", "missing"]


def test_links_that_loop_end(corpus: Path, tmp_path: Path) -> None:
    (corpus / "down").mkdir()
    (corpus / "down" / "up").symlink_to(corpus)
    (corpus / "itself").symlink_to(corpus / "itself")
    progress = add([str(corpus)], tmp_path / "rec", workers=0)
    assert progress.documents == 6
    assert [(one.uri, one.reason) for one in progress.failures] == [(str(corpus / "itself"), "missing")]


def test_patterns_and_records_in_corpora(corpus: Path, tmp_path: Path) -> None:
    progress = add([str(corpus / "[0-2].*")], corpus / "rec", workers=0)
    assert progress.files == 3
    assert add([str(corpus)], corpus / "rec", workers=0).files == 6


def test_retry_reads_only_what_failed(corpus: Path, tmp_path: Path) -> None:
    (corpus / "later.html").symlink_to(tmp_path / "later.html")
    assert add([str(corpus)], tmp_path / "rec", workers=0).failed == 1
    assert add([str(corpus)], tmp_path / "rec", workers=0).failed == 0
    (tmp_path / "later.html").write_bytes(article(8))
    os.utime(tmp_path / "later.html", (1, 1))
    progress = add([str(corpus)], tmp_path / "rec", workers=0, retry=True)
    assert (progress.documents, progress.known, progress.failed) == (1, 0, 0)
    with Record(tmp_path / "rec") as record:
        assert record.counts["failures"] == 0


def test_a_warc_says_where_and_when(tmp_path: Path, make_warc: Callable[..., tuple[Path, list[int]]]) -> None:
    path, _ = make_warc((f"https://news.example/{number}", article(number)) for number in range(3))
    add([str(path)], tmp_path / "rec", workers=0)
    with Record(tmp_path / "rec") as record:
        rows = record.sql("SELECT uri, captured FROM documents").to_pylist()
        assert rows[1] == {"uri": "https://news.example/1", "captured": "2024-03-02T04:05:06Z"}
        captures = record.sql("SELECT position, whole FROM captures").to_pylist()
        assert [row["whole"] for row in captures] == [False, False, True]
        assert captures[0]["position"] == 0


def test_refusals(corpus: Path, tmp_path: Path) -> None:
    def reason(folder: Path) -> tuple[str, str]:
        with pytest.raises(RecordError) as caught:
            add([str(corpus)], folder, workers=0)
        return caught.value.reason, caught.value.detail

    assert reason(corpus)[0] == "not-empty"
    newer, damaged, file = tmp_path / "newer", tmp_path / "damaged", tmp_path / "file"
    newer.mkdir()
    (newer / "record.json").write_text('{"format": 99, "made_by": "9.9", "shards": "elsewhere"}')
    assert reason(newer) == ("newer", "format 99, made by onrecord 9.9")
    damaged.mkdir()
    (damaged / "record.json").write_text('{"format": 1, "shards": [')
    assert reason(damaged)[0] == "damaged"
    file.write_text("x")
    assert reason(file)[0] == "unwritable"
    with pytest.raises(RecordError, match="missing"):
        Record(tmp_path / "nowhere")
    with pytest.raises(RecordError, match="not-a-record"):
        Record(corpus)


def test_only_one_writes(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rec"
    folder.mkdir()
    save(folder, Manifest())
    with Lock(folder), pytest.raises(RecordError) as caught:
        add([str(corpus)], folder, workers=0)
    assert (caught.value.reason, caught.value.detail) == ("busy", f"process {os.getpid()}")
    (folder / ".lock").write_text("process 1\n")  # left by a process that died
    assert add([str(corpus)], folder, workers=0).documents == 6


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rec"
    folder.mkdir(mode=0o500)
    with pytest.raises(RecordError, match="unwritable"):
        add([str(corpus)], folder, workers=0)


def test_strays_are_no_part_of_it(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rec"
    add([str(corpus / "0.html")], folder, workers=0)
    (folder / "documents" / "000002.parquet").write_bytes(b"half a shar")
    (folder / "documents" / ".000003.parquet.new").write_bytes(b"half")
    with Record(folder) as record:
        assert record.counts["documents"] == 1
    add([str(corpus)], folder, workers=0)
    with Record(folder) as record:
        assert record.counts["documents"] == 6
    assert not (folder / "documents" / ".000003.parquet.new").exists()


def test_progress_tells_the_first_failures(tmp_path: Path) -> None:
    seen: list[int] = []
    progress = Progress()
    add(
        [str(tmp_path / f"{number}") for number in range(30)], tmp_path / "rec", workers=0, progress=progress,
        watch=lambda: seen.append(progress.failed),
    )  # fmt: skip
    assert seen[0] < seen[-1] == 30
    assert progress.failures[0] == Failure(str(tmp_path / "0"), "missing", "No such file or directory")
    assert len(progress.failures) == 20


@pytest.mark.slow
def test_a_full_disk_leaves_a_record_that_goes_on(corpus: Path, tmp_path: Path) -> None:
    """The system refuses files over 6,000 bytes, as it refuses any on a full disk."""
    resource = pytest.importorskip("resource")
    add([str(corpus / "0.html")], tmp_path / "rec", workers=0)
    before = tables(tmp_path / "rec")
    command = [sys.executable, "-m", "onrecord", "add", str(corpus), "-r", str(tmp_path / "rec"), "--workers", "1"]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000)),
    )  # fmt: skip
    assert ended.returncode == 4, ended.stderr
    assert "no room" in ended.stderr
    assert "goes on from there" in ended.stderr
    assert tables(tmp_path / "rec") == before
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    add([str(corpus)], tmp_path / "one", workers=0)
    assert tables(tmp_path / "rec") == tables(tmp_path / "one")
