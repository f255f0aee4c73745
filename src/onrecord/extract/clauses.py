"""Tokens of a sentence → where reported words start and end; what reports them is left to the frames."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.extract.adverbials import skip_adverbials
from onrecord.extract.cues import Cue, Entry, english, is_adverb, is_auxiliary, words
from onrecord.extract.times import vessel_stop
from onrecord.model import Stance
from onrecord.text.segment import Token

Row = Sequence[Token]


Range = tuple[int, int]


class Found(NamedTuple):
    """Indices into the row, half-open. ``content`` may have several ranges, ``cue`` and ``mention`` may be missing."""

    cue: Range | None
    mention: Range | None
    content: tuple[Range, ...]
    stance: Stance
    score: float
    frame: str


def has_quotation(row: Row, content: Range) -> bool:
    """Whether a quotation stands in a range of tokens."""
    return any(token.quoted >= 0 for token in row[content[0] : content[1]])


def has_verb(plain: Sequence[Token]) -> bool:
    """Whether some word looks like a finite verb: an auxiliary, a known past, an ending."""
    return any(
        is_auxiliary(token)
        or "'" in token.lower
        or (not token.is_capital and token.lower.endswith(("ed", "s")) and len(token.lower) > 3)
        or (token.lower in english() and not token.is_capital)
        or token.lower in words("irregular_pasts")
        for token in plain
    )


def _speaks(entry: Entry) -> bool:
    return {"q", "t"} <= set(entry.takes) or (entry.base == "ask" and entry.form != "ing")


def quotation_ahead(row: Row, at: int, end: int, marks: str = ",:") -> int | None:
    """The next quotation that a mark announces, with no other report on the way to it."""
    for k in range(at, min(end, at + 30)):
        if row[k].quoted >= 0:
            return k if k == at or row[k - 1].text in marks else None
        entries = english().get(row[k].lower, ())
        if any(e.form in ("past", "third", "ing") and _speaks(e) and not e.rest for e in entries):
            return None
    return None


def whole_sentence(token: Token) -> bool:
    """Whether a quotation is a sentence by itself: it opens with a capital or closes with a full stop."""
    inner = token.text.strip("“”\"'‘’«»„‹› ")
    return inner[:1].isupper() or inner[:1].isdigit() or inner[-1:] in ".?!"


def clause_like(row: Row, at: int, stop: int) -> bool:
    """Whether ``row[at:stop]`` can be a clause that a verb reports without "that"."""
    plain = [token for token in row[at:stop] if token.is_word]
    if has_quotation(row, (at, stop)) and len(plain) >= 2:
        return row[at].lower not in words("prepositions") - {"in", "as"}
    closed = words("prepositions") | {"and", "or", "but", "to", "so", "nothing"}
    starts = (
        row[at].lower not in closed
        or row[at].lower == "in"
        or [t.lower for t in row[at + 1 : at + 2]] in (["least"], ["most"])
    )
    return starts and len(plain) >= 3 and has_verb(plain[1:])


def clause_end(row: Row, at: int, end: int) -> int:
    """Where a reported clause stops: at the sentence's end, or where the reporter's own voice plainly returns."""
    announced = row[at].quoted >= 0 and (at == 0 or row[at - 1].text in ",:") and whole_sentence(row[at])
    if announced and at + 1 < end and row[at + 1].is_word and not row[at + 1].is_capital:
        return at + 1
    for k in range(at + 1, end):
        token = row[k]
        if token.lower in ("and", "but", "then") and k + 2 < end and next_verb(row, k + 1, row[k - 1].quoted >= 0):
            return k
        if token.text == ";":
            return k
        if token.text == "," and k + 2 < end and _returns(row, k + 1, end):
            return k
        if row[k - 1].quoted >= 0 and k + 1 < end and _participle(row, k):
            return k
    return end


def next_verb(row: Row, k: int, quoted: bool) -> bool:
    """ "… and added that": the same speaker's next verb; after a quotation any past tense goes on with the story."""
    if k + 2 < len(row) and is_adverb(row[k]):
        k += 1
    if k + 1 >= len(row):
        return False
    reporting = any(e.form in ("past", "third") and "t" in e.takes for e in english().get(row[k].lower, ()))
    announced = row[k + 1].text in ":," and k + 2 < len(row) and row[k + 2].quoted >= 0
    if reporting and (row[k + 1].lower == "that" or row[k + 1].quoted >= 0 or row[k + 1].text == ":" or announced):
        return True
    return (
        quoted and not row[k].is_capital and (row[k].lower.endswith("ed") or row[k].lower in words("irregular_pasts"))
    )


