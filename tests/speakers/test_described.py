"""Roles that an article gives away from the name: by a pronoun, "as", a description, a relative; and what gives none."""

from __future__ import annotations

import pytest

from onrecord import Options, read_bytes

DORN = "“The harbour stays open,” Jane Dorn said on Monday.\n\n"

GIVEN: dict[str, tuple[str, str]] = {
    "She is the": (f"{DORN}She is the mayor of Lund.", "mayor of Lund"),
    "She has been": (f"{DORN}She has been a judge in Lund for ten years.", "judge in Lund for ten years"),
    "while she was": (f"{DORN}Ships came while she was a member of the harbour board.", "member of the harbour board"),
    "served as": (f"{DORN}She served as director of the port.", "director of the port"),
    "and was elected": ("Jane Dorn was elected mayor of Lund. “We need it,” Dorn said.", "mayor of Lund"),
    "was appointed": ("Jane Dorn was appointed director of the port. “We need it,” Dorn said.", "director of the port"),
    "As mayor, she": (f"{DORN}As mayor of Lund, she built the pier.", "mayor of Lund"),
    "As mayor, NAME": (f"{DORN}As the town’s mayor, Dorn built the pier.", "town’s mayor"),
    "her role as": (f"{DORN}Her role as chairwoman of the board ends in May.", "chairwoman of the board"),
    "her tenure as": (f"{DORN}The pier was built during her tenure as harbour master.", "harbour master"),
    "a former judge, she": (f"{DORN}A former judge, she built the pier.", "former judge"),
    "the description that speaks": (f"{DORN}The Lund mayor said that ships would come.", "Lund mayor"),
    "the description that acts": (f"{DORN}The Lund mayor has not answered.", "Lund mayor"),
    "the description behind a quotation": (f"{DORN}“Ships will come,” the Vermont senator said.", "Vermont senator"),
    "apposition behind": (f"{DORN}Dorn, the mayor of Lund, left.", "mayor of Lund"),
    "party and place": ("“It stays open,” said Jane Dorn, Democrat of Vermont.", "Democrat of Vermont"),
    "late relative clause": (
        f"{DORN}Dorn, a lawyer who was director of the port, left.",
        "director of the port",
    ),
    "kin": (
        "My parents, James and Olive Dorn, had a boat. My father often said that it would sink.\n\n“It will sink,” "
        "James Dorn said.",
        "father",
    ),
}

NONE: dict[str, tuple[str, str]] = {
    "in quote marks": (f"{DORN}“She is the worst mayor of all,” Peter Haddad said.", "worst mayor"),
    "of another sex": (f"{DORN}He is the mayor of Lund.", "mayor of Lund"),
    "an object": (f"{DORN}Dorn has endorsed the Republican nominee.", "Republican nominee"),
    "a predicate of another": (f"{DORN}Peter Haddad was the town’s mayor.", "town’s mayor"),
    "anybody": (f"{DORN}The average voter does not care.", "average voter"),
    "another’s son": (f"{DORN}Peter Haddad, son of the Lund mayor, left.", "Lund mayor"),
    "no role": (f"{DORN}She is the best thing that happened.", "best thing that happened"),
    "known as": (f"{DORN}She is described by friends as a saint of the port.", "saint of the port"),
    "a noun of more": (f"{DORN}The Republican nominee process is long.", "Republican nominee"),
    "a body is no role of a person": (f"{DORN}Dorn, the largest bank in town, left.", "largest bank in town"),
}


def roles(text: str, surname: str) -> list[str]:
    reading = read_bytes(text.encode(), options=Options(language="en", model="fast"))
    named = [row for row in reading.speakers if row.name and row.name.endswith(surname)]
    assert named
    return [role for row in named for role in row.roles]


@pytest.mark.parametrize("name", GIVEN)
def test_given(name: str) -> None:
    text, role = GIVEN[name]
    assert role in roles(text, "Dorn")


@pytest.mark.parametrize("name", NONE)
def test_not_given(name: str) -> None:
    text, role = NONE[name]
    assert not any(role in one for one in roles(text, "Dorn"))
