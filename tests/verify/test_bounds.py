"""The work of an alignment is bounded by a multiple of both lengths, whatever the words: counted in steps, not seconds."""

from __future__ import annotations

import random

import pytest

from onrecord.model import Span
from onrecord.text.align import Index, align
from onrecord.verify.compare import compare

STEPS_A_WORD = 64
BASE = 20_000


def natural(seed: int, size: int) -> list[str]:
    """Words with the frequencies of a language."""
    chance = random.Random(seed)
    return [f"w{int(chance.paretovariate(0.7)) % 9000}" for _ in range(size)]


def shuffled(words: list[str]) -> list[str]:
    words = list(words)
    random.Random(5).shuffle(words)
    return words


LONG = natural(1, 12_000)
LONGER = pytest.param(50_000, marks=pytest.mark.slow)
CASES = {
    "one word, equal lengths": (["x"] * 10_000, ["x"] * 10_000),
    "one word, print longer": (["x"] * 10_000, ["x"] * 9_999),
    "one word, another at the end": (["x"] * 9_999 + ["y"], ["x"] * 10_000),
    "two words in turn, out of step": (["x", "y"] * 5_000, ["y", "x"] * 4_999),
    "three words, other order": (["x", "y", "z"] * 3_000, ["x", "z", "y"] * 3_000),
    "blocks of a rare word": ((["x"] * 99 + ["r"]) * 60, (["x"] * 98 + ["r"]) * 60),
    "nothing in common": ([f"a{i}" for i in range(6_000)], [f"b{i}" for i in range(6_000)]),
    "all words once, backwards": ([f"a{i}" for i in range(6_000)], [f"a{i}" for i in range(6_000)][::-1]),
    "long and equal but for each 13th word": ([w if i % 13 else f"z{i}" for i, w in enumerate(LONG)], LONG),
    "long and shuffled": (shuffled(LONG), LONG),
    "short in long": (["a", "b", "c", "d", *LONG[200:230]], LONG),
}


@pytest.mark.parametrize("name", CASES)
def test_steps_are_bounded(name: str) -> None:
    a, b = CASES[name]
    found = align(a, Index(b))
    assert found.steps <= STEPS_A_WORD * (len(a) + len(b)) + BASE
    assert [p for p, _ in found.pairs] == sorted({p for p, _ in found.pairs})
    assert all(a[i] == b[j] for i, j in found.pairs)


@pytest.mark.parametrize("size", [3_000, 10_000, LONGER])
def test_steps_grow_with_the_length_and_no_faster(size: int) -> None:
    original = natural(1, size)
    printed = [word if i % 9 else f"z{i}" for i, word in enumerate(original)]
    assert align(printed, Index(original)).steps <= STEPS_A_WORD * 2 * size + BASE


def test_a_long_copy_is_still_aligned() -> None:
    printed = [word if i % 50 else f"z{i}" for i, word in enumerate(LONG[:8_000])]
    assert len(align(printed, Index(LONG)).pairs) > 0.95 * len(printed)


@pytest.mark.parametrize(
    "printed", ["no " * 3_000, "no, " * 3_000 + "yes", "[" * 5_000, "“" * 5_000 + "no", "5 " * 3_000]
)
def test_hostile_content_is_compared(printed: str) -> None:
    result = compare((Span(0, len(printed), printed),), "no " * 3_000 + "no 5 5 5")
    assert 0 <= result.score <= 1
