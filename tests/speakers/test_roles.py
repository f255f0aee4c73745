"""Roles and affiliations that an article gives somebody beside the name."""

from __future__ import annotations

import pytest

from onrecord.speakers.roles import affiliations_at, roles_at, roles_in, spoken_for
from onrecord.text.names import find_names

CASES: dict[str, tuple[str, str, list[str]]] = {
    "before": ("Harbour spokeswoman Jane Dorn opened it.", "Jane Dorn", ["Harbour spokeswoman"]),
    "with its office": ("Secretary of State Jane Dorn opened it.", "Jane Dorn", ["Secretary of State"]),
    "abbreviated beside a longer one": (
        "Green nominee Gov. Jane Dorn opened it.",
        "Jane Dorn",
        ["Green nominee", "Gov."],
    ),
    "two in one": ("The actress and activist Jane Dorn opened it.", "Jane Dorn", ["actress and activist"]),
    "behind": ("Jane Dorn, the county coroner, opened it.", "Jane Dorn", ["county coroner"]),
    "behind, with a party": ("Jane Dorn (D-Vt.), a retired judge, opened it.", "Jane Dorn", ["retired judge"]),
    "two behind": (
        "Jane Dorn, a senior fellow at the Harbour Institute and a former ambassador to Malta, opened it.",
        "Jane Dorn",
        ["senior fellow at the Harbour Institute", "former ambassador to Malta"],
    ),
    "who is": (
        "Jane Dorn, a physicist who is director of the Harbour Centre, opened it.",
        "Jane Dorn",
        ["physicist", "director of the Harbour Centre"],
    ),
    "who heads": ("Jane Dorn, who heads the Harbour Centre, opened it.", "Jane Dorn", ["heads the Harbour Centre"]),
    "is": ("Jane Dorn is a professor of law at Lund University.", "Jane Dorn", ["professor of law at Lund University"]),
    "served and is": (
        "Mrs. Dorn served as director of the Budget Office and is now president of the Harbour Forum.",
        "Dorn",
        ["director of the Budget Office", "president of the Harbour Forum"],
    ),
    "before, in apposition": (
        "A lawyer for the harbour, Jane Dorn, opened it.",
        "Jane Dorn",
        ["lawyer for the harbour"],
    ),
    "opening the sentence": (
        "Now the highest-ranking prosecutor of the town, Dorn rose early.",
        "Dorn",
        ["highest-ranking prosecutor of the town"],
    ),
    "owned": ("Harbour’s chief executive, Jane Dorn, opened it.", "Jane Dorn", ["Harbour’s chief executive"]),
    "between dashes": (
        "Jane Dorn — surgeon and television star — opened it.",
        "Jane Dorn",
        ["surgeon and television star"],
    ),
    "kin": ("My father, Peter Dorn, opened it.", "Peter Dorn", ["father"]),
    "no honorific": ("Mrs. Dorn opened it.", "Dorn", []),
    "another name in a list": ("Jane Dorn, Kevin Bishop, and others opened it.", "Jane Dorn", []),
    "a verb before": ("They elected Jane Dorn.", "Jane Dorn", []),
    "the other’s role": ("Ada is the daughter of former President Jane Dorn.", "Jane Dorn", ["former President"]),
    "the place’s bearer": ("Jane Poe of Malta, the group’s chair, left.", "Malta", []),
    "a predicate that is no role": ("Jane Dorn is the best thing that happened.", "Jane Dorn", []),
    "a clause": ("Jane Dorn, when the mayor came, left.", "Jane Dorn", []),
}


@pytest.mark.parametrize("case", CASES)
def test_roles(case: str) -> None:
    text, named, expected = CASES[case]
    name = next(name for name in find_names(text) if name.text == named)
    assert roles_at(text, name) == expected


def test_affiliations_are_the_bodies_that_roles_and_brackets_name() -> None:
    text = "Jane Dorn (D-Vt.), a spokeswoman for the Harbour Party, left."
    name = next(iter(find_names(text)))
    assert affiliations_at(text, name, roles_at(text, name)) == ["D-Vt.", "Harbour Party"]


@pytest.mark.parametrize(
    ("mention", "roles"),
    [
        ("the Vermont senator", ["Vermont senator"]),
        ("The GOP presidential nominee", ["GOP presidential nominee"]),
        ("the senator", []),
        ("he", []),
        ("Jane Dorn", []),
        ("the 56-year-old", []),
        ("His ex-wife", ["ex-wife"]),
        ("her long-time lawyer", ["long-time lawyer"]),
        ("Dorn’s lawyer", ["Dorn’s lawyer"]),
        ("Former Harbour Doctor", ["Former Harbour Doctor"]),
        ("Harbour Bridge", []),
        ("his house", []),
    ],
)
def test_descriptions_give_roles(mention: str, roles: list[str]) -> None:
    assert roles_in(mention) == roles


@pytest.mark.parametrize(
    ("role", "principal"),
    [
        ("Putin’s Press Secretary", "Putin"),
        ("spokesman for the Harbour Party", "Harbour Party"),
        ("mayor of Lund", None),
    ],
)
def test_whom_a_spokesperson_speaks_for(role: str, principal: str | None) -> None:
    assert spoken_for(role) == principal


def test_a_human_being_is_no_body_and_no_outlet() -> None:
    text = "Jane Dorn, the largest private bank in town, left. Peter Haddad, the Chicago Tribune editor, stayed."
    first, second = list(find_names(text))[:2]
    assert roles_at(text, first, person=True) == []
    assert roles_at(text, first) == ["largest private bank in town"]
    assert roles_at(text, second, person=True) == ["Chicago Tribune editor"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Jane Dorn of the Harbour Institute left.", ["Harbour Institute"]),
        ("Jane Dorn of Vermont left.", []),
        ("Secretary of State Jane Dorn left.", []),
        ("Jane Dorn, a spokeswoman for Reuters, left.", ["Reuters"]),
        ("Jane Dorn, a lawyer for Peter Haddad’s campaign, left.", []),
    ],
)
def test_affiliations_are_bodies(text: str, found: list[str]) -> None:
    name = next(name for name in find_names(text) if name.words[-1] == "Dorn")
    assert affiliations_at(text, name, roles_at(text, name)) == found
