"""``--outlets``: a user's own outlets reach read, check and add alike, and a broken file is refused with its lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
import pytest

from onrecord.cli.main import USAGE, run
from onrecord.record.add import add
from onrecord.settings import Options

OWN = """[[outlet]]
name = "Harbour Gull"

[[agency]]
name = "Nordwire"

[[programme]]
name = "Quay Talk"
of = "Harbour Gull"
"""
TEXT = "LUND (Nordwire) — “It stays open,” Jane Dorn told Harbour Gull. “It is old,” Peter Haddad told Quay Talk.\n"
CHAINS = [("Harbour Gull", None), ("Nordwire", None), ("Quay Talk", "Harbour Gull"), ("Nordwire", None)]
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    (tmp_path / "broken.toml").write_text('[[outlet]]\nname = "A"\n\n[[outlet]]\nalias = "B"\n', "utf-8")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "article.txt").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.mark.parametrize("command", ["read", "check"])
def test_their_names_are_known(place: Path, capfd: Printed, command: str) -> None:
    article = place / "corpus" / "article.txt"
    rest = ["--against", str(article)] if command == "check" else []
    assert (
        run(
            [command, str(article), *rest, "--model", "fast", "--outlets", str(place / "own.toml"), "--format", "jsonl"]
        )
        == 0
    )
    sys.stdout.flush()
    relays = json.loads(capfd.readouterr().out)["relays"]
    assert [(row["name"], row.get("of")) for row in relays] == CHAINS


def test_their_names_are_kept(place: Path) -> None:
    how = Options(model="fast", outlets=str(place / "own.toml"))
    add([str(place / "corpus")], place / "rec", how, workers=0)
    files = [str(file) for file in place.glob("rec/**/*.parquet") if "relay" in str(file)]
    assert files
    kept = duckdb.sql(f"SELECT DISTINCT name FROM read_parquet({files!r}) ORDER BY name").fetchall()
    assert [name for (name,) in kept] == ["Harbour Gull", "Nordwire", "Quay Talk"]


@pytest.mark.parametrize("command", ["read", "check", "add"])
def test_a_broken_file_is_refused_with_its_lines(place: Path, capfd: Printed, command: str) -> None:
    rest = {"check": ["--against", str(place)], "add": ["-r", str(place / "rec")]}.get(command, [])
    assert run([command, str(place / "corpus"), *rest, "--outlets", str(place / "broken.toml")]) == USAGE
    sys.stderr.flush()
    assert "broken.toml cannot be used: line 4: outlet 2: no name." in capfd.readouterr().err
