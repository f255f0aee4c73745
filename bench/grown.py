"""A record of a million made-up statements → what adding pages to it costs, against adding them to an empty one.

``python -m bench.grown --data DIR`` writes the record (seeded: 50 shards of 2,000 documents with 10 statements each), then
adds ``DIR/articles/html`` to it and to an empty record, in this process, taking turns; CPU seconds count. The cost of the
difference does not depend on how many pages are added, so it is also told for 1,000. Exit code 1 if it is over its bound.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from onrecord.record.add import add
from onrecord.record.link import link
from onrecord.record.pack import pack
from onrecord.record.schema import schemas
from onrecord.record.search_index import opened
from onrecord.record.store import writing
from onrecord.settings import Options

BOUND = 1.2
_SHARD = 2_000
_STATEMENTS = 10
_RUNS = 75
"""Sampled word runs of a document: those of an article of 600 words."""
_WORDS = ("harbour", "council", "winter", "pier", "vote", "ferry", "budget", "quay", "mayor", "storm", "tide", "market")


def make_record(folder: Path, statements: int, seed: int = 6) -> None:
    """Write a record of so many statements, each of 8 to 30 words, as ``add`` leaves it: compared, indexed, packed.

    Every shard has the same words and its own ids.
    """
    chosen = np.random.default_rng(seed)
    words = [_words(chosen, int(chosen.integers(8, 31))) for _ in range(_SHARD * _STATEMENTS)]
    with writing(folder) as store:
        for start in range(0, statements // _STATEMENTS, _SHARD):
            store.commit(_shard(start, words, chosen))
        link(store)
        opened(folder, store.manifest).close()
        pack(store)


def _shard(start: int, words: list[str], chosen: np.random.Generator) -> dict[str, pa.Table]:
    ids = [f"d{number:020x}" for number in chosen.integers(0, 1 << 62, _SHARD)]
    uris = [f"https://news.example/{start + n}" for n in range(_SHARD)]
    numbers = np.arange(start, start + _SHARD)
    hashes = np.sort(chosen.integers(-(1 << 63), 1 << 63, (_SHARD, _RUNS)), axis=1)
    offsets = pa.array(range(0, _SHARD * _RUNS + 1, _RUNS), pa.int32())
    owners = [id for id in ids for _ in range(_STATEMENTS)]
    statements = [f"s{id[1:]}{n}" for id in ids for n in range(_STATEMENTS)]
    spans = [[{"start": 0, "stop": len(text), "text": text}] for text in words]
    return {
        "documents": _table("documents", id=ids, uri=uris, text=words[:_SHARD]),
        "prints": _table(
            "prints", document=ids, nth=numbers, place=numbers, hashes=pa.ListArray.from_arrays(offsets, hashes.ravel())
        ),
        "captures": _table("captures", file=uris, key=numbers, position=[0] * _SHARD, whole=[True] * _SHARD,
                           document=ids, known=[False] * _SHARD, failed=[False] * _SHARD),
        "statements": _table("statements", id=statements, document=owners, kind=["direct"] * len(owners),
                             stance=["neutral"] * len(owners), content=spans),
    }  # fmt: skip


def _table(name: str, **columns: object) -> pa.Table:
    """Rows of a table; columns that are not given are null."""
    schema = schemas()[name]
    count = max(len(column) for column in columns.values())  # type: ignore[arg-type]
    arrays = [
        pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(count, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _words(chosen: np.random.Generator, count: int) -> str:
    return " ".join(_WORDS[number] for number in chosen.integers(0, len(_WORDS), count))


def cost(pages: Path, folder: Path) -> float:
    """CPU seconds of adding the pages, all threads of this process together."""
    began = time.process_time()
    progress = add([str(pages)], folder, Options(model="fast"), workers=0)
    assert progress.documents, "nothing came in"
    return time.process_time() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with articles/html")
    parser.add_argument(
        "--statements", type=int, default=1_000_000, metavar="N", help="statements of the record (1,000,000)"
    )
    parser.add_argument("--repeat", type=int, default=2, metavar="N", help="rounds (2)")
    given = parser.parse_args()
    pages = given.data / "articles" / "html"
    count = len(list(pages.iterdir()))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        make_record(place / "grown", given.statements)
        cost(pages, place / "warm")
        more = []
        for turn in range(given.repeat):
            empty = cost(pages, place / f"empty{turn}")
            copied = place / f"grown{turn}"
            _copy(place / "grown", copied)
            grown = cost(pages, copied)
            more.append(1 + (grown - empty) / (empty * 1000 / count))
            print(
                f"{count} pages: {empty:.2f} s into an empty record, {grown:.2f} s into one of {given.statements:,} statements"
            )
    ratio = statistics.median(more)
    print(f"1,000 documents: {ratio:.3f} x   bound {BOUND}")
    return int(ratio > BOUND)


def _copy(source: Path, target: Path) -> None:
    import shutil

    shutil.copytree(source, target)


if __name__ == "__main__":
    sys.exit(main())
