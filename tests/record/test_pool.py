"""Processes that die, hang or cannot start: one document each, and the rest comes in, in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from onrecord.errors import EnvironmentFaultError
from onrecord.readers.corpora import Item
from onrecord.record.pool import Pool
from onrecord.record.worker import Chunk, Job, Result, work
from onrecord.settings import Limits, Options
from tests.record import deadly
from tests.record.conftest import article

pytestmark = pytest.mark.slow

QUICK = Options(model="fast", limits=Limits(document_seconds=12))


def chunks(folder: Path, names: list[str], size: int) -> list[Chunk]:
    for number, name in enumerate(names):
        (folder / name).write_bytes(article(number))
    jobs = [Job(str(folder / name), 0, Item(0, str(folder / name)), True) for name in names]
    return [Chunk(number, tuple(jobs[at : at + size])) for number, at in enumerate(range(0, len(jobs), size))]


def outcome(results: Iterator[Result]) -> tuple[list[str], dict[str, str]]:
    uris: list[str] = []
    failed: dict[str, str] = {}
    for result in results:
        uris += [Path(uri).name for uri in result.tables["documents"]["uri"].to_pylist()]
        failed |= {Path(one.uri).name: one.reason for one in result.failures}
    return uris, failed


def test_results_come_in_order(tmp_path: Path) -> None:
    names = [f"{number}.html" for number in range(9)]
    with Pool(2, QUICK) as pool:
        assert outcome(pool.run(chunks(tmp_path, names, 2))) == (names, {})


def test_who_dies_costs_one_document(tmp_path: Path) -> None:
    names = ["a.html", "crash.html", "b.html", "killed.html", "c.html", "slow.html", "d.html"]
    with Pool(1, QUICK, deadly.serve) as pool:
        uris, failed = outcome(pool.run(chunks(tmp_path, names, 4)))
    assert uris == ["a.html", "b.html", "c.html", "d.html"]
    assert failed == {"crash.html": "crash", "killed.html": "memory", "slow.html": "timeout"}


def test_a_slow_document_holds_nobody_up(tmp_path: Path) -> None:
    """All others are read while one hangs; the order is kept all the same."""
    names = ["slow.html", *(f"{number}.html" for number in range(4))]
    with Pool(2, QUICK, deadly.serve) as pool:
        uris, failed = outcome(pool.run(chunks(tmp_path, names, 1)))
    assert (uris, failed) == (names[1:], {"slow.html": "timeout"})


def test_a_chunk_that_kills_on_arrival_is_given_up(tmp_path: Path) -> None:
    bad = Job("bad", 0, Item(0, "bad", cast(Any, deadly.DeadlyOnArrival())), True)
    first, last = chunks(tmp_path, ["a.html", "b.html"], 1)
    listed = [first, Chunk(1, (bad,)), Chunk(2, last.jobs)]
    with Pool(1, QUICK, deadly.serve) as pool:
        assert outcome(pool.run(listed)) == (["a.html", "b.html"], {"bad": "crash"})


def test_processes_that_cannot_start_are_told(tmp_path: Path) -> None:
    with Pool(2, QUICK, deadly.stillborn) as pool, pytest.raises(EnvironmentFaultError) as caught:
        outcome(pool.run(chunks(tmp_path, ["a.html"], 1)))
    assert caught.value.detail == "ended at its start with code 3"


def test_limits_of_the_real_process(tmp_path: Path) -> None:
    """A text of 12 MB takes more memory than it may, then more time than it may; the next one is read."""
    words = "“It stays open,” said Jane Dorn, the mayor of Westmere, on Monday. "
    (tmp_path / "large.txt").write_text(words * 180_000, encoding="utf-8")
    large = Job(str(tmp_path / "large.txt"), 0, Item(0, "large.txt"), True)
    [small] = chunks(tmp_path, ["small.html"], 1)
    for limits, reason in (
        (Limits(document_memory=60_000_000, document_seconds=60), "memory"),
        (Limits(document_seconds=1), "timeout"),
    ):
        with Pool(1, Options(model="fast", limits=limits)) as pool:
            assert outcome(pool.run([Chunk(0, (large, *small.jobs))])) == (["small.html"], {"large.txt": reason})


def test_chunks_are_taken_in_as_they_are_read(tmp_path: Path) -> None:
    """Back-pressure: never more than the window is held, however long the corpus is."""
    taken = 0

    def endless() -> Iterator[Chunk]:
        nonlocal taken
        while True:
            taken += 1
            yield Chunk(taken - 1, (Job("missing", 0, Item(0, str(tmp_path / "missing")), True),))

    with Pool(1, QUICK) as pool:
        results = pool.run(endless())
        for _ in range(3):
            next(results)
        assert taken <= 36


def test_in_this_process_too(tmp_path: Path) -> None:
    [chunk] = chunks(tmp_path, ["a.html", "b.html"], 2)
    began: list[int] = []
    result = work(chunk, QUICK, began.append)
    assert began == [0, 1]
    assert result.tables["documents"].num_rows == len(result.documents) == 2
