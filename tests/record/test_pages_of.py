"""What pages ask of a record: single readings from the tables and from the file beside them, and how statements are spread."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from onrecord.record.manifest import load
from onrecord.record.queries_readings import reading_of, readings
from onrecord.record.readings_kept import NAME, KeptReadings, bring_up_to_date
from onrecord.record.record import Record
from onrecord.record.search import Filter, Search
from onrecord.record.tallies import Tally, summary, tallies

from .made import keep, said


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return keep(
        tmp_path / "rec",
        said("“One,” said Dorn.", "“One,”", published="2023-11-30", relays=("TASS",)),
        said("“Two,” said Dorn.", "“Two,”", published="2024-02-01", outlet="Gull", roles=("mayor", "x")),
        said("“Three,” said one.", "“Three,”", name=None, anonymous=True, published="2024-02", agency="Reuters"),
        said("Four is unclear.", "Four", name=None, kind="indirect", published=None),
    )


def test_a_reading_is_the_same_from_the_tables_and_from_the_file(record: Path) -> None:
    bring_up_to_date(record)
    kept = KeptReadings(record)
    with Record(record) as tables:
        for reading in readings(record, load(record)):
            assert reading_of(tables, reading.document.id) == reading
            assert kept.get(reading.document.id) == reading
        assert reading_of(tables, "d0") is None
    assert kept.get("d0") is None


def test_the_file_grows_with_the_record(record: Path) -> None:
    kept = KeptReadings(record)
    [first, *_] = readings(record, load(record))
    assert kept.get(first.document.id) is None, "there is no file yet"
    bring_up_to_date(record)
    assert kept.get(first.document.id) == first
    added = said("“Five,” said Dorn.", "“Five,”")
    keep(record, added)
    assert kept.get(added.document.id) is None
    told: list[tuple[int, int]] = []
    bring_up_to_date(record, lambda *counts: told.append(counts))
    assert kept.get(added.document.id) is not None
    assert told == [(0, 2), (1, 2)]


def test_a_file_of_another_record_or_none_at_all_is_made_anew(record: Path, tmp_path: Path) -> None:
    other = keep(tmp_path / "other", said("“Six,” said Ade, who has more to say than others.", "“Six,”"))
    bring_up_to_date(other)
    shutil.copy(other / NAME, record / NAME)
    bring_up_to_date(record)
    [first, *_] = readings(record, load(record))
    [foreign] = readings(other, load(other))
    assert KeptReadings(record).get(first.document.id) == first
    assert KeptReadings(record).get(foreign.document.id) is None
    (record / NAME).write_bytes(b"no database" * 1000)
    assert KeptReadings(record).get(first.document.id) is None
    bring_up_to_date(record)  # it cannot be used, and the tables are


def test_statements_are_spread(record: Path) -> None:
    with Search(record) as search:
        found = tallies(search)
        gull = tallies(search, "", Filter(outlet="gull"))
        latest = tallies(search, "", None, 2)
    assert (found.counted, found.documents, found.more) == (4, 4, False)
    assert found.speakers == (Tally("Jane Dorn", 2),)
    assert found.outlets == (Tally("Westmere Echo", 3), Tally("Gull", 1))
    assert found.agencies == (Tally("Reuters", 1),)
    assert found.kinds == (Tally("direct", 3), Tally("indirect", 1))
    assert found.who == (Tally("named", 2), Tally("anonymous", 1), Tally("unknown", 1))
    assert found.roles == (Tally("mayor", 1),)
    months = [("2023-11", 1), ("2023-12", 0), ("2024-01", 0), ("2024-02", 2)]
    assert found.months == tuple(Tally(*month) for month in months)
    assert gull.counted == 1
    assert (latest.counted, latest.more) == (2, True)


def test_a_record_at_a_glance(record: Path) -> None:
    with Record(record) as tables:
        found = summary(tables)
    assert (found.documents, found.statements, found.posts, found.failures) == (4, 4, 0, 0)
    assert {row.value: row.statements for row in found.who} == {"named": 2, "anonymous": 1, "unknown": 1}
    assert [(row.agency, row.statements, row.outlets) for row in found.agencies] == [("TASS", 1, 1)]
    assert [row.statements for row in found.months] == [1, 0, 0, 2]
