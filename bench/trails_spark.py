"""Made-up statements → the same trails on every engine, what each costs, and what a day's new statements cost.

``python -m bench.trails_spark --statements 100000`` follows the corpus of ``bench.trails`` in memory, stage by stage with
DuckDB, and on Spark with as many cores (``--master local[2]``), says whether the tables are the same, and prints seconds of
CPU and of the clock, stage by stage with ``--stages``; starting Spark and its workers is told apart, by a first run over a
hundred statements. ``--master local-cluster[N,1,2048]`` starts a cluster of N workers with a core each on this machine.
``--update 0.01`` follows all but the last hundredth of the statements, in the order of time, and then brings that up to date.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.trails import b_cubed, make

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray


class Clock:
    """Seconds since it was made: of the clock, and of CPU with all processes that were started, the living ones too."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), cpu_seconds()

    def told(self) -> str:
        """What has gone by."""
        return f"{time.perf_counter() - self.wall:8.1f} s by the clock, {cpu_seconds() - self.cpu:8.1f} s of CPU"


def cpu_seconds() -> float:
    """Of this process and all below it, those that ended included."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    parents: dict[int, int] = {}
    spent: dict[int, float] = {}
    tick = os.sysconf("SC_CLK_TCK")
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="ascii", errors="replace") as file:
                fields = file.read().rpartition(") ")[2].split()
        except OSError:
            continue
        parents[int(name)] = int(fields[1])
        spent[int(name)] = sum(map(int, fields[11:15])) / tick
    below: set[int] = set()
    found = {os.getpid()}
    while found:
        below |= found
        found = {one for one, parent in parents.items() if parent in below} - below
    return own.ru_utime + own.ru_stime + sum(spent[one] for one in below - {os.getpid()})


def engines(given: argparse.Namespace, corpus: pa.Table) -> int:
    """Follow the corpus on all engines; 1 where the tables differ."""
    from onrecord.trail.follow import trails

    trails(make(100).table)
    clock = Clock()
    wanted = trails(corpus)
    print(f"in memory            {clock.told()}")
    differ = _run("duckdb, by stages", given.stages, lambda **how: trails(corpus, **how), wanted)
    spark = session(given.master)
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        trails(make(100).table, engine="spark", folder=folder)
    print(f"spark, its start     {clock.told()}")
    differ |= _run(f"spark, {given.master}", given.stages, lambda **how: trails(corpus, engine="spark", **how), wanted)
    spark.stop()
    return int(differ)


def _run(name: str, stages: bool, follow: Callable[..., pa.Table], wanted: pa.Table) -> bool:
    clock = Clock()
    last: list[Any] = [Clock(), ""]

    def watch(stage: str, place: int, count: int) -> None:
        if stages and last[1]:
            print(f"    {last[1]:17}{last[0].told()}")
        last[:] = [Clock(), stage]

    with tempfile.TemporaryDirectory() as folder:
        found = follow(folder=folder, watch=watch)
        watch("", 0, 0)
    same = found.cast(wanted.schema).equals(wanted)
    print(f"{name:21}{clock.told()}; {'the same table' if same else 'ANOTHER TABLE'}")
    return not same


def session(master: str) -> Any:
    """A Spark session."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("bench").config("spark.driver.memory", "3g")
    settings = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR",
                "spark.sql.shuffle.partitions": "6"}  # fmt: skip
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def updates(share: float, corpus: pa.Table, true: NDArray[np.int64]) -> int:
    """Follow all but the last statements, then these; 1 where that is dearer or worse than it may be."""
    from onrecord.trail import update_files
    from onrecord.trail.follow import checked_table, trails
    from onrecord.trail.update import update
    from onrecord.trail.update_names import followed_anew

    order = np.argsort(corpus["published"].to_numpy(), kind="stable")
    whole, true = corpus.take(order), true[order]
    known = int(len(order) * (1 - share))
    trails(make(100).table)
    clock = time.process_time()
    full = trails(whole)
    all_of_it = time.process_time() - clock
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        listed = update_files.Listed("", "", (), "", "")
        made = followed_anew(whole.slice(0, known), None, None, 1, len(order))
        update_files.save(folder, listed, made.table, made.merges, made.state)
        old = update_files.listed(folder)
        if old is None:
            raise OSError(f"nothing is kept in {folder}")
        new = checked_table(whole.slice(known))
        update(update_files.load(folder, old), new.slice(0, 100), 2)  # loads what is compiled
        size = sum(one.stat().st_size for one in folder.iterdir())
        clock = time.process_time()
        before = update_files.load(folder, old)
        state = update(before, new, 2)
        found = state.table_after(before, update_files.opened(folder, old.table))
        update_files.save(folder, listed, found, state.merges, state, old)
        spent = time.process_time() - clock
    place = {one: row for row, one in enumerate(whole["id"].to_pylist())}
    labels = [
        np.array([place[one] for one in table.sort_by("statement")["trail"].to_pylist()]) for table in (found, full)
    ]
    truth = true[np.argsort(whole["id"].to_pylist(), kind="stable")]
    f1 = [2 * p * r / (p + r) for p, r in (b_cubed(label, truth) for label in labels)]
    precision, recall = b_cubed(*labels)
    print(f"all {len(order):,} statements {all_of_it:.2f} s of CPU, B-cubed F1 {f1[1]:.4f}")
    print(
        f"the last {new.num_rows:,} brought up to date {spent:.2f} s, {spent / all_of_it:.1%}; B-cubed F1 {f1[0]:.4f}"
    )
    print(f"against the full run: B-cubed precision {precision:.4f}, recall {recall:.4f}; state {size / 1e6:,.0f} MB")
    return int(spent > 0.05 * all_of_it or abs(f1[0] - f1[1]) > 0.002)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=100_000, metavar="N", help="how many (100 000)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--master", default="local[2]", help="Spark's (local[2])")
    parser.add_argument("--stages", action="store_true", help="tell the stages apart")
    parser.add_argument(
        "--update", type=float, metavar="SHARE", help="measure an update by the last SHARE of the statements"
    )
    given = parser.parse_args()
    corpus = make(given.statements, given.seed)
    if given.update:
        return updates(given.update, corpus.table, corpus.trail)
    return engines(given, corpus.table)


if __name__ == "__main__":
    sys.exit(main())
