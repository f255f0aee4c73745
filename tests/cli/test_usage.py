import json
import os
import subprocess
import sys

import pytest

from onrecord.cli.words import UNREADABLE, unreadable
from onrecord.errors import UnreadableReason
from onrecord.model import Failure

from .conftest import Onrecord


def test_no_argument_shows_the_help(onrecord: Onrecord) -> None:
    done = onrecord()
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout == onrecord("--help").stdout
    for words in (b"read", b"info", b"Usage: onrecord", b"onrecord read article.html"):
        assert words in done.stdout


def test_version(onrecord: Onrecord) -> None:
    done = onrecord("--version")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"onrecord ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["raed", "x"], "there is no command “raed”. Did you mean “read”?"),
        (["article.txt"], "there is no command “article.txt”. To read it: onrecord read article.txt"),
        (["https://example.org/a"], "To read it: onrecord read https://example.org/a"),
        (["read"], "name at least one document: a file, a web address, or - for standard input."),
        (["read", "-", "-"], "standard input (-) can be read only once."),
        (["read", "article.txt", "--formt", "html"], "--format"),
        (["read", "article.txt", "--format", "pdf"], "'pdf' is not one of"),
        (["read", "article.txt", "--published", "May 3"], "“May 3” is not a date. Write it like 2022-11-09."),
        (["read", "article.txt", "--published", "2022-02-30"], "is not a date"),
        (["read", "article.txt", "--language", "e n"], "“e n” is not a language tag. Write it like en or pt-BR."),
        (["read", "article.txt", "--max-size", "much"], "“much” is not a size. Write it like 500000, 20MB or 64MiB."),
        (["read", "article.txt", "--max-size", "0"], "is not a size"),
        (["read", "article.txt", "--timeout", "0"], "--timeout"),
        (["read", "article.txt", "-o", "article.txt"], "article.txt is one of the documents"),
    ],
)
def test_bad_usage_is_one_sentence_and_exit_2(onrecord: Onrecord, arguments: list[str], sentence: str) -> None:
    done = onrecord(*arguments)
    said = done.stderr.decode()
    assert done.returncode == 2
    assert done.stdout == b""
    assert sentence in said
    assert said.count("\n") == 2
    assert "Traceback" not in said


def test_writing_over_an_article_leaves_it_alone(onrecord: Onrecord, tmp_path: object) -> None:
    before = onrecord("read", "article.txt", "--format", "jsonl").stdout
    assert onrecord("read", "article.txt", "-o", "./article.txt").returncode == 2
    assert onrecord("read", "article.txt", "--format", "jsonl").stdout == before


def test_help_imports_nothing_heavy(environment: dict[str, str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "onrecord", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not loaded & {"rich", "msgspec", "jinja2", "trafilatura", "selectolax", "resiliparse", "lxml", "dateparser"}


def test_help_of_read_names_every_option(onrecord: Onrecord) -> None:
    shown = onrecord("read", "--help").stdout.decode()
    for option in ("--format", "--output", "--fast", "--published", "--language", "--max-size", "--timeout", "--color"):
        assert option in shown


def test_info_as_text(onrecord: Onrecord) -> None:
    done = onrecord("info")
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode()
    assert sys.version.split()[0] in shown
    assert "20 MB a document" in shown
    assert "msgspec" in shown
    assert "MISSING" not in shown


def test_info_as_json(onrecord: Onrecord) -> None:
    known = json.loads(onrecord("info", "--format", "json").stdout)
    assert known["limits"]["max_bytes"] == 20_000_000
    assert all(os.path.isfile(path) for path in known["data"].values())
    assert known["extras"]["all"]["present"] is True


def test_info_schema_describes_the_lines_of_read(onrecord: Onrecord) -> None:
    schema = json.loads(onrecord("info", "--schema").stdout)
    properties = schema["$defs"]["ReadingView"]["properties"]
    line = json.loads(onrecord("read", "article.txt", "--format", "jsonl").stdout)
    assert list(line) == list(properties)


def test_every_reason_has_its_sentence() -> None:
    reasons = set(UnreadableReason.__args__)  # type: ignore[attr-defined]
    assert set(UNREADABLE) == reasons
    for reason in reasons:
        sentence = unreadable(Failure("a/b.html", reason, "the fact"))
        assert "a/b.html" in sentence
        assert sentence.endswith(".")
        assert "{" not in sentence


def test_names_of_files_cannot_drive_the_terminal() -> None:
    sentence = unreadable(Failure("a\x1b[31m\n\u202eb\udcff{0}", "missing", ""))
    assert sentence.startswith("a␛[31m <U+202E>b<U+DCFF>{0}: there is no such file.")
