"""Printed words and an original → what became of them: verdict, edits, reason and the passage they come from.

Knows no posts, files or speakers: where the original comes from and whose it is, is left to the callers. The verdicts
and their lines are those of ``model.VERDICTS``; the rules that draw them are in the ``rules_*`` modules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import Edit, Span, VerdictName
from onrecord.text.align import LOCAL, Alignment, Index, align
from onrecord.verify.changes import Change
from onrecord.verify.diff import differences
from onrecord.verify.reconcile import reconciled
from onrecord.verify.rules_dropped import CUT_WORDS
from onrecord.verify.settle import reaching, settled
from onrecord.verify.units import Side, build
from onrecord.verify.wordlists import SAMPLE, guess, likely

_FOUND = 0.5
"""Share of the printed words, by weight, that must stand in the passage."""
_TURNED = 0.9
"""The same where they stand there in another order."""
_FUNCTION_WORD = 0.35
_TELLING = 3.0
"""Weight of the words before a truncated original's end by which it is known to go on as printed."""
_PLACES = 8
_CUT, _SPLICE, _MOVED = 2, 3, 9
"""Words left out in one place, or moved, that count as differences at most: a long cut is hardly less likely than a short one."""
_NOTES = 4
_BROKEN_OFF = "; the original breaks off before the print ends"


class Comparison(Struct, frozen=True):
    """What became of printed words. ``score`` is the share of equal words, 0 to 1.

    Edits say how print differs from original: ``insert`` is only in print, ``delete`` only in the original. Their
    printed spans have the offsets of the spans handed in, their original spans those of the original's text.
    """

    verdict: VerdictName
    score: float
    edits: tuple[Edit, ...]
    reason: str
    span: tuple[int, int] | None
    """The passage in the original; ``None`` if the words are not in it."""
    share: float = 0.0
    """Share of the printed words that stand in the passage, function words counting less."""
    rare: float = 0.0
    """Weight of the printed words that stand there: about the number of words that are not function words."""
    matched: tuple[tuple[int, float], ...] = ()
    """Where each equal word stands in the original, and its weight."""


def compare(
    printed: Sequence[Span],
    original: str,
    within: tuple[int, int] | None = None,
    *,
    fragment: bool = False,
    truncated: bool = False,
    language: str | None = None,
    machine: bool = False,
    own: frozenset[str] = frozenset(),
) -> Comparison:
    """Compare printed words with the passage of ``original`` that they come from.

    :param printed: a statement's content in order, with its offsets; two spans where the cue interrupts it. Quote marks
        at its edges and its last comma or full stop are the printer's.
    :param original: the text the words should stand in, usually longer.
    :param within: half-open range of ``original`` to look in.
    :param fragment: the words are part of a sentence of the writer's (kind ``mixed``).
    :param truncated: the original breaks off at its end; what is printed beyond is not compared.
    :param language: BCP 47, for texts too short to tell; English if not given.
    :param machine: a machine wrote the original down by ear; words that sound alike are taken for what it misheard.
    :param own: words of the speaker's own names and of those it speaks for, folded: no other's name where "we" was said.
    :return: ``not-found`` if less than half of the words stand there. Work is linear in both lengths.
    """
    ours, theirs, index = _sides(printed, original, within or (0, len(original)), language, machine)
    ours = replace(ours, own=own) if own else ours
    if not ours.units:
        return Comparison("not-found", 0.0, (), "no words to compare", None)
    weights = _weights(ours)
    found = align(ours.keys, index, weights, _shown_cuts(ours))
    if truncated:
        weights = weights[: _broken_off(found, weights, len(theirs.units))]
    truncated = len(weights) < len(ours.units)
    matched = _matched(ours, theirs, found, weights)
    share = matched / (sum(weights) or 1.0)
    if not found.pairs or share < _FOUND:
        reason = f"{round(100 * share)}% of the words stand there"
        return Comparison("not-found", round(share, 3), (), reason, None, share, matched)
    chosen = _chosen(ours, theirs, index, found, (weights, fragment, truncated))
    places = tuple((theirs.units[o].start, weights[p]) for p, o in chosen.pairs if p < len(weights))
    result = replace(_concluded(ours, theirs, chosen, share, matched), matched=places)
    return replace(result, reason=result.reason + _BROKEN_OFF) if truncated else result


def _sides(
    printed: Sequence[Span], original: str, within: tuple[int, int], language: str | None, machine: bool
) -> tuple[Side, Side, Index]:
    """Units of both sides, read in the language that the words tell, and where each word of the original stands."""
    start, stop = within
    sample = " ".join(piece.text for piece in printed)[:SAMPLE]
    code = guess(sample, language) or guess(original[start : min(stop, start + SAMPLE)], language)
    theirs, index = _prepared(original, start, stop, code or likely(sample, language), machine)
    return reconciled(build(printed, theirs.language.code), index), theirs, index


def _matched(ours: Side, theirs: Side, found: Alignment, weights: Sequence[float]) -> float:
    """Weight of the printed words that stand in the original in order; where nearly all stand there in another, of those."""
    paired = {p for p, _ in found.pairs}
    matched = sum(weights[p] for p in paired if p < len(weights))
    if not found.pairs or matched >= _FOUND * sum(weights):
        return matched
    first, last = found.pairs[0][1] - len(ours.units), found.pairs[-1][1] + len(ours.units)
    left = Counter(theirs.keys_between(max(0, first), last + 1))
    left.subtract(ours.units[p].key for p in paired)
    turned = 0.0
    for p, weight in enumerate(weights):
        if p not in paired and left[ours.units[p].key] > 0:
            left[ours.units[p].key] -= 1
            turned += weight
    return matched + turned if matched + turned >= _TURNED * sum(weights) else matched


