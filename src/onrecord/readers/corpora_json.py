"""JSON lines, or one JSON array or object → rows; each broken line is told with its number.

What a row holds is left to ``corpora_rows``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec

from onrecord.errors import UnreadableError
from onrecord.readers.corpora import Input, Item
from onrecord.readers.corpora_rows import Columns, Row, holds_text, items_of
from onrecord.readers.corpora_stream import Line, lines, opened
from onrecord.readers.decode import decode
from onrecord.readers.types import Source
from onrecord.settings import Limits


def read_json(file: Input, after: int | None, limits: Limits, columns: Columns) -> Iterator[Item]:
    """Articles and quotations of a file of JSON; positions are offsets in the unpacked text.

    :raises UnreadableError: the file breaks off or its packing is damaged.
    """
    yield from items_of(file.path, _rows(file, limits, columns), after, limits, columns)


def _rows(file: Input, limits: Limits, columns: Columns) -> Iterator[Row]:
    with opened(file.path) as stream:
        found = (line for line in lines(stream, file.path, limits) if line.text is None or line.text.strip())
        first, second = next(found, None), next(found, None)
        if first is None:
            raise UnreadableError(file.path, "empty")
        if _is_whole(first, second, columns):
            yield from _whole(file, limits, columns)
            return
        for line in chain((first, second) if second else (first,), found):
            yield _row(line, file.path, limits)


def _is_whole(first: Line, second: Line | None, columns: Columns) -> bool:
    """Whether the file is one value rather than one for each line."""
    text = (first.text or "").strip()
    if text.startswith("["):
        return True
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        return second is not None and "truncated" in str(error) and not (second.text or "").lstrip().startswith("{")
    return second is None and isinstance(value, dict) and bool(_listed(value, columns))


def _listed(value: dict[str, Any], columns: Columns) -> list[Any]:
    """The rows in an answer of a service: an object with one list of objects and no text of its own."""
    if holds_text(value, columns):
        return []
    lists = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
    return lists[0] if len(lists) == 1 else []


def _row(line: Line, path: str, limits: Limits) -> Row:
    place = f"{path}:{line.number}"
    if line.text is None:
        return Row(line.offset, place, reason="too-large", wrong=f"over {limits.max_bytes} bytes")
    try:
        value = msgspec.json.decode(line.text)
    except (msgspec.DecodeError, RecursionError) as error:
        return Row(line.offset, place, wrong=f"no JSON: {error}")
    if not isinstance(value, dict):
        return Row(line.offset, place, wrong="no object")
    return Row(line.offset, place, value)


def _whole(file: Input, limits: Limits, columns: Columns) -> Iterator[Row]:
    """Rows of a file that is one array or one object, which has to be small enough to be held."""
    with opened(file.path) as stream:
        data = stream.read(limits.max_bytes + 1)
    if len(data) > limits.max_bytes:
        detail = f"one JSON value of over {limits.max_bytes} bytes; JSON lines may be longer"
        raise UnreadableError(file.path, "too-large", detail)
    try:
        value = msgspec.json.decode(decode(Source(file.path, data), limits).text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableError(file.path, "damaged", f"no JSON: {error}") from error
    rows = value if isinstance(value, list) else (isinstance(value, dict) and _listed(value, columns)) or [value]
    for number, one in enumerate(rows):
        place = f"{file.path}:[{number}]"
        yield Row(number, place, one) if isinstance(one, dict) else Row(number, place, wrong="no object")
