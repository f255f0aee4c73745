"""Calls of functions → their results, from processes that are watched: one that takes too long is ended and replaced.

What is called must be importable by name and its arguments must travel between processes. The server's own threads only
wait, so that pages are answered while documents are read.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from queue import LifoQueue
from typing import Any, TypeVar

from msgspec import Struct

from onrecord.errors import EnvironmentFaultError, OnrecordError, UnreadableError
from onrecord.model import Failure
from onrecord.pipeline import attempt
from onrecord.web.problems import ProblemError

_Result = TypeVar("_Result")
_BUSY = "Many documents are being read right now. Try again in a moment."


class _Fault(Struct, frozen=True):
    """The machine lacks something."""

    what: str
    detail: str


class Readers:
    """Processes for functions that take a while; started when first needed, ended with :meth:`close`.

    :param count: how many; 0 calls functions where they are asked for, without a limit of time.
    :param most_waiting: calls that may wait for a process.
    """

    def __init__(self, count: int, most_waiting: int) -> None:
        self.count = count
        self._room = threading.Semaphore(count + most_waiting)
        self._free: LifoQueue[_Process | None] = LifoQueue()
        for _ in range(count):
            self._free.put(None)

    def call(self, name: str, seconds: float, function: Callable[..., _Result], *values: Any) -> _Result:
        """Call ``function(*values)``; blocks.

        :param name: the document's, for errors.
        :raises UnreadableError: the document cannot be read, or not within ``seconds``.
        :raises ProblemError: too many wait already.
        """
        if not self.count:
            done: _Result = _result(attempt(name, lambda: function(*values)))
            return done
        if not self._room.acquire(blocking=False):
            raise ProblemError(503, "busy", _BUSY)
        try:
            process = self._free.get()
            try:
                process = process or _Process()
                answer = process.ask((name, function, values), seconds)
            except (TimeoutError, EOFError, OSError) as error:
                if process:
                    process.stop()
                process = None
                late = isinstance(error, TimeoutError)
                raise UnreadableError(name, *(("timeout", f"over {seconds:g} s") if late else ("crash", ""))) from error
            finally:
                self._free.put(process)
        finally:
            self._room.release()
        found: _Result = _result(answer)
        return found

    def warm(self, function: Callable[..., object], *values: Any) -> None:
        """Have one process do something in the background, so that it has loaded what it needs."""
        if self.count:

            def call() -> None:
                with suppress(OnrecordError):
                    self.call("-", 120.0, function, *values)

            threading.Thread(target=call, name="onrecord-warm", daemon=True).start()

    def close(self) -> None:
        """End all processes that do nothing."""
        while not self._free.empty():
            process = self._free.get()
            if process:
                process.stop()


def _result(answer: Any) -> Any:
    if isinstance(answer, Failure):
        raise UnreadableError(answer.uri, answer.reason, answer.detail)  # type: ignore[arg-type]
    if isinstance(answer, _Fault):
        raise EnvironmentFaultError(answer.what, answer.detail)
    return answer


class _Process:
    """One process and this end of its pipe."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name="onrecord-reader", daemon=True)
        self._process.start()
        theirs.close()  # or its end would never show here

    def ask(self, call: Any, seconds: float) -> Any:
        """Send a call and wait for its answer.

        :raises TimeoutError: there is none in time.
        :raises EOFError: the process is gone.
        """
        self._connection.send(call)
        if not self._connection.poll(seconds):
            raise TimeoutError
        return self._connection.recv()

    def stop(self) -> None:
        """End it at once; it holds nothing that could be lost."""
        self._process.kill()
        self._process.join()
        self._connection.close()


def _serve(connection: Connection) -> None:
    """Answer calls until the other side is gone; the entry of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the parent decides
    with suppress(EOFError, OSError):
        while True:
            name, function, values = connection.recv()
            try:
                answer: Any = attempt(name, partial(function, *values))
            except EnvironmentFaultError as fault:
                answer = _Fault(fault.what, fault.detail)
            connection.send(answer)
