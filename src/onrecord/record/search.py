"""Words and filters → the statements of a record that fit, best first.

Ranked by BM25 (Robertson & Zaragoza 2009, as SQLite's FTS5 has it); without words the latest come first. The index and
how it follows the record are ``search_index``'s.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.record import manifest as manifests
from onrecord.record import search_index
from onrecord.record.manifest import Manifest
from onrecord.record.search_index import Watch
from onrecord.record.search_words import Phrase, Wanted, expression, parse, places, words_of

RANKED = 20_000
"""Of more statements with the words, so many are ranked: those that came into the record last. Words that common rank
little, and this bounds the time."""


_MOST_PHRASES = 60


class Filter(Struct, frozen=True):
    """What a statement must have; of ``kinds`` and ``stances`` any one. Names match by whole words, folded."""

    speaker: str | None = None
    role: str | None = None
    """Words of a role or an affiliation."""
    outlet: str | None = None
    """Words of the outlet's name, or its web address."""
    agency: str | None = None
    kinds: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    who: str | None = None
    """``named``, ``anonymous`` or ``unknown``."""
    since: str | None = None
    """First day, ISO 8601; documents are dated by their publication, or where they tell none, by their capture."""
    until: str | None = None
    """Last day; may be only a year or a month."""


class Hit(Struct, frozen=True):
    """A statement that was found, with its speaker and document; ``matches`` are spans of ``words``."""

    statement: str
    score: float | None
    kind: str
    stance: str
    said: str | None
    words: str
    matches: tuple[tuple[int, int], ...]
    cue: str | None
    mention: str | None
    speaker: str | None
    name: str | None
    roles: tuple[str, ...]
    affiliations: tuple[str, ...]
    anonymous: bool | None
    document: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    captured: str | None
    language: str | None
    url: str | None
    uri: str


class Found(Struct, frozen=True):
    """Hits, best first; ``total`` is how many there are, or how many at least where ``more``."""

    hits: tuple[Hit, ...]
    total: int
    more: bool


