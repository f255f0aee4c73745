"""A corpus of several kinds of files, and a record's rows in their order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onrecord.record import manifest as manifests
from onrecord.record.schema import schemas
from tests.record.conftest import article

Maker = Callable[..., tuple[Path, list[int]]]


def many_kinds(folder: Path, make_warc: Maker) -> list[str]:
    """Archives that share articles, one that breaks off, pages, an empty file, and one that is not there."""
    urls = "https://news.example/{}"
    first, _ = make_warc([(urls.format(n), article(n)) for n in range(20)], "a.warc.gz")
    second, ends = make_warc([(urls.format(n), article(n)) for n in range(15, 30)], "b.warc.gz")
    second.write_bytes(second.read_bytes()[: ends[-1] - 40])
    pages = folder / "pages"
    pages.mkdir()
    for number in (3, 40, 41):
        (pages / f"{number}.html").write_bytes(article(number))
    (pages / "empty.txt").write_bytes(b"")
    return [str(first), str(second), str(pages), str(folder / "none.warc.gz")]


def in_order(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of all tables, in the order in which they came in."""
    manifest = manifests.load(folder)
    return {
        name: [
            row for file in manifest.files(folder, name) for row in pq.read_table(file, partitioning=None).to_pylist()
        ]
        for name in schemas()
    }
