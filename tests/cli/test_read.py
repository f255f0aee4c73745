import json
import os
import pty
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import ARTICLE, Onrecord

posix = pytest.mark.skipif(os.name == "nt", reason="signals and devices of POSIX")


def test_text_shows_the_article_with_its_statements(onrecord: Onrecord) -> None:
    done = onrecord("read", "article.txt")
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert re.search(r"\[\d: “We have paid enough\.” :\d\]", shown)
    assert re.search(r"\[\d\] direct · Petra Lindqvist", shown)
    assert re.search(r"\[-30\b.*-\]\{\+20\b.*\+\}", shown)
    assert "\x1b" not in shown


def test_jsonl_is_one_object_a_line(onrecord: Onrecord, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(ARTICLE.replace("Petra", "Paula"), "utf-8")
    done = onrecord("read", "article.txt", "more.txt", "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["document"]["uri"] for line in lines] == ["article.txt", "more.txt"]
    assert {speaker["name"] for speaker in lines[1]["speakers"]} >= {"Paula Lindqvist"}


def test_html_is_one_report(onrecord: Onrecord) -> None:
    done = onrecord("read", "article.txt", "--format", "html")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"<!doctype html>")
    assert done.stdout.rstrip().endswith(b"</html>")


def test_standard_input(onrecord: Onrecord) -> None:
    done = onrecord("read", "-", "--format", "jsonl", input=ARTICLE.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["document"]["uri"] == "-"


def test_a_language_without_words_is_said_and_its_quotations_are_there(onrecord: Onrecord) -> None:
    words = "„Két nap múlva érkezik az elnök a városba, és mindenki ott lesz” – mondta Nagy Anna.".encode()
    done = onrecord("read", "-", "--format", "jsonl", input=words)
    assert done.stderr.decode().startswith(
        "onrecord: standard input is in a language (hu) that onrecord has no words for"
    )
    (statement,) = json.loads(done.stdout)["statements"]
    assert (statement["kind"], statement["mention"]) == ("direct", None)
    done = onrecord("read", "-", "--format", "jsonl", "--language", "de", input="„Ja“, sagte Anna Beck.".encode())
    assert not done.stderr


def test_unreadable_documents_are_listed_and_the_rest_is_there(onrecord: Onrecord, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj\n" * 40)
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "folder").mkdir()
    done = onrecord("read", "gone.txt", "empty.txt", "article.txt", "paper.pdf", "folder", "photo.txt", "ftp://a/b",
                    "--format", "jsonl")  # fmt: skip
    said = done.stderr.decode().splitlines()
    assert done.returncode == 3
    assert json.loads(done.stdout)["document"]["uri"] == "article.txt"
    assert len(said) == 6
    for line, words in zip(said, ["gone.txt: there is no such file", "empty.txt is empty",
                                  "paper.pdf is a PDF; onrecord reads text and HTML. Export its text first (for "
                                  "example with pdftotext) and read that.",
                                  "folder is a folder", "photo.txt is neither text nor HTML (PNG image); onrecord reads these two.",
                                  "ftp://a/b is not an address that onrecord fetches"], strict=True):  # fmt: skip
        assert line.startswith("onrecord: ")
        assert words in line


def test_limit_of_size(onrecord: Onrecord) -> None:
    done = onrecord("read", "article.txt", "--max-size", "100")
    assert done.returncode == 3
    assert done.stdout == b""
    assert b"--max-size" in done.stderr
    assert onrecord("read", "article.txt", "--max-size", "1 MiB").returncode == 0


@pytest.mark.parametrize(
    ("name", "start"), [("out.html", b"<!doctype html>"), ("out.jsonl", b'{"document"'), ("out.txt", b"")]
)
def test_output_file_takes_its_format_from_its_ending(
    onrecord: Onrecord, tmp_path: Path, name: str, start: bytes
) -> None:
    done = onrecord("read", "article.txt", "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    written = (tmp_path / name).read_bytes()
    assert written.startswith(start)
    assert b"\x1b" not in written
    assert b"paid enough" in written
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["article.txt", name])


def test_format_given_wins_over_the_ending(onrecord: Onrecord, tmp_path: Path) -> None:
    onrecord("read", "article.txt", "-o", "out.html", "--format", "jsonl")
    assert json.loads((tmp_path / "out.html").read_bytes())


@posix
def test_output_file_keeps_its_permissions_and_its_link(onrecord: Onrecord, tmp_path: Path) -> None:
    real = tmp_path / "real.jsonl"
    real.write_text("old")
    real.chmod(0o640)
    (tmp_path / "link.jsonl").symlink_to(real)
    assert onrecord("read", "article.txt", "-o", "link.jsonl").returncode == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert json.loads(real.read_bytes())
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    onrecord("read", "article.txt", "-o", "new.jsonl")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new.jsonl").stat().st_mode) == 0o666 & ~mask


def test_nothing_read_leaves_no_file(onrecord: Onrecord, tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text("old")
    assert onrecord("read", "gone.txt", "-o", "new.html").returncode == 3
    assert onrecord("read", "gone.txt", "-o", "old.html").returncode == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt", "old.html"]
    assert (tmp_path / "old.html").read_text() == "old"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("gone/out.html", "cannot write gone/out.html: there is no folder gone. Make it first."),
        (".", "cannot write .: it is a folder. Name a file in it."),
        ("article.txt/out.html", "cannot write article.txt/out.html"),
    ],
)
def test_a_place_that_cannot_be_written(onrecord: Onrecord, place: str, words: str) -> None:
    done = onrecord("read", "article.txt", "-o", place)
    assert done.returncode == 2
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr


@posix
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("form", ["text", "jsonl", "html"])
def test_a_full_disk_is_exit_4(onrecord: Onrecord, form: str) -> None:
    done = onrecord("read", "article.txt", "--format", form, "-o", "/dev/full")
    assert (done.returncode, done.stdout) == (4, b"")
    assert done.stderr.decode().startswith("onrecord: no room is left for the output (/dev/full).")
    with open("/dev/full", "wb") as full:
        done = onrecord("read", "article.txt", "--format", form, stdout=full)
    assert done.returncode == 4
    assert b"no room is left" in done.stderr
    assert b"Traceback" not in done.stderr


def process(environment: dict[str, str], folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "onrecord", *arguments], cwd=folder, env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=interruptible,
    )  # fmt: skip


