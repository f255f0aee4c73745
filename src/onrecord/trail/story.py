"""A trail of a record → its story: variants in time, what each changed of its parent, who carried it, how far it reached.

Words are compared with ``verify.compare``; which statements belong together is ``follow``'s, how it is shown ``export``'s.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from msgspec import Struct

from onrecord.model import Edit, Span, VerdictName
from onrecord.trail.kept import instant, time_of
from onrecord.verify.compare import compare

_WORD = re.compile(r"[^\W_]+")
_MOST_COMPARED = 20_000
"""Characters; longer texts are no statements."""
_HOLDERS = """
SELECT s.id AS statement, s.document, s.kind, min(said.words) AS words, min(said.name) AS speaker, min(d.outlet) AS outlet,
       min(d.title) AS title, min(coalesce(d.published, d.captured)) AS published, min(coalesce(d.url, d.uri)) AS url,
       min(d.agency) AS agency, min(c.first) AS first, min(coalesce(p.posted_at, p.posted)) AS posted
FROM statements s
JOIN said ON said.statement = s.id
JOIN documents d ON d.id = s.document
LEFT JOIN (SELECT document, first FROM copies WHERE kind <> 'version') c ON c.document = s.document
LEFT JOIN posts p ON s.kind = 'post' AND p.id = s.post AND p.document = s.document
WHERE list_contains($ids, s.id) GROUP BY s.id, s.document, s.kind
"""
_RELAYS = """
SELECT statement, kind, coalesce(listed, name) AS name FROM relays WHERE list_contains($ids, statement)
ORDER BY statement, position, name
"""


class Holder(Struct, frozen=True):
    """A document that has the statement, and through whom it came there."""

    statement: str
    document: str
    kind: str
    outlet: str | None
    title: str | None
    published: str | None
    """The document's date, or where it tells none, that of its capture."""
    posted: str | None
    """For a post: its own date."""
    url: str | None
    speaker: str | None
    agencies: tuple[str, ...]
    relays: tuple[str, ...]
    """Other carriers, nearest to the speaker first."""
    origin: str
    """What it counts as: its agency, else the document that its own is a near-copy of, else its own."""


class Variant(Struct, frozen=True):
    """One wording, and what it changed of its parent's; ``change`` is a verdict of ``verify``, null without parent."""

    number: int
    words: str
    parent: int | None
    change: VerdictName | None
    reason: str | None
    score: float | None
    edits: tuple[Edit, ...]
    """``printed`` lies in ``words``, ``original`` in the parent's words."""
    holders: tuple[Holder, ...]
    """Earliest first."""


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


class Asked(Protocol):
    """What answers a query, as a ``Record`` does."""

    def sql(self, text: str, values: Mapping[str, Any] = ...) -> Any:
        """Rows."""


def story(record: Asked, trail: str, rows: Sequence[Mapping[str, Any]]) -> Story:
    """Tell a trail.

    :param rows: its rows of :func:`onrecord.trails`.
    """
    ids = {"ids": [row["statement"] for row in rows]}
    relays: dict[str, list[tuple[str, str]]] = {}
    for row in record.sql(_RELAYS, ids).to_pylist():
        relays.setdefault(row["statement"], []).append((row["kind"], row["name"]))
    found = sorted(record.sql(_HOLDERS, ids).to_pylist(), key=_order)
    holders = {row["statement"]: _holder(row, relays.get(row["statement"], [])) for row in found}
    words = {row["statement"]: row["words"] for row in found}
    groups: dict[str, list[str]] = {}
    for one in words:
        groups.setdefault(_key(words[one]) or one, []).append(one)
    variants = _variants(list(groups.values()), words, holders, {row["statement"]: row["parent"] for row in rows})
    return _told(trail, list(holders.values()), variants)


def _variants(
    groups: list[list[str]], words: Mapping[str, str], holders: Mapping[str, Holder], parents: Mapping[str, str | None]
) -> tuple[Variant, ...]:
    number = {one: place for place, group in enumerate(groups) for one in group}
    variants: list[Variant] = []
    for place, group in enumerate(groups):
        above = next((number[up] for one in group if (up := parents[one]) and number[up] < place), None)
        change = _compared(words[group[0]], variants[above].words) if above is not None else (None, None, None, ())
        variants.append(Variant(place, words[group[0]], above, *change, tuple(holders[one] for one in group)))
    return tuple(variants)


def _compared(words: str, parent: str) -> tuple[VerdictName | None, str | None, float | None, tuple[Edit, ...]]:
    """What a wording did to its parent's."""
    ours = words[:_MOST_COMPARED]
    found = compare((Span(0, len(ours), ours),), parent[:_MOST_COMPARED])
    if found.verdict == "not-found":
        return "reworded", "less than half of the words are its parent’s", found.score, ()
    if found.verdict == "verbatim" and len(_key(words)) < len(_key(parent)):
        return "cut", "a part of its parent’s words", found.score, ()
    return found.verdict, found.reason, found.score, found.edits


def _told(trail: str, holders: list[Holder], variants: tuple[Variant, ...]) -> Story:
    dates = [date for holder in holders if (date := holder.posted or holder.published)]
    speakers = Counter(holder.speaker for holder in holders if holder.speaker)
    return Story(
        trail=trail, first=holders[0], last=max(dates, key=lambda one: str(instant(one)), default=None),
        documents=len({holder.document for holder in holders}), origins=len({holder.origin for holder in holders}),
        outlets=_each(holder.outlet for holder in holders), agencies=_each(a for holder in holders for a in holder.agencies),
        speakers=tuple(name for name, _ in speakers.most_common()),
        changes=dict(Counter(variant.change for variant in variants if variant.change)), variants=variants,
    )  # fmt: skip


def _each(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _holder(row: Mapping[str, Any], relays: Sequence[tuple[str, str]]) -> Holder:
    agencies = _each([row["agency"], *(name for kind, name in relays if kind == "agency")])
    others = _each(name for kind, name in relays if kind != "agency")
    origin = f"agency {agencies[0]}" if agencies else row["first"] or row["document"]
    names = ("statement", "document", "kind", "outlet", "title", "published", "posted", "url", "speaker")
    return Holder(**{name: row[name] for name in names}, agencies=agencies, relays=others, origin=origin)


def _order(row: Mapping[str, Any]) -> tuple[bool, str, str]:
    when = time_of(row["published"], row["posted"])
    return when is None, str(when), row["statement"]


def _key(text: str) -> str:
    """Words as they compare as equal."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("’", "").replace("'", "")
    return " ".join(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))
