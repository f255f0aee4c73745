"""Verb groups that stand before what they report (NAME said that …) → what is reported."""

from __future__ import annotations

from onrecord.extract import phrases
from onrecord.extract.adverbials import skip_adverbials
from onrecord.extract.clauses import (
    Found,
    Range,
    Row,
    clause_end,
    clause_like,
    cue_range,
    has_quotation,
    has_verb,
    next_verb,
    quotation_ahead,
    whole_sentence,
)
from onrecord.extract.cues import Cue, english, is_adverb, is_auxiliary, words, zero_that
from onrecord.extract.frame_hearsay import hearsay_noun, hearsay_passive

_CLAUSE_OPENERS = {"when", "while", "as", "after", "before", "because", "that", "though", "although", "if"}


def preposed(row: Row, cue: Cue, floor: int, end: int, heir: Range | None) -> Found | None:
    """A cue with its subject before it and its content behind; passives and bare nouns report by nobody."""
    if cue.infinitive or (cue.passive and not _passive_quotes(row, cue, end)):
        return hearsay_passive(row, cue, floor, end)
    if cue.start == floor == cue.verb and cue.form in ("past", "third"):
        return _verb_first(row, cue, end)
    mention = _subject(row, cue, floor, heir, end)
    if mention is None:
        return hearsay_noun(row, cue, end)
    content = _content_after(row, cue, end)
    if content is None or (cue.verb > floor and content[0] - cue.stop > 25):
        return None
    score = 0.95 if row[content[0]].quoted >= 0 else 0.8
    return Found(cue_range(row, cue), mention, (content,), cue.stance, score, "before")


def _verb_first(row: Row, cue: Cue, end: int) -> Found | None:
    """``Continued NAME: “…”``: the verb heads the sentence."""
    mention = phrases.after(row, cue.stop, end)
    start = quotation_ahead(row, mention[1], end) if mention else None
    if mention is None or start is None:
        return None
    return Found(cue_range(row, cue), mention, ((start, clause_end(row, start, end)),), cue.stance, 0.9, "before")


def _passive_quotes(row: Row, cue: Cue, end: int) -> bool:
    return cue.base in ("quote", "cite", "hear") and any(t.lower == "as" for t in row[cue.stop : cue.stop + 2])


def _subject(row: Row, cue: Cue, floor: int, heir: Range | None, end: int) -> Range | None:
    """The phrase before the verb; a cue joined by "and" or standing as ", adding" takes the mention of the one before."""
    start = cue.start
    previous = row[start - 1] if start > 0 else None
    joined = (
        previous is None
        or previous.text in ",;"
        or previous.lower in ("and", "but", "or", "before", "by", "then", "while")
    )
    if cue.form == "ing" and (joined or start == floor):
        return heir or _first_subject(row, floor, start) or _opening_subject(row, cue, start, end)
    if start <= floor and floor > 0:
        return heir
    citing = cited_phrase(row, start, floor)
    phrase = citing or phrases.before(row, start, floor)
    if phrase is not None and cue.form == "ing" and start == cue.verb and _hangs(row, phrase):
        return None  # "at a conference announcing her appointment": the participle describes, nobody speaks
    if phrase is not None and _noun_before(row, phrase):
        return phrase
    if previous is not None and previous.text in ",;":
        return heir  # "…, said": whoever opened the sentence need not be the one
    return (heir or _first_subject(row, floor, start)) if joined else None


def _first_subject(row: Row, floor: int, stop: int) -> Range | None:
    """ "He took the floor and joked": the phrase that opens the clause, if it plainly is one."""
    at = floor
    while at < stop and (
        is_adverb(row[at]) or row[at].lower in words("conjunctions") | _CLAUSE_OPENERS or row[at].text == ","
    ):
        at += 1
    if at >= stop or not row[at].is_word or row[at].lower in words("prepositions") | words("subordinators"):
        return None
    phrase = phrases.after(row, at, stop)
    if phrase is None or any(row[k].lower.endswith(("ed", "ing")) for k in range(*phrase)):
        return None
    return phrase if row[at].is_capital or row[at].lower in words("subject_pronouns") | words("determiners") else None


def _hangs(row: Row, phrase: Range) -> bool:
    """Whether a preposition stands right before a phrase, so that it is no subject."""
    return phrase[0] > 0 and row[phrase[0] - 1].lower in words("prepositions") - {"with", "after", "as", "before"}


_EMPTY = frozenset(["it", "there", "this", "that", "which", "you", "what", "the", "a", "an", "no", "every"])


def _noun_before(row: Row, phrase: Range) -> bool:
    """A subject has a noun, a name or a pronoun; bare numbers and times are none; empty "it" and "there" neither."""
    tokens = row[phrase[0] : phrase[1]]
    if len(tokens) == 1 and tokens[0].lower in _EMPTY:
        return False
    return any(t.is_word and not t.text[0].isdigit() for t in tokens)


def _opening_subject(row: Row, cue: Cue, start: int, end: int) -> Range | None:
    """ "Calling the plan a mistake, Smith …": a participle at the head of a sentence speaks for the subject after it."""
    if start > 0 and row[start - 1].text not in ",.":
        return phrases.after(row, 0, start)
    comma = next((k for k in range(cue.stop, end) if row[k].text == ","), None)
    if start == 0:
        return phrases.after(row, comma + 1, end) if comma is not None else None
    return phrases.after(row, 0, start)