def _returns(row: Row, k: int, end: int) -> bool:
    """After a comma: ", adding that", ", according to", ", this follows", ", and he added": the reporter speaks."""
    word, ahead = row[k].lower, row[k + 1]
    if word == "according" and ahead.lower == "to":
        return True
    if _participle(row, k):
        return True
    if word in ("and", "but", "then"):
        later = english().get(ahead.lower, ())
        return any(e.form in ("past", "third") and "q" in e.takes for e in later)
    if word in ("it", "which", "the") and k + 2 < end:
        verb = ahead.lower if word in ("it", "which") else row[k + 2].lower
        return verb in ("follows", "comes", "came", "followed")
    return spliced(row, k, end)


def spliced(row: Row, k: int, end: int) -> bool:
    """After a comma: "this follows weeks of talks", the formula by which news writers set words in their context."""
    if k + 2 >= end or row[k].lower != "this" or row[k - 1].text != ",":
        return False
    return row[k + 1].lower in ("follows", "followed", "comes", "came")


def unspliced(row: Row) -> Row:
    """The tokens before a sentence of the writer's that a comma splices on."""
    return next((row[: k - 1] for k in range(2, len(row)) if spliced(row, k, len(row))), row)


def _participle(row: Row, k: int) -> bool:
    """ "adding that", "saying: “…”": a reporting participle with what it reports right behind it."""
    ahead = row[k + 1]
    if row[k].is_capital or not any(
        e.form == "ing" and set(e.takes) & set("qt") for e in english().get(row[k].lower, ())
    ):
        return False
    return (
        ahead.lower in ("that", "to", "the", "it", "he", "she", "they", "his", "her")
        or ahead.quoted >= 0
        or ahead.text in ":,"
    )


def second_verb(row: Row, at: int, end: int) -> int:
    """ "the claim that the rope was new | fell apart": a second finite verb with no link belongs to the sentence around."""
    seen = False
    for k in range(at + 1, end):
        token = row[k]
        finite = is_auxiliary(token) or (
            token.is_word
            and not token.is_capital
            and (token.lower.endswith("ed") or token.lower in words("irregular_pasts"))
        )
        if not finite:
            continue
        linked = (
            row[k - 1].lower in words("conjunctions") | words("subordinators") | {"who", "to", "by"}
            or is_auxiliary(row[k - 1])
            or is_adverb(row[k - 1])
        )
        if seen and not linked and row[k - 1].is_word and k > at + 3:
            return k
        seen = True
    return end


def _left_open(row: Row, k: int, stop: int) -> bool:
    """A bracket that opens at ``k`` and does not close before ``stop``."""
    return row[k].text == "(" and not any(token.text == ")" for token in row[k:stop])


def left_content(row: Row, floor: int, stop: int) -> Range | None:
    """What stands before a subject or a cue as its content: without links, labels and an opened bracket."""
    while stop > floor and (row[stop - 1].text in ",—–" or (row[stop - 1].lower == "as" and stop - 1 > floor)):
        stop -= 1
    start = floor
    while start < stop and (
        row[start].text in ",;:—–.)" or (row[start].lower in ("and", "but", "yet") and start + 1 < stop)
    ):
        start += 1
    start = max((k + 1 for k in range(start, stop) if _left_open(row, k, stop)), default=start)
    quotation = next((k for k in range(start, stop) if row[k].quoted >= 0), None)
    if quotation is not None and quotation > start and row[quotation - 1].text in ":,—–":
        before = row[start : quotation - 1]
        if row[quotation - 1].text in ":—–" or len(before) <= 2:
            start = quotation
    return (start, stop) if start < stop else None


def resumed(row: Row, at: int, end: int, quoted: bool) -> tuple[Range, ...]:
    """What goes on after an interrupting cue: ``, “…”``, or after an unquoted clause ``, will not …``."""
    ahead = quotation_ahead(row, at, end, ",;:.—–")
    if ahead is not None:
        return ((ahead, _quotation_run(row, ahead, end)),)
    at = skip_adverbials(row, at, end)
    if not quoted and at + 1 < end and row[at].text == "," and not _new_clause(row, at + 1):
        return ((at + 1, clause_end(row, at + 1, end)),)
    return ()


def _quotation_run(row: Row, start: int, end: int) -> int:
    """End of a quotation and of the unquoted words that its clause goes on with."""
    if (
        start + 1 < end
        and row[start + 1].is_word
        and not row[start].text.rstrip("”\"’'»").endswith((".", "?", "!", ","))
    ):
        return clause_end(row, start, end)
    return start + 1


def _new_clause(row: Row, j: int) -> bool:
    word = row[j].lower
    return word in {
        "and",
        "but",
        "adding",
        "who",
        "which",
        "while",
        "as",
        "after",
        "when",
        "before",
        "though",
        "although",
    } or (word.endswith("ing") and not row[j].is_capital)


def cue_range(row: Row, cue: Cue) -> Range:
    """ "said in a statement:": the vessel of the words and the colon that announces them belong to the cue, a comma does not."""
    stop = vessel_stop(row, cue.stop, len(row))
    return cue.start, stop + 1 if stop < len(row) and row[stop].text == ":" else stop
