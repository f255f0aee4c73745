"""One Spark session for all tests of the cluster; two cores, and a task whose worker died is begun again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.record.conftest import make_warc

__all__ = ["make_warc"]

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.log.level": "OFF",
    "spark.sql.warehouse.dir": "/nonexistent",  # nothing may be kept but where it is asked for
}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "spark: needs Java 17 and pyspark; CI runs it")


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    from onrecord.engine.spark import java

    if java() is None:
        pytest.skip("Java is missing")
    builder = sql.SparkSession.builder.master("local[2,3]").appName("onrecord tests")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()
