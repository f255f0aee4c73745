"""A trail's story → a drawing of it in time, as numbers: rows of wordings, marks of documents, who took words from whom.

Across is time, in percent of the width, so that the drawing fits any screen without a script; down are the wordings, one
row each. What is drawn with these numbers is left to the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from onrecord.export.words import KEPT
from onrecord.trail.holders import Holder
from onrecord.trail.kept import time_of
from onrecord.trail.story import Story, Variant

MOST_ROWS = 30
_NEAR = 1.5
"""Percent of the width within which marks of one row are drawn as one."""
_MARGIN = 2.5
_TICKS = 5
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOURS = (1, 3, 6, 12)
_DAYS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120)


class Mark(Struct, frozen=True):
    """One or more documents at one place of a row."""

    x: float
    count: int
    label: str
    """What it is, for people who point at it or hear it."""


class Lane(Struct, frozen=True):
    """A wording's row; ``line`` runs from its first document to the last thing taken from it."""

    variant: Variant
    shape: str
    """``first``, ``kept``, ``cut``, ``reworded`` or ``meaning``: what the marks look like."""
    marks: tuple[Mark, ...]
    line: tuple[float, float]
    parent: int | None
    """The row of its parent, where that is drawn."""


class Tick(Struct, frozen=True):
    """A line across the drawing."""

    x: float
    label: str


class Chart(Struct, frozen=True):
    """The drawing."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    start: datetime
    stop: datetime
    undrawn: int
    """Wordings for which there was no room, or that have no date."""
    undated: int
    """Documents without a date."""


def shape_of(variant: Variant) -> str:
    """What a wording's marks look like."""
    if variant.parent is None:
        return "first"
    if variant.change in KEPT:
        return "kept"
    return {"cut": "cut", "spliced": "cut", "meaning": "meaning"}.get(variant.change or "", "reworded")


def chart(story: Story) -> Chart | None:
    """Lay a story out in time; ``None`` where nothing in it has a date."""
    times = {id(holder): _when(holder) for variant in story.variants for holder in variant.holders}
    dated = [time for time in times.values() if time]
    if not dated:
        return None
    scale = _Scale(min(dated), max(dated))
    drawn = _drawn(story.variants, {v.number for v in story.variants if any(times[id(h)] for h in v.holders)})
    row = {variant.number: place for place, variant in enumerate(drawn)}
    begins = {v.number: scale.x(min(t for h in v.holders if (t := times[id(h)]))) for v in drawn}
    lanes = []
    for variant in drawn:
        taken = [begins[other.number] for other in drawn if other.parent == variant.number]
        marks = tuple(_marks(variant, [(scale.x(t), h) for h in variant.holders if (t := times[id(h)])]))
        line = begins[variant.number], max([marks[-1].x, *taken])
        lanes.append(
            Lane(variant, shape_of(variant), marks, line, row.get(-1 if variant.parent is None else variant.parent))
        )
    return Chart(
        tuple(lanes),
        tuple(scale.ticks()),
        scale.start,
        scale.stop,
        len(story.variants) - len(drawn),
        len(times) - len(dated),
    )


def _drawn(variants: Sequence[Variant], dated: set[int]) -> list[Variant]:
    """The wordings that most documents have, each with those that it came from, in order of time."""
    chosen: set[int] = set()
    for variant in sorted(variants, key=lambda one: (-len(one.holders), one.number)):
        line = {variant.number}
        above = variant.parent
        while above is not None and above not in chosen:
            line.add(above)
            above = variants[above].parent
        if variant.number in dated and len(chosen | line & dated) <= MOST_ROWS:
            chosen |= line & dated
    return [variants[number] for number in sorted(chosen)]


def _marks(variant: Variant, places: Sequence[tuple[float, Holder]]) -> Iterator[Mark]:
    """Marks of a row; those that would cover one another become one."""
    held: list[tuple[float, Holder]] = []
    for x, holder in sorted(places, key=lambda place: place[0]):
        if held and x - held[0][0] > _NEAR:
            yield _mark(variant, held)
            held = []
        held.append((x, holder))
    if held:
        yield _mark(variant, held)


def _mark(variant: Variant, held: Sequence[tuple[float, Holder]]) -> Mark:
    names = [f"{_day(holder)} {holder.outlet or 'outlet unknown'}" for _, holder in held[:4]]
    more = f" and {len(held) - 4} more" if len(held) > 4 else ""
    kind = variant.change or "first"
    return Mark(round(held[0][0], 2), len(held), f"wording {variant.number + 1}, {kind}: {'; '.join(names)}{more}")


def _day(holder: Holder) -> str:
    return (holder.date or "")[:16].replace("T", " ")


def _when(holder: Holder) -> datetime | None:
    return time_of(holder.published, holder.posted)


class _Scale:
    """Instants to percent of the width."""

    def __init__(self, start: datetime, stop: datetime) -> None:
        self.start, self.stop = start, stop
        self._low, self._span = start, (stop - start).total_seconds()

    def x(self, time: datetime) -> float:
        """Where an instant is."""
        if not self._span:
            return 50.0
        return _MARGIN + (100 - 2 * _MARGIN) * (time - self._low).total_seconds() / self._span

    def ticks(self) -> Iterator[Tick]:
        """A few round instants: hours, days, months or years."""
        for time, label in _round_times(self.start, self.stop):
            yield Tick(round(self.x(time), 2), label)


def _round_times(start: datetime, stop: datetime) -> list[tuple[datetime, str]]:
    hours = (stop - start).total_seconds() / 3600
    if not hours:
        return [(start, f"{start.day} {_MONTHS[start.month - 1]} {start.year}")]
    for step in _HOURS:
        if hours / step <= _TICKS:
            return _stepped(start, stop, timedelta(hours=step), "hour")
    for step in _DAYS:
        if hours / 24 / step <= _TICKS:
            return _stepped(start, stop, timedelta(days=step), "day")
    months = max(1, round(hours / 730))
    step = next((step for step in _MONTH_STEPS if months / step <= _TICKS), _MONTH_STEPS[-1])
    return list(_monthly(start, stop, step))


def _stepped(start: datetime, stop: datetime, step: timedelta, unit: str) -> list[tuple[datetime, str]]:
    at = start.replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    while at <= stop:
        if at >= start:
            day = f"{at.day} {_MONTHS[at.month - 1]}"
            found.append((at, f"{day} {at:%H:%M}" if unit == "hour" else day))
        at += step
    return found


def _monthly(start: datetime, stop: datetime, step: int) -> Iterator[tuple[datetime, str]]:
    place = (start.year * 12 + start.month - 1) // step * step
    while (at := datetime(place // 12, place % 12 + 1, 1)) <= stop:
        if at >= start:
            yield at, str(at.year) if step >= 12 else f"{_MONTHS[at.month - 1]} {at.year}"
        place += step
