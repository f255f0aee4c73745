"""A record of synthetic statements that were copied from one another → milliseconds of ``onrecord trail``, in a process and whole.

``python -m bench.trail_ask`` makes a record of 1,000,000 statements in 100,000 documents (words by Zipf's law, half of the
statements copied from earlier ones, some with a word changed or the end cut; relays, agencies, two years of days), follows
it, and asks for trails by words (two or three of a statement's own, of trails of every size) and by id. Printed: the median
and the 95th percentile of each in this process (finding and telling), what opening costs, and the whole command. Exit code 1
if the median is over 150 ms.
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
from pathlib import Path
from typing import Any

from bench.find import Maker

from onrecord.record.schema import schemas
from onrecord.record.search import Search
from onrecord.record.store import Store, writing
from onrecord.trail.ask import Trails

FLOOR_MS = 150.0
_DOCUMENTS = 2_000
_EACH = 10
_RECENT = 20_000
_COPIED, _CHANGED, _CUT, _RELAYED = 0.5, 0.15, 0.1, 0.3
_AGENCIES = ("Reuters", "AFP", "TASS", "dpa", "Associated Press")


class Copier(Maker):
    """Rows of invented documents whose statements copy earlier ones; sizes of trails follow a power law."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.told: list[tuple[str, str, int]] = []
        """Words, speaker and day of statements that may be copied."""

    def shard(self, store: Store, start: int, documents: int) -> None:
        """Write a shard of documents, from number ``start`` on."""
        import pyarrow as pa

        names = ("documents", "statements", "speakers", "attributions", "relays")
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        for number in range(start, start + documents):
            for table, row in self._article(number):
                rows[table].append(row)
        store.commit({name: pa.Table.from_pylist(found, schema=schemas()[name]) for name, found in rows.items()})

    def _article(self, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
        draw = self.random
        id, day = f"d{number:020x}", number * 730 // 100_000 % 730
        agency = draw.choice(_AGENCIES) if draw.random() < _RELAYED else None
        yield "documents", {
            "id": id, "uri": f"https://outlet{number % 200}.example/{number}", "outlet": f"Outlet {number % 200}",
            "title": f"Article {number}", "authors": [], "published": _date(day), "language": "en", "text": "", "blocks": [],
            "agency": agency,
        }  # fmt: skip
        for place in range(_EACH):
            words, name = self._said(day)
            key = draw.getrandbits(80)
            statement, speaker = f"s{key:020x}", f"p{number:018x}{place:02x}"
            yield "statements", {
                "id": statement, "kind": "direct", "content": [{"start": 0, "stop": len(words), "text": words}],
                "stance": "neutral", "score": 0.9, "document": id,
            }  # fmt: skip
            yield "speakers", {
                "id": speaker, "name": name, "roles": [], "affiliations": [], "handles": [], "anonymous": False, "mentions": [],
                "kind": "person", "aliases": [], "document": id,
            }  # fmt: skip
            yield "attributions", {
                "statement": statement, "speaker": speaker, "by": "bench", "score": 1.0, "reason": "", "document": id,
            }  # fmt: skip
            if agency:
                yield "relays", {
                    "statement": statement, "position": 0, "kind": "agency", "name": agency, "reason": "", "by": "bench",
                    "document": id,
                }  # fmt: skip

    def _said(self, day: int) -> tuple[str, str]:
        """Words and speaker: new ones, or those of an earlier statement of the last days, changed perhaps."""
        draw = self.random
        if self.told and draw.random() < _COPIED:
            words, name, _ = self.told[-1 - draw.randrange(min(len(self.told), _RECENT))]
            parts = words.split()
            if draw.random() < _CHANGED:
                parts[draw.randrange(len(parts))] = self._word()
            if draw.random() < _CUT and len(parts) > 12:
                parts = parts[: len(parts) * 2 // 3]
            words = " ".join(parts)
        else:
            words = " ".join(self._word() for _ in range(min(60, int(8 * draw.paretovariate(1.2)))))
            name = draw.choice(self.names)
        self.told.append((words, name, day))
        return words, name

    def _word(self) -> str:
        return str(self.random.choices(self.vocabulary, cum_weights=self.weights)[0])


def _date(day: int) -> str:
    return f"{2023 + day // 365}-{day % 365 // 31 + 1:02}-{day % 365 % 31 % 28 + 1:02}"


def asked(copier: Copier, count: int) -> dict[str, list[str]]:
    """Words to ask for, by sort."""
    draw = random.Random(7)
    long = [words.split() for words, *_ in draw.sample(copier.told, 4 * count) if len(words.split()) >= 8]
    return {
        "three words in a row": [" ".join(parts[2:5]) for parts in long[:count]],
        "a phrase of five": ['"' + " ".join(parts[2:7]) + '"' for parts in long[:count]],
        "two words of one": [f"{parts[1]} {parts[-2]}" for parts in long[:count]],
    }


def timed(trails: Trails, questions: dict[str, list[str]]) -> list[float]:
    """Ask everything in this process; print and return milliseconds."""
    everything: list[float] = []
    for sort, listed in questions.items():
        times, finding, sizes = [], [], []
        spent = time.process_time()
        for words in listed:
            began = time.perf_counter()
            found = trails.holding(words)
            finding.append(1000 * (time.perf_counter() - began))
            if found:
                sizes.append(len(trails.tell(found[0]).variants))
            times.append(1000 * (time.perf_counter() - began))
        cpu = 1000 * (time.process_time() - spent) / len(listed)
        print(f"  {sort:22} {_spread(times)}   finding alone {statistics.median(finding):6.1f} ms   CPU {cpu:5.1f} ms")
        print(f"  {'':22} wordings: median {statistics.median(sizes)}, most {max(sizes)}")
        everything += times
    return everything


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"median {statistics.median(times):6.1f} ms   95%: {ordered[int(0.95 * (len(ordered) - 1))]:6.1f} ms"


def commands(folder: Path, words: list[str]) -> float:
    """Milliseconds of the whole command, the interpreter's start included; median."""
    times = []
    for word in words:
        began = time.perf_counter()
        line = [sys.executable, "-m", "onrecord", "trail", "-r", str(folder), word]
        subprocess.run(line, check=True, capture_output=True)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000, metavar="N", help="how many (1,000,000)")
    parser.add_argument("--each", type=int, default=20, metavar="N", help="questions of each sort (20)")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="make the record there, or use the one that is there"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary) / "record"
        copier = Copier(1)
        with writing(folder) as store:
            documents = given.statements // _EACH
            if store.manifest.shards:
                documents = _told_again(copier, folder)
            for start in range(0, documents, _DOCUMENTS):
                copier.shard(store, start, min(_DOCUMENTS, documents - start))
        Search(folder).close()
        Trails(folder).close()
        began = time.perf_counter()
        trails = Trails(folder)
        print(f"{trails.table.num_rows:,} statements; opened in {1000 * (time.perf_counter() - began):.0f} ms")
        questions = asked(copier, given.each)
        timed(trails, {"(warming up)": questions["a phrase of five"][:3]})
        median = statistics.median(timed(trails, questions))
        print(f"  all questions: median {median:.1f} ms   floor {FLOOR_MS:.0f} ms")
        print(f"  whole command: median {commands(folder, questions['three words in a row'][:5]):.0f} ms")
    return int(median > FLOOR_MS)


def _told_again(copier: Copier, folder: Path) -> int:
    """Take statements to ask for from a record that was made before; nothing is left to make."""
    from onrecord.record.record import Record

    with Record(folder) as record:
        sql = "SELECT words, name FROM said ORDER BY hash(statement) LIMIT 2000"
        copier.told = [(row["words"], row["name"], 0) for row in record.sql(sql).to_pylist()]
    return 0


if __name__ == "__main__":
    sys.exit(main())
