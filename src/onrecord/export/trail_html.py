"""Trails' stories → a piece of a page for each, and one self-contained page: a drawing in time, wordings, who carried them.

No script, no network, no style in attributes: a server with a strict policy may put the piece into pages of its own, with
:func:`style` as its style sheet. Words of strangers come in through autoescaping alone.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from msgspec import Struct

from onrecord.export import words
from onrecord.export.changes import Change
from onrecord.export.html import environment, markup
from onrecord.export.trail_changes import changes_of, sides_of
from onrecord.export.trail_time import Chart, chart, shape_of
from onrecord.settings import VERSION
from onrecord.trail.holders import Holder
from onrecord.trail.kept import instant
from onrecord.trail.story import Story, Variant

MOST_SHOWN = 200
"""Wordings that get a card of their own; more are listed in a line each."""
_LONGEST = 4_000
_CARRIERS = 12


class Links:
    """Where a piece of a page leads; a server overrides what it has pages for. ``None`` is no link."""

    def document(self, holder: Holder) -> str | None:
        """The article, at the statement if possible."""
        return holder.url

    def statement(self, statement: str) -> str | None:
        """A statement's own page."""
        return None

    def trail(self, trail: str) -> str | None:
        """A trail's own page."""
        return None

    def outlet(self, outlet: str) -> str | None:
        """An outlet's page."""
        return None

    def speaker(self, name: str) -> str | None:
        """A speaker's page."""
        return None


class Card(Struct, frozen=True):
    """A wording as the template wants it."""

    variant: Variant
    shape: str
    line: list[Change] | None
    """The words with their changes, where they can be laid into one line."""
    ours: list[tuple[str, bool]]
    theirs: list[tuple[str, bool]]
    """Else both sides, with what stands in the other as well."""


class Carrier(Struct, frozen=True):
    """An outlet, and how many of the documents are its."""

    outlet: str
    documents: int
    share: float
    """Percent of the widest one's."""
    first: str | None
    wordings: tuple[int, ...]
    agencies: tuple[str, ...]


def piece(story: Story, links: Links | None = None, key: str = "", level: int = 1) -> Any:
    """The HTML of a story, without a page around it (a ``Markup``).

    :param key: begins its anchors; another one for each story of a page.
    :param level: of its heading.
    """
    template = environment().get_template("trail_story.html")
    cards = [_card(variant, story.variants) for variant in story.variants[:MOST_SHOWN]]
    text = template.render(
        story=story, chart=chart(story), cards=cards, rest=story.variants[MOST_SHOWN:], carriers=_carriers(story),
        origins=_origins(story), links=links or Links(), key=key, level=level, words=words, lane_of=_lane_of,
    )  # fmt: skip
    return markup(text)


def style() -> str:
    """The style sheet of pieces, and of pages around them; light and dark, narrow and wide, on screen and on paper."""
    templates = environment()
    return "".join(templates.get_template(name).render(slots=0) for name in ("report.css", "trail.css"))


def render(stories: Sequence[Story], more: int = 0) -> str:
    """Write a page of one or more trails; ``more`` is how many with the same words are not on it."""
    css = style()
    pieces = [piece(story, None, f"t{place}-", 1 if len(stories) == 1 else 2) for place, story in enumerate(stories, 1)]
    return environment().get_template("trail.html").render(
        stories=stories, pieces=pieces, more=more, css=markup(css), version=VERSION, words=words,
        style_hash=b64encode(sha256(css.encode()).digest()).decode(),
    )  # fmt: skip


def _card(variant: Variant, variants: Sequence[Variant]) -> Card:
    shape, short = shape_of(variant), len(variant.words) <= _LONGEST
    if variant.parent is None or not short or not variant.compared:
        return Card(variant, shape, None, [(variant.words[:_LONGEST] + ("" if short else " …"), True)], [])
    parent = variants[variant.parent].words
    line = changes_of(variant, parent)
    if line:
        return Card(variant, shape, line, [], [])
    plain = variant.change in ("verbatim", "typographic") or not variant.runs
    ours, theirs = ([(variant.words, True)], []) if plain else sides_of(variant, parent[:_LONGEST])
    return Card(variant, shape, None, ours, theirs)


def _carriers(story: Story) -> list[Carrier]:
    """The outlets, the widest first."""
    documents: dict[str, set[str]] = {}
    wordings: dict[str, set[int]] = {}
    agencies: dict[str, dict[str, None]] = {}
    first: dict[str, str | None] = {}
    for variant in story.variants:
        for holder in variant.holders:
            name = holder.outlet or "outlet unknown"
            documents.setdefault(name, set()).add(holder.document)
            wordings.setdefault(name, set()).add(variant.number)
            agencies.setdefault(name, {}).update(dict.fromkeys(holder.agencies))
            dates = [date for date in (first.get(name), holder.date) if date]
            first[name] = min(dates, key=_instant, default=None)
    most = max(len(held) for held in documents.values())
    rows = [
        Carrier(name, len(held), round(100 * len(held) / most, 1), first[name], tuple(sorted(wordings[name])), tuple(agencies[name]))
        for name, held in documents.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.documents, _instant(row.first), row.outlet))


def _instant(date: str | None) -> str:
    """Sort key, the undated last."""
    return str(instant(date) or "unknown")


def _origins(story: Story) -> list[tuple[str, int, list[str]]]:
    """Agencies with the documents that came through them and their outlets, the widest first."""
    documents: dict[str, set[str]] = {}
    outlets: dict[str, Counter[str]] = {}
    for holder in _holders(story.variants):
        for agency in holder.agencies[:1]:
            documents.setdefault(agency, set()).add(holder.document)
            outlets.setdefault(agency, Counter())[holder.outlet or "outlet unknown"] += 1
    rows = [
        (name, len(held), [outlet for outlet, _ in outlets[name].most_common(_CARRIERS)])
        for name, held in documents.items()
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _holders(variants: Iterable[Variant]) -> Iterable[Holder]:
    return (holder for variant in variants for holder in variant.holders)


def _lane_of(shown: Chart) -> dict[int, int]:
    """Rows of the drawing by the number of their wording."""
    return {lane.variant.number: place for place, lane in enumerate(shown.lanes)}