def _chosen(
    ours: Side, theirs: Side, index: Index, found: Alignment, how: tuple[Sequence[float], bool, bool]
) -> _Reading:
    """Of all ways to lay the print: the mildest where its words stand as one run, else the one in which the least differs."""
    weights, fragment, truncated = how
    exact = [[(i, at + i) for i in range(len(ours.units))] for at in index.find(ours.keys, _PLACES)]
    if exact:
        readings = [_Reading(pairs, differences(ours, theirs, pairs, fragment, truncated)) for pairs in exact]
        return min(readings, key=lambda reading: reading.rank)
    ways = [reaching(ours, theirs, found.pairs), found.pairs]
    if _is_loose(found.pairs):
        ways.append(align(ours.keys, index, weights, _shown_cuts(ours), LOCAL).pairs)
    settled_ways = (settled(ours, theirs, pairs) for pairs in dict.fromkeys(ways) if pairs)
    readings = [_Reading(p, differences(ours, theirs, p, fragment, truncated)) for p in settled_ways]
    return min(readings, key=lambda reading: reading.cost)


@lru_cache(maxsize=64)
def _prepared(text: str, start: int, stop: int, code: str, machine: bool) -> tuple[Side, Index]:
    """The original's units and where each word stands, kept for the next comparison with it."""
    side = replace(build((Span(start, stop, text[start:stop]),), code), machine=machine)
    return side, Index(side.keys)


def _weights(ours: Side) -> list[float]:
    """How much each printed word tells of where it comes from: the editor's words hardly anything."""
    common = ours.language.stop
    return [0.05 if u.bracket else _FUNCTION_WORD if u.key in common else 1.0 for u in ours.units]


def _shown_cuts(ours: Side) -> set[int]:
    """Units before which the print shows that it skips: an ellipsis or the cue."""
    marked = {at for at, gap in enumerate(ours.gaps) if any(token.kind == "ellipsis" for token in gap)}
    return marked | ours.seams


def _broken_off(found: Alignment, weights: Sequence[float], original: int) -> int:
    """Printed units up to where a truncated original breaks off: all, unless its last words stand there and tell enough."""
    at_end = bool(found.pairs) and found.pairs[-1][1] >= original - 2
    if at_end and sum(weights[p] for p, _ in found.pairs) >= _TELLING:
        return found.pairs[-1][0] + 1
    return len(weights)


class _Reading(Struct, frozen=True):
    """One way to lay the print against the original: equal units, and the changes between them."""

    pairs: list[tuple[int, int]]
    changes: list[Change]

    @property
    def worst(self) -> Change | None:
        return max(self.changes, key=lambda change: change.rank, default=None)

    @property
    def cost(self) -> int:
        """What differs, in words, those only in print counting twice: the least is the likeliest way to lay them."""
        total = 0
        for change in self.changes:
            ours, theirs = (
                len(side.text.split()) if side else 0 for side in (change.edit.printed, change.edit.original)
            )
            if change.edit.op == "move":
                total += min(2 * ours + 1, _MOVED)
            elif change.verdict != "typographic":
                total += 2 * ours + min(max(0, theirs - ours), _CUT if theirs <= CUT_WORDS else _SPLICE)
        return total

    @property
    def rank(self) -> tuple[int, int]:
        """Sort key, mildest first."""
        return (self.worst.rank if self.worst else -1, len(self.changes))


def _is_loose(pairs: Sequence[tuple[int, int]]) -> bool:
    """Whether some words are skipped or stand in another order, so that there may be a closer way to lay them."""
    return any(o - before != p - first for (first, before), (p, o) in pairwise(pairs))


def _concluded(ours: Side, theirs: Side, reading: _Reading, share: float, matched: float) -> Comparison:
    places = [o for _, o in reading.pairs]
    first, last = theirs.units[min(places)].start, theirs.units[max(places)].stop
    edits = tuple(change.edit for change in reading.changes)
    swapped = [edit.original for edit in edits if edit.op == "replace" and edit.original]
    return Comparison(
        verdict=reading.worst.verdict if reading.worst else "verbatim",
        score=_similarity(ours, reading.pairs),
        edits=edits,
        reason=_reason(reading),
        span=(min([first, *(span.start for span in swapped)]), max([last, *(span.stop for span in swapped)])),
        share=share,
        rare=matched,
    )


def _similarity(ours: Side, pairs: Sequence[tuple[int, int]]) -> float:
    """Equal words among all words of both sides that stand close together: 1 for equal words, less for each change."""
    close = ((before, o) for (_, before), (p, o) in pairwise(pairs) if p not in ours.seams)
    gaps = sum(min(8, max(0, o - before - 1)) for before, o in close)
    return round(2 * len(pairs) / (len(ours.units) + len(pairs) + gaps), 3)


def _reason(reading: _Reading) -> str:
    """Why the verdict: the notes of the worst changes."""
    worst = reading.worst
    notes = list(dict.fromkeys(change.note for change in reading.changes if worst and change.rank == worst.rank))
    more = f" and {len(notes) - _NOTES} more" if len(notes) > _NOTES else ""
    return "; ".join(notes[:_NOTES]) + more if notes else "the same words"
