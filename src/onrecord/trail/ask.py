"""Words or a statement's id → the trails of a record that hold them, told; and judgements on them taken in.

Trails are ``kept``'s, honouring judgements is ``judged``'s, finding words the record's search, the list ``listed``'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from onrecord.engine.duckdb import query
from onrecord.errors import TrailsError
from onrecord.record import manifest as manifests
from onrecord.record.judgements import ANY, Judgement, Judgements, same
from onrecord.record.judging import judge
from onrecord.record.search import Filter, Search
from onrecord.record.tables import connect_tables
from onrecord.trail.beside import Beside
from onrecord.trail.explain import COARSE, explain
from onrecord.trail.holders import Held, held, honoured
from onrecord.trail.judged import Ruling, judged, less
from onrecord.trail.kept import Watch, kept_trails, trails_of, unmarked
from onrecord.trail.listed import Listed, listed
from onrecord.trail.places import Places
from onrecord.trail.related import related
from onrecord.trail.story import Story, story

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from onrecord.trail.update_names import Way

_NO_VALUES: Mapping[str, Any] = {}
_MOST_HITS = 500
"""Statements with the words that are looked at, best first."""


class Trails:
    """A record's trails, opened and up to date; may be asked by several threads at once.

    :param folder: the record's folder.
    :param watch: told where trails must be made before they can be asked for.
    :param indexing: told while the index of words is brought up to date.
    :param way: how statements are followed where all of them are.
    :raises RecordError: there is no record there, it cannot be read, or nothing can be written there.
    """

    def __init__(self, folder: Path, watch: Watch | None = None, indexing: Any = None, way: Way | None = None) -> None:
        self.folder, self._watch, self._indexing, self._way = folder, watch, indexing, way
        self.judgements = Judgements(folder)
        self.manifest = manifests.load(folder)
        self._tables: duckdb.DuckDBPyConnection | None = None
        self._open()
        self._judge_anew()

    @property
    def table(self) -> pa.Table:
        """Columns of :func:`onrecord.trails`, as people judged."""
        return self._places.table

    def refresh(self) -> bool:
        """Take in what was added or judged since; whether there was anything."""
        manifest = manifests.load(self.folder)
        grown = manifest != self.manifest or self.judgements.mark != self._mark
        if grown:
            self.close()
            self.manifest = manifest
            self._open()
        if grown or self._rulings() != self._ruled:
            self._judge_anew()
            return True
        return False

    def sql(self, text: str, values: Mapping[str, Any] = _NO_VALUES) -> pa.Table:
        """Rows of a query over the record."""
        return query(self._connection(), text, values)

    def of(self, statement: str) -> str:
        """The trail of a statement.

        :raises TrailsError: ``unknown``.
        """
        trail = self._places.trail(statement)
        if trail is None:
            raise TrailsError("unknown", statement)
        return trail

    def holding(self, words: str) -> list[str]:
        """Trails of the statements with ``words``, those first that have the most of them.

        :raises QueryError: there is no word in ``words``.
        """
        with self._search() as search:
            found = search.best(words, _MOST_HITS)
        counted: dict[str, int] = {}
        for statement in found:
            if (trail := self._places.trail(statement)) is not None:
                counted[trail] = counted.get(trail, 0) + 1
        return sorted(counted, key=lambda trail: (-counted[trail], trail))

    def tell(self, trail: str, *, proposals: bool = True) -> Story:
        """The story of a trail.

        :param proposals: whether other trails are looked for that may tell the same, which takes longer than all else.
        :raises TrailsError: ``unknown``.
        """
        rows = self._places.rows(trail)
        if not rows:
            raise TrailsError("unknown", trail)
        ids = [row["statement"] for row in rows]
        named = self.judgements.naming(ids)
        with self._search() as search:
            holders = held(self._beside, search, ids)
            if not holders:
                raise TrailsError("unknown", trail)
            found = honoured(holders, named)
            others = related(found, search, self._places, named) if proposals else []
        return story(trail, rows, found, named, others)

    def listed(self, top: int, changed: Sequence[str] = (), speaker: str | None = None) -> Iterator[Listed]:
        """The trails with the most documents.

        :param changed: only trails with a variant of one of these kinds (``follow.CHANGES``).
        :param speaker: only trails with a speaker of this name, or of whose name these words are a part.
        """
        said: set[str] | None = None
        if speaker:
            with self._search() as search:
                said = set(search.ids("", Filter(speaker=speaker)))
        return listed(self.sql, self.table, top, changed, said)

    def judge(
        self, one: str, other: str, answer: bool | None, *, by: str, reason: str = "", previous: str | None = ANY
    ) -> Judgement:
        """Judge whether two statements are the same, and follow it from now on.

        :param answer: yes, no, or ``None`` to take back what was judged.
        :param previous: as :meth:`Judgements.add` has it.
        :raises JudgementError: ``conflict``, ``itself``, ``nothing``, ``unknown`` (detail: the statement).
        """
        made = judge(self, self.judgements, same(one, other), answer, by=by, reason=reason, previous=previous)
        self._judge_anew()
        return made

    def close(self) -> None:
        """Let the files go."""
        if self._tables is not None:
            self._tables.close()
            self._tables = None

    def __enter__(self) -> Trails:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        """Read the trails that are kept, or make them."""
        self._beside = Beside(self.folder, self.manifest)
        self._mark, hidden, marked = self.judgements.mark, frozenset[str](), frozenset[str]()
        if self._mark:
            with self._search() as search:
                hidden, marked = search.hidden(), search.marked()
        table = kept_trails(self.folder, self.manifest, marked)
        if table is None:
            table = trails_of(self.folder, self.manifest, self._connection(), self._watch, self._way)
        self._made = Places(less(table, hidden | unmarked(self.folder, marked)))

    def _connection(self) -> duckdb.DuckDBPyConnection:
        """The tables, opened by need: most questions go without them."""
        if self._tables is None:
            self._tables = connect_tables(self.folder, self.manifest, self.judgements)
        return self._tables

    def _search(self) -> Search:
        return Search(self.folder, self.manifest, self._indexing)

    def _rulings(self) -> tuple[Ruling, ...]:
        rows = (row for row in self.judgements.standing().values() if row.about.kind == "same")
        return tuple(Ruling(row.about.statements[0], row.about.statements[1], bool(row.answer)) for row in rows)

    def _judge_anew(self) -> None:
        """Lay the judgements that stand over the trails as they were made."""
        self._ruled = self._rulings()
        self._places = self._made
        if not self._ruled:
            return
        seen: dict[str, Held] = {}

        def when(statements: Sequence[str]) -> dict[str, Any]:
            with self._search() as search:
                seen.update((row.holder.statement, row) for row in held(self._beside, search, statements))
            return {id: seen[id].order if id in seen else (True, "", 0, id) for id in statements}

        def changed(one: str, parent: str) -> tuple[str, float]:
            link = explain(seen[one].words, seen[parent].words)
            return COARSE[link.change], link.score

        table = judged(self._made.table, self._ruled, when, changed)
        self._places = Places(table) if table is not self._made.table else self._made
