"""Kinds of wording that say what carried words, each with its hard negatives: names beside a noun, letters, leaks, studies, shows."""

from __future__ import annotations

import pytest

from onrecord import Options, read_bytes
from onrecord.model import Reading

Chain = list[tuple[str, str]]

OPENING = (
    "The harbour has been the pride of the town for many years, and boats have come and gone there every single day of "
    "the year, winter and summer.\n\n"
)

CASES: dict[str, tuple[str, str, Chain]] = {
    # -- names that nobody lists, beside a noun that says what they are --
    "the NAME newspaper": (
        "“It stays open,” Jane Dorn told the Gotland Kurir newspaper.",
        "stays open",
        [("outlet", "Gotland Kurir")],
    ),
    "the daily NAME": (
        "“It stays open,” Jane Dorn told the Swedish daily Kvällsnytt.",
        "stays open",
        [("outlet", "Kvällsnytt")],
    ),
    "a channel with a noun before": (
        "“It stays open,” Jane Dorn told French television channel Océan 5.",
        "stays open",
        [("outlet", "Océan 5")],
    ),
    "the radio of a country": (
        "Jane Dorn told Swedish radio it stays open.",
        "stays open",
        [("outlet", "Swedish radio")],
    ),
    "the magazine, then a day": ("Jane Dorn told the magazine Monday it stays open.", "stays open", []),
    # -- platforms --
    "on X": ("“It stays open,” Jane Dorn wrote on X.", "stays open", [("platform", "x")]),
    "in an X post": ("“It stays open,” Jane Dorn said in an X post.", "stays open", [("platform", "x")]),
    "on X, once Twitter": (
        "“It stays open,” Jane Dorn said on X, formerly Twitter.",
        "stays open",
        [("platform", "x")],
    ),
    "an X that is none": ("Jane Dorn said that the X stays open.", "stays open", []),
    "mocked on social media": (
        "Officials said the harbour stays open. They were mocked on social media.",
        "stays open",
        [],
    ),
    "a photo tweeted besides": (
        "Jane Dorn said the harbour stays open, later tweeting a photo of it.",
        "stays open",
        [],
    ),
    # -- interviews --
    "contacted by": (
        "Jane Dorn, when contacted by Reuters, said it stays open.",
        "stays open",
        [("agency", "Reuters")],
    ),
    "an interview declined": (
        "Jane Dorn, who declined an interview with CNN, said in Lund it stays open.",
        "stays open",
        [],
    ),
    "a request declined": (
        "Jane Dorn declined a request for comment from CNN but said it stays open.",
        "stays open",
        [],
    ),
    "what is written was not told": (
        f"{OPENING}“It is cold,” Jane Dorn told CNN.\n\nDorn wrote to the board that it stays open.",
        "stays open",
        [],
    ),
    "what was announced was not told": (
        f"{OPENING}“It is cold,” Jane Dorn told CNN.\n\nDorn announced a plan that keeps it open.",
        "plan",
        [],
    ),
    # -- journalists --
    "a journalist of": ("Ann Poe of The Nation wrote that it stays open.", "stays open", [("outlet", "The Nation")]),
    "a columnist for the daily": (
        "Ann Poe, a columnist for the Italian newspaper Corriere della Sera, wrote that it stays open.",
        "stays open",
        [("outlet", "Corriere della Sera")],
    ),
    "another’s outlet": ("“It stays open,” Jane Dorn said, after CNN’s Ann Poe had asked twice.", "stays open", []),
    "on her show": ("CNN host Ann Poe said on her show that it stays open.", "stays open", [("outlet", "CNN")]),
    "on another’s show": ("Jane Dorn said on his show that it stays open.", "stays open", []),
    # -- papers --
    "a long letter": (
        "Jane Dorn wrote a detailed, six-page letter to the board saying it stays open.",
        "stays open",
        [("document", "detailed, six-page letter")],
    ),
    "a brief interview is no brief": ("Jane Dorn said in a brief interview that it stays open.", "stays open", []),
    "an answer to a tweet": ("Jane Dorn responded to that tweet by saying that it stays open.", "stays open", []),
    "weeks since a leak": ("In the weeks since the email leak Jane Dorn said it stays open.", "stays open", []),
    "a brief pause is no brief": ("In a brief speech Jane Dorn said it stays open.", "stays open", []),
    "a memo, and far below “she wrote”": (
        f"{OPENING}The pier is old, Jane Dorn wrote in a memo.\n\nPeter Haddad said he was glad.\n\n“It stays open,” Dorn wrote.",
        "stays open",
        [("document", "memo")],
    ),
    "a statement, and what she did": (
        f"{OPENING}“We need it,” Jane Dorn said in a statement.\n\nDorn changed her opinion of the plan that it stays open.",
        "stays open",
        [],
    ),
    "another put it in her book": (
        "Peter Haddad said it stays open, as Jane Dorn put it in her memoir.",
        "stays open",
        [],
    ),
    "a leak": (
        "“It stays open,” Jane Dorn wrote in an email released as part of the WikiLeaks dump.",
        "stays open",
        [("document", "email"), ("outlet", "WikiLeaks")],
    ),
    "the same email in the next sentence": (
        f"{OPENING}Jane Dorn warned of it in an email obtained by Reuters. “It stays open,” Dorn wrote in the email.",
        "stays open",
        [("document", "email"), ("agency", "Reuters")],
    ),
    "a transcript": (
        f"{OPENING}The transcript, published by Reuters, shows that Jane Dorn was asked twice. “It stays open,” Dorn said.",
        "stays open",
        [("document", "transcript"), ("agency", "Reuters")],
    ),
    "a complaint, and somebody who is not in it": (
        f"{OPENING}The complaint says that Peter Haddad hid a boat. “It stays open,” Jane Dorn said.",
        "stays open",
        [],
    ),
    "in brackets": (
        "Jane Dorn said it stays open (there were ten boats, according to Reuters) all winter.",
        "stays open",
        [],
    ),
}


