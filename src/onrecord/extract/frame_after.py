"""Verb groups that stand after or inside what they report ("…," NAME said) → what is reported."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract import phrases
from onrecord.extract.adverbials import skip_adverbials
from onrecord.extract.clauses import Found, Range, Row, cue_range, has_quotation, has_verb, left_content, resumed
from onrecord.extract.cues import Cue, english, is_auxiliary, words, zero_that
from onrecord.text.segment import Token

_LONGEST_SUBJECT = 40
_LONGEST_END = 80
"""Tokens behind a cue that closes its sentence: a subject with all its asides, and adverbials."""


def closing(row: Row, cues: Sequence[Cue], lo: int, end: int) -> Found | None:
    """ "Clause, NAME said Tuesday." and "Clause, according to NAME.": the whole sentence before it is the content."""
    for cue in reversed(cues):
        if end - cue.stop > _LONGEST_END:
            return None
        if not {"q", "t"} & set(cue.takes) or (cue.form in ("ing", "base") and not _plural_before(row, cue, lo)):
            continue
        found = postposed(row, cue, lo, end)
        if found and skip_adverbials(row, _after_cue(found, cue), end) >= end and found.content[0][0] <= lo + 1:
            return found
    return None


def _plural_before(row: Row, cue: Cue, lo: int) -> bool:
    """A base form is finite only after a plural or a pronoun, or behind an auxiliary."""
    if cue.form != "base" or cue.start <= lo:
        return False
    before = row[cue.start - 1].lower
    return (
        cue.start < cue.verb
        or before.endswith("s")
        or before in words("pronouns") | {"people", "police", "men", "women", "media"}
    )


def _after_cue(found: Found, cue: Cue) -> int:
    return max(cue.stop, found.mention[1] if found.mention else 0)


def postposed(row: Row, cue: Cue, floor: int, end: int) -> Found | None:
    """Content before, then subject and verb in either order; what follows after a comma may go on with the content."""
    if cue.passive or not {"q", "t"} & set(cue.takes) or (cue.form == "ing" and cue.start == cue.verb):
        return None
    mention = _between(row, cue.start, floor) or phrases.before(row, cue.start, floor)
    inverted = mention is None or mention[0] <= floor or not _closes(row, mention[0] - 1)
    if inverted:
        if mention is not None and not has_quotation(row, (floor, cue.start)):
            return None  # "The company, which …, said": a subject with an aside, and nothing reported before it
        if cue.start <= floor or not _closes(row, cue.start - 1) or cue.start != cue.verb:
            return None
        mention = phrases.after(row, cue.stop, end)
        if mention is None or not _may_follow(row, mention, end):
            return None
    assert mention is not None
    if row[mention[0]].lower in ("who", "which"):
        return None
    left = left_content(row, floor, min(mention[0], cue.start))
    if left is None or (inverted and cue.base != "say" and not has_quotation(row, left)):
        return None
    more = resumed(row, max(cue_range(row, cue)[1], mention[1]), end, row[left[1] - 1].quoted >= 0)
    if not _is_report(row, cue, left) and not (more and _halves(row, cue, left, more[0])):
        return None
    return Found(
        cue_range(row, cue), mention, (left, *more), cue.stance, 0.95 if has_quotation(row, left) else 0.8, "after"
    )


def _between(row: Row, stop: int, floor: int) -> Range | None:
    """All the words between a quotation and the verb, if they can only be the one who speaks, asides included."""
    quotation = next(
        (k for k in range(stop - 1, max(floor, stop - _LONGEST_SUBJECT) - 1, -1) if row[k].quoted >= 0), None
    )
    if quotation is None or quotation + 1 >= stop:
        return None
    start = quotation + 1
    head = next((k for k in range(start, stop) if not row[k].is_word), stop)
    if head == start or not all(_names(token) for token in row[start:head]):
        return None
    closed = head == stop or (row[head].text == "," and row[stop - 1].text == ",")
    return (start, stop) if closed else None


def _names(token: Token) -> bool:
    """Whether a word may stand in a plain noun phrase."""
    closed = words("prepositions") | words("subordinators") | {"which", "who", "when"}
    if is_auxiliary(token) or (token.lower in closed and token.lower != "that"):
        return False
    return token.is_capital or token.lower not in english()


def _halves(row: Row, cue: Cue, left: Range, right: Range) -> bool:
    """ "The rope, Linde said, had been cut": a subject before the cue and its verb after it."""
    first = row[right[0]]
    verb = is_auxiliary(first) or (first.lower.endswith(("ed", "s")) and not first.is_capital)
    return verb and cue.base in zero_that() and phrases.simple_before(row, left[1], left[0]) == left


def _closes(row: Row, j: int) -> bool:
    """Whether ``row[j]`` ends reported words: a comma, or a quotation that ends in a mark of its own."""
    token = row[j]
    if token.quoted >= 0:
        return True
    return token.text in ",?!…—–" or (token.lower == "as" and j > 0 and row[j - 1].text == ",")


def _may_follow(row: Row, mention: Range, end: int) -> bool:
    """After an inverted cue ("…," said NAME) the phrase must close: a comma, the end, an adverbial or a quotation."""
    at = mention[1]
    if at >= end:
        return True
    token = row[at]
    return token.quoted >= 0 or token.text in ",.;:—–" or (not is_auxiliary(token) and token.lower not in english())


def _is_report(row: Row, cue: Cue, content: Range) -> bool:
    """A clause before a comma is reported only by a verb of speech or thought, and only if it can be a clause."""
    if has_quotation(row, content):
        return True
    plain = [token for token in row[content[0] : content[1]] if token.is_word]
    if not plain or plain[-1].lower in ("later", "earlier", "ago", "before", "afterward", "afterwards"):
        return False
    return cue.base in zero_that() and len(plain) >= 3 and has_verb(plain) and not _subordinate(plain[0])


def _subordinate(token: Token) -> bool:
    return token.lower in ("when", "while", "after", "before", "although", "though", "if", "asked", "as", "since", "because",
                           "in", "on", "at", "during", "speaking", "citing", "despite", "until", "last", "earlier")  # fmt: skip
