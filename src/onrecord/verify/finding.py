"""A quotation and the library's candidate passages → each compared, with whose turn it is there, the best first.

Which of them decides, and what it means that there is none, is left to ``check``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import VERDICTS, Document, Edit, OriginalText, Span, Statement, Turn
from onrecord.text.words import QUOTES
from onrecord.verify.compare import Comparison, compare
from onrecord.verify.library import Library, Passage
from onrecord.verify.library_near import Hint
from onrecord.verify.secondhand import is_quoted
from onrecord.verify.whose import Known, Whose, whose

_CANDIDATES = 12
_CONTEXT = 300
_MARGIN = 100
"""Code points beside a candidate passage that the comparison sees too: what was cut off there may deny it."""
_WORD = 40
_LABEL = 160
"""Code points between two turns up to which they are a label and a time, and no text."""
_LETTER = re.compile(r"[^\n]")
_PLAINLY = 0.2
"""How much more must speak for one place of many than for another with a milder verdict."""
_PART = 1.0
"""Weight of the words in another's turn by which a passage is partly that person's."""


class Quoted(Struct, frozen=True):
    """A quotation within an original: half-open ranges of its text, several where the cue interrupts it, and whose it is."""

    spans: tuple[tuple[int, int], ...]
    speaker: str | None


QuotedIn = Callable[[OriginalText], Sequence[Quoted]]
"""An original without turns → what it gives as somebody's words."""


class Found(Struct, frozen=True):
    """A passage compared: which original, what became of the words, whose turn it is."""

    at: int
    found: Comparison
    span: Span
    label: str | None
    whose: Whose
    statement: bool = False
    """The original is a statement or a post, not a text that holds it."""
    outside: bool = False
    """The words stand without quote marks in a text that reports what its people say."""
    told: float | None = None
    """For short words that stand in many places, how much speaks for this one."""

    @property
    def rank(self) -> tuple[float, float, float, bool]:
        """Sort key: the mildest verdict of the most words first, then the speaker's own, then the closest."""
        doubt = {"same": 0.0, "unsure": 0.5, "other": 1.0}[self.whose]
        return (self.badness, doubt, -self.found.score, not self.statement)

    @property
    def badness(self) -> float:
        """The verdict's place, less the share of the words: lower is closer."""
        return VERDICTS.index(self.found.verdict) - 8 * self.found.share