class Search:
    """The index of a record, opened and up to date; a context manager, for one thread.

    :raises RecordError: there is no record there, or it cannot be read.
    :raises EnvironmentFaultError: SQLite has no full text search here, or the disk is full.
    """

    def __init__(self, folder: str | Path, manifest: Manifest | None = None, watch: Watch | None = None) -> None:
        self.folder = Path(folder)
        self.manifest = manifest or manifests.load(self.folder)
        self._watch = watch
        self._connection = search_index.opened(self.folder, self.manifest, watch)

    def find(self, words: str = "", filter: Filter | None = None, limit: int = 20, start: int = 0) -> Found:
        """Statements with ``words`` (as :func:`search_words.parse` reads them) that the filter lets through.

        :param start: how many of the best are passed over, for pages after the first.
        :raises QueryError: ``words`` holds no word, or excludes some and asks for none.
        """
        question = _Question(words, filter or Filter())
        with search_index.explained(self.folder):
            try:
                return self._found(question, limit, start)
            except sqlite3.DatabaseError as error:
                if not search_index.is_damage(error):
                    raise
                self._begin_anew()
                return self._found(question, limit, start)

    def _found(self, question: _Question, limit: int, start: int) -> Found:
        ranked = question.ranked(self._connection)
        best = question.best(self._connection, ranked, start + limit)[start:]
        return Found(tuple(self._hits(best, question)), len(ranked), question.is_cut(ranked))

    def _begin_anew(self) -> None:
        """Make an index anew that turns out to be damaged."""
        path = search_index.file_of(self._connection)
        self._connection.close()
        search_index.remove(path)
        self._connection = search_index.opened(self.folder, self.manifest, self._watch)

    def ids(self, words: str = "", filter: Filter | None = None) -> Iterator[str]:
        """Ids of all statements that fit, in no order.

        :raises QueryError: as :meth:`find`.
        """
        sql, values = _Question(words, filter or Filter()).sql("statement.id")
        return (id for (id,) in self._connection.execute(sql, values))

    def best(self, words: str, limit: int, filter: Filter | None = None) -> list[str]:
        """Ids of the statements that :meth:`find` would give, best first, and nothing else of them.

        :raises QueryError: as :meth:`find`.
        """
        question = _Question(words, filter or Filter())
        with search_index.explained(self.folder):
            ranked = question.ranked(self._connection)
            return [id for _, id, _ in question.best(self._connection, ranked, limit)]

    def known(self, ids: Iterable[str]) -> Iterator[Hit]:
        """Statements by their ids, in this order; those that the record does not have are left out."""
        for id in ids:
            with search_index.explained(self.folder):
                rows = self._connection.execute(_NUMBER, (id,)).fetchall()
            yield from self._hits([(0.0, id, n) for (n,) in rows], None)

    def latest(self, columns: str, words: str, filter: Filter | None, most: int) -> list[tuple[Any, ...]]:
        """Columns of the table ``statement`` for what fits, the latest first; ``columns`` is SQL of this program's own.

        :raises QueryError: as :meth:`find`.
        """
        question = _Question(words, filter or Filter())
        order = "texts.rowid" if question.match else "day"
        return self.ask(*question.sql(columns, f" ORDER BY {order} DESC LIMIT {most:d}"))

    def ask(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Rows of the index for SQL of this program's own."""
        with search_index.explained(self.folder):
            return self._connection.execute(sql, values).fetchall()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def __enter__(self) -> Search:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _hits(self, best: Sequence[tuple[float, str, int]], question: _Question | None) -> Iterator[Hit]:
        self._connection.row_factory = sqlite3.Row
        ranked, phrases = (bool(question.wanted.groups), question.phrases) if question else (False, [])
        try:
            for score, _, n in best:
                row = self._connection.execute(_SHOWN, (n,)).fetchone()
                yield _hit(row, score if ranked else None, phrases)
        finally:
            self._connection.row_factory = None


_NUMBER = "SELECT n FROM statement WHERE id = ?"
_SHOWN = """
SELECT statement.*, document.id AS document_id, title, outlet, agency, published, captured, language, url, uri
FROM statement JOIN document ON document.n = statement.document WHERE statement.n = ?
"""


class _Question:
    """Words and a filter as SQL: everything but dates is looked up in the full text index."""

    def __init__(self, words: str, filter: Filter) -> None:
        self.wanted: Wanted = parse(words)
        self.filter = filter
        self.match = _match(self.wanted, filter)
        if len(self.phrases) + len(self.wanted.without) > _MOST_PHRASES:
            raise QueryError(words, f"it has more than {_MOST_PHRASES} words; leave the rarest ones")
        if self.wanted.without and not self.match:
            raise QueryError(words, "it only says what to leave out; name a word to look for, too")

    @property
    def phrases(self) -> list[Phrase]:
        """What is to be shown in the words."""
        return [phrase for group in self.wanted.groups for phrase in group]

    def sql(self, columns: str, end: str = "") -> tuple[str, list[str]]:
        """A query and its values."""
        tests, values = _dates(self.filter)
        tables = "statement"
        if self.match:
            tables = "texts CROSS JOIN statement ON statement.n = texts.rowid"
            tests, values = ["texts MATCH ?", *tests], [self.match, *values]
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        return f"SELECT {columns} FROM {tables}{where}{end}", values

    def ranked(self, connection: sqlite3.Connection) -> list[tuple[float, str, int]]:
        """Score (less is better), id and number of what fits; without words the latest first."""
        if self.wanted.groups:
            weighed = "bm25(texts, 1, 0, 0, 0, 0, 0), statement.id, statement.n"
            sql, values = self.sql(weighed, f" ORDER BY texts.rowid DESC LIMIT {RANKED + 1}")
        else:
            sql, values = self.sql(
                "0.0, statement.id, statement.n", f" ORDER BY day DESC, statement.id LIMIT {RANKED + 1}"
            )
        return connection.execute(sql, values).fetchall()

    def best(
        self, connection: sqlite3.Connection, ranked: list[tuple[float, str, int]], limit: int
    ) -> list[tuple[float, str, int]]:
        """The first of what fits; statements in which all the words follow one another come before others."""
        if not self.wanted.groups:
            return ranked[:limit]
        together = self._together(connection)
        return nsmallest(limit, ranked, key=lambda row: (row[2] not in together, row))

    def _together(self, connection: sqlite3.Connection) -> frozenset[int]:
        groups = self.wanted.groups
        if len(groups) < 2 or any(len(group) > 1 for group in groups):
            return frozenset()
        whole = Phrase(tuple(word for (phrase,) in groups for word in phrase.words), groups[-1][0].begun)
        sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid DESC LIMIT ?"
        return frozenset(n for (n,) in connection.execute(sql, [expression(whole, "words"), RANKED]))

    def is_cut(self, ranked: Sequence[object]) -> bool:
        """Whether there are more than were looked at."""
        return len(ranked) > RANKED


def _match(wanted: Wanted, filter: Filter) -> str:
    """The full text engine's expression; empty where it is not asked at all."""
    parts = ["(" + " OR ".join(expression(phrase, "words") for phrase in group) + ")" for group in wanted.groups]
    for column in ("speaker", "role", "outlet", "agency"):
        given = getattr(filter, column)
        if given is not None:
            parts.append(expression(_name(given, column), column))
    for prefix, listed in (("kind", filter.kinds), ("stance", filter.stances)):
        if listed:
            parts.append("(" + " OR ".join(f'facts : "{prefix}{name}"' for name in listed) + ")")
    if filter.who:
        parts.append(f'facts : "speaker{filter.who}"')
    if wanted.without:
        left_out = " OR ".join(expression(phrase, "words") for phrase in wanted.without)
        return f"({' AND '.join(parts)}) NOT ({left_out})" if parts else ""
    return " AND ".join(parts)


def _name(given: str, column: str) -> Phrase:
    words = words_of(given)
    if not words:
        raise QueryError(given, f"there is no word in the {column} that is asked for")
    return Phrase(words, given.endswith("*"))


def _dates(filter: Filter) -> tuple[list[str], list[str]]:
    tests, values = [], []
    if filter.since:
        tests.append("day >= ?")
        values.append(filter.since[:10])
    if filter.until:
        tests.append("day <= ?")
        values.append(filter.until[:10] + "\U0010ffff")
    return tests, values


def _hit(row: sqlite3.Row, score: float | None, phrases: Sequence[Phrase]) -> Hit:
    known = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a row's own iteration gives values
    return Hit(
        statement=known["id"], score=None if score is None else round(-score, 4), kind=known["kind"],
        stance=known["stance"], said=known["said"], words=known["words"],
        matches=tuple(places(known["words"], phrases)) if phrases else (), cue=known["cue"], mention=known["mention"],
        speaker=known["speaker"], name=known["name"], roles=_listed(known["roles"]),
        affiliations=_listed(known["affiliations"]),
        anonymous=None if known["anonymous"] is None else bool(known["anonymous"]), document=known["document_id"],
        title=known["title"], outlet=known["outlet"], agency=known["agency"], published=known["published"],
        captured=known["captured"], language=known["language"], url=known["url"], uri=known["uri"],
    )  # fmt: skip


def _listed(text: str | None) -> tuple[str, ...]:
    return msgspec.json.decode(text, type=tuple[str, ...]) if text else ()
