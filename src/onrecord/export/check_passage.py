"""A verdict and its original's text → the passage to show: a window with some context, its changes marked.

Originals may be long and parts of a splice stand far apart; what is shown stays short, and what is left out between
two windows is told by an ellipsis that is an aside.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.export.changes import Change, Run, cut, merged, printed_side
from onrecord.export.facts import Entry
from onrecord.model import Span, Verdict

_NEAR = 160
"""Windows closer than this, in code points, are shown as one."""
_LONGEST = 1_500
"""Code points of one window before its middle is left out."""
_LONG_EDIT = 240


def passage(verdict: Verdict, text: str, context: int = 120) -> list[Run]:
    """Cut the passage out of an original; asides are the words around it.

    :param context: code points around it that are shown too, up to whole words.
    """
    spans = [(edit.original, edit) for edit in verdict.edits if edit.original]
    core = [(span.start, span.stop) for span, _ in spans]
    if verdict.original and verdict.original.span:
        core.append((verdict.original.span.start, verdict.original.span.stop))
    runs: list[Run] = []
    windows = list(_windows(core))
    for place, (start, stop) in enumerate(windows):
        before = _word(text, max(start - context, windows[place - 1][1] if place else 0), -1) if context else start
        behind = _word(text, min(stop + context, len(text)), 1) if context else stop
        if place + 1 < len(windows):
            behind = min(behind, max(stop, windows[place + 1][0] - context))
        runs.append(Run(("… " if before else "") + text[before:start], aside=True))
        runs += _shortened(list(cut(text, start, stop, [pair for pair in spans if _inside(pair[0], start, stop)])))
        runs.append(Run(text[stop:behind] + (" …" if behind < len(text) else ""), aside=True))
    return [run for run in runs if run.text]


def printed_runs(entry: Entry, verdict: Verdict, text: str) -> list[Run]:
    """The printed words with what was put in marked."""
    return printed_side(entry.statement, verdict.edits, text)


def in_one_line(entry: Entry, verdict: Verdict, text: str, original: str) -> list[Change] | None:
    """Both sides merged; ``None`` where that would mislead: parts moved, or much left out."""
    if any(edit.original and len(edit.original.text) > _LONG_EDIT for edit in verdict.edits):
        return None
    return merged(entry.statement, verdict, text, original)


def _windows(core: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join ranges that overlap or stand near each other."""
    ordered = sorted(core)
    if not ordered:
        return
    start, stop = ordered[0]
    for low, high in ordered[1:]:
        if low - stop > _NEAR:
            yield start, stop
            start = low
        stop = max(stop, high)
    yield start, stop


def _inside(span: Span, start: int, stop: int) -> bool:
    return start <= span.start and span.stop <= stop


def _word(text: str, place: int, step: int) -> int:
    """Move a border of the context inward to white space, so that it cuts no word."""
    if place in (0, len(text)):
        return place
    for distance in range(24):
        here = place - step * distance
        if 0 < here < len(text) and text[here - (step < 0)].isspace():
            return here
    return place


def _shortened(runs: list[Run]) -> Iterator[Run]:
    """Leave out the middle of long equal stretches."""
    for run in runs:
        if len(run.text) <= _LONGEST:
            yield run
            continue
        half = _LONGEST // 2
        yield Run(run.text[:half], run.edit)
        yield Run(" … ", aside=True)
        yield Run(run.text[-half:], run.edit)
