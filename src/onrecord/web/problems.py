"""Whatever goes wrong → one shape of answer: a status, a reason for programs, a sentence for people.

Pages show it as a page, everything below ``/api`` as JSON.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from msgspec import Struct

from onrecord.errors import (
    EnvironmentFaultError,
    OnrecordError,
    QueryError,
    RecordError,
    TrailsError,
    UnreadableError,
)
from onrecord.export.safe import line
from onrecord.record.judgements import JudgementError
from onrecord.web import words

_LOG = logging.getLogger("onrecord.web")
BUSY_SECONDS = "5"


class Problem(Struct, frozen=True):
    """What every failing request is answered with."""

    status: int
    """The HTTP status."""
    reason: str
    """For programs: one word that never changes."""
    message: str
    """For people: what is wrong and what to do."""
    field: str | None = None
    """The parameter or the form's field that is at fault."""


class ProblemError(OnrecordError):
    """A request that cannot be answered."""

    def __init__(self, status: int, reason: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(status, reason, message, field)


def unknown(what: str, id: str) -> ProblemError:
    """There is no such thing in the record."""
    return ProblemError(404, f"no-{what}", f"The record has no {what} {line(id)[:80]}. It may have another name there.")


def problem_of(error: Exception) -> Problem:
    """Facts of an error → the answer; what nobody foresaw is logged and tells nothing of itself."""
    if isinstance(error, ProblemError):
        return error.problem
    if isinstance(error, UnreadableError):
        return Problem(422, error.reason, words.unreadable(error.uri, error.reason, error.detail))
    if isinstance(error, QueryError):
        return Problem(400, "query", f"This cannot be searched for: {error.detail.strip()}.", "q")
    if isinstance(error, TrailsError):
        return Problem(404, "no-statement", f"The record has no statement {line(error.detail)[:80]}.")
    if isinstance(error, JudgementError):
        return Problem(409 if error.reason == "conflict" else 400, error.reason, words.judgement(error))
    if isinstance(error, RecordError):
        return Problem(503, error.reason, words.record(error))
    if isinstance(error, EnvironmentFaultError):
        return Problem(503, "environment", f"The server lacks something: {line(error.what)} ({line(error.detail)}).")
    if isinstance(error, HTTPException) and error.status_code < 500:
        return _of_framework(error)
    _LOG.error("a request failed", exc_info=error)
    return Problem(
        500, "unexpected", "onrecord stumbled over this request, which is a fault of onrecord. Please report it."
    )


def _of_framework(error: HTTPException) -> Problem:
    faults = error.extra if isinstance(error.extra, list) else []
    first = faults[0] if faults and isinstance(faults[0], dict) else {}
    status = HTTPStatus(error.status_code)
    message = words.STATUSES.get(status.value, f"{line(error.detail)}.")
    if first:
        message = f"{first.get('key', 'the request')}: {line(str(first.get('message', '')))}."
    return Problem(status.value, status.phrase.lower().replace(" ", "-"), message, first.get("key"))


def handlers(page: Callable[[Request[Any, Any, Any], Problem], str]) -> dict[Any, Any]:
    """Exception handlers of the application; ``page`` shows a problem to people."""

    def handle(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        problem = problem_of(error)
        headers = {"Retry-After": BUSY_SECONDS} if problem.status == 503 else {}
        headers |= {name: value for name, value in (getattr(error, "headers", None) or {}).items() if name == "Allow"}
        if request.scope["path"].startswith("/api"):
            return Response(problem, status_code=problem.status, headers=headers, media_type=MediaType.JSON)
        return Response(page(request, problem), status_code=problem.status, headers=headers, media_type=MediaType.HTML)

    return {OnrecordError: handle, HTTPException: handle, Exception: handle}
