"""Corrections of people → judgements of the record; nobody overwrites what they have not seen."""

from __future__ import annotations

from typing import Any

from litestar import MediaType, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from msgspec import Struct

from onrecord.model import Reading, Span
from onrecord.record.judgements import About, Judgement, speaker, statement
from onrecord.record.judging import statement_of
from onrecord.record.search import Hit
from onrecord.web import looking
from onrecord.web.desk import Desk, csrf_of
from onrecord.web.intake import among, form_of, one_line
from onrecord.web.problems import ProblemError, unknown
from onrecord.web.render import Links, page

ABOUT = ("speaker", "statement", "same")
ANSWERS = {"yes": True, "no": False, "back": None}
_NOT_THERE = "These words do not stand in the article. Copy them from it exactly."
_TWICE = (
    "These words stand in the article {count} times. Copy more of the words around them, so that they are told apart."
)


class Question(Struct, frozen=True):
    """What can be judged of a statement, and what stands: the judgement that a form has seen."""

    about: About
    standing: Judgement | None

    @property
    def seen(self) -> str:
        """What a form sends back: another window may have judged meanwhile."""
        return self.standing.id if self.standing else ""


def question(desk: Desk, about: About) -> Question:
    """A question and what stands."""
    return Question(about, desk.holdings.judgements.of(about))


def hit_of(desk: Desk, id: str) -> Hit:
    """A statement of the record.

    :raises ProblemError: there is none of this id.
    """
    hit = next(iter(desk.opened.search.known([id])), None)
    if hit is None:
        raise unknown("statement", id)
    return hit


def judge(
    desk: Desk, id: str, kind: str, answer: str, *, by: str, reason: str = "", name: str = "", other: str = "",
    seen: str | None = None,
) -> Judgement:  # fmt: skip
    """Judge something of a statement.

    :param kind: ``speaker`` (with ``name``), ``statement``, or ``same`` (with ``other``, a statement's id).
    :param answer: ``yes``, ``no`` or ``back``, which takes back what stands.
    :param seen: the id of the judgement that was shown, empty where none was; ``None`` replaces whatever stands.
    :raises JudgementError: ``conflict``, ``nothing``, ``itself``, ``unknown``.
    """
    told = ANSWERS[among(answer, tuple(ANSWERS), "answer")]
    among(kind, ABOUT, "kind")
    hit = hit_of(desk, id)
    previous: dict[str, Any] = {} if seen is None else {"previous": seen or None}
    if kind == "same":
        return desk.opened.trails.judge(id, other, told, by=by, reason=reason, **previous)
    about = speaker(id, name) if kind == "speaker" else _as_statement(desk, hit)
    return desk.holdings.judgements.add(about, told, by=by, reason=reason, words=[hit.words], **previous)


def _as_statement(desk: Desk, hit: Hit) -> About:
    rows = looking.document(desk.opened, hit.document).statements
    row = next((one for one in rows if one.id == hit.statement), None)
    if row is None:  # judged to be none
        return statement_of(desk.opened.record, hit.statement)
    return statement(hit.document, row.content, row.cue, row.mention, known=row.id)


def missed(desk: Desk, document: str, words: str, *, by: str, reason: str = "", mention: str = "") -> Judgement:
    """Judge that words of an article are a statement that reading missed.

    :raises ProblemError: the words do not stand there, or more than once.
    """
    reading = looking.document(desk.opened, document)
    content = place_of(reading, words, "words")
    named = place_of(reading, mention, "mention") if mention else None
    known = next((row.id for row in reading.statements if row.content == (content,)), None)
    about = statement(document, [content], mention=named, known=known)
    return desk.holdings.judgements.add(about, True, by=by, reason=reason, words=[content.text])


def place_of(reading: Reading, words: str, field: str) -> Span:
    """Where words stand in an article; white space does not count.

    :raises ProblemError: nowhere, or more than once.
    """
    text, wanted = reading.document.text, words.split()
    if not wanted:
        raise ProblemError(400, "nothing", "Say which words are the statement.", field)
    import re

    found = list(re.finditer(r"\s+".join(map(re.escape, wanted)), text))
    if len(found) != 1:
        message = _TWICE.format(count=len(found)) if found else _NOT_THERE
        raise ProblemError(400, "ambiguous" if found else "not-there", message, field)
    return Span(found[0].start(), found[0].end(), found[0][0])


@get("/statement/{id:str}/judge", sync_to_thread=True, include_in_schema=False)
def asking(
    request: Request[Any, Any, Any], id: FromPath[str], desk: NamedDependency[Desk], other: FromQuery[str] = ""
) -> Response[str]:
    """What can be corrected of a statement."""
    hit = hit_of(desk, id)
    followed = looking.statement(desk.holdings, desk.opened, id)
    others = [
        (variant.words, holder)
        for variant in (followed.trail.variants if followed.trail else ())
        for holder in variant.holders
        if holder.statement != id
    ]
    shown = page(
        "judge", site=desk.site, csrf=csrf_of(request), hit=hit, others=others[:60], more=max(0, len(others) - 60), other=other,
        not_speaker=question(desk, speaker(id, hit.name)) if hit.name else None, standing=desk.holdings.judgements.naming([id]),
        is_statement=question(desk, _as_statement(desk, hit)),
    )  # fmt: skip
    return Response(shown, media_type=MediaType.HTML)


@post("/statement/{id:str}/judgements", include_in_schema=False)
async def sent(request: Request[Any, Any, Any], id: FromPath[str], desk: NamedDependency[Desk]) -> Redirect:
    """Take a correction in."""
    form = await form_of(request)
    given = {field: one_line(form, field) for field in ("by", "reason", "name", "other", "seen")}
    if "name" in form and form.get("kind") == "speaker" and not given["name"]:
        raise ProblemError(400, "nothing", "Say who the speaker is.", "name")

    def take() -> Judgement:
        return judge(desk, id, one_line(form, "kind"), one_line(form, "answer"), **given)

    await desk.in_thread(take)
    return Redirect(Links().statement(id), status_code=303)


@get("/document/{id:str}/judge", sync_to_thread=True, include_in_schema=False)
def asking_missed(request: Request[Any, Any, Any], id: FromPath[str], desk: NamedDependency[Desk]) -> Response[str]:
    """Words that reading missed."""
    reading = looking.document(desk.opened, id)
    rows = [row for row in desk.holdings.judgements.standing().values() if row.about.document == id]
    shown = page("missed", site=desk.site, csrf=csrf_of(request), reading=reading, rows=rows)
    return Response(shown, media_type=MediaType.HTML)


@post("/document/{id:str}/judgements", include_in_schema=False)
async def sent_missed(request: Request[Any, Any, Any], id: FromPath[str], desk: NamedDependency[Desk]) -> Redirect:
    """Take a missed statement in."""
    form = await form_of(request)
    words = str(form.get("words") or "")[:20_000]
    given = {field: one_line(form, field) for field in ("by", "reason", "mention")}

    def take() -> Judgement:
        return missed(desk, id, words, **given)

    await desk.in_thread(take)
    return Redirect(f"{Links().document(id)}/judge", status_code=303)


HANDLERS = [asking, sent, asking_missed, sent_missed]
