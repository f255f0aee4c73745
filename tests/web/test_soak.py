"""A server that is asked for thousands of pages, all of them different: its memory stays where it was.

``ONRECORD_SOAK_SECONDS=600`` goes on for ten minutes, as CI does; ``bench.serve`` does it over a record of a million.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count, islice, takewhile
from pathlib import Path

import pytest

_SERVE = """
import sys
from pathlib import Path
from onrecord.web.run import listening, run
from onrecord.web.serving import Serving
listener = listening("127.0.0.1", 0)
print(listener.getsockname()[1], flush=True)
run(Serving(record=Path(sys.argv[1]), processes=0, model="fast", page_bytes=1_000_000), listener)
"""
WARM, MORE = 600, 2_000
GROWTH = 6_000_000
"""Bytes; the pages asked for are twice that together."""
SECONDS = float(os.environ.get("ONRECORD_SOAK_SECONDS", "0"))


def addresses(statements: list[str], documents: list[str]) -> Iterator[str]:
    """Pages without end, no address twice."""
    for number in count():
        yield f"/statement/{statements[number % len(statements)]}?n={number}"
        yield f"/document/{documents[number % len(documents)]}?n={number}"
        yield f"/search?q=word{number}"
        yield f"/search?q=pier&n={number}"
        yield f"/speaker?name=Jane+Dorn&n={number}"
        yield f"/outlet?name=Tabloid&n={number}"
        yield f"/overview?n={number}"


def asked(connection: http.client.HTTPConnection, path: str) -> str:
    """A page; one that is being counted is asked for again."""
    for _ in range(60):
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status != 503:
            assert answer.status == 200, f"{answer.status} {path}"
            return text
    pytest.fail(f"{path} was never ready")


def memory(process: subprocess.Popen[str]) -> int:
    """Bytes that a process holds."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_stays_flat(record: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", _SERVE, str(record)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        port = int(process.stdout.readline())
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listed = asked(connection, "/search")
        statements = sorted(set(re.findall(r'href="/statement/(\w+)"', listed)))
        documents = sorted(set(re.findall(r'href="/document/(\w+)\?', listed)))
        assert len(statements) == len(documents) == 6
        pages = addresses(statements, documents)
        for path in islice(pages, WARM):
            asked(connection, path)
        before = memory(process)
        size = sum(len(asked(connection, path)) for path in islice(pages, MORE))
        assert size > 1.5 * GROWTH, "the pages together would show"
        assert memory(process) - before < GROWTH
        until = time.monotonic() + SECONDS
        for path in takewhile(lambda _: time.monotonic() < until, pages):
            asked(connection, path)
        assert memory(process) - before < 2 * GROWTH
    finally:
        process.kill()
        process.wait(30)
