"""--log-format json: every line of stderr is an object, also where the command line is wrong; completion scripts."""

import json

import pytest

from .conftest import Onrecord


@pytest.mark.parametrize("words", [("read", "nowhere.txt"), ("reed",), ("read",), ("find", "x", "-r", "nowhere")])
def test_every_line_is_an_object(onrecord: Onrecord, words: tuple[str, ...]) -> None:
    done = onrecord("--log-format", "json", *words)
    rows = [json.loads(line) for line in done.stderr.splitlines()]
    assert rows
    assert all(set(row) == {"time", "level", "message"} for row in rows)
    assert rows[0]["level"] == "error"
    plain = onrecord(*words)
    assert rows[0]["message"] in plain.stderr.decode()
    assert plain.returncode == done.returncode


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(onrecord: Onrecord, shell: str) -> None:
    assert b"_ONRECORD_COMPLETE" in onrecord("completion", shell).stdout


def test_completion_knows_the_commands(onrecord: Onrecord, environment: dict[str, str]) -> None:
    asked = environment | {"_ONRECORD_COMPLETE": "bash_complete", "COMP_WORDS": "onrecord tr", "COMP_CWORD": "1"}
    assert onrecord(env=asked).stdout.split() == [b"plain,trail", b"plain,trails"]
