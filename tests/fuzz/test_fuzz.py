"""The fuzz target for a moment, always the same documents, and with hypothesis in search of its own."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from target import FAST, OPTIONS, SEEDS, TOKENS, check, mutated


@pytest.mark.parametrize("seed", range(5))
def test_mutated_documents(seed: int) -> None:
    random_ = random.Random(seed)
    for _ in range(12):
        data = mutated(random_.choice(SEEDS), random_)
        check(data, random_.choice(("a.txt", "a.html", "-")), random_.choice((OPTIONS, FAST)))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(TOKENS) | st.binary(max_size=6), max_size=30).map(b"".join),
    st.sampled_from(["a.txt", "a.html"]),
)
def test_documents_of_nothing_but_odd_pieces(data: bytes, uri: str) -> None:
    check(data, uri, OPTIONS)


@pytest.mark.parametrize("options", [OPTIONS, FAST])
def test_the_rules_hold_for_the_seeds_themselves(options: object) -> None:
    for seed in SEEDS:
        check(seed, "a.txt" if seed == SEEDS[0] else "a.html", options)  # type: ignore[arg-type]
