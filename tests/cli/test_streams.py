"""Streams that are closed, names that look like options, pipes that lie about: a sentence and the right code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from .conftest import Onrecord

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")


def closed(redirection: str, *arguments: str, folder: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Exit code and stderr of a command line whose streams the shell closes."""
    line = f'exec "$0" -m onrecord "$@" {redirection}'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, timeout=60
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("arguments", [("read", "article.txt", "--model", "fast"), ("--help",)])
def test_closed_stdout(
    arguments: tuple[str, ...], onrecord: Onrecord, tmp_path: Path, environment: dict[str, str]
) -> None:
    code, told = closed(">&-", *arguments, folder=tmp_path, environment=environment)
    assert code == 4
    assert "standard output" in told
    assert "Traceback" not in told


def test_closed_stdout_is_no_matter_where_a_file_is_written(
    onrecord: Onrecord, tmp_path: Path, environment: dict[str, str]
) -> None:
    code, told = closed(
        ">&-", "read", "article.txt", "--model", "fast", "-o", "report.html", folder=tmp_path, environment=environment
    )
    assert (code, told) == (0, "")
    assert (tmp_path / "report.html").stat().st_size > 1000


def test_closed_stdin(onrecord: Onrecord, tmp_path: Path, environment: dict[str, str]) -> None:
    code, told = closed("<&-", "read", "-", folder=tmp_path, environment=environment)
    assert code == 3
    assert "Traceback" not in told


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_help_on_a_full_disk(onrecord: Onrecord, tmp_path: Path, environment: dict[str, str]) -> None:
    code, told = closed("> /dev/full", "--help", folder=tmp_path, environment=environment)
    assert code == 4
    assert "no room is left" in told


def test_a_file_whose_name_looks_like_an_option(onrecord: Onrecord, tmp_path: Path) -> None:
    (tmp_path / "-draft.txt").write_text("Nobody said a word.", "utf-8")
    done = onrecord("read", "-draft.txt")
    assert done.returncode == 2
    assert b"./-draft.txt" in done.stderr


def test_an_empty_name(onrecord: Onrecord) -> None:
    for arguments in (("read", ""), ("check", "article.txt", "--against", "")):
        done = onrecord(*arguments)
        assert done.returncode == 2
        assert b"empty name" in done.stderr


def test_a_pipe_among_the_originals_is_passed_over(onrecord: Onrecord, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    os.mkfifo(notes / "pipe")
    (notes / "talk.txt").write_text("ANN LEE: We will stay in the valley.\n", "utf-8")
    (tmp_path / "draft.txt").write_text("“We will stay in the valley,” said Ann Lee.\n", "utf-8")
    assert onrecord("check", "draft.txt", "--against", "notes", "--no-cache", "--model", "fast").returncode == 0
