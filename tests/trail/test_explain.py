"""Why a wording is its parent's, and what it changed of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.trail.explain import COARSE, explain
from onrecord.trail.follow import CHANGES

FULL = "“We will talk about the winter shifts, but not about the 40 jobs in Westmere”"


@pytest.mark.parametrize(
    ("words", "change", "shared"),
    [
        (FULL, "verbatim", 15),
        (FULL.upper(), "typographic", 15),
        ("“We will talk about the winter shifts”", "cut", 7),
        (FULL.replace("40", "14"), "meaning", 14),
        (FULL.replace("talk", "speak"), "reworded", 14),
        ("“We will talk,” … “but not about the 40 jobs in Westmere”", "cut", 11),
        ("“We will talk about the winter shifts,” … “but not about the 40 jobs in Westmere”", "verbatim", 15),
        ("Nobody came to see the ships", "reworded", 1),
    ],
)
def test_what_was_changed(words: str, change: str, shared: int) -> None:
    link = explain(words, FULL)
    assert (link.change, link.shared) == (change, shared)
    assert COARSE[link.change] in CHANGES


def test_the_evidence_can_be_shown() -> None:
    link = explain("We will speak about the winter", FULL)
    assert [FULL[run.parent_start : run.parent_stop] for run in link.runs] == ["We will", "about the winter"]
    assert link.why == "5 of the shorter one’s 6 words stand in both, in order; the longest run is 3"
    assert explain("Nobody came", "Ships sail").why == "no word in common"


_WORDS = ["we", "will", "not", "talk", "about", "the", "40", "14", "ships", "“", "”", ",", "…", "."]


@given(st.lists(st.sampled_from(_WORDS), max_size=14), st.lists(st.sampled_from(_WORDS), max_size=14))
def test_runs_are_equal_words_in_order(ours: list[str], theirs: list[str]) -> None:
    words, parent = " ".join(ours), " ".join(theirs)
    link = explain(words, parent)
    places = [(run.start, run.stop, run.parent_start, run.parent_stop) for run in link.runs]
    assert places == sorted(places)
    for run, other in zip(link.runs, link.runs[1:], strict=False):
        assert run.stop <= other.start
        assert run.parent_stop <= other.parent_start
    assert 0 <= link.shared <= link.shorter <= min(len(ours), len(theirs))
    assert 0 <= link.score <= 1
