"""Words and a filter, against an index → the statements that fit, and the best of them: sets of numbers, by numpy.

BM25 (Robertson & Zaragoza 2009) with k1 = 1.2 and b = 0.75 over the words of statements, summed over phrases; what half of the
record has counts nothing. Of equal rank the order is drawn by id, so that it does not depend on when a statement came in.
"""

from __future__ import annotations

import sqlite3
from functools import cached_property, partial, reduce
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from onrecord.errors import QueryError
from onrecord.record.search_facts import day_number, facts_of, last_number, number_of
from onrecord.record.search_postings import Matched, Segment, matched
from onrecord.record.search_words import Phrase, Wanted, parse, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.record.search import Filter

_MOST_PHRASES = 60
_K1, _B = 1.2, 0.75
_LEAST_WEIGHT = 1e-6
_NEVER = 99_999_999
"""A day after all others."""
_MATCHES = 8
_FIRST = 1e6
"""More than any rank: of those in which all the words follow one another."""


class Index:
    """One state of an index of words, open."""

    def __init__(self, connection: sqlite3.Connection, segments: tuple[Segment, ...], judged: str) -> None:
        self.connection, self.segments, self.judged = connection, segments, judged
        self._facts = facts_of(segments)
        self._matched: dict[tuple[str, Phrase], Matched] = {}

    @property
    def statements(self) -> int:
        """How many there are."""
        return self._facts.statements

    @cached_property
    def usual_length(self) -> float:
        """Words of a statement, on average."""
        import numpy as np

        return max(1.0, float(self.fact("length").sum(dtype=np.int64)) / max(1, self.statements))

    @cached_property
    def aside(self) -> NDArray[Any]:
        """Numbers of statements in whose place corrected ones stand, or none."""
        import numpy as np

        rows = self.connection.execute("SELECT n FROM aside ORDER BY n") if self.judged else ()
        return np.fromiter((n for (n,) in rows), np.int32)

    def all(self) -> NDArray[Any]:
        """Numbers of all statements, ascending."""
        import numpy as np

        ranges = [np.arange(one.first, one.first + one.statements, dtype=np.int32) for one in self.segments]
        return np.concatenate(ranges) if ranges else np.zeros(0, np.int32)

    def fact(self, name: str) -> NDArray[Any]:
        """A column of ``search_facts``, by numbers of statements."""
        return self._facts.column(self.connection, name)

    def matched(self, column: str, phrase: Phrase) -> Matched:
        """The statements with a phrase; the last ones are kept, since a question asks for them several times."""
        key = column, phrase
        if key not in self._matched:
            if len(self._matched) >= _MATCHES:
                self._matched.clear()
            self._matched[key] = matched(partial(self._facts.words, self.connection), column, phrase)
        return self._matched[key]


