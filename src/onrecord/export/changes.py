"""A verdict's edits → the printed words and the original's, cut into runs, side by side or merged into one line.

Side by side is exact: each side's own offsets are used. Merging needs a place among the printed words for what was left
out; it is found by counting letters in the runs that are equal, and where these do not add up there is no merged form.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from onrecord.model import Edit, Span, Statement, Verdict


class Run(Struct, frozen=True):
    """A stretch of one side; ``edit`` is what happened to it, ``aside`` tells words that are not the statement's."""

    text: str
    edit: Edit | None = None
    aside: bool = False


class Change(Struct, frozen=True):
    """A stretch of the merged form: equal words (``edit`` is ``None``), or what was left out and what was put in."""

    text: str
    left_out: str = ""
    put_in: str = ""
    edit: Edit | None = None
    aside: bool = False


def printed_side(statement: Statement, edits: Iterable[Edit], text: str) -> list[Run]:
    """Cut the statement's content; the words between two parts of it (their cue) come as asides."""
    spans = [(edit.printed, edit) for edit in edits if edit.printed]
    runs: list[Run] = []
    for place, part in enumerate(statement.content):
        if place:
            runs.append(Run(text[statement.content[place - 1].stop : part.start], aside=True))
        runs += cut(text, part.start, part.stop, spans)
    return runs


def original_side(edits: Iterable[Edit], text: str) -> list[Run]:
    """Cut an original's whole text."""
    return list(cut(text, 0, len(text), [(edit.original, edit) for edit in edits if edit.original]))


def merged(statement: Statement, verdict: Verdict, text: str, original: str) -> list[Change] | None:
    """Merge both sides in the order of the printed words.

    :param text: the document's text.
    :param original: the original's text, which ``verdict.original`` and the edits point into.
    :return: ``None`` where words were moved or where the runs between two edits do not have the same letters.
    """
    walk = _Walk(statement, text, original)
    walk.there = _original_start(verdict)
    printed = deque(sorted((edit for edit in verdict.edits if edit.printed), key=_printed_start))
    dropped = deque(sorted((edit for edit in verdict.edits if not edit.printed), key=_dropped_start))
    while printed or dropped:
        edit = dropped.popleft() if walk.drops_next(printed, dropped) else printed.popleft()
        if edit.op == "move" or not walk.take(edit):
            return None
    walk.equal(len(walk.words))
    return walk.changes


class _Walk:
    """Two places that move together: ``here`` in the printed words, ``there`` in the original's text."""

    def __init__(self, statement: Statement, text: str, original: str) -> None:
        self.words = "".join(part.text for part in statement.content)
        self.text, self.original = text, original
        self.here = self.there = 0
        self.changes: list[Change] = []
        self.parts: list[tuple[int, Span]] = []
        reached = 0
        for part in statement.content:
            self.parts.append((reached, part))
            reached += len(part.text)

    def drops_next(self, printed: Sequence[Edit], dropped: Sequence[Edit]) -> bool:
        """Whether what was left out next stands before what was printed next."""
        if not printed or not dropped:
            return not printed
        there, other = _dropped_start(dropped[0]), printed[0].original
        if other:
            return there < other.start
        here = _follow(self.words, self.here, self.original[self.there : there])
        return here <= self._place(printed[0].printed)

    def take(self, edit: Edit) -> bool:
        """Go on to an edit and past it; false if the two sides do not arrive there together."""
        here = self._place(edit.printed) if edit.printed else None
        there = edit.original.start if edit.original else None
        if there is None and here is not None:
            there = _follow(self.original, self.there, self.words[self.here : here])
        if here is None and there is not None:
            here = _follow(self.words, self.here, self.original[self.there : there])
        if here is None or there is None or here < self.here or there < self.there:
            return False
        if _letters(self.words, self.here, here) != _letters(self.original, self.there, there):
            return False
        self.equal(here)
        self._change(edit, there)
        return True

    def equal(self, stop: int) -> None:
        """Add equal words up to ``stop``, with the words between two parts where they stand."""
        for joint, (start, part) in enumerate(self.parts):
            if self.here <= start < stop and joint:
                self._add(start)
                self.changes.append(Change(self.text[self.parts[joint - 1][1].stop : part.start], aside=True))
        self._add(stop)

    def _add(self, stop: int) -> None:
        if stop > self.here:
            self.changes.append(Change(self.words[self.here : stop]))
        self.here = max(self.here, stop)

    def _change(self, edit: Edit, there: int) -> None:
        left_out = edit.original.text if edit.original else ""
        put_in = edit.printed.text if edit.printed else ""
        after = there + len(left_out)
        # Left out words take their white space along: it is put back, or the words around would run into them.
        before = not put_in and _space(self.original, there - 1) and not _space(self.words, self.here - 1)
        behind = not put_in and _space(self.original, after) and not _space(self.words, self.here)
        self.changes += [Change(" ")] if before else []
        self.changes.append(Change("", left_out, put_in, edit))
        self.changes += [Change(" ")] if behind and after < len(self.original) else []
        self.here += len(put_in)
        self.there = after

    def _place(self, span: Span | None) -> int:
        for reached, part in self.parts:
            if span and part.start <= span.start <= part.stop:
                return reached + span.start - part.start
        return -1


def _printed_start(edit: Edit) -> int:
    return edit.printed.start if edit.printed else 0


def _dropped_start(edit: Edit) -> int:
    return edit.original.start if edit.original else 0


def _original_start(verdict: Verdict) -> int:
    spans = [edit.original for edit in verdict.edits if edit.original]
    spans += [verdict.original.span] if verdict.original and verdict.original.span else []
    return min((span.start for span in spans), default=0)


def _letters(text: str, start: int, stop: int) -> int:
    # Quote marks around the words and the last full stop differ without being edits; letters and digits never do.
    return sum(character.isalnum() for character in text[start:stop])


def _follow(text: str, start: int, model: str) -> int:
    """Go from ``start`` past the letters of ``model``, and past as much punctuation and white space as ends it."""
    stop, letters = start, _letters(model, 0, len(model))
    while stop < len(text) and letters:
        letters -= text[stop].isalnum()
        stop += 1
    tail = model[max((place for place, character in enumerate(model, 1) if character.isalnum()), default=0) :]
    marks = sum(not character.isspace() for character in tail)
    while stop < len(text) and marks and not text[stop].isalnum() and not text[stop].isspace():
        marks -= 1
        stop += 1
    while stop < len(text) and tail[-1:].isspace() and text[stop].isspace():
        stop += 1
    return stop


def _space(text: str, place: int) -> bool:
    return place < 0 or place >= len(text) or text[place].isspace()


def cut(text: str, start: int, stop: int, spans: Sequence[tuple[Span, Edit]]) -> Iterator[Run]:
    """Cut ``text[start:stop]`` at the spans that lie over it; where two overlap, the first one has the words."""
    for span, edit in sorted(spans, key=lambda pair: (pair[0].start, pair[0].stop)):
        if span.stop <= start or span.start >= stop:
            continue
        if span.start > start:
            yield Run(text[start : span.start])
        yield Run(text[max(start, span.start) : min(stop, span.stop)], edit)
        start = min(stop, span.stop)
    if start < stop:
        yield Run(text[start:stop])
