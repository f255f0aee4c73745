"""A record of synthetic statements, seeded → milliseconds of ``onrecord find``, within a process and as a whole command.

``python -m bench.find`` makes a record of 1,000,000 statements (words by Zipf's law from a vocabulary of 60,000, 5,000
speakers, 200 outlets, two years of days), indexes it, and asks 120 seeded questions: rare, middling and common words, two
words, phrases, words with a speaker, outlet, kind or date, and filters alone. It prints the median and the slowest of each
sort, then what 1,000 documents more cost against an empty record. Exit code 1 if the median is over 100 ms or adding to
the index costs over 1.5 times as much.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from onrecord.record.manifest import load
from onrecord.record.schema import schemas
from onrecord.record.search import Filter, Search
from onrecord.record.search_index import NAME
from onrecord.record.store import Store, writing

FLOOR_MS = 100.0
_DOCUMENTS = 2_000
_EACH = 10
"""Documents of a shard, and statements of a document."""


class Maker:
    """Rows of invented documents; the same seed and numbers give the same rows."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
        words = {"".join(self.random.choices(syllables, k=1 + n % 4)) for n in range(200_000)}
        self.vocabulary = sorted(words, key=lambda word: (len(word), word))[:60_000]
        self.random.shuffle(self.vocabulary)
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self.vocabulary))))
        self.names = [" ".join(self.random.choices(self.vocabulary[1000:9000], k=2)).title() for _ in range(5_000)]

    def shard(self, store: Store, start: int, documents: int) -> None:
        """Write a shard of documents, from number ``start`` on."""
        import pyarrow as pa

        rows: dict[str, list[dict[str, Any]]] = {"documents": [], "statements": [], "speakers": [], "attributions": []}
        for number in range(start, start + documents):
            for table, row in self._document(number):
                rows[table].append(row)
        tables = {name: pa.Table.from_pylist(found, schema=schemas()[name]) for name, found in rows.items()}
        store.commit(tables)

    def _document(self, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
        draw = self.random
        id = f"d{number:020x}"
        day = f"{2023 + draw.randrange(2)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
        yield "documents", {
            "id": id, "uri": f"https://outlet{number % 200}.example/{number}", "outlet": f"Outlet {number % 200}",
            "title": f"Article {number}", "authors": [], "published": day, "language": "en", "text": "", "blocks": [],
        }  # fmt: skip
        for place in range(_EACH):
            speaker, statement = f"p{number:018x}{place:02x}", f"s{number:018x}{place:02x}"
            words = " ".join(
                draw.choices(self.vocabulary, cum_weights=self.weights, k=min(60, int(6 * draw.paretovariate(1.2))))
            )
            kind = draw.choices(("direct", "mixed", "indirect"), (5, 2, 4))[0]
            stance = draw.choices(("neutral", "doubt", "denial", "attitude"), (8, 1, 1, 2))[0]
            name = self.names[min(len(self.names) - 1, int(draw.paretovariate(0.5)))]
            yield "statements", {
                "id": statement, "kind": kind, "content": [{"start": 0, "stop": len(words), "text": words}], "stance": stance,
                "score": 0.9, "document": id,
            }  # fmt: skip
            yield "speakers", {
                "id": speaker, "name": name, "roles": [], "affiliations": [], "handles": [], "anonymous": False, "mentions": [],
                "kind": "person", "aliases": [], "document": id,
            }  # fmt: skip
            yield "attributions", {
                "statement": statement, "speaker": speaker, "by": "bench", "score": 1.0, "reason": "", "document": id,
            }  # fmt: skip


def questions(maker: Maker, each: int) -> dict[str, list[tuple[str, Filter]]]:
    """Questions by sort."""
    draw = random.Random(7)

    def word(low: int, high: int) -> str:
        return maker.vocabulary[draw.randrange(low, high)]

    def name() -> str:
        return maker.names[draw.randrange(40)]

    return {
        "a rare word": [(word(5_000, 40_000), Filter()) for _ in range(each)],
        "a middling word": [(word(100, 3_000), Filter()) for _ in range(each)],
        "a common word": [(word(0, 30), Filter()) for _ in range(each)],
        "two words": [(f"{word(20, 500)} {word(20, 500)}", Filter()) for _ in range(each)],
        "three common words": [(f"{word(0, 30)} {word(0, 30)} {word(0, 30)}", Filter()) for _ in range(each)],
        "a phrase": [(f'"{word(0, 60)} {word(0, 60)}"', Filter()) for _ in range(each)],
        "begin*": [(f"{word(200, 3_000)}*", Filter()) for _ in range(each)],
        "a word, a speaker": [(word(0, 60), Filter(speaker=name())) for _ in range(each)],
        "a word, kind, dates": [
            (word(50, 1_000), Filter(kinds=("direct",), since="2023-06", until="2024-02")) for _ in range(each)
        ],
        "a speaker alone": [("", Filter(speaker=name())) for _ in range(each)],
        "an outlet, a stance": [
            ("", Filter(outlet=f"Outlet {draw.randrange(200)}", stances=("doubt",))) for _ in range(each)
        ],
        "dates alone": [("", Filter(since="2024-03", until="2024-04")) for _ in range(each)],
    }


def measured(folder: Path, asked: dict[str, list[tuple[str, Filter]]]) -> float:
    """Ask everything in this process; print milliseconds, return the median of all."""
    times: dict[str, list[float]] = {}
    with Search(folder) as search:
        for sort, listed in asked.items():
            for words, filter in listed:
                began = time.perf_counter()
                search.find(words, filter)
                times.setdefault(sort, []).append(1000 * (time.perf_counter() - began))
    for sort, listed_times in times.items():
        print(f"  {sort:22} median {statistics.median(listed_times):7.1f} ms   slowest {max(listed_times):7.1f} ms")
    return statistics.median(value for listed_times in times.values() for value in listed_times)


def command(folder: Path, words: list[str]) -> float:
    """Milliseconds of the whole command, the interpreter's start included; median."""
    times = []
    for word in words:
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "onrecord", "find", "-r", str(folder), word], check=True, capture_output=True
        )
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def indexed(folder: Path) -> tuple[float, float]:
    """Wall and CPU seconds of bringing the index up to date."""
    began, spent = time.perf_counter(), time.process_time()
    Search(folder).close()
    return time.perf_counter() - began, time.process_time() - spent


