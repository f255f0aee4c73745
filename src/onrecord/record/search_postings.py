"""Words of statements ↔ postings: for each word of a column the statements that have it, and where; bytes in SQLite's tables.

A segment holds the statements that came into the index at once, numbered without gaps; those that people corrected have
numbers below zero and are a segment of their own. For each of its words there is one row: numbers of statements (32 bits,
ascending, one for each occurrence) and places among the words of the column (16 bits; no statement has more words, and of one
that had the later ones were not found). Small segments are merged as the index grows, so that a word is looked up in few.
Numbers of segments are drawn at random: one that is known stands for the same content for ever. What postings mean is
``search_question``'s.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.record.search_words import BOUNDARY, Phrase

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCHEMA = """
CREATE TABLE segment (number INTEGER PRIMARY KEY, first INTEGER, statements INTEGER);
CREATE TABLE posting (
    segment INTEGER, word TEXT, statements BLOB, places BLOB, PRIMARY KEY (segment, word)) WITHOUT ROWID;
CREATE TABLE fact (segment INTEGER, name TEXT, data BLOB, PRIMARY KEY (segment, name)) WITHOUT ROWID;
"""
COLUMNS = {"words": "w", "speaker": "s", "role": "r", "outlet": "o", "agency": "a"}
"""Searchable columns and the letter that begins their words in the table."""
_LARGE = 50_000
"""Statements of a segment that is not merged any more."""
_MOST = 65_535
_LAST = "\U0010ffff"


class Segment(NamedTuple):
    """``statements`` in a row, from number ``first`` on."""

    number: int
    first: int
    statements: int


Read = Callable[[str, bool, str], "NDArray[Any]"]
"""Gives :func:`occurrences` of a word in one state of an index."""


class Matched(NamedTuple):
    """Statements that have a phrase, ascending, and how often each."""

    rows: NDArray[Any]
    times: NDArray[Any]


def segments(connection: sqlite3.Connection) -> tuple[Segment, ...]:
    """The segments of an index, in the order of their statements."""
    rows = connection.execute("SELECT number, first, statements FROM segment ORDER BY first")
    return tuple(Segment(*row) for row in rows)


def add(
    connection: sqlite3.Connection,
    first: int,
    columns: Mapping[str, Sequence[Sequence[str]]],
    facts: Mapping[str, NDArray[Any]],
) -> None:
    """Add a segment, and merge it with those before it where they are small.

    :param columns: for each column the words of each statement.
    :param facts: for each fact a value of 32 bits for each statement.
    """
    number, statements = secrets.randbits(62), len(columns["words"])
    rows = ((number, *row) for name, texts in columns.items() for row in _postings(COLUMNS[name], first, texts))
    connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?)", rows)
    connection.executemany(
        "INSERT INTO fact VALUES (?, ?, ?)", ((number, name, facts[name].tobytes()) for name in facts)
    )
    connection.execute("INSERT INTO segment VALUES (?, ?, ?)", (number, first, statements))
    if first > 0:
        _merge(connection)


def drop(connection: sqlite3.Connection) -> None:
    """Remove the segment of corrected statements."""
    for table, column in (("posting", "segment"), ("fact", "segment"), ("segment", "number")):
        connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT number FROM segment WHERE first < 0)")


def _postings(letter: str, first: int, texts: Sequence[Sequence[str]]) -> Iterator[tuple[str, bytes, bytes]]:
    import numpy as np

    codes: defaultdict[str, int] = defaultdict()
    codes.default_factory = codes.__len__
    texts = [text if len(text) <= _MOST else text[:_MOST] for text in texts]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    coded = np.fromiter(map(codes.__getitem__, chain.from_iterable(texts)), np.int32, int(lengths.sum()))
    order = coded.argsort(kind="stable")
    starts = np.repeat(lengths.cumsum() - lengths, lengths)
    rows = np.repeat(np.arange(first, first + len(texts), dtype=np.int32), lengths)[order]
    places = (np.arange(len(coded)) - starts).astype(np.uint16)[order]
    ends = np.bincount(coded, minlength=len(codes)).cumsum().tolist()
    for word, code in sorted(codes.items()):
        if word != BOUNDARY:
            low, high = ends[code - 1] if code else 0, ends[code]
            yield letter + word, rows[low:high].tobytes(), places[low:high].tobytes()


def _merge(connection: sqlite3.Connection) -> None:
    """Merge the last segments while the one before is not much larger than those after it together."""
    listed, taken = [one for one in segments(connection) if one.first > 0], 1
    while taken < len(listed):
        held = sum(one.statements for one in listed[-taken:])
        before = listed[-taken - 1].statements
        if before > 2 * held or before + held > _LARGE:
            break
        taken += 1
    if taken > 1:
        _merged(connection, listed[-taken:])


def _merged(connection: sqlite3.Connection, old: Sequence[Segment]) -> None:
    number = secrets.randbits(62)
    numbers = [one.number for one in old]
    marks = ", ".join("?" * len(old))
    for table, columns in (("posting", "word, statements, places"), ("fact", "name, data")):
        sql = (
            f"SELECT {columns} FROM {table} JOIN segment ON segment.number = segment "
            f"WHERE segment IN ({marks}) ORDER BY 1, first"
        )
        rows = connection.execute(sql.replace("statements,", f"{table}.statements,"), numbers).fetchall()
        whole = (
            (number, key, *map(b"".join, zip(*(row[1:] for row in group), strict=True)))
            for key, group in groupby(rows, key=lambda row: row[0])
        )
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * (len(columns.split(',')) + 1))})", whole)
        connection.execute(f"DELETE FROM {table} WHERE segment IN ({marks})", numbers)
    connection.execute(f"DELETE FROM segment WHERE number IN ({marks})", numbers)
    total = sum(one.statements for one in old)
    connection.execute("INSERT INTO segment VALUES (?, ?, ?)", (number, old[0].first, total))


def matched(read: Read, column: str, phrase: Phrase) -> Matched:
    """The statements that have a phrase in a column."""
    import numpy as np

    letter, last = COLUMNS[column], len(phrase.words) - 1
    if not last:
        rows = read(letter + phrase.words[0], phrase.begun, "statements")
        return _counted(np.sort(rows) if phrase.begun else rows)
    found = []
    for at, word in enumerate(phrase.words):
        begun = phrase.begun and at == last
        rows, places = (read(letter + word, begun, name) for name in ("statements", "places"))
        order = np.lexsort((places, rows)) if begun else slice(None)
        found.append((at, rows[order], places[order].astype(np.int32)))
    (first, rows, places), *others = sorted(found, key=lambda one: len(one[1]))
    for at, *where in others:
        stands = _stands(rows, places + (at - first), *where)
        rows, places = rows[stands], places[stands]
    return _counted(rows)


def _stands(rows: NDArray[Any], places: NDArray[Any], there: NDArray[Any], places_there: NDArray[Any]) -> NDArray[Any]:
    """Which of the places of statements are among those of a word; its statements ascend."""
    import numpy as np

    low, high = (there.searchsorted(rows, side) for side in ("left", "right"))
    found = np.zeros(len(rows), bool)
    for step in range(int((high - low).max(initial=0))):
        at = low + step
        inside = np.flatnonzero(at < high)
        found[inside] |= places_there[at[inside]] == places[inside]
    return found


def _counted(rows: NDArray[Any]) -> Matched:
    import numpy as np

    if not len(rows):
        return Matched(rows, rows)
    begins = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
    return Matched(rows[begins], np.diff(begins, append=len(rows)))


def occurrences(
    connection: sqlite3.Connection, listed: Iterable[Segment], word: str, begun: bool, name: str
) -> NDArray[Any]:
    """Statements or places of the occurrences of a word, or of all that begin so; by segment and word."""
    import numpy as np

    test, values = ("word >= ? AND word < ?", (word, word + _LAST)) if begun else ("word = ?", (word,))
    sql = f"SELECT {name} FROM posting WHERE segment = ? AND {test}"
    parts = [data for one in listed for (data,) in connection.execute(sql, (one.number, *values))]
    return np.frombuffer(b"".join(parts), np.int32 if name == "statements" else np.uint16)
