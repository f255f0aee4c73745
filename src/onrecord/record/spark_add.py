"""Corpora → a record, read by the workers of a Spark cluster: the same tables as ``add`` makes, in the same order.

The workers read whole files, each document by the record's own reader in a process that is watched (``pool``), and leave
the rows in a staging folder; the driver puts them into the record in the order of the corpus, leaving out what is known.
Files go in batches, each committed by itself, so that a run that was broken off goes on behind the last one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from onrecord.engine.plan import Engine, Stage
from onrecord.engine.plan_files import opened_at
from onrecord.model import Failure
from onrecord.readers.corpora import Input, Item, inputs, items
from onrecord.readers.types import Source
from onrecord.record.add import Progress, chunks_of, jobs_of
from onrecord.record.gather import Gathering
from onrecord.record.link import link
from onrecord.record.pack import pack
from onrecord.record.pool import Pool
from onrecord.record.seen import Seen, key_of
from onrecord.record.signals import unbroken
from onrecord.record.store import Store, writing
from onrecord.record.worker import Chunk, Job, Result, work
from onrecord.settings import Options

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

_FILES, _BYTES, _MOST_FILES = 4, 16_000_000, 50_000
"""A batch has at least so many files for each part, and so many bytes unless it has very many files: a few archives, or
thousands of pages."""
_HEAD = ""
_KEPT_FAILURES = 20


class _Head(Struct, frozen=True):
    """What of a chunk's result is no table."""

    reach: int
    documents: tuple[str, ...]
    failures: tuple[Failure, ...]


def add_on_spark(
    corpora: Sequence[str],
    folder: str | Path,
    options: Options | None = None,
    *,
    staging: str | None = None,
    spark: SparkSession | None = None,
    watched: bool = True,
    progress: Progress | None = None,
    watch: Callable[[], None] | None = None,
) -> Progress:
    """Read corpora into the record in ``folder``, as :func:`onrecord.add` does, on Spark.

    :param corpora: files, folders, patterns, or addresses of files in an object store (``s3://…``, ``gs://…``, ``abfs://…``).
    :param folder: the record, on a disk of the driver.
    :param staging: where workers leave what they read for the driver: a folder or an address that all of them reach. By
        default a hidden folder in the record, which is right on one machine and where the record is on a shared disk.
    :param spark: the session; by default the running one, or a new one on this machine.
    :param watched: read each document within the limits of time and memory, in a process of its own.
    :param progress: brought up to date after each batch, and returned.
    :raises RecordError: the record cannot be opened or written; another process writes to it.
    :raises EnvironmentFaultError: Spark, Java or the staging folder is missing; the disk is full.
    """
    from onrecord.engine.spark import Spark

    place = staging or os.path.join(os.path.abspath(folder), ".staging")
    options = options or Options(model="fast")
    with writing(Path(folder)) as store, Spark(place, spark=spark) as engine:
        return add_by(engine, store, corpora, options, watched, progress or Progress(), watch or _nobody)


def add_by(
    engine: Engine,
    store: Store,
    corpora: Sequence[str],
    options: Options,
    watched: bool,
    progress: Progress,
    watch: Callable[[], None],
) -> Progress:
    """The same on an engine."""
    seen = Seen.load(store.folder, store.manifest)
    gathering = Gathering(store, seen)
    for batch in _batches(_waiting(corpora, seen, options, progress), engine.parts):
        engine.files.clear("reading")
        engine.give("files", batch)
        engine.run(_reading(options, watched))
        try:
            for result in _results(engine):
                with unbroken():
                    _take(result, gathering, progress)
        finally:
            with unbroken():
                gathering.flush()
        watch()
    engine.files.clear("reading")
    engine.files.clear("files")
    link(store)
    pack(store)
    return progress


def _waiting(corpora: Sequence[str], seen: Seen, options: Options, progress: Progress) -> Iterator[dict[str, Any]]:
    """Files that are still to be read, in order."""
    for file in _inputs(corpora):
        progress.files += 1
        progress.size += max(file.size, 0)
        key = key_of(file, options.columns)
        if seen.whole(key):
            progress.behind += max(file.size, 0)
            continue
        yield {"path": file.path, "size": file.size, "modified": file.modified, "key": key, "after": seen.reached(key)}
        seen.add_file(key)


def _inputs(corpora: Sequence[str]) -> Iterator[Input]:
    for corpus in corpora:
        if "://" in corpus:
            system, path = opened_at(corpus)
            found = system.get_file_info(path)
            yield Input(corpus, found.size if found.size is not None else -1, found.mtime_ns or -1)
        else:
            yield from inputs([corpus])


def _batches(files: Iterator[dict[str, Any]], parts: int) -> Iterator[pa.Table]:
    """Enough files at once to keep the workers busy, in parts of about the same size that follow one another."""
    held: list[dict[str, Any]] = []
    size = 0
    for file in files:
        held.append(file)
        size += max(file["size"], 0)
        if len(held) >= _FILES * parts and (size >= _BYTES * parts or len(held) >= _MOST_FILES):
            yield _batch(held, size, parts)
            held, size = [], 0
    if held:
        yield _batch(held, size, parts)


