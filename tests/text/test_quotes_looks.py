"""Nicknames, titles and terms told apart from speech by the words beside them; the first quotation of each text counts."""

from __future__ import annotations

import pytest

from onrecord.text.quotes import looks_like_nickname, looks_like_term, looks_like_title, pair_quotes

NICKNAMES = [
    "Dwayne “The Rock” Johnson left.",
    "Hank 'The Anvil' Moreau left.",
    "Ruth “Babe” de la Cruz left.",
    "Moreau, nicknamed “The Anvil,” left.",
    "Moreau, a.k.a. “Anvil”, left.",
]
NO_NICKNAMES = [
    "Moreau said “The bell rang.”",
    "Linde called “The Anvil” Moreau’s best film.",
    "Hank “in a rage” Moreau left.",
    "Moreau said, “Stop!” Linde did.",
    "Moreau “and so on and so forth until dawn” Linde",
]
TITLES = [
    "The film “Jaws” opened.",
    "“Salt and Iron” opened.",
    "She wrote the novel “A Year Without Rain.” It sold.",
    "He sang ‘Goodbye, Harbour Road’ twice.",
    "“Where Are You?” (1994) opened.",
    "She is the author of “The Long Quay,” a novel.",
    "an interview with “The Morning Gate” on Monday",
]
NO_TITLES = [
    "“Happy New Year,” she said.",
    "“We won’t go,” she said.",
    "He called it “a disgrace.”",
    "She said: “No Deal”",
    "“Rope!” he shouted.",
    "“Linde,” he whispered.",
]
TERMS = ["The word “quay” is short.", "A sign reading “No Entry” hung there.", "The so-called “peace line” is a wall.",
         "The slogan ‘We stay’ hung there."]  # fmt: skip
NO_TERMS = ["She said “no.”", "Her sword “sang.”", "The word was “unjust to everybody who had ever lived on the quay.”"]


def first(text: str) -> tuple[bool, bool, bool]:
    quoted = pair_quotes(text, [(0, len(text))])[0]
    return looks_like_nickname(text, quoted), looks_like_title(text, quoted), looks_like_term(text, quoted)


@pytest.mark.parametrize(("text", "expected"), [*((t, True) for t in NICKNAMES), *((t, False) for t in NO_NICKNAMES)])
def test_nicknames(text: str, expected: bool) -> None:
    assert first(text)[0] == expected


@pytest.mark.parametrize(("text", "expected"), [*((t, True) for t in TITLES), *((t, False) for t in NO_TITLES)])
def test_titles(text: str, expected: bool) -> None:
    assert first(text)[1] == expected


@pytest.mark.parametrize(("text", "expected"), [*((t, True) for t in TERMS), *((t, False) for t in NO_TERMS)])
def test_terms(text: str, expected: bool) -> None:
    assert first(text)[2] == expected
