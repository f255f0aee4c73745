"""Who a mention stands for, phenomenon by phenomenon, in texts whose statements are marked: no extraction is in the way."""

from __future__ import annotations

import pytest
from tests.speakers.marked import resolved

NAMES = {
    "surname": "Jane Dorn came. {It stays}, [Dorn=Jane Dorn] said.",
    "given name": "Jane Dorn came with her dog. {It stays}, [Jane=Jane Dorn] said.",
    "title": "Jane Dorn came. {It stays}, [Mayor Dorn=Jane Dorn] said.",
    "nickname for a given name": "William Haddad came. {It stays}, [Bill Haddad=William Haddad] said.",
    "initial": "Jane Dorn came. {It stays}, [J. Dorn=Jane Dorn] said.",
    "fuller form later": "Jane Dorn came. {It stays}, [Jane Ellen Dorn=Jane Ellen Dorn] said. {It does}, [Dorn=Jane "
    "Ellen Dorn] said.",
    "hyphenated": "Jane Dorn-Haddad came. {It stays}, [Dorn-Haddad=Jane Dorn-Haddad] said.",
    "particle": "Pieter van der Meer came. {It stays}, [van der Meer=Pieter van der Meer] said.",
    "two surnames": "Ildefonso Guerra Villar came. {It stays}, [Mr. Guerra Villar=Ildefonso Guerra Villar] said.",
    "capitals": "Jane Dorn came. {It stays}, [DORN=Jane Dorn] said.",
    "possessive": "Jane Dorn came. [Dorn’s=Jane Dorn] view is {that it stays}.",
    "two transliterations": "Olena Tymoshenko came. {It stays}, [Ms. Timoshenko=Olena Tymoshenko] said.",
    "accents": "José Muñoz came. {It stays}, [Munoz=José Muñoz] said.",
    "a couple": "Peter and Jane Dorn came. {It stays}, [Peter=Peter Dorn] said.",
    "a name that is a word": "Will Haddad and May Dorn came. {It stays}, [May=May Dorn] said. {It does}, [Will=Will Haddad] "
    "said.",
    "shared surname, title": "Jane Dorn met Peter Dorn. {It stays}, [Mr. Dorn=Peter Dorn] said.",
    "shared surname, nothing to tell by": "Jane Dorn met Ada Dorn. {It stays}, [Dorn=-] said.",
    "shared surname, one named far more": "Jane Dorn came. Jane Dorn spoke. Jane Dorn left. Ada Dorn stayed. {It stays}, [Dorn=Jane Dorn] "
    "said.",
    "shared surname, the pronoun tells": "Jane Dorn met Peter Dorn. [Dorn=Peter Dorn] said {he would stay}.",
    "first named after speaking": "{“It stays,”} said [the mayor, Jane Dorn=Jane Dorn]. {“It does,”} [Dorn=Jane Dorn] "
    "added.",
    "role before a name of a body": "{It stays}, said [Lund Bank chair Jane Dorn=Jane Dorn].",
    "office with of": "{It stays}, said [former Secretary of State Jane Dorn=Jane Dorn].",
    "opening participle": "Trusting Jane Dorn was wise. {It stays}, [Dorn=Jane Dorn] said.",
    "two who speak together": "Jane Dorn met Peter Haddad. {It stays}, [Dorn and Haddad=Jane Dorn and Peter Haddad] "
    "said.",
    "apposition in the mention": "{It stays}, said [Jane Dorn, a lawyer for Peter Haddad=Jane Dorn].",
    "quoted by itself": "Jane Dorn came. {“It stays,”} [Dorn=Jane Dorn] said. {“It stays,”} [Dorn=Jane Dorn] said "
    "again.",
}  # fmt: skip

BODIES = {
    "body with of": "The Department of Justice came. {It stays}, [the Justice Department=Department of Justice] said.",
    "acronym in brackets": "The Alliance to Save Our Harbours (ASOH) came. {It stays}, [ASOH=Alliance to Save Our "
    "Harbours] said.",
    "acronym by initials": "The Securities and Exchange Commission came. {It stays}, [the S.E.C.=Securities and Exchange "
    "Commission] said.",
    "its common noun": "The Alliance to Save Our Harbours came. {It stays}, [the alliance=Alliance to Save Our "
    "Harbours] said.",
    "a noun that stands for another": "The Lund Harbour Committee met. {It stays}, [the Lund panel=Lund Harbour Committee] "
    "said.",
    "somebody’s campaign": "Jane Dorn came. {It stays}, [her campaign=Jane Dorn’s campaign] said.",
    "campaign by its owner": "Jane Dorn came. {It stays}, [the Dorn campaign=Dorn campaign] said.",
    "a country": "{It stays}, [Norway=Norway] said.",
    "a body without a name": "{It stays}, [a shipping company=?] said.",
    "a poll by its name": "{Dorn leads}, [a Lund University poll=Lund University poll] found. {She leads by two}, [the "
    "survey=Lund University poll] said.",
}  # fmt: skip

