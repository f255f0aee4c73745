"""Quotations that their cue interrupts between dashes, in one pair of marks → two, with the cue outside.

``«Деньги, — пояснил мэр, — кончились»`` is how Russian, Ukrainian and others print what English closes and opens anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.text.languages import Words, words_of
from onrecord.text.quotes_types import Quoted
from onrecord.text.spans import trimmed

_CUT = re.compile(r"(?<=[,!?.…»”])\s+[—–―]\s*(?=(\w+))(?=[^\W\d_A-Z])")
_BACK = re.compile(r"[,.;:]\s+[—–―]\s*")
_FARTHEST = 120
"""Code points that a cue and who speaks may take between the dashes."""


def opened_up(text: str, quoted: Iterable[Quoted], language: str | None) -> list[Quoted]:
    """The same quotations, each that a cue of ``language`` (BCP 47) interrupts cut in two around it."""
    words = words_of((language or "").lower().split("-")[0])
    return [part for one in quoted for part in (_parts(text, one, words) if words else (one,))]


def _parts(text: str, one: Quoted, words: Words) -> Iterator[Quoted]:
    if len(one.parts) == 1 and one.closed and one.opened:
        for cut in _CUT.finditer(text, one.inner_start, one.inner_stop):
            back = _BACK.search(text, cut.end(), min(one.inner_stop, cut.end() + _FARTHEST))
            if words.may_interrupt(cut[1].lower()) and back and back.end() < one.inner_stop:
                stop = without_comma(text, one.inner_start, cut.start())
                yield _piece(one, (one.start, stop), (one.inner_start, stop), closed=False)
                yield _piece(one, (back.end(), one.stop), (back.end(), one.inner_stop), opened=False)
                return
    yield one


def _piece(
    one: Quoted, outer: tuple[int, int], inner: tuple[int, int], closed: bool = True, opened: bool = True
) -> Quoted:
    return msgspec.structs.replace(
        one,
        start=outer[0],
        stop=outer[1],
        inner_start=inner[0],
        inner_stop=inner[1],
        closed=closed,
        opened=opened,
        parts=(outer,),
    )


def without_comma(text: str, start: int, stop: int) -> int:
    """The end of ``text[start:stop]`` before the white space and the comma that close it."""
    stop = trimmed(text, start, stop)[1]
    return stop - 1 if stop > start and text[stop - 1] == "," else stop
