"""The data files of the comparison → one ``Language``: what each word does to the sense, and how it may be spelled.

How the words of a text are read with it is left to ``units``, ``numbers`` and ``senses``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

from msgspec import Struct

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
_CLASSES: dict[str, EditWhat] = {"negations": "negation", "modals": "modal", "quantifiers": "quantifier"}


class Language(Struct, frozen=True):
    """Word lists of one language, keys folded (see ``text.words.fold``)."""

    code: str
    decimal: str
    stop: frozenset[str]
    senses: dict[str, tuple[EditWhat, str]]
    """Word, or words joined by "_" → kind of sense and value; "about_#" is "about" before a number."""
    pronouns: dict[str, str]
    units: dict[str, str]
    dates: frozenset[str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    scales: dict[str, int]
    glued_scales: dict[str, int]
    percent: frozenset[str]
    currencies: dict[str, str]
    number_and: frozenset[str]
    number_article: frozenset[str]
    minus: frozenset[str]
    when: dict[str, str]
    """Word before a year, a week, a day → which one it is."""
    half: frozenset[str]
    fillers: frozenset[str]
    openers: frozenset[str]
    soft: frozenset[str]
    articles: frozenset[str]
    prefixes: tuple[str, ...]
    opposites: dict[str, tuple[tuple[int, int], ...]]
    """Word → (pair, side) for each pair of opposites that it belongs to."""
    unasserting: frozenset[str]
    """Words by which the clause behind them is denied, doubted or supposed."""
    reporting: frozenset[str]
    """Words by which it is what somebody else says, unless one of ``first_person`` stands before them."""
    first_person: frozenset[str]
    scope_ends: frozenset[str]
    """Words behind which another clause begins."""
    stage: frozenset[str]
    stage_context: frozenset[str]
    unheard: frozenset[str]
    """Stage directions that stand for words nobody understood."""
    months: dict[str, int]
    common: frozenset[str]
    """Words that are no names though they open a sentence with a capital."""
    titles: frozenset[str]
    """Words that are no names though they have a capital anywhere."""
    apart: frozenset[str]
    abbreviations: frozenset[str]
    before_one: frozenset[str]
    """Words after which "one" is a pronoun."""
    noun_endings: tuple[str, ...]
    """Endings of words that are no names, in a language whose nouns have capitals."""
    determiners: frozenset[str]
    """Words before an adjective and its noun, in such a language."""
    names_with_article: frozenset[str]
    word_endings: tuple[str, ...]
    """Endings of words that are no names though they open a sentence."""
    apostrophe_words: frozenset[str]


class Spelling(Struct, frozen=True):
    """How forms are reduced before they are compared."""

    same: dict[str, str]
    """Spelling → the one that it is read as."""
    contractions: dict[str, tuple[str, str]]
    endings: dict[str, str]
    is_after: frozenset[str]
    bare: dict[str, str]


def _pairs(text: str) -> dict[str, str]:
    """``"a=x b"`` → ``{"a": "x", "b": "b"}``."""
    found = (entry.partition("=") for entry in text.split())
    return {word: value if equals else word for word, equals, value in found}


def _integers(text: str) -> dict[str, int]:
    return {word: int(value) for word, value in _pairs(text).items()}


def _opposites(text: str) -> dict[str, tuple[tuple[int, int], ...]]:
    sides: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines()))):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                sides.setdefault(word, []).append((number, side))
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
    senses = {w: (what, v) for name, what in _CLASSES.items() for w, v in _pairs(table[name]).items()}
    none: frozenset[str] = frozenset()
    return Language(
        code=code,
        decimal=table["decimal"],
        stop=words["stop"],
        senses=senses,
        pronouns=_pairs(table.get("pronouns", "")),
        units=_pairs(table["units"]),
        dates=words["dates"],
        numbers=_integers(table["numbers"]),
        ordinals=_integers(table.get("ordinals", "")),
        scales=_integers(table["scales"]),
        glued_scales=_integers(table.get("glued_scales", "")),
        percent=words["percent"],
        currencies=_pairs(table["currencies"]),
        number_and=words.get("number_and", none),
        number_article=words.get("number_article", none),
        minus=words.get("minus", none),
        when=_pairs(table.get("when", "")),
        half=words.get("half", none),
        fillers=words["fillers"],
        openers=words["openers"],
        soft=words.get("soft", none),
        articles=words.get("articles", none),
        prefixes=tuple(table["negating_prefixes"].split()),
        opposites=_opposites(table["opposites"]),
        unasserting=words.get("unasserting", none) | frozenset(_pairs(table["negations"])),
        reporting=words.get("reporting", none),
        first_person=words.get("first_person", none),
        scope_ends=words.get("scope_ends", none),
        stage=words["stage"],
        stage_context=words.get("stage_context", none),
        unheard=words.get("unheard", none),
        months={word: i + 1 for i, word in enumerate(table["months"].split())},
        common=words.get("common", none) | words["stop"],
        titles=words.get("titles", none) | words["stop"],
        apart=words.get("apart", none),
        abbreviations=words.get("abbreviations", none),
        before_one=words.get("before_one", none),
        noun_endings=tuple(table.get("noun_endings", "").split()),
        determiners=words.get("determiners", none),
        names_with_article=words.get("names_with_article", none),
        word_endings=tuple(table.get("word_endings", "").split()),
        apostrophe_words=words.get("apostrophe_words", none),
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
