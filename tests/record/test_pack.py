"""Small shards packed into common files: the same rows, for those who look later, before and meanwhile."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pyarrow as pa
import pytest

from onrecord.record import manifest as manifests
from onrecord.record import pack as packing
from onrecord.record import store as stores
from onrecord.record.manifest import Manifest, Pack, Shard
from onrecord.record.pack import pack
from onrecord.record.queries_readings import readings
from onrecord.record.record import Record
from onrecord.record.search_index import opened
from onrecord.record.store import writing
from tests.record.made import keep, said
from tests.record.tables import tables


@pytest.fixture
def grown(tmp_path: Path) -> Path:
    """A record that grew by one document a day, for six days, the last a version of the first."""
    folder = tmp_path / "rec"
    for day in range(5):
        text = f"“Pier number {day} stays open all winter,” said Jane Dorn, the mayor of Westmere, on day {day}."
        keep(folder, said(text, f"“Pier number {day} stays open all winter,”", url=f"https://news.example/{day}"))
    text = "“Pier number 0 stays open until the spring,” said Jane Dorn, the mayor of Westmere, on day 0."
    keep(folder, said(text, "“Pier number 0 stays open until the spring,”", url="https://news.example/0"))
    return folder


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MANY", 3)


def files(folder: Path, table: str) -> list[str]:
    return sorted(path.name for path in (folder / table).iterdir())


def packed(folder: Path) -> Manifest:
    with writing(folder) as store:
        pack(store)
        return store.manifest


def test_rows_order_and_shards_stay(grown: Path) -> None:
    before, said_before, shards = (
        tables(grown),
        list(readings(grown, manifests.load(grown))),
        manifests.load(grown).shards,
    )
    made = packed(grown)
    assert [(part.first, part.last) for part in made.stored()] == [(1, shards[-1].number)]
    assert made.shards == shards
    assert tables(grown) == before
    assert list(readings(grown, made)) == said_before
    assert len(before["versions"]) == 2
    with Record(grown) as record:
        assert record.sql("SELECT nth FROM prints")["nth"].to_pylist() == [0, 1, 2, 3, 4, 5]


def test_who_opened_it_before_reads_on_for_a_day(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record(grown) as record:
        counts = record.counts
        packed(grown)
        packed(grown)  # another writer, which removes strays
        assert record.counts == counts
        assert record.refresh()
        assert record.counts == counts
    (grown / "documents" / ".000001-000009.parquet.new").touch()
    monkeypatch.setattr(stores, "_GRACE", -1.0)
    last = packed(grown).shards[-1].number
    assert files(grown, "documents") == [f"000001-{last:06}.parquet"]


def test_it_grows_on(grown: Path) -> None:
    packed(grown)
    for day in range(10, 13):
        keep(grown, said(f"“No ferry {day},” said Jane Dorn.", f"“No ferry {day},”", url=f"https://news.example/{day}"))
    before = tables(grown)
    made = packed(grown)
    assert [(part.first, part.last) for part in made.stored()] == [(1, made.shards[-1].number)]
    assert made.packs == (Pack(1, made.shards[-1].number),)
    assert tables(grown) == before


def test_full_files_are_left_alone(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LARGE", 4)
    made = packed(grown)
    assert [pack for pack in made.packs if pack.last - pack.first > 7] == []
    monkeypatch.setattr(packing, "SMALL", 0)
    assert packed(grown) == made


@pytest.mark.parametrize("behind", [0, 3, 6])
def test_the_index_of_words_is_not_made_anew(grown: Path, behind: int) -> None:
    """It knows the first shards, then all are packed: only the others come into it."""
    whole = manifests.load(grown)
    part = Manifest(shards=tuple(shard for shard in whole.shards if shard.number <= 2 * behind))
    opened(grown, part).close()
    made = packed(grown)
    seen: list[tuple[int, int]] = []
    connection = opened(grown, made, lambda done, total: seen.append((done, total)))
    known = part.count("statements")
    assert seen[:1] == ([] if known == 6 else [(known, 6)])
    assert connection.execute("SELECT count(*), count(DISTINCT id) FROM statement").fetchone() == (6, 6)
    assert connection.execute("SELECT count(*), count(DISTINCT id) FROM document").fetchone() == (6, 6)
    connection.close()
    with Record(grown) as record:
        assert record.find('"stays open"').total == 6


def test_without_room_all_stays(grown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tables(grown)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(manifests, "save", full)
    assert packed(grown).packs == ()
    monkeypatch.undo()
    assert tables(grown) == before
    packed(grown)
    assert not [name for name in files(grown, "documents") if name.startswith(".")]


def test_files_of_shards_and_packs() -> None:
    shards = tuple(Shard(number, {"documents": number}) for number in (1, 2, 5, 6, 9))
    made = Manifest(shards=shards, packs=(Pack(2, 5),))
    assert [path.name for path in made.files(Path("r"), "documents")] == [
        "000001.parquet", "000002-000005.parquet", "000006.parquet", "000009.parquet",
    ]  # fmt: skip
    assert [part.rows for part in made.stored()] == [{"documents": n} for n in (1, 7, 6, 9)]
    assert made.next_number == 10


def test_large_tables_are_written_in_groups(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    pieces = (pa.table({"n": list(range(start, start + 7_000))}) for start in range(0, 70_000, 7_000))
    stores._write(pieces, tmp_path / "x" / "1.parquet")
    with pq.ParquetFile(tmp_path / "x" / "1.parquet") as file:
        assert file.metadata.num_rows == 70_000
        assert file.metadata.num_row_groups <= 8
        assert file.read()["n"].to_pylist() == list(range(70_000))


def test_an_old_pack_counts_from_its_making(grown: Path) -> None:
    made = packed(grown)
    old = time.time() - 100_000
    for path in grown.glob("*/*-*.parquet"):
        os.utime(path, (old, old))
    packed(grown)
    assert files(grown, "documents") == [f"000001-{made.shards[-1].number:06}.parquet"]
