"""Trails on Spark: every stage's table is that of DuckDB, and a worker that dies costs nothing but time."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from bench.trails import make

import onrecord
from onrecord.engine.local import Local
from onrecord.engine.plan import Stage, follow_plan
from onrecord.engine.spark import Spark
from onrecord.record import manifest as manifests
from onrecord.record.tables import connect_tables
from onrecord.trail import kept
from onrecord.trail.stages import STAGES, begun, staged
from onrecord.trail.update_names import Way
from tests.record.made import keep, said
from tests.trail.stage_tables import canonical, checked, compared
from tests.trail.tables import FULL, table

pytestmark = [pytest.mark.slow, pytest.mark.spark]

LONG = " ".join(f"w{place * 7919 % 9_001}x" for place in range(50_000))
STOCK = "our thoughts and prayers are with the victims and their families tonight"


def odd() -> pa.Table:
    """Equal times, none, short and empty texts, a very long one, a stock phrase in many, one text many times, speakers."""
    texts = [
        FULL,
        FULL.upper(),
        None,
        "",
        "…",
        "We will not go",
        "We will not go!",
        LONG,
        f"{LONG} {FULL}",
        "我们愿意谈判",
        FULL,
    ]
    texts += [f"{STOCK} {LONG[place * 40 : place * 40 + 120]}" for place in range(300)]
    texts += [FULL] * 100
    rows = make(len(texts) + 900, 5).table
    made = rows.select(["id", "document", "outlet", "published"]).to_pydict()
    made["text"] = texts + rows["text"].to_pylist()[len(texts) :]
    made["published"][-50:] = made["published"][-1:] * 50
    made["published"][:5] = [None, made["published"][1], made["published"][1], None, None]
    made["speaker"] = [("Jane Dorn", None, "Eli Moss")[place % 3] for place in range(rows.num_rows)]
    schema = pa.schema(
        [*rows.select(["id", "document", "outlet", "published", "text"]).schema, ("speaker", pa.string())]
    )
    return pa.table({name: made[name] for name in schema.names}, schema=schema)


def test_every_stage_is_the_same_on_both_engines(spark: Any, tmp_path: Path) -> None:
    rows = odd()
    with (
        Local(str(tmp_path / "duckdb"), parts=2) as here,
        Spark(str(tmp_path / "spark"), parts=2, spark=spark) as there,
    ):
        for engine in (here, there):
            begun(engine, checked(rows))
            follow_plan(engine, STAGES)
        for stage in STAGES:
            assert canonical(there, stage.name) == canonical(here, stage.name), stage.name
        assert compared(rows, staged(checked(rows), "spark", str(tmp_path / "spark"), parts=2)) == []
    assert spark.catalog.listTables() == []


def test_nothing(spark: Any) -> None:
    assert onrecord.trails(table(), engine="spark").num_rows == 0


def test_a_record_that_grows_meanwhile(spark: Any, tmp_path: Path) -> None:
    record, words = tmp_path / "record", f"“{FULL},”"
    keep(record, said(f"{words} said the mayor.", words), said(f"Again: {words} she said.", words))

    def watch(name: str, place: int, count: int) -> None:
        if name == "texts":
            keep(record, said(f"Meanwhile: {words} she said.", words))

    def made(way: Way) -> pa.Table:
        manifest = manifests.load(record)
        connection = connect_tables(record, manifest)
        found = kept.trails_of(record, manifest, connection, None, way)
        connection.close()
        return found

    assert made(Way("spark", str(tmp_path / "staging"), watch)).num_rows == 2
    found = made(Way("spark", str(tmp_path / "staging")))
    assert found.num_rows == 3
    assert len(set(found["trail"].to_pylist())) == 1


class Dies:
    """A stage's function that takes its worker's life the first time."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __call__(self, rows: pa.Table, sides: Any) -> pa.Table:
        try:
            self.mark.touch(exist_ok=False)
        except FileExistsError:
            return rows
        os.kill(os.getpid(), signal.SIGKILL)
        return rows


def test_a_worker_killed_in_mid_stage(spark: Any, tmp_path: Path) -> None:
    stage = Stage("copy", "SELECT n FROM numbers", Dies(tmp_path / "died"), lambda: pa.schema([("n", pa.int64())]))
    with Spark(str(tmp_path / "kept"), parts=2, spark=spark) as engine:
        engine.give("numbers", pa.table({"n": pa.array(range(100), pa.int64())}))
        follow_plan(engine, [stage])
        assert (tmp_path / "died").exists()
        assert engine.table("SELECT n FROM copy ORDER BY n")["n"].to_pylist() == list(range(100))


def test_a_run_that_was_cut_goes_on(spark: Any, tmp_path: Path) -> None:
    ran: list[str] = []

    class CutError(Exception):
        pass

    def watch(name: str, place: int, count: int) -> None:
        if name == "texts" and not ran.count("texts"):
            ran.append(name)
            raise CutError
        ran.append(name)

    rows = table(FULL, FULL.upper())
    with pytest.raises(CutError):
        onrecord.trails(rows, engine="spark", folder=tmp_path, watch=watch)
    assert compared(rows, onrecord.trails(rows, engine="spark", folder=tmp_path, watch=watch)) == []
    assert ran.count("words") == 1
    assert ran[-1] == "trails"


def test_the_session_gets_its_settings_back(spark: Any, tmp_path: Path) -> None:
    before = spark.conf.get("spark.sql.execution.arrow.maxRecordsPerBatch", None)
    with Spark(str(tmp_path), spark=spark) as engine:
        assert engine.parts == 6
        assert spark.conf.get("spark.sql.execution.arrow.maxRecordsPerBatch") == "1000"
    assert spark.conf.get("spark.sql.execution.arrow.maxRecordsPerBatch", None) == before
