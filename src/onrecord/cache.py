"""Key → bytes kept from an earlier run in a folder of the user's: what is damaged, missing or unwritable is simply not there.

What is kept, and under which key, is the callers'. A key must name everything that the bytes depend on.
"""

from __future__ import annotations

import os
import sys
import tempfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path

_MAGIC = b"onrecord cache 1"
_HEAD = 32
"""Bytes before the entry's own, a multiple of 8 so that numbers in it stand where processors like them."""
_MOST_BYTES = 2_000_000_000
"""Room that the folder may take; what was used longest ago goes first."""


class Cache:
    """Entries in ``folder``, which is made when first written to; a folder that cannot be written is no error."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str) -> memoryview | None:
        """Bytes kept under ``key``; ``None`` if there are none or they are damaged."""
        path = self._path(key)
        try:
            with open(path, "rb") as file:
                data = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
        except (OSError, ValueError):  # an empty file cannot be mapped
            return None
        body = data[_HEAD:]
        if data[:_HEAD] != _head(body):
            return None
        return body

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data``: written beside its place and then moved there, so that no reader ever sees half of it."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        except OSError:
            return
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_head(data))
                file.write(data)
            os.replace(name, path)
        except OSError:
            with suppress(OSError):
                os.unlink(name)

    def prune(self, limit: int = _MOST_BYTES) -> None:
        """Remove the entries written longest ago until the rest takes at most ``limit`` bytes."""
        with suppress(OSError):
            found = [(entry.stat(), entry) for entry in self.folder.glob("??/*") if entry.is_file()]
            room = limit
            for facts, entry in sorted(found, key=lambda pair: -pair[0].st_mtime):
                room -= facts.st_size
                if room < 0:
                    entry.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        name = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
        return self.folder / name[:2] / name


def _head(body: bytes | memoryview) -> bytes:
    return (_MAGIC + zlib.crc32(body).to_bytes(4, "big")).ljust(_HEAD, b"\0")


def default_folder(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    """Where caches belong on this system; ``ONRECORD_CACHE`` names another folder.

    ``$XDG_CACHE_HOME/onrecord`` or ``~/.cache/onrecord`` (XDG Base Directory 0.8), ``~/Library/Caches/onrecord`` on
    macOS, ``%LOCALAPPDATA%\\onrecord\\Cache`` on Windows.
    """
    known = os.environ if environment is None else environment
    if named := known.get("ONRECORD_CACHE"):
        return Path(named)
    home = Path(known.get("HOME") or known.get("USERPROFILE") or tempfile.gettempdir())
    if platform == "win32":
        return Path(known.get("LOCALAPPDATA") or home / "AppData" / "Local") / "onrecord" / "Cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "onrecord"
    folder = known.get("XDG_CACHE_HOME", "")
    return (Path(folder) if os.path.isabs(folder) else home / ".cache") / "onrecord"
