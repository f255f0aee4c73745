"""The authority files that options name → one Authority, read once in a process for all its documents.

What is in a file is read by ``readers.people``, who is meant is decided in ``speakers.identify``.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.readers.people import PeopleFile, merged, read_people
from onrecord.readers.people_rows import BrokenRow, name_key

if TYPE_CHECKING:
    from onrecord.model import Person
    from onrecord.speakers.authority import Authority


class Loaded(Struct, frozen=True):
    """The authority of some files, and each file with its broken rows."""

    authority: Authority
    files: tuple[PeopleFile, ...]


def load_people(paths: tuple[str, ...]) -> Loaded:
    """Read authority files, or take what was read of them before if they did not change since.

    :raises PeopleFileError: nothing of one of them can be used.
    """
    return _load(tuple((path, _stamp(path)) for path in paths))


def _stamp(path: str) -> tuple[int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=4)
def _load(stamped: tuple[tuple[str, tuple[int, int]], ...]) -> Loaded:
    from onrecord.speakers.authority import Authority

    with _uncollected():
        people: dict[str, Person] = {}
        files = [_added(people, read_people(path)) for path, _ in stamped]
        return Loaded(Authority(people.values()), tuple(files))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cycle collector, which would walk hundreds of thousands of new rows again and again and find no cycle."""
    watched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if watched:
            gc.enable()


def _added(people: dict[str, Person], file: PeopleFile) -> PeopleFile:
    """Take a file's people in; an id that another file gives to somebody else is one more broken row."""
    clashes: list[BrokenRow] = []
    for person in file.people:
        known = people.setdefault(person.id, person)
        if known is person:
            continue
        if {*map(name_key, known.names)} & {*map(name_key, person.names)}:
            people[person.id] = merged(known, person)
        else:
            detail = f"{person.id} is {known.names[0]} in another file and {person.names[0]} here"
            clashes.append(BrokenRow(0, "duplicate-id", detail))
    return PeopleFile(file.path, file.people, (*file.broken, *clashes), file.encoding)
