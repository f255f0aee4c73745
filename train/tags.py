"""Articles' attributions → word runs, tags and links to learn from; the words are the reader's own (``encode``)."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.extract.model.encode import Encoded
from onrecord.extract.model.labels import ROLES, legal, tag_of
from train.gold import Article, Range

Run = tuple[int, int]


class Tagged(Struct, frozen=True):
    """Gold for an encoded article: a tag a word, and the links between runs (half-open ranges of words)."""

    tags: NDArray[np.int64]
    links: tuple[tuple[Run, Run | None, tuple[Run, ...]], ...]
    """(cue, mention or none, contents) of every attribution that has a cue."""


def runs(ranges: tuple[Range, ...], words: Encoded) -> list[Run]:
    """Ranges of characters → maximal runs of adjacent words that share a character with one of them."""
    found: list[Run] = []
    for start, stop in sorted(ranges):
        low = int(np.searchsorted(words.stop, start, "right"))
        high = int(np.searchsorted(words.start, stop, "left"))
        if low >= high:
            continue
        if found and found[-1][1] >= low:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found


def tagged(article: Article, words: Encoded) -> Tagged:
    """Tags and links; where runs of several roles meet, the cue wins over the mention and that over the content."""
    tags = np.zeros(len(words), np.int64)
    links = []
    by_role: dict[str, set[Run]] = {role: set() for role in ROLES}
    for row in article.attributions:
        found = {role: runs(row.of(role), words) for role in ROLES}
        for role in ROLES:
            by_role[role].update(found[role])
        if found["cue"]:
            links.append((found["cue"][0], next(iter(found["mention"]), None), tuple(found["content"])))
    for role in ("content", "mention", "cue"):
        for start, stop in sorted(by_role[role]):
            for i in range(start, stop):
                tags[i] = tag_of(role, i == start, i == stop - 1)
    return Tagged(_repaired(tags), tuple(links))


def _repaired(tags: NDArray[np.int64]) -> NDArray[np.int64]:
    """Tags in which a run that another one painted over ends before it and begins anew after it."""
    pairs, _, _ = legal()
    for i in np.flatnonzero(~pairs[tags[:-1], tags[1:]]).tolist():
        tags[i : i + 2] = closed(tags[i]), opened(tags[i + 1])
    return tags


def closed(tag: int) -> int:
    """The tag of a word after which its run is cut off."""
    return int(tag) + (0, 3, 1, 0, 0)[1 + (int(tag) - 1) % 4 if tag else 0]


def opened(tag: int) -> int:
    """The tag of a word before which its run is cut off."""
    return int(tag) + (0, 0, -1, 1, 0)[1 + (int(tag) - 1) % 4 if tag else 0]
