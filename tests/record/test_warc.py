"""Web archives that are cut off or damaged: every whole record before the damage is there."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.model import Failure
from onrecord.readers.corpora import items, look
from onrecord.readers.types import Source
from onrecord.settings import Limits
from tests.record.conftest import article

Maker = Callable[..., tuple[Path, list[int]]]


@pytest.fixture
def archive(make_warc: Maker) -> tuple[Path, list[int]]:
    return make_warc((f"https://news.example/{number}", article(number)) for number in range(12))


def urls(path: Path, after: int | None = None) -> list[str]:
    found = items(look(str(path)), after, Limits())
    return [item.uri for item in found if isinstance(item.what, Source)]


def test_cut_at_random_offsets(archive: tuple[Path, list[int]], tmp_path: Path) -> None:
    path, ends = archive
    data = path.read_bytes()
    random.seed(6)
    cut = tmp_path / "cut.warc.gz"
    for offset in [*random.sample(range(len(data)), 100), *ends]:
        cut.write_bytes(data[:offset])
        whole = sum(end <= offset for end in ends)
        assert urls(cut)[:whole] == [f"https://news.example/{number}" for number in range(whole)], offset
        assert len(urls(cut)) <= whole + 1


def test_reading_goes_on_behind_any_position(archive: tuple[Path, list[int]]) -> None:
    path, _ = archive
    whole = list(items(look(str(path)), None, Limits()))
    for number, item in enumerate(whole):
        assert urls(path, item.position) == [one.uri for one in whole[number + 1 :]]


def test_too_large_records_are_told(archive: tuple[Path, list[int]]) -> None:
    path, _ = archive
    found = list(items(look(str(path)), None, Limits(max_bytes=100)))
    assert [isinstance(item.what, Failure) and item.what.reason for item in found] == ["too-large"] * 12
