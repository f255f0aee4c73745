"""The data files of the comparison → one ``Language``: what each word does to the sense, and how it may be spelled.

How the words of a text are read with it is left to ``units``, ``numbers`` and ``senses``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from onrecord.lexicon import load
from onrecord.model import EditWhat
from onrecord.text.words import fold, is_single, tokens

DEFAULT = "en"
_VOTE, _TELLING, _SHARED = 60, 90, 30
SAMPLE = 3000
"""Code points from which a language is told."""
_SCRIPTS = (
    (re.compile("[а-яёіїєґ]", re.IGNORECASE), ("ru", "uk")),
    (re.compile("[\u3040-\u30ff\u4e00-\u9fff]"), ("zh",)),
)
_IZE = re.compile(r"(?<=[a-z]{3})is(e|ed|es|er|ers|ing|ation|ations|able)$")
_SET = "frozenset[str]"
_CLASSES: dict[str, EditWhat] = {"negations": "negation", "modals": "modal", "quantifiers": "quantifier"}


class Language(Struct, frozen=True, kw_only=True):
    """Word lists of one language, keys folded (see ``text.words.fold``)."""

    code: str
    decimal: str
    stop: frozenset[str] = frozenset()
    senses: dict[str, tuple[EditWhat, str]]
    """Word, or words joined by "_" → kind of sense and value; "about_#" is "about" before a number."""
    pronouns: dict[str, str]
    units: dict[str, str]
    dates: frozenset[str] = frozenset()
    numbers: dict[str, int]
    ordinals: dict[str, int]
    scales: dict[str, int]
    glued_scales: dict[str, int]
    percent: frozenset[str] = frozenset()
    currencies: dict[str, str]
    number_and: frozenset[str] = frozenset()
    number_article: frozenset[str] = frozenset()
    minus: frozenset[str] = frozenset()
    when: dict[str, str]
    """Word before a year, a week, a day → which one it is."""
    half: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    soft: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    """Words that open a part that says when, where or how."""
    adverbs: frozenset[str] = frozenset()
    """Words that say how, when or where and may stand anywhere in a clause, besides those in "ly"."""
    prefixes: tuple[str, ...]
    opposites: dict[str, tuple[tuple[int, int], ...]]
    """Word → (pair, side) for each pair of opposites that it belongs to."""
    unasserting: frozenset[str] = frozenset()
    """Words by which the clause behind them is denied, doubted or supposed."""
    reporting: frozenset[str] = frozenset()
    """Words by which it is what somebody else says, unless one of ``first_person`` stands before them."""
    first_person: frozenset[str] = frozenset()
    scope_ends: frozenset[str] = frozenset()
    """Words behind which another clause begins."""
    conditions: frozenset[str] = frozenset()
    """Words that open a condition."""
    excepting: frozenset[str] = frozenset()
    """Words behind which stands what is excepted from what was said."""
    rhetorical: frozenset[str] = frozenset()
    """Verbs of a condition that is only a way of speaking: "if you look at it"."""
    asking: frozenset[str] = frozenset()
    """Words behind which "if" is "whether"."""
    supposing: frozenset[str] = frozenset()
    """Words by which the clause behind them is hoped, feared, heard or only possible."""
    thinking: frozenset[str] = frozenset()
    """Words by which the clause behind them is what the speaker takes for true."""
    stage: frozenset[str] = frozenset()
    stage_context: frozenset[str] = frozenset()
    unheard: frozenset[str] = frozenset()
    """Stage directions that stand for words nobody understood."""
    months: dict[str, int]
    common: frozenset[str] = frozenset()
    """Words that are no names though they open a sentence with a capital."""
    titles: frozenset[str] = frozenset()
    """Words that are no names though they have a capital anywhere."""
    apart: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    """Words that say what a number behind them is: a sum, a change, an end."""
    before_one: frozenset[str] = frozenset()
    """Words after which "one" is a pronoun."""
    noun_endings: tuple[str, ...]
    """Endings of words that are no names, in a language whose nouns have capitals."""
    determiners: frozenset[str] = frozenset()
    """Words before an adjective and its noun, in such a language."""
    names_with_article: frozenset[str] = frozenset()
    word_endings: tuple[str, ...]
    """Endings of words that are no names though they open a sentence."""
    apostrophe_words: frozenset[str] = frozenset()


class Spelling(Struct, frozen=True):
    """How forms are reduced before they are compared."""

    same: dict[str, str]
    """Spelling → the one that it is read as."""
    contractions: dict[str, tuple[str, str]]
    endings: dict[str, str]
    is_after: frozenset[str]
    bare: dict[str, str]


def ized(key: str, code: str) -> str:
    """An English word with "z" where it may have "s": ``organised`` → ``organized``, ``raised`` → ``raized``."""
    return _IZE.sub(r"iz\1", key) if code == DEFAULT and len(key) > 5 else key


def _pairs(text: str) -> dict[str, str]:
    """``"a=x b"`` → ``{"a": "x", "b": "b"}``."""
    found = (entry.partition("=") for entry in text.split())
    return {word: value if equals else word for word, equals, value in found}


def _integers(text: str) -> dict[str, int]:
    return {word: int(value) for word, value in _pairs(text).items()}


def _opposites(text: str, code: str) -> dict[str, tuple[tuple[int, int], ...]]:
    sides: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines()))):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                sides.setdefault(ized(word, code), []).append((number, side))
    return {word: tuple(places) for word, places in sides.items()}


@cache
def language(code: str) -> Language:
    """Word lists of ``code``; those of English for a language that has none.

    :raises EnvironmentFaultError: a data file is missing or damaged.
    """
    data = load("verify") if code == DEFAULT else load("verify_languages")
    table = data.get(code)
    if table is None:
        return language(DEFAULT)
    words = {name: frozenset(text.split()) for name, text in table.items()}
    sets = {name: words[name] for name, kind in Language.__annotations__.items() if kind == _SET and name in words}
    pronouns = _pairs(table.get("pronouns", ""))
    none: frozenset[str] = frozenset()
    derived = {
        "prepositions": words.get("prepositions") or words["stop"] - words.get("articles", none) - set(pronouns),
        "unasserting": words.get("unasserting", none) | frozenset(_pairs(table["negations"])),
        "common": words.get("common", none) | words["stop"],
        "titles": words.get("titles", none) | words["stop"],
    }
    return replace(_tables(code, table, pronouns), **(sets | derived))


def _tables(code: str, table: dict[str, str], pronouns: dict[str, str]) -> Language:
    """What is more than a set of words."""
    return Language(
        code=code,
        decimal=table["decimal"],
        senses={w: (what, v) for name, what in _CLASSES.items() for w, v in _pairs(table[name]).items()},
        pronouns=pronouns,
        units=_pairs(table["units"]),
        numbers=_integers(table["numbers"]),
        ordinals=_integers(table.get("ordinals", "")),
        scales=_integers(table["scales"]),
        glued_scales=_integers(table.get("glued_scales", "")),
        currencies=_pairs(table["currencies"]),
        when=_pairs(table.get("when", "")),
        prefixes=tuple(table["negating_prefixes"].split()),
        opposites=_opposites(table["opposites"], code),
        months={word: i + 1 for i, word in enumerate(table["months"].split())},
        noun_endings=tuple(table.get("noun_endings", "").split()),
        word_endings=tuple(table.get("word_endings", "").split()),
    )


@cache
def spelling(code: str) -> Spelling:
    """Spellings of English; for other languages only the transliterated names."""
    data = load("spelling")
    same = _variants(data["names"])
    if code != DEFAULT:
        return Spelling(same, {}, {}, frozenset(), {})
    contractions = {}
    for entry in data["contractions"].split():
        form, _, halves = entry.partition("=")
        first, _, second = halves.partition(",")
        contractions[form] = (first, second)
    return Spelling(
        same=same | _variants(data["variants"]),
        contractions=contractions,
        endings=_pairs(data["contraction_endings"]),
        is_after=frozenset(data["is_after"].split()),
        bare=_pairs(data["bare"]),
    )


def _variants(text: str) -> dict[str, str]:
    """Lines ``color colour colours=colors`` → spelling → the form it is read as, here the line's first or after "="."""
    same: dict[str, str] = {}
    for line in text.splitlines():
        first, *others = line.split() or [""]
        for form, equals, target in (other.partition("=") for other in others):
            same[form] = target if equals else first
    return same