class Finder:
    """Finds the quotations of one draft in a library; remembers what it has learned of each original."""

    def __init__(self, document: Document, library: Library, quoted: QuotedIn = lambda original: ()) -> None:
        self.document, self.library, self.quoted = document, library, quoted
        self._inner: dict[int, Sequence[Quoted]] = {}
        self._known: dict[int, tuple[str, ...]] = {}
        self._texts: dict[int, str] = {}

    def found(
        self, statement: Statement, parts: Sequence[Span], speaker: Known | None, near: Sequence[Hint] = ()
    ) -> list[Found]:
        """The candidate passages compared, the best first; each place once.

        :param near: where the draft's quotations beside this one stand.
        """
        names = [" ".join(name) for name in speaker.names] if speaker else []
        context = self._context(statement)
        passages = self.library.passages(parts, speaker=names, context=context, near=near, limit=_CANDIDATES)
        best: dict[tuple[int, int, int], Found] = {}
        for passage in passages:
            for item in self._laid(statement, parts, passage, speaker):
                key = item.at, item.span.start, item.span.stop
                best[key] = min(best.get(key, item), item, key=lambda one: one.rank)
        return _likeliest_first(sorted(best.values(), key=lambda item: item.rank))

    def _laid(
        self, statement: Statement, parts: Sequence[Span], passage: Passage, speaker: Known | None
    ) -> Iterator[Found]:
        """A passage compared; where it holds turns of several people, the speaker's own by themselves too."""
        text = self.library.originals[passage.original].text
        item = self._compared(statement, parts, passage, _widened(text, passage.start, passage.stop), speaker)
        if item is not None:
            yield item
            yield from self._without_cue(statement, parts, passage, item, speaker)
        if speaker is not None and (item is None or item.whose != "same"):
            for turn in self._own_turns(passage, speaker):
                own = self._compared(statement, parts, passage, turn, speaker)
                if own is not None:
                    yield own

    def _without_cue(
        self, statement: Statement, parts: Sequence[Span], passage: Passage, item: Found, speaker: Known | None
    ) -> Iterator[Found]:
        """The same where the original's own cue stands within the words: “A,” said the director. “B.”"""
        quoted = self._quoted(passage.original, item.span.start)
        if quoted and len(quoted.spans) > 1 and item.found.verdict != "verbatim":
            text = _blanked(self._text(passage.original), [(a, b) for (_, a), (b, _) in pairwise(quoted.spans)])
            within = quoted.spans[0][0], quoted.spans[-1][1]
            found = self._compared(statement, parts, passage, within, speaker, text)
            if found is not None:
                yield found

    def _own_turns(self, passage: Passage, speaker: Known) -> Iterator[tuple[int, int]]:
        """The speaker's turns as far as they lie in the window of a passage, if there are others beside them."""
        turns = self.library.originals[passage.original].turns
        start, stop = _widened(self.library.originals[passage.original].text, passage.start, passage.stop)
        first = max(0, bisect_right(turns, start, key=lambda turn: turn.start) - 1)
        for turn in turns[first : bisect_right(turns, stop, key=lambda turn: turn.start)]:
            low, high = max(start, turn.start), min(stop, turn.stop)
            if low < high and whose(turn.speaker, speaker) == "same":
                yield low, high

    def _compared(
        self,
        statement: Statement,
        parts: Sequence[Span],
        passage: Passage,
        within: tuple[int, int],
        speaker: Known | None,
        text: str | None = None,
    ) -> Found | None:
        """What became of the words in a part of an original.

        :param text: the original's text with some of it blanked; with the labels of its turns blanked if not given.
        """
        original = self.library.originals[passage.original]
        found = compare(
            parts,
            self._text(passage.original) if text is None else text,
            within,
            fragment=statement.kind == "mixed",
            truncated=original.truncated,
            language=self.document.language or original.language,
            machine=original.machine,
            own=speaker.own if speaker else frozenset(),
        )
        if found.span is None:
            return None
        start, stop = found.span
        if original.turns or text is not None:  # something is blank in what was compared
            found = replace(found, edits=tuple(_in(original.text, edit) for edit in found.edits))
        span = Span(start, stop, original.text[start:stop])
        label, relation = self._heard(passage.original, found, speaker)
        outside = bool(label) and _reports(original) and not is_quoted(original.text, start)
        return Found(passage.original, found, span, label, relation, original.kind != "file", outside, passage.told)

    def _heard(self, at: int, found: Comparison, speaker: Known | None) -> tuple[str | None, Whose]:
        """Whose turn the words are in; where they are in several, the label that tells against the speaker."""
        weights: dict[str | None, float] = {}
        for place, weight in found.matched:
            label = self._label(at, place)
            weights[label] = weights.get(label, 0.0) + weight
        told = [label for label, weight in weights.items() if weight >= _PART]
        label = max(weights, key=lambda label: weights[label], default=None)
        if speaker is None:
            return label, "other" if len(set(told) - {None}) > 1 else "unsure"
        relations: dict[str | None, Whose] = {name: whose(name, speaker, self.labels(at)) for name in {*told, label}}
        alien = next((name for name in told if relations[name] == "other"), None)
        return (alien, "other") if alien else (label, relations[label])

    def _label(self, at: int, place: int) -> str | None:
        """The label of the turn at ``place``, who is quoted there, or whose words the whole original is."""
        original = self.library.originals[at]
        before = bisect_right(original.turns, place, key=lambda turn: turn.start) - 1
        turn = original.turns[before] if before >= 0 else None
        if turn and turn.speaker and place < turn.stop:
            return turn.speaker
        quoted = self._quoted(at, place)
        return quoted.speaker if quoted else original.speaker

    def _quoted(self, at: int, place: int) -> Quoted | None:
        """The quotation that ``place`` lies in, in a text without turns."""
        original = self.library.originals[at]
        if original.turns or original.kind != "file" or not is_quoted(original.text, place):
            return None
        if at not in self._inner:
            self._inner[at] = self.quoted(original)
        return next((row for row in self._inner[at] if any(a <= place < b for a, b in row.spans)), None)

    def _text(self, at: int) -> str:
        """The original's text with what stands between turns (labels, time codes) blanked, so that no print lacks it."""
        if at not in self._texts:
            original = self.library.originals[at]
            self._texts[at] = _without_labels(original.text, original.turns) if original.turns else original.text
        return self._texts[at]

    def _context(self, statement: Statement) -> str:
        """The words around the quotation, by which one of many places is told from the others."""
        start, stop = statement.content[0].start, statement.content[-1].stop
        text = self.document.text
        return text[max(0, start - _CONTEXT) : start] + " " + text[stop : stop + _CONTEXT]

    def labels(self, at: int) -> tuple[str, ...]:
        """The different labels of the turns of an original."""
        if at not in self._known:
            turns = self.library.originals[at].turns
            self._known[at] = tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
        return self._known[at]


def _reports(original: OriginalText) -> bool:
    """Whether a text tells in its own words what people say: some of its turns are nobody's."""
    return not original.speech and any(turn.speaker is None for turn in original.turns)


def _likeliest_first(ranked: list[Found]) -> list[Found]:
    """The same with a place for which much more speaks before one where the words are only cut more mildly."""
    likeliest = max(ranked, key=lambda item: item.told or 0.0, default=None)
    if likeliest and (likeliest.told or 0.0) - (ranked[0].told or 0.0) >= _PLAINLY:
        return [likeliest, *(item for item in ranked if item is not likeliest)]
    return ranked


def _in(text: str, edit: Edit) -> Edit:
    """The edit with its original side as ``text`` has it, labels included."""
    side = edit.original
    return replace(edit, original=Span(side.start, side.stop, text[side.start : side.stop])) if side else edit


def _blanked(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """``text`` with ranges and the quote marks at their edges turned into blanks."""
    for start, stop in ranges:
        start -= text[start - 1 : start] in QUOTES
        stop += text[stop : stop + 1] in QUOTES
        text = text[:start] + _LETTER.sub(" ", text[start:stop]) + text[stop:]
    return text


def _widened(text: str, start: int, stop: int) -> tuple[int, int]:
    """The window with what stands beside it, cut between words."""
    start, stop = max(0, start - _MARGIN), min(len(text), stop + _MARGIN)
    for _ in range(_WORD):
        start -= 0 < start < len(text) and not (text[start - 1].isspace() or text[start].isspace())
        stop += 0 < stop < len(text) and not (text[stop - 1].isspace() or text[stop].isspace())
    return start, stop


def _without_labels(text: str, turns: Sequence[Turn]) -> str:
    """``text`` with the words between turns turned into blanks, line breaks kept; long stretches are no labels."""
    pieces, done = [], 0
    for turn in turns:
        if done < turn.start <= done + _LABEL or (not done and turn.start <= _LABEL):
            pieces.append(_LETTER.sub(" ", text[done : turn.start]))
        else:
            pieces.append(text[done : max(done, turn.start)])
        pieces.append(text[max(done, turn.start) : max(done, turn.stop)])
        done = max(done, turn.stop)
    return "".join(pieces) + text[done:]
