"""Numbers → small charts in SVG, each with its figures in words beside it: readable without colour, script or style attribute.

Two shapes are all that the pages need (columns over months, parts of a whole); a charting library would bring a script or an
inline style sheet, which the pages' policy forbids, or megabytes of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markupsafe import Markup

from onrecord.export.words import day
from onrecord.record.tallies import Tally

_WIDTH, _HEIGHT, _LEFT, _FOOT, _HEAD = 640, 170, 44, 22, 10
_MOST_COLUMNS = 160
_LABEL = 64
"""Width that a label of the time axis takes."""


def columns(months: Sequence[Tally], label: str) -> Markup:
    """Columns over months; years where there are too many months.

    :param label: the question that the chart answers.
    """
    points = months if len(months) <= _MOST_COLUMNS else _years(months)
    if not points:
        return Markup("")
    most = max(point.statements for point in points) or 1
    top = _round_up(most)
    step = (_WIDTH - _LEFT) / len(points)
    inner = _HEIGHT - _FOOT - _HEAD
    parts = [_line(top, _HEAD), _line(top // 2, _HEAD + inner / 2) if top > 1 else "", _line(0, _HEAD + inner)]
    every = max(1, -(-_LABEL // max(1, int(step))))
    for place, point in enumerate(points):
        height = inner * point.statements / top
        left = _LEFT + place * step
        told = f"{day(point.value)}: {point.statements:,}"
        parts.append(
            f'<rect class="column" x="{left + step * 0.1:.1f}" y="{_HEAD + inner - height:.1f}" width="{step * 0.8:.1f}" '
            f'height="{height:.1f}"><title>{escape(told)}</title></rect>'
        )
        if place % every == 0 and left + _LABEL <= _WIDTH + step:
            minor = ' class="minor"' if place // every % 2 else ""
            parts.append(
                f'<text{minor} x="{left + step * 0.1:.1f}" y="{_HEIGHT - 6}">{escape(day(point.value))}</text>'
            )
    return _framed(parts, label, _HEIGHT)


def shares(parts: Sequence[Tally], label: str) -> Markup:
    """Parts of a whole as one bar, told apart by pattern; the figures stand below it as text."""
    whole = sum(part.statements for part in parts)
    if not whole:
        return Markup("")
    drawn, left = [_PATTERNS], 0.0
    for place, part in enumerate(parts):
        width = _WIDTH * part.statements / whole
        drawn.append(
            f'<rect class="part p{place}" x="{left:.1f}" y="1" width="{max(0.0, width - 2):.1f}" height="26">'
            f"<title>{escape(part.value)}: {part.statements:,}</title></rect>"
            f'<rect class="hatch" fill="url(#h{place % 4})" x="{left:.1f}" y="1" width="{max(0.0, width - 2):.1f}" height="26"/>'
        )
        left += width
    return _framed(drawn, label, 28)


def bar(value: float, most: float) -> Markup:
    """A bar for a row of a table; the figure stands beside it."""
    width = 100 * value / most if most else 0
    return Markup(
        '<svg class="rowbar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="column" width="{max(0.5, width):.1f}" height="10"/></svg>'
    )


_PATTERNS = (
    '<defs><pattern id="h0" width="4" height="4" patternUnits="userSpaceOnUse"></pattern>'
    '<pattern id="h1" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="ink" width="2" height="7"/></pattern>'
    '<pattern id="h2" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="ink" cx="2" cy="2" r="1.2"/></pattern>'
    '<pattern id="h3" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="ink" width="6" height="1.5"/></pattern></defs>'
)


def _framed(parts: Sequence[str], label: str, height: int) -> Markup:
    return Markup(
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def _line(value: int, y: float) -> str:
    return (
        f'<line class="rule" x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="scale" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_short(value)}</text>'
    )


def _short(value: int) -> str:
    return f"{value / 1e6:g}m" if value >= 1_000_000 else f"{value / 1e3:g}k" if value >= 10_000 else f"{value:,}"


def _round_up(value: int) -> int:
    """The next of 1, 2, 4, 6, 10, 20, 40, 60, 100 …: half of it is whole as well."""
    scale = 1
    while True:
        for one in (1, 2, 4, 6):
            if one * scale >= value:
                return one * scale
        scale *= 10


def _years(months: Sequence[Tally]) -> list[Tally]:
    counted: dict[str, int] = {}
    for month in months:
        counted[month.value[:4]] = counted.get(month.value[:4], 0) + month.statements
    return [Tally(year, number) for year, number in counted.items()]
