"""Two names → how likely they are one person's, and by what: equal, transliterated, short form, initial, surname alone.

Words are compared in pairs (given name with given name, surname with surname), never the whole strings: a whole-string
score would put "Jane Dorn" nearer to "Jane Horn" than to "J. Dorn". Scores per pair are rapidfuzz's where letters differ.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.lexicon import load
from onrecord.text.fold import FoldedName, fold_name, joined_skeleton, skeleton
from onrecord.text.names import listed

if TYPE_CHECKING:
    from nicknames import NickNamer

How = Literal["full", "surname", "single"]
_SAME, _SPELT, _SHORT, _PART, _LETTER = 1.0, 0.97, 0.93, 0.88, 0.85
_FUZZY = 0.8
"""Similarity from which two long words may be one word with a slip."""


class Likeness(NamedTuple):
    """``score`` 0 to 1; ``how`` much of the name is printed: a full one, a surname alone, a one-word name in whole."""

    score: float
    how: How
    reason: str
    inexact: bool = False
    """A letter of the surname differs, or the words stand the other way round: it wants more evidence."""

    def weakened(self) -> Likeness:
        """For a name that others bear as well."""
        return self._replace(score=min(self.score, 0.6), inexact=True, reason=f"{self.reason}, a name that others bear")


def compare(printed: FoldedName, other: FoldedName, surname_first: bool = False) -> Likeness | None:
    """How a printed name fits a listed one; ``None`` where something contradicts (another given name, Sr. for Jr.).

    :param surname_first: the bearer's country puts the surname first, so that either order is his.
    """
    one, two = printed.words, other.words
    if not one or not two or (printed.suffix and other.suffix and printed.suffix != other.suffix):
        return None
    if len(one) == 1 and len(two) > 1 and joined_skeleton(one) != joined_skeleton(two):
        return _by_surname(one[0], two, surname_first)
    if len(one) == len(two) == 1 and other.titles and not printed.titles:
        fit = word_likeness(one[0], two[0])  # "Francis" for "Pope Francis"
        return Likeness(min(fit, 0.75), "single", "the same name without its title", True) if fit >= _SPELT else None
    if "".join(one) == "".join(two):
        return Likeness(_SAME, "single" if len(one) == len(two) == 1 else "full", "the same name")
    if joined_skeleton(one) == joined_skeleton(two):
        return Likeness(_SPELT, "single" if len(one) == len(two) == 1 else "full", "the same name in another spelling")
    if len(one) == 1 or len(two) == 1:
        return None
    if one[0] in listed("particles") and one == two[-len(one) :]:
        return Likeness(0.5, "surname", "the surname alone")  # "Le Pen", "Van Hollen"
    return _ordered(printed, other) or _swapped(one, two, surname_first)


def _by_surname(word: str, two: tuple[str, ...], surname_first: bool) -> Likeness | None:
    lasts = {two[-1], two[0]} if surname_first else {two[-1]}
    if any(skeleton(word) == skeleton(last) for last in lasts):
        return Likeness(0.5, "surname", "the surname alone")
    return None


def _ordered(printed: FoldedName, other: FoldedName) -> Likeness | None:
    """Both names with the surname last; a second surname, middle names and initials may be left out of one of them."""
    one, two = printed.words, other.words
    last = word_likeness(one[-1], two[-1])
    cost = 0.0
    if last < _FUZZY:
        pairs = [(one[-1], word) for word in two[1:-1]] + [(word, two[-1]) for word in one[1:-1]]
        inner = max((word_likeness(*pair) for pair in pairs), default=0.0)
        last, cost = (inner, 0.05) if inner >= _SPELT else (0.0, 0.0)
    if not last:
        return None
    given, reason = _given(printed, other)
    if not given:
        return None
    if _middles_clash(one[1:-1], two[1:-1]):
        cost += 0.15
    elif len(one) != len(two):
        cost += 0.06  # "George Bush" is rather the one who is listed without an initial
    fuzzy = last < _SPELT
    reason = f"{reason}, the surname differs by a letter" if fuzzy else reason
    return Likeness(min(last, given) - cost - (0.1 if fuzzy else 0.0), "full", reason, fuzzy)


def _given(printed: FoldedName, other: FoldedName) -> tuple[float, str]:
    """How the given names fit: as they are, as short forms, as an initial, as the nickname or the middle name gone by."""
    one, two = printed.words, other.words
    direct = given_likeness(one[0], two[0])
    if direct >= _SPELT:
        return direct, "the same given name and surname" if direct == _SAME else "the same name in another spelling"
    if direct:
        return direct, f"“{one[0]}” for “{two[0]}”"
    nicknames = {*printed.nicknames, *other.nicknames}
    if nicknames & {one[0], two[0]}:
        return _SHORT, "the nickname that is listed"
    for middle in two[1:-1]:
        if len(middle) > 2 and word_likeness(one[0], middle) >= _SPELT:
            return 0.9, "goes by the middle name"
    for middle in one[1:-1]:
        if len(middle) > 2 and word_likeness(two[0], middle) >= _SPELT and len(one[0]) == 1:
            return 0.9, "goes by the middle name"
    return 0.0, ""


def _swapped(one: tuple[str, ...], two: tuple[str, ...], surname_first: bool) -> Likeness | None:
    """Surname first in one of them; sure only where that is the custom, or the last word is a given name and no surname."""
    if min(word_likeness(one[0], two[-1]), word_likeness(one[-1], two[0])) < _SPELT:
        return None
    known = [word in listed("given_male") | listed("given_female") for word in (one[0], one[-1])]
    custom = surname_first or known[0] != known[1]
    return Likeness(0.92 if custom else 0.7, "full", "the same words, surname first", not custom)


def _middles_clash(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return bool(one and two) and not any(given_likeness(a, b) for a in one for b in two)


@lru_cache(maxsize=1 << 16)
def word_likeness(one: str, two: str) -> float:
    """Two folded words: 1 equal, .97 two transliterations, less where long ones differ by a letter, else 0."""
    if one == two:
        return _SAME
    a, b = skeleton(one), skeleton(two)
    if a == b:
        return _SPELT
    if min(len(a), len(b)) < 6 or abs(len(a) - len(b)) > 1 or a[:2] != b[:2]:
        return 0.0
    from rapidfuzz.distance import Levenshtein

    similarity = Levenshtein.normalized_similarity(a, b, score_cutoff=_FUZZY)
    return similarity * 0.97 if similarity and Levenshtein.distance(a, b) == 1 else 0.0


@lru_cache(maxsize=1 << 16)
def given_likeness(one: str, two: str) -> float:
    """Two folded given names: as :func:`word_likeness`, and short forms, beginnings (``alex``) and initials."""
    direct = word_likeness(one, two)
    if direct >= _SPELT:
        return direct
    short, long = sorted((one, two), key=len)
    if len(short) == 1:
        return _LETTER if long.startswith(short) or skeleton(long).startswith(skeleton(short)) else 0.0
    if _nicknames(one) & _nicknames(two):
        return _SHORT
    if len(short) > 2 and long.startswith(short):
        return _PART
    return _PART if direct else 0.0


@cache
def _nicknames(name: str) -> frozenset[str]:
    """A given name and the full names that it is short for (English; the data of the ``nicknames`` package)."""
    return frozenset({name, *_namer().canonicals_of(name)})


@cache
def _namer() -> NickNamer:
    from nicknames import NickNamer

    return NickNamer()


# -- bodies -------------------------------------------------------------------------------------------------------------


def legal(words: tuple[str, ...]) -> tuple[str, ...]:
    """A body's name without article and legal form, if something else is left."""
    return tuple(word for word in words if word not in _legal_forms()) or words


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(load("authority")["match"]["legal_forms"])


def compare_bodies(printed: str, other: str) -> Likeness | None:
    """Two names of bodies: all words but articles and legal forms, in any order; letters (``NATO``) only as they are."""
    one, two = legal(fold_name(printed).words), legal(fold_name(other).words)
    if "".join(one) == "".join(two):
        return Likeness(_SAME, "full", "the same name")
    if len(one) > 1 and sorted(map(skeleton, one)) == sorted(map(skeleton, two)):
        return Likeness(_SPELT - 0.03, "full", "the same words")
    from rapidfuzz.fuzz import token_sort_ratio

    if min(len(one), len(two)) > 2 and abs(len(one) - len(two)) == 0:
        ratio = token_sort_ratio(" ".join(one), " ".join(two), score_cutoff=94) / 100
        return Likeness(ratio - 0.08, "full", "nearly the same words", True) if ratio else None
    return None
