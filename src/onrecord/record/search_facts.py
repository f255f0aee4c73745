"""What is counted and filtered of statements ↔ columns of numbers in memory, one number a statement.

Days are numbers that compare as their text does; kinds, stances, names, roles, outlets and agencies are numbers of the table
``value``, 0 where there is none. A column is read when it is first asked for; connections of one process share it while the
index stays the same, and so they do the words that were looked up last.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.record.search_postings import Segment, occurrences

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCHEMA = "CREATE TABLE value (n INTEGER PRIMARY KEY, text TEXT UNIQUE);"
VALUES = ("kind", "stance", "who", "name", "role", "outlet", "agency")
"""Facts that are numbers of values."""
_AT_ONCE = 500
_WORDS_BYTES = 64_000_000
"""Occurrences of words that a process keeps at hand; the commonest words have some megabytes each."""


class Facts:
    """Columns of the statements of some segments, by their numbers."""

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.segments = segments
        self.statements = sum(one.statements for one in segments)
        self._columns: dict[str, NDArray[Any]] = {}
        self._words: OrderedDict[tuple[str, bool, str], NDArray[Any]] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def words(self, connection: sqlite3.Connection, word: str, begun: bool, name: str) -> NDArray[Any]:
        """Occurrences of a word (``search_postings``); those asked for lately are kept."""
        key = word, begun, name
        with self._lock:
            if key in self._words:
                self._words.move_to_end(key)
                return self._words[key]
        found = occurrences(connection, self.segments, word, begun, name)
        with self._lock:
            if key not in self._words:
                self._words[key] = found
                self._held += found.nbytes
            while self._held > _WORDS_BYTES and self._words:
                self._held -= self._words.popitem(last=False)[1].nbytes
        return found

    def column(self, connection: sqlite3.Connection, name: str) -> NDArray[Any]:
        """Values of one fact; number ``n``'s stands at ``n``, also below zero, and nothing at 0."""
        import numpy as np

        with self._lock:
            if name not in self._columns:
                sql = "SELECT data FROM fact WHERE segment = ? AND name = ?"
                ordered = sorted(self.segments, key=lambda one: one.first < 0)
                parts = [connection.execute(sql, (one.number, name)).fetchone()[0] for one in ordered]
                self._columns[name] = np.frombuffer(b"".join([bytes(4), *parts]), np.int32)
            return self._columns[name]


_latest: list[Facts] = []
_lock = threading.Lock()
_KEPT = 2
"""States of indexes whose columns are held at once."""


def facts_of(segments: tuple[Segment, ...]) -> Facts:
    """The columns of these segments, shared within the process."""
    with _lock:
        found = next((one for one in _latest if one.segments == segments), None) or Facts(segments)
        _latest[:] = [found, *(one for one in _latest if one is not found)][:_KEPT]
        return found


def numbers(connection: sqlite3.Connection, texts: Iterable[str | None]) -> NDArray[Any]:
    """Numbers of values; those that are new get one."""
    import numpy as np

    listed = list(texts)
    known: dict[str | None, int] = dict.fromkeys(dict.fromkeys(listed), 0)
    known.pop(None, None)
    connection.executemany("INSERT OR IGNORE INTO value (text) VALUES (?)", ((text,) for text in known))
    for text in known:
        known[text] = connection.execute("SELECT n FROM value WHERE text = ?", (text,)).fetchone()[0]
    known[None] = 0
    return np.fromiter(map(known.__getitem__, listed), np.int32, len(listed))


def number_of(connection: sqlite3.Connection, text: str) -> int:
    """The number of a value; -1 if no statement has it."""
    found = connection.execute("SELECT n FROM value WHERE text = ?", (text,)).fetchone()
    return found[0] if found else -1


def texts(connection: sqlite3.Connection, listed: Sequence[int]) -> dict[int, str]:
    """Values by their numbers."""
    found: dict[int, str] = {}
    for start in range(0, len(listed), _AT_ONCE):
        part = listed[start : start + _AT_ONCE]
        sql = f"SELECT n, text FROM value WHERE n IN ({', '.join('?' * len(part))})"
        found.update(connection.execute(sql, part).fetchall())
    return found


def day_number(day: str | None) -> int:
    """A day, month or year as a number that compares as the text does; 0 for what is none.

    >>> day_number("2024-03-01"), day_number("2024-03"), day_number(None)
    (20240301, 20240300, 0)
    """
    digits = (day or "").replace("-", "")[:8]
    return int(digits.ljust(8, "0")) if digits.isascii() and digits.isdigit() else 0


def last_number(until: str) -> int:
    """The greatest day that ``until`` lets in: a day itself, or the end of a month or a year."""
    digits = until[:10].replace("-", "")[:8]
    return int(digits.ljust(8, "9")) if digits.isascii() and digits.isdigit() else -1


def shuffled(id: str) -> int:
    """A number of 32 bits that orders statements that are alike, the same whenever they came in."""
    return zlib.crc32(id.encode()) - (1 << 31)