def interruptible() -> None:
    """What runs in the background inherits an ignored Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@posix
def test_a_reader_that_goes_away_is_no_error(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    running = process(environment, tmp_path, "read", *["article.txt"] * 40, "--format", "jsonl")
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.read(1)
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(60) == 0


@posix
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupt_leaves_no_file(environment: dict[str, str], tmp_path: Path, number: int, code: int) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    running = process(environment, tmp_path, "read", "article.txt", "-", "-o", "out.jsonl")
    assert running.stderr is not None
    for _ in range(600):
        partial = [path for path in tmp_path.glob(".onrecord-*") if path.stat().st_size]
        if partial:
            break
        time.sleep(0.05)
    assert partial, "the first document was never written"
    running.send_signal(number)
    assert running.wait(60) == code
    assert running.stderr.read().strip() == b""
    assert [path.name for path in tmp_path.iterdir()] == ["article.txt"]


@pytest.mark.parametrize(
    ("arguments", "env", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_when_piped(onrecord: Onrecord, arguments: list[str], env: dict[str, str], coloured: bool) -> None:
    assert (b"\x1b[" in onrecord("read", "article.txt", *arguments, env=env).stdout) == coloured


@posix
@pytest.mark.parametrize(
    ("env", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_in_a_terminal(onrecord: Onrecord, env: dict[str, str], coloured: bool) -> None:
    ours, theirs = pty.openpty()
    done = onrecord("read", "article.txt", env=env, stdout=theirs)
    os.close(theirs)
    shown = os.read(ours, 1_000_000)
    os.close(ours)
    assert done.returncode == 0
    assert (b"\x1b[" in shown) == coloured


@posix
def test_progress_is_for_people_only(onrecord: Onrecord) -> None:
    ours, theirs = pty.openpty()
    done = onrecord("read", "article.txt", "gone.txt", "-o", "out.jsonl", stderr=theirs)
    os.close(theirs)
    shown = os.read(ours, 1_000_000)
    os.close(ours)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"read 1 of 2" in shown
    assert b"\r\x1b[Konrecord: gone.txt: there is no such file" in shown
    assert b"read 1 of 2" not in onrecord("read", "article.txt", "gone.txt").stderr


def test_columns(onrecord: Onrecord) -> None:
    narrow = onrecord("read", "article.txt", env={"COLUMNS": "40"}).stdout.decode()
    assert max(len(line) for line in narrow.splitlines()) <= 40


@posix
def test_a_terminal_that_knows_only_ascii(onrecord: Onrecord) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = onrecord("read", "article.txt", env=plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
    assert b'"We have paid enough."' in done.stdout
    line = onrecord("read", "article.txt", "--format", "jsonl", env=plain).stdout.decode("utf-8")
    assert "“We have paid enough.”" in line
