"""A record's folder → its tables, to Python programs: SQL, Arrow, pandas, polars. Nothing here writes.

A ``Record`` shows what the manifest named when it was opened, whatever is added meanwhile, as people had judged by then;
``refresh`` looks again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from onrecord.engine.duckdb import query, stream
from onrecord.errors import RecordError
from onrecord.record import manifest as manifests
from onrecord.record.judgements import Judgements
from onrecord.record.schema import schemas, views
from onrecord.record.tables import connect_tables

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from onrecord.record.search import Found


class Record:
    """Tables of a record; may be used by several threads at once.

    :param path: the folder that ``onrecord add`` made.
    :raises RecordError: ``missing``, ``not-a-record``, ``damaged``, ``newer``.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.manifest = manifests.load(self.path)
        self._judgements = Judgements(self.path)
        self._mark = self._judgements.mark
        self._connection = connect_tables(self.path, self.manifest, self._judgements)

    def sql(self, text: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> pa.Table:
        """Rows of one SQL query over the tables and views. It can only read.

        :param values: what ``?`` in it stands for, or ``$name`` where they have names.
        :raises QueryError: DuckDB refuses it; the message says why.
        """
        return query(self._connection, text, values)

    def batches(self, text: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Iterator[pa.RecordBatch]:
        """Rows of a query bit by bit; the first batch is empty and shows the columns.

        :raises QueryError: DuckDB refuses it.
        """
        return stream(self._connection, text, values)

    def table(self, name: str) -> pa.Table:
        """All rows of a table or view (``tables`` lists them) as Arrow.

        :raises RecordError: ``no-table``.
        """
        if name not in self.tables:
            raise RecordError(str(self.path), "no-table", name)
        return self.sql(f'SELECT * FROM "{name}"')

    def pandas(self, name: str) -> pd.DataFrame:
        """Rows of a table or view as a pandas frame; pandas must be installed."""
        return self.table(name).to_pandas()

    def polars(self, name: str) -> pl.DataFrame:
        """Rows of a table or view as a polars frame; polars must be installed."""
        import polars as pl

        frame = pl.from_arrow(self.table(name))
        assert isinstance(frame, pl.DataFrame)
        return frame

    @property
    def said(self) -> pa.Table:
        """Every statement with its words, speaker and document: the view ``said``."""
        return self.table("said")

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables and views."""
        return (*schemas(), *(name for name in views() if name not in schemas()), "judgements")

    @property
    def counts(self) -> dict[str, int]:
        """Rows of each table."""
        return {name: self.sql(f'SELECT count(*) AS n FROM "{name}"')["n"][0].as_py() for name in schemas()}

    def find(self, words: str = "", limit: int = 20, **filter: Any) -> Found:
        """Statements by their words, best first, and by the fields of :class:`search.Filter`; see ``onrecord find``.

        The index of words is brought up to date first, which takes its time after much was added.

        :raises QueryError: there is no word in ``words``.
        """
        from onrecord.record.search import Filter, Search

        with Search(self.path, self.manifest) as search:
            return search.find(words, Filter(**filter), limit)

    def refresh(self) -> bool:
        """Show what was added or judged since; whether there was anything."""
        manifest, mark = manifests.load(self.path), self._judgements.mark
        if manifest == self.manifest and mark == self._mark:
            return False
        before, self.manifest, self._mark = self._connection, manifest, mark
        self._connection = connect_tables(self.path, self.manifest, self._judgements)
        before.close()
        return True

    def close(self) -> None:
        """Let the files go."""
        self._connection.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        count = self.manifest.count
        return f"<Record {str(self.path)!r}: {count('documents')} documents, {count('statements')} statements>"
