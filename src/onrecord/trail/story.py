"""Rows of a trail and who holds them → its story: wordings in time, what each changed of its parent, how far it reached.

Which statements belong together is ``follow``'s and ``judged``'s, how a story is shown ``export``'s.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from onrecord.model import Edit, VerdictName
from onrecord.record.judgements import Judgement
from onrecord.trail.explain import COARSE, Link, Run, explain
from onrecord.trail.holders import Held, Holder, each
from onrecord.trail.kept import instant

_WORD = re.compile(r"[^\W_]+")
MOST_EXPLAINED = 200
"""Wordings that are compared with their parents word by word: those that most documents have."""


class Variant(Struct, frozen=True):
    """One wording, and what it changed of its parent's; ``change`` is a verdict of ``verify``, null without parent."""

    number: int
    words: str
    parent: int | None
    change: VerdictName | None
    reason: str | None
    score: float | None
    """Share of words that are equal on both sides, 0 to 1."""
    edits: tuple[Edit, ...]
    """``printed`` lies in ``words``, ``original`` in the parent's words."""
    holders: tuple[Holder, ...]
    """Earliest first."""
    why: str | None = None
    """The evidence that it is its parent's statement."""
    runs: tuple[Run, ...] = ()
    """Words that it has in common with its parent, in order."""
    compared: bool = True
    """Whether the words were compared; else ``change`` is what making the trails said coarsely."""


class Related(Struct, frozen=True):
    """Another trail that may tell the same, proposed and not merged."""

    trail: str
    words: str
    """Of its earliest."""
    speaker: str | None
    date: str | None
    outlet: str | None
    score: float
    """How likely it is the same, 0 to 1."""
    reason: str


class Story(Struct, frozen=True):
    """A trail."""

    trail: str
    first: Holder
    """The earliest holder that has a date; where none has, any."""
    last: str | None
    """Date of the latest."""
    documents: int
    origins: int
    """Documents net of wire copy and near-copies."""
    outlets: tuple[str, ...]
    agencies: tuple[str, ...]
    speakers: tuple[str, ...]
    """Most often named first."""
    changes: dict[str, int]
    """What happened on the way, and to how many variants."""
    variants: tuple[Variant, ...]
    judgements: tuple[Judgement, ...] = ()
    """What people judged of its statements."""
    related: tuple[Related, ...] = ()


def story(
    trail: str,
    rows: Sequence[Mapping[str, Any]],
    held: Sequence[Held],
    judgements: Sequence[Judgement] = (),
    related: Sequence[Related] = (),
) -> Story:
    """Tell a trail.

    :param rows: its rows of :func:`onrecord.trails`.
    :param held: who holds its statements, earliest first; at least one.
    """
    words = {one.holder.statement: one.words for one in held}
    holders = {one.holder.statement: one.holder for one in held}
    groups: dict[str, list[str]] = {}
    for one in words:
        groups.setdefault(key_of(words[one]) or one, []).append(one)
    variants = _variants(list(groups.values()), words, holders, {row["statement"]: row for row in rows})
    dates = [holder.date for holder in holders.values() if holder.date]
    speakers = Counter(holder.speaker for holder in holders.values() if holder.speaker)
    listed = list(holders.values())
    return Story(
        trail=trail, first=listed[0], last=max(dates, key=lambda one: str(instant(one)), default=None),
        documents=len({holder.document for holder in listed}), origins=len({holder.origin for holder in listed}),
        outlets=each(holder.outlet for holder in listed), agencies=each(a for holder in listed for a in holder.agencies),
        speakers=tuple(name for name, _ in speakers.most_common()),
        changes=dict(Counter(variant.change for variant in variants if variant.change)), variants=variants,
        judgements=tuple(judgements), related=tuple(related),
    )  # fmt: skip


def key_of(text: str) -> str:
    """Words as they compare as equal."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("’", "").replace("'", "")
    return " ".join(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


def _variants(
    groups: Sequence[Sequence[str]],
    words: Mapping[str, str],
    holders: Mapping[str, Holder],
    rows: Mapping[str, Mapping[str, Any]],
) -> tuple[Variant, ...]:
    number = {one: place for place, group in enumerate(groups) for one in group}
    most = sorted(range(len(groups)), key=lambda place: (-len(groups[place]), place))[:MOST_EXPLAINED]
    explained = set(most)
    variants: list[Variant] = []
    for place, group in enumerate(groups):
        ups = ((one, rows[one]["parent"]) for one in group)
        one, up = next(((one, up) for one, up in ups if up in number and number[up] < place), (group[0], None))
        has = tuple(holders[id] for id in group)
        if up is None:
            variants.append(Variant(place, words[group[0]], None, None, None, None, (), has))
            continue
        parent = variants[number[up]]
        if place in explained:
            variants.append(_told(place, words[group[0]], parent, explain(words[group[0]], parent.words), has))
        else:
            variants.append(_untold(place, words[group[0]], parent, rows[one], has))
    return tuple(variants)


def _told(place: int, words: str, parent: Variant, link: Link, holders: tuple[Holder, ...]) -> Variant:
    return Variant(
        place, words, parent.number, link.change, link.reason, link.score, link.edits, holders, link.why, link.runs
    )


def _untold(place: int, words: str, parent: Variant, row: Mapping[str, Any], holders: tuple[Holder, ...]) -> Variant:
    change = next((name for name, coarse in COARSE.items() if coarse == row["change"]), None)
    return Variant(place, words, parent.number, change, None, row["score"], (), holders, compared=False)
