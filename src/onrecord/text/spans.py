"""Pairs of offsets and the text they lie in → spans that can be shown; the one place where spans are made."""

from __future__ import annotations

from onrecord.model import Span


def span(text: str, start: int, stop: int) -> Span:
    """Span of ``text[start:stop]``.

    :raises ValueError: the offsets do not lie in ``text`` in order.
    """
    if not 0 <= start <= stop <= len(text):
        raise ValueError(f"span {start}:{stop} outside a text of {len(text)}")
    return Span(start, stop, text[start:stop])


def trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """Offsets without the white space at both ends; an empty range if there is nothing else."""
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """How many code points two half-open ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
