"""Files, pipes, devices and standard input: what comes back, and what each failure is called."""

from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from onrecord.errors import UnreadableError
from onrecord.readers.source import load
from onrecord.settings import Limits

LIMITS = Limits(max_bytes=1000, fetch_seconds=0.3)


def reason(uri: str) -> str:
    with pytest.raises(UnreadableError) as caught:
        load(uri, LIMITS)
    assert caught.value.uri == uri
    return caught.value.reason


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"He said so.")
    source = load(str(path), LIMITS)
    assert (source.uri, source.data, source.media_type) == (str(path), b"He said so.", None)


def test_a_file_with_a_colon_in_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("note:one.txt").write_bytes(b"x")
    assert load("note:one.txt", LIMITS).data == b"x"


def test_missing(tmp_path: Path) -> None:
    assert reason(str(tmp_path / "none")) == "missing"
    assert reason("a\0b") == "missing"
    assert reason("x" * 5000) == "missing"
    assert reason("") == "missing"


def test_a_file_used_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert reason(str(tmp_path / "a" / "b")) == "missing"


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "a")
    assert reason(str(tmp_path / "a")) == "missing"


def test_folder(tmp_path: Path) -> None:
    assert reason(str(tmp_path)) == "folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "a").chmod(0)
    assert reason(str(tmp_path / "a")) == "permission"


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert reason(str(tmp_path / "a")) == "empty"


def test_the_limit_is_exact(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 1000)
    assert len(load(str(path), LIMITS).data) == 1000
    path.write_bytes(b"x" * 1001)
    assert reason(str(path)) == "too-large"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_that_never_ends() -> None:
    assert reason("/dev/zero") == "too-large"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_that_nobody_writes_to(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    start = time.monotonic()
    assert reason(str(tmp_path / "pipe")) == "timeout"
    assert time.monotonic() - start < 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_with_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    Thread(target=lambda: path.write_bytes(b"y" * 900)).start()
    assert load(str(path), LIMITS).data == b"y" * 900


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"He said so.")
    source = load("-", LIMITS)
    assert (source.uri, source.data) == ("-", b"He said so.")


def test_standard_input_may_be_empty_too_large_or_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, b"")
    assert reason("-") == "empty"
    stdin(monkeypatch, b"x" * 1001)
    assert reason("-") == "too-large"
    monkeypatch.setattr(sys, "stdin", None)
    assert reason("-") == "io"
