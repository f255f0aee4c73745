"""A column of ids → the rows that have an id, looked up in microseconds.

Ids are compared as bytes of one width, as they lie in the column, so that a million of them cost no Python object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_FEW = 30
"""Lookups that together take about as long as sorting."""


class Keys:
    """An index over a column of strings without nulls.

    Sorting is spared where the ids are in order, and put off while only few have been looked for, since that costs more than
    looking through all of them some times.
    """

    def __init__(self, column: pa.ChunkedArray) -> None:
        self._keys = _bytes(column)
        self._in_order = len(self._keys) < 2 or bool((self._keys[:-1] <= self._keys[1:]).all())
        self._order: NDArray[Any] | None = None
        self._looked_through = 0

    def first(self, id: str) -> int | None:
        """The first row with this id."""
        return next(iter(self.rows(id)), None)

    def rows(self, id: str) -> list[int]:
        """The rows with this id, in order."""
        key = id.encode("utf-8", "replace")
        if len(key) > self._keys.itemsize or key.endswith(b"\0"):
            return []
        if self._in_order:
            low, high = (int(self._keys.searchsorted(key, side)) for side in ("left", "right"))
            return list(range(low, high))
        if self._order is None and self._looked_through < _FEW:
            self._looked_through += 1
            through: list[int] = (self._keys == key).nonzero()[0].tolist()
            return through
        if self._order is None:
            self._order = self._keys.argsort(kind="stable")
        low, high = (int(self._keys.searchsorted(key, side, self._order)) for side in ("left", "right"))
        found: list[int] = sorted(self._order[low:high].tolist())
        return found


def rows_at(table: pa.Table, places: Sequence[int]) -> list[dict[str, Any]]:
    """Rows of a table; ``take`` with a list would bring pandas along, where that is installed."""
    columns = {name: table[name] for name in table.column_names}
    return [{name: column[place].as_py() for name, column in columns.items()} for place in places]


def _bytes(column: pa.ChunkedArray) -> NDArray[Any]:
    """The ids as fixed-width bytes; nothing is copied where they are equally long, as a record's are."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if not len(column):
        return np.zeros(0, "S1")
    whole = pa.concat_arrays(column.cast(pa.large_string()).chunks)
    widest = int(pc.max(pc.binary_length(whole)).as_py())
    offsets = np.frombuffer(whole.buffers()[1], np.int64)[whole.offset : whole.offset + len(whole) + 1]
    if widest and int(offsets[-1] - offsets[0]) == widest * len(whole):
        return np.frombuffer(whole.buffers()[2], f"S{widest}", len(whole), int(offsets[0]))
    return np.array([id.encode() for id in whole.to_pylist()], f"S{max(1, widest)}")
