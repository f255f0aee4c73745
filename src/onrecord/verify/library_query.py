"""Printed words → what to look up for them: for each word the hashes of its spellings, and how much it tells.

Looking up is left to ``library_index``, choosing among the places found to ``library``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from onrecord.lexicon import load
from onrecord.text.words import fold
from onrecord.verify.library_index import WordIndex
from onrecord.verify.library_words import hash_of, hashed, pairs_of
from onrecord.verify.wordlists import spelling

_SURFACE = re.compile(r"[^\W_]+(?:['’‘ʼ＇`´′][^\W\d_]+)*")
_IZE = re.compile(r"(?<=[a-z]{3})i([sz])(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)")
_CLOSED = {
    "not": "nt", "is": "s", "are": "re", "will": "ll", "have": "ve", "has": "s", "had": "d", "would": "d", "am": "m",
}  # fmt: skip
_LEAST, _MOST = 0.5, 9.0
"""How much a word tells: between that of the most frequent words and that of a name."""
_FORMS = 4
"""Spellings of a word that are tried within pairs."""


class Query(Struct, frozen=True):
    """Printed words in order: ``forms[i]`` are the hashes of word ``i``, ``weights[i]`` what it tells."""

    forms: tuple[tuple[int, ...], ...]
    counts: tuple[int, ...]
    weights: NDArray[np.float64]
    pairs: tuple[tuple[int, ...], ...]
    pair_counts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.forms)


def query(texts: Sequence[str], index: WordIndex, most: int) -> Query:
    """What to look up for the words of ``texts``, which follow one another; no more than the first ``most`` words."""
    forms = _forms(texts)[:most]
    together = list(pairwise(forms))
    keys_of = {both: _pairs(*both) for both in set(together)}
    pairs = tuple(keys_of[both] for both in together)
    count_of = {keys: sum(index.count(key) for key in keys) for keys in set(forms)}
    pair_count_of = {keys: sum(index.count(key, pairs=True) for key in keys) for keys in set(pairs)}
    counts = tuple(count_of[keys] for keys in forms)
    tells = np.log((len(index.words) + 1) / (np.array(counts, np.float64) + 1))
    return Query(
        forms=tuple(forms),
        counts=counts,
        weights=np.clip(tells, _LEAST, _MOST),
        pairs=pairs,
        pair_counts=tuple(pair_count_of[keys] for keys in pairs),
    )


def _forms(texts: Sequence[str]) -> list[tuple[int, ...]]:
    words: list[str] = []
    own: list[int] = []
    for text in texts:
        keys, starts = hashed(text)
        own += keys.tolist()
        found = (_SURFACE.match(text, start) for start in starts.tolist())
        words += [fold(match[0]) if match else "" for match in found]
    forms = [dict.fromkeys((key, *_spellings(word))) for key, word in zip(own, words, strict=True)]
    for at, (first, second) in enumerate(pairwise(words)):
        if second in _CLOSED and (closed := _closed(first, second)):
            forms[at][closed] = forms[at + 1][closed] = None
    return [tuple(keys) for keys in forms]


def _pairs(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    rows = np.array([[a, b] for a, b in product(first[:_FORMS], second[:_FORMS])], np.uint32)
    return tuple({int(pairs_of(row)[0]) for row in rows})


@lru_cache(maxsize=65536)
def _spellings(word: str) -> tuple[int, ...]:
    """Hashes of other ways to write ``word`` (folded): colour, color; five, 5; the first half of don't."""
    known = spelling("en")
    target = known.same.get(word, word)
    others = {word, target, *_written_alike().get(target, ()), *_numbers().get(word, ())}
    others |= {_IZE.sub(lambda m: "iz" if m[1] == "s" else "is", word)}
    if "'" in word:
        head, _, tail = word.rpartition("'")
        halves = known.contractions.get(word, (head[:-1] if tail == "t" and head.endswith("n") else head, ""))
        others |= {half for half in halves if half} | ({"not"} if tail == "t" else set())
    return tuple(key for other in sorted(others) if (key := hash_of(other.replace("'", ""))))


@lru_cache(maxsize=4096)
def _closed(first: str, second: str) -> int:
    """Hash of the contraction of two words: do not, don't."""
    joined = {("will", "not"): "wont", ("can", "not"): "cant", ("shall", "not"): "shant"}.get((first, second))
    return hash_of(joined or first + _CLOSED[second])


@cache
def _written_alike() -> dict[str, tuple[str, ...]]:
    """Spelling → all that are read as it."""
    alike: dict[str, tuple[str, ...]] = {}
    for word, target in spelling("en").same.items():
        alike[target] = (*alike.get(target, ()), word)
    return alike


@cache
def _numbers() -> dict[str, tuple[str, ...]]:
    """Number word → its figures, and figures → the words for them, in all languages that have a list."""
    tables: list[Any] = [*load("verify").values(), *load("verify_languages").values()]
    found: dict[str, set[str]] = {}
    for table in tables:
        entries = (entry.partition("=") for entry in table["numbers"].split()) if isinstance(table, dict) else ()
        for word, equals, figures in entries:
            if equals:
                found.setdefault(word, set()).add(figures)
                found.setdefault(figures, set()).add(word)
    return {word: tuple(sorted(others)) for word, others in found.items()}
