"""``onrecord serve`` as a process: what it says, what it refuses, how it ends; and processes that read."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from onrecord.cli.main import USAGE, run
from onrecord.errors import UnreadableError
from onrecord.web.jobs import Readers
from onrecord.web.problems import ProblemError

Printed = pytest.CaptureFixture[str]


def started(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A server and its address."""
    command = [sys.executable, "-m", "onrecord", "serve", "--no-open", "--port", "0", "--model", "fast", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    line = process.stderr.readline()
    found = re.search(r"http://\S+", line)
    assert found, line
    return process, found[0]


@pytest.mark.slow
def test_it_serves_until_it_is_stopped() -> None:
    process, address = started()
    try:
        assert address.startswith("http://localhost:")
        for _ in range(100):
            try:
                with urllib.request.urlopen(address + "health", timeout=5) as answer:
                    assert b'"ok"' in answer.read()
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail("it never answered")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, 130)


@pytest.mark.slow
def test_elsewhere_it_makes_a_token_up() -> None:
    process, address = started("--host", "0.0.0.0")
    process.send_signal(signal.SIGINT)
    process.wait(30)
    assert re.search(r"\?token=[\w-]{20,}$", address)


def test_a_port_that_is_taken_is_told(capfd: Printed) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run(["serve", "--no-open", "--port", str(taken.getsockname()[1])]) == USAGE
    assert "Choose another --port" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--token", "short"], "8 characters"),
        (["-r", "no/such/record"], "Make a record first"),
        (["--port", "99999"], "99999"),
        (["--host", "not.a.host.invalid"], "nothing can listen there"),
    ],
)
def test_bad_usage_is_told_before_anything_is_served(capfd: Printed, arguments: list[str], words: str) -> None:
    assert run(["serve", "--no-open", *arguments]) == USAGE
    assert words in capfd.readouterr().err


# Processes that read ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_takes_too_long_is_ended_and_the_next_is_read() -> None:
    readers = Readers(1, 1)
    try:
        with pytest.raises(UnreadableError, match="timeout"):
            readers.call("slow.html", 0.5, time.sleep, 60)
        assert readers.call("next.html", 60, len, "next") == 4
        with pytest.raises(UnreadableError, match="crash"):
            readers.call("deadly.html", 60, sys.exit, 3)
        assert readers.call("next.html", 60, len, "next") == 4
    finally:
        readers.close()


@pytest.mark.slow
def test_too_many_are_told_to_come_back(tmp_path: Path) -> None:
    import threading

    readers = Readers(1, 0)
    try:
        waiting = threading.Thread(target=lambda: readers.call("first", 60, time.sleep, 3))
        waiting.start()
        time.sleep(0.5)
        with pytest.raises(ProblemError, match="Try again in a moment"):
            readers.call("second", 60, len, "x")
        waiting.join()
    finally:
        readers.close()


def test_faults_come_through() -> None:
    readers = Readers(0, 0)
    with pytest.raises(UnreadableError, match="unexpected"):
        readers.call("odd.html", 1, int, "x")
