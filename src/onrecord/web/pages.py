"""Addresses over a record → pages: overview, search, statements, documents, speakers, outlets, trails. All can be shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import MediaType, Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from onrecord.errors import QueryError
from onrecord.export import html, trail_html
from onrecord.export.facts import Facts
from onrecord.export.html import markup
from onrecord.model import Reading
from onrecord.record.search import Hit
from onrecord.trail.holders import Holder
from onrecord.web import charts, looking
from onrecord.web.asking import KINDS, LAST, STANCES, Asked, asked_of, number_of
from onrecord.web.desk import Desk, download
from onrecord.web.problems import ProblemError, problem_of, unknown
from onrecord.web.render import Links, page

_Request = Request[Any, Any, Any]
_PRIVATE = {"Cache-Control": "private, no-cache"}


class TrailLinks(trail_html.Links):
    """Where a told trail leads: to pages of this server, the article at the place."""

    def __init__(self) -> None:
        self._links = Links()

    def document(self, holder: Holder) -> str | None:
        """The article, at the statement."""
        return self._links.document(holder.document, holder.statement)

    def statement(self, statement: str) -> str | None:
        """The statement's page."""
        return self._links.statement(statement)

    def trail(self, trail: str) -> str | None:
        """The trail is its earliest statement's."""
        return self._links.statement(trail)

    def outlet(self, outlet: str) -> str | None:
        """The outlet's page."""
        return self._links.outlet(outlet)

    def speaker(self, name: str) -> str | None:
        """The speaker's page."""
        return self._links.speaker(name)


def shown(desk: Desk, request: _Request, template: str, make: Callable[[], dict[str, Any]]) -> Response[bytes]:
    """A page over the record; it is kept for who asks for the same while nothing changes."""
    key = (desk.version, str(request.url.path), str(request.url.query))

    def write() -> bytes:
        return page(template, site=desk.site, charts=charts, **make()).encode("utf-8", "replace")

    return Response(desk.pages.get(key, write), media_type=MediaType.HTML, headers=_PRIVATE)


@get("/overview", sync_to_thread=True, include_in_schema=False)
def overview(request: _Request, desk: NamedDependency[Desk]) -> Response[bytes]:
    """The record at a glance."""
    return shown(desk, request, "overview", lambda: {"found": looking.overview(desk.opened)})


@get("/search", sync_to_thread=True, include_in_schema=False)
def search(request: _Request, desk: NamedDependency[Desk]) -> Response[bytes]:
    """Words and filters; what is wrong with them is said beside the form, which keeps what was typed."""

    def make() -> dict[str, Any]:
        asked, found, problem = Asked(q=str(request.query_params.get("q") or "")[:300]), None, None
        try:
            asked = asked_of(request.query_params)
            found = looking.search(desk.opened, asked)
        except (QueryError, ProblemError) as error:
            problem = problem_of(error)
            if problem.status != 400:
                raise
        return {"asked": asked, "found": found, "problem": problem, "kinds": KINDS, "stances": STANCES, "marked": marked,
                "last": LAST, "pager": lambda page: asked.but(page=page)}  # fmt: skip

    return shown(desk, request, "search", make)


@get("/statement/{id:str}", sync_to_thread=True, include_in_schema=False)
def statement(request: _Request, id: FromPath[str], desk: NamedDependency[Desk]) -> Response[bytes]:
    """A statement and its trail."""

    def make() -> dict[str, Any]:
        found = looking.statement(desk.holdings, desk.opened, id)
        piece = trail_html.piece(found.trail, TrailLinks(), "t-", 2) if found.trail else None
        holders = [one for variant in found.trail.variants for one in variant.holders] if found.trail else []
        own = next((one for one in holders if one.statement == id), None)
        return {"found": found, "hit": found.statement, "own": own, "piece": piece}

    return shown(desk, request, "statement", make)


