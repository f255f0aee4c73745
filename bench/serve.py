"""A synthetic record and a running server → requests a second and their milliseconds, mixed as visitors ask.

``python -m bench.serve make FOLDER`` makes a record of 1,000,000 statements (``bench.find``'s words, every fifth statement a
copy of an earlier one, cut or changed, so that there are trails). ``python -m bench.serve load --port 8040`` asks a server
over it 200 requests a second for a minute, statements, documents, searches, speakers and outlets mixed, each address drawn
anew, and prints percentiles by sort; exit code 1 if the 99th is over 150 ms or a request failed. ``--seconds 600 --pid N`` is
the soak: it prints every half minute what the process N holds, and what it holds together with those that it started (what
several hold in common counts for each). ``python -m bench.serve cost FOLDER`` asks the application in this process, one
request after the other and no socket between, and prints the CPU milliseconds of each sort, which a busy machine blurs less.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyarrow as pa
from bench.find import Maker

from onrecord.record.schema import schemas
from onrecord.record.store import Store, writing

FLOOR_MS = 150.0
_DOCUMENTS = 2_000
_IDLE_SECONDS = 2.0
_WARM = 300
_EARLIER = 5_000
"""Statements that a copy may be of."""
_MIX = {"statement": 35, "document": 25, "search": 20, "speaker": 8, "outlet": 6, "overview": 3, "trails": 3}


class Copies(Maker):
    """Documents with a text, whose statements stand in it, every fifth a copy of an earlier one."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.earlier: list[str] = []

    def shard(self, store: Store, start: int, documents: int) -> None:
        """Write a shard; relays have a table of their own."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for number in range(start, start + documents):
            for table, row in self._document(number):
                rows.setdefault(table, []).append(row)
        store.commit({name: pa.Table.from_pylist(found, schema=schemas()[name]) for name, found in rows.items()})

    def _document(self, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
        rows = list(super()._document(number))
        text = ""
        for table, row in list(rows):
            if table == "statements":
                words = self._words(row["content"][0]["text"])
                start = len(text) + 1
                row["content"] = [{"start": start, "stop": start + len(words), "text": words}]
                text += f"“{words}” somebody said.\n\n"
                if self.random.random() < 0.3:
                    name = f"Agency {self.random.randrange(6)}"
                    rows.append(("relays", {"statement": row["id"], "position": 0, "kind": "agency", "name": name,
                                            "reason": "bench", "by": "bench", "document": rows[0][1]["id"]}))  # fmt: skip
        rows[0][1]["text"] = text
        yield from rows

    def _words(self, words: str) -> str:
        draw = self.random
        if self.earlier and draw.random() < 0.2:
            kept = draw.choice(self.earlier).split()
            if draw.random() < 0.5:
                kept = kept[: max(8, len(kept) * 2 // 3)]
            words = " ".join(kept)
        elif len(words.split()) >= 10:
            self.earlier.append(words)
            del self.earlier[:-_EARLIER]
        return words


def make(folder: Path, statements: int) -> None:
    """Write the record."""
    maker = Copies(seed=7)
    with writing(folder) as store:
        for start in range(0, statements // 10, _DOCUMENTS):
            maker.shard(store, start, min(_DOCUMENTS, statements // 10 - start))


def addresses(seed: int, documents: int) -> Iterator[tuple[str, str]]:
    """Sorts and addresses, without end."""
    maker, draw = Maker(7), random.Random(seed)
    sorts, weights = list(_MIX), list(_MIX.values())

    def word(low: int, high: int) -> str:
        return maker.vocabulary[draw.randrange(low, high)]

    def searched() -> str:
        asked = draw.choice([
            {"q": word(100, 3_000)}, {"q": word(5_000, 40_000)}, {"q": f"{word(20, 500)} {word(20, 500)}"},
            {"q": word(50, 1_000), "kind": "direct", "since": "2023-06", "until": "2024-02"},
            {"q": f'"{word(0, 60)} {word(0, 60)}"'}, {"speaker": maker.names[draw.randrange(40)]},
        ])  # fmt: skip
        return "/search?" + urlencode(asked)

    def address(sort: str) -> str:
        number = draw.randrange(documents)
        if sort == "statement":
            return f"/statement/s{number:018x}{draw.randrange(10):02x}"
        if sort == "document":
            return f"/document/d{number:020x}"
        if sort == "speaker":
            return "/speaker?name=" + quote(maker.names[draw.randrange(1, 400)])
        if sort == "outlet":
            return f"/outlet?name=Outlet+{draw.randrange(200)}"
        return searched() if sort == "search" else f"/{sort}"

    while True:
        sort = draw.choices(sorts, weights)[0]
        yield sort, address(sort)


class Asker:
    """Asks over connections that are kept open; times and failures by sort."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter, float]] = []
        self.times: dict[str, list[float]] = {}
        self.failed: list[str] = []

    def _idle(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """A connection that was used a moment ago; servers close those that nobody used for long, as one may be asking."""
        while self.idle:
            reader, writer, used = self.idle.pop()
            if time.perf_counter() - used < _IDLE_SECONDS:
                return reader, writer
            writer.close()
        return None

    async def ask(self, sort: str, path: str) -> None:
        """One request, from the moment at which it was due."""
        began = time.perf_counter()
        try:
            reader, writer = self._idle() or await asyncio.open_connection(self.host, self.port)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = next(int(line[15:]) for line in head.lower().split("\r\n") if line.startswith("content-length:"))
            await reader.readexactly(length)
            self.idle.append((reader, writer, time.perf_counter()))
            if not head.startswith("HTTP/1.1 200"):
                self.failed.append(f"{head.split(chr(13))[0]} {path}")
        except (OSError, EOFError, StopIteration) as error:
            self.failed.append(f"{type(error).__name__} {path}")
        self.times.setdefault(sort, []).append(1000 * (time.perf_counter() - began))


async def load(asker: Asker, rate: float, seconds: float, listed: Iterator[tuple[str, str]], pid: int | None) -> None:
    """Ask at a steady rate, whether or not earlier requests were answered."""
    next(listed)  # makes the vocabulary
    began, told = time.perf_counter(), 0.0
    waiting = set()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
        task = asyncio.create_task(asker.ask(*next(listed)))
        waiting.add(task)
        task.add_done_callback(waiting.discard)
        if pid and time.perf_counter() - told > 30:
            told = time.perf_counter()
            print(f"  {told - began:6.0f} s  {held(pid)}", flush=True)
    await asyncio.gather(*waiting)
    if pid:
        print(f"  {time.perf_counter() - began:6.0f} s  {held(pid)}", flush=True)


async def cost(folder: Path, requests: int, listed: Iterator[tuple[str, str]]) -> dict[str, list[float]]:
    """CPU milliseconds by sort, all threads together."""
    from onrecord.web.app import make_pages
    from onrecord.web.serving import Serving

    app = make_pages(Serving(record=folder))
    times: dict[str, list[float]] = {}
    async with app.lifespan():
        for path in ("/overview", "/trails", "/speakers", "/outlets"):
            while await _status(app, path) == 503:
                await asyncio.sleep(1)
        for number, (sort, path) in enumerate(listed):
            began = time.process_time()
            status = await _status(app, path)
            if status != 200:
                print(f"  failed: {status} {path}")
            if number >= _WARM:
                times.setdefault(sort, []).append(1000 * (time.process_time() - began))
            if number == _WARM + requests:
                break
    return times


async def _status(app: Any, address: str) -> int:
    """Ask for an address; the status of the answer."""
    path, _, query = address.partition("?")
    found: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        found.append(message.get("status", 0))

    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
             "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
             "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8040)}  # fmt: skip
    await app(scope, receive, send)
    return found[0]


def held(pid: int) -> str:
    """What a process holds by itself and with those that it started, in words."""
    own, started = memory(pid), [memory(one) for one in descendants(pid)]
    return f"server {own / 1e6:8.1f} MB  with {len(started):2} more {(own + sum(started)) / 1e6:8.1f} MB"


def memory(pid: int) -> int:
    """Bytes that a process holds; none if it has ended."""
    return 1024 * int(_status_of(pid).get("VmRSS", "0").split()[0])


def descendants(pid: int) -> list[int]:
    """Processes that a process started, and those that they started in their turn."""
    parents = {int(one.name): int(_status_of(int(one.name)).get("PPid", "0")) for one in Path("/proc").glob("[0-9]*")}
    found = [pid]
    for one in found:  # it grows meanwhile
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def _status_of(pid: int) -> dict[str, str]:
    """What ``/proc`` says of a process; nothing if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def told(times: dict[str, list[float]]) -> float:
    """Print percentiles; return the 99th of all."""
    listed = sorted(value for values in times.values() for value in values)
    for sort, values in [*sorted(times.items()), ("all", listed)]:
        values = sorted(values)
        at = [values[min(len(values) - 1, int(len(values) * share))] for share in (0.5, 0.95, 0.99)]
        mean = sum(values) / len(values)
        print(f"  {sort:10} {len(values):6}  mean {mean:7.1f} ms  median {at[0]:7.1f}  95% {at[1]:7.1f}  99% {at[2]:7.1f}"
              f"  slowest {values[-1]:7.1f}")  # fmt: skip
    return listed[min(len(listed) - 1, int(len(listed) * 0.99))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("make")
    making.add_argument("folder", type=Path)
    making.add_argument("--statements", type=int, default=1_000_000)
    loading = commands.add_parser("load")
    loading.add_argument("--host", default="127.0.0.1")
    loading.add_argument("--port", type=int, default=8040)
    loading.add_argument("--documents", type=int, default=100_000)
    loading.add_argument("--rate", type=float, default=200.0)
    loading.add_argument("--seconds", type=float, default=60.0)
    loading.add_argument("--seed", type=int, default=1)
    loading.add_argument("--pid", type=int)
    costing = commands.add_parser("cost")
    costing.add_argument("folder", type=Path)
    costing.add_argument("--documents", type=int, default=100_000)
    costing.add_argument("--requests", type=int, default=1_000)
    asked = parser.parse_args()
    if asked.command == "cost":
        told(asyncio.run(cost(asked.folder, asked.requests, addresses(1, asked.documents))))
        sys.stdout.flush()
        os._exit(0)  # what counts in the background does not survive the interpreter's end
    if asked.command == "make":
        make(asked.folder, asked.statements)
        return 0
    asker = Asker(asked.host, asked.port)
    asyncio.run(load(asker, asked.rate, asked.seconds, addresses(asked.seed, asked.documents), asked.pid))
    slow = told(asker.times)
    for failed in asker.failed[:10]:
        print(f"  failed: {failed}")
    return int(slow > FLOOR_MS or bool(asker.failed))


if __name__ == "__main__":
    sys.exit(main())
