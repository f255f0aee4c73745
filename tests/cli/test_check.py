import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from onrecord.cli.main import run

from .conftest import ARTICLE, Onrecord

posix = pytest.mark.skipif(os.name == "nt", reason="signals and devices of POSIX")

DRAFT = """Harbour tunnel opens in May

By Ines Halloran • 14 March 2023

“Every lane will be ready in May,” Mayor Petra Lindqvist said. “The ferry will not stop,” she said.

“Every bill will be paid twice over by the harbour,” Lindqvist said.
"""
COUNCIL = """Meeting of the council, transcript

LINDQVIST: Every lane will be ready in May. The ferry will stop.

ADEYEMI: What about the pumps?
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A draft whose quotations are verbatim, changed in meaning and invented, and the transcript that it comes from."""
    (tmp_path / "draft.txt").write_text(DRAFT, "utf-8")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "council.txt").write_text(COUNCIL, "utf-8")
    return tmp_path / "notes"


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], notes: Path
) -> Onrecord:
    """Run ``onrecord`` in this process, in the folder of the draft: a tenth of the time of a process of its own."""
    monkeypatch.chdir(tmp_path)

    def once(*arguments: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[bytes]":
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        code = run(arguments)
        shown = capsysbinary.readouterr()
        return subprocess.CompletedProcess(arguments, code, shown.out, shown.err)

    return once


CHECK = ("check", "draft.txt", "--against", "notes", "--no-cache")


def outcomes(line: bytes) -> list[tuple[str, str]]:
    shown = json.loads(line)
    verdicts = {row["statement"]: row["verdict"] for row in shown["verdicts"]}
    return [(verdicts[row["statement"]], row["outcome"]) for row in shown["checked"]]


def test_text_shows_every_quotation_and_the_check_fails(onrecord: Onrecord, notes: Path) -> None:
    done = onrecord(*CHECK)
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (1, b"")
    assert re.search(r"1  = verbatim · Petra Lindqvist · line 5\n +“Every lane will be ready in May,”", shown)
    assert re.search(r"2  ≠ meaning .*\n +“The ferry will \{\+not\+\} stop,”", shown)
    assert re.search(r"3  ≠ not-found ", shown)
    assert "council.txt, line 3 · LINDQVIST" in shown
    assert shown.endswith("2 of 3 quotations fail: 1 not-found, 1 meaning.\n")
    assert "\x1b" not in shown


def test_jsonl_has_one_verdict_for_each_quotation(here: Onrecord, notes: Path) -> None:
    done = here(*CHECK, "--format", "jsonl")
    assert done.returncode == 1
    shown = json.loads(done.stdout)
    quoted = [row["id"] for row in shown["statements"] if row["kind"] in ("direct", "mixed")]
    assert sorted(row["statement"] for row in shown["verdicts"]) == sorted(quoted)
    assert outcomes(done.stdout) == [("verbatim", "passed"), ("meaning", "failed"), ("not-found", "failed")]
    place = shown["verdicts"][0]["original"]
    assert (place["kind"], place["id"]) == ("file", "council.txt")
    assert COUNCIL[place["span"]["start"] : place["span"]["stop"]] == place["span"]["text"]
    lines = DRAFT.split("\n")
    assert [lines[row["line"] - 1][row["column"] - 1] for row in shown["checked"]] == ["“"] * 3


@pytest.mark.parametrize(
    ("name", "start"),
    [("out.html", b"<!doctype html>"), ("out.jsonl", b'{"document"'), ("out.md", b"### "), ("out.xml", b"<?xml"),
     ("out.sarif", b'{\n "$schema"'), ("out.txt", b"Harbour tunnel")],
)  # fmt: skip
def test_output_file_takes_its_format_from_its_ending(here: Onrecord, tmp_path: Path, name: str, start: bytes) -> None:
    done = here(*CHECK, "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert (tmp_path / name).read_bytes().startswith(start)


def test_several_drafts_and_originals(here: Onrecord, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "release.txt").write_text("Mayor Petra Lindqvist: “Every bill will be paid twice over by the harbour.”")
    done = here("check", "draft.txt", "article.txt", "--against", "notes", "--against", "release.txt", "--no-cache",
                    "--format", "jsonl")  # fmt: skip
    lines = done.stdout.splitlines()
    assert [json.loads(line)["document"]["uri"] for line in lines] == ["draft.txt", "article.txt"]
    assert outcomes(lines[0])[2] == ("verbatim", "passed")
    found = {row["original"]["kind"] for row in json.loads(lines[1])["verdicts"] if row["original"]}
    assert found == {"post"}  # the post that the article prints bears its second quotation


def test_standard_input(onrecord: Onrecord, notes: Path) -> None:
    done = onrecord("check", "-", "--against", "notes", "--no-cache", "--format", "jsonl", input=DRAFT.encode())
    assert done.returncode == 1
    assert json.loads(done.stdout)["document"]["uri"] == "-"


@pytest.mark.parametrize(
    ("wish", "code", "outcome"),
    [
        ("none", 0, ["passed", "passed", "passed"]),
        ("meaning", 1, ["passed", "failed", "passed"]),
        ("not-found, cut", 1, ["passed", "passed", "failed"]),
        ("cut,spliced", 0, ["passed", "passed", "passed"]),
        ("default", 1, ["passed", "failed", "failed"]),
        ("any,verbatim", 1, ["failed", "failed", "failed"]),
    ],
)
def test_fail_on_chooses_what_fails(here: Onrecord, notes: Path, wish: str, code: int, outcome: list[str]) -> None:
    done = here(*CHECK, "--format", "jsonl", "--fail-on", wish)
    assert done.returncode == code
    assert [told for _, told in outcomes(done.stdout)] == outcome


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "name at least one draft: a file, a web address, or - for standard input."),
        (["draft.txt"], "name the originals: --against with a file or a folder, for example --against notes/."),
        (["draft.txt", "--against", "gone"], "--against gone: there is no such file or folder."),
        (["draft.txt", "--against", "bare"], "there is nothing to check against: bare holds no files."),
        (["draft.txt", "--against", "-"], "originals cannot come from standard input"),
        (["-", "-", "--against", "notes"], "standard input (-) can be read only once."),
        (["draft.txt", "--against", "notes", "--fail-on", "meening"],
         "“meening” is no verdict. There are verbatim, typographic, trimmed, cleaned, bracketed, cut, spliced, reworded, "
         "meaning, misattributed, not-found, no-original; or default, any or none."),
        (["draft.txt", "--against", "notes", "--fail-on", ""], "is no verdict"),
        (["draft.txt", "--against", "notes", "-o", "draft.txt"], "writing there would destroy it"),
        (["draft.txt", "--against", "notes/council.txt", "-o", "notes/council.txt"], "writing there would destroy it"),
        (["draft.txt", "--against", "notes", "--format", "pdf"], "'pdf' is not one of"),
    ],
)  # fmt: skip
def test_bad_usage_is_one_sentence_and_exit_2(
    here: Onrecord, notes: Path, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    (tmp_path / "bare").mkdir()
    done = here("check", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence in done.stderr.decode()
    assert done.stderr.count(b"\n") == 2
    assert (tmp_path / "draft.txt").read_text("utf-8") == DRAFT


def test_an_unreadable_original_is_listed_and_nothing_is_not_found(here: Onrecord, notes: Path) -> None:
    (notes / "broken.json").write_text('{"text": ')
    done = here(*CHECK, "--format", "jsonl", "--fail-on", "not-found")
    assert done.returncode == 3
    assert b"broken.json is damaged" in done.stderr
    assert outcomes(done.stdout)[2] == ("no-original", "open")
    assert "broken.json" in json.loads(done.stdout)["verdicts"][2]["reason"]
    assert here(*CHECK).returncode == 1  # a quotation that fails goes before


def test_originals_of_which_none_can_be_read(here: Onrecord, notes: Path) -> None:
    (notes / "council.txt").write_bytes(b"")
    done = here(*CHECK, "--format", "jsonl")
    assert done.returncode == 3
    assert {verdict for verdict, _ in outcomes(done.stdout)} == {"no-original"}


def test_pictures_in_a_folder_are_passed_over(here: Onrecord, notes: Path) -> None:
    (notes / "pump.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8)
    done = here(*CHECK, "--format", "jsonl")
    assert outcomes(done.stdout)[2] == ("not-found", "failed")
    assert b"1 file without words passed over, such as " in done.stderr
    assert here("check", "draft.txt", "--against", "notes/pump.jpg", "--no-cache").returncode == 3


def test_an_unreadable_draft_is_listed_and_the_rest_is_there(here: Onrecord, notes: Path) -> None:
    done = here(*CHECK, "gone.txt", "--fail-on", "none", "--format", "jsonl")
    assert done.returncode == 3
    assert b"gone.txt: there is no such file" in done.stderr
    assert done.stdout.count(b"\n") == 1
    assert here("check", "gone.txt", "--against", "notes", "-o", "out.html").returncode == 3


def test_a_draft_proves_nothing(here: Onrecord, notes: Path, tmp_path: Path) -> None:
    (notes / "copy.txt").write_text(DRAFT, "utf-8")
    (notes / "holds it.txt").write_text(f"Sent to the desk:\n\n{DRAFT}\nRegards", "utf-8")
    shown = json.loads(here(*CHECK, "--format", "jsonl").stdout)
    assert shown["left_out"] == ["copy.txt", "holds it.txt"]
    assert [row["verdict"] for row in shown["verdicts"]] == ["verbatim", "meaning", "not-found"]


@pytest.mark.parametrize("ending", ["html", "jsonl", "md", "txt", "xml", "sarif"])
def test_a_report_of_an_earlier_check_proves_nothing(here: Onrecord, notes: Path, ending: str) -> None:
    here(*CHECK, "-o", f"notes/earlier.{ending}")
    done = here(*CHECK, "--format", "jsonl")
    assert [verdict for verdict, _ in outcomes(done.stdout)] == ["verbatim", "meaning", "not-found"]
    assert done.returncode == 1


def test_own_files_among_the_originals_prove_nothing(here: Onrecord, notes: Path, tmp_path: Path) -> None:
    accept = ("--accept-file", "notes/accepted.toml", "--by", "I. H.", "--reason", "on tape")
    [wanted] = [row["id"] for row in json.loads(here(*CHECK, "--format", "jsonl").stdout)["checked"]][2:]
    here(*CHECK, "-o", "notes/report.txt", "--accept", wanted, *accept)
    done = here(*CHECK, "-o", "notes/report.txt", "--accept-file", "notes/accepted.toml", "--format", "jsonl")
    assert done.stderr == b""
    assert outcomes((notes / "report.txt").read_bytes())[2] == ("not-found", "accepted")


def test_a_quotation_longer_than_its_original_and_a_single_word(here: Onrecord, notes: Path, tmp_path: Path) -> None:
    (notes / "council.txt").write_text("LINDQVIST: Never.", "utf-8")
    (tmp_path / "draft.txt").write_text(
        "Mayor Petra Lindqvist said: “Never. And I say it again: never, as long as I am the mayor of this town.” "
        "The ferry, said Lindqvist, will “never” stop.\n",
        "utf-8",
    )
    done = here(*CHECK, "--format", "jsonl")
    assert b"Traceback" not in done.stderr
    assert outcomes(done.stdout)[0][0] not in ("verbatim", "typographic", "trimmed", "cleaned", "bracketed")


def test_chinese_and_arabic(here: Onrecord, notes: Path, tmp_path: Path) -> None:
    (notes / "zh.txt").write_text("市长：隧道将于五月开放，我们不会再付钱。\n", "utf-8")
    (notes / "ar.txt").write_text("قال المتحدث: سنفتح النفق في مايو ولن ندفع مرتين.\n", "utf-8")
    for name, words in (
        ("zh", "市长表示：“隧道将于五月开放，我们不会再付钱。”\n"),
        ("ar", "قال المتحدث: «سنفتح النفق في مايو ولن ندفع مرتين».\n"),
    ):
        (tmp_path / f"{name}-draft.txt").write_text(words, "utf-8")
        done = here("check", f"{name}-draft.txt", "--against", "notes", "--no-cache")
        assert done.returncode in (0, 1)
        assert done.stderr == b""


def test_no_quotations_is_no_failure(here: Onrecord, notes: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("The tunnel opened in May.\n")
    done = here(*CHECK)
    assert done.returncode == 0
    assert done.stdout.endswith(b"There are no quotations to check.\n")
    root = ElementTree.fromstring(here(*CHECK, "--format", "junit").stdout)
    assert root.get("tests") == "0"


def test_the_index_is_kept_only_if_wished(here: Onrecord, notes: Path, tmp_path: Path) -> None:
    env = {"ONRECORD_CACHE": str(tmp_path / "cache")}
    first = here(*CHECK, env=env).stdout
    assert not (tmp_path / "cache").exists()
    assert here(*CHECK[:-1], env=env).stdout == first
    assert any((tmp_path / "cache").rglob("*"))
    assert here(*CHECK[:-1], env=env).stdout == first


@posix
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("form", ["text", "jsonl", "html"])
def test_a_full_disk_is_exit_4(onrecord: Onrecord, notes: Path, form: str) -> None:
    with open("/dev/full", "wb") as full:
        done = onrecord(*CHECK, "--format", form, stdout=full)
    assert done.returncode == 4
    assert b"no room is left" in done.stderr


@posix
def test_a_reader_that_goes_away_is_no_error(onrecord: Onrecord, notes: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = onrecord(*CHECK, stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@posix
def test_ctrl_c_leaves_no_file(notes: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    waiting, typed = pty.openpty()
    command = [sys.executable, "-m", "onrecord", "check", "-", "--against", "notes", "-o", "out.html"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdin=typed, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # in the background it is ignored
    )  # fmt: skip
    assert process.stderr is not None
    assert b"Ctrl-D" in process.stderr.readline()
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    os.close(waiting)
    os.close(typed)
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.txt", "notes"]


def test_the_example_shows_most_verdicts(here: Onrecord) -> None:
    folder = Path(__file__).parents[2] / "examples" / "check"
    done = here(
        "check", str(folder / "draft.md"), "--against", str(folder / "notes"), "--no-cache", "--format", "jsonl"
    )
    shown = json.loads(done.stdout)
    words = {row["id"]: row["content"][0]["text"] for row in shown["statements"]}
    found = {words[row["statement"]]: row["verdict"] for row in shown["verdicts"]}
    told = {
        "“Every lane will": "verbatim", "“We have paid": "verbatim", "“We tested the pumps": "trimmed", "“I never": "meaning",
        "“Nobody has shown": "misattributed", "“They have promised": "meaning", "“This tunnel": "not-found",
        "“We should wait": "cleaned",
    }  # fmt: skip
    assert {start: found[text] for start in told for text in found if text.startswith(start)} == told
    assert done.returncode == 1


def test_an_authority_file_says_that_two_names_are_one_persons(here: Onrecord, notes: Path, tmp_path: Path) -> None:
    (notes / "council.txt").write_text(COUNCIL.replace("LINDQVIST", "PETRA AHLGREN"), "utf-8")
    (tmp_path / "people.csv").write_text("id,name,aliases\nq1,Petra Lindqvist,Petra Ahlgren\n", "utf-8")
    without = outcomes(here(*CHECK, "--format", "jsonl").stdout)
    known = outcomes(here(*CHECK, "--format", "jsonl", "--people", "people.csv").stdout)
    assert without[0] == ("misattributed", "failed")
    assert known[0] == ("verbatim", "passed")


@pytest.mark.parametrize(
    ("option", "sentence"),
    [("--people", "there is no authority file nowhere.csv"), ("--outlets", "nowhere.csv cannot be used")],
)
def test_a_list_that_is_not_there_is_bad_usage(here: Onrecord, notes: Path, option: str, sentence: str) -> None:
    done = here(*CHECK, option, "nowhere.csv")
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence in done.stderr.decode()
