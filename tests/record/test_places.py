"""Disks that fill up and folders that cannot be written: a clear sentence, a record that is whole, and a way on.

Each place is a real one (a small file system in memory, a folder of another user's); where the system gives none, the test is skipped.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.record.add import add
from tests.record.conftest import article
from tests.record.tables import tables
from tests.record.test_killed import RUN

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting takes Linux and its root"),
]
_NOBODY = 65_534


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(place)], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    (tmp_path / "corpus").mkdir()
    for number in range(20):
        (tmp_path / "corpus" / f"{number:02}.html").write_bytes(article(number))
    (tmp_path / "run.py").write_text(RUN)
    return [sys.executable, str(tmp_path / "run.py"), str(tmp_path / "corpus"), "--workers", "1", "-r"]


def left(place: Path) -> int:
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize


@pytest.mark.parametrize("room", [0, 0.1, 0.4, 0.7, 0.9])
def test_a_full_disk(command: list[str], disk: Path, tmp_path: Path, room: float) -> None:
    """There is room for a part of what the record takes; once there is for all, it goes on to the same tables."""
    add([str(tmp_path / "corpus")], tmp_path / "one", workers=0)
    size = sum(path.stat().st_size for path in (tmp_path / "one").rglob("*") if path.is_file())
    (disk / "films").write_bytes(b"\1" * (left(disk) - int(room * size)))
    full = subprocess.run([*command, str(disk / "rec")], capture_output=True, text=True)
    assert full.returncode == 4, full.stderr
    assert "Traceback" not in full.stderr
    assert full.stderr.startswith("onrecord: no room is left on the disk of ")
    assert full.stderr.endswith("free some space; the same command goes on from there.\n")
    if (disk / "rec" / "record.json").exists():
        with onrecord.open(disk / "rec") as record:
            assert record.counts["documents"] == record.counts["prints"]
            assert f" {record.counts['documents']} document" in full.stderr
        assert not [path for path in disk.glob("rec/*/*") if path.name.startswith(".")]
    (disk / "films").unlink()
    assert subprocess.run([*command, str(disk / "rec")], capture_output=True).returncode == 0
    assert tables(disk / "rec") == tables(tmp_path / "one")


_AS_NOBODY = """
import os, sys
from onrecord.cli.main import run
corpus, warm, record, nobody = sys.argv[1:]
asks = [["find", "pier"], ["speakers"], ["failures"]]
for ask in (["add", corpus], *asks):  # what is loaded late is loaded while this Python may be read
    run([*ask, "-r", warm])
print("---", file=sys.stderr)
os.setgroups([])
os.setgid(int(nobody))
os.setuid(int(nobody))
print([run(["add", corpus, "-r", place]) for place in (record, "/proc/rec")], file=sys.stderr)
print([run([*ask, "-r", record]) for ask in asks], file=sys.stderr)
"""


def test_a_folder_of_another_users(command: list[str], tmp_path: Path) -> None:
    """Whoever may not write is told so at once, and may look into it."""
    subprocess.run([*command, str(tmp_path / "rec")], check=True, capture_output=True)
    before = tables(tmp_path / "rec")
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o005 != 0o005:
            folder.chmod(folder.stat().st_mode | 0o005)
    (tmp_path / "home").mkdir()
    os.chown(tmp_path / "home", _NOBODY, _NOBODY)
    places = [str(tmp_path / name) for name in ("corpus", "warm", "rec")]
    asked = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, *places, str(_NOBODY)],
        capture_output=True, text=True, env=os.environ | {"HOME": str(tmp_path / "home"), "ONRECORD_CACHE": str(tmp_path / "home")},
    )  # fmt: skip
    told = asked.stderr.partition("---\n")[2].splitlines()
    assert len(told) == 4, asked.stderr
    assert all("cannot be written" in line or "no record can be made" in line for line in told[:2]), told
    assert told[2:] == ["[4, 4]", "[0, 0, 0]"]
    assert tables(tmp_path / "rec") == before
