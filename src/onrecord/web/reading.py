"""A text, a file or an address → the marked-up article of ``onrecord read``, kept for a link of its own."""

from __future__ import annotations

from typing import Any, Literal

from litestar import MediaType, Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from onrecord.export import html, jsonl
from onrecord.model import Reading
from onrecord.settings import Limits, Options
from onrecord.web.desk import Desk, csrf_of, download
from onrecord.web.intake import document, form_of
from onrecord.web.render import page
from onrecord.web.work import PASTED, Given, read_given

_COST = 40
"""Bytes that a reading takes in memory for each byte of its JSON."""


class ReadOptions(Struct, frozen=True):
    """How a document is read; the names are the command line's."""

    model: Literal["fast", "accurate"] | None = None
    published: str | None = None
    language: str | None = None


def options_of(desk: Desk, asked: ReadOptions | None = None) -> Options:
    """The options of reading, within the server's limits."""
    serving = desk.serving
    limits = Limits(max_bytes=serving.file_bytes, fetch_seconds=serving.fetch_seconds, public_only=True)
    asked = asked or ReadOptions()
    return Options(
        model=asked.model or serving.model, published=asked.published, language=asked.language, limits=limits
    )


def read(desk: Desk, given: Given, asked: ReadOptions | None = None) -> Reading:
    """Read a document in a process of its own; blocks.

    :raises UnreadableError: it cannot be read; ``reason`` says why.
    """
    seconds = desk.serving.read_seconds
    return desk.readers.call(given.name, seconds, read_given, given, options_of(desk, asked))


def keep(desk: Desk, reading: Reading) -> str:
    """Keep a reading; its name."""
    return desk.readings.put(reading, _COST * len(reading.document.text) + 10_000)


@get("/read", sync_to_thread=False, include_in_schema=False)
def asking(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Response[str]:
    """The form."""
    return Response(page("read", site=desk.site, csrf=csrf_of(request)), media_type=MediaType.HTML)


@post("/read", include_in_schema=False)
async def sent(request: Request[Any, Any, Any], desk: NamedDependency[Desk]) -> Redirect:
    """Read what was sent, and lead to the result: reloading or going back sends nothing twice."""
    given = await document(await form_of(request), desk.serving, "text", "file", "url")
    reading = await desk.in_thread(read, desk, given)
    return Redirect(f"/read/{keep(desk, reading)}", status_code=303)


@get("/read/{name:str}", sync_to_thread=True, include_in_schema=False)
def result(name: FromPath[str], desk: NamedDependency[Desk]) -> Response[str]:
    """The marked-up article."""
    reading = desk.readings.get(name)
    shown = page("read_result", site=desk.site, name=name, pasted=PASTED, **html.shown([reading]))
    return Response(shown, media_type=MediaType.HTML)


@get("/read/{name:str}/report.html", sync_to_thread=True, include_in_schema=False)
def report(name: FromPath[str], desk: NamedDependency[Desk]) -> Response[bytes]:
    """The self-contained report, to be kept and passed on."""
    reading = desk.readings.get(name)
    return download(html.render([reading]).encode("utf-8", "replace"), reading.document.title, "html")


@get("/read/{name:str}/reading.json", sync_to_thread=True, include_in_schema=False)
def as_json(name: FromPath[str], desk: NamedDependency[Desk]) -> Response[bytes]:
    """The object of ``onrecord read --format jsonl``."""
    reading = desk.readings.get(name)
    return download(jsonl.to_json(reading) + b"\n", reading.document.title, "json")


HANDLERS = [asking, sent, result, report, as_json]
