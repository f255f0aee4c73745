"""Names in any script → plain words to compare them by, and skeletons that their transliterations share.

What stands before and behind a name (titles, particles, Jr.) is set apart; who bears it is left to ``speakers``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from onrecord.text.names import listed

_SPLIT = re.compile(r"[^\w'’ʼʹ.\-‐‑]+")
_DROPPED = re.compile(r"[^a-z0-9]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
_QUOTED = re.compile(r"[“\"‘«(]([^”\"’»)]+)[”\"’»)]")
_ARTICLE = re.compile(r"^(?:al|el|ul|as|ar|at)[-‐‑]", re.IGNORECASE)
_CACHED = 1 << 18
_SAME = {
    "shch": "s", "schtsch": "s", "sch": "s", "sh": "s", "sz": "s", "tsch": "c", "tch": "c", "ch": "c", "cz": "c", "zh": "z",
    "kh": "h", "ph": "f", "th": "t", "dj": "d", "ck": "k", "q": "k", "x": "ks", "w": "v", "y": "i", "j": "i", "ou": "u",
    "ae": "a", "oe": "o", "ue": "u",
}  # fmt: skip
_LETTERS = re.compile("|".join(sorted(_SAME, key=len, reverse=True)).replace("ae|oe|ue", "(?:[aou]e)(?!$)"))
_TWICE = re.compile(r"(.)\1+")


class FoldedName(NamedTuple):
    """``words`` in plain letters; titles before them, a suffix (``jr``) and nicknames are set apart, particles dropped."""

    words: tuple[str, ...]
    suffix: str
    titles: tuple[str, ...]
    nicknames: tuple[str, ...]

    @property
    def joined(self) -> str:
        """All words run together, so that hyphens and spaces make no difference."""
        return "".join(self.words)


@lru_cache(maxsize=_CACHED)
def folded(word: str) -> str:
    """Lower-case ASCII letters and digits of a word in any script: ``Зеленський`` gives ``zelenskiy``."""
    if not word.isascii():
        from anyascii import anyascii

        word = anyascii(word)
    return _DROPPED.sub("", word.lower())


@lru_cache(maxsize=_CACHED)
def skeleton(word: str) -> str:
    """What the transliterations of one folded word have in common: ``zelensky``, ``zelenskyy``, ``zelenskij`` agree.

    Rules for the romanisations that print mixes (BGN/PCGN, ISO 9, German, French and English habits).
    """
    plain = _TWICE.sub(r"\1", _LETTERS.sub(lambda found: _SAME[found[0]], word))
    return plain[1:] if plain.startswith("ie") else plain


def joined_skeleton(words: tuple[str, ...]) -> str:
    """Skeleton of a whole name, the same for ``Xi Jinping`` and ``XiJinPing``."""
    return _TWICE.sub(r"\1", "".join(map(skeleton, words)))


@lru_cache(maxsize=1 << 15)
def fold_name(name: str) -> FoldedName:
    """Take a printed name apart; ``Last, First`` is put in order, a nickname in quote marks or brackets set apart."""
    nicknames = tuple(folded(word) for found in _QUOTED.findall(name) for word in found.split())
    if nicknames:
        name = _QUOTED.sub(" ", name)
    last, comma, first = name.partition(",")
    if comma and "," not in first and first.strip().lower() not in listed("suffixes"):
        name = f"{first} {last}"
    words = [word for part in _SPLIT.split(name) for word in _parts(part)]
    lower = [word.lower() for word in words]
    start = _after_titles(lower)
    stop = len(words)
    suffix = ""
    if stop - start > 1 and lower[-1] in listed("suffixes"):
        stop, suffix = stop - 1, lower[-1].rstrip(".")
    kept = [folded(_ARTICLE.sub("", word)) for word in words[start:stop]]
    bare = [word for word, printed in zip(kept, words[start:stop], strict=True) if not _is_particle(word, printed)]
    return FoldedName(tuple(filter(None, bare or kept)), suffix, tuple(lower[:start]), nicknames)


def _is_particle(word: str, printed: str) -> bool:
    """Whether a word is dropped: not with a capital, since that is part of a surname or a given name (Le Pen, Ben, Al)."""
    return word in listed("particles") and printed[:1].islower()


def _parts(word: str) -> list[str]:
    """ "J.R." is two initials, "Jr." and "O'Brien" are one word."""
    word = word.strip("'’.-‐‑") if not _INITIALS.fullmatch(word) else word
    if _INITIALS.fullmatch(word) and word.count(".") > 1:
        return [letter for letter in word.split(".") if letter]
    return [word] if word else []


def _after_titles(lower: list[str]) -> int:
    """Index of the first word that is no title; one word at least is left."""
    dotted = [k for k, word in enumerate(lower[:-1]) if word in listed("titles") or f"{word}." in listed("titles")]
    start = 0
    while start in dotted:
        start += 1
    return start
