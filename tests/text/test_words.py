from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.words import fold, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. won’t pay.", "word:The word:U.S. word:won’t word:pay mark:."),
        ("“No!” — he", "mark:“ word:No mark:! mark:” mark:— word:he"),
        ("wait... what … [...] . . .", "word:wait ellipsis:... word:what ellipsis:… ellipsis:[...] ellipsis:. . ."),
        ("2.6million 30min 1st 1990s", "number:2.6 word:million number:30 word:min number:1st number:1990s"),
        ("1,000.50 18,3 10 000 9/11 5:30", "number:1,000.50 number:18,3 number:10 000 number:9/11 number:5:30"),
        ("$5 and 5% & -5", "symbol:$ number:5 word:and number:5 symbol:% symbol:& number:-5"),
        ("3–1 and 10-year", "number:3 mark:– number:1 word:and number:10 mark:- word:year"),
        ("🇷🇺 ready 👩🏽‍💻 ✈️", "emoji:🇷🇺 word:ready emoji:👩🏽‍💻 emoji:✈️"),
        ("#mac#windowspic.twitter.com/eD a", "mark:# word:mac mark:# word:windows link:pic.twitter.com/eD word:a"),
        ("@anna_w's", "mark:@ word:anna_w's"),
        ("https://t.co/AOpic.twitter.com/x", "link:https://t.co/AO link:pic.twitter.com/x"),
        ("[W]e allow[s] [the] men", "word:[W]e word:allow[s] mark:[ word:the mark:] word:men"),
        ("我们不走。", "word:我 word:们 word:不 word:走 mark:。"),
        ("Київ’ський м'яч", "word:Київ’ський word:м'яч"),
        ("artists’ rock ’n’ roll", "word:artists mark:’ word:rock mark:’ word:n mark:’ word:roll"),
        ("zero\u200bwidth so\u00adft", "word:zero word:width word:so\u00adft"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert " ".join(f"{token.kind}:{token.text}" for token in tokens(text)) == expected


@given(st.text())
def test_tokens_are_in_order_and_leave_out_only_space(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert token.start >= at
        assert text[token.start : token.stop] == token.text
        assert not any(letter.isalnum() for letter in text[at : token.start])
        at = token.stop


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Don’t", "don't"),
        ("Erdoğan", "ERDOGAN"),
        ("Straße", "strasse"),
        ("[W]e", "we"),
        ("ёлка", "елка"),
        ("ﬁne", "fine"),
    ],
)
def test_fold_undoes_print(first: str, second: str) -> None:
    assert fold(first) == fold(second)


@pytest.mark.parametrize(("first", "second"), [("мой", "мои"), ("U.S.", "us"), ("lets", "let's"), ("不", "人")])
def test_fold_keeps_words_apart(first: str, second: str) -> None:
    assert fold(first) != fold(second)
