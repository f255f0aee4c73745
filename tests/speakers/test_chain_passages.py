"""Fresh passages as newsrooms write them → who spoke and through whom: outlets, agencies, platforms, papers, other speakers."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from onrecord import Options, read_bytes
from onrecord.model import Reading, Statement

Chain = list[tuple[str, str]]


class Said(NamedTuple):
    """Words that stand in the content of a statement, who says them, and the chain that carried them."""

    words: str
    speaker: str | None
    chain: Chain


OPENING = (
    "The ferry company has been the subject of a long dispute on the island, where most people work in tourism.\n\n"
)

PASSAGES: dict[str, tuple[str, list[Said]]] = {
    # -- told, asked, interviewed -------------------------------------------------------------------------
    "told an outlet in the middle": (
        "“The bridge,” Mara Lindqvist told CNN on Tuesday, “will not be built in my lifetime.”",
        [Said("will not be built", "Mara Lindqvist", [("outlet", "CNN")])],
    ),
    "in an interview with, at the end": (
        "Mara Lindqvist said the bridge would never be built, in an interview with Der Spiegel published on Friday.",
        [Said("never be built", "Mara Lindqvist", [("outlet", "Der Spiegel")])],
    ),
    "in an interview with, at the start": (
        "In an interview with The Guardian, Mara Lindqvist, who runs the port, said that the bridge was a dream.",
        [Said("bridge was a dream", "Mara Lindqvist", [("outlet", "The Guardian")])],
    ),
    "speaking to": (
        "Speaking to BBC Radio 4 on Monday, Mara Lindqvist said that the bridge was a dream.",
        [Said("bridge was a dream", "Mara Lindqvist", [("outlet", "BBC")])],
    ),
    "asked by": (
        "Asked by Reuters whether the bridge would be built, Mara Lindqvist said it was a dream.",
        [Said("was a dream", "Mara Lindqvist", [("agency", "Reuters")])],
    ),
    "a telephone interview with an agency": (
        "“It is a dream,” Mara Lindqvist told The Associated Press in a telephone interview.",
        [Said("a dream", "Mara Lindqvist", [("agency", "Associated Press")])],
    ),
    "the interview goes on, without an outlet’s name": (
        f"{OPENING}“It is a dream,” Mara Lindqvist told The Boston Globe.\n\nShe said nobody had asked the fishermen. “They "
        "would have said no,” she added.",
        [
            Said("a dream", "Mara Lindqvist", [("outlet", "The Boston Globe")]),
            Said("nobody had asked", "Mara Lindqvist", [("outlet", "The Boston Globe")]),
            Said("would have said no", "Mara Lindqvist", [("outlet", "The Boston Globe")]),
        ],
    ),
    "two outlets, two speakers": (
        "“It is a dream,” Mara Lindqvist told CNN. “It is a plan,” Peter Haddad told Fox News.",
        [
            Said("a dream", "Mara Lindqvist", [("outlet", "CNN")]),
            Said("a plan", "Peter Haddad", [("outlet", "Fox News")]),
        ],
    ),
    "a broadcaster’s programme": (
        "Mara Lindqvist said on NBC’s “Meet the Press” that the bridge was a dream.",
        [Said("was a dream", "Mara Lindqvist", [("outlet", "NBC News")])],
    ),
    "appearing on": (
        "Appearing on MSNBC Thursday night, Mara Lindqvist said the bridge was a dream.",
        [Said("was a dream", "Mara Lindqvist", [("outlet", "MSNBC")])],
    ),
    "a newspaper of the place": (
        "“It is a dream,” Mara Lindqvist told the Gotland Courier newspaper.",
        [Said("a dream", "Mara Lindqvist", [("outlet", "Gotland Courier")])],
    ),
    # -- agencies and outlets that hand on ----------------------------------------------------------------
    "agency citing the spokeswoman": (
        "TASS, citing spokeswoman Mara Lindqvist, reported that the port had been closed.",
        [Said("port had been closed", "Mara Lindqvist", [("agency", "TASS")])],
    ),
    "reported, citing": (
        "The port had been closed, the Interfax news agency reported, citing Mara Lindqvist.",
        [Said("port had been closed", "Mara Lindqvist", [("agency", "Interfax")])],
    ),
    "was quoted by an agency as saying": (
        "“The port is closed,” Mara Lindqvist was quoted by TASS as saying.",
        [Said("port is closed", "Mara Lindqvist", [("agency", "TASS")])],
    ),
    "an agency quoted her as saying": (
        "Xinhua quoted Mara Lindqvist as saying that the port was closed.",
        [Said("port was closed", "Mara Lindqvist", [("agency", "Xinhua")])],
    ),
    "said, an agency reported": (
        "The port would stay closed until May, Mara Lindqvist said, Yonhap reported.",
        [Said("stay closed", "Mara Lindqvist", [("agency", "Yonhap")])],
    ),
    "told reporters, according to an agency": (
        "“We will not pay,” Mara Lindqvist told reporters, according to Agence France-Presse.",
        [Said("not pay", "Mara Lindqvist", [("agency", "AFP")])],
    ),
    "told an agency that told": (
        "“We will not pay,” Mara Lindqvist told the state news agency KCNA.",
        [Said("not pay", "Mara Lindqvist", [("agency", "KCNA")])],
    ),
    "first reported by": (
        "Mara Lindqvist called the plan “a swindle” in remarks first reported by Politico.",
        [Said("a swindle", "Mara Lindqvist", [("outlet", "Politico")])],
    ),
    "an outlet itself speaks": (
        "The port had been closed, Reuters reported.",
        [Said("port had been closed", "Reuters", [])],
    ),
    "as an outlet put it": (
        "The New York Times reported on Friday that the port had been sold to a bank.",
        [Said("had been sold", "New York Times", [])],
    ),
    # -- papers and posts ---------------------------------------------------------------------------------
    "in a statement": (
        "Mara Lindqvist said in a written statement on Friday that the port was sound.",
        [Said("port was sound", "Mara Lindqvist", [("document", "written statement")])],
    ),
    "in a letter to": (
        "“The port is sound,” Mara Lindqvist wrote in a letter to the ministry.",
        [Said("port is sound", "Mara Lindqvist", [("document", "letter")])],
    ),
    "a letter seen by": (
        "Mara Lindqvist warned that the port was unsafe, according to a letter seen by Reuters.",
        [Said("port was unsafe", "Mara Lindqvist", [("document", "letter"), ("agency", "Reuters")])],
    ),
    "in an email obtained by": (
        "In an email obtained by The Washington Post, Mara Lindqvist wrote that the port was unsafe.",
        [Said("port was unsafe", "Mara Lindqvist", [("document", "email"), ("outlet", "The Washington Post")])],
    ),
    "on Telegram": (
        "“The port is burning,” Mara Lindqvist wrote on Telegram.",
        [Said("port is burning", "Mara Lindqvist", [("platform", "telegram")])],
    ),
    "in a post on X": (
        "Mara Lindqvist said in a post on X that the port was burning.",
        [Said("port was burning", "Mara Lindqvist", [("platform", "x")])],
    ),
    "in a Facebook post": (
        "In a Facebook post, Mara Lindqvist called the fire “an act of God.”",
        [Said("an act of God", "Mara Lindqvist", [("platform", "facebook")])],
    ),
    "posted on Truth Social": (
        "“The port is burning,” Mara Lindqvist posted on Truth Social early on Sunday.",
        [Said("port is burning", "Mara Lindqvist", [("platform", "truthsocial")])],
    ),
    "on her Telegram channel, an agency reported": (
        "The port was burning, Mara Lindqvist wrote on her Telegram channel, Interfax reported.",
        [Said("port was burning", "Mara Lindqvist", [("platform", "telegram"), ("agency", "Interfax")])],
    ),
    "tweeted, and went on": (
        "“The port is burning,” tweeted Mara Lindqvist. “Stay indoors,” she added.",
        [
            Said("port is burning", "Mara Lindqvist", [("platform", "x")]),
            Said("Stay indoors", "Mara Lindqvist", [("platform", "x")]),
        ],
    ),
    "a letter sent before, and words from it": (
        f"{OPENING}Last week Mara Lindqvist sent a letter to the ministry. “The port is unsafe,” she wrote.",
        [Said("port is unsafe", "Mara Lindqvist", [("document", "letter")])],
    ),
    "a lawsuit filed, and what is argued in it": (
        f"{OPENING}Mara Lindqvist filed a lawsuit in May against the company, arguing that the port was hers.",
        [Said("port was hers", "Mara Lindqvist", [("document", "lawsuit")])],
    ),
    "a motion to do something": (
        f"{OPENING}Mara Lindqvist filed a motion to seal the papers, arguing that they were private.",
        [Said("were private", "Mara Lindqvist", [("document", "motion")])],
    ),
    "an op-ed": (
        "“The port is a ruin,” Mara Lindqvist wrote in an op-ed for The New York Times.",
        [Said("port is a ruin", "Mara Lindqvist", [("outlet", "The New York Times")])],
    ),
    "a memoir": (
        "In her memoir, “A Life at Sea,” Mara Lindqvist wrote that the port was a ruin.",
        [Said("port was a ruin", "Mara Lindqvist", [("document", "A Life at Sea")])],
    ),
    "according to court papers": (
        "Mara Lindqvist told investigators that the port was a ruin, according to court documents.",
        [Said("port was a ruin", "Mara Lindqvist", [("document", "court documents")])],
    ),
    "according to a transcript released by": (
        "“Burn it,” Mara Lindqvist told the captain, according to a transcript released by the court.",
        [Said("Burn it", "Mara Lindqvist", [("document", "transcript")])],
    ),
    "a recording obtained by": (
        "“Burn it,” Mara Lindqvist says in a recording obtained by ProPublica.",
        [Said("Burn it", "Mara Lindqvist", [("document", "recording"), ("outlet", "ProPublica")])],
    ),
    "leaked mail": (
        "“Burn it,” Mara Lindqvist wrote in a hacked email published by WikiLeaks.",
        [Said("Burn it", "Mara Lindqvist", [("document", "hacked email"), ("outlet", "WikiLeaks")])],
    ),
    # -- statements within statements ---------------------------------------------------------------------
    "a speaker who repeats another’s words": (
        "Peter Haddad said that Mara Lindqvist told him the port was a ruin.",
        [Said("the port was a ruin", "Mara Lindqvist", [("speaker", "Peter Haddad")])],
    ),
    "within quote marks, through an outlet": (
        "“Mara Lindqvist said that the port was a ruin,” Peter Haddad told CNN.",
        [Said("the port was a ruin", "Mara Lindqvist", [("speaker", "Peter Haddad"), ("outlet", "CNN")])],
    ),
    "quoted by a colleague": (
        "Peter Haddad quoted Mara Lindqvist as saying that the port was a ruin.",
        [Said("port was a ruin", "Mara Lindqvist", [("speaker", "Peter Haddad")])],
    ),
    # -- the whole document -------------------------------------------------------------------------------
    "dateline": (
        "VISBY (Reuters) - “The port is closed,” Mara Lindqvist said on Monday.",
        [Said("port is closed", "Mara Lindqvist", [("agency", "Reuters")])],
    ),
    "credit at the end": (
        f"{OPENING}“The port is closed,” Mara Lindqvist said on Monday.\n\n(Reporting by Ann Poe; Editing by Sam Ray; Reuters)",
        [Said("port is closed", "Mara Lindqvist", [("agency", "Reuters")])],
    ),
    # -- what is no relay ---------------------------------------------------------------------------------
    "spoken to a person": (
        "Mara Lindqvist told Peter Haddad that the port was closed.",
        [Said("port was", "Mara Lindqvist", [])],
    ),
    "spoken at a press conference": (
        "“The port is closed,” Mara Lindqvist told a news conference in Visby.",
        [Said("port is closed", "Mara Lindqvist", [])],
    ),
    "spoken about an outlet": (
        "Mara Lindqvist said that The New York Times had printed lies.",
        [Said("had printed lies", "Mara Lindqvist", [])],
    ),
    "works for an outlet": (
        "Mara Lindqvist, who once worked for CNN, said the port was closed.",
        [Said("port was closed", "Mara Lindqvist", [])],
    ),
    "sued an outlet": (
        "Mara Lindqvist, who has sued The Guardian, said the port was closed.",
        [Said("port was closed", "Mara Lindqvist", [])],
    ),
    "a platform as the matter": (
        "Mara Lindqvist said Facebook should pay for the news it spreads.",
        [Said("should pay", "Mara Lindqvist", [])],
    ),
    "a letter as the matter": (
        "Mara Lindqvist said she had never read the letter.",
        [Said("never read", "Mara Lindqvist", [])],
    ),
    "an interview refused": (
        "Mara Lindqvist, who declined an interview with CNN last year, said at a rally that the port was closed.",
        [Said("port was closed", "Mara Lindqvist", [])],
    ),
    "another’s interview": (
        "“It is a dream,” Peter Haddad told CNN.\n\nMara Lindqvist said at a rally in Visby that the port was closed.",
        [Said("a dream", "Peter Haddad", [("outlet", "CNN")]), Said("port was closed", "Mara Lindqvist", [])],
    ),
    "a post of somebody else": (
        "Peter Haddad wrote on Twitter that he was glad. Mara Lindqvist said the port was closed.",
        [Said("was glad", "Peter Haddad", [("platform", "x")]), Said("port was closed", "Mara Lindqvist", [])],
    ),
    "an ad on Facebook": (
        "Mara Lindqvist, who spent a million on Facebook ads, said the port was closed.",
        [Said("port was closed", "Mara Lindqvist", [])],
    ),
}


def read(text: str) -> Reading:
    return read_bytes(text.encode(), options=Options(language="en"))


def statement(reading: Reading, words: str) -> Statement:
    """The innermost statement whose content holds the words."""
    holding = [row for row in reading.statements if any(words in one.text for one in row.content)]
    assert holding, f"no statement holds “{words}”: {[row.content for row in reading.statements]}"
    return min(holding, key=lambda row: sum(len(one.text) for one in row.content))


def speaker(reading: Reading, row: Statement) -> str | None:
    said = next(one for one in reading.attributions if one.statement == row.id)
    return next((one.name for one in reading.speakers if one.id == said.speaker), None)


@pytest.mark.parametrize("name", PASSAGES)
def test_passage(name: str) -> None:
    text, expected = PASSAGES[name]
    reading = read(text)
    for said in expected:
        row = statement(reading, said.words)
        found = [(one.kind, one.listed or one.name) for one in reading.relays if one.statement == row.id]
        assert speaker(reading, row) == said.speaker
        assert found == said.chain, [(one.name, one.reason) for one in reading.relays]
