"""A row of a table (keys and values) → the article that it holds, or the quotations that a data set lists.

Where rows come from is left to ``corpora_json``, ``corpora_csv`` and ``corpora_parquet``, reading the article to
``corpora_declared``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from msgspec import Struct

from onrecord import lexicon
from onrecord.errors import UnreadableReason
from onrecord.model import Failure, Reading
from onrecord.readers.corpora import Item
from onrecord.readers.corpora_declared import Declared, instant, language_tag, moment
from onrecord.readers.corpora_quotations import quotations_in
from onrecord.readers.meta_authors import Authors, split_names
from onrecord.readers.sniff import is_html
from onrecord.readers.types import Source
from onrecord.settings import Limits

Columns = tuple[tuple[str, str], ...]
"""What a column holds (``text``, ``url``, …) and its name, as the user gives them."""
FIELDS = ("text", "html", "url", "published", "title", "outlet", "authors", "language")
_NAMED = ("name", "title", "text", "value", "#text")
_DEEPEST = 5
"""How deep in lists and objects of a cell its text may lie."""
_LONGEST = 500
"""Code points that names of authors may have."""
_KEYS = 300
"""Keys of a row among which its columns are looked for."""
_TRIED = 20
"""Rows that are looked at before a file is said to have no texts."""


class Row(Struct, frozen=True):
    """A row, or why it is none; ``place`` names its file and line, ``position`` grows within the file."""

    position: int
    place: str
    values: Mapping[str, Any] | None = None
    reason: UnreadableReason = "row"
    wrong: str = ""


def items_of(path: str, rows: Iterable[Row], after: int | None, limits: Limits, columns: Columns) -> Iterator[Item]:
    """Articles and quotations of rows, those behind the position ``after`` only.

    A file in which none of the first rows has a column with text is one Failure ``columns``.
    """
    rows = iter(rows)
    head: list[Row] = []
    for row in rows:
        head.append(row)
        if len(head) >= _TRIED or (row.values is not None and holds_text(row.values, columns)):
            break
    shown = [row for row in head if row.values is not None]
    if shown and not any(holds_text(row.values or {}, columns) for row in shown):
        # where the first row stands, so that reading that row later settles it
        yield Item(shown[0].position, path, Failure(path, "columns", missing(shown[0].values or {})))
        return
    for row in chain(head, rows):
        if after is None or row.position > after:
            yield Item(row.position, row.place, _what(row, limits, columns))


def missing(keys: Iterable[str]) -> str:
    """Name the columns of a table of which none is known to hold text."""
    return "there are: " + ", ".join(str(key)[:30] for _, key in zip(range(12), keys, strict=False))


def holds_text(values: Mapping[str, Any], columns: Columns) -> bool:
    """Whether rows with these keys can be read."""
    if not columns and quotations_in(values):
        return True
    found = fields_of(_keys(values), columns)
    return any("." in key or key in values for field, key in found.items() if field in ("text", "html"))


def _what(row: Row, limits: Limits, columns: Columns) -> Declared | Reading | Failure:
    if row.values is None:
        return Failure(row.place, row.reason, row.wrong)
    if not columns and (reader := quotations_in(row.values)):
        return reader(row.values, row.place)
    return article(row.values, row.place, limits, columns)


def article(values: Mapping[str, Any], place: str, limits: Limits, columns: Columns) -> Declared | Failure:
    """The article in a row, or why there is none."""
    got = {field: _value(values, key) for field, key in fields_of(_keys(values), columns).items()}
    text, html = words(got.get("text"), "\n\n"), words(got.get("html"))
    if not (text and text.strip()) and not (html and html.strip()):
        return Failure(place, "row", "it has no text")
    if len(text or "") + len(html or "") > limits.max_bytes:
        return Failure(place, "too-large", f"over {limits.max_bytes} characters")
    if text and not html and is_html(text, Source("-", b"")):
        text, html = None, text
    language = language_tag(words(got.get("language")))
    return Declared(
        place=place, text=text, html=html, url=_address(words(got.get("url"))), title=_line(words(got.get("title"))),
        outlet=_line(words(got.get("outlet"))), authors=_authors(got.get("authors")),
        published=_published(got.get("published"), language), language=language,
    )  # fmt: skip


def _keys(values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(islice(values, _KEYS))


@lru_cache(maxsize=256)
def fields_of(keys: tuple[str, ...], columns: Columns) -> dict[str, str]:
    """Which key holds which field: as the user says, else by the usual names; ``html`` only if ``text`` was not named."""
    found = dict(columns)
    table = lexicon.load("corpora")["columns"]
    spelled = {re.sub(r"[\W_]+", "", key.lower()): key for key in reversed(keys) if key not in found.values()}
    for field in FIELDS:
        if field in found or (field in ("text", "html") and {"text", "html"} & dict(columns).keys()):
            continue
        if key := next((spelled[name] for name in table[field] if name in spelled), None):
            found[field] = key
    return found


def _value(values: Mapping[str, Any], key: str) -> Any:
    """What stands under a key; ``a.b`` is also ``b`` within ``a``."""
    if key in values or "." not in key:
        return values.get(key)
    inner: Any = values
    for part in key.split("."):
        inner = inner.get(part) if isinstance(inner, Mapping) else None
    return inner


def words(value: Any, between: str = ", ", depth: int = 0) -> str | None:
    """A cell as text: lists joined, objects by their name; ``None`` for what has none."""
    if isinstance(value, str) or depth > _DEEPEST:
        return value if isinstance(value, str) else None
    if isinstance(value, Mapping):
        return next((found for key in _NAMED if (found := words(value.get(key), between, depth + 1))), None)
    if isinstance(value, list | tuple):
        return between.join(found for one in value if (found := words(one, between, depth + 1))) or None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _address(value: str | None) -> str | None:
    value = (value or "").strip()
    return value if re.match(r"https?://[^\s/]", value, re.IGNORECASE) else None


def _authors(value: Any) -> Authors:
    found = Authors()
    for one in value if isinstance(value, list | tuple) else [value]:
        if (name := _line(words(one))) and len(name) <= _LONGEST:
            found = found.joined(split_names(name.strip("[]'\""), "authors"))
    return found


def _published(value: Any, language: str | None) -> str | None:
    """A date as text, as a table's own type, or in seconds or milliseconds since 1970."""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and not re.fullmatch(r"\d{9,10}(?:\d{3})?(?:\.0*)?", value.strip()):
        return moment(value, language)
    try:
        seconds = float(value)
        seconds = seconds / 1000 if seconds >= 1e11 else seconds
        return instant(datetime.fromtimestamp(int(seconds), UTC)) if 1e8 <= seconds < 5e9 else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None
