"""Longer passages: chains of pronouns, offices side by side, families, bodies and the words that stand for them."""

from __future__ import annotations

import pytest
from tests.speakers.marked import resolved

CHAINS = {
    "she between": "Ana Lopez met Karl Weiss in Bonn. She arrived late. {“I waited,”} [he=Karl Weiss] said.",
    "of three men who spoke": "Marek Dvorak, Olaf Lind and Ben Okafor met. Lind spoke first. {“I am tired,”} [he=Olaf Lind] said.",
    "predecessor": "Mayor Tom Hale’s predecessor, Rita Gomez, disagreed. {“It will cost more,”} [she=Rita Gomez] said.",
    "named to a post": "Brightwater Energy named Omar Haddad chairman. {“I am honoured,”} [he=Omar Haddad] said.",
    "her son between": "{“It was dark,”} [Rosa Moreno=Rosa Moreno] recalled. Her son held her hand. {“I could see nothing,”} [she=Rosa "
    "Moreno] said.",
    "subordinate clause first": "As Tom Hale spoke, Rita Gomez shook her head. {“That is wrong,”} [she=Rita Gomez] said.",
    "asked by a woman": "When asked by Rita Gomez about the fire, Tom Hale smiled. {“No comment,”} [he=Tom Hale] said.",
    "asked by a man": "Asked by Tom Hale about the fire, Leon Marsh smiled. {“No comment,”} [he=Leon Marsh] said.",
    "who replaced another": "Ben Okafor, who replaced Luis Pardo, scored. {“I ran,”} [he=Ben Okafor] said.",
    "campaign manager": "Lopez campaign manager Joan Pratt resigned. Ana Lopez was silent. {“I am done,”} [Pratt=Joan Pratt] "
    "said. {“Tired,”} "
    "[she=Joan Pratt] said.",
    "supporters of a man": "Hale supporters booed Omar Haddad. Tom Hale left early. Haddad stayed. {“It is cold,”} [he=Omar "
    "Haddad] said.",
    "described in between": "Rita Gomez became mayor in May. The mayor has two dogs. Joan Pratt walks them. The mayor pays "
    "her. {“They bark,”} "
    "[the mayor=Rita Gomez] said.",
    "after saying": "Tom Hale met Rita Gomez. {“No,”} [Hale=Tom Hale] said. {“Never,”} [he=Tom Hale] said. {“Yes,”} "
    "[she=Rita Gomez] said.",
    "lawyer and client": "Leon Marsh pleaded guilty. His lawyer, Anna Kuznetsova, wept. {“He is sorry,”} [Kuznetsova=Anna "
    "Kuznetsova] said. "
    "{“I am sorry,”} [Marsh=Leon Marsh] said.",
}  # fmt: skip

OFFICES = {
    "doctor": "Dr. Wei Zhang treated Rita Gomez. {“She will live,”} [the doctor=Wei Zhang] said.",
    "her doctor": "Rita Gomez’s doctor, Wei Zhang, came. {“She will live,”} [her doctor=Wei Zhang] said.",
    "new director": "The Lund Museum hired Ines Prado as director. {“I am glad,”} [the new director=Ines Prado] said.",
    "sergeant": "Sgt. Leon Marsh of the Lund Police Department found the car. {It was empty}, [the sergeant=Leon Marsh] said.",
    "captain": "Northgate captain Luis Pardo scored twice. {“We fought,”} [the captain=Luis Pardo] said.",
    "chief justice": "Chief Justice Amara Cole wrote for the majority. {The law stands}, [the chief justice=Amara Cole] wrote. [Justice "
    "Cole=Amara Cole] added {it was old}.",
    "queen": "Queen Ingrid opened parliament. {“It is cold,”} [the queen=Ingrid] said.",
    "archbishop": "Archbishop Desmond Okoro led the prayers. {Forgive them}, [the archbishop=Desmond Okoro] said.",
    "secretary of state": "Secretary of State Alma Reyes flew to Oslo. {We agree}, [the secretary of state=Alma Reyes] said. {We do}, "
    "[Reyes=Alma Reyes] said.",
    "attorney general": "Attorney General Hugh Pell sued Laura Stein. {She lied}, [the attorney general=Hugh Pell] said.",
    "vice president": "Vice President Dan Foss met President Ana Lopez. {We agree}, [the vice president=Dan Foss] said. {We do}, [the "
    "president=Ana Lopez] said.",
    "two chiefs": "Springfield Fire Chief Leon Marsh and Police Chief Rita Gomez came. {It burned}, [the fire chief=Leon "
    "Marsh] said. {We "
    "search}, [the police chief=Rita Gomez] said.",
    "baker and age": "Lucia Ferrante, a 34-year-old baker, met her neighbour Joan Pratt, 71. {“It is hot,”} [the baker=Lucia "
    "Ferrante] said. "
    "{“Too hot,”} [the 71-year-old=Joan Pratt] said.",
    "dame": "Dame Judith Arkwright, 81, opened the show. {“I am old,”} [Dame Judith=Judith Arkwright] said.",
    "a spokesman": "{We will not pay}, [a spokesman for Volkanto Motors=?] said. {It is final}, [the spokesman=?] said.",
    "a named spokesman": "Volkanto Motors spokesman Emil Krantz spoke. {We will not pay}, [the spokesman=Emil Krantz] said. "
    "{It is final}, "
    "[Krantz=Emil Krantz] said.",
    "apposition with and": "{“We grow,”} said [Laura Stein, head of oil and gas at Brightwater Energy=Laura Stein].",
    "two, one described": "{“We sign,”} said [Emil Krantz, a lawyer, and Rita Gomez=Emil Krantz and Rita Gomez].",
    "three": "[Emil Krantz, Rita Gomez and Tom Hale=Emil Krantz and Rita Gomez and Tom Hale] wrote {that it was late}.",
}  # fmt: skip

