"""A path, ``-`` or a URL → its bytes, within limits of size and time; the only module that opens a connection.

What the bytes mean is left to ``decode``. Each failure is an :class:`UnreadableError` with its own reason.
"""

from __future__ import annotations

import errno
import os
import re
import selectors
import stat
import sys

from onrecord.errors import UnreadableError, UnreadableReason
from onrecord.readers.types import Source
from onrecord.settings import Limits

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):(//)?")


def load(uri: str, limits: Limits) -> Source:
    """Read the bytes of a file, of standard input (``-``) or of an ``http``/``https`` URL.

    :raises UnreadableError: ``missing folder permission io empty too-large`` for files; ``not-found`` (404, 410),
        ``http`` (detail: the status), ``timeout``, ``redirects``, ``network``, ``truncated``, ``unsupported-url`` for
        URLs.
    """
    if uri == "-":
        return Source(uri, _stdin(limits))
    scheme = _SCHEME.match(uri)
    if scheme and scheme[1].lower() in ("http", "https"):
        from onrecord.readers.fetch import fetch

        return fetch(uri, limits)
    if scheme and (scheme[2] or not os.path.lexists(uri)):
        raise UnreadableError(uri, "unsupported-url", scheme[1].lower())
    return Source(uri, _file(uri, limits))


def _stdin(limits: Limits) -> bytes:
    if sys.stdin is None:
        raise UnreadableError("-", "io", "no standard input")
    try:
        data = sys.stdin.buffer.read(limits.max_bytes + 1)
    except OSError as error:
        raise UnreadableError("-", _reason(error), error.strerror or str(error)) from error
    return _checked("-", data, limits)


def _file(path: str, limits: Limits) -> bytes:
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableError(path, "folder")
        if stat.S_ISFIFO(mode):
            return _checked(path, _pipe(path, limits), limits)
        with open(path, "rb", buffering=0) as file:
            if os.fstat(file.fileno()).st_size > limits.max_bytes:
                raise UnreadableError(path, "too-large", f"over {limits.max_bytes} bytes")
            return _checked(path, _read(file.fileno(), limits), limits)
    except OSError as error:
        raise UnreadableError(path, _reason(error), error.strerror or str(error)) from error
    except ValueError as error:  # a NUL in the name
        raise UnreadableError(path, "missing", str(error)) from error


def _read(descriptor: int, limits: Limits) -> bytes:
    """To the end or to one byte over the limit; devices such as ``/dev/zero`` never end."""
    parts: list[bytes] = []
    room = limits.max_bytes + 1
    while room > 0 and (part := os.read(descriptor, min(room, 1 << 20))):
        parts.append(part)
        room -= len(part)
    return b"".join(parts)


def _pipe(path: str, limits: Limits) -> bytes:
    """A named pipe, which may have no writer and then never says anything: waited for no longer than for a URL."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            if not selector.select(limits.fetch_seconds):
                raise UnreadableError(path, "timeout", f"{limits.fetch_seconds:g} s")
        os.set_blocking(descriptor, True)
        return _read(descriptor, limits)
    finally:
        os.close(descriptor)


def _checked(uri: str, data: bytes, limits: Limits) -> bytes:
    if len(data) > limits.max_bytes:
        raise UnreadableError(uri, "too-large", f"over {limits.max_bytes} bytes")
    if not data:
        raise UnreadableError(uri, "empty")
    return data


def _reason(error: OSError) -> UnreadableReason:
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP):
        return "missing"
    if error.errno == errno.EISDIR:
        return "folder"
    return "permission" if error.errno in (errno.EACCES, errno.EPERM) else "io"
