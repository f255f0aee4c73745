"""A passage in somebody's turn → whether that person gives it as the words of another: "Weber told us, we will not wait".

Works on the few words beside the passage, in its own paragraph; whose turn it is, is left to ``check``.
"""

from __future__ import annotations

from functools import cache, lru_cache

from onrecord.lexicon import load
from onrecord.model import Span
from onrecord.text.quotes import pair_quotes
from onrecord.text.words import fold, tokens
from onrecord.verify.parts import in_quote_marks
from onrecord.verify.whose import Known

_REACH = 120
_NEAR = 5
"""Words between the name and the passage, if no quote marks stand around it."""
_PARAGRAPH = 4_000


def gives_as_anothers(text: str, passage: Span, speaker: Known) -> bool:
    """Whether ``text`` gives ``passage`` as the speaker's: in quote marks with the name nearby, or behind "NAME said"."""
    start, stop = _paragraph(text, passage.start, passage.stop)
    names = {name[-1] for name in speaker.names}
    before = _keys(text[max(start, passage.start - _REACH) : passage.start])
    after = _keys(text[passage.stop : min(stop, passage.stop + _REACH)])
    if in_quote_marks(text[start:stop], passage.start - start, passage.stop - start, None):
        return bool(names & {*before, *after})
    close = before[-_NEAR:]
    at = max((at for at, key in enumerate(close) if key in names), default=None)
    return at is not None and any(key in _giving() for key in close[at + 1 :])


def is_quoted(text: str, place: int) -> bool:
    """Whether ``place`` lies in quote marks within its paragraph, unless they stand around the whole text."""
    start, stop = _paragraph(text, place, place)
    return any(
        first <= place - start < last and (last - first) < len(text.strip())
        for first, last in _quoted(text[start:stop])
    )


@lru_cache(maxsize=256)
def _quoted(paragraph: str) -> tuple[tuple[int, int], ...]:
    """Where quotations stand in a paragraph."""
    return tuple((pair.start, pair.stop) for pair in pair_quotes(paragraph, [(0, len(paragraph))], None))


def _paragraph(text: str, start: int, stop: int) -> tuple[int, int]:
    """The line that holds the passage, within reason."""
    first = text.rfind("\n", max(0, start - _PARAGRAPH), start) + 1
    last = text.find("\n", stop, stop + _PARAGRAPH)
    return max(first, start - _PARAGRAPH, 0), last if last >= 0 else min(len(text), stop + _PARAGRAPH)


def _keys(text: str) -> list[str]:
    keys = (fold(token.text) for token in tokens(text) if token.kind == "word")
    return [key.removesuffix("'s") for key in keys]


@cache
def _giving() -> frozenset[str]:
    return frozenset(load("check")["giving"].split())
