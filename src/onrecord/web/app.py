"""A server's settings → the ASGI application: routes, limits, one shape of error, and the guard around all of it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from hashlib import sha256
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, Router, get
from litestar.config.csrf import CSRFConfig
from litestar.di import NamedDependency, Provide
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import ASGIApp

from onrecord.settings import VERSION
from onrecord.web import api, checking, judging, pages, reading, render
from onrecord.web.desk import Desk
from onrecord.web.guard import Guard
from onrecord.web.problems import Problem, ProblemError, handlers
from onrecord.web.serving import Serving
from onrecord.web.spread import Spread
from onrecord.web.work import PASTED, Given, read_given

_KEPT_LONG = {"Cache-Control": "public, max-age=31536000, immutable"}
_FORMLESS = {"exclude_from_csrf": True}
"""Of pages that neither show nor take a form; programs send JSON, which no form can, and an ``Origin`` that is looked at."""
_THREADS = 8
"""That write pages; they share one interpreter, and each holds an index open."""
_ABOUT = "Who said it, through whom, and did the words survive? Every page of onrecord serve, for programs."


@get("/static/{name:str}", sync_to_thread=False, include_in_schema=False)
def static(name: FromPath[str]) -> Response[bytes]:
    """A style sheet or the script; files are looked up by name among those that there are."""
    found = render.assets().get(name)
    if found is None:
        raise ProblemError(404, "no-file", "There is no such file.")
    return Response(found[1], media_type=found[0], headers=_KEPT_LONG)


@get("/", sync_to_thread=False, include_in_schema=False)
def first(desk: NamedDependency[Desk]) -> Redirect:
    """Where a visitor begins."""
    return Redirect("/overview" if desk.site.has_record else "/read", status_code=303)


def make_app(serving: Serving) -> ASGIApp:
    """Build the application.

    :raises RecordError: there is no record where one was named.
    """
    desk = Desk(serving)

    @asynccontextmanager
    async def living(_: Litestar) -> AsyncIterator[None]:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "pages"))
        desk.readers.warm(read_given, Given(PASTED, b"A word, she said."), reading.options_of(desk))
        desk.begin()
        spread.begin()
        yield
        spread.close()
        desk.close()

    spread = Spread(_routed(desk, living), serving)
    return Guard(spread, serving)


def make_pages(serving: Serving) -> Litestar:
    """The same for a process that only writes pages: no guard, and nothing is begun before it is asked for.

    :raises RecordError: there is no record where one was named.
    """
    desk = Desk(msgspec.structs.replace(serving, processes=0))

    @asynccontextmanager
    async def living(_: Litestar) -> AsyncIterator[None]:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1, "pages"))
        yield
        desk.close()

    return _routed(desk, living)


def _routed(desk: Desk, living: Callable[[Litestar], AbstractAsyncContextManager[None]]) -> Litestar:
    serving, secret = desk.serving, secrets.token_hex(32)

    def shown(request: Request[Any, Any, Any], problem: Problem) -> str:
        return render.page("problem", site=desk.site, problem=problem)

    formless = [first, static, *api.handlers(serving), *(pages.HANDLERS if serving.record else [])]
    with_forms = [*reading.HANDLERS, *checking.HANDLERS, *(judging.HANDLERS if serving.record else [])]
    return Litestar(
        [Router("/", route_handlers=formless, opt=_FORMLESS), *with_forms],
        dependencies={"desk": Provide(lambda: desk, sync_to_thread=False)},
        exception_handlers=handlers(shown),
        csrf_config=CSRFConfig(
            secret=secret, cookie_name=f"onrecord-form-{sha256(secret.encode()).hexdigest()[:8]}",
            cookie_samesite="strict", cookie_httponly=True,
        ),
        request_max_body_size=serving.request_bytes,
        multipart_form_part_limit=200,
        openapi_config=OpenAPIConfig(
            title="onrecord", version=VERSION, description=_ABOUT, path="/api/description", use_handler_docstrings=True,
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        ),
        lifespan=[living],
        logging_config=None,
    )  # fmt: skip
