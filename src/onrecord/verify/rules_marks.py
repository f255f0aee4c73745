"""What stands between words on both sides → changes of punctuation, emoji, links and stage directions, all typographic.

The last comma or full stop of a quotation is the printer's and no change; an ellipsis that marks a cut is left to
``rules_dropped``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from onrecord.model import EditWhat, Span, VerdictName
from onrecord.text.words import QUOTES, STOPS, Token
from onrecord.verify.changes import Change, change
from onrecord.verify.units import Side

_ASIDE: tuple[tuple[str, EditWhat, str], ...] = (
    ("emoji", "emoji", "emoji"),
    ("link", "link", "a link"),
    ("stage", "bracket", "a stage direction"),
)
_TAGS = frozenset("#@＃＠")
_ASKING = frozenset("?!？！؟")
_EDGE = QUOTES | STOPS | frozenset("-–—―:;()*_~•·>|… ") | _TAGS


def between(printed: Side, original: Side, p_gap: int, o_gap: int) -> Iterator[Change]:
    """Changes between two words that follow one another on both sides.

    >>> # "reality" ← "reality.”": punctuation; "fails " ← "fails 🇷🇺 ": emoji
    """
    ours, theirs = printed.gaps[p_gap], original.gaps[o_gap]
    if p_gap in printed.seams:
        yield from _question(printed, original, ours, theirs)
        ours, theirs = _aside(ours), _aside(theirs)
    yield from asides(printed, original, ours, theirs)
    yield from _punctuation(printed, original, ours, theirs)


def asides(printed: Side, original: Side, ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Change]:
    """Emoji, links and stage directions that one side has and the other has not.

    A stage direction that only the print has is the editor's word in brackets.
    """
    for kind, what, note in _ASIDE:
        have, want = _texts(ours, kind), _texts(theirs, kind)
        for token in _surplus(theirs, kind, have):
            unheard = kind == "stage" and any(word in token.text.casefold() for word in original.language.unheard)
            if unheard:
                yield change(None, original.span(token.start, token.stop), "cut", "cut", "words that nobody understood")
                continue
            yield change(None, original.span(token.start, token.stop), what, "typographic", f"{note} left out")
        for token in _surplus(ours, kind, want):
            verdict: VerdictName = "bracketed" if kind == "stage" else "typographic"
            yield change(printed.span(token.start, token.stop), None, what, verdict, f"{note} added")


def opening(printed: Side, original: Side, o_gap: int) -> Iterator[Change]:
    """Changes before the first word: emoji, links and tags at the edge of a post, an ellipsis of the editor's."""
    ours, theirs = printed.gaps[0], original.gaps[o_gap]
    theirs = _tags(original, range(o_gap)) + _at_edge(theirs, ours) if _only_tags(original, range(o_gap)) else []
    yield from asides(printed, original, _aside(ours), theirs)
    yield from _dropped_tags(original, range(o_gap))
    yield from _edge_ellipsis(printed, ours, original.gaps[o_gap])


def closing(printed: Side, original: Side, o_gap: int) -> Iterator[Change]:
    """Changes after the last word, but for the last comma or full stop: ``momentum,`` ← ``momentum!``."""
    ours, theirs = printed.gaps[-1], original.gaps[o_gap]
    yield from _question(printed, original, ours, theirs)
    rest = range(o_gap, len(original.units))
    edge = _at_edge(theirs, ours) + _tags(original, rest) if _only_tags(original, rest) else []
    yield from asides(printed, original, _aside(ours), edge)
    yield from _dropped_tags(original, rest)
    yield from _edge_ellipsis(printed, ours, theirs)


def _question(printed: Side, original: Side, ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Change]:
    """A question or exclamation mark at the end that one side lacks; a quotation that ends before any mark is none."""
    asked, printed_mark = _first_mark(theirs, _ASKING), _first_mark(ours, _ASKING)
    stop = _first_mark(ours, STOPS)
    if printed_mark and not (asked and asked.text == printed_mark.text):
        other = original.span(asked.start, asked.stop) if asked else None
        yield change(_span(printed, printed_mark), other, "punctuation", "typographic", "another mark at the end")
    elif asked and not printed_mark and stop and _comes_first(theirs, asked):
        other = original.span(asked.start, asked.stop)
        yield change(_span(printed, stop), other, "punctuation", "typographic", "another mark at the end")


