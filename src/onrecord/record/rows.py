"""A reading → the rows of the record's tables, as dicts of plain values; what they are written to is the store's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.model import Document, Reading

Row = dict[str, Any]
_SURROGATES = re.compile("[\ud800-\udfff]")


def rows_of(reading: Reading, captured: str | None = None) -> dict[str, list[Row]]:
    """Rows of a reading, by table; each belongs to its document.

    Lone surrogates, which UTF-8 has no bytes for, become U+FFFD, one for one, so that offsets keep their meaning.
    """
    document = reading.document.id
    found: dict[str, list[Row]] = {"documents": [_document(reading.document, captured)]}
    parts: tuple[tuple[str, Sequence[Struct]], ...] = (
        ("posts", reading.posts), ("statements", reading.statements), ("speakers", reading.speakers),
        ("attributions", reading.attributions), ("relays", reading.relays), ("verdicts", reading.verdicts),
        ("relations", reading.relations), ("conflicts", reading.conflicts), ("identities", reading.identities),
    )  # fmt: skip
    for table, structs in parts:
        found[table] = [msgspec.to_builtins(one) | {"document": document} for one in structs]
    return found


def printable(value: Any) -> Any:
    """The same without lone surrogates."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(item) for item in value]
    return value


def _document(document: Document, captured: str | None) -> Row:
    row: Row = msgspec.to_builtins(document)
    if document.origin is not None:
        row["origin"]["map"] = [number for run in document.origin.map for number in run]
    return row | {"captured": captured}