@cache
def _votes() -> dict[str, tuple[str, ...]]:
    """Function word → languages that have it."""
    votes: dict[str, list[str]] = {}
    for code, table in (load("verify") | load("verify_languages")).items():
        for word in table["stop"].split():
            votes.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in votes.items()}


@cache
def _letters() -> dict[str, str]:
    """Letter → the one language here that has it."""
    return {letter: code for code, table in load("verify_languages").items() for letter in table.get("letters", "")}


def _by_letter(word: str) -> tuple[str, ...]:
    return tuple({code for letter in word if (code := _letters().get(letter))})


@lru_cache(maxsize=512)
def guess(text: str, declared: str | None = None) -> str | None:
    """Language of ``text`` by its function words; ``None`` where fewer than two tell.

    :param declared: what the document says, else English: it stands unless the words speak plainly for another.
    """
    counts = _counted(text)
    best = counts.most_common(2)
    if not best or best[0][1] < _TELLING or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    code = (declared or DEFAULT)[:2].lower()
    return code if counts[code] > _SHARED and 3 * counts[code] >= best[0][1] else best[0][0]


def _counted(text: str) -> Counter[str]:
    """Votes for each language."""
    votes, counts = _votes(), Counter[str]()
    for token in tokens(text, 0, min(len(text), SAMPLE)):
        if token.kind == "word":
            found = ("zh",) if is_single(token.text) else votes.get(fold(token.text), ())
            found += () if token.text.isascii() else _by_letter(token.text.casefold())
            for code in found:
                counts[code] += _VOTE // len(found)
    return counts


def likely(text: str, declared: str | None) -> str:
    """Language of a text too short to tell: as declared, unless its letters are not those of that language."""
    code = (declared or DEFAULT)[:2].lower()
    letters = [letter for letter in text[:SAMPLE] if letter.isalpha()]
    for script, codes in _SCRIPTS:
        if sum(bool(script.match(letter)) for letter in letters) * 2 > len(letters):
            return code if code in codes else codes[0]
    return code
