"""Requests of programs → the objects that the command line prints; everything here stands in the OpenAPI description."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from typing import Annotated, Any, Literal

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Body, FromQuery, PathParameter, QueryParameter
from msgspec import Meta, Struct

from onrecord.export.check_jsonl import CheckView
from onrecord.export.check_jsonl import to_json as check_json
from onrecord.export.jsonl import ReadingView, encoded, view
from onrecord.model import Stance, StatementKind
from onrecord.record.judgements import Judgement
from onrecord.settings import VERSION
from onrecord.trail.listed import Listed
from onrecord.web import judging, looking
from onrecord.web.asking import LAST, Asked, day_of
from onrecord.web.checking import check, sheet_of
from onrecord.web.desk import Desk
from onrecord.web.intake import addressed, pasted
from onrecord.web.looking import Counts, Followed, Found, Overview, Profile
from onrecord.web.problems import Problem, ProblemError
from onrecord.web.reading import ReadOptions, read
from onrecord.web.serving import Serving
from onrecord.web.work import Given

_TOLD = {
    400: "Something in the request is wrong.", 404: "There is no such thing.", 409: "Somebody judged this meanwhile.",
    413: "Too large.", 422: "The document cannot be read.", 503: "Not now; try again in a moment.",
}  # fmt: skip
_Id = Annotated[str, PathParameter(pattern="^[A-Za-z0-9_-]{1,80}$")]
_Page = Annotated[int, QueryParameter(ge=1, le=100_000)]
_Name = Annotated[str, QueryParameter(min_length=1, max_length=300)]
_Text = Annotated[str, QueryParameter(max_length=300)]
_Date = Annotated[
    str, QueryParameter(max_length=10, description="A day, a month or a year, as 2024-03-01, 2024-03 or 2024.")
]


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """What a route may fail with, for the description."""
    return {
        status: ResponseSpec(Problem, generate_examples=False, description=_TOLD[status]) for status in (400, *statuses)
    }


class Health(Struct, frozen=True):
    """That the server answers."""

    status: Literal["ok"]
    version: str


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """A document: its ``text`` (plain text, Markdown or HTML), or the ``url`` to fetch it from."""

    text: str | None = None
    url: str | None = None
    name: Annotated[str, Meta(max_length=300)] = "text"
    """What a text is called in ``document.uri``; an ending such as .html says what it is."""


class ToRead(Document, frozen=True, forbid_unknown_fields=True):
    """A document to be read, and how; the names are the command line's."""

    model: Literal["fast", "accurate"] | None = None
    published: Annotated[str, Meta(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")] | None = None
    language: Annotated[str, Meta(pattern="^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")] | None = None


class OriginalFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Material to compare with: its ``text``, or its bytes in ``base64`` (PDF, DOCX); the name's ending says what it is."""

    name: Annotated[str, Meta(min_length=1, max_length=300)]
    text: str | None = None
    base64: str | None = None


class ToCheck(Struct, frozen=True, forbid_unknown_fields=True):
    """A draft and what its quotations come from."""

    draft: Document
    originals: Annotated[tuple[OriginalFile, ...], Meta(min_length=1, max_length=100)]
    model: Literal["fast", "accurate"] | None = None


class ToJudge(Struct, frozen=True, forbid_unknown_fields=True):
    """A judgement about a statement."""

    kind: Literal["speaker", "statement", "same"]
    answer: Literal["yes", "no", "back"]
    """``back`` takes back what stands."""
    by: Annotated[str, Meta(min_length=1, max_length=200)]
    reason: Annotated[str, Meta(max_length=2000)] = ""
    name: Annotated[str, Meta(max_length=300)] = ""
    """For ``speaker``: who."""
    other: Annotated[str, Meta(max_length=80)] = ""
    """For ``same``: the other statement."""
    seen: str | None = None
    """The id of the judgement that you saw, empty for none; where another stands by now, nothing is written (409)."""


def given_of(data: Document, serving: Serving, field: str = "text") -> Given:
    """The document that a program gave.

    :raises ProblemError: none, or two, or one that is too large.
    """
    if (data.text is None) == (data.url is None):
        raise ProblemError(400, "nothing", "Give either text or url.", field)
    if data.url is not None:
        return addressed(data.url)
    found = pasted(data.text or "", serving)
    return found if data.name in ("", "text") else Given(data.name, found.data)


def _original(row: OriginalFile, serving: Serving) -> Given:
    try:
        data = (
            b64decode(row.base64 or "", validate=True)
            if row.text is None
            else row.text.encode("utf-8", "surrogatepass")
        )
    except (Base64Error, ValueError):
        raise ProblemError(400, "base64", f"{row.name}: its base64 is broken.", "originals") from None
    if (row.text is None) == (row.base64 is None):
        raise ProblemError(400, "nothing", f"{row.name}: give either text or base64.", "originals")
    if len(data) > serving.file_bytes:
        raise ProblemError(413, "too-large", f"{row.name} is larger than {serving.file_bytes:,} bytes.", "originals")
    return Given(row.name, data)


def _sent(line: bytes) -> Any:
    """JSON as the command line writes it, lone surrogates and all."""
    return Response(line, media_type="application/json")


@get("/health", sync_to_thread=False, tags=["server"], responses=problems())
def health() -> Health:
    """Whether the server answers, and its version."""
    return Health("ok", VERSION)


@get("/api/openapi.json", sync_to_thread=False, include_in_schema=False)
def described(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """The OpenAPI description, which the framework writes."""
    return request.app.openapi_schema.to_schema()


@post("/api/read", status_code=200, tags=["reading"], responses=problems(413, 422, 503))
async def read_one(data: Annotated[ToRead, Body()], desk: NamedDependency[Desk]) -> ReadingView:
    """Read a document: its statements, who said them, through whom, what became of the words (``onrecord read``)."""
    options = ReadOptions(data.model, data.published, data.language)
    reading = await desk.in_thread(read, desk, given_of(data, desk.serving), options)
    return _sent(encoded(view(reading)))  # type: ignore[no-any-return]


@post("/api/check", status_code=200, tags=["reading"], responses=problems(413, 422, 503))
async def check_one(data: Annotated[ToCheck, Body()], desk: NamedDependency[Desk]) -> CheckView:
    """Check every quotation of a draft against its originals (``onrecord check``)."""
    draft = given_of(data.draft, desk.serving, "draft")
    originals = [_original(row, desk.serving) for row in data.originals]
    checking = await desk.in_thread(check, desk, draft, originals, ReadOptions(data.model))
    return _sent(check_json(sheet_of(desk, checking)))  # type: ignore[no-any-return]


@get("/api/overview", sync_to_thread=True, tags=["record"], responses=problems(503))
def overview(desk: NamedDependency[Desk]) -> Overview:
    """The record at a glance."""
    return looking.overview(desk.opened)


@get("/api/search", sync_to_thread=True, tags=["record"], responses=problems(503))
def search(
    desk: NamedDependency[Desk], q: _Text = "", speaker: _Text = "", role: _Text = "", outlet: _Text = "", agency: _Text = "",
    kind: FromQuery[list[StatementKind] | None] = None, stance: FromQuery[list[Stance] | None] = None,
    who: FromQuery[Literal["named", "anonymous", "unknown"] | None] = None, since: _Date = "", until: _Date = "",
    page: Annotated[int, QueryParameter(ge=1, le=LAST)] = 1,
) -> Found:  # fmt: skip
    """Statements by their words, speaker, outlet, date (``onrecord find``), twenty a page, with facets."""
    asked = Asked(
        q=q, speaker=speaker.strip(), role=role.strip(), outlet=outlet.strip(), agency=agency.strip(), kind=tuple(kind or ()),
        stance=tuple(stance or ()), who=who or "", since=day_of(since, "since"), until=day_of(until, "until"), page=page,
    )  # fmt: skip
    return looking.search(desk.opened, asked)


@get("/api/statements/{id:str}", sync_to_thread=True, tags=["record"], responses=problems(404, 503))
def statement(id: _Id, desk: NamedDependency[Desk], related: FromQuery[bool] = False) -> Followed:
    """A statement, its trail through the record, and what people judged (``onrecord trail --statement``); with ``related`` also
    other trails that may tell the same, which takes longer."""
    return looking.statement(desk.holdings, desk.opened, id, proposals=related)


@post(
    "/api/statements/{id:str}/judgements",
    status_code=201,
    sync_to_thread=True,
    tags=["record"],
    responses=problems(404, 409, 503),
)
def judge(id: _Id, data: Annotated[ToJudge, Body()], desk: NamedDependency[Desk]) -> Judgement:
    """Correct something: not the speaker, not the same statement, no statement; or take a judgement back."""
    if data.kind == "speaker" and not data.name.strip():
        raise ProblemError(400, "nothing", "Say who the speaker is or is not.", "name")
    return judging.judge(
        desk,
        id,
        data.kind,
        data.answer,
        by=data.by,
        reason=data.reason,
        name=data.name,
        other=data.other,
        seen=data.seen,
    )


@get("/api/judgements", sync_to_thread=True, tags=["record"], responses=problems(503))
def judgements(desk: NamedDependency[Desk]) -> list[Judgement]:
    """All judgements that stand, the oldest first."""
    return list(desk.holdings.judgements.standing().values())


@get("/api/documents/{id:str}", sync_to_thread=True, tags=["record"], responses=problems(404, 503))
def document(id: _Id, desk: NamedDependency[Desk]) -> ReadingView:
    """A document as it was read: the object of ``onrecord read``."""
    return _sent(encoded(view(looking.document(desk.opened, id))))  # type: ignore[no-any-return]


@get("/api/speakers", sync_to_thread=True, tags=["record"], responses=problems(404, 503))
def speakers(desk: NamedDependency[Desk], page: _Page = 1) -> Counts:
    """Who is quoted (``onrecord speakers``), fifty a page."""
    return looking.speakers(desk.opened, page)


@get("/api/speaker", sync_to_thread=True, tags=["record"], responses=problems(404, 503))
def speaker(desk: NamedDependency[Desk], name: _Name) -> Profile:
    """What somebody of a name said, when, and printed by whom."""
    return looking.speaker(desk.opened, name)


@get("/api/outlets", sync_to_thread=True, tags=["record"], responses=problems(404, 503))
def outlets(desk: NamedDependency[Desk], page: _Page = 1) -> Counts:
    """Who prints (``onrecord outlets``), fifty a page."""
    return looking.outlets(desk.opened, page)


@get("/api/outlet", sync_to_thread=True, tags=["record"], responses=problems(404, 503))
def outlet(desk: NamedDependency[Desk], name: _Name) -> Profile:
    """Whom an outlet quotes, in what roles, through which agencies."""
    return looking.outlet(desk.opened, name)


@get("/api/trails", sync_to_thread=True, tags=["record"], responses=problems(503))
def trails(desk: NamedDependency[Desk], top: Annotated[int, QueryParameter(ge=1, le=100)] = 20) -> list[Listed]:
    """The statements that most documents have (``onrecord trails``)."""
    return list(looking.trails(desk.opened, top))


def handlers(serving: Serving) -> list[Any]:
    """The routes that this server has: those over a record only where there is one."""
    always = [health, described, read_one, check_one]
    over = [overview, search, statement, judge, judgements, document, speakers, speaker, outlets, outlet, trails]
    return [*always, *(over if serving.record else [])]
