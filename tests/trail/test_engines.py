"""Stage by stage, part by part, or in memory: the trails are the same; and a run that was cut goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from bench.trails import make
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.cli.main import ENVIRONMENT
from onrecord.engine.local import Local
from onrecord.engine.plan import Stage, follow_plan
from onrecord.errors import EnvironmentFaultError
from onrecord.trail.stages import STAGES, staged
from tests.trail.stage_tables import checked, compared
from tests.trail.tables import FULL, table

pytestmark = pytest.mark.slow  # the loops are compiled the first time

SOME = ["the", "pier", "Westmere", "40", "stays", "open", "not", "winter", "ferries", "Dorn", "it", "will", "be"]
SPEAKERS = st.sampled_from([None, "Jane Dorn", "Eli Moss"])
STATEMENTS = st.lists(st.tuples(st.lists(st.sampled_from(SOME), max_size=14), SPEAKERS, st.integers(0, 4)), max_size=12)


@given(STATEMENTS, st.integers(1, 4))
@settings(max_examples=25, deadline=None)
def test_staged_is_as_in_memory(statements: list[tuple[list[str], str | None, int]], parts: int) -> None:
    rows = table(
        *(" ".join(words) for words, _, _ in statements),
        days=[day or None for *_, day in statements],
        speakers=[speaker for _, speaker, _ in statements] or None,
    )
    assert compared(rows, staged(checked(rows), "duckdb", parts=parts)) == []


@pytest.mark.parametrize("parts", [1, 5])
def test_a_made_corpus(parts: int) -> None:
    corpus = make(3_000, 11).table
    assert compared(corpus, staged(checked(corpus), "duckdb", parts=parts)) == []


def test_odd_texts_in_parts() -> None:
    source = random.Random(3)
    long = " ".join(f"w{source.randrange(9_000)}x" for _ in range(50_000))
    rows = table(FULL, None, "", "…", long, long + " " + FULL, FULL.upper(), FULL.replace("winter", "summer"), FULL)
    assert compared(rows, staged(checked(rows), "duckdb", parts=3)) == []


def test_a_folder_is_used_again_only_for_the_same_statements(tmp_path: Path) -> None:
    ran: list[str] = []

    def watch(name: str, place: int, count: int) -> None:
        assert 0 <= place < count
        ran.append(name)

    first = onrecord.trails(table(FULL, FULL.upper()), folder=tmp_path, watch=watch)
    assert ran == [stage.name for stage in STAGES]
    ran.clear()
    assert onrecord.trails(table(FULL, FULL.upper()), folder=tmp_path, watch=watch).equals(first)
    assert ran == []
    assert onrecord.trails(table(FULL, FULL), folder=tmp_path, watch=watch)["change"].to_pylist() == [None, "same"]
    assert len(ran) == len(STAGES)


CUT = """
import os, signal, sys
from tests.trail.tables import FULL, table
import onrecord

def watch(name, place, count):
    print(name, flush=True)
    if name == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

found = onrecord.trails(table(FULL, FULL.upper()), folder=sys.argv[1], watch=watch)
print(found["trail"].to_pylist())
"""


def test_a_killed_run_goes_on_at_the_stage_that_was_cut(tmp_path: Path) -> None:
    def run(until: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", CUT, str(tmp_path), until]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    names = [stage.name for stage in STAGES]
    cut = run("kin")
    assert cut.returncode == -signal.SIGKILL
    half = tmp_path / "kin"
    half.mkdir(exist_ok=True)
    (half / "part-00000.parquet").write_bytes(b"half of it")
    again = run("")
    assert again.returncode == 0, again.stderr
    assert cut.stdout.split() == names[: names.index("kin") + 1]
    assert again.stdout.split("\n")[:-2] == names[names.index("kin") :]
    assert again.stdout.split("\n")[-2] == "['a', 'a']"


def test_a_stage_sees_all_of_a_part_at_once(tmp_path: Path) -> None:
    def sums(rows: pa.Table, sides: dict[str, pa.Table]) -> pa.Table:
        assert sides["bonus"].to_pylist() == [{"bonus": 100}]
        return rows.group_by("part").aggregate([("n", "sum")]).rename_columns(["part", "total"])

    stage = Stage(
        "sums", "SELECT CAST(n % {parts} AS INT) AS part, n FROM numbers", sums,
        lambda: pa.schema([("part", pa.int32()), ("total", pa.int64())]), "part", {"bonus": "SELECT 100 AS bonus"},
    )  # fmt: skip
    with Local(str(tmp_path), parts=3) as engine:
        engine.give("numbers", pa.table({"n": pa.array(range(10), pa.int64())}))
        follow_plan(engine, [stage])
        assert engine.table("SELECT * FROM sums ORDER BY part")["total"].to_pylist() == [18, 12, 15]
    assert not (tmp_path / ".spill").exists()


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    with pytest.raises(EnvironmentFaultError) as caught:
        onrecord.trails(table(FULL), folder=tmp_path / "file" / "below")
    assert caught.value.what == "folder"
    with pytest.raises(EnvironmentFaultError):
        onrecord.trails(table(FULL), folder="nowhere://bucket/trails")


def test_without_java(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setattr("pyspark.sql.SparkSession.getActiveSession", classmethod(lambda cls: None))
    with pytest.raises(EnvironmentFaultError) as caught:
        onrecord.trails(table(FULL), engine="spark")
    assert caught.value.what == "Java"
    assert "install" in caught.value.detail
    assert ENVIRONMENT == 4
    assert os.environ["JAVA_HOME"] not in caught.value.detail
