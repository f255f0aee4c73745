"""Reports without a verb: according to NAME, NAME: “…”, “…” – NAME, NAME's claim that → what is reported."""

from __future__ import annotations

from functools import cache

from onrecord.extract import phrases
from onrecord.extract.adverbials import skip_adverbials
from onrecord.extract.clauses import Found, Range, Row, clause_end, has_quotation, left_content, resumed, second_verb
from onrecord.extract.cues import english, is_auxiliary, words
from onrecord.lexicon import load

_NAMES, _LABEL = 5, 14
"""Words of a name, and tokens of a name with what its bearer is, before a colon."""


def find_according(row: Row, floor: int, end: int) -> Found | None:
    """ "According to NAME on Tuesday, clause", "clause, according to NAME", "clause according to NAME"."""
    openers = _phrases()
    for i in range(floor, end):
        size = _phrase_cue(row, i, end) if row[i].lower in openers else 0
        if not size:
            continue
        mention = phrases.after(row, i + size, end)
        if mention is None:
            return None
        left = left_content(row, floor, i)
        ahead = mention[1] + 1
        if ahead < end and row[mention[1]].text == ":" and row[ahead].quoted >= 0:
            return Found((i, i + size), mention, ((ahead, clause_end(row, ahead, end)),), "neutral", 0.85, "according")
        cue = (i, i + size)
        if left and any(t.is_word or t.quoted >= 0 for t in row[left[0] : left[1]]) and not _only_link(row, left):
            return Found(
                cue,
                mention,
                (left, *resumed(row, mention[1], end, row[left[1] - 1].quoted >= 0)),
                "neutral",
                0.85,
                "according",
            )
        at = skip_adverbials(row, mention[1], end)
        if at + 1 < end and row[at].text in ",:":
            return Found(cue, mention, ((at + 1, clause_end(row, at + 1, end)),), "neutral", 0.85, "according")
        return None
    return None


def _only_link(row: Row, left: Range) -> bool:
    """Whether nothing stands before but a link to the sentence before ("But according to …")."""
    links = ("and", "but", "also", "however", "meanwhile")
    plain = all(t.lower in links or not t.is_word for t in row[left[0] : left[1]] if t.quoted < 0)
    return plain and not has_quotation(row, left)


@cache
def _phrases() -> dict[str, list[list[str]]]:
    """The prepositional cues of more than one word, by their first."""
    found: dict[str, list[list[str]]] = {}
    for phrase in load("cues")["en"]["phrases"]["neutral"]:
        parts = phrase.split()
        if len(parts) > 1:
            found.setdefault(parts[0], []).append(parts)
    return found


def _phrase_cue(row: Row, i: int, end: int) -> int:
    for parts in _phrases().get(row[i].lower, ()):
        if [t.lower for t in row[i : min(end, i + len(parts))]] == parts:
            return len(parts)
    return 0


def find_dash(row: Row, floor: int, end: int) -> Found | None:
    """``“…” – NAME``: a dash after a quotation, then who said it."""
    for i in range(floor + 1, end - 1):
        if row[i].text in ("—", "–", "-", "--", "―") and row[i - 1].quoted >= 0:
            mention = phrases.after(row, i + 1, end)
            if mention and row[mention[0]].is_capital and not _verb_follows(row, mention[1], end):
                return Found((i, i + 1), mention, ((i - 1, i),), "neutral", 0.8, "dash")
    return None


def _verb_follows(row: Row, at: int, end: int) -> bool:
    return at < end and (row[at].lower in english() or is_auxiliary(row[at]))


def find_colon(row: Row, floor: int, end: int) -> Found | None:
    """``NAME: “…”``, ``The mayor's answer: “…”``: a colon and a quotation, no verb before."""
    for i in range(floor + 1, end - 1):
        if row[i].text == ":" and row[i + 1].quoted >= 0:
            mention = _label(row, floor, i) or phrases.simple_before(row, i, floor)
            if mention and row[mention[0]].is_capital and (row[i - 1].is_capital or mention[0] == floor):
                return Found((i, i + 1), mention, ((i + 1, clause_end(row, i + 1, end)),), "neutral", 0.8, "colon")
            return Found((i, i + 1), None, ((i + 1, i + 2),), "neutral", 0.5, "colon")
    return None


def _label(row: Row, floor: int, colon: int) -> Range | None:
    """All before a colon that is a name and, behind a comma, what its bearer is: ``Nora Quill, finance minister: “…”``."""
    comma = next((k for k in range(floor, colon) if row[k].text == ","), None)
    name = row[floor:comma] if comma is not None else ()
    if not (2 <= len(name) <= _NAMES and colon - floor <= _LABEL and all(token.is_capital for token in name)):
        return None
    plain = all(token.quoted < 0 and not is_auxiliary(token) for token in row[floor:colon])
    said = any(entry.form != "base" for token in row[floor:colon] for entry in english().get(token.lower, ()))
    return (floor, colon) if plain and not said else None


def find_noun(row: Row, floor: int, end: int) -> Found | None:
    """ "her claim that …", "the ministry's warning that …", "reports that …": a noun of speech with its clause."""
    nouns = load("cues")["en"]["nouns"]
    hearsay = load("cues")["en"]["hearsay"]["nouns"]
    for i in range(floor, end - 2):
        if row[i + 1].lower != "that" or not row[i].is_word:
            continue
        word = row[i].lower
        stance = next((s for s, listed in nouns.items() if word in listed or word.removesuffix("s") in listed), None)
        if stance is None and word not in hearsay:
            continue
        possessor = _possessor(row, i, floor)
        if (stance is None and possessor is None) or (word in hearsay and possessor is None):
            return Found((i, i + 1), None, ((i + 1, clause_end(row, i + 1, end)),), "hearsay", 0.8, "noun")
        if possessor is not None:
            stop = second_verb(row, i + 1, clause_end(row, i + 1, end))
            return Found((i, i + 1), possessor, ((i + 1, stop),), stance or "hearsay", 0.7, "noun")
    return None


def _possessor(row: Row, i: int, floor: int) -> Range | None:
    """ "Smith's", "her", "the ministry's" before a noun, adjectives between allowed."""
    for k in range(i - 1, max(floor, i - 4) - 1, -1):
        if row[k].lower in ("his", "her", "their", "my", "our"):
            return k, k + 1
        if row[k].lower.endswith("'s"):
            return phrases.simple_before(row, k + 1, floor)
        if not row[k].is_word or row[k].lower in words("determiners"):
            return None
    return None
