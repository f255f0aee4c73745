"""Every request → refused, or let through with the headers that keep pages harmless: who asks, from where, under which name.

- *Host*: a page of a stranger whose name leads to this machine (DNS rebinding) asks under its own name and is refused.
- *Origin*: nothing is changed by a request that another site's page sent; forms have a token besides (``app``).
- *Token*: where the server is reachable by others, a visitor shows it once in the address and has it in a cookie from then.
- *Policy*: a page may load this server's own style sheet and script and nothing else; no script in a page ever runs.
"""

from __future__ import annotations

import json
from hmac import compare_digest
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from onrecord.web.serving import Serving
from onrecord.web.words import STATUSES

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_SAFE = ("GET", "HEAD", "OPTIONS")
_OPEN = ("/health", "/static/")
_MISDIRECTED = "This server does not answer under this name. Open it as localhost, or start it with --allow-host NAME."
_FOREIGN = "Another site’s page sent this request; nothing was changed."


class Guard:
    """Wraps the application."""

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self.app, self.serving = app, serving
        self.cookie = f"onrecord-token-{serving.port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at a request before the application does."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        guarded = _with_headers(send)
        headers = Headers.from_scope(scope)
        host = headers.get("host", "")
        if not self._is_known(host):
            await refuse(scope, guarded, 421, "misdirected", _MISDIRECTED)
        elif scope["method"] not in _SAFE and _is_foreign(headers, host):
            await refuse(scope, guarded, 403, "foreign", _FOREIGN)
        elif self._is_let_in(scope, headers):
            await self.app(scope, receive, guarded)
        elif (given := _asked(scope).get("token")) and self._is_token(given):
            await self._enter(scope, guarded)
        else:
            await refuse(scope, guarded, 401, "unauthorized", STATUSES[401])

    def _is_known(self, host: str) -> bool:
        return not self.serving.hosts or _without_port(host) in self.serving.hosts

    def _is_let_in(self, scope: HTTPScope, headers: Headers) -> bool:
        if self.serving.token is None or scope["path"].startswith(_OPEN):
            return True
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._is_token(given.strip()):
            return True
        try:
            kept = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return False
        return kept is not None and self._is_token(kept.value)

    def _is_token(self, given: str) -> bool:
        return compare_digest(given.encode("utf-8", "replace"), (self.serving.token or "").encode())

    async def _enter(self, scope: HTTPScope, send: Send) -> None:
        """Keep the token in a cookie and lead to the same address without it, so that no history or log shows it."""
        rest = urlencode([pair for pair in parse_qsl(_query(scope), keep_blank_values=True) if pair[0] != "token"])
        path = "/" + quote(scope["path"].lstrip("/"))  # one slash: two would name another server
        cookie = f"{self.cookie}={self.serving.token}; Path=/; HttpOnly; SameSite=Lax"
        start = [(b"location", (path + (f"?{rest}" if rest else "")).encode()), (b"set-cookie", cookie.encode())]
        await send({"type": "http.response.start", "status": 303, "headers": start})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _without_port(host: str) -> str:
    name, colon, port = host.lower().rpartition(":")
    return (name if colon and port.isdigit() else host.lower()).rstrip(".")


def _is_foreign(headers: Headers, host: str) -> bool:
    """Whether a browser says that the request comes from another site's page; programs say nothing."""
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc.lower() != host.lower()
    return headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _query(scope: HTTPScope) -> str:
    return scope["query_string"].decode("latin-1")


def _asked(scope: HTTPScope) -> dict[str, str]:
    return dict(parse_qsl(_query(scope))) if scope["method"] == "GET" else {}


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return guarded


async def refuse(scope: HTTPScope, send: Send, status: int, reason: str, message: str) -> None:
    """Answer before anything else was done; in plain words, since pages may be what is refused."""
    if scope["path"].startswith("/api"):
        media, body = (
            b"application/json",
            json.dumps({"status": status, "reason": reason, "message": message, "field": None}).encode(),
        )
    else:
        media, body = b"text/plain; charset=utf-8", f"{message}\n".encode()
    headers = [(b"content-type", media), (b"content-length", str(len(body)).encode())]
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append((b"retry-after", b"2"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
