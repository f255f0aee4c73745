"""A draft and its originals → the report of ``onrecord check`` as a page; what people let pass is kept as it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import MediaType, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from onrecord.checking import FAIL_ON, Checking
from onrecord.export import check_html, check_jsonl
from onrecord.export.check_facts import Sheet
from onrecord.web.decisions import Decisions
from onrecord.web.desk import Desk, csrf_of, download
from onrecord.web.intake import document, form_of, one_line, pasted, uploaded
from onrecord.web.problems import ProblemError
from onrecord.web.reading import ReadOptions, options_of
from onrecord.web.render import environment, page
from onrecord.web.work import Given, check_given

_NO_ORIGINALS = "No originals were given. Choose the files that the quotations come from, or paste a transcript."
_NO_QUOTATION = "This draft has no such quotation any more. Check it again."
_PASSES = "This quotation passes; there is nothing to accept."
_ACCEPTED = "Nothing was changed: {by} accepted this quotation already."


def check(
    desk: Desk,
    draft: Given,
    originals: Sequence[Given],
    asked: ReadOptions | None = None,
    against: tuple[str, ...] = (),
) -> Checking:
    """Check a draft in a process of its own; blocks.

    :raises UnreadableError: the draft cannot be read.
    :raises ProblemError: there are no originals.
    """
    if not originals and not against:
        raise ProblemError(400, "no-originals", _NO_ORIGINALS, "originals")
    seconds = desk.serving.check_seconds
    options = options_of(desk, asked)
    return desk.readers.call(draft.name, seconds, check_given, draft, tuple(originals), options, against)


def sheet_of(desk: Desk, checking: Checking) -> Sheet:
    """A checking in the light of what people accepted.

    :raises ProblemError: the accept file has faults.
    """
    return Sheet(checking, FAIL_ON, Decisions(desk.serving.accept_file).known())


@get("/check", sync_to_thread=False, include_in_schema=False)
def asking(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Response[str]:
    """The form."""
    return Response(page("check", site=desk.site, csrf=csrf_of(request)), media_type=MediaType.HTML)


@post("/check", include_in_schema=False)
async def sent(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Redirect:
    """Check what was sent, and lead to the result."""
    form = await form_of(request)
    draft = await document(form, desk.serving, "text", "file", "url")
    originals = await uploaded(form, desk.serving, "originals")
    if str(form.get("original") or "").strip():
        originals.append(pasted(str(form["original"]), desk.serving, "original"))
    checking = await desk.in_thread(check, desk, draft, originals)
    size = len(checking.reading.document.text) + sum(len(one.text) for one in checking.originals)
    return Redirect(f"/check/{desk.checks.put(checking, 20 * size + 10_000)}", status_code=303)


@get("/check/{name:str}", sync_to_thread=True, include_in_schema=False)
def result(request: Request[Any, Any, Any], name: FromPath[str], desk: NamedDependency[Desk]) -> Response[str]:
    """The draft on the left, its originals on the right."""
    sheet = sheet_of(desk, desk.checks.get(name))
    values = {"csrf": csrf_of(request), "name": name, "site": desk.site}
    accepting = environment().get_template("site/accepting.html").make_module(values)
    shown = page("check_result", accepting=accepting, **values, **check_html.shown([sheet]))
    return Response(shown, media_type=MediaType.HTML)


@post("/check/{name:str}/accept", include_in_schema=False)
async def accept(request: Request[Any, Any, Any], name: FromPath[str], desk: NamedDependency[Desk]) -> Redirect:
    """Let a quotation pass from now on."""
    form = await form_of(request)
    id, by, reason = (one_line(form, field) for field in ("id", "by", "reason"))
    if not (by and reason):
        raise ProblemError(
            400, "nothing", "Say who accepts it, and why: a decision keeps both.", "by" if reason else "reason"
        )
    await desk.in_thread(_accept, desk, name, id, by, reason)
    return Redirect(f"/check/{name}", status_code=303)


def _accept(desk: Desk, name: str, id: str, by: str, reason: str) -> None:
    sheet = sheet_of(desk, desk.checks.get(name))
    row = next((one for one in sheet.quotations if one.id == id), None)
    if row is None:
        raise ProblemError(404, "no-quotation", _NO_QUOTATION, "id")
    if row.accepted:
        raise ProblemError(409, "conflict", _ACCEPTED.format(by=row.accepted.by), "id")
    if row.outcome != "failed":
        raise ProblemError(400, "passes", _PASSES, "id")
    Decisions(desk.serving.accept_file).add(row, by=by, reason=reason, draft=sheet.name)


@get("/check/{name:str}/report.html", sync_to_thread=True, include_in_schema=False)
def report(name: FromPath[str], desk: NamedDependency[Desk]) -> Response[bytes]:
    """The self-contained report."""
    sheet = sheet_of(desk, desk.checks.get(name))
    return download(check_html.render([sheet]).encode("utf-8", "replace"), sheet.document.title or "check", "html")


@get("/check/{name:str}/check.json", sync_to_thread=True, include_in_schema=False)
def as_json(name: FromPath[str], desk: NamedDependency[Desk]) -> Response[bytes]:
    """The object of ``onrecord check --format jsonl``."""
    sheet = sheet_of(desk, desk.checks.get(name))
    return download(check_jsonl.to_json(sheet) + b"\n", sheet.document.title or "check", "json")


HANDLERS = [asking, sent, result, accept, report, as_json]
