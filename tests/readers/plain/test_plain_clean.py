"""Cleaning keeps ordinary text as it is, and the map leads back to the source code point for code point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.clean import MAX_RUNS, clean


@pytest.mark.parametrize(
    ("source", "text", "runs"),
    [
        ("a\nb\n", "a\nb\n", ((0, 0, 4),)),
        ("", "", ()),
        ("\ufeffab", "ab", ((0, 1, 2),)),
        ("\ufeff", "", ()),
        ("a\r\nb\r\n", "a\nb\n", ((0, 0, 1), (1, 2, 2), (3, 5, 1))),
        ("a\rb", "a\nb", ((0, 0, 3),)),
        ("a\r\r\nb", "a\n\nb", ((0, 0, 2), (2, 3, 2))),
        ("a\x00b\x1bc\ud800d", "a\ufffdb\ufffdc\ufffdd", ((0, 0, 7),)),
        ("a\x0cb\x0bc", "a\nb\nc", ((0, 0, 5),)),
        ("it\x92s \x93so\x94", "it’s “so”", ((0, 0, 9),)),
        ("a\u2028b\u00ad\u200b", "a\u2028b\u00ad\u200b", ((0, 0, 5),)),
    ],
)
def test_cleaned(source: str, text: str, runs: tuple[tuple[int, int, int], ...]) -> None:
    assert clean(source) == (text, runs)


def test_a_text_of_nothing_but_line_ends_gets_no_map() -> None:
    text, runs = clean("\r\n" * MAX_RUNS)
    assert (text, runs) == ("\n" * MAX_RUNS, ())


SPECIAL = st.sampled_from(["\r", "\n", "\r\n", "\ufeff", "\x00", "\x85", "\x92", "\ud800", "a", "é", "🌹", "\x0c", " "])


@given(st.lists(SPECIAL | st.text(max_size=5), max_size=40).map("".join))
def test_the_map_leads_back(source: str) -> None:
    text, runs = clean(source)
    covered = 0
    at = 0
    for start, origin, length in runs:
        assert length > 0
        assert start == covered
        assert origin >= at
        for offset in range(length):
            before, after = source[origin + offset], text[start + offset]
            assert after == before or not before.isprintable()
        covered, at = start + length, origin + length
    assert covered == len(text)
    assert clean(text)[0] == text.removeprefix("\ufeff")