def chain(reading: Reading, words: str) -> Chain:
    holding = [row for row in reading.statements if any(words in one.text for one in row.content)]
    assert holding, [row.content for row in reading.statements]
    row = min(holding, key=lambda one: sum(len(span.text) for span in one.content))
    return [(one.kind, one.name) for one in reading.relays if one.statement == row.id]


@pytest.mark.parametrize("name", CASES)
def test_carried(name: str) -> None:
    text, words, expected = CASES[name]
    reading = read_bytes(text.encode(), options=Options(language="en"))
    assert chain(reading, words) == expected, [(row.name, row.reason) for row in reading.relays]


LETTERS = (
    "LETTERS.\n\nI have lived by the harbour for sixty years and I have never seen it as empty as it is this winter, my "
    "friends.\n\nJane Dorn.\n\nTWITTER.\n\nWe asked whether the harbour stays open.\n\nGive it a rest.\n\n@olle_dorn.\n\n"
)


def test_what_stands_under_the_name_of_a_platform_was_posted_there() -> None:
    reading = read_bytes(LETTERS.encode(), options=Options(language="en"))
    assert chain(reading, "stays open") == [("platform", "x")]


def test_others_named_under_that_heading_have_not_posted() -> None:
    reading = read_bytes(f"{LETTERS}Dorn says the pier is old.\n\n".encode(), options=Options(language="en"))
    assert chain(reading, "pier is old") == []


def test_a_document_handed_on_again_and_again_names_each_once() -> None:
    reading = read_bytes(
        ("“It is so,” Jane Dorn wrote in a letter seen by Reuters.\n\n" * 60).encode(),
        options=Options(language="en", model="fast"),
    )
    assert len(reading.relays) == 120  # letter and agency, for each
