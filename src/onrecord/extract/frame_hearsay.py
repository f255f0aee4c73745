"""Reports by nobody: reportedly, it is said that, reports that → the words that they cast doubt or distance on."""

from __future__ import annotations

from functools import cache

from onrecord.extract import phrases
from onrecord.extract.clauses import Found, Range, Row, clause_end, cue_range, has_quotation
from onrecord.extract.cues import Cue, english, is_auxiliary, words
from onrecord.lexicon import load
from onrecord.model import Stance


def hearsay_passive(row: Row, cue: Cue, floor: int, end: int) -> Found | None:
    """ "It was reported that …", "they are said to have …": told by nobody who is named."""
    if row[cue.verb].lower not in load("cues")["en"]["hearsay"]["passives"] or not cue.passive or cue.stop >= end:
        return None
    verb = row[cue.verb].lower
    stance = _passive_stance(verb)
    ahead = row[cue.stop].lower
    subject = phrases.before(row, cue.start, floor)
    if ahead == "that":
        return Found(cue_range(row, cue), None, ((cue.stop, clause_end(row, cue.stop, end)),), stance, 0.7, "passive")
    if ahead == "to" and subject:
        return Found(
            cue_range(row, cue), None, (subject, (cue.stop, clause_end(row, cue.stop, end))), stance, 0.7, "passive"
        )
    return None


def _passive_stance(verb: str) -> Stance:
    if verb in ("alleged", "claimed"):
        return "doubt"
    return "attitude" if verb in ("expected", "feared", "thought", "believed") else "hearsay"


def hearsay_noun(row: Row, cue: Cue, end: int) -> Found | None:
    """ "reports that …" where nobody is named: the noun reports by itself."""
    if (
        row[cue.verb].lower not in load("cues")["en"]["hearsay"]["nouns"]
        or cue.stop >= end
        or row[cue.stop].lower != "that"
    ):
        return None
    return Found((cue.verb, cue.stop), None, ((cue.stop, clause_end(row, cue.stop, end)),), "hearsay", 0.8, "noun")


def find_adverb(row: Row, floor: int, end: int) -> Found | None:
    """ "Troops reportedly began to retreat", "the alleged attack": hearsay or doubt, and nobody to ask."""
    lists, listed = load("cues")["en"]["hearsay"], _distancing()
    for i in range(floor, end):
        word = row[i].lower
        if word not in listed:
            continue
        if (word in lists["adverbs"] or word in lists["doubt_adverbs"]) and not _speech_ahead(row, i, end):
            stance: Stance = "doubt" if word in lists["doubt_adverbs"] else "hearsay"
            return Found((i, i + 1), None, _around(row, i, floor, end), stance, 0.7, "adverb")
        if word in lists["adjectives"] and i + 1 < end and _attributive(row, i):
            stop = _phrase_end(row, i + 1, end)
            return Found((i, i + 1), None, ((i + 1, stop),), "hearsay", 0.6, "adjective") if stop > i + 1 else None
    return None


@cache
def _distancing() -> frozenset[str]:
    lists = load("cues")["en"]["hearsay"]
    return frozenset((*lists["adverbs"], *lists["doubt_adverbs"], *lists["adjectives"]))


def _speech_ahead(row: Row, i: int, end: int) -> bool:
    """ "reportedly yelling: “…”": the verb behind the adverb is the cue, and takes its stance."""
    if i + 2 >= end or not (has_quotation(row, (i, end)) or row[i + 2].lower == "that"):
        return False
    return any("q" in e.takes and e.form in ("past", "ing", "third") for e in english().get(row[i + 1].lower, ()))


def _attributive(row: Row, i: int) -> bool:
    ahead = row[i + 1]
    return (
        ahead.is_word
        and ahead.lower not in words("prepositions") | words("determiners") | {"that", "last"}
        and (i == 0 or row[i - 1].lower in words("determiners") | words("prepositions"))
    )


def _phrase_end(row: Row, at: int, end: int) -> int:
    phrase = phrases.after(row, at, end)
    stop = phrase[1] if phrase else at
    while (
        stop < end
        and row[stop].is_word
        and row[stop].lower not in words("prepositions")
        and not is_auxiliary(row[stop])
    ):
        stop += 1
    return stop


def _around(row: Row, i: int, floor: int, end: int) -> tuple[Range, ...]:
    """The clause around an adverb: from the last border before it to the next border after it."""
    start = i
    while start > floor and row[start - 1].text not in ",;:—–" and row[start - 1].lower not in words("subordinators"):
        start -= 1
    stop = i + 1
    while (
        stop < end
        and row[stop].text not in ",;:—–"
        and row[stop].lower not in ("which", "while", "because", "although")
    ):
        stop += 1
    return tuple(part for part in ((start, i), (i + 1, stop)) if part[0] < part[1])
