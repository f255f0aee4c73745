"""A folder → the right to write in it, held by one process at a time and given back when that process ends, however it ends.

The system's own file locks are used, so that nothing stale is ever left; the file says who holds it, for people.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from onrecord.errors import RecordError

_NAME = ".lock"
_HELD_BYTE = 1 << 20
"""Windows locks ranges of bytes and forbids reading them: this one lies behind what is written."""


class Lock:
    """Context manager; the folder must be there.

    :raises RecordError: ``busy`` (detail: the process that writes).
    :raises OSError: the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._descriptor = -1

    def __enter__(self) -> Lock:
        path = self.folder / _NAME
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(self._descriptor)
        except OSError:
            holder = os.read(self._descriptor, 40).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise RecordError(str(self.folder), "busy", holder) from None
        with suppress(OSError):  # a full disk is the next one's to tell
            os.truncate(self._descriptor, 0)
            os.write(self._descriptor, f"process {os.getpid()}\n".encode())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            os.truncate(self._descriptor, 0)
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _HELD_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