def _batch(files: list[dict[str, Any]], size: int, parts: int) -> pa.Table:
    import pyarrow as pa

    behind = 0
    for file in files:
        file["part"] = min(parts - 1, behind * parts // max(1, size + len(files)))
        behind += max(file["size"], 0) + 1
    schema = pa.schema([
        ("part", pa.int32()), ("path", pa.string()), ("size", pa.int64()), ("modified", pa.int64()), ("key", pa.int64()),
        ("after", pa.int64()),
    ])  # fmt: skip
    table = pa.Table.from_pylist(files, schema=schema)
    return table.append_column("nth", pa.array(range(len(files)), pa.int32()))


def _reading(options: Options, watched: bool) -> Stage:
    return Stage("reading", "SELECT * FROM files", partial(read_files, options, watched), _columns, "part")


def _columns() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([("part", pa.int32()), ("chunk", pa.int32()), ("name", pa.string()), ("data", pa.binary())])


def read_files(options: Options, watched: bool, rows: pa.Table, _: Mapping[str, pa.Table]) -> Iterator[pa.Table]:
    """Files of some parts → what was read of them: of each chunk of documents its tables; runs on a worker."""
    parts: dict[int, list[dict[str, Any]]] = {}
    for row in sorted(rows.to_pylist(), key=lambda row: row["nth"]):
        parts.setdefault(row["part"], []).append(row)
    for part, files in parts.items():
        for result in _read(files, options, watched):
            yield _told(part, result)


def _told(part: int, result: Result) -> pa.Table:
    import msgspec
    import pyarrow as pa

    head = _Head(sum(job.reach for job in result.chunk.jobs), result.documents, result.failures)
    named = {_HEAD: msgspec.msgpack.encode(head)} | {name: _packed(table) for name, table in result.tables.items()}
    count = len(named)
    columns = [[part] * count, [result.chunk.number] * count, list(named), list(named.values())]
    return pa.table(
        [pa.array(column, kind) for column, kind in zip(columns, _columns().types, strict=True)], schema=_columns()
    )


def _packed(table: pa.Table) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _read(files: list[dict[str, Any]], options: Options, watched: bool) -> Iterator[Result]:
    with ExitStack() as held:
        chunks = chunks_of(_jobs(files, options), 1)
        if watched:
            yield from held.enter_context(Pool(1, options)).run(chunks)
        else:
            yield from (work(chunk, options, lambda _: None) for chunk in chunks)


def _jobs(files: list[dict[str, Any]], options: Options) -> Iterator[Job]:
    for row in files:
        path, size, modified = row["path"], row["size"], row["modified"]
        with _local(path) as local:
            found = items(Input(local, size, modified), row["after"], options.limits, options.columns)
            if local != path:
                found = (_renamed(item, local, path) for item in found)
            yield from jobs_of(Input(path, size, modified), row["key"], found)


@contextmanager
def _local(path: str) -> Iterator[str]:
    """A file of an object store, on this machine for a while."""
    if "://" not in path:
        yield path
        return
    system, there = opened_at(path)
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        local = os.path.join(folder, os.path.basename(there))
        with suppress(FileNotFoundError):  # then it is missing here, too
            _copy(system, there, local)
        yield local


def _copy(system: Any, there: str, local: str) -> None:
    with system.open_input_stream(there) as stream, open(local, "wb") as file:
        while data := stream.read(1 << 24):
            file.write(data)


def _renamed(item: Item, local: str, path: str) -> Item:
    """An item of a copy, under the name of the file itself."""
    uri, what = item.uri.replace(local, path), item.what
    if what is None:
        there = os.path.exists(local)
        what = (
            Source(path, Path(local).read_bytes()) if there else Failure(path, "missing", "No such file or directory")
        )
    elif isinstance(what, Source | Failure):
        what = replace(what, uri=what.uri.replace(local, path))
    return replace(item, uri=uri, what=what)


def _results(engine: Engine) -> Iterator[Result]:
    """What was read, in the order of parts and chunks, a few at a time."""
    import pyarrow.parquet as pq

    files = [pq.ParquetFile(name, filesystem=engine.files.system) for name in engine.files.names("reading")]
    places = {
        (part, nth)
        for nth, file in enumerate(files)
        for part in file.read(columns=["part"])["part"].unique().to_pylist()
    }
    for wanted, nth in sorted(places):
        named: dict[str, bytes] = {}
        for batch in files[nth].iter_batches(batch_size=32):
            for row in batch.to_pylist():
                if row["part"] != wanted:
                    continue
                if row["name"] == _HEAD and named:
                    yield _result(named)
                    named = {}
                named[row["name"]] = row["data"]
        yield _result(named)


def _result(named: dict[str, bytes]) -> Result:
    import msgspec
    import pyarrow as pa

    head = msgspec.msgpack.decode(named.pop(_HEAD), type=_Head)
    tables = {name: pa.ipc.open_stream(data).read_all() for name, data in named.items()}
    return Result(Chunk(0, (Job("", 0, None, False, head.reach),)), tables, head.documents, head.failures, False)


def _take(result: Result, gathering: Gathering, progress: Progress) -> None:
    added, known, statements = gathering.take(result)
    progress.documents += added
    progress.known += known
    progress.statements += statements
    progress.failed += len(result.failures)
    progress.failures += result.failures[: _KEPT_FAILURES - len(progress.failures)]
    progress.behind += sum(job.reach for job in result.chunk.jobs)


def _nobody() -> None:
    """Watch nothing."""