ROLES = {
    "office": "Jane Dorn, the mayor of Lund, met Peter Haddad. {It stays}, [the mayor=Jane Dorn] said.",
    "kind of office": "Sen. Jane Dorn met Peter Haddad. {It stays}, [the lawmaker=Jane Dorn] said.",
    "no vice president": "President Jane Dorn met Vice President Peter Haddad. {It stays}, [the vice president=Peter "
    "Haddad] said.",
    "somebody’s lawyer": "Peter Haddad’s lawyer, Jane Dorn, came. {It stays}, [Haddad’s attorney=Jane Dorn] said.",
    "his lawyer": "Peter Haddad came with his lawyer, Jane Dorn. {It stays}, [his lawyer=Jane Dorn] said.",
    "lawyer of another": "Peter Haddad met Ada Lund and her lawyer, Jane Dorn. Haddad waved. {It stays}, [Haddad’s "
    "lawyer=?] said.",
    "epithet of who is talked of": "Jane Dorn won again. {It stays}, [the 56-year-old=Jane Dorn] said.",
    "unnamed, then again": "{It stays}, [a senior official=?] said. {It does}, [the official=?] added.",
    "told of before named": "[A judge=Jane Dorn] ruled {that it stays}.\n\nJudge Jane Dorn gave no reason.",
}  # fmt: skip

PRONOUNS = {
    "subject before object": "Jane Dorn met Ada Lund in town. {It stays}, [she=Jane Dorn] said.",
    "who spoke last": "Jane Dorn came. {“It stays,”} Ada Lund said. {“It does,”} [she=Ada Lund] added."
    .replace("Ada Lund said", "[Ada Lund=Ada Lund] said"),
    "gender of a title": "Mrs. Dorn met Mr. Lund. {It stays}, [she=Dorn] said.",
    "gender by an earlier pronoun": "Zbigata Dorn lost her hat. Ada Lund and Zbigata Dorn left. Peter Haddad waved. {It stays}, "
    "[he=Peter Haddad] said.",
    "nobody names himself": "Peter Haddad met John Lund. {“Haddad is wrong,”} [he=John Lund] said.",
    "chain over paragraphs": "Jane Dorn is a diver.\n\nShe was born in Lund.\n\nShe left early.\n\nShe never "
    "returned.\n\n{It stays}, [she=Jane Dorn] says.",
    "nobody named": "The harbour opened. {It stays}, [she=-] said.",
    "who": "The harbour has Jane Dorn, [who=Jane Dorn] says {it stays}.",
    "who takes up people": "There are voters [who=?] say {it stays}.",
    "which": "The harbour has the Lund Board, [which=Lund Board] says {it stays}.",
    "they": "Officials met Jane Dorn. {It stays}, [they=?] said.",
    "they who are named": "{It stays}, [Jane Dorn and Ada Lund=Jane Dorn and Ada Lund] said. {It does}, [they=Jane Dorn "
    "and Ada Lund] added.",
    "it": "{It stays}, [the Lund Board=Lund Board] said. {It does}, [it=Lund Board] added.",
    "I of nobody": "[I=-] believe {it stays}.",
    "I of the author": "[I=Jane Dorn] believe {it stays}.\n\nJane Dorn is a professor of law at Lund University.",
    "my father": "My father, Peter Dorn, fished. [My father=Peter Dorn] thought {it would stay}. {It did}, "
    "[he=Peter Dorn] said.",
    "addressee is not the speaker": "Jane Dorn told Ada Lund to go. {It stays}, [she=Jane Dorn] told her.",
}  # fmt: skip

UNNAMED = {
    "group": "{It stays}, [officials=?] said.",
    "people of a name": "{It stays}, [Democrats=?] said.",
    "a share": "{It stays}, [about four out of 10 voters=?] said.",
    "members of a body": "{It stays}, [officials at the Lund Harbour Board=?] said.",
    "somebody’s aide": "Jane Dorn came. {It stays}, [a Dorn adviser=?] said.",
    "you": "{It stays}, [you=?] say.",
    "people after and": "{It stays}, [activists and other residents=?] said.",
    "one person of two trades": "{It stays}, [a banker and former official=?] said.",
    "a document": "{It stays}, [a report=?] says. {It does}, [the report=?] adds.",
}  # fmt: skip


@pytest.mark.parametrize(
    "marked", [pytest.param(text, id=name) for table in (NAMES, BODIES, ROLES, PRONOUNS, UNNAMED) for name, text in table.items()]
)  # fmt: skip
def test_speaker(marked: str) -> None:
    shown, expected, rows = resolved(marked)
    assert shown == expected, [row.reason for row, _ in rows]


def test_every_attribution_says_by_what_and_why() -> None:
    for table in (NAMES, BODIES, ROLES, PRONOUNS, UNNAMED):
        for marked in table.values():
            assert all(
                row.by and len(row.reason) > 5 and (row.score > 0) == (who is not None)
                for row, who in resolved(marked)[2]
            )


def test_turns_of_a_transcript() -> None:
    text = "JANE DORN: It stays.\n\nPETER LUND: Why?\n\nJANE DORN: [I=JANE DORN] think {it must}."
    assert resolved(text)[0] == ["JANE DORN"]


def test_answers_are_those_of_the_person_interviewed() -> None:
    text = "Jane Dorn spoke to us.\n\nQ: Will it stay?\n\nA: [I=Jane Dorn] think {it will}.\n\nQ: Why?\n\nA: It must."
    assert resolved(text)[0] == ["Jane Dorn"]
