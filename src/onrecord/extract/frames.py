"""One sentence as tokens → what is reported in it: cue, mention and content, each with its stance.

Quotations are single tokens here, so the same frames serve direct, mixed and indirect statements. What a reported
clause itself reports is found by reading its tokens again (``statements``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.extract.clauses import Found, Range, Row
from onrecord.extract.cues import Cue, verb_groups
from onrecord.extract.frame_after import closing, postposed
from onrecord.extract.frame_before import cited_phrase, preposed
from onrecord.extract.frame_hearsay import find_adverb
from onrecord.extract.frame_phrase import find_according, find_colon, find_dash, find_noun


def parse(row: Row, lo: int = 0, hi: int | None = None, heir: Range | None = None) -> Iterator[Found]:
    """Outermost reports of ``row[lo:hi]``, left to right; ``heir`` is the mention that a later cue without one inherits."""
    hi = len(row) if hi is None else hi
    end = _without_stop(row, lo, hi)
    cues = verb_groups(row, lo, end)
    whole = closing(row, cues, lo, end)
    if whole:
        yield whole
        return
    floor, last = lo, heir
    while floor < end:
        found = _first(row, cues, floor, end, last)
        if found is None:
            return
        yield found
        last = found.mention or last
        floor = max(stop for _, stop in (*found.content, found.cue or (0, 0), found.mention or (0, 0)))


def _without_stop(row: Row, lo: int, hi: int) -> int:
    while hi > lo and row[hi - 1].text in ".!?…,;":
        hi -= 1
    return hi


def _first(row: Row, cues: Sequence[Cue], floor: int, end: int, heir: Range | None) -> Found | None:
    options = [
        f for f in (find_according(row, floor, end), find_dash(row, floor, end), find_adverb(row, floor, end)) if f
    ]
    noun = find_noun(row, floor, end)
    if noun:
        options.append(noun)
    for cue in cues:
        if cue.start < floor:
            continue
        found = None if _relays_only(row, cue, cues) else _verb(row, cue, floor, end, heir)
        if found:
            options.append(found)
            break
    colon = find_colon(row, floor, end)
    if colon and not options:
        options.append(colon)
    return min(options, key=lambda f: (f.cue or (end, end))[0]) if options else None


def _relays_only(row: Row, cue: Cue, cues: Sequence[Cue]) -> bool:
    """ "TASS, citing the spokeswoman, wrote": the participle only says where the later cue's words are from."""
    if cue.base not in ("cite", "quote") or cue.form != "ing":
        return False
    return any(cited_phrase(row, later.start, cue.start - 1) for later in cues if later.start > cue.stop)


def _verb(row: Row, cue: Cue, floor: int, end: int, heir: Range | None) -> Found | None:
    return postposed(row, cue, floor, end) or preposed(row, cue, floor, end, heir)
