"""A value that takes long to make → made once, in the background, when it is first asked for; an earlier one serves until then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from onrecord.errors import OnrecordError
from onrecord.web.problems import ProblemError

_Value = TypeVar("_Value")
_REST = 20
"""What took a second to count stays good for so many seconds, however the record grows."""
_WAITERS = threading.BoundedSemaphore(3)
"""So many requests wait at once: each holds a thread, and pages that need not wait want theirs."""


def waited(done: threading.Event, seconds: float) -> bool:
    """Wait a moment, if not too many wait already; whether it was worth it."""
    if done.is_set() or not _WAITERS.acquire(blocking=False):
        return done.is_set()
    try:
        return done.wait(seconds)
    finally:
        _WAITERS.release()


class Later(Generic[_Value]):
    """A value that is made in the background when it is first asked for; an earlier one serves until then.

    :param before: the same of an earlier state.
    :param patience: seconds that :meth:`get` waits.
    """

    def __init__(
        self, what: str, make: Callable[[], _Value], before: Later[_Value] | None = None, patience: float = 4.0
    ) -> None:
        self._what, self._make, self._patience = what, make, patience
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._before = before if before and before.is_ready and before._error is None else None
        self._started = False
        self._made: list[_Value] = []
        self._error: Exception | None = None
        self._cost = self._ended = 0.0

    @property
    def is_ready(self) -> bool:
        """Whether :meth:`get` would give the value itself, not an earlier one."""
        return self._done.is_set()

    def begin(self) -> None:
        """Make the value in the background, unless that was begun before."""
        with self._lock:
            if not self._started:
                self._started = True
                threading.Thread(target=self._run, name="onrecord-counting", daemon=True).start()

    def peek(self) -> _Value | None:
        """The value or an earlier one if it is at hand; else it is begun."""
        self.begin()
        ready = self._done.is_set() and self._error is None
        return self._made[0] if ready else self._before.peek() if self._before else None

    def get(self) -> _Value:
        """The value, or an earlier one.

        :raises ProblemError: ``preparing``: there is none yet.
        """
        before = self._before
        if before and not self._done.is_set() and time.monotonic() < before._ended + _REST * before._cost:
            return before.get()
        self.begin()
        if not self._done.is_set() and before:
            return before.get()
        if not waited(self._done, self._patience):
            raise ProblemError(503, "preparing", f"{self._what} This page comes back by itself.")
        error = self._error
        if error:
            with self._lock:  # the next one who asks tries again
                self._started, self._error = False, None
                self._done.clear()
            raise error
        self._before = None
        return self._made[0]

    def wait(self) -> _Value:
        """The value, however long it takes; for what is made of it in the background."""
        self.begin()
        self._done.wait()
        return self.get()

    def _run(self) -> None:
        began = time.monotonic()
        try:
            self._made.append(self._make())
        except (OnrecordError, ImportError, OSError) as error:
            self._error = error
        self._ended = time.monotonic()
        self._cost = self._ended - began
        self._done.set()
