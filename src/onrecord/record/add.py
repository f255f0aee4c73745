"""Corpora → a record: which documents are still to be read, their rows from the pool into shards, in the corpus's order.

What the record has is never read again: files by their path, size and time of change, documents by their content. Rows
come in the order of the corpus, whatever the processes do, so that a run that was killed and begun again ends in the
same tables as one that was not. How rows are made is ``worker``'s, how they are kept ``store``'s.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Literal

from msgspec import Struct

from onrecord.errors import EnvironmentFaultError
from onrecord.model import Failure
from onrecord.readers.corpora import Input, Item, inputs, items
from onrecord.readers.corpora_declared import Declared
from onrecord.readers.types import Source
from onrecord.record.gather import Gathering
from onrecord.record.link import link
from onrecord.record.pack import pack
from onrecord.record.pool import Pool
from onrecord.record.seen import Seen, key_of
from onrecord.record.signals import unbroken
from onrecord.record.store import Store, writing
from onrecord.record.worker import Chunk, Job, Result, work
from onrecord.settings import Options

Stage = Literal["reading", "comparing", "indexing"]
_CHUNK_DOCUMENTS = 16
_CHUNK_BYTES = 2_000_000
_KEPT_FAILURES = 20


class Progress(Struct):
    """How far a run is; changes while it goes on."""

    files: int = 0
    """Input files in all; 0 while they are being counted."""
    size: int = 0
    """Their bytes."""
    behind: int = 0
    """Bytes that are read or were read before."""
    documents: int = 0
    """Documents that came into the record."""
    known: int = 0
    """Documents that it had."""
    statements: int = 0
    failed: int = 0
    failures: list[Failure] = []
    """The first of them."""
    seconds: float = 0.0
    stage: Stage = "reading"
    indexed: int = 0
    """Statements whose words are indexed, of those that the record has (``to_index``)."""
    to_index: int = 0


def add(
    corpora: Sequence[str],
    folder: str | Path,
    options: Options | None = None,
    *,
    workers: int = 0,
    retry: bool = False,
    index: bool = True,
    progress: Progress | None = None,
    watch: Callable[[], None] | None = None,
) -> Progress:
    """Read corpora into the record in ``folder``, which is made where there is none.

    It may be broken off at any moment, by KeyboardInterrupt too; doing it again goes on where it was.

    :param options: how documents are read; by default with the rules (``model="fast"``).
    :param workers: processes that read, each document within the limits of time and memory; a script that uses them
        calls this behind ``if __name__ == "__main__":``, as ``multiprocessing`` wants it. 0 reads in this process.
    :param retry: read again what could not be read before.
    :param index: make or update the index of words at the end, so that the first ``find`` need not.
    :param progress: kept up to date while it runs, and returned; without it a new one is.
    :param watch: called whenever that has changed.
    :raises RecordError: the record cannot be opened or written; another process writes to it.
    :raises EnvironmentFaultError: the disk is full; what came before is in the record.
    """
    options = options or Options(model="fast")
    with writing(Path(folder)) as store:
        return _Run(store, options, progress or Progress(), watch or _nobody).go(corpora, workers, retry, index)


class _Run:
    def __init__(self, store: Store, options: Options, progress: Progress, watch: Callable[[], None]) -> None:
        self.store, self.options, self.progress, self.watch = store, options, progress, watch
        self.began, self.before = time.monotonic(), store.manifest

    def go(self, corpora: Sequence[str], workers: int, retry: bool, index: bool) -> Progress:
        seen = Seen.load(self.store.folder, self.store.manifest, retry=retry)
        self._count(corpora)
        gathering = Gathering(self.store, seen)
        chunks = chunks_of(self._jobs(corpora, seen), max(workers, 1))
        with Pool(workers, self.options) if workers else nullcontext() as pool:
            results = pool.run(chunks) if pool else (work(chunk, self.options, lambda _: None) for chunk in chunks)
            try:
                for result in results:
                    with unbroken():
                        self._take(result, gathering)
            finally:
                with unbroken():
                    self._keep(gathering)
        self._enter("comparing")
        link(self.store)
        if index:
            self._index()
        pack(self.store)
        return self.progress

    def _keep(self, gathering: Gathering) -> None:
        """Put what is held into the record, and tell what came into it in truth: a full disk takes less than was read."""
        try:
            gathering.flush()
        finally:
            now = self.store.manifest
            self.progress.documents = now.count("documents") - self.before.count("documents")
            self.progress.statements = now.count("statements") - self.before.count("statements")

    def _enter(self, stage: Stage) -> None:
        self.progress.stage = stage
        self.watch()

    def _index(self) -> None:
        """Bring the index of words up to date; where this machine cannot make one, ``find`` says so when it is asked."""
        from onrecord.record.search_index import opened

        self._enter("indexing")
        try:
            opened(self.store.folder, self.store.manifest, self._indexed).close()
        except EnvironmentFaultError as fault:
            if fault.what == "disk":
                raise

    def _indexed(self, done: int, total: int) -> None:
        self.progress.indexed, self.progress.to_index = done, total
        self.watch()

    def _count(self, corpora: Sequence[str]) -> None:
        for file in inputs(corpora):
            self.progress.files += 1
            self.progress.size += max(file.size, 0)

    def _take(self, result: Result, gathering: Gathering) -> None:
        added, known, statements = gathering.take(result)
        told = self.progress
        told.documents += added
        told.known += known
        told.statements += statements
        told.failed += len(result.failures)
        told.failures += result.failures[: _KEPT_FAILURES - len(told.failures)]
        told.behind += sum(job.reach for job in result.chunk.jobs)
        told.seconds = time.monotonic() - self.began
        self.watch()

    def _jobs(self, corpora: Sequence[str], seen: Seen) -> Iterator[Job]:
        """Documents that are still to be read; the last of each file is marked."""
        limits, columns = self.options.limits, self.options.columns
        for file in inputs(corpora):
            key = key_of(file, columns)
            again = seen.failed.pop(key, None)
            if again:
                found = [one for one in items(file, None, limits, columns) if one.position in again]
                yield from jobs_of(file, key, found)
            elif seen.whole(key):
                self.progress.behind += max(file.size, 0)
            if not seen.whole(key):
                yield from jobs_of(file, key, items(file, seen.reached(key), limits, columns))
                seen.add_file(key)


def _nobody() -> None:
    """Watch nothing."""


def jobs_of(file: Input, key: int, found: Iterable[Item]) -> Iterator[Job]:
    """One item is always held back, since only the next one shows that it is not the last.

    A file without documents makes one job without an item, so that it is known to be read.
    """
    size = max(file.size, 0)
    behind, held = 0, None
    for item in found:
        if held is not None:
            reach = min(max(item.position, behind), size)
            yield Job(file.path, key, held, False, reach - behind)
            behind = reach
        held = item
    yield Job(file.path, key, held, True, size - behind)


def chunks_of(jobs: Iterator[Job], workers: int) -> Iterator[Chunk]:
    """Group documents: single ones at first, so that all processes soon have work, then more at once."""
    held: list[Job] = []
    size, number = 0, 0
    for job in jobs:
        held.append(job)
        what = job.item.what if job.item else None
        size += len(what.data) if isinstance(what, Source) else job.reach
        size += len(what.text or what.html or "") if isinstance(what, Declared) else 0
        if size >= _CHUNK_BYTES or len(held) >= min(_CHUNK_DOCUMENTS, 1 + number // workers):
            yield Chunk(number, tuple(held))
            held, size, number = [], 0, number + 1
    if held:
        yield Chunk(number, tuple(held))
