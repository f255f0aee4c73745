"""Two printed names → whether one person or body may bear both: initials, short forms, transliterations, acronyms.

Only the words count here; which of several bearers is meant is left to ``people``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from onrecord.lexicon import load
from onrecord.text.names import gender, given_names, listed

_LINKS = frozenset(["of", "the", "and", "for", "to", "on", "at", "in", "&"])
_SOUNDS = (
    ("sch", "sh"), ("tch", "ch"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("w", "v"),
    ("ts", "s"), ("tz", "s"), ("z", "s"), ("dj", "j"), ("c", "k"),
)  # fmt: skip
_KEPT = 1 << 14
"""Words whose comparable form is kept."""
_ARTICLES = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul)-(?=\w{3})")
_MARKS = str.maketrans("", "", ".'\"")
_LONG = 6
"""Letters from which two surnames may be one word in two transliterations."""

_ALIKE = 0.75
"""Share of their letters that two spellings of one surname have in common, in order."""


@lru_cache(maxsize=_KEPT)
def plain(word: str) -> str:
    """A word in lower case without accents and full stops: what names are compared by."""
    if word.isascii():
        return word.lower().translate(_MARKS)
    folded = unicodedata.normalize("NFKD", word.lower()).replace("ł", "l").replace("ø", "o").replace("ß", "ss")
    return "".join(c for c in folded if not unicodedata.combining(c) and c not in ".’'“”\"‘")


def core(words: Sequence[str]) -> tuple[str, ...]:
    """The words that tell names apart: plain, without nickname, article and suffix."""
    return _core(tuple(words))


@lru_cache(maxsize=_KEPT)
def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    kept: list[str] = []
    inside = False
    for word in words:
        opens, closes = word[0] in "“\"‘'(", word[-1] in "”\"’')"
        if not (inside or opens) and word.lower() not in listed("suffixes") and plain(word):
            kept.append(_ARTICLES.sub("", plain(word), count=1) if "-" in word else plain(word))
        inside = (inside or opens) and not closes
    return tuple(kept[1:] if len(kept) > 1 and kept[0] == "the" else kept)


@lru_cache(maxsize=_KEPT)
def skeleton(word: str) -> str:
    """The consonants of a plain word as they sound, so that Zelensky and Zelenskiy are one."""
    for spelt, sound in _SOUNDS:
        word = word.replace(spelt, sound)
    head, tail = word[:1], re.sub(r"[aeiouyhj]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", ("a" if head in "aeiouyj" else head) + tail)


@cache
def _short() -> dict[str, frozenset[str]]:
    """A given name → every name that it is a short form of, and its own short forms."""
    found: dict[str, set[str]] = {}
    for line in load("given")["short"].strip().splitlines():
        full, *forms = line.split()
        for form in forms:
            found.setdefault(form, set()).add(full)
            found.setdefault(full, set()).add(form)
    return {name: frozenset(others) for name, others in found.items()}


def same_given(one: str, other: str) -> bool:
    """Whether two plain given names may be one person's: equal, an initial, a short form, another spelling."""
    if one == other or (min(len(one), len(other)) == 1 and one[:1] == other[:1]):
        return True
    forms = _short()
    if other in forms.get(one, ()) or bool(forms.get(one, frozenset()) & forms.get(other, frozenset()) - {one, other}):
        return True
    sexes = {gender((name, "x"), ()) for name in (one, other)} - {None}
    if len(sexes) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    cut = len(shorter) > 2 and longer.startswith(shorter) and shorter in given_names()
    return cut or (len(shorter) > 3 and skeleton(one) == skeleton(other))


def same_surname(one: str, other: str) -> bool:
    """Whether two plain surnames are one, in two transliterations perhaps."""
    if one == other:
        return True
    close = min(len(one), len(other)) >= _LONG and one[0] == other[0] and abs(len(one) - len(other)) < 3
    return close and skeleton(one) == skeleton(other) and SequenceMatcher(None, one, other).ratio() > _ALIKE


def compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names (their cores, two words or more) may be one person's."""
    shorter, longer = sorted((one, other), key=len)
    if longer[-len(shorter) :] == shorter:
        return True
    if not same_surname(one[-1], other[-1]):
        return False
    middles = [set(name[1:-1]) for name in (one, other)]
    initials = all(any(a[:1] == b[:1] for b in middles[1]) for a in middles[0]) if all(middles) else True
    return same_given(one[0], other[0]) and initials


def acronyms(words: Sequence[str]) -> set[str]:
    """What a body's initials spell, with and without its small words."""
    letters = [word[0] for word in words if word not in _LINKS]
    return {"".join(letters), "".join(word[0] for word in words)} if len(letters) > 1 else set()


def content(words: Sequence[str]) -> frozenset[str]:
    """A body's words without the small ones: Department of Justice and Justice Department are equal."""
    return frozenset(word for word in words if word not in _LINKS)
