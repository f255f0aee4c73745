"""Statements of a record, by id → who holds them: words, document, outlet, time, and through whom they came there.

Words and documents come from the index of words, which finds a statement in microseconds whatever the record's size; what
the index does not hold (relays, near-copies, times of posts) is ``beside``'s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from onrecord.trail.kept import time_of

if TYPE_CHECKING:
    from onrecord.record.judgements import Judgement
    from onrecord.record.search import Hit, Search
    from onrecord.trail.beside import Beside


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

    @property
    def date(self) -> str | None:
        """When it was there, as far as it is known."""
        return self.posted or self.published


class Held(NamedTuple):
    """A holder and its words."""

    holder: Holder
    words: str

    @property
    def order(self) -> tuple[bool, str, int, str]:
        """Sort key by time, the undated last; of equal times the longest first, since the others may be parts of it."""
        when = time_of(self.holder.published, self.holder.posted)
        return when is None, str(when), -len(self.words.split()), self.holder.statement


def held(beside: Beside, search: Search, statements: Iterable[str]) -> list[Held]:
    """Who holds these statements, the earliest first; those that the record does not have are left out."""
    rows = (Held(_holder(hit, beside), hit.words) for hit in search.known(statements))
    return sorted(rows, key=lambda row: row.order)


def honoured(rows: Sequence[Held], judgements: Iterable[Judgement]) -> list[Held]:
    """Holders as people judged: with the speaker that they named, without one that they denied, and without what is no
    statement, unless nothing were left.
    """
    right, wrong, none = dict[str, str](), set[tuple[str, str]](), set[str]()
    for row in judgements:
        about = row.about
        if about.kind == "speaker" and about.name and row.answer:
            right[about.statements[0]] = about.name
        elif about.kind == "speaker" and about.name:
            wrong.add((about.statements[0], about.name.casefold()))
        elif about.kind == "statement" and not row.answer:
            none.update(about.statements)
    found = [_corrected(row, right, wrong) for row in rows if row.holder.statement not in none]
    return found or list(rows)


def _corrected(row: Held, right: Mapping[str, str], wrong: Collection[tuple[str, str]]) -> Held:
    id, name = row.holder.statement, row.holder.speaker
    if id in right:
        return row._replace(holder=replace(row.holder, speaker=right[id]))
    if name and (id, name.casefold()) in wrong:
        return row._replace(holder=replace(row.holder, speaker=None))
    return row


def each(names: Iterable[str | None]) -> tuple[str, ...]:
    """Names once each, in order."""
    return tuple(dict.fromkeys(name for name in names if name))


def _holder(hit: Hit, beside: Beside) -> Holder:
    relays = beside.relays(hit.statement)
    agencies = each([hit.agency, *(name for kind, name in relays if kind == "agency")])
    return Holder(
        statement=hit.statement, document=hit.document, kind=hit.kind, outlet=hit.outlet, title=hit.title,
        published=hit.published or hit.captured, posted=beside.posted(hit.statement) if hit.kind == "post" else None,
        url=hit.url or hit.uri, speaker=hit.name, agencies=agencies,
        relays=each(name for kind, name in relays if kind != "agency"),
        origin=f"agency {agencies[0]}" if agencies else beside.first(hit.document) or hit.document,
    )  # fmt: skip
