"""An application → a running server; the socket is opened before, so that a port that is taken is told in time; so is a missing extra."""

from __future__ import annotations

import gc
import os
import socket
import sys
import threading

import uvicorn

from onrecord.web.serving import Serving

_SECONDS = 10
"""For a request to be answered after Ctrl-C."""
_IDLE = 65
"""Seconds that a connection may lie idle: more than proxies and pools keep theirs, so that none is closed as it is used."""


def listening(host: str, port: int) -> socket.socket | None:
    """A socket that listens; ``None`` where the address or the port is not to be had."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        return socket.create_server(found[0][4][:2], family=found[0][0], backlog=512)
    except OSError:
        return None


def run(serving: Serving, listener: socket.socket) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    from onrecord.web.app import make_app

    config = uvicorn.Config(
        make_app(serving), log_level="warning", access_log=False, server_header=False, date_header=True,
        timeout_graceful_shutdown=_SECONDS, timeout_keep_alive=_IDLE, lifespan="on", proxy_headers=False,
    )  # fmt: skip
    gc.collect()
    gc.freeze()  # what is there now stays, and need not be looked through again while pages are made
    try:
        uvicorn.Server(config).run([listener])
    except KeyboardInterrupt:
        return  # that is how it is stopped
    finally:
        leave()


def leave() -> None:
    """End the process at once where something is still being counted: it holds nothing that could be lost, and the libraries
    that count do not survive the interpreter's end."""
    if any(thread.name.startswith("onrecord-") for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
