"""Words and filters → the statements of a record that fit, best first.

Ranked by BM25 (Robertson & Zaragoza 2009); without words the latest come first. What fits is ``search_question``'s, the index
and how it follows the record ``search_index``'s.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from onrecord.record import manifest as manifests
from onrecord.record import search_index, search_judged
from onrecord.record.judgements import Judgements
from onrecord.record.manifest import Manifest
from onrecord.record.notes import Note
from onrecord.record.search_index import Watch
from onrecord.record.search_postings import segments
from onrecord.record.search_question import Index, Question
from onrecord.record.search_words import Phrase, places

if TYPE_CHECKING:
    from numpy.typing import NDArray

RANKED = 20_000
"""Of more statements with the words, so many are ranked: those that came into the record last. Words that common rank
little, and this bounds the time."""
_Answer = TypeVar("_Answer")


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
    judged: str | None = None
    """What people said of it (``corrected.What``, with commas); the other fields are as they judged."""
    judged_by: str | None = None
    judged_at: str | None = None
    read_name: str | None = None
    """Where a person judged the speaker: whom reading had named."""


class Found(Struct, frozen=True):
    """Hits, best first; ``total`` is how many there are, or how many at least where ``more``."""

    hits: tuple[Hit, ...]
    total: int
    more: bool


class Search:
    """The index of a record, opened and up to date; a context manager, for one thread.

    :raises RecordError: there is no record there, or it cannot be read.
    :raises EnvironmentFaultError: SQLite cannot be used here, or the disk is full.
    """

    def __init__(self, folder: str | Path, manifest: Manifest | None = None, watch: Watch | None = None) -> None:
        self.folder = Path(folder)
        self.manifest = manifest or manifests.load(self.folder)
        self._watch = watch
        self._judgements = Judgements(self.folder)
        self._mark = self._judgements.mark
        self._connection = search_index.opened(self.folder, self.manifest, watch)
        self._index: Index | None = None
        self._asked: tuple[Question, NDArray[Any]] | None = None

    def find(self, words: str = "", filter: Filter | None = None, limit: int = 20, start: int = 0) -> Found:
        """Statements with ``words`` (as :func:`search_words.parse` reads them) that the filter lets through.

        :param start: how many of the best are passed over, for pages after the first.
        :raises QueryError: ``words`` holds no word, or excludes some and asks for none.
        """
        question = Question.of(words, filter or Filter())

        def found(index: Index) -> Found:
            rows = self._rows(index, question)
            best = question.best(index, rows, start + limit, RANKED)[start:]
            return Found(tuple(self._hits(best, question)), min(len(rows), RANKED + 1), len(rows) > RANKED)

        return self.read(found)

    def ids(self, words: str = "", filter: Filter | None = None) -> Iterator[str]:
        """Ids of all statements that fit, in the order in which they came in.

        :raises QueryError: as :meth:`find`.
        """
        question = Question.of(words, filter or Filter())
        return iter(self.read(lambda index: self._ids(self._rows(index, question).tolist())))

    def best(self, words: str, limit: int, filter: Filter | None = None) -> list[str]:
        """Ids of the statements that :meth:`find` would give, best first, and nothing else of them.

        :raises QueryError: as :meth:`find`.
        """
        question = Question.of(words, filter or Filter())

        def found(index: Index) -> list[str]:
            best = question.best(index, self._rows(index, question), limit, RANKED)
            return self._ids([n for n, _ in best])

        return self.read(found)

    def known(self, ids: Iterable[str]) -> Iterator[Hit]:
        """Statements by their ids, in this order; those that the record does not have are left out. One that people judged
        to be none is there, and says so.
        """
        self._look()
        for id in ids:
            with search_index.explained(self.folder):
                rows = self._connection.execute(_NUMBER, (id,)).fetchall()
                aside = [] if rows else self._connection.execute(_ASIDE_NUMBER, (id,)).fetchall()
            yield from self._hits([(n, None) for (n,) in rows], None)
            yield from self._hits([(n, None) for (n,) in aside], None, _ASIDE)

    def hidden(self) -> frozenset[str]:
        """Ids of the statements that people judged to be none."""
        return self._listed("SELECT id FROM aside WHERE id NOT IN (SELECT id FROM statement)")

    def marked(self) -> frozenset[str]:
        """Ids of the statements that people marked and reading had missed."""
        return self._listed("SELECT id FROM judged WHERE added")

    def _listed(self, sql: str) -> frozenset[str]:
        return self.read(lambda index: frozenset(id for (id,) in index.connection.execute(sql)))

    def latest(self, words: str, filter: Filter | None, most: int) -> list[Hit]:
        """What fits, those first that came into the record last.

        :raises QueryError: as :meth:`find`.
        """
        question = Question.of(words, filter or Filter())

        def found(index: Index) -> list[Hit]:
            rows = self._rows(index, question)[-most:][::-1] if most else ()
            return list(self._hits([(int(n), None) for n in rows], question))

        return self.read(found)

    def fitting(self, index: Index, words: str, filter: Filter | None) -> NDArray[Any]:
        """Numbers of the statements that fit, ascending; within :meth:`read`.

        :raises QueryError: as :meth:`find`.
        """
        return self._rows(index, Question.of(words, filter or Filter()))

    def read(self, answer: Callable[[Index], _Answer]) -> _Answer:
        """Ask the index for something, in one state of it; an index that turns out to be damaged is made anew."""
        self._look()
        with search_index.explained(self.folder):
            try:
                return self._read(answer)
            except sqlite3.DatabaseError as error:
                if not search_index.is_damage(error):
                    raise
                self._begin_anew()
                return self._read(answer)

    def _read(self, answer: Callable[[Index], _Answer]) -> _Answer:
        self._connection.execute("BEGIN")
        try:
            listed, judged = segments(self._connection), search_judged.state(self._connection)
            if self._index is None or (self._index.segments, self._index.judged) != (listed, judged):
                self._index, self._asked = Index(self._connection, listed, judged), None
            return answer(self._index)
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def _rows(self, index: Index, question: Question) -> NDArray[Any]:
        """What fits; the last question is often asked again, for its hits and how they are spread."""
        if self._asked is None or self._asked[0] != question:
            self._asked = question, question.rows(index)
        return self._asked[1]

    def _ids(self, rows: Sequence[int]) -> list[str]:
        ask = self._connection.execute
        return [ask("SELECT id FROM statement WHERE n = ?", (n,)).fetchone()[0] for n in rows]

    def _look(self) -> None:
        """Open the index anew where people judged since; rows that are still being read hold the old one open."""
        mark = self._judgements.mark
        if mark != self._mark:
            self._connection = search_index.opened(self.folder, self.manifest, self._watch)
            self._mark, self._index = mark, None

    def _begin_anew(self) -> None:
        """Make an index anew that turns out to be damaged."""
        path = search_index.file_of(self._connection)
        self._connection.close()
        search_index.remove(path)
        self._connection = search_index.opened(self.folder, self.manifest, self._watch)
        self._index = None

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def __enter__(self) -> Search:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _hits(
        self, best: Sequence[tuple[int, float | None]], question: Question | None, shown: str = ""
    ) -> Iterator[Hit]:
        phrases = question.phrases if question else []
        asked = self._connection.cursor()
        asked.row_factory = sqlite3.Row
        for n, score in best:
            yield _hit(asked.execute(shown or _SHOWN, (n,)).fetchone(), score, phrases)


_NUMBER = "SELECT n FROM statement WHERE id = ?"
_ASIDE_NUMBER = "SELECT n FROM aside WHERE id = ?"
_SHOWN = """
SELECT statement.*, document.id AS document_id, title, outlet, agency, published, captured, language, url, uri, notes
FROM statement JOIN document ON document.n = statement.document LEFT JOIN judged ON judged.id = statement.id
WHERE statement.n = ?
"""
_ASIDE = _SHOWN.replace("FROM statement", "FROM aside AS statement")


def _hit(row: sqlite3.Row, score: float | None, phrases: Sequence[Phrase]) -> Hit:
    known = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a row's own iteration gives values
    return Hit(
        statement=known["id"], score=None if score is None else round(score, 4), kind=known["kind"],
        stance=known["stance"], said=known["said"], words=known["words"],
        matches=tuple(places(known["words"], phrases)) if phrases else (), cue=known["cue"], mention=known["mention"],
        speaker=known["speaker"], name=known["name"], roles=_listed(known["roles"]),
        affiliations=_listed(known["affiliations"]),
        anonymous=None if known["anonymous"] is None else bool(known["anonymous"]), document=known["document_id"],
        title=known["title"], outlet=known["outlet"], agency=known["agency"], published=known["published"],
        captured=known["captured"], language=known["language"], url=known["url"], uri=known["uri"],
        **_judged(known["notes"]),
    )  # fmt: skip


def _judged(text: str | None) -> dict[str, str | None]:
    """What is shown of people's judgements, the latest of several."""
    if not text:
        return {}
    notes = _NOTES.decode(text)
    last = max(notes, key=lambda note: note.at)
    read = (note.read_name for note in notes if note.what in ("speaker", "not the speaker"))
    return {
        "judged": ", ".join(note.what for note in notes), "judged_by": last.by, "judged_at": last.at,
        "read_name": next(read, None),
    }  # fmt: skip


_NOTES = msgspec.json.Decoder(tuple[Note, ...])


def _listed(text: str | None) -> tuple[str, ...]:
    return msgspec.json.decode(text, type=tuple[str, ...]) if text else ()
