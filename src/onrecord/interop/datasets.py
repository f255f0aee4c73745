"""Hugging Face datasets → statements, and back: a Dataset with a row for each statement; nothing is fetched from a hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.interop.frames import tabulate
from onrecord.reader import Reader

if TYPE_CHECKING:
    from datasets import Dataset

    from onrecord.record.record import Record


def statements_of_dataset(dataset: Dataset, column: str = "text", reader: Reader | None = None) -> Dataset:
    """The statements of a dataset's texts; ``row`` is the place in it, the columns are those of ``tabulate``.

    :raises KeyError: the dataset has no such column.
    """
    from datasets import Dataset

    if column not in dataset.column_names:
        raise KeyError(f"there is no column {column!r}; there are {', '.join(dataset.column_names)}")
    return Dataset(tabulate((reader or Reader()).texts(dataset[column])))


def dataset_of(record: Record, table: str = "said") -> Dataset:
    """A table of a record as a dataset.

    :raises RecordError: ``no-table``: the record has none of that name.
    """
    from datasets import Dataset

    return Dataset(record.table(table))
