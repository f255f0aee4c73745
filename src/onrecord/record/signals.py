"""A stretch of work that signals must not tear: they are kept and take effect at its end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def unbroken() -> Iterator[None]:
    """Hold back Ctrl-C and the signals that end a process; other threads than the first are never interrupted anyhow."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[tuple[int, Any]] = []
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda *args: held.append(args)) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number, frame in held[:1]:
            handler = before[number]
            if callable(handler):
                handler(number, frame)
