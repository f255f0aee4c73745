"""A plan: named stages, each a table made of earlier ones by SQL and a function over Arrow tables; engines run it.

SQL is the set steps' and the same text for every engine, with order and null order spelled out; functions see parts of the
rows and must not depend on how these were parted. Each stage's table is kept as Parquet and marked once it is whole, so
that a run that was cut goes on at the stage where it was. What the tables mean is the callers'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct

from onrecord.engine.plan_files import Files

if TYPE_CHECKING:
    import pyarrow as pa

Make = Callable[["pa.Table", Mapping[str, "pa.Table"]], "pa.Table | Iterator[pa.Table]"]
"""Rows of a stage's SQL, and its side tables → the stage's rows, at once or a piece at a time."""


class Stage(Struct, frozen=True):
    """A table and how it is made."""

    name: str
    sql: str
    """Over the tables of earlier stages by their names; ``{parts}`` stands for how many parts there are."""
    make: Make | None = None
    """Makes the rows of what the SQL gives; without it that is the table."""
    columns: Callable[[], pa.Schema] | None = None
    """What ``make`` returns."""
    spread: Literal["rows", "part", "one"] = "rows"
    """What one call of ``make`` sees: any rows; all rows with the same ``part`` (0 to parts - 1), maybe of several; all."""
    sides: Mapping[str, str] = {}
    """Small tables that each call of ``make`` is given whole: their names and SQL."""


class Engine(Protocol):
    """Runs stages; a context manager."""

    parts: int
    files: Files

    def has(self, name: str) -> bool:
        """Whether a stage's table is there, whole."""

    def give(self, name: str, table: pa.Table) -> None:
        """Put a table in as if a stage had made it."""

    def run(self, stage: Stage) -> None:
        """Make a stage's table."""

    def table(self, sql: str) -> pa.Table:
        """Rows of a query over the stages' tables."""


Watch = Callable[[str, int, int], None]
"""Called with a stage's name, its place in the plan and how many stages there are, before it is run."""


def follow_plan(engine: Engine, stages: Sequence[Stage], watch: Watch | None = None) -> None:
    """Run those stages of a plan whose tables are not there."""
    for place, stage in enumerate(stages):
        if not engine.has(stage.name):
            if watch:
                watch(stage.name, place, len(stages))
            engine.run(stage)


def text_of(stage: Stage, parts: int, sql: str | None = None) -> str:
    """A stage's SQL with the number of parts put in."""
    return (stage.sql if sql is None else sql).replace("{parts}", str(parts))


def made(stage: Stage, rows: pa.Table, sides: Mapping[str, pa.Table]) -> Iterator[pa.Table]:
    """What a stage's function returns, in the columns that it promised."""
    import pyarrow as pa

    if stage.make is None or stage.columns is None:
        raise TypeError(f"{stage.name} has no function, or does not say which columns it makes")
    schema, found = stage.columns(), stage.make(rows, sides)
    for table in [found] if isinstance(found, pa.Table) else found:
        yield table.select(schema.names).cast(schema)