def _comes_first(marks: Sequence[Token], asked: Token) -> bool:
    """Whether no full stop ends the sentence before the question mark."""
    return not any(token.text in STOPS for token in marks if token.start < asked.start)


def _first_mark(marks: Sequence[Token], letters: frozenset[str]) -> Token | None:
    return next((token for token in marks if token.kind == "mark" and token.text[0] in letters), None)


def _edge_ellipsis(printed: Side, ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Change]:
    """An ellipsis at an edge of the print says that the sentence goes on; the same in the original is no change."""
    if any(token.kind == "ellipsis" for token in theirs):
        return
    for token in ours:
        if token.kind == "ellipsis":
            yield change(_span(printed, token), None, "ellipsis", "trimmed", "an ellipsis marks where it was cut")


def _punctuation(printed: Side, original: Side, ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Change]:
    """Other marks between two words: ``ready—`` ← ``ready -``; one edit for what differs."""
    left = [token for token in ours if token.kind in ("mark", "ellipsis")]
    right = [token for token in theirs if token.kind in ("mark", "ellipsis")]
    while left and right and left[0].text == right[0].text:
        left, right = left[1:], right[1:]
    while left and right and left[-1].text == right[-1].text:
        left, right = left[:-1], right[:-1]
    if left or right:
        tag = all(token.text in _TAGS for token in (*left, *right))
        what: EditWhat = "link" if tag else "punctuation"
        yield change(_cover(printed, left), _cover(original, right), what, "typographic", "punctuation")


def _cover(side: Side, marks: Sequence[Token]) -> Span | None:
    return side.span(marks[0].start, marks[-1].stop) if marks else None


def _span(side: Side, token: Token) -> Span:
    return side.span(token.start, token.stop)


def _aside(marks: Sequence[Token]) -> list[Token]:
    return [token for token in marks if token.kind in ("emoji", "link", "stage")]


def _at_edge(theirs: Sequence[Token], ours: Sequence[Token]) -> list[Token]:
    """What counts at an edge of the original: a stage direction only if the print has one there too."""
    staged = any(token.kind == "stage" for token in ours)
    return [token for token in _aside(theirs) if staged or token.kind != "stage"]


def _texts(marks: Sequence[Token], kind: str) -> Counter[str]:
    return Counter(_bare(token.text) for token in marks if token.kind == kind)


def _bare(text: str) -> str:
    return text.rstrip("\ufe0f\ufe0e.,;:!?)").casefold()


def _surplus(marks: Sequence[Token], kind: str, others: Counter[str]) -> Iterator[Token]:
    """Tokens of ``kind`` that ``others`` does not hold as often."""
    left = others.copy()
    for token in marks:
        if token.kind == kind:
            if left[_bare(token.text)] > 0:
                left[_bare(token.text)] -= 1
            else:
                yield token


def _is_tag(side: Side, at: int) -> bool:
    return bool(side.gaps[at]) and side.gaps[at][-1].text in _TAGS


def _only_tags(side: Side, rest: range) -> bool:
    """Whether an edge of the original holds nothing but tags, links and emoji: then no words are left out there."""
    return len(rest) <= 30 and all(_is_tag(side, at) for at in rest)


def _tags(side: Side, rest: range) -> list[Token]:
    """Emoji and links that stand among the tags of an edge."""
    gaps = [at + 1 for at in rest] if rest and rest.stop == len(side.units) else list(rest)
    return [token for at in gaps for token in _aside(side.gaps[at])]


def _dropped_tags(original: Side, rest: range) -> Iterator[Change]:
    """Hashtags and handles at the edge that the print leaves out: ``#thanks``."""
    if not _only_tags(original, rest):
        return
    for at in rest:
        span = original.span(original.gaps[at][-1].start, original.units[at].stop)
        yield change(None, span, "link", "typographic", "a tag left out")