class Question(Struct, frozen=True):
    """What is looked for; make it with :meth:`of`."""

    wanted: Wanted
    filter: Filter
    names: tuple[tuple[str, Phrase], ...]
    """Columns and phrases of the filter's names."""

    @staticmethod
    def of(words: str, filter: Filter) -> Question:
        """Read a question.

        :raises QueryError: there is no word where one is wanted, too many, or only such that are to be left out.
        """
        wanted = parse(words)
        given = ((column, getattr(filter, column)) for column in ("speaker", "role", "outlet", "agency"))
        names = tuple((column, _name(value, column)) for column, value in given if value is not None)
        if sum(map(len, wanted.groups)) + len(wanted.without) > _MOST_PHRASES:
            raise QueryError(words, f"it has more than {_MOST_PHRASES} words; leave the rarest ones")
        if wanted.without and not (wanted.groups or names or filter.kinds or filter.stances or filter.who):
            raise QueryError(words, "it only says what to leave out; name a word to look for, too")
        return Question(wanted, filter, names)

    @property
    def phrases(self) -> list[Phrase]:
        """What is to be shown in the words."""
        return [phrase for group in self.wanted.groups for phrase in group]

    def rows(self, index: Index) -> NDArray[Any]:
        """Numbers of the statements that fit, ascending."""
        import numpy as np

        sets = [_union([index.matched("words", phrase).rows for phrase in group]) for group in self.wanted.groups]
        sets += [index.matched(column, phrase).rows for column, phrase in self.names]
        rows = reduce(_common, sorted(sets, key=len)) if sets else index.all()
        if len(index.aside):
            rows = rows[~_held(rows, index.aside)]
        for name, low, high in self._bounds():
            rows = rows[(index.fact(name)[rows] >= low) & (index.fact(name)[rows] <= high)]
        for name, codes in self._codes(index):
            rows = rows[np.isin(index.fact(name)[rows], codes)]
        for phrase in self.wanted.without:
            rows = rows[~_held(rows, index.matched("words", phrase).rows)]
        return rows

    def _bounds(self) -> list[tuple[str, int, int]]:
        since, until = self.filter.since, self.filter.until
        if not since and not until:
            return []
        return [("day", max(1, day_number(since and since[:10])), last_number(until) if until else _NEVER)]

    def _codes(self, index: Index) -> list[tuple[str, list[int]]]:
        """Facts and the numbers of the values of which a statement has one."""
        who = (self.filter.who,) if self.filter.who else ()
        asked = (("kind", self.filter.kinds), ("stance", self.filter.stances), ("who", who))
        return [(name, [number_of(index.connection, value) for value in listed]) for name, listed in asked if listed]

    def best(self, index: Index, rows: NDArray[Any], limit: int, ranked: int) -> list[tuple[int, float | None]]:
        """The best of what fits with their ranks, more is better; without words the latest.

        :param ranked: of more statements than these the last are ranked.
        """
        import numpy as np

        if not limit or not len(rows):
            return []
        if not self.wanted.groups:
            days = index.fact("day")[rows]
            return [(n, None) for n in _first(index, rows, days, limit)[0].tolist()]
        rows = rows[-ranked - 1 :]
        ranks = self._ranks(index, rows)
        whole = self._together()
        first = np.where(_held(rows, index.matched("words", whole).rows), _FIRST, 0.0) if whole else 0.0
        best, places = _first(index, rows, ranks + first, limit)
        return list(zip(best.tolist(), ranks[places].tolist(), strict=True))

    def _ranks(self, index: Index, rows: NDArray[Any]) -> NDArray[Any]:
        import numpy as np

        longer = _K1 * (1 - _B + _B * index.fact("length")[rows] / index.usual_length)
        ranks = np.zeros(len(rows))
        for phrase in self.phrases:
            found = index.matched("words", phrase)
            weight = np.log((index.statements - len(found.rows) + 0.5) / (len(found.rows) + 0.5))
            times = _times(found, rows)
            ranks += max(float(weight), _LEAST_WEIGHT) * times * (_K1 + 1) / (times + longer)
        return ranks

    def _together(self) -> Phrase | None:
        """All the words, following one another."""
        groups = self.wanted.groups
        if len(groups) < 2 or any(len(group) > 1 for group in groups):
            return None
        return Phrase(tuple(word for (phrase,) in groups for word in phrase.words), groups[-1][0].begun)


def _first(index: Index, rows: NDArray[Any], ranks: NDArray[Any], limit: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """The rows with the highest ranks, highest first, and where in ``rows`` they stand."""
    import numpy as np

    places = np.arange(len(rows))
    if len(rows) > limit:
        least = np.partition(ranks, len(rows) - limit)[len(rows) - limit]
        places = np.flatnonzero(ranks >= least)
    order = np.lexsort((rows[places], index.fact("order")[rows[places]], -ranks[places]))[:limit]
    return rows[places[order]], places[order]


def _name(given: str, column: str) -> Phrase:
    words = words_of(given)
    if not words:
        raise QueryError(given, f"there is no word in the {column} that is asked for")
    return Phrase(words, given.endswith("*"))


def _union(sets: list[NDArray[Any]]) -> NDArray[Any]:
    import numpy as np

    return reduce(np.union1d, sets)


def _common(few: NDArray[Any], many: NDArray[Any]) -> NDArray[Any]:
    found: NDArray[Any] = few[_held(few, many)]
    return found


def _held(some: NDArray[Any], rows: NDArray[Any]) -> NDArray[Any]:
    """Which of ``some`` are among ``rows``; both ascend."""
    import numpy as np

    if not len(rows):
        return np.zeros(len(some), bool)
    found: NDArray[Any] = rows[np.minimum(rows.searchsorted(some), len(rows) - 1)] == some
    return found


def _times(found: Matched, rows: NDArray[Any]) -> NDArray[Any]:
    """How often each of ``rows`` has a phrase."""
    import numpy as np

    if not len(found.rows):
        return np.zeros(len(rows), np.int64)
    places = np.minimum(found.rows.searchsorted(rows), len(found.rows) - 1)
    return np.where(found.rows[places] == rows, found.times[places], 0)
