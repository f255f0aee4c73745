"""A text → the language it is written in, by its letters and small words; what stays open goes to py3langid.

That costs a third of a second to load, which the usual languages of news need not pay. What a page or a user declares
is left to the readers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from heapq import nlargest
from operator import itemgetter

from onrecord import lexicon

_SAMPLE = 4_000
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH, _SHARE, _LEAD = 6, 0.15, 1.5
"""Small words that must be seen, their least share of all words, and by how much the best language must lead."""
_SHORTEST = 40
"""Letters below which py3langid's answer would be a guess (.956 right at 40)."""


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``; ``None`` if there is too little to tell."""
    sample = _without_links(text[:_SAMPLE])
    return _by_letters(sample) or _by_words(sample) or _by_model(sample)


def _without_links(text: str) -> str:
    return re.sub(r"https?://\S+|\S+\.(?:com|org|net)/\S+|[@#]\w+", " ", text)


def _by_letters(text: str) -> str | None:
    total = sum(map(str.isalpha, text))
    if total < 8:
        return None
    counts = {code: len(letters.findall(text)) for code, letters in _letters().items()}
    if counts["ja"] > total // 10:  # Japanese prints Chinese characters among its own
        counts["ja"] += counts["zh"]
    code = max(counts, key=lambda code: counts[code])
    return code if counts[code] > total * 0.6 else None


def _by_words(text: str) -> str | None:
    words = Counter(_WORD.findall(text.lower()))
    seen: dict[str, int] = defaultdict(int)
    weight: dict[str, float] = defaultdict(float)
    for word in words.keys() & _small_words().keys():
        codes = _small_words()[word]
        for code in codes:  # a word that many languages share says little
            seen[code] += words[word]
            weight[code] += words[word] / len(codes)
    if not seen:
        return None
    (best, most), (_, second) = (*nlargest(2, weight.items(), key=itemgetter(1)), ("", 0.0))[:2]
    return best if seen[best] >= max(_ENOUGH, _SHARE * words.total()) and most >= _LEAD * second else None


def _by_model(text: str) -> str | None:
    if sum(map(str.isalpha, text)) < _SHORTEST:
        return None
    from py3langid import classify

    return str(classify(text)[0])


@cache
def _letters() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(f"[{letters}]") for code, letters in lexicon.load("languages")["letters"].items()}


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    """Small word → the languages that have it."""
    languages: dict[str, tuple[str, ...]] = {}
    for code, words in lexicon.load("languages")["words"].items():
        for word in words.split():
            languages[word] = (*languages.get(word, ()), code)
    return languages
