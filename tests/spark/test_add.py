"""``add`` on Spark: the record is the one that ``add`` makes, processes that are watched included."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord.record.add import add
from onrecord.record.spark_add import add_on_spark
from onrecord.settings import Options
from tests.spark.corpora import Maker, in_order, many_kinds

pytestmark = [pytest.mark.slow, pytest.mark.spark]


def test_the_same_record(spark: Any, tmp_path: Path, make_warc: Maker) -> None:
    corpora = many_kinds(tmp_path, make_warc)
    options = Options(model="fast")
    told = add(corpora, tmp_path / "here", options)
    found = add_on_spark(corpora, tmp_path / "there", options, spark=spark, staging=str(tmp_path / "staging"))
    assert in_order(tmp_path / "there") == in_order(tmp_path / "here")
    assert (found.documents, found.failed) == (told.documents, told.failed)
    assert add_on_spark(corpora, tmp_path / "there", options, spark=spark, watched=False).documents == 0
