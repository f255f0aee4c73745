"""Small wordings of newsrooms, each beside look-alikes that must not be taken for them: names, roles, who goes on, who carried it."""

from __future__ import annotations

import pytest
from tests.speakers.test_newsroom import holding

from onrecord import Options, read_bytes
from onrecord.model import Reading
from onrecord.text.names import find_names

NAMES = {
    "shares of HP. Weiss said": ["HP", "Weiss"],
    "“It is late,” HP said. HP No longer sells it": ["HP", "HP"],
    "HP No. 2 Jane Dorn": ["HP", "Jane Dorn"],
    "a plane of the FBI. Nobody saw it": ["FBI"],
    "a fine of the SEC. Weiss said": ["SEC", "Weiss"],
    "CPL. ANN ROE: We left.": ["ANN ROE"],
    "HON. INES PRADO: We left.": ["INES PRADO"],
    "met Emma Blunt. “She made me run all night.” Blunt said": ["Emma Blunt", "Blunt"],
    "Joe “J.R.” Smith": ["Joe “J.R.” Smith"],
    "Robert C. “Bobby” Scott": ["Robert C. “Bobby” Scott"],
    "the ST. PAUL paper": ["ST PAUL"],
    "in the U.S. Senate": ["U.S. Senate"],
}

SPEAKERS = {
    "who shrugs": ("“I quit,” Jane Dorn said. Her rival, Ines Prado, shrugged. “I do not,” she said.", "I do not", "Ines Prado"),
    "who sits there": ("“I quit,” Jane Dorn said. “I sleep,” she said. Omar Haddad sat there.", "I sleep", "Jane Dorn"),
    "told of in the paragraph": (
        "“It burned,” said Omar Haddad.\n\nJane Dorn has lived in Lund since 1960. “I never left. Not once.”",
        "never left",
        "Jane Dorn",
    ),
    "two in the paragraph": (
        "Jane Dorn has lived in Lund since 1960. Omar Haddad came in May. “I never left. Not once.”",
        "never left",
        None,
    ),
    "a relative in the paragraph": (
        "Jane Dorn has lived in Lund since 1960. Her mother was a nurse. “I hated the smell.”",
        "hated the smell",
        None,
    ),
    "a company of which it says it": ("Marsk said it would close its yard. The shipbuilder said 40 men would go.", "40 men", "Marsk"),
    "a man who is no company": ("Musk said he would close the yard. The company said 40 men would go.", "40 men", None),
    "questions and answers": (
        "We met the poet Greta Holm.\n\nQ: Did you plan it this way?\n\nA: Nobody plans a flood.\n\nQ: Will there be another?\n\nA: Ask me "
        "when I have slept.",
        "plans a flood",
        "Greta Holm",
    ),
}  # fmt: skip

CHAINS = {
    "told the newspaper": (
        "The Lund Herald first wrote of the plan. “We need it,” Jane Dorn told the newspaper.",
        "We need it",
        ["The Lund Herald"],
    ),
    "told the news agency": (
        "Interfax reported the fire first. “We need it,” Jane Dorn told the news agency.",
        "We need it",
        ["Interfax"],
    ),
    "told a newspaper that nobody names": ("“We need it,” Jane Dorn told the newspaper.", "We need it", []),
    "told an agency that is none of news": (
        "The Environmental Protection Agency is in Lund. “We need it,” Jane Dorn told the agency.",
        "We need it",
        [],
    ),
    "told the newspaper of the church": (
        "Readers of the Lund Herald know her. “We need it,” Jane Dorn told the newspaper of the church.",
        "We need it",
        [],
    ),
    "took to a platform": ("Jane Dorn took to Twitter on Monday. “It is fine,” she said.", "It is fine", ["x"]),
    "lashed out on a platform": (
        "Jane Dorn lashed out at the clerk on Truth Social. “He is a fool,” Dorn wrote.",
        "is a fool",
        ["truthsocial"],
    ),
    "mocked on a platform": ("Jane Dorn was mocked on Twitter. “It is fine,” she said.", "It is fine", []),
    "followed on a platform": ("Jane Dorn has many followers on Twitter. “It is fine,” she said.", "It is fine", []),
    "another’s platform": ("Jane Dorn took to Twitter on Monday. “It is fine,” Omar Haddad said.", "It is fine", []),
}

ROLES = {
    "Former Gov. Jane Dorn said it was late.": ("Former Gov.",),
    "“I will win,” then-candidate Jane Dorn said in May.": ("then-candidate",),
    "The former home secretary Lady Dorn said it was late.": ("former home secretary", "Lady"),
    "General Jane Dorn said it was late.": ("General",),
    "“It is late,” said Jane Dorn, 24, a plasterer from Hull.": ("plasterer from Hull",),
    "The diver Jane Dorn said it was late.": ("diver",),
    "“It is late,” said Jane Dorn, who runs a shop in Hull. Omar Haddad, who teaches art, left.": (
        "runs a shop in Hull",
    ),
    "“It is late,” said Jane Dorn in Hull. Omar Haddad, who teaches art, left.": (),
}

AFFILIATIONS = {
    "“It is late,” said Jane Dorn, mayor of Westmere.": (),
    "“It is late,” said Jane Dorn, governor of the Bank of Westmere.": ("Bank of Westmere",),
    "“It is late,” said Jane Dorn, spokeswoman for Zapta.": ("Zapta",),
}


def read(text: str) -> Reading:
    return read_bytes(text.encode(), options=Options(language="en"))


@pytest.mark.parametrize("text", NAMES)
def test_names(text: str) -> None:
    assert [name.text for name in find_names(text)] == NAMES[text]


@pytest.mark.parametrize("name", SPEAKERS)
def test_speaker(name: str) -> None:
    text, words, expected = SPEAKERS[name]
    reading = read(text)
    said = next(one for one in reading.attributions if one.statement == holding(reading, words).id)
    assert next((one.name for one in reading.speakers if one.id == said.speaker), None) == expected, said.reason


@pytest.mark.parametrize("name", CHAINS)
def test_chain(name: str) -> None:
    text, words, expected = CHAINS[name]
    reading = read(text)
    row = holding(reading, words)
    assert [one.name for one in reading.relays if one.statement == row.id] == expected


@pytest.mark.parametrize("text", ROLES)
def test_roles(text: str) -> None:
    dorn = next(one for one in read(text).speakers if (one.name or "").endswith("Dorn"))
    assert dorn.roles == ROLES[text]


@pytest.mark.parametrize("text", AFFILIATIONS)
def test_affiliations(text: str) -> None:
    assert read(text).speakers[0].affiliations == AFFILIATIONS[text]
