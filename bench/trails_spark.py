"""Made-up statements → the same trails on every engine, what each costs, and how Spark grows with its workers.

``python -m bench.trails_spark --statements 100000`` follows the corpus of ``bench.trails`` in memory, stage by stage with
DuckDB, and on Spark with as many cores (``--master local[2]``), says whether the tables are the same, and prints seconds of
CPU and of the clock, stage by stage with ``--stages``; starting Spark and its workers is told apart, by a first run over a
hundred statements. ``--master local-cluster[N,1,2048]`` starts a cluster of N workers with a core each on this machine.
``--workers 1 2`` starts one such cluster after the other, each in a process of its own, has them follow the same corpus in
the same number of parts, and prints the seconds of the clock, how long each worker was busy, and how many times faster each
is than the first. As many cores as workers, and one for the driver, must be idle for that to mean anything.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bench.trails import make

if TYPE_CHECKING:
    import pyarrow as pa

_PARTS = 6


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


def clusters(workers: list[int], corpus: pa.Table) -> int:
    """Follow the corpus on clusters of so many workers; 1 where the tables differ."""
    import pyarrow.parquet as pq

    from onrecord.trail.follow import trails

    wanted, first, differ = trails(corpus), 0.0, False
    with tempfile.TemporaryDirectory() as name:
        pq.write_table(corpus, f"{name}/corpus.parquet")
        for count in workers:
            command = [sys.executable, "-m", "bench.trails_spark", "--cluster", name, "--workers", str(count)]
            told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1])
            same = pq.read_table(f"{name}/found.parquet").cast(wanted.schema).equals(wanted)
            differ |= not same
            first = first or told["wall"]
            busy = ", ".join(f"{seconds:.1f}" for seconds in told["busy"])
            print(
                f"{count} workers: {told['wall']:.1f} s by the clock, start apart; busy {busy} s; {first / told['wall']:.2f} x "
                f"the first; load {os.getloadavg()[0]:.1f}; {'the same table' if same else 'ANOTHER TABLE'}",
                flush=True,
            )
    return int(differ)


def cluster(folder: str, workers: int) -> int:
    """Follow the corpus in a folder on a cluster, once it has started; the result goes there, what it took to the output."""
    import pyarrow.parquet as pq

    from onrecord.trail.follow import checked_table
    from onrecord.trail.stages import staged

    spark = session(f"local-cluster[{workers},1,2048]")
    with tempfile.TemporaryDirectory() as name:
        staged(checked_table(make(100).table), "spark", name, _PARTS)
    corpus = checked_table(pq.read_table(f"{folder}/corpus.parquet"))
    before = _busy(spark)
    clock = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        found = staged(corpus, "spark", name, _PARTS)
    wall = time.perf_counter() - clock
    busy = [after - before.get(worker, 0) for worker, after in _busy(spark).items()]
    pq.write_table(found, f"{folder}/found.parquet")
    spark.stop()
    print(json.dumps({"wall": wall, "busy": busy}))
    return 0


def _busy(spark: Any) -> dict[str, float]:
    """Seconds of tasks that each worker of a cluster has run."""
    listed = spark.sparkContext._jsc.sc().statusStore().executorList(False)
    found = [listed.apply(place) for place in range(listed.size())]
    return {one.id(): one.totalDuration() / 1_000 for one in found if one.id() != "driver"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=100_000, metavar="N", help="how many (100 000)")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--master", default="local[2]", help="Spark's (local[2])")
    parser.add_argument("--stages", action="store_true", help="tell the stages apart")
    parser.add_argument("--workers", type=int, nargs="+", metavar="N", help="clusters of so many workers, one by one")
    parser.add_argument("--cluster", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.cluster:
        return cluster(given.cluster, given.workers[0])
    corpus = make(given.statements, given.seed)
    return clusters(given.workers, corpus.table) if given.workers else engines(given, corpus.table)


if __name__ == "__main__":
    sys.exit(main())
