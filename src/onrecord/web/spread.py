"""Requests for pages over a record → answered by processes that write pages and nothing else, once many are asked for at once.

One interpreter writes one page at a time, however many threads it has. Who is alone with a small record never needs these
processes, therefore they are started by the first crowd, or with the server where the record is large and takes them long to
open. Until they are ready, and for all else (forms, readings, checks), the server's own process answers. They share nothing but
the record's folder, and look after it as the server itself does.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send
from msgspec import Struct

from onrecord.errors import OnrecordError
from onrecord.record import manifest
from onrecord.web.guard import refuse
from onrecord.web.jobs import Readers
from onrecord.web.serving import Serving

_WRITTEN = re.compile(
    r"/(?:api/)?(?:overview|search|speakers?|outlets?|trails)|/statement/[^/]+(?:/related)?|/document/[^/]+(?:/report\.html)?"
    r"|/api/(?:statements|documents)/[^/]+"
)
"""Addresses whose answers hang on the record alone: they have no form, and nothing that only the server's process keeps."""
_AT_ONCE = 2
_MOST = 1_000
"""Requests that wait at once; what more would hold memory and be answered to nobody, since visitors do not wait so long."""
_BUSY = "Many pages are being asked for right now. Try again in a moment."
_LARGE = 200_000
"""Statements of a record whose processes start with the server."""
_SECONDS = 30.0
"""A page that takes longer is written by the server's own process, as if there were no other."""
_FIRST = ("/overview", "/trails", "/speakers", "/outlets")
_PAUSE, _TRIES = 2.0, 300


class Asked(Struct, frozen=True):
    """What a page is written from; nothing else of a request is looked at."""

    path: str
    query: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ((b"host", b"localhost"),)


class Answer(Struct, frozen=True):
    """A page."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Spread:
    """Wraps an application.

    :param serving: ``serving.writers`` processes are started when they are needed; 0: never.
    """

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self._app, self._serving = app, serving
        self._under_way = 0
        self._started = self._ready = False
        self._processes = Readers(serving.writers, 0)
        self._threads = ThreadPoolExecutor(max(1, serving.writers), "writers")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have a request answered where there is room."""
        if (
            scope["type"] != ScopeType.HTTP or scope["method"] != "GET" or not _WRITTEN.fullmatch(scope["path"])
            or not (self._serving.writers and self._serving.record)
        ):  # fmt: skip
            await self._app(scope, receive, send)
            return
        if self._under_way >= _MOST:
            await refuse(scope, send, 503, "busy", _BUSY)
            return
        self._under_way += 1
        try:
            if self._under_way > _AT_ONCE:
                self._start()
            answer = await self._answer(scope) if self._ready else None
            if answer is None:
                await self._app(scope, receive, send)
                return
        finally:
            self._under_way -= 1
        await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
        await send({"type": "http.response.body", "body": answer.body, "more_body": False})

    def begin(self) -> None:
        """Start the processes now where opening the record will take them long."""
        record = self._serving.record
        if record and self._serving.writers and manifest.load(record).count("statements") >= _LARGE:
            self._start()

    def close(self) -> None:
        """End the processes."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._processes.close()

    def _start(self) -> None:
        if not self._started:
            self._started = True
            threading.Thread(target=self._warm, name="onrecord-writers", daemon=True).start()

    def _warm(self) -> None:
        """Have every process open the record and count it; then they are ready."""
        pending = [self._threads.submit(self._opened) for _ in range(self._serving.writers)]
        self._ready = all(one.result() for one in pending)

    def _opened(self) -> bool:
        """Whether a process has all at hand; each thread has its own, since each holds one while it waits."""
        for path in _FIRST:
            for _ in range(_TRIES):
                answer = self._written(Asked(path))
                if answer is None or answer.status != HTTPStatus.SERVICE_UNAVAILABLE:
                    break
                time.sleep(_PAUSE)
            if answer is None or answer.status != HTTPStatus.OK:
                return False
        return self._practised()

    def _practised(self) -> bool:
        """Have a process write one page of every sort, so that what it needs for them is loaded."""
        answer = self._written(Asked("/api/search"))
        hits = json.loads(answer.body)["hits"] if answer and answer.status == HTTPStatus.OK else []
        for hit in hits:
            self._written(Asked(f"/statement/{hit['statement']}"))
            self._written(Asked(f"/document/{hit['document']}"))
            words = max(hit["words"].split(), key=len, default="")
            self._written(Asked("/search", urlencode({"q": words}).encode()))
        return answer is not None

    async def _answer(self, scope: HTTPScope) -> Answer | None:
        """``None``: no process could say; all that is lost is time. One that took a dead one's place is still opening the record."""
        asked = Asked(scope["path"], scope["query_string"], tuple(scope["headers"]))
        answer = await asyncio.get_running_loop().run_in_executor(self._threads, self._written, asked)
        return None if answer is None or answer.status == HTTPStatus.SERVICE_UNAVAILABLE else answer

    def _written(self, asked: Asked) -> Answer | None:
        try:
            return self._processes.call(asked.path, _SECONDS, written, self._serving, asked)
        except OnrecordError:
            return None


def written(serving: Serving, asked: Asked) -> Answer:
    """Write a page; the entry of such a process, which keeps its application from one page to the next."""
    loop, app = _application(serving)[:2]
    return loop.run_until_complete(_ask(app, asked))


@cache
def _application(serving: Serving) -> tuple[asyncio.AbstractEventLoop, ASGIApp, AbstractAsyncContextManager[None]]:
    from onrecord.web.app import make_pages

    loop = asyncio.new_event_loop()
    app = make_pages(serving)
    alive = app.lifespan()
    loop.run_until_complete(alive.__aenter__())
    return loop, app, alive  # kept, or it would end


async def _ask(app: ASGIApp, asked: Asked) -> Answer:
    status = 500
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: list[bytes] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status, headers = (
                message["status"],
                tuple((bytes(name), bytes(value)) for name, value in message["headers"]),
            )
        else:
            body.append(message.get("body", b""))

    scope: Any = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": asked.path, "raw_path": asked.path.encode(), "query_string": asked.query, "root_path": "",
        "headers": list(asked.headers), "client": None, "server": None,
    }  # fmt: skip
    await app(scope, receive, send)
    return Answer(status, headers, b"".join(body))