@get("/statement/{id:str}/related", sync_to_thread=True, include_in_schema=False)
def related(request: _Request, id: FromPath[str], desk: NamedDependency[Desk]) -> Response[bytes]:
    """Other trails that may tell the same."""

    def make() -> dict[str, Any]:
        found = looking.statement(desk.holdings, desk.opened, id, proposals=True)
        return {"hit": found.statement, "rows": found.trail.related if found.trail else (), "note": found.note}

    return shown(desk, request, "related", make)


@get("/document/{id:str}", sync_to_thread=True, include_in_schema=False)
def document(
    request: _Request, id: FromPath[str], desk: NamedDependency[Desk], at: FromQuery[str | None] = None
) -> Response[bytes] | Redirect:
    """An article, marked up; ``at`` leads to a statement in it."""
    if at is not None:
        return Redirect(f"/document/{id}#{_anchor(looking.document(desk.opened, id), at)}", status_code=303)
    return shown(desk, request, "document", lambda: {"id": id, **html.shown([looking.document(desk.opened, id)])})


def _anchor(reading: Reading, statement: str) -> str:
    number = Facts(reading).numbers.get(statement)
    return f"d1-t{number}" if number else "content"


@get("/document/{id:str}/report.html", sync_to_thread=True, include_in_schema=False)
def report(id: FromPath[str], desk: NamedDependency[Desk]) -> Response[bytes]:
    """The article's self-contained report."""
    reading = looking.document(desk.opened, id)
    return download(html.render([reading]).encode("utf-8", "replace"), reading.document.title, "html")


@get("/speaker", sync_to_thread=True, include_in_schema=False)
def speaker(request: _Request, desk: NamedDependency[Desk], name: FromQuery[str] = "") -> Response[bytes]:
    """What somebody said, and when."""
    return shown(desk, request, "speaker", lambda: {"found": looking.speaker(desk.opened, _named(name, "speaker"))})


@get("/outlet", sync_to_thread=True, include_in_schema=False)
def outlet(request: _Request, desk: NamedDependency[Desk], name: FromQuery[str] = "") -> Response[bytes]:
    """Whom an outlet quotes, and when."""
    return shown(desk, request, "outlet", lambda: {"found": looking.outlet(desk.opened, _named(name, "outlet"))})


def _named(name: str, what: str) -> str:
    if not name.strip():
        raise unknown(what, name)
    return name.strip()[:300]


@get("/speakers", sync_to_thread=True, include_in_schema=False)
def speakers(request: _Request, desk: NamedDependency[Desk], page: FromQuery[str | None] = None) -> Response[bytes]:
    """Who is quoted."""

    def make() -> dict[str, Any]:
        return {"found": looking.speakers(desk.opened, number_of(page, "page", 100_000)), "pager": "?page={}".format}

    return shown(desk, request, "speakers", make)


@get("/outlets", sync_to_thread=True, include_in_schema=False)
def outlets(request: _Request, desk: NamedDependency[Desk], page: FromQuery[str | None] = None) -> Response[bytes]:
    """Who prints."""

    def make() -> dict[str, Any]:
        return {"found": looking.outlets(desk.opened, number_of(page, "page", 100_000)), "pager": "?page={}".format}

    return shown(desk, request, "outlets", make)


@get("/trails", sync_to_thread=True, include_in_schema=False)
def trails(request: _Request, desk: NamedDependency[Desk]) -> Response[bytes]:
    """The statements that travelled farthest."""
    return shown(desk, request, "trails", lambda: {"rows": looking.trails(desk.opened, 100)})


def marked(hit: Hit) -> Any:
    """A statement's words with what was looked for marked."""
    from markupsafe import escape

    from onrecord.export.safe import visible

    pieces, reached = [], 0
    for start, stop in hit.matches:
        pieces += [
            escape(visible(hit.words[reached:start])),
            markup("<mark>"),
            escape(visible(hit.words[start:stop])),
            markup("</mark>"),
        ]
        reached = stop
    return markup("").join([*pieces, escape(visible(hit.words[reached:]))])


HANDLERS = [overview, search, statement, related, document, report, speaker, outlet, speakers, outlets, trails]
