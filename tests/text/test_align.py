from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.align import Index, align


def shown(a: str, b: str, free: tuple[int, ...] = ()) -> str:
    """Places in ``b`` for each word of ``a``; "." where it has none."""
    places = dict(align(a.split(), Index(b.split()), free=free).pairs)
    return " ".join(str(places.get(i, ".")) for i in range(len(a.split())))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("b c d", "a b c d e", "1 2 3"),
        ("b x d", "a b c d e", "1 . 3"),
        ("b d", "a b c d e", "1 3"),
        ("b c x d", "a b c d e", "1 2 . 3"),
        ("a b c d", "d e f", ". . . 0"),
        ("x y z", "a b c", ". . ."),
        ("a b c", "a b c q a b c", "0 1 2"),
        ("d e f a b c", "a b c d e f", "3 4 5 0 1 2"),
    ],
)
def test_alignments(a: str, b: str, expected: str) -> None:
    assert shown(a, b) == expected


def test_a_stray_word_far_away_is_not_taken_for_the_passage() -> None:
    far = "bridge " + "and so it went on for long " * 5 + "we built the wall here"
    assert shown("we built the bridge here", far) == "36 37 38 . 40"


def test_a_shown_cut_may_jump_far() -> None:
    words = "we built it here " + "and so it went on for long " * 9 + "for all of you"
    assert shown("we built it here for all of you", words, free=(4,)) == "0 1 2 3 67 68 69 70"


def test_places_of_a_run() -> None:
    index = Index(["a", "b", "a", "b", "c"])
    assert index.find(["a", "b"], limit=5) == [0, 2]
    assert index.find(["b", "c"]) == [3]
    assert index.find(["c", "a"]) == []
    assert index.find([]) == []


words = st.lists(st.sampled_from("abcdefgh"), max_size=30)


@given(words, words)
def test_pairs_are_equal_and_in_order_of_the_print(a: list[str], b: list[str]) -> None:
    pairs = align(a, Index(b)).pairs
    assert all(a[i] == b[j] for i, j in pairs)
    assert [i for i, _ in pairs] == sorted({i for i, _ in pairs})


@given(words.filter(bool), words, words)
def test_what_is_contained_is_found_whole(a: list[str], before: list[str], after: list[str]) -> None:
    pairs = align(a, Index(before + a + after)).pairs
    assert len(pairs) == len(a)
    assert {j - i for i, j in pairs} == {pairs[0][1]}
