"""A URL that the user named → its bytes: one deadline for everything, few redirects, a size limit, an honest agent.

Built on ``urllib`` so that proxies of the environment hold; its redirects and error handlers are left out, since they
read bodies without a limit. Files and pipes are left to ``source``.
"""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from functools import partial
from typing import Any, cast
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from onrecord.errors import UnreadableError
from onrecord.readers.types import Source
from onrecord.settings import USER_AGENT, Limits

_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip",
}
_CHUNK = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)


class _PrivateAddressError(Exception):
    """A host whose address is not public, where only public ones may be fetched."""


def is_public(address: str) -> bool:
    """Whether an IP address may be reached by everybody: no private, local, shared or reserved one, nor an IPv6 address
    that carries such an IPv4 address (mapped, 6to4, Teredo, NAT64)."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        teredo = found.teredo[1] if found.teredo else None
        nat64 = ipaddress.IPv4Address(found.packed[12:]) if found in _NAT64 else None
        inner = found.ipv4_mapped or found.sixtofour or teredo or nat64
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not (found.is_multicast or found.is_reserved)


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class _Deadline:
    """Seconds left until a moment that was fixed at the start; with ``public_only``, connections go to public addresses."""

    def __init__(self, seconds: float, public_only: bool = False) -> None:
        self._end = time.monotonic() + seconds
        self._public_only = public_only

    def left(self) -> float:
        """More than 0.

        :raises TimeoutError: nothing is left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def connect(self, address: tuple[str, int], *_: Any) -> socket.socket:
        """``socket.create_connection``, but all addresses of a host share the time that is left.

        What is connected to is the very address that was looked at: the name is not asked for a second time.
        """
        failure: OSError | None = None
        for family, kind, protocol, _name, place in socket.getaddrinfo(*address, 0, socket.SOCK_STREAM):
            if self._public_only and not is_public(str(place[0])):
                raise _PrivateAddressError(f"{address[0]}: {place[0]}")
            sock = socket.socket(family, kind, protocol)
            try:
                sock.settimeout(self.left())
                sock.connect(place)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        raise failure or OSError("no address")


class _TimedReader(io.RawIOBase):
    """Bytes of a socket; each read waits for no longer than what is left of the deadline."""

    def __init__(self, sock: socket.socket, deadline: _Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.left())
        return self._sock.recv_into(buffer)

    def close(self) -> None:
        self._sock.close()
        super().close()


class _TimedSocket:
    """What ``http.client`` needs of a socket, under a deadline."""

    def __init__(self, sock: socket.socket, deadline: _Deadline) -> None:
        self._sock, self._deadline, self._read = sock, deadline, False

    def makefile(self, *_: Any) -> io.BufferedReader:
        self._read = True
        return io.BufferedReader(_TimedReader(self._sock, self._deadline), _CHUNK)

    def sendall(self, data: Any) -> None:
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def close(self) -> None:
        """``urllib`` closes before it reads; from then on the reader holds the socket."""
        if not self._read:
            self._sock.close()


class _Plain(http.client.HTTPConnection):
    def __init__(self, host: str, deadline: _Deadline, **options: Any) -> None:
        super().__init__(host, **options)
        self._deadline, self._create_connection = deadline, deadline.connect

    def connect(self) -> None:
        super().connect()
        self.sock = cast(socket.socket, _TimedSocket(self.sock, self._deadline))


class _Secure(http.client.HTTPSConnection):
    def __init__(self, host: str, deadline: _Deadline, **options: Any) -> None:
        super().__init__(host, **options)
        self._deadline, self._create_connection = deadline, deadline.connect

    def connect(self) -> None:
        super().connect()
        self.sock = cast(socket.socket, _TimedSocket(self.sock, self._deadline))


class _PlainHandler(HTTPHandler):
    def __init__(self, deadline: _Deadline) -> None:
        super().__init__()
        self._connection = partial(_Plain, deadline=deadline)

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, req)


class _SecureHandler(HTTPSHandler):
    def __init__(self, deadline: _Deadline) -> None:
        context = ssl.create_default_context()
        super().__init__(context=context)  # given none, it makes one of its own from Python 3.12 on: slow
        self._connection = partial(_Secure, deadline=deadline, context=context)

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, req)


