"""The data files hold together: keys as the comparison makes them, no word on both sides, languages told apart."""

from __future__ import annotations

import pytest

from onrecord.lexicon import load
from onrecord.text.words import fold
from onrecord.verify.wordlists import guess, language, spelling

CODES = ["en", *load("verify_languages")]


@pytest.mark.parametrize("code", CODES)
def test_keys_are_folded(code: str) -> None:
    lists = language(code)
    keys = {*lists.senses, *lists.units, *lists.dates, *lists.numbers, *lists.scales, *lists.opposites, *lists.stop}
    keys |= {*lists.common, *lists.titles, *lists.fillers, *lists.months, *lists.pronouns, *lists.currencies}
    assert {key for key in keys if fold(key) != key} == set()


@pytest.mark.parametrize("code", CODES)
def test_no_word_is_its_own_opposite(code: str) -> None:
    for word, places in language(code).opposites.items():
        assert len({pair for pair, _ in places}) == len(places), word


@pytest.mark.parametrize("code", ["en", "de"])
def test_spellings_lead_to_a_form_that_leads_nowhere(code: str) -> None:
    same = spelling(code).same
    assert {key: form for key, form in same.items() if form in same} == {}
    assert {key for key in same if fold(key) != key} == set()


def test_a_language_without_lists_is_read_as_english() -> None:
    assert language("xx") is language("en")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We will not give up what is ours", "en"),
        ("Wir haben das Gesetz nicht gelesen und nicht verstanden", "de"),
        ("Nous n'avons pas signé cet accord avec la mairie", "fr"),
        ("El alcalde no ha leído la carta que le enviamos", "es"),
        ("Il sindaco non ha letto la lettera che gli abbiamo dato", "it"),
        ("O prefeito não leu a carta que lhe demos em maio", "pt"),
        ("De burgemeester heeft de brief niet gelezen", "nl"),
        ("Burmistrz nie czytał listu, który do niego wysłaliśmy", "pl"),
        ("Мы не читали письмо, которое он нам прислал", "ru"),
        ("Ми не читали лист, який він нам надіслав", "uk"),
        ("我们不同意这个计划", "zh"),
        ("Gracias", None),
        ("", None),
    ],
)
def test_languages_are_told_by_their_function_words(text: str, code: str | None) -> None:
    assert guess(text) == code
