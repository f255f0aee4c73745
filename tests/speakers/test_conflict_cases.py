"""Alarms in short articles of their own: twenty that are right, twenty look-alikes that must stay silent, and more of both."""

from __future__ import annotations

import pytest

from onrecord import Options, read_bytes

ALARMS = [
    # 15 March 2024 was a Friday
    ("date", "On Tuesday, March 11, 2024, Ines Prado told the court that the mine was safe."),
    ("date", "“The bridge is safe,” Omar Haddad said on Saturday, March 3, 2024."),
    ("date", "On Wednesday, March 12, Ines Prado said the mine was safe."),
    ("date", "The mine opens on 15 March 2024 (Thursday), Ines Prado said."),
    ("date", "“We will appeal,” Ines Prado said on March 22, 2024."),
    ("role", "Health Minister Omar Haddad said beds were free.\n\n“We have enough money,” said Finance Minister Omar Haddad."),
    ("role", "Prime Minister Ines Prado said the mine was safe.\n\n“It is very safe,” said President Ines Prado."),
    ("role", "Prosecutor Ines Prado said the mine was closed.\n\n“He is innocent,” said defence lawyer Ines Prado."),
    ("role", "Interior Ministry spokesman Omar Haddad said it was over.\n\n“All is well,” said Health Ministry spokesman Omar "
     "Haddad."),
    ("role", "Police spokesman Omar Haddad said it was over.\n\n“All is well,” said Prado’s spokesman Omar Haddad."),
    ("role", "Sen. Omar Haddad said it was over.\n\n“All is well,” said Gov. Omar Haddad."),
    ("role", "Agriculture Minister Ines Prado said the wheat was in.\n\n“It is cold,” said Justice Minister Ines Prado."),
    ("speaker", "“Nobody will lose a single day of pay,” Ines Prado said.\n\n“Nobody will lose a single day of pay,” Omar Haddad "
     "said."),
    ("speaker", "Ines Prado said: “The mine will close for good in March.”\n\n“The mine will close for good in March,” said Omar "
     "Haddad."),
    ("speaker", "“We have never paid a bribe to anyone,” Omar Haddad told the court.\n\n“We have never paid a bribe to anyone, "
     "ever,” Ines Prado told the court."),
    ("speaker", "\"The water is clean enough to drink,\" said Omar Haddad.\n\n\"The water is clean enough to drink,\" said Ines "
     "Prado."),
    ("denial", "Ines Prado denied that the mine had leaked mercury.\n\nPrado told miners in May that the mine had leaked mercury."),
    ("denial", "Omar Haddad denied that the bridge bolts were rusty.\n\n“The bridge bolts are rusty,” Haddad said in June."),
    ("denial", "Ines Prado denies that the stadium builders paid her.\n\nPrado admitted in 2019 that the stadium builders paid "
     "her."),
    ("denial", "Omar Haddad denied saying that the dam would burst.\n\n“The dam would burst,” Haddad said last week."),
]  # fmt: skip

SILENT = [
    "On Monday, March 11, 2024, Ines Prado told the court that the mine was safe.",
    "“The bridge is safe,” Omar Haddad said on Friday, March 15.",
    "From Monday, March 11, to Friday, March 15, 2024, the mine was shut, Ines Prado said.",
    "On Friday, March 11, 2011, the wave came, Omar Haddad said.",
    "“We open again on March 22, 2024,” Ines Prado said.",
    "On Friday, 13 people came, Ines Prado said.",
    "Health Minister Omar Haddad said beds were free.\n\n“We have enough money,” said acting Finance Minister Omar Haddad.",
    "Deputy Prime Minister Omar Haddad said beds were free.\n\n“We have enough money,” said Finance Minister Omar Haddad.",
    "Gov. Omar Haddad said beds were free.\n\nHaddad, a former senator, said there was money.",
    "Congressman Omar Haddad said beds were free.\n\nHaddad, a candidate for senator, said there was money.",
    "Health Minister Omar Haddad said beds were free.\n\n“We have enough money,” said Finance Minister Lena Haddad.",
    "Lund Bank president Ines Prado said it was over.\n\n“All is well,” said Ines Prado, vice president of the Oslo Chamber.",
    "Prime Minister Ines Prado said it was over.\n\n“All is well,” said Ines Prado, president of the Civic Party.",
    "“Nobody will lose a single day of pay,” Ines Prado said.\n\n“Nobody will lose a single day of pay,” Ms. Prado said again.",
    "“Yes we can,” Ines Prado said.\n\n“Yes we can,” Omar Haddad said.",
    "“The mine will close for good in March,” Ines Prado said.\n\n“The mine will close for good in March, but the men will get "
    "pay until summer and a place to stay,” Omar Haddad said.",
    "Ines Prado denied that the mine had leaked mercury.\n\nOmar Haddad told miners that the mine had leaked mercury.",
    "Ines Prado denied that the mine had leaked mercury.\n\nPrado told miners that the mine had never leaked mercury.",
    "Ines Prado denied knowing that the mine had leaked mercury.\n\nPrado told miners that the mine had leaked mercury.",
    "Ines Prado would neither confirm nor deny that the mine had leaked mercury.\n\nPrado told miners that the mine had leaked "
    "mercury.",
]

