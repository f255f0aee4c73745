"""The cue lexicon → verb groups in a row of tokens, with their stance and what they take; who says what is left to frames."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.lexicon import load
from onrecord.model import Stance
from onrecord.text.segment import Token

_VOWELS = "aeiou"
_ANSWERS = {"comment", "answer", "respond", "elaborate", "reply"}
"""What one declines to do: "declined to comment" reports that, not a comment."""
_BE = {"is", "are", "was", "were", "be", "been", "being", "isn't", "wasn't", "weren't", "aren't", "get", "got"}


class Entry(NamedTuple):
    """One inflected form: ``form`` is base, third (person), past, participle or ing; ``rest`` the words that follow it."""

    base: str
    form: str
    stance: Stance
    takes: str
    rest: tuple[str, ...] = ()


class Cue(NamedTuple):
    """A verb group ``row[start:stop]`` with its reporting verb at ``verb``; ``passive`` if its subject did not speak."""

    start: int
    verb: int
    stop: int
    stance: Stance
    takes: str
    base: str
    form: str
    passive: bool = False
    infinitive: bool = False


def inflect(verb: str) -> dict[str, str]:
    """Regular English forms of ``verb`` by name, ``{"base": "cry", "third": "cries", …}``."""
    if verb.endswith("e"):
        return {"base": verb, "third": verb + "s", "past": verb + "d", "ing": verb[:-1] + "ing"}
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return {"base": verb, "third": verb[:-1] + "ies", "past": verb[:-1] + "ied", "ing": verb + "ing"}
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return {"base": verb, "third": third, "past": verb + "ed", "ing": verb + "ing"}


@cache
def english() -> dict[str, tuple[Entry, ...]]:
    """Every form of every reporting verb of the lexicon, lower case."""
    data = load("cues")["en"]
    irregular = {row.split()[0]: row.split() for row in data["irregular"]}
    found: dict[str, list[Entry]] = {}
    for group in data["verbs"]:
        for phrase in group["words"]:
            verb, *rest = phrase.split()
            for form, word in _forms(verb, irregular).items():
                found.setdefault(word, []).append(Entry(verb, form, group["stance"], group["takes"], tuple(rest)))
    return {
        word: tuple(sorted(rows, key=lambda entry: (-len(entry.rest), entry.stance == "neutral")))
        for word, rows in found.items()
    }


def _forms(verb: str, irregular: dict[str, list[str]]) -> dict[str, str]:
    if verb in irregular:
        return dict(zip(("base", "third", "past", "participle", "ing"), irregular[verb], strict=True))
    return inflect(verb)


@cache
def words(name: str) -> frozenset[str]:
    """A closed class of ``grammar.toml`` as a set."""
    return frozenset(load("grammar")[name])


@cache
def zero_that() -> frozenset[str]:
    """Verbs that take a clause without "that"."""
    return frozenset(load("cues")["en"]["zero_that"])


def is_adverb(token: Token) -> bool:
    """Whether a word may stand inside a verb group as an adverb."""
    word = token.lower
    return word in words("adverbs") or (word.endswith("ly") and len(word) > 4 and word not in words("not_adverbs"))


def is_auxiliary(token: Token) -> bool:
    """Whether a word is an auxiliary, a modal or a negation, also as the end of a contraction."""
    return token.lower in words("auxiliaries")


def verb_groups(row: Sequence[Token], lo: int, hi: int) -> list[Cue]:
    """Cues with a verb in ``row[lo:hi]``, left to right, none overlapping."""
    found: list[Cue] = []
    at, listed = lo, english()
    for i in range(lo, hi):
        word = row[i].lower
        if i < at or not (word in listed or word.endswith("ed")):
            continue
        cue = _cue_at(row, i, at, hi)
        if cue is not None:
            found.append(cue)
            at = cue.stop
    return found


def _cue_at(row: Sequence[Token], i: int, lo: int, hi: int) -> Cue | None:
    if row[i].quoted >= 0:
        return None
    entries = english().get(row[i].lower) or _unlisted(row, i, lo, hi)
    if not entries or _opens_carrier(row, i, hi):
        return None
    fitting = [entry for entry in entries if _rest_fits(row, i, hi, entry.rest)]
    if not fitting or _is_noun(row, i, lo, fitting[0]):
        return None
    start = _group_start(row, i, lo)
    return _made(row, start, i, fitting, hi)


def _opens_carrier(row: Sequence[Token], i: int, hi: int) -> bool:
    """ "began by saying", "was quoted as saying": the first verb only carries the second."""
    for stop in range(i + 1, min(hi, i + 6)):
        if row[stop].lower in _speech():
            for start in range(max(0, i - 2, stop - 5), i + 1):
                if " ".join(t.lower for t in row[start:stop]) in words("carriers"):
                    return True
    return False


@cache
def _speech() -> frozenset[str]:
    """Forms of verbs that take a quotation."""
    return frozenset(word for word, rows in english().items() if any("q" in e.takes for e in rows)) - _ANSWERS


def _unlisted(row: Sequence[Token], i: int, lo: int, hi: int) -> tuple[Entry, ...]:
    """A past tense that no list has, where only a verb of speech can stand: ``NAME fizzed: “…”``, ``“…,” NAME fizzed.``"""
    word = row[i].lower
    if not row[i].is_word or row[i].is_capital or not word.endswith("ed") or len(word) < 5 or i <= lo:
        return ()
    announces = i + 2 < hi and row[i + 1].text in ":," and row[i + 2].quoted >= 0 and row[i - 1].is_word
    closes = i + 1 >= hi or row[i + 1].text in ",.;"
    before = next((k for k in range(i - 1, max(lo, i - 6) - 1, -1) if row[k].quoted >= 0), None)
    names = (
        before is not None
        and before < i - 1
        and all(t.is_capital or t.lower in words("pronouns") for t in row[before + 1 : i])
    )
    if announces or (closes and names):
        return (Entry(word, "past", "neutral", "q"),)
    return ()


def _made(row: Sequence[Token], start: int, i: int, entries: Sequence[Entry], hi: int) -> Cue | None:
    first = entries[0]
    stance, takes = first.stance, "".join(entry.takes for entry in entries if entry.rest == first.rest)
    stop = i + 1 + len(first.rest)
    before = [token.lower for token in row[start:i]]
    passive = first.form in ("past", "participle") and _passive(before)
    quoted_as = bool(before) and " ".join(before).endswith(tuple(words("carriers")))
    infinitive = start > 0 and row[start - 1].lower == "to" and not quoted_as
    if _capital_inside(row, i):
        return None
    adverbs = load("cues")["en"]["hearsay"]
    if any(word in adverbs["adverbs"] for word in before):
        stance = "hearsay"
    elif any(word in adverbs["doubt_adverbs"] for word in before):
        stance = "doubt"
    for entry in entries:  # "hopes to" and "hopes that" differ only in what follows
        if "i" in entry.takes and stop < hi and row[stop].lower in ("to", "not"):
            stance = entry.stance
    return Cue(start, i, stop, stance, takes, first.base, first.form, passive, infinitive)


def _capital_inside(row: Sequence[Token], i: int) -> bool:
    """A capitalised form within a sentence is a name ("Will Post", "Sen. Reed"), unless the sentence is all capitals."""
    return i > 0 and row[i].is_capital and not row[i].text.isupper() and row[i - 1].is_word


def _passive(before: Sequence[str]) -> bool:
    return any(word in _BE or word.endswith(("'re", "'m")) for word in before) and "as" not in before


def _rest_fits(row: Sequence[Token], i: int, hi: int, rest: Iterable[str]) -> bool:
    return all(i + k < hi and row[i + k].lower == word for k, word in enumerate(rest, 1))


def _is_noun(row: Sequence[Token], i: int, lo: int, entry: Entry) -> bool:
    """ "his claims", "the report", "a call for": a form that a noun shares, with a noun's company before it."""
    if entry.form not in ("base", "third") or i <= lo:
        return entry.form == "base" and i <= lo
    before = row[i - 1]
    if before.quoted >= 0 or not before.is_word:
        return False
    if before.lower.endswith("'s"):
        return before.lower[:-2] not in words("pronouns")
    return before.lower in _before_nouns()