FAMILIES = {
    "the Brandts": "Hannah and Joel Brandt run the farm. {“We are tired,”} [the Brandts=Hannah Brandt and Joel Brandt] said.",
    "wife by her given name": "Bill Moreno, a retired miner, left with his wife, Rosa. {“It was time,”} [Moreno=Bill Moreno] "
    "said. {“It was,”} "
    "[his wife=Rosa] said.",
    "son by his given name": "Olena Tkachenko fled with her son, Danylo. {“We ran,”} [Tkachenko=Olena Tkachenko] said. {“I fell,”} [her "
    "son=Danylo] said.",
    "given names": "Jean-Luc Picaud arrived with Marie Picaud. {“No,”} [Jean-Luc=Jean-Luc Picaud] said. {“Yes,”} "
    "[Marie=Marie Picaud] said.",
    "two surnames": "Gabriela García Márquez won. {“No,”} [García Márquez=Gabriela García Márquez] said.",
    "bin": "Mohammed bin Rashid met Ana Lopez. {“No,”} [bin Rashid=Mohammed bin Rashid] said.",
    "Korean names": "Coach Kim Tae-won and captain Park Ji-ho came. {“No,”} [Park=Park Ji-ho] said. {“Yes,”} [the coach=Kim "
    "Tae-won] said.",
}  # fmt: skip

BODIES = {
    "fire department": "{The road is closed}, [the Lund Fire Department=Lund Fire Department] said. {Stay away}, [the "
    "department=Lund Fire "
    "Department] wrote.",
    "paper": "Harbour News broke the story. {The mayor lied}, [the paper=Harbour News] wrote.",
    "her office": "President Ana Lopez spoke. {She is well}, [her office=Ana Lopez’s office] said.",
    "both parties": "The Green Party and the Labour Party met. [Both parties=Green Party and Labour Party] said {it went well}.",
    "both countries": "Norway and Sweden signed on Monday. [Both countries=Norway and Sweden] said {it was late}.",
    "described as": "Zapta, a Berlin startup, sells bikes. {Sales are up}, [the startup=Zapta] said.",
    "the state": "In Ohio, [the state=Ohio] said {the rolls were wrong}.",
    "researchers": "Researchers at Lund University tested 40 mice. {Sleep helps}, [they=?] wrote.",
    "a share of adults": "[One in three adults=?] said {they slept badly}. [Nearly 60% of those polled=?] said {they did not}.",
    "one of them": "Twelve men were arrested. [One of them=?] said {he was innocent}.",
    "everyone": "[Everyone=?] knows {it is late}. [Many in the crowd=?] said {it was not}.",
    "critics": "Critics of Tom Hale marched. {“Hale must go,”} [they=?] chanted.",
    "officials of a state": "[U.S. officials=?] said {it was over}. [A senior U.S. official=?] said {it was not}.",
}  # fmt: skip


@pytest.mark.parametrize(
    "marked", [pytest.param(text, id=name) for table in (CHAINS, OFFICES, FAMILIES, BODIES) for name, text in table.items()]
)  # fmt: skip
def test_passage(marked: str) -> None:
    shown, expected, rows = resolved(marked)
    assert shown == expected, [row.reason for row, _ in rows]
