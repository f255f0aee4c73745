"""A plan's stages → Parquet, on Spark: SQL by Spark SQL, functions in ``mapInArrow``; nothing else in onrecord knows pyspark.

Where a session runs already (a notebook, ``spark-submit``), it is used and left as it was; otherwise one is started on this
machine. The workers need onrecord and its extra ``spark`` installed; no jar and no registered function is needed.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from onrecord.engine.plan import Stage, made, text_of
from onrecord.engine.plan_files import Files
from onrecord.errors import EnvironmentFaultError

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

_ROWS = 50_000
"""Rows that a function without parts is given at once, at least, where there are as many."""
_SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
    "spark.sql.execution.arrow.useLargeVarTypes": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.compression.codec": "lz4_raw",
}
"""What stages rely on; a session that was there before gets its own back. Rows that hold whole parts are large, therefore
few of them go at once."""
_SET_UP = ("PYSPARK_GATEWAY_PORT", "PYSPARK_SUBMIT_ARGS", "SPARK_HOME", "SPARK_CONF_DIR", "SPARK_REMOTE")
"""Where one of these is in the environment, somebody has settled how Spark is to be started (``spark-submit`` does)."""
_ALONE = {
    "spark.master": "local[*, 4]",  # 4: a task whose worker died is begun again
    "spark.driver.memory": "4g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_WANTED = "Java 17 or 21: install it (apt install openjdk-17-jre-headless, or from adoptium.net) and set JAVA_HOME"


def session(name: str = "onrecord") -> tuple[SparkSession, bool]:
    """The running session, or a new one on this machine; and whether it is new.

    :raises EnvironmentFaultError: ``pyspark`` or Java is missing or too old.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EnvironmentFaultError("Spark", f'{error}; python -m pip install "onrecord[spark]"') from error
    running = SparkSession.getActiveSession()
    if running is not None:
        return running, False
    if not os.environ.get("SPARK_REMOTE") and java() is None:
        raise EnvironmentFaultError("Java", f"Spark runs on {_WANTED}")
    try:
        builder = SparkSession.builder.appName(name)
        if not any(one in os.environ for one in _SET_UP):
            for setting, value in _ALONE.items():
                builder = builder.config(setting, value)
        return builder.getOrCreate(), True
    except (PySparkException, RuntimeError) as error:
        raise EnvironmentFaultError("Spark", f"it did not start; it wants {_WANTED}. {error}") from error


