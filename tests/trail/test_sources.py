"""From which of several earlier wordings a text has its words."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.trail import source_kernel
from tests.trail.tables import followed

pytestmark = pytest.mark.slow  # the loops are compiled the first time

FULL = (
    "Before the ice comes every boat of the island must be painted, tarred, counted and pulled up behind the long wall"
)
CUT = "every boat of the island must be painted, tarred, counted and pulled up"


def priced(text: str, other: str, lacks: int) -> float:
    """Price of making the letters of a text of those of another, each a word."""
    hashes = np.frombuffer((text + other).encode(), np.uint8).astype(np.uint64)
    return float(source_kernel.price(hashes, 0, len(text), len(text), len(hashes), lacks, room()))


def room() -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.empty(source_kernel.MOST_CELLS + 1, np.int64)


@pytest.mark.parametrize(
    ("text", "nearer", "farther", "lacks"),
    [
        ("bcdef", "abcdefg", "abcdefghijklmn", 0),  # a cut leaves out as little as may be
        ("cdefghij", "abcdefghijklmno", "abcdexfxgxhijklmnoz", 0),  # a stretch, not words from here and there
        ("abcdefpqrst", "abcdefghijklmnopqrst", "axbxcdefghyijpzqrstx", 0),  # one gap, not many
        ("abcxefgh", "abcdefgh", "abcefghd", 1),  # another word in its place, not one dropped and one added
    ],
)
def test_the_likelier_change_is_cheaper(text: str, nearer: str, farther: str, lacks: int) -> None:
    assert priced(text, nearer, lacks) < priced(text, farther, lacks)


def test_a_change_here_and_there_and_a_cut_cost_what_they_say() -> None:
    assert priced("abcxefgh", "abcdefgh", 1) == pytest.approx(
        math.log(4)  # ways in which words are changed
        + math.log(3)  # one, two or three words here and there
        + math.log(8)  # places
        + math.log(3)  # another word in its place, one more, or one less
    )
    assert priced("cdef", "abcdefghij", 0) == pytest.approx(math.log(4) + math.log(10) + math.log(3.5))


LETTERS = st.text("abcde", min_size=1, max_size=12)


def apart(one: str, other: str) -> int:
    """Levenshtein's distance, by the textbook."""
    if not one or not other:
        return len(one) + len(other)
    return min(apart(one[1:], other[1:]) + (one[0] != other[0]), apart(one[1:], other) + 1, apart(one, other[1:]) + 1)


@given(LETTERS.map(lambda text: text[:6]), LETTERS.map(lambda text: text[:6]))
@settings(max_examples=60, deadline=None)
def test_distance(one: str, other: str) -> None:
    words = np.frombuffer((one + other).encode(), np.uint8).astype(np.uint64)
    assert source_kernel.distance(words, 0, len(one), len(one), len(words), 99, room()) == apart(one, other)


def test_distance_of_much_more_than_is_looked_at() -> None:
    words = np.zeros(3 * source_kernel.MOST_CELLS, np.uint64)
    assert source_kernel.distance(words, 0, 1, 1, len(words), 7, room()) == len(words) - 2
    words[0] = 1
    assert source_kernel.distance(words, 0, 1, 1, len(words), 7, room()) == 7


def test_the_words_of_a_longer_cut_that_many_have() -> None:
    longer = FULL.removeprefix("Before the ice comes ")
    found = followed(FULL, longer, longer, longer, CUT)
    assert found["e"] == ("a", "b", "cut")


def test_a_shared_change_tells_the_source() -> None:
    changed = FULL.replace("painted", "scraped")
    found = followed(FULL, changed, FULL, FULL, changed.replace("pulled", "dragged"))
    assert found["e"] == ("a", "b", "reworded")


def test_another_word_in_its_place_and_not_one_dropped_and_one_added() -> None:
    moved = FULL.replace("tarred, ", "").replace("wall", "wall tarred")
    found = followed(FULL, moved, FULL.replace("tarred", "oiled"))
    assert found["c"] == ("a", "a", "reworded")
