"""A table of trails → which trail a statement is in, and which statements a trail has."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from onrecord.trail.keys import Keys, rows_at

if TYPE_CHECKING:
    import pyarrow as pa


class Places:
    """A table of trails (columns of :func:`onrecord.trails`) that can be asked."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table.combine_chunks()

    def trail(self, statement: str) -> str | None:
        """The trail of a statement, if the table has it."""
        place = self._statements.first(statement)
        return None if place is None else str(self.table["trail"][place].as_py())

    def rows(self, trail: str) -> list[dict[str, Any]]:
        """A trail's rows, in the order of the table."""
        return rows_at(self.table, self._trails.rows(trail))

    @cached_property
    def _statements(self) -> Keys:
        return Keys(self.table["statement"])

    @cached_property
    def _trails(self) -> Keys:
        return Keys(self.table["trail"])
