"""A web archive made of saved pages → pages per second of ``onrecord add``, where the time goes, and what a second process brings.

``python -m bench.add --data DIR`` writes ``DIR/articles/html`` and ``DIR/pages/html`` into a WARC, ``--times`` times over
(each time with one word more, so that no page is a duplicate), and measures in one run: the steps one by one in this
process (CPU seconds), then ``add`` with one process and with two (wall seconds, taking turns), and the memory of the
processes that read. Exit code 1 if a figure is below its floor.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from onrecord.model import Document, Post
from onrecord.pipeline import put_on_record
from onrecord.readers.corpora import Item, inputs, items
from onrecord.readers.read import read_source
from onrecord.readers.types import Source
from onrecord.record.worker import Result
from onrecord.settings import Options

FLOORS = {"pages/s": 25.0, "two": 1.8}


def make_warc(data: Path, place: Path, times: int) -> int:
    """Write the saved pages as response records, gzipped one by one; how many there are."""
    from fastwarc.stream_io import GzipWriter
    from fastwarc.warc import WarcRecord, WarcRecordType

    pages = sorted((*(data / "articles" / "html").glob("*.html.gz"), *(data / "pages" / "html").glob("*.html.gz")))
    with open(place, "wb") as file:
        for turn in range(times):
            for page in pages:
                body = gzip.decompress(page.read_bytes())
                if turn:
                    body = body.replace(b"</p>", b" %d.</p>" % turn)
                record = WarcRecord()
                record.init_headers(WarcRecordType.response)
                record.headers["WARC-Target-URI"] = f"https://example.org/{turn}/{page.name[:-3]}"
                record.headers["Content-Type"] = "application/http; msgtype=response"
                record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body)
                writer = GzipWriter(file, 6)
                record.write(writer)
                writer.finish()
    return len(pages) * times


def steps(warc: Path, options: Options) -> tuple[dict[str, float], int]:
    """CPU seconds of each step, in one process; and how many pages came in."""
    from onrecord.errors import UnreadableError
    from onrecord.record.worker import Chunk, Job, settle, warm, work

    warm(options)  # imports are not what is measured
    settle()
    spent: dict[str, float] = defaultdict(float)
    readings = []
    source = _items(warc, options)
    for item in _timed(source, spent, "archive"):
        assert isinstance(item.what, Source)
        began = time.process_time()
        try:
            document, posts = read_source(item.what, options)
        except UnreadableError:
            continue
        finally:
            spent["reading"] += time.process_time() - began
        _understand(document, posts, options, spent)
        readings.append(put_on_record(document, posts, options))
    jobs = tuple(Job(str(warc), 0, Item(i, one.document.uri, one), False) for i, one in enumerate(readings))
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        _write(
            Path(folder), [work(Chunk(0, jobs[i : i + 16]), options, lambda _: None) for i in range(0, len(jobs), 16)]
        )
        spent["writing"] += time.process_time() - began
    return spent, len(readings)


def _items(warc: Path, options: Options) -> Iterator[Item]:
    for file in inputs([str(warc)]):
        yield from items(file, None, options.limits)


def _timed(source: Iterator[Item], spent: dict[str, float], name: str) -> Iterator[Item]:
    while True:
        began = time.process_time()
        item = next(source, None)
        spent[name] += time.process_time() - began
        if item is None:
            return
        yield item


def _understand(document: Document, posts: tuple[Post, ...], options: Options, spent: dict[str, float]) -> None:
    from onrecord.extract.statements import find_statements

    began = time.process_time()
    find_statements(document, posts, options.model == "accurate")
    found = time.process_time()
    put_on_record(document, posts, options)
    spent["finding"] += found - began
    spent["resolving and comparing"] += (time.process_time() - found) - (found - began)


def _write(folder: Path, results: list[Result]) -> None:
    from onrecord.record.gather import Gathering
    from onrecord.record.seen import Seen
    from onrecord.record.store import writing

    with writing(folder) as store:
        gathering = Gathering(store, Seen.load(folder, store.manifest))
        for result in results:
            gathering.take(result)
        gathering.flush()


def run(warc: Path, workers: int, options: Options) -> tuple[float, int, float]:
    """Wall seconds of ``add`` into a new record, the start of its processes left out; the documents that came in; and
    the CPU seconds of the process that hands out, collects and writes."""
    from onrecord.record.add import Progress, add

    first: list[tuple[float, int]] = []
    progress = Progress()

    def watch() -> None:
        if not first:
            first.append((time.perf_counter(), progress.documents))

    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        add([str(warc)], folder, options, workers=workers, progress=progress, watch=watch)
        own = time.process_time() - began
        return time.perf_counter() - first[0][0], progress.documents - first[0][1], own


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with articles/html and pages/html")
    parser.add_argument("--times", type=int, default=2, metavar="N", help="how often each page is in the archive (2)")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="rounds of one and two processes (3)")
    parser.add_argument("--fast", action="store_true", help="read pages with --fast")
    parser.add_argument("--model", choices=["fast", "accurate"], default="fast", help="what finds statements")
    given = parser.parse_args()
    options = Options(fast=given.fast, model=given.model)
    with tempfile.TemporaryDirectory() as folder:
        warc = Path(folder) / "pages.warc.gz"
        pages = make_warc(given.data, warc, given.times)
        spent, read = steps(warc, options)
        total = sum(spent.values())
        print(f"{pages} pages, {read} articles, {warc.stat().st_size / 1e6:.1f} MB of WARC")
        for name, seconds in spent.items():
            print(f"  {name:24} {1000 * seconds / pages:7.2f} ms a page   {seconds / total:5.1%}")
        print(f"  {'CPU, one core':24} {pages / total:7.1f} pages/s   floor {FLOORS['pages/s']}")
        ratios = []
        for _ in range(given.repeat):
            (one, few, _), (two, many, own) = run(warc, 1, options), run(warc, 2, options)
            ratios.append(many / two / (few / one))
            print(f"  one process {few / one:7.1f} pages/s   two {many / two:7.1f}   {ratios[-1]:5.2f} x   floor {FLOORS['two']}"
                  f"   ({1000 * own / pages:.2f} ms CPU a page beside them)")  # fmt: skip
        ratio = statistics.median(ratios) if ratios else FLOORS["two"]
    return int(pages / total < FLOORS["pages/s"] or ratio < FLOORS["two"])


if __name__ == "__main__":
    sys.exit(main())
