"""Seeded transcripts → CPU seconds and memory of finding 30 quotations in them: cold, with the index kept, and by size.

``python -m bench.check`` writes 250, 500 and 1,000 transcripts of 20 kB into a temporary folder and runs each step in a
process of its own, so that imports and memory count. Exit code 1 if a bound of :data:`BOUNDS` is passed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.cache import Cache
from onrecord.model import OriginalText, Span
from onrecord.readers.originals import originals
from onrecord.settings import Limits
from onrecord.verify.library import Library

BOUNDS = {"cold": 5.0, "warm": 1.0, "memory": 500.0, "growth": 1.35, "found": 0.99}
"""CPU seconds, CPU seconds, megabytes, CPU of twice the material over twice the CPU, share of quotations found."""
_SIZE, _QUOTATIONS = 20_000, 30
_SPEAKERS = ["ANNA WEBER", "BEN OKORO", "CARLA RUIZ", "CLERK", "DANA FOX"]


def transcripts(count: int, seed: int) -> list[str]:
    """Made-up talk with the word frequencies of a language (Zipf), ``_SIZE`` code points each."""
    chance = random.Random(seed)
    syllables = [a + b for a in "bcdfghjklmnprstvw" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(30_000)]
    frequent = list(itertools.accumulate(1 / (rank + 3) ** 1.05 for rank in range(len(words))))
    return [_transcript(chance, words, frequent) for _ in range(count)]


def _transcript(chance: random.Random, words: list[str], frequent: list[float]) -> str:
    lines: list[str] = []
    size = 0
    while size < _SIZE:
        said = " ".join(chance.choices(words, cum_weights=frequent, k=chance.randint(8, 60)))
        lines.append(f"{chance.choice(_SPEAKERS)}: {said.capitalize()}, isn’t it?")
        size += len(lines[-1]) + 2
    return "\n\n".join(lines)


def quotations(texts: list[str], seed: int) -> list[tuple[int, str, str]]:
    """Which text, who says it, the words: of all lengths, every third with a word left out."""
    chance = random.Random(seed)
    found = []
    for number in range(_QUOTATIONS):
        at = chance.randrange(len(texts))
        label, _, said = chance.choice(texts[at].split("\n\n")).partition(": ")
        words = said.split()[: chance.randint(3, 40)]
        if number % 3 == 0 and len(words) > 5:
            del words[len(words) // 2]
        found.append((at, label.title(), " ".join(words)))
    return found


def once(folder: Path, asked: Path, cache: Path) -> dict[str, float]:
    """Read, index and find, in this process."""
    began = time.process_time()
    kept = Cache(cache)
    read = [item for item in originals([str(folder)], Limits(), kept) if isinstance(item, OriginalText)]
    reading = time.process_time()
    library = Library(read, kept)
    indexing = time.process_time()
    right = 0
    rows = json.loads(asked.read_text())
    for at, speaker, words in rows:
        best = library.passages([Span(0, len(words), words)], speaker=[speaker])[:1]
        right += bool(best) and best[0].original == at
    done = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return {
        "read": reading - began, "index": indexing - reading, "find": done - indexing, "all": done, "memory": memory,
        "found": right / len(rows),
    }  # fmt: skip


def _spawned(*arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.check", "--once", *arguments]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


def _measured(count: int, folder: Path, repeat: int) -> dict[str, dict[str, float]]:
    """Medians of cold and warm runs over ``count`` transcripts."""
    texts = transcripts(count, seed=5)
    (folder / "in").mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / "in" / f"{number:04}.txt").write_text(text, "utf-8")
    (folder / "asked.json").write_text(json.dumps(quotations(texts, seed=6)))
    runs: dict[str, list[dict[str, float]]] = {"cold": [], "warm": []}
    for number in range(repeat):
        for state in runs:
            row = _spawned(str(folder / "in"), str(folder / "asked.json"), str(folder / f"cache{number}"))
            runs[state].append(row)
    return {
        state: {name: statistics.median(row[name] for row in rows) for name in rows[0]} for state, rows in runs.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--once", nargs=3, metavar=("FOLDER", "QUOTATIONS", "CACHE"), type=Path, help=argparse.SUPPRESS)
    parser.add_argument(
        "--repeat", type=int, default=3, metavar="N", help="runs of each kind, of which the median counts"
    )
    given = parser.parse_args()
    if given.once:
        print(json.dumps(once(*given.once)))
        return 0
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in (250, 500, 1_000):
            found[count] = _measured(count, Path(folder) / str(count), given.repeat)
            for state, row in found[count].items():
                print(f"{count * _SIZE / 1e6:4.0f} MB {state}  " + "  ".join(f"{k} {v:.2f}" for k, v in row.items()))
    largest = found[1_000]
    seen = {
        "cold": largest["cold"]["all"],
        "warm": largest["warm"]["all"],
        "memory": max(row["memory"] for row in largest.values()),
        "growth": largest["cold"]["all"] / (2 * found[500]["cold"]["all"]),
        "found": min(row["found"] for row in largest.values()),
    }
    sunk = [name for name, bound in BOUNDS.items() if (seen[name] < bound if name == "found" else seen[name] > bound)]
    print("  ".join(f"{name} {value:.2f} ({BOUNDS[name]:g})" for name, value in seen.items()))
    return int(bool(sunk))


if __name__ == "__main__":
    sys.exit(main())
