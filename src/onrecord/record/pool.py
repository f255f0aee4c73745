"""Chunks of documents → their rows, in the order of the chunks, read by processes that are watched and replaced.

A process that takes too long over a document, takes too much memory or dies costs that document one Failure; the rest
of its chunk is read again by a new process. No more chunks are taken in than a window holds: a slow document makes the
others wait rather than fill the memory. Nothing here writes.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any

from msgspec.structs import replace

from onrecord.errors import EnvironmentFaultError
from onrecord.model import Failure
from onrecord.record.worker import Began, Chunk, Fault, Result, serve
from onrecord.settings import Options

_WINDOW = 32
"""Chunks for each process that may be read or wait for an earlier one."""
_START_SECONDS = 120.0
"""Time for a process to start and load the reader."""
_STARTS = 3
"""Processes that may fail to start one after the other before the machine is to blame."""
_DEATHS = 3
"""Processes that may die over a chunk before they say which document they are at; then the whole chunk is given up."""


class Worker:
    """One process and what it is doing; ``index`` is the document of its chunk that it reads, -1 before the first."""

    def __init__(self, options: Options, target: Callable[[Connection, Options], None]) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection: Connection
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=target, args=(theirs, options), name="onrecord-reader", daemon=True)
        self.process.start()
        theirs.close()  # or its end would never show here
        self.ready = False
        self.chunk: Chunk | None = None
        self.index = -1
        self.deadline = time.monotonic() + _START_SECONDS

    def stop(self) -> None:
        """End the process at once; it holds nothing that could be lost."""
        self.process.kill()
        self.process.join()
        self.connection.close()


class Pool:
    """Context manager around ``count`` processes; they start when first needed and run ``target``."""

    def __init__(self, count: int, options: Options, target: Callable[[Connection, Options], None] = serve) -> None:
        self.count, self.options, self.target = count, options, target
        self._workers: list[Worker] = []
        self._waiting: deque[Chunk] = deque()
        self._done: dict[int, Result] = {}
        self._failed_starts = 0
        self._deaths: Counter[int] = Counter()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Result]:
        """Read chunks, numbered from 0 on; results come in their order.

        :raises EnvironmentFaultError: the machine lacks something, or its processes cannot be started.
        """
        source, taken, given, more = iter(chunks), 0, 0, True
        while more or given < taken:
            while more and not self._waiting and taken - given < _WINDOW * self.count:
                chunk = next(source, None)
                more = chunk is not None
                if chunk is not None:
                    taken += 1
                    self._waiting.append(chunk)
                    self._hand_out()
            while given in self._done:
                yield self._done.pop(given)
                given += 1
            if given < taken:
                self._watch()

    def _hand_out(self) -> None:
        """Give waiting chunks to processes that have none; start processes while there are too few."""
        for worker in self._workers:
            if worker.ready and worker.chunk is None and self._waiting:
                self._give(worker, self._waiting.popleft())
        while len(self._workers) < self.count and self._waiting and not self._idle():
            self._workers.append(Worker(self.options, self.target))

    def _idle(self) -> bool:
        return any(worker.chunk is None and worker.ready for worker in self._workers)

    def _give(self, worker: Worker, chunk: Chunk) -> None:
        worker.chunk, worker.index = chunk, -1
        worker.deadline = time.monotonic() + self.options.limits.document_seconds
        try:
            worker.connection.send(chunk)
        except OSError:
            self._replace(worker, "crash")

    def _watch(self) -> None:
        """Wait for what the processes say, or for the first one to run out of time."""
        busy = [worker for worker in self._workers if worker.chunk is not None or not worker.ready]
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic()) if busy else 0.0
        heard = wait([worker.connection for worker in busy], patience)
        for worker in busy:
            if worker.connection in heard:
                self._hear(worker)
            elif time.monotonic() > worker.deadline:
                self._replace(worker, "timeout")
        self._hand_out()

    def _hear(self, worker: Worker) -> None:
        try:
            message: Any = worker.connection.recv()
        except (EOFError, OSError):
            self._replace(worker, "crash")
            return
        if isinstance(message, Fault):
            raise EnvironmentFaultError(message.what, message.detail)
        worker.deadline = time.monotonic() + self.options.limits.document_seconds
        if isinstance(message, Began):
            worker.index, worker.ready = message.index, True
            self._failed_starts = 0
        else:
            self._finish(worker, message)

    def _finish(self, worker: Worker, result: Result) -> None:
        self._done[result.chunk.number] = result
        worker.chunk = None
        if result.retire:
            self._remove(worker)

    def _remove(self, worker: Worker) -> int | None:
        worker.process.join(0.5)  # its exit code, where it ended by itself
        code = worker.process.exitcode
        worker.stop()
        self._workers.remove(worker)
        return code

    def _replace(self, worker: Worker, why: str) -> None:
        """End a process; the document that it was reading becomes a Failure, and its chunk is read again."""
        chunk, index = worker.chunk, worker.index
        if why == "timeout":
            worker.process.kill()
        code = self._remove(worker)
        if chunk is None:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise EnvironmentFaultError("the reading process", f"ended at its start with code {code}")
            return
        self._deaths[chunk.number] += index < 0
        if index >= 0:
            chunk = _blame(chunk, [index], self._reason(why, code))
        elif self._deaths[chunk.number] >= _DEATHS:
            chunk = _blame(chunk, range(len(chunk.jobs)), self._reason(why, code))
        self._waiting.appendleft(chunk)

    def _reason(self, why: str, code: int | None) -> tuple[str, str]:
        if why == "timeout":
            return why, f"over {self.options.limits.document_seconds:g} s"
        if code == -9:  # nobody here did it: the system's own remedy against lack of memory
            return "memory", "the system ended the process"
        return why, f"the reading process ended with code {code}"


def _blame(chunk: Chunk, places: Iterable[int], reason: tuple[str, str]) -> Chunk:
    jobs = list(chunk.jobs)
    for index in places:
        item = jobs[index].item
        if item is not None:
            jobs[index] = replace(jobs[index], item=replace(item, what=Failure(item.uri, *reason)))
    return replace(chunk, jobs=tuple(jobs))