def extended(folder: Path, maker: Maker, start: int) -> float:
    """CPU seconds of indexing 1,000 documents more."""
    with writing(folder) as store:
        maker.shard(store, start, 1_000)
    return indexed(folder)[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000, metavar="N", help="how many (1,000,000)")
    parser.add_argument("--each", type=int, default=10, metavar="N", help="questions of each sort (10)")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="make the record there, or use the one that is there"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary) / "record"
        maker = Maker(1)
        documents = given.statements // _EACH
        if not (folder / "record.json").exists():
            with writing(folder) as store:
                for start in range(0, documents, _DOCUMENTS):
                    maker.shard(store, start, min(_DOCUMENTS, documents - start))
        wall, cpu = indexed(folder)
        size = (folder / NAME).stat().st_size
        parquet = sum(file.stat().st_size for file in folder.glob("*/*.parquet"))
        count = load(folder).count("statements")
        print(f"{count:,} statements; Parquet {parquet / 1e6:.0f} MB, index {size / 1e6:.0f} MB")
        print(f"  made or checked in {wall:.1f} s ({cpu:.1f} s CPU)")
        asked = questions(maker, given.each)
        measured(folder, {"(warming up)": asked["a middling word"]})
        median = measured(folder, asked)
        whole = command(folder, [words for words, _ in asked["a middling word"]])
        print(f"  all questions: median {median:.1f} ms   floor {FLOOR_MS:.0f} ms")
        print(f"  whole command: median {whole:.0f} ms")
        first = extended(Path(temporary) / "empty", maker, 10_000_000)
        more = extended(folder, maker, 20_000_000 + count)
        print(f"  1,000 documents more: {more:.2f} s CPU; into an empty record {first:.2f} s; {more / first:.2f} x")
    return int(median > FLOOR_MS or more > 1.5 * first)


if __name__ == "__main__":
    sys.exit(main())
