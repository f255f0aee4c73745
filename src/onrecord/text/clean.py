"""Decoded source → the document's text and a map back: line ends made ``\\n``, characters that are no text replaced.

Everything else stays as it is, so that the text of an ordinary file is the file's own. Recognising HTML, blocks or
posts is left to the readers.
"""

from __future__ import annotations

import re

Runs = tuple[tuple[int, int, int], ...]
"""``(text_start, source_start, length)``: where stretches of the text stand in the source, one for one."""

MAX_RUNS = 200_000
"""A text that would need more runs (nothing but line ends, say) gets no map at all."""

_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ONE_FOR_ONE = dict.fromkeys([*range(9), *range(0x0E, 0x20), 0x7F, *range(0xD800, 0xE000)], "\ufffd")
_ONE_FOR_ONE |= dict.fromkeys((0x0B, 0x0C, 0x0D), "\n")  # vertical tab, form feed, carriage return
_WINDOWS = bytes(range(0x80, 0xA0)).decode("cp1252", "replace")
_ONE_FOR_ONE |= dict(zip(range(0x80, 0xA0), _WINDOWS, strict=True))  # “quotes” that were decoded as Latin-1


def clean(text: str) -> tuple[str, Runs]:
    """Drop a byte order mark, turn all line ends into ``\\n`` and what is no character into U+FFFD.

    :return: the text and the runs that map it to ``text`` as given; no runs where there would be over ``MAX_RUNS``.
    """
    start = 1 if text.startswith("\ufeff") else 0
    if not _NO_TEXT.search(text, start):
        return text[start:], ((0, start, len(text) - start),) if len(text) > start else ()
    runs = _runs(text, start)
    return text[start:].replace("\r\n", "\n").translate(_ONE_FOR_ONE), runs


def _runs(text: str, start: int) -> Runs:
    """Runs between the carriage returns that vanish; replaced characters keep their place."""
    if text.count("\r\n") >= MAX_RUNS:
        return ()
    runs: list[tuple[int, int, int]] = []
    done, position = 0, start
    while position < len(text):
        pair = text.find("\r\n", position)
        stop = pair if pair >= 0 else len(text)
        # The line feed after a dropped carriage return opens the next run.
        if stop > position:
            runs.append((done, position, stop - position))
            done += stop - position
        position = stop if pair < 0 else pair + 1
    return tuple(runs)
