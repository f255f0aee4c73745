"""Runs that are killed, interrupted or cut short, and begun again: the same tables as of a run that nobody disturbed.

``KILLS=50 pytest -m slow tests/record/test_killed.py`` kills at fifty random moments instead of four.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.record.add import add
from tests.record.conftest import article
from tests.record.tables import tables

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")]

KILLS = int(os.environ.get("KILLS", "4"))
RUN = """
import sys
from onrecord.record import gather, pack
from onrecord.cli.main import main
gather._DOCUMENTS, pack.MANY = 4, 3  # many shards and packs, so that many moments lie between them
if __name__ == "__main__":
    main(["add", *sys.argv[1:]])
"""


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    corpus, script = tmp_path / "corpus", tmp_path / "run.py"
    corpus.mkdir()
    for number in range(30):
        (corpus / f"{number:02}.html").write_bytes(article(number % 25))  # five come twice
        if number % 9 == 0:
            (corpus / f"{number:02}.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    script.write_text(RUN)
    return [sys.executable, str(script), str(corpus), "-r", str(tmp_path / "rec"), "--workers", "2"]


@pytest.fixture
def undisturbed(command: list[str], tmp_path: Path) -> dict[str, list[str]]:
    add([str(tmp_path / "corpus")], tmp_path / "one", workers=0)
    return tables(tmp_path / "one")


def test_killed_at_random_moments(command: list[str], undisturbed: dict[str, list[str]], tmp_path: Path) -> None:
    """Kill, go on, kill again; once a run gets to its end, the record is thrown away and the killing goes on."""
    random.seed(6)
    began = time.monotonic()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 3
    whole = time.monotonic() - began
    assert tables(tmp_path / "rec") == undisturbed
    kills, record = 0, 0
    while kills < KILLS:
        record += 1
        command[command.index("-r") + 1] = str(tmp_path / f"rec{record}")
        while True:
            process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            try:
                process.wait(random.uniform(0, whole * 1.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                kills += 1
                continue
            break
        assert process.returncode in (0, 3)
        assert tables(tmp_path / f"rec{record}") == undisturbed, f"after {kills} kills"


def test_interrupted(command: list[str], undisturbed: dict[str, list[str]], tmp_path: Path) -> None:
    """Ctrl-C: what is read is kept, the way on is told, the exit code is 130; so with the signal that ends a process."""
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
        deadline = time.monotonic() + 60
        while not any((tmp_path / "rec").glob(f"captures/{code // 140 * 2 + 1:06}.parquet")):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        os.killpg(process.pid, number)
        said = process.communicate()[1]
        assert process.returncode == code, said
        assert code != 130 or "goes on from there" in said
    assert subprocess.run(command, capture_output=True, check=False).returncode in (0, 3)
    assert tables(tmp_path / "rec") == undisturbed


def test_readers_see_whole_shards_while_it_runs(
    command: list[str], undisturbed: dict[str, list[str]], tmp_path: Path
) -> None:
    import onrecord
    from onrecord.errors import RecordError

    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    seen: set[int] = set()
    while process.poll() is None:
        try:
            with onrecord.open(tmp_path / "rec") as record:
                counts = record.sql(
                    "SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM prints) AS prints,"
                    " (SELECT count(*) FROM statements s LEFT JOIN documents d ON d.id = s.document WHERE d.id IS NULL) AS lost"
                ).to_pylist()[0]
        except RecordError:
            continue
        assert counts["documents"] == counts["prints"]
        assert counts["lost"] == 0
        seen.add(counts["documents"])
    assert len(seen) > 2
    assert tables(tmp_path / "rec") == undisturbed
