"""What was read or checked → a name nobody guesses, under which it can be looked at again for a while; nothing on disk.

Pages that were written are kept likewise, under their addresses.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from onrecord.web.problems import ProblemError

_Item = TypeVar("_Item")
_GONE = "This result is no longer kept. The server keeps the latest ones, until it is stopped. Read or check the text again."


class Shelf(Generic[_Item]):
    """The latest items, bounded by number and size; for several threads.

    :param most: items; ``most_bytes``: their sizes together, as :meth:`put` is told them.
    """

    def __init__(self, most: int, most_bytes: int) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._items: OrderedDict[str, tuple[_Item, int]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def put(self, item: _Item, size: int) -> str:
        """Keep an item; its name."""
        name = secrets.token_urlsafe(12)
        with self._lock:
            self._items[name] = (item, size)
            self._size += size
            while len(self._items) > 1 and (len(self._items) > self._most or self._size > self._most_bytes):
                _, (_, gone) = self._items.popitem(last=False)
                self._size -= gone
        return name

    def get(self, name: str) -> _Item:
        """The item of a name.

        :raises ProblemError: it is kept no longer, or never was.
        """
        with self._lock:
            if name not in self._items:
                raise ProblemError(404, "gone", _GONE)
            self._items.move_to_end(name)
            return self._items[name][0]


class Pages:
    """Pages that were written, by address and state of the record; those asked for least lately go first.

    :param most_bytes: their sizes together.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most, self._size = most_bytes, 0
        self._pages: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, write: Callable[[], bytes]) -> bytes:
        """The page of a key, written now if it is not kept."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        page = write()
        with self._lock:
            if key not in self._pages:
                self._pages[key] = page
                self._size += len(page)
            while self._pages and self._size > self._most:
                self._size -= len(self._pages.popitem(last=False)[1])
        return page
