"""Very many made-up statements → what it takes to follow them: seconds of CPU and of the clock, memory, room on the disk.

``python -m bench.trails_large --statements 5000000 --engine memory`` (or ``duckdb``: by stages, spilling to the disk). The corpus
consists of corpora of a million as ``bench.trails`` makes them, each with a seed and a vocabulary of its own, made by
processes of their own and kept as Parquet in ``--folder``, where a later run finds them again. Printed besides: B-cubed F1
and, with ``--stages``, what each stage took. Memory is that of this process while it follows them, the statements included.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from bench.trails import b_cubed, make

if TYPE_CHECKING:
    import pyarrow as pa

_EACH = 1_000_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000, metavar="N", help="how many (1 000 000)")
    parser.add_argument("--engine", choices=("memory", "duckdb"), default="duckdb")
    parser.add_argument("--parts", type=int, default=0, help="parts of a run by stages (chosen by their number)")
    parser.add_argument("--folder", help="where the corpus and the stages are kept (for the time of the run)")
    parser.add_argument("--stages", action="store_true", help="tell the stages apart")
    parser.add_argument("--chunk", type=int, nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.chunk:
        nth, count = given.chunk
        _chunk(nth, count, Path(given.folder))
        return 0
    with tempfile.TemporaryDirectory() as own:
        folder = Path(given.folder or own)
        folder.mkdir(parents=True, exist_ok=True)
        _measure(_corpus(given.statements, folder), given, folder)
    return 0


def _corpus(count: int, folder: Path) -> pa.Table:
    """Made, or found."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = []
    for nth, start in enumerate(range(0, count, _EACH)):
        path = folder / f"chunk-{nth}-{min(_EACH, count - start)}.parquet"
        if not path.exists():
            chunk = ["--folder", str(folder), "--chunk", str(nth), str(min(_EACH, count - start))]
            subprocess.run([sys.executable, "-m", "bench.trails_large", *chunk], check=True)
        tables.append(pq.read_table(path))
    return pa.concat_tables(tables)


def _chunk(nth: int, count: int, folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    made = make(count, 7 + nth)
    first = nth * _EACH
    ids = pa.array(np.char.add("s", (first + np.arange(count)).astype(str)))
    table = made.table.set_column(0, "id", ids).append_column("true", pa.array(first + made.trail))
    pq.write_table(table, folder / f"chunk-{nth}-{count}.parquet", compression="lz4")


def _measure(corpus: pa.Table, given: argparse.Namespace, folder: Path) -> None:
    import pyarrow.compute as pc

    from onrecord.trail.follow import checked_table, trails
    from onrecord.trail.stages import staged

    trails(make(100).table)  # loads what is compiled
    true, table = corpus["true"].to_numpy(), checked_table(corpus)
    del corpus
    stages = _Stages(folder / "stages", given.stages)
    Path("/proc/self/clear_refs").write_text("5")  # the most that was held, from here on
    before, wall, cpu = _held("VmRSS"), time.perf_counter(), time.process_time()
    if given.engine == "memory":
        found = trails(table)
    else:
        found = staged(table, "duckdb", str(stages.folder), given.parts, stages)
        stages("", 0, 0)
    wall, cpu, held = time.perf_counter() - wall, time.process_time() - cpu, _held("VmHWM")
    label = pc.index_in(found["trail"].combine_chunks(), found["statement"].combine_chunks()).to_numpy()
    precision, recall = b_cubed(label, true)
    disk = sum(one.stat().st_size for one in stages.folder.rglob("*") if one.is_file()) if stages.folder.exists() else 0
    print(f"{table.num_rows:,} statements, {given.engine}: {cpu:.1f} s of CPU, {wall:.1f} s by the clock")
    print(
        f"  memory {held:.2f} GB at most, of which {before:.2f} GB the statements; {disk / 1e9:.1f} GB of stages on the disk"
    )
    print(f"  B-cubed F1 {2 * precision * recall / (precision + recall):.4f}")


class _Stages:
    """Tells what each stage took."""

    def __init__(self, folder: Path, told: bool) -> None:
        self.folder, self.told, self.name = folder, told, ""
        self.cpu = 0.0

    def __call__(self, name: str, place: int, count: int) -> Any:
        if self.told and self.name:
            most = _held("VmHWM")
            print(
                f"    {self.name:15}{time.process_time() - self.cpu:8.1f} s of CPU, {most:6.2f} GB at most so far",
                flush=True,
            )
        self.name, self.cpu = name, time.process_time()


def _held(what: str) -> float:
    """Gigabytes in memory."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) / 1e6


if __name__ == "__main__":
    sys.exit(main())