@cache
def _before_nouns() -> frozenset[str]:
    nounish = words("determiners") | words("prepositions")
    return nounish - words("pronouns") - {"to", "that", "all"}


def _group_start(row: Sequence[Token], i: int, lo: int) -> int:
    """Left end of the verb group: auxiliaries, negation, adverbs and carriers ("went on to say")."""
    start = i
    while start > lo:
        carrier = _carrier_before(row, start, lo)
        if carrier:
            start -= carrier
        elif row[start - 1].is_word and (is_auxiliary(row[start - 1]) or is_adverb(row[start - 1])):
            start -= 1
        else:
            break
    while start < i and is_adverb(row[start]) and (start == lo or not row[start - 1].is_word) and row[start].is_capital:
        start += 1  # "Later he said": a sentence's opening adverb is no part of the group
    return start


def _carrier_before(row: Sequence[Token], start: int, lo: int) -> int:
    if row[start - 1].lower not in _carriers_end():
        return 0
    for size in range(5, 0, -1):
        if start - size >= lo and " ".join(token.lower for token in row[start - size : start]) in words("carriers"):
            return size
    return 0


@cache
def _carriers_end() -> frozenset[str]:
    return frozenset(carrier.split()[-1] for carrier in words("carriers"))


def stance_of(cue: str) -> Stance:
    """Stance of a cue as printed: that of its last reporting verb or noun, hearsay and doubt by adverb first."""
    row = [word.lower().replace("’", "'") for word in re.findall(r"[\w’'-]+", cue)]
    hearsay = load("cues")["en"]["hearsay"]
    if any(word in hearsay["adverbs"] for word in row):
        return "hearsay"
    if any(word in hearsay["doubt_adverbs"] for word in row):
        return "doubt"
    nouns: dict[str, Sequence[str]] = load("cues")["en"]["nouns"]
    for word in reversed(row):
        for entry in english().get(word, ()):
            if not entry.rest or entry.rest[0] in row:
                return entry.stance
        for stance, listed in nouns.items():
            if word in listed or word.removesuffix("s") in listed:
                return stance  # type: ignore[return-value]
    leanings = _leanings()
    return next((leanings[word] for word in reversed(row) if word in leanings), "neutral")


@cache
def _leanings() -> dict[str, Stance]:
    """Forms that tell a stance and report nothing by themselves."""
    listed = load("cues")["en"]["leanings"]
    rows: dict[str, Stance] = {}
    for stance in ("attitude", "denial", "order"):
        for stem in listed[stance]:
            rows.update(dict.fromkeys([stem, *(stem + ending for ending in listed["endings"])], stance))
    return rows
