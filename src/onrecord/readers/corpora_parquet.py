"""A Parquet file → rows, a few at a time; what a row holds is left to ``corpora_rows``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.errors import UnreadableError
from onrecord.model import Failure
from onrecord.readers.corpora import Input, Item
from onrecord.readers.corpora_rows import Columns, Row, fields_of, holds_text, items_of, missing
from onrecord.settings import Limits

if TYPE_CHECKING:
    import pyarrow.parquet as pq

_BATCH = 32
_QUOTATIONS = frozenset({
    "quotes", "quoteID", "quotation", "speaker", "qids", "probas", "urls", "quotations", "articleID", "url", "title",
    "date", "lang",
})  # fmt: skip
"""Columns of data sets of quotations."""


def read_parquet(file: Input, after: int | None, limits: Limits, columns: Columns) -> Iterator[Item]:
    """Articles and quotations of a Parquet file; positions spread its rows over its bytes.

    :raises UnreadableError: ``damaged``, where it cannot be read, or not on from there.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file.path, pre_buffer=False) as table:
            names = table.schema_arrow.names
            if not holds_text({name: [] for name in names}, columns):
                yield Item(0, file.path, Failure(file.path, "columns", missing(names)))
                return
            wanted = {
                key.split(".")[0] if key not in names else key for key in fields_of(tuple(names), columns).values()
            }
            shown = [name for name in names if name in wanted or (not columns and name in _QUOTATIONS)]
            yield from items_of(file.path, _rows(table, file, shown), after, limits, columns)
    except (OSError, pa.ArrowException) as error:
        raise UnreadableError(file.path, "damaged", str(error).splitlines()[0][:200]) from error


def _rows(table: pq.ParquetFile, file: Input, names: list[str]) -> Iterator[Row]:
    count, number, position = max(table.metadata.num_rows, 1), 0, -1
    for batch in table.iter_batches(_BATCH, columns=names, use_threads=False):
        for values in batch.to_pylist():
            number += 1
            position = max(position + 1, max(file.size, 0) * (number - 1) // count)
            yield Row(position, f"{file.path}:{number}", values)
