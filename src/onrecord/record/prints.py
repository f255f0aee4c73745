"""A document's text → a sample of the hashes of its word runs, by which near-copies of it are recognised.

Every run of five words gets a 64-bit hash, and those below a bound are kept (one in eight): the same runs in every
document, so that the share which two documents have in common can be told from the samples alone, also where one is
only a part of the other (FracMinHash: Irber et al. 2022, “Lightweight compositional analysis of metagenomes with
FracMinHash and minimum metagenome covers”). Comparing samples is ``copies``'.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from onrecord.model import Document
from onrecord.record.address import place_of

RUN = 5
"""Words in a run: long enough that two articles on one event share few."""
ONE_IN = 8
"""Share of the hashes that are kept."""

_WORD = re.compile(r"[^\W_]+")
_MULTIPLIER = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_MOST_WORDS = 20_000
"""Of longer texts the beginning stands for the whole."""


def print_of(document: Document) -> dict[str, Any]:
    """Row of the table ``prints``, less ``nth``, which is known only when it comes in."""
    words = words_of(document.text)
    return {"document": document.id, "place": place_of(document), "words": len(words), "hashes": sample(words)}


def words_of(text: str) -> list[str]:
    """Words of a text as they are compared: letters and digits, case and compatibility forms folded."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())[:_MOST_WORDS]


def sample(words: list[str]) -> list[int]:
    """Hashes of the word runs that fall into the sample, each once, ascending, as signed 64-bit integers.

    A text of fewer words than a run has none.
    """
    if len(words) < RUN:
        return []
    import numpy as np

    single = np.array([_hash(word) for word in words], dtype=np.uint64)
    rolled = single[: len(single) - RUN + 1].copy()
    for step in range(1, RUN):
        rolled *= np.uint64(_MULTIPLIER)
        rolled += single[step : len(single) - RUN + 1 + step]
    rolled ^= rolled >> np.uint64(29)
    rolled *= np.uint64(0xBF58476D1CE4E5B9)
    rolled ^= rolled >> np.uint64(32)
    kept: list[int] = np.unique(rolled[rolled < np.uint64(_MASK // ONE_IN)]).view(np.int64).tolist()
    return kept


@lru_cache(maxsize=50_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
