"""Saved pages → pages per second of both ways of reading, beside trafilatura alone, in the same run.

``python -m bench.pages --data DIR`` reads ``DIR/articles/html`` (or ``--pages`` for those with embedded posts). The
three take turns, batch by batch, so that a busy machine slows them alike; CPU seconds count, and the median over the
rounds is printed. Exit code 1 if a ratio is below its floor.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.readers.decode import decode
from onrecord.readers.html import read_html
from onrecord.readers.types import Source
from onrecord.settings import Limits, Options

FLOORS = {"default": 0.85, "fast": 5.0}
_BATCH = 20


def load(folder: Path, limit: int | None = None) -> list[Source]:
    """Saved pages (``*.html.gz``) as sources."""
    files = sorted(folder.glob("*.html.gz"))[:limit]
    return [Source(file.name, gzip.decompress(file.read_bytes()), "text/html") for file in files]


def rounds(sources: list[Source], repeat: int) -> dict[str, list[float]]:
    """CPU seconds of each way for each round."""
    from trafilatura import extract

    texts = [decode(source, Limits()) for source in sources]
    ways: dict[str, Callable[[int], object]] = {
        "trafilatura": lambda index: extract(texts[index].text, fast=True),
        "default": lambda index: read_html(texts[index], sources[index], Options()),
        "fast": lambda index: read_html(texts[index], sources[index], Options(fast=True)),
    }
    for way in ways.values():  # imports and caches are not what is measured
        way(0)
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeat):
        total = dict.fromkeys(ways, 0.0)
        for start in range(0, len(sources), _BATCH):
            for name, way in ways.items():
                began = time.process_time()
                for index in range(start, min(start + _BATCH, len(sources))):
                    way(index)
                total[name] += time.process_time() - began
        for name, seconds in total.items():
            spent[name].append(seconds)
    return spent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with articles/html and pages/html")
    parser.add_argument("--pages", action="store_true", help="the pages with embedded posts")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="rounds (5)")
    parser.add_argument("--limit", type=int, help="only the first pages")
    given = parser.parse_args()
    sources = load(given.data / ("pages" if given.pages else "articles") / "html", given.limit)
    spent = rounds(sources, given.repeat)
    sunk = False
    for name, seconds in spent.items():
        ratio = statistics.median(alone / own for alone, own in zip(spent["trafilatura"], seconds, strict=True))
        floor = FLOORS.get(name)
        below = floor is not None and ratio < floor
        sunk |= below
        print(
            f"{name:12} {len(sources) / statistics.median(seconds):8.1f} pages/s   {ratio:5.2f} x trafilatura"
            + (f"   floor {floor}{'  BELOW' if below else ''}" if floor else "")
        )
    return int(sunk)


if __name__ == "__main__":
    sys.exit(main())
