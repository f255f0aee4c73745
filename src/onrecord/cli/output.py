"""Bytes → stdout or a file that appears only once it is whole; the system's errors become onrecord's.

A file is written beside its place under another name and renamed at the end. What is written is left to the commands.
"""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import click

from onrecord.cli.words import environment, unwritable
from onrecord.errors import EnvironmentFaultError

_CLOSED = EnvironmentFaultError("standard output", "it is closed; write to a file with --output")
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def fault_of_stdout(error: OSError) -> str | None:
    """The sentence for an error of writing text to stdout, such as the help; ``None`` for other errors."""
    if error.errno in _FULL:
        return environment(EnvironmentFaultError("disk", "standard output"))
    return environment(_CLOSED) if isinstance(error, io.UnsupportedOperation) else None


class ReaderGoneError(Exception):
    """Nobody reads stdout any more, as after ``| head``."""


class Output:
    """Where a command's data goes; a context manager.

    :param path: a file, or ``None`` or ``-`` for stdout.
    :raises click.UsageError: the file cannot be made.
    :raises EnvironmentFaultError: the disk is full.
    :raises ReaderGoneError: stdout was closed.
    """

    def __init__(self, path: str | None) -> None:
        self.path = None if path in (None, "-") else path
        self._partial: str | None = None
        self._stream: BinaryIO
        self.kept = True

    def __enter__(self) -> Output:
        if self.path is None:
            self._stream = sys.stdout.buffer
            return self
        try:
            self._stream = self._open(self.path)
        except OSError as error:
            raise self._fault(error) from error
        return self

    def write(self, data: bytes) -> None:
        """Write and hand over at once, so that a full disk shows here."""
        try:
            self._stream.write(data)
            self._stream.flush()
        except OSError as error:
            raise self._fault(error) from error

    def discard(self) -> None:
        """Leave no file: nothing worth one was written."""
        self.kept = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.path is None:
            return
        try:
            self._stream.close()
            if self._partial and self.kept and kind is None:
                os.replace(self._partial, os.path.realpath(self.path))
                self._partial = None
        except OSError as fault:
            raise self._fault(fault) from fault
        finally:
            if self._partial:
                Path(self._partial).unlink(missing_ok=True)

    def _open(self, path: str) -> BinaryIO:
        place = os.path.realpath(path)
        if os.path.isdir(place):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        if os.path.exists(place) and not stat.S_ISREG(os.stat(place).st_mode):  # /dev/null, a pipe
            return open(place, "wb")
        if os.path.exists(place) and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        handle, self._partial = tempfile.mkstemp(prefix=".onrecord-", dir=os.path.dirname(place))
        os.chmod(self._partial, _mode(place))
        return os.fdopen(handle, "wb")

    def _fault(self, error: OSError) -> Exception:
        if error.errno in _FULL:
            return EnvironmentFaultError("disk", self.path or "standard output")
        if self.path is None and isinstance(error, io.UnsupportedOperation):
            return _CLOSED
        if self.path is None and isinstance(error, BrokenPipeError):
            return ReaderGoneError()
        return click.UsageError(unwritable(self.path or "standard output", error), click.get_current_context(True))


def _mode(place: str) -> int:
    """Permissions of the file that is replaced, or those that a new file gets."""
    if os.path.exists(place):
        return stat.S_IMODE(os.stat(place).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
