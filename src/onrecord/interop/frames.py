"""Readings, or a column of texts → one table with a row for each statement: Arrow, pandas or polars; no record is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from onrecord.model import Failure, Reading, Statement
from onrecord.reader import Reader

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = (
    "row", "document", "statement", "kind", "stance", "words", "start", "stop", "cue", "mention", "speaker", "name", "roles",
    "affiliations", "anonymous", "said", "score", "carried", "verdict", "failure",
)  # fmt: skip
"""``row``: number of the text, from 0; ``start`` and ``stop``: code points of its text; ``carried``: relays in order;
``failure``: why a text could not be read, in a row of its own."""


def tabulate(readings: Iterable[Reading | Failure]) -> pa.Table:
    """A table of the statements of ``readings`` with the columns :data:`COLUMNS`; a failure is a row that says why.

    >>> from onrecord import Reader, tabulate
    >>> table = tabulate(Reader(model="fast").texts(["“No,” said Bo Ek.", ""]))
    >>> table.select(["row", "words", "name", "failure"]).to_pylist()
    [{'row': 0, 'words': '“No,”', 'name': 'Bo Ek', 'failure': None}, {'row': 1, 'words': None, 'name': None, 'failure': 'empty'}]
    """
    import pyarrow as pa

    return pa.Table.from_pylist(list(_rows(readings)), schema=_schema())


def statements_of(frame: Any, column: str = "text", reader: Reader | None = None) -> Any:
    """The statements of a pandas or polars frame's texts, in a frame of the same kind; ``row`` is the place in it.

    :raises KeyError: the frame has no such column.
    """
    if column not in frame.columns:
        raise KeyError(f"there is no column {column!r}; there are {', '.join(map(str, frame.columns))}")
    table = tabulate((reader or Reader()).texts(_text(value) for value in frame[column]))
    if type(frame).__module__.startswith("polars"):
        import polars

        return polars.from_arrow(table)
    return table.to_pandas()


def _text(value: object) -> str | None:
    """A cell's text; what pandas has for missing is none."""
    return value if isinstance(value, str) else None


def _rows(readings: Iterable[Reading | Failure]) -> Iterator[dict[str, Any]]:
    for number, reading in enumerate(readings):
        if isinstance(reading, Failure):
            yield {"row": number, "failure": reading.reason}
        else:
            yield from ({"row": number} | row for row in _of(reading))


def _of(reading: Reading) -> Iterator[dict[str, Any]]:
    speakers = {row.id: row for row in reading.speakers}
    speaker_of = {row.statement: speakers.get(row.speaker or "") for row in reading.attributions}
    verdicts = {row.statement: row.verdict for row in reading.verdicts}
    relays: dict[str, list[tuple[int, str]]] = {}
    for relay in reading.relays:
        relays.setdefault(relay.statement, []).append((relay.position, relay.name))
    for row in reading.statements:
        speaker = speaker_of.get(row.id)
        yield _seen(reading, row) | {
            "speaker": speaker and speaker.id,
            "name": speaker and speaker.name,
            "roles": list(speaker.roles) if speaker else [],
            "affiliations": list(speaker.affiliations) if speaker else [],
            "anonymous": speaker and speaker.anonymous,
            "carried": [name for _, name in sorted(relays.get(row.id, ()))],
            "verdict": verdicts.get(row.id),
        }


def _seen(reading: Reading, row: Statement) -> dict[str, Any]:
    return {
        "document": reading.document.id,
        "statement": row.id,
        "kind": row.kind,
        "stance": row.stance,
        "words": " … ".join(span.text for span in row.content),
        "start": row.content[0].start,
        "stop": row.content[-1].stop,
        "cue": row.cue and row.cue.text,
        "mention": row.mention and row.mention.text,
        "said": row.said,
        "score": row.score,
    }


def _schema() -> pa.Schema:
    import pyarrow as pa

    types = {"row": pa.int64(), "start": pa.int64(), "stop": pa.int64(), "score": pa.float64(), "anonymous": pa.bool_()}
    lists = ("roles", "affiliations", "carried")
    return pa.schema(
        [(name, pa.list_(pa.string()) if name in lists else types.get(name, pa.string())) for name in COLUMNS]
    )
