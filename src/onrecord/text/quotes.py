"""Text and its paragraphs → the quotations that print marks in them; telling speech from scare quotes is extract's.

All conventions of print at once: each mark is judged by its shape and its neighbours, the cheapest reading of a
paragraph wins, and an odd mark costs its own quotation only, never the rest of the paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.text.quotes_build import Builder, nested
from onrecord.text.quotes_dash import dialogue
from onrecord.text.quotes_inside import opened_up
from onrecord.text.quotes_looks import looks_like_nickname, looks_like_term, looks_like_title
from onrecord.text.quotes_marks import conventions, find_marks, opening_marks
from onrecord.text.quotes_solve import solve
from onrecord.text.quotes_types import Quoted

__all__ = ["Quoted", "looks_like_nickname", "looks_like_term", "looks_like_title", "pair_quotes"]


def pair_quotes(text: str, blocks: Sequence[tuple[int, int]], language: str | None = None) -> tuple[Quoted, ...]:
    """Quotations of ``text``, outer before inner, in order; linear in its length.

    :param blocks: paragraphs in which quotations may stand, as half-open ranges in code points, in order and apart. A
        quotation runs on from one to the next only if it is unclosed there and the next opens with its mark again.
    :param language: BCP 47; some languages turn marks around or set dialogue with dashes (``mark`` is the dash then).
    """
    rules = conventions(text, language)
    rows = [find_marks(text, start, stop, rules) for start, stop in blocks]
    opening = [opening_marks(text, block[0], row) for block, row in zip(blocks, rows, strict=True)]
    builder = Builder(text)
    for i, block in enumerate(blocks):
        following = rows[i + 1][: opening[i + 1]] if i + 1 < len(blocks) else []
        builder.paragraph(block, rows[i], solve(rows[i], [mark.family for mark in following]), opening[i])
    found = opened_up(text, builder.finish(), language)
    return tuple(nested([*found, *dialogue(text, blocks, language, found)]))
