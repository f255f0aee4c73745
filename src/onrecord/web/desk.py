"""What the handlers of a server share: its limits, reading processes, kept results and the open record."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from litestar import Request, Response
from litestar.utils.scope.state import ScopeState

from onrecord.checking import Checking
from onrecord.model import Reading
from onrecord.web.holdings import Holdings, Opened
from onrecord.web.jobs import Readers
from onrecord.web.render import Site
from onrecord.web.serving import Serving
from onrecord.web.shelf import Pages, Shelf

_Result = TypeVar("_Result")


class Desk:
    """Made once for a server.

    :param serving: how pages are served.
    """

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.readers = Readers(serving.processes, serving.most_waiting)
        self.readings: Shelf[Reading] = Shelf(serving.kept, serving.kept_bytes)
        self.checks: Shelf[Checking] = Shelf(serving.kept, serving.kept_bytes)
        self._limiter: CapacityLimiter | None = None
        self.pages = Pages(serving.page_bytes)
        self._holdings = Holdings(serving.record, serving.patience) if serving.record else None
        self.site = Site(serving.record is not None, serving.record.name if serving.record else "")

    @property
    def holdings(self) -> Holdings:
        """The record; its routes are there only where there is one."""
        assert self._holdings is not None
        return self._holdings

    @property
    def opened(self) -> Opened:
        """The record's latest state that is ready.

        :raises ProblemError: ``preparing``.
        """
        return self.holdings.now()

    @property
    def version(self) -> tuple[Any, ...]:
        """Changes with what pages over the record show."""
        return self.opened.version, len(self.holdings.judgements.all())

    async def in_thread(self, function: Callable[..., _Result], *values: Any) -> _Result:
        """Call what waits for a reading process in a thread of its own sort, so that it keeps no page waiting."""
        if self._limiter is None:
            self._limiter = CapacityLimiter(self.serving.processes + self.serving.most_waiting + 4)
        return await to_thread.run_sync(partial(function, *values), limiter=self._limiter)

    def begin(self) -> None:
        """Open the record before anybody asks for it."""
        if self._holdings:
            self._holdings.begin()

    def close(self) -> None:
        """End processes."""
        self.readers.close()
        if self._holdings:
            self._holdings.close()


def csrf_of(request: Request[Any, Any, Any]) -> str:
    """The token that a form of this page must send back."""
    token = ScopeState.from_scope(request.scope).csrf_token
    return token if isinstance(token, str) else ""


def download(data: bytes, title: str | None, ending: str) -> Response[bytes]:
    """A file to be saved, named after a title; whatever it holds, no browser runs it here."""
    stem = re.sub(r"[^a-z0-9]+", "-", (title or "").lower()).strip("-")[:60] or "onrecord"
    media = {"html": "text/html; charset=utf-8", "json": "application/json"}[ending]
    headers = {
        "Content-Disposition": f'attachment; filename="{stem}.{ending}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type=media, headers=headers)