def fetch(uri: str, limits: Limits) -> Source:
    """Get ``uri``, redirects and body within ``limits.fetch_seconds`` altogether.

    :raises UnreadableError: ``unsupported-url``, ``timeout``, ``redirects``, ``network``, ``truncated``,
        ``not-found``, ``http``, ``too-large``, ``empty``, ``private``.
    """
    try:
        return _follow(uri, limits)
    except _PrivateAddressError as error:
        raise UnreadableError(uri, "private", str(error)) from error
    except TimeoutError as error:
        raise UnreadableError(uri, "timeout", f"{limits.fetch_seconds:g} s") from error
    except http.client.IncompleteRead as error:
        raise UnreadableError(uri, "truncated", "the connection ended early") from error
    except (http.client.InvalidURL, UnicodeError) as error:
        raise UnreadableError(uri, "unsupported-url", str(error)) from error
    except (OSError, http.client.HTTPException) as error:
        cause = getattr(error, "reason", error)
        if isinstance(cause, TimeoutError):
            raise UnreadableError(uri, "timeout", f"{limits.fetch_seconds:g} s") from error
        raise UnreadableError(uri, "network", str(cause) or type(cause).__name__) from error


def _follow(uri: str, limits: Limits) -> Source:
    deadline = _Deadline(limits.fetch_seconds, limits.public_only)
    opener = OpenerDirector()
    proxies = ProxyHandler({} if limits.public_only else None)
    for handler in (proxies, _PlainHandler(deadline), _SecureHandler(deadline)):
        opener.add_handler(handler)
    url = _address(uri, uri)
    for _ in range(limits.max_redirects + 1):
        answer = cast(http.client.HTTPResponse, opener.open(Request(url, headers=_HEADERS), timeout=deadline.left()))
        with answer:
            target = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not target:
                return _read(uri, url, answer, limits)
        url = _address(uri, urljoin(url, target))
    raise UnreadableError(uri, "redirects", f"over {limits.max_redirects}")


def _address(uri: str, url: str) -> str:
    """``url`` in ASCII, as HTTP wants it.

    :raises UnreadableError: it is none that may be fetched.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UnreadableError(uri, "unsupported-url", str(error)) from error
    if parts.scheme not in ("http", "https"):
        raise UnreadableError(uri, "unsupported-url", parts.scheme)
    if not host or parts.username is not None:
        raise UnreadableError(uri, "unsupported-url", "no host" if not host else "a name or password in the URL")
    name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii") if not host.isascii() else host
    safe = "%/:=&?~+!$,;'@()*[]|"
    place = name if port is None else f"{name}:{port}"
    return urlunsplit((parts.scheme, place, quote(parts.path or "/", safe), quote(parts.query, safe), ""))


def _read(uri: str, url: str, answer: http.client.HTTPResponse, limits: Limits) -> Source:
    _check_status(uri, answer)
    packing = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise UnreadableError(uri, "http", f"content encoding {packing}")
    data = _body(uri, answer, limits.max_bytes)
    if not data:
        raise UnreadableError(uri, "empty")
    declared = "Content-Type" in answer.headers
    media_type = answer.headers.get_content_type() if declared else None
    return Source(uri, data, media_type, answer.headers.get_content_charset(), url)


def _check_status(uri: str, answer: http.client.HTTPResponse) -> None:
    if answer.status in (404, 410):
        raise UnreadableError(uri, "not-found", str(answer.status))
    if not 200 <= answer.status < 300:
        raise UnreadableError(uri, "http", str(answer.status))


def _body(uri: str, answer: http.client.HTTPResponse, limit: int) -> bytes:
    if (answer.length or 0) > limit:
        raise UnreadableError(uri, "too-large", f"over {limit} bytes")
    parts: list[bytes] = []
    room = limit + 1
    while room > 0 and (part := answer.read(min(room, _CHUNK))):
        parts.append(part)
        room -= len(part)
    if room <= 0:
        raise UnreadableError(uri, "too-large", f"over {limit} bytes")
    if answer.length:
        raise UnreadableError(uri, "truncated", "the connection ended early")
    return b"".join(parts)