MORE_ALARMS = [
    ("denial", "Rosa Keller denied that she had met the lobbyist.\n\n“I met the lobbyist twice,” Keller told the inquiry in May."),
    ("denial", "“I never met the lobbyist,” Rosa Keller said on Monday.\n\nIn an email from March, Keller wrote: “I met the "
     "lobbyist on Tuesday.”"),
    ("denial", "Omar Haddad denies ever having threatened the clerk.\n\nHaddad admitted in court that he had threatened the clerk."),
    ("denial", "Ines Prado has denied that the dam was cracked. Yet in a letter to the board, Prado wrote that the dam was "
     "cracked."),
    ("denial", "The minister, Omar Haddad, denied that he had offered to resign.\n\nHaddad told colleagues on Friday that he had "
     "offered to resign, two of them said."),
    ("denial", "Ines Prado disputed that the ferry was overloaded.\n\n“The ferry was overloaded,” Prado wrote in a text message "
     "shown to the court."),
    ("speaker", "“We sold the house because we had no choice left,” Ines Prado said.\n\nOmar Haddad told the Lund Observer: “We "
     "sold the house because we had no choice left.”"),
    ("role", "Defense lawyer Omar Haddad said his client was calm.\n\n“The state rests,” said prosecutor Omar Haddad."),
    ("date", "The fire began on Wednesday, 13 February 2024, Ines Prado said."),
]  # fmt: skip

MORE_SILENT = [
    "Rosa Keller denied that she had met the lobbyist.\n\n“I met the mayor twice,” Keller told the inquiry in May.",
    "Rosa Keller denied that she had met the lobbyist.\n\nAsked again, Keller said she had not met the lobbyist.",
    "Rosa Keller denied that she had met the lobbyist.\n\nKeller said it was false to claim that she had met the "
    "lobbyist.",
    "Omar Haddad denied that he had threatened the clerk. “He threatened the clerk,” the clerk’s lawyer, Ines Prado, "
    "said.",
    "Ines Prado denied that the dam was cracked. Prado said that critics believed the dam was cracked.",
    "Ines Prado denied that the dam was cracked. “If the dam was cracked, we would know,” Prado said.",
    "Ines Prado denied that the dam was cracked. “People say the dam was cracked. It was not,” Prado said.",
    "“We sold the house because we had no choice left,” Ines Prado said.\n\nHer husband, Omar Prado, nodded. “We sold "
    "the house because we had no choice left,” he repeated.",
    "Team captain Omar Haddad said it was over. “I am tired,” said Haddad, a police captain in civil life.",
    "The fire began on Tuesday, 13 February 2024, Ines Prado said.",
]


def kinds(text: str) -> list[str]:
    return [
        row.kind for row in read_bytes(text.encode(), options=Options(language="en", published="2024-03-15")).conflicts
    ]


def test_twenty_of_each() -> None:
    assert (len(ALARMS), len(SILENT)) == (20, 20)


@pytest.mark.parametrize(("kind", "text"), [*ALARMS, *MORE_ALARMS])
def test_alarm(kind: str, text: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize("text", [*SILENT, *MORE_SILENT])
def test_silence(text: str) -> None:
    assert kinds(text) == []
