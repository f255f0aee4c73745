"""Reading in parts and putting the parts together comes to the same record as ``add``; here on this machine's engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyarrow import fs

from onrecord.engine.local import Local
from onrecord.record.add import Progress, add
from onrecord.record.spark_add import add_by
from onrecord.record.store import writing
from onrecord.settings import Options
from tests.record.conftest import article
from tests.spark.corpora import Maker, in_order, many_kinds

FAST = Options(model="fast")


def added(corpora: list[str], record: Path, parts: int = 3) -> Progress:
    with writing(record) as store, Local(str(record / ".staging"), parts=parts) as engine:
        return add_by(engine, store, corpora, FAST, False, Progress(), lambda: None)


@pytest.mark.slow
@pytest.mark.parametrize("parts", [1, 3, 40])
def test_the_same_rows_in_the_same_order(tmp_path: Path, make_warc: Maker, parts: int) -> None:
    corpora = many_kinds(tmp_path, make_warc)
    told = add(corpora, tmp_path / "here", FAST)
    found = added(corpora, tmp_path / "there", parts)
    assert in_order(tmp_path / "there") == in_order(tmp_path / "here")
    assert (found.documents, found.known, found.failed) == (told.documents, told.known, told.failed)
    assert found.files == 7
    assert not any((tmp_path / "there" / ".staging").glob("*/*.parquet"))


def test_what_is_read_is_not_read_again(tmp_path: Path, make_warc: Maker) -> None:
    corpora = many_kinds(tmp_path, make_warc)
    added(corpora[:1], tmp_path / "record")
    assert added(corpora, tmp_path / "record").documents == 11, (
        "nine articles of b, of which the last is cut off, and two pages"
    )
    again = added(corpora, tmp_path / "record")
    assert (again.documents, again.behind) == (0, again.size)
    more, _ = make_warc([("https://news.example/50", article(50))], "c.warc.gz")
    assert add([*corpora, str(more)], tmp_path / "record", FAST).documents == 1, "add goes on where this ended"


def test_addresses_of_an_object_store(tmp_path: Path, make_warc: Maker) -> None:
    path, _ = make_warc([(f"https://news.example/{n}", article(n)) for n in range(5)], "a.warc.gz")
    (tmp_path / "one.html").write_bytes(article(9))
    addresses = [f"file://{path}", f"file://{tmp_path}/one.html", "file:///nowhere/b.warc.gz"]
    found = added(addresses, tmp_path / "record")
    assert (found.documents, found.failed) == (6, 1)
    rows = in_order(tmp_path / "record")
    assert {row["file"] for row in rows["captures"]} == set(addresses)
    assert rows["documents"][-1]["uri"] == addresses[1]
    assert [row["uri"] for row in rows["failures"]] == [addresses[2]]
    assert "onrecord-" not in str(rows)
    assert added(addresses[:2], tmp_path / "record").documents == 0
    assert fs.LocalFileSystem().get_file_info(str(tmp_path / "record" / ".staging")).type == fs.FileType.Directory