def java() -> str | None:
    """The program that runs Java, if there is any."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=os.path.join(home, "bin")) if home else shutil.which("java")


class Spark:
    """Runs stages on Spark; a context manager.

    :param folder: where the tables are kept: a place that the driver and all workers reach under this name.
    :param parts: how many parts; 0 is three for each core.
    :param spark: the session; by default the running one, or a new one on this machine.
    """

    def __init__(self, folder: str, parts: int = 0, spark: SparkSession | None = None) -> None:
        self._spark, self._ours = (spark, False) if spark is not None else session()
        self.files = Files(folder)
        self.parts = parts or 3 * _cores(self._spark)
        self._before: dict[str, str | None] = {}
        self._seats: list[int] = []
        self._seen: set[str] = set()
        self._python: str | None = None

    def __enter__(self) -> Spark:
        settings = _SETTINGS | ({"spark.sql.shuffle.partitions": str(self.parts)} if self._ours else {})
        for name, value in settings.items():
            self._before[name] = self._spark.conf.get(name, None)
            self._spark.conf.set(name, value)
        self._python = _workers_python(self._spark)
        return self

    def __exit__(self, *_: object) -> None:
        if self._python is not None:
            _workers_python(self._spark, self._python)
        for name in self._seen:
            self._spark.catalog.dropTempView(name)
        if self._ours:
            self._spark.stop()
            return
        for name, value in self._before.items():
            if value is None:
                self._spark.conf.unset(name)
            else:
                self._spark.conf.set(name, value)

    def has(self, name: str) -> bool:
        """Whether a stage's table is there, whole; then its name may be used in SQL."""
        if not self.files.has(name):
            return False
        if name not in self._seen:
            self._spark.read.parquet(self.files.address(name)).createOrReplaceTempView(name)
            self._seen.add(name)
        return True

    def give(self, name: str, table: pa.Table) -> None:
        """Put a table in, in as many files as there are parts, so that as many workers read it."""
        self.files.clear(name)
        each = max(1, -(-table.num_rows // self.parts))
        for number, start in enumerate(range(0, max(1, table.num_rows), each)):
            self.files.write(name, number, table.slice(start, each))
        self.files.finish(name)
        self.has(name)

    def run(self, stage: Stage) -> None:
        """Make a stage's table."""
        made = self._spark.sql(text_of(stage, self.parts))
        if stage.make is not None:
            made = self._mapped(stage, made)
        made.write.mode("overwrite").parquet(self.files.address(stage.name))
        if not self.files.has(stage.name):  # a committer that leaves no mark
            self.files.finish(stage.name)
        self.has(stage.name)

    def table(self, sql: str) -> pa.Table:
        """Rows of a query."""
        return self._spark.sql(sql).toArrow()

    def _mapped(self, stage: Stage, rows: DataFrame) -> DataFrame:
        sides = {name: self.table(text_of(stage, self.parts, side)) for name, side in stage.sides.items()}
        if stage.spread == "one":
            rows = rows.repartition(1)
        elif stage.spread == "part":
            rows = self._seated(rows)
        whole = stage.spread != "rows"
        return rows.mapInArrow(partial(_apply, stage, sides, whole), _ddl(stage))

    def _seated(self, rows: DataFrame) -> DataFrame:
        """One part to each partition: parts are numbered so that Spark's own hash keeps them apart."""
        from pyspark.sql import functions as f

        if not self._seats:
            found = self._spark.sql(
                f"SELECT min(id) AS seat FROM (SELECT CAST(id AS INT) AS id FROM range({20 * self.parts + 20}))"
                f" GROUP BY pmod(hash(id), {self.parts}) ORDER BY seat"
            )
            self._seats = [row["seat"] for row in found.collect()]
        seats = f.array(*(f.lit(seat) for seat in self._seats))
        return rows.repartition(self.parts, f.element_at(seats, f.col("part").cast("int") + 1))


def _cores(spark: SparkSession) -> int:
    """How many tasks run at once; Spark Connect does not tell, and its clusters are no small ones."""
    from pyspark.errors import PySparkException

    try:
        return int(spark.sparkContext.defaultParallelism)
    except PySparkException:
        return 16


def _workers_python(spark: SparkSession, program: str = sys.executable) -> str | None:
    """Where the workers run on this machine and nobody has settled their Python, let it be this one, which has onrecord:
    Spark would take the first ``python3`` of the search path. Returns the one before.
    """
    from pyspark.errors import PySparkException

    try:
        context = spark.sparkContext
    except PySparkException:  # Spark Connect: its server has workers of its own
        return None
    if "PYSPARK_PYTHON" in os.environ or not context.master.startswith("local"):
        return None
    before: str = context.pythonExec
    context.pythonExec = program
    return before


def _apply(
    stage: Stage, sides: Mapping[str, pa.Table], whole: bool, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Runs on a worker."""
    import pyarrow as pa

    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= _ROWS and not whole:
            for table in made(stage, pa.Table.from_batches(held), sides):
                yield from table.to_batches()
            held, rows = [], 0
    if held:
        for table in made(stage, pa.Table.from_batches(held), sides):
            yield from table.to_batches()


def _ddl(stage: Stage) -> str:
    """A stage's columns as Spark names their types."""
    import pyarrow as pa

    kinds = {
        pa.int8(): "TINYINT", pa.int32(): "INT", pa.int64(): "BIGINT", pa.float32(): "FLOAT", pa.string(): "STRING",
        pa.binary(): "BINARY", pa.bool_(): "BOOLEAN",
    }  # fmt: skip
    return ", ".join(f"{field.name} {kinds[field.type]}" for field in stage.columns()) if stage.columns else ""
