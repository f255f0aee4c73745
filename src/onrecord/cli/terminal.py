"""The environment → how much a terminal can show: whether in colour, how wide, in which characters."""

from __future__ import annotations

import os
import sys
from typing import Literal, TextIO

from onrecord.cli.log import plain

Colour = Literal["auto", "always", "never"]


def colour(wish: Colour, stream: TextIO) -> bool:
    """Decide on colour: the option first, then ``NO_COLOR``, then ``FORCE_COLOR``, then whether it is a terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or "WT_SESSION" in os.environ or "TERM" in os.environ


def columns() -> int:
    """Width of the terminal (``COLUMNS`` first); 80 where there is none."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


class Progress:
    """One line on stderr that says which document is being read; silent unless a person is watching for it."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self.total, self.done = total, 0
        self._shown = shown and total > 1 and sys.stderr.isatty() and plain()

    def step(self) -> None:
        """Tell that one more document is done."""
        self.done += 1
        if self._shown:
            sys.stderr.write(f"\r\x1b[Kread {self.done} of {self.total}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, before anything else is written to stderr."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
