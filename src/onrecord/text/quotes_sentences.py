"""Text → the sentence borders that pairing needs to end or start a quotation whose other mark is missing.

Only borders that abbreviations cannot fake, and only a few hundred code points far; text/segment.py has the full rules.
"""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…](?:(?<=[^\W\d_A-Z]{3}.)|(?<=[^\W\d_][!?…]))[.!?…)\]]*(?=\s+(\S))")
_REACH = 400


def fragment_end(text: str, start: int, stop: int) -> int:
    """Where the sentence that ``start`` stands in ends, if another follows it before ``stop``; else 0."""
    return _next_end(text, start, min(stop, start + _REACH)) or 0


def sentence_start(text: str, start: int, stop: int) -> int:
    """Where the last sentence of ``text[start:stop]`` starts, within reach; else ``start``."""
    low = at = max(start, stop - _REACH)
    while end := _next_end(text, low, stop):
        low = at = end
    return at if at > stop - _REACH else start


def _next_end(text: str, start: int, stop: int) -> int | None:
    return next((match.end() for match in _END.finditer(text, start, stop) if not match[1].islower()), None)
