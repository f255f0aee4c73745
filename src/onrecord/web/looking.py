"""What is asked of a record → one object a page, the same for people and for programs; each is one or two calls of the record."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from onrecord.errors import EnvironmentFaultError, TrailsError
from onrecord.model import Reading
from onrecord.record.judgements import Judgement
from onrecord.record.queries_readings import reading_of
from onrecord.record.search import Filter, Hit
from onrecord.record.tallies import Summary, Tallies, tallies
from onrecord.trail.listed import Listed
from onrecord.trail.story import Story
from onrecord.web.asking import LAST, SIZE, Asked
from onrecord.web.holdings import Holdings, Opened
from onrecord.web.problems import ProblemError, unknown

_FACETS, _PROFILED = 1_000, 5_000
"""Statements, those that came in last, that are counted for the facets of a search, and for a speaker or an outlet."""
_SHOWN = 12
"""Values of a facet that are shown."""
_LATEST = 20


class Found(Struct, frozen=True):
    """A page of a search."""

    total: int
    """Statements that fit; where ``more``, at least so many."""
    more: bool
    page: int
    pages: int
    """Pages that can be leafed through."""
    hits: tuple[Hit, ...]
    tallies: Tallies
    """How the statements that fit are spread; of each list the most frequent."""


class Followed(Struct, frozen=True):
    """A statement and its trail."""

    statement: Hit
    trail: Story | None
    judgements: tuple[Judgement, ...]
    """What people judged of the statement itself."""
    note: str | None = None
    """Why there is no trail."""


class Counted(Struct, frozen=True):
    """A row of ``onrecord speakers`` or ``onrecord outlets``."""

    name: str | None
    who: str | None
    statements: int
    net_statements: int
    documents: int
    share: float | None
    net_share: float | None
    role: str | None = None
    named: int = 0
    anonymous: int = 0
    unknown: int = 0
    speakers: int = 0
    net_documents: int = 0


class Counts(Struct, frozen=True):
    """A page of such rows, those with the most statements of their own first."""

    total: int
    page: int
    pages: int
    rows: tuple[Counted, ...]


class Profile(Struct, frozen=True):
    """A speaker or an outlet."""

    name: str
    counted: Counted | None
    """Its row among all; null while it is being counted, or where the name is only a part of one."""
    tallies: Tallies
    latest: tuple[Hit, ...]
    """Those that came into the record last."""


class Overview(Struct, frozen=True):
    """A record at a glance."""

    summary: Summary
    speakers: tuple[Counted, ...]
    outlets: tuple[Counted, ...]


def search(opened: Opened, asked: Asked) -> Found:
    """A page of ``onrecord find``, with facets.

    :raises QueryError: there is no word in it.
    """
    found = opened.search.find(asked.q, asked.filter, SIZE, (asked.page - 1) * SIZE)
    spread = tallies(opened.search, asked.q, asked.filter, _FACETS, _SHOWN)
    pages = max(1, min(LAST, -(-found.total // SIZE)))
    return Found(found.total, found.more, asked.page, pages, found.hits, spread)


def statement(holdings: Holdings, opened: Opened, id: str, *, proposals: bool = False) -> Followed:
    """A statement and its trail, as ``onrecord trail --statement`` tells it.

    :param proposals: whether other trails are looked for that may tell the same.
    :raises ProblemError: the record has no such statement, or trails are being made.
    """
    hit = next(iter(opened.search.known([id])), None)
    if hit is None:
        raise unknown("statement", id)
    judged = tuple(row for row in holdings.judgements.naming([id]) if row.about.kind != "same")
    try:
        trails = opened.trails
        return Followed(hit, trails.tell(trails.of(id), proposals=proposals), judged)
    except TrailsError:
        if not hit.judged:
            raise
        return Followed(hit, None, judged, "Judged to be no statement, or a moment ago; no trail has it.")
    except (EnvironmentFaultError, ModuleNotFoundError):
        return Followed(
            hit, None, judged, 'Trails need the Python package numba: python -m pip install "onrecord[trail]"'
        )


def document(opened: Opened, id: str) -> Reading:
    """A document as it was read.

    :raises ProblemError: the record has no such document.
    """
    found = (None if id in opened.corrected else opened.readings.get(id)) or reading_of(opened.record, id)
    if found is None:
        raise unknown("document", id)
    return found


def speaker(opened: Opened, name: str) -> Profile:
    """What somebody of a name said, and when.

    :raises ProblemError: nobody of this name says anything.
    """
    return _profile(opened, name, Filter(speaker=name), _rows(opened.speakers_so_far, "name", name), "speaker")


def outlet(opened: Opened, name: str) -> Profile:
    """Whom an outlet quotes, through whom, and when.

    :raises ProblemError: no outlet of this name prints anything.
    """
    return _profile(opened, name, Filter(outlet=name), _rows(opened.outlets_so_far, "outlet", name), "outlet")


def _profile(opened: Opened, name: str, filter: Filter, rows: list[Counted], what: str) -> Profile:
    spread = tallies(opened.search, "", filter, _PROFILED, _SHOWN)
    if not spread.counted:
        raise unknown(what, name)
    latest = opened.search.latest("", filter, _LATEST)
    return Profile(name, rows[0] if rows else None, spread, tuple(latest))


def speakers(opened: Opened, page: int) -> Counts:
    """A page of ``onrecord speakers``."""
    return _paged(opened.speakers, "name", page)


def outlets(opened: Opened, page: int) -> Counts:
    """A page of ``onrecord outlets``."""
    return _paged(opened.outlets, "outlet", page)


def trails(opened: Opened, top: int) -> tuple[Listed, ...]:
    """``onrecord trails``: those that most documents have."""
    return tuple(opened.widest[:top])


def overview(opened: Opened) -> Overview:
    """The record at a glance."""
    opened.count()
    return Overview(
        opened.summary,
        tuple(row for row in _rows(opened.speakers, "name") if row.who == "named")[:10],
        tuple(row for row in _rows(opened.outlets, "outlet") if row.name)[:10],
    )


_PAGE = 50


def _paged(table: Any, name: str, page: int) -> Counts:
    pages = max(1, -(-table.num_rows // _PAGE))
    if page > pages:
        raise ProblemError(404, "no-page", f"There are {pages} pages.", "page")
    part = table.slice((page - 1) * _PAGE, _PAGE)
    return Counts(table.num_rows, page, pages, tuple(_counted(row, name) for row in part.to_pylist()))


def _rows(table: Any, column: str, name: str | None = None) -> list[Counted]:
    """The first rows of a table of counts, or those of a name."""
    import pyarrow.compute as pc

    if table is None:
        return []
    part = table.slice(0, 40) if name is None else table.filter(pc.equal(table[column], name))
    return [_counted(row, column) for row in part.to_pylist()]


def _counted(row: dict[str, Any], name: str) -> Counted:
    known = {field: row[field] for field in Counted.__struct_fields__ if field in row}
    return Counted(**{"who": None} | known | {"name": row[name]})
