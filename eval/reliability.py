"""Scores and whether they were right → a reliability plot as SVG; measuring is ``reading``'s.

After Niculescu-Mizil & Caruana 2005: share right over mean score, ten bins of equal width, a dot's area by its count.
"""

from __future__ import annotations

from collections.abc import Sequence

_SIZE, _EDGE = 320, 48
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {full}" width="{full}" height="{full}" font-family="sans-serif" \
font-size="12" role="img" aria-label="Share of statements that are wholly right, over their score">
<rect width="100%" height="100%" fill="#fff"/>
<line x1="{left}" y1="{bottom}" x2="{right}" y2="{top}" stroke="#999" stroke-dasharray="4 4"/>
<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#333"/>
<text x="{middle}" y="{caption}" text-anchor="middle">score</text>
<text transform="translate(14 {middle}) rotate(-90)" text-anchor="middle">share wholly right</text>
"""


def bins(scored: Sequence[tuple[float, bool]], count: int = 10) -> list[tuple[float, float, int]]:
    """(mean score, share right, how many) of each bin that holds something."""
    groups: dict[int, list[tuple[float, bool]]] = {}
    for score, right in scored:
        groups.setdefault(min(count - 1, int(score * count)), []).append((score, right))
    return [
        (sum(s for s, _ in group) / len(group), sum(right for _, right in group) / len(group), len(group))
        for _, group in sorted(groups.items())
    ]


def plot(scored: Sequence[tuple[float, bool]]) -> str:
    """The plot; the diagonal is perfect calibration, the number beside a dot how many statements it stands for."""
    low, high = _EDGE, _EDGE + _SIZE
    full = _SIZE + 2 * _EDGE
    head = _HEAD.format(full=full, left=low, right=high, top=low, bottom=high, middle=full // 2, caption=full - 10)
    parts = [head]
    for tick in range(0, 11, 2):
        at = tick / 10
        parts.append(f'<text x="{low + at * _SIZE:.0f}" y="{high + 16}" text-anchor="middle">{at:.1f}</text>\n')
        parts.append(f'<text x="{low - 6}" y="{high - at * _SIZE + 4:.0f}" text-anchor="end">{at:.1f}</text>\n')
    rows = bins(scored)
    for score, right, count in rows:
        x, y = low + score * _SIZE, high - right * _SIZE
        radius = 3 + 9 * (count / max(n for _, _, n in rows)) ** 0.5
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#2563eb" fill-opacity=".7"/>\n')
        parts.append(f'<text x="{x + radius + 3:.1f}" y="{y + 14:.1f}" fill="#333">{count}</text>\n')
    return "".join([*parts, "</svg>\n"])