def cited_phrase(row: Row, start: int, floor: int) -> Range | None:
    """ "TASS, citing the spokeswoman, wrote": the words are the cited one's, the one who cites is a relay."""
    stop = start - 1 if row[start - 1].text == "," else start
    at = next((k for k in range(stop - 1, max(floor, stop - 20), -1) if row[k].lower in ("citing", "quoting")), None)
    if at is None or at <= floor:
        return None
    phrase = phrases.after(row, at + 1, stop)
    return phrase if phrase and phrase[1] == stop else None


def _content_after(row: Row, cue: Cue, end: int) -> Range | None:
    at = skip_adverbials(row, cue.stop, end)
    if "a" in cue.takes:
        at = _after_addressee(row, at, end)
    at = _past_as(row, cue, at, end)
    if at >= end or (cue.base == "add" and row[at].lower == "to"):
        return None
    if "q" in cue.takes and row[at].quoted < 0 and row[at].lower != "that":
        quotation = quotation_ahead(row, at, end)
        if quotation is not None and whole_sentence(row[quotation]):
            return quotation, clause_end(row, quotation, end)
    token = row[at]
    if token.text in ":," and at + 1 < end:
        ahead = row[at + 1]
        return (
            (at + 1, clause_end(row, at + 1, end))
            if ahead.quoted >= 0 or token.text == ":"
            else _that_after_aside(row, at, end)
        )
    fragment = {"t", "n", "i"} & set(cue.takes) or {"q", "s"} <= set(cue.takes)
    if token.quoted >= 0 and (fragment or whole_sentence(token)):
        return at, clause_end(row, at, end)
    return _clause_after(row, cue, at, end)


def _past_as(row: Row, cue: Cue, at: int, end: int) -> int:
    """ "was quoted as saying", "described it as “…”": the words start after "as"."""
    if cue.base in ("quote", "cite") and at < end and row[at].lower == "as":
        at += 1
        if at < end and row[at].lower in ("saying", "telling"):
            at += 1
    return at


def _that_after_aside(row: Row, comma: int, end: int) -> Range | None:
    """ "said, after a pause, that …": an aside between commas before the clause."""
    closing = next((k for k in range(comma + 1, min(end, comma + 15)) if row[k].text == ","), None)
    if closing is None or closing + 1 >= end:
        return None
    if row[closing + 1].lower == "that" or row[closing + 1].quoted >= 0:
        return closing + 1, clause_end(row, closing + 1, end)
    return None


def _after_addressee(row: Row, at: int, end: int) -> int:
    phrase = phrases.after(row, at, end)
    if phrase is None or row[at].lower in (
        "that",
        "whether",
        "if",
        "to",
        "how",
        "why",
        "what",
        "who",
        "when",
        "where",
        "which",
    ):
        return at
    if [token.lower for token in row[phrase[1] : phrase[1] + 2]] == ["to", "be"]:
        return at  # "ordered the wall to be closed": the wall was told nothing
    return skip_adverbials(row, phrase[1], end)


def _clause_after(row: Row, cue: Cue, at: int, end: int) -> Range | None:
    word = row[at].lower
    clause = set(cue.takes) & {"t", "s"}
    if "t" in cue.takes or "s" in cue.takes:
        that = _that_ahead(row, at, end)
        if that is not None:
            return that, clause_end(row, that, end)
    if clause and word in ("whether", "if", "how", "why", "what", "when", "where", "who"):
        return at, clause_end(row, at, end)
    if "i" in cue.takes and _infinitive(row, at, end):
        return at, clause_end(row, at, end)
    stop = clause_end(row, at, end)
    phrase = next(
        (k for k in range(at + 1, stop - 1) if row[k].lower in ("and", "but") and next_verb(row, k + 1, True)), stop
    )
    if "n" in cue.takes and phrase < stop and not has_verb(row[at:phrase]):
        return at, phrase
    if "t" in cue.takes and cue.base in zero_that() and clause_like(row, at, stop):
        return at, stop
    stop = phrase
    if "n" in cue.takes and stop - at >= 2 and (row[at].lower in words("determiners") or row[at].is_capital):
        return at, stop
    return None


def _infinitive(row: Row, at: int, end: int) -> bool:
    """ "to go", "not to go"; "to the mayor" is none."""
    to = at + 1 if row[at].lower == "not" else at
    if to + 1 >= end or row[to].lower != "to":
        return False
    verb = row[to + 1]
    return verb.quoted >= 0 or (
        verb.is_word and not verb.is_capital and verb.lower not in words("determiners") | words("prepositions")
    )


def _that_ahead(row: Row, at: int, end: int) -> int | None:
    """ "said in a packed hall in Ohio that": a "that" with nothing but a phrase before it."""
    for k in range(at, min(end, at + 12)):
        if row[k].lower == "that":
            clause = [token for token in row[k + 1 : clause_end(row, k, end)] if token.is_word]
            said = has_verb(clause) or has_quotation(row, (k, end))
            return k if said and (k == at or row[k - 1].is_word) else None
        if not row[k].is_word or row[k].lower in english() or is_auxiliary(row[k]):
            return None
    return None
