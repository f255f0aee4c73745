"""Who said it: short articles, each with the speakers of its statements in order; ``None`` is declined."""

from __future__ import annotations

import pytest

from onrecord import Options, read_bytes
from onrecord.model import Reading

CASES: dict[str, tuple[str, list[str | None]]] = {
    "surname after full name": (
        "Jane Dorn opened the harbour.\n\n“It will stay open,” Dorn said.",
        ["Jane Dorn"],
    ),
    "pronoun after the one named": (
        "Jane Dorn opened the harbour on Monday.\n\n“It will stay open,” she said.",
        ["Jane Dorn"],
    ),
    "pronoun skips the other gender": (
        "Jane Dorn met Peter Haddad at the harbour.\n\n“It will stay open,” he said.",
        ["Peter Haddad"],
    ),
    "first named after speaking": (
        "“It will stay open,” said the mayor, Jane Dorn. “We need it,” Dorn added.",
        ["Jane Dorn", "Jane Dorn"],
    ),
    "role of the only one who has it": (
        "Jane Dorn, the mayor of Lund, met fishermen.\n\n“It will stay open,” the mayor said.",
        ["Jane Dorn"],
    ),
    "title before a surname": (
        "Jane Dorn opened the harbour. Mrs. Dorn said it would stay open.",
        ["Jane Dorn"],
    ),
    "two people with one surname and nothing to tell them apart": (
        "Jane Dorn and Ada Dorn opened the harbour.\n\n“It will stay open,” Dorn said.",
        [None],
    ),
    "two people with one surname, told apart by title": (
        "Jane Dorn and Peter Dorn opened the harbour.\n\n“It will stay open,” Mr. Dorn said.",
        ["Peter Dorn"],
    ),
    "a name that is also a word": (
        "Will Haddad opened the harbour. “It will stay open,” Haddad said.",
        ["Will Haddad"],
    ),
    "quotation that goes on from the last speaker": (
        "“It will stay open,” Jane Dorn said.\n\n“We need it. It is ours.”",
        ["Jane Dorn"],
    ),
    "I within a quotation is its speaker": (
        "“I said that we would fight,” Jane Dorn said.",
        ["Jane Dorn", "Jane Dorn"],
    ),
    "nobody near enough for the pronoun": (
        "The harbour opened.\n\n“It will stay open,” she said.",
        [None],
    ),
    "nickname inside the name": (
        "Hank “The Anvil” Moreau lost.\n\n“I was tired,” Moreau said.",
        ["Hank “The Anvil” Moreau"],
    ),
}


def named(reading: Reading) -> list[str | None]:
    speakers = {row.id: row for row in reading.speakers}
    order = {row.id: n for n, row in enumerate(reading.statements)}
    rows = sorted(reading.attributions, key=lambda row: order[row.statement])
    return [speakers[row.speaker].name if row.speaker else None for row in rows]


@pytest.mark.parametrize("name", CASES)
def test_speakers(name: str) -> None:
    text, expected = CASES[name]
    reading = read_bytes(text.encode(), options=Options(language="en"))
    assert named(reading) == expected, [row.reason for row in reading.attributions]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It will stay open,” said another resident.", "person"),
        ("A senior official said the harbour would stay open.", "person"),
        ("Officials said the harbour would stay open.", "group"),
        ("Two people familiar with the talks said the harbour would stay open.", "group"),
    ],
)
def test_unnamed_speakers_are_said_to_be_unnamed(text: str, kind: str) -> None:
    reading = read_bytes(text.encode(), options=Options(language="en"))
    assert [(row.name, row.anonymous, row.kind) for row in reading.speakers] == [(None, True, kind)]


@pytest.mark.parametrize(
    ("text", "relays"),
    [
        ("Jane Dorn told CNN that the harbour would stay open.", [("outlet", "CNN")]),
        ("TASS, citing Jane Dorn, wrote: “The harbour stays open.”", [("agency", "TASS")]),
        ("“The harbour stays open,” Jane Dorn said in an interview with Reuters.", [("agency", "Reuters")]),
        ("“The harbour stays open,” Jane Dorn wrote on Telegram.", [("platform", "telegram")]),
        ("“The harbour stays open,” Jane Dorn said.", []),
        ("Jane Dorn told the crowd that the harbour would stay open.", []),
    ],
)
def test_relays(text: str, relays: list[tuple[str, str]]) -> None:
    reading = read_bytes(text.encode(), options=Options(language="en"))
    first = reading.statements[0].id
    assert [(row.kind, row.name) for row in reading.relays if row.statement == first] == relays


def test_wire_copy_is_a_relay_of_every_statement() -> None:
    text = "KYIV (Reuters) — “The harbour stays open,” Jane Dorn said on Monday.\n\n“We need it,” she added.\n"
    reading = read_bytes(text.encode(), options=Options(language="en"))
    assert reading.document.agency == "Reuters"
    assert len(reading.statements) == 2
    assert {row.statement for row in reading.relays if row.name == "Reuters"} == {row.id for row in reading.statements}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On Monday, November 9, Jane Dorn said the harbour was open.", "date"),
        (
            "“We will keep the harbour open all winter,” Jane Dorn said.\n\n"
            "“We will keep the harbour open all winter,” Peter Haddad said.",
            "speaker",
        ),
        (
            "Ministry spokeswoman Jane Dorn said the harbour was open.\n\n"
            "“It is open,” said Haddad’s press secretary Jane Dorn.",
            "role",
        ),
    ],
)
def test_conflicts(text: str, kind: str) -> None:
    reading = read_bytes(text.encode(), options=Options(language="en", published="2022-11-09"))
    assert [row.kind for row in reading.conflicts] == [kind]
    assert reading.conflicts[0].reason


def test_former_roles_are_no_conflict() -> None:
    text = "Ministry spokeswoman Jane Dorn said the harbour was open. Dorn, a former spokeswoman for Haddad, said so twice."
    assert read_bytes(text.encode(), options=Options(language="en")).conflicts == ()
