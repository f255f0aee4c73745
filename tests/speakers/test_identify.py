"""Speakers in an authority file: who is found, who is only listed, and why."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord import Options, read, read_bytes
from onrecord.errors import PeopleFileError
from onrecord.model import Document, Identity, Office, Person, Span, Speaker
from onrecord.people import load_people
from onrecord.speakers.authority import Authority
from onrecord.speakers.identify import identify
from onrecord.text.fold import fold_name, skeleton

PEOPLE = (
    Person("ze", ("Volodymyr Zelenskyy", "Володимир Зеленський"), offices=(Office("president", "Ukraine", "2019"),),
           countries=("ua",), gender="male"),
    Person("cl", ("William Jefferson Clinton",), offices=(Office("president", None, "1993", "2001"),), gender="male"),
    Person("s1", ("John Smith",), offices=(Office("Senator"),), gender="male"),
    Person("s2", ("John Smith",), offices=(Office("astronaut", "Space Agency"),), gender="male"),
    Person("or", ("Orbán Viktor",), countries=("hu",)),
    Person("xi", ("Xi Jinping",), countries=("cn",)),
    Person("do", ("Dorn, Jane",), gender="female", offices=(Office("coroner", "Lund"),)),
    Person("jo", ("Alexander Boris de Pfeffel Johnson",)),
    Person("sa", ("Pedro Sánchez Pérez-Castejón",)),
    Person("lu", ("Luiz Inácio Lula da Silva", "Lula")),
    Person("po", ("Pope Francis",)),
    Person("vh", ("Chris Van Hollen",)),
    Person("mp", ("Martin Paul",)),
    Person("kj", ("Martin Luther King Jr.",)),
    Person("an", ("Jon Andersen",), offices=(Office("mayor of Lund"),)),
    Person("br", ("Ada Brandt",), born="2020-05"),
    Person("cb", ("Carsten Brandt", ), handles=("cbrandt",)),
    Person("mi", ("Ministry of Harbours", "MoH"), kind="organisation"),
    Person("nh", ("Nathaniel Haddad",), ("Nate",)),
    Person("ap", ("Aung San Suu Kyi",)),
    Person("g1", ("Ahmed Vestergaard",), gender="male"), Person("g2", ("Eva Vestergaard",), gender="female"),
)  # fmt: skip
AUTHORITY = Authority(PEOPLE)


def identity(name: str, *roles: str, kind: str = "person", mention: str = "", **more: object) -> Identity:
    text = f"{mention or name} said so."
    facts = {"affiliations": (), "handles": (), "aliases": ()} | more
    speaker = Speaker("p", name, roles, anonymous=False, kind=kind,  # type: ignore[arg-type]
                      mentions=(Span(0, len(text) - 9, text[:-9]),), **facts)  # fmt: skip
    document = Document("d", "-", None, None, (), "2022-11-09", "en", text)
    return identify(document, (speaker,), AUTHORITY)[0]


@pytest.mark.parametrize(
    ("name", "roles", "person"),
    [
        ("Volodymyr Zelensky", (), "ze"), ("Volodymyr Zelenskiy", (), "ze"), ("Володимир Зеленський", (), "ze"),
        ("Wolodymyr Zelenskyj", (), "ze"), ("Zelensky", (), "ze"), ("Zelenskyy", ("President",), "ze"),
        ("Bill Clinton", (), "cl"), ("William Clinton", (), "cl"), ("W. J. Clinton", (), "cl"),
        ("John Smith", ("Sen.",), "s1"), ("John Smith", ("astronaut",), "s2"), ("Smith", ("astronaut",), "s2"),
        ("Viktor Orbán", (), "or"), ("Viktor Orban", (), "or"), ("Orbán", (), "or"),
        ("Xi Jinping", (), "xi"), ("习近平", (), "xi"), ("Xi", (), "xi"),
        ("Jane Dorn", (), "do"), ("J. Dorn", (), "do"), ("Dorn", (), "do"), ("Dr. Jane Dorn", (), "do"),
        ("Boris Johnson", (), "jo"), ("Pedro Sánchez", (), "sa"), ("Pedro Sanchez", (), "sa"), ("Lula", (), "lu"),
        ("Francis", ("Pope",), "po"), ("Pope Francis", (), "po"), ("Van Hollen", (), "vh"), ("Martin Luther King", (), "kj"),
        ("Jon Anderson", ("mayor",), "an"), ("Aung San Suu Kyi", (), "ap"), ("Nate Haddad", (), "nh"), ("Ada Brandt", (), "br"),
    ],
)  # fmt: skip
def test_found(name: str, roles: tuple[str, ...], person: str) -> None:
    found = identity(name, *roles)
    assert found.person == person, found
    assert found.candidates[0].id == person
    assert found.score >= 0.8
    assert found.reason


@pytest.mark.parametrize(
    ("name", "roles", "candidates"),
    [
        ("Vladimir Zelensky", (), set()),  # another given name
        ("Hillary Clinton", (), set()),
        ("Hillary Clinton", ("president",), set()),
        ("John Smith", (), {"s1", "s2"}),
        ("Smith", (), {"s1", "s2"}),
        ("John Smith", ("plumber",), {"s1", "s2"}),
        ("Johnson", (), {"jo"}),  # many bear it
        ("Francis", (), {"po"}),
        ("Paul Martin", (), {"mp"}),
        ("Martin Luther King Sr.", (), set()),
        ("Jon Anderson", (), {"an"}),
        ("Jon Anderson", ("guitarist",), {"an"}),
        ("Vestergaard", (), {"g1", "g2"}),
        ("Jane", (), set()),
        ("Nate", (), {"nh"}),
        ("Nobody Whatever", (), set()),
    ],
)
def test_only_listed(name: str, roles: tuple[str, ...], candidates: set[str]) -> None:
    found = identity(name, *roles)
    assert found.person is None, found
    assert found.score == 0
    assert {row.id for row in found.candidates} == candidates
    assert found.reason


def test_two_who_fit_equally_are_named_in_the_reason() -> None:
    assert "John Smith (s1) and John Smith (s2) fit equally" in identity("John Smith").reason


def test_a_title_contradicts() -> None:
    assert identity("Dorn", mention="Mr. Dorn").person is None
    assert identity("Dorn", mention="Mrs. Dorn").person == "do"
    assert identity("Vestergaard", mention="Ms. Vestergaard").person == "g2"


def test_an_account_is_enough() -> None:
    found = identity("Charly B.", handles=("CBrandt",))
    assert (found.person, found.by) == ("cb", "authority-1:handle")


def test_nobody_born_after_the_article() -> None:
    authority = Authority([Person("late", ("Ada Brandt",), born="2023-01")])
    document = Document("d", "-", None, None, (), "2022-11-09", "en", "Ada Brandt said so.")
    speaker = Speaker("p", "Ada Brandt", (), (), (), False, (), "person")
    assert identify(document, (speaker,), authority)[0].candidates == ()


def test_the_office_of_the_day_decides() -> None:
    authority = Authority(
        [
            Person("old", ("George Bush",), offices=(Office("president", None, "1989-01-20", "1993-01-20"),)),
            Person("young", ("George Bush",), offices=(Office("president", None, "2001-01-20", "2009-01-20"),)),
        ]
    )
    speaker = Speaker("p", "George Bush", ("President",), (), (), False, (), "person")
    for published, person in (("1990-06-01", "old"), ("2005-06-01", "young"), ("2015-06-01", None)):
        document = Document("d", "-", None, None, (), published, "en", "President George Bush said so.")
        assert identify(document, (speaker,), authority)[0].person == person


def test_a_surname_that_is_a_place_here() -> None:
    authority = Authority([Person("w", ("Denzel Washingtone",))])
    speaker = Speaker("p", "Washingtone", (), (), (), False, (), "unknown")
    for text, person in (("He met us in Washingtone.", None), ("Washingtone met us.", "w")):
        document = Document("d", "-", None, None, (), None, "en", text)
        assert identify(document, (speaker,), authority)[0].person == person


def test_bodies() -> None:
    assert identity("Ministry of Harbours", kind="organisation").person == "mi"
    assert identity("the Ministry of Harbours", kind="organisation").person == "mi"
    assert identity("MoH", kind="organisation").person == "mi"
    assert identity("Ministry of Health", kind="organisation").person is None
    assert identity("Dorn", kind="organisation").person is None


def test_unnamed_speakers_and_documents_have_no_row() -> None:
    document = Document("d", "-", None, None, (), None, "en", "Officials said so.")
    rows = (
        Speaker("a", None, (), (), (), True, (), "group"),
        Speaker("b", "a report", (), (), (), False, (), "document"),
    )
    assert identify(document, rows, AUTHORITY) == ()


def test_gender_of_a_name() -> None:
    assert AUTHORITY.gender("Jane Dorn") == "female"
    assert AUTHORITY.gender("Bill Clinton") == "male"
    assert AUTHORITY.gender("Vestergaard") is None
    assert AUTHORITY.gender("Viktor Orbán") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zelenskyy", "zelenskij"), ("zelensky", "zelenskiy"), ("shevchenko", "schewtschenko"), ("yeltsin", "jeltsin"),
        ("yevgeny", "evgeni"), ("mueller", "muller"), ("khrushchev", "hrushchev"), ("wagner", "vagner"),
    ],
)  # fmt: skip
def test_transliterations_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("dorn", "horn"), ("orban", "urban"), ("marin", "martin"), ("kim", "kam")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Clinton, Hillary Rodham", ("hillary", "rodham", "clinton")),
        ("Sen. Rand Paul", ("rand", "paul")),
        ("Martin Luther King, Jr.", ("martin", "luther", "king")),
        ("Ursula von der Leyen", ("ursula", "leyen")),
        ("Bashar al-Assad", ("bashar", "assad")),
        ("J.R. Smith", ("j", "r", "smith")),
        ("Hank “The Anvil” Moreau", ("hank", "moreau")),
        ("Queen", ("queen",)),
        ("Ben Carson", ("ben", "carson")),
        ("Þórdís Björk", ("thordis", "bjork")),
    ],
)
def test_names_taken_apart(name: str, words: tuple[str, ...]) -> None:
    assert fold_name(name).words == words


PARTS = st.sampled_from([part for person in PEOPLE for name in person.names for part in name.replace(",", "").split()])


@given(
    st.lists(PARTS | st.sampled_from(["J.", "de", "Jr.", "Dr.", "-", "’"]) | st.text(max_size=3), max_size=4).map(
        " ".join
    )
)
@example("Jane Dorn")
def test_any_name_can_be_looked_up(name: str) -> None:
    for row in AUTHORITY.bearers(name):
        assert 0 < row.likeness.score <= 1


@given(st.sampled_from([p for p in PEOPLE if p.id not in ("s1", "s2")]))
def test_everybody_is_found_under_every_own_name(person: Person) -> None:
    for name in person.names:
        best = AUTHORITY.bearers(name)[0]
        assert best.person.id == person.id
        assert best.likeness.score == 1.0


# -- the whole way -------------------------------------------------------------------------------------------------------


def test_the_example_of_the_docs(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "people.md").read_text("utf-8")
    blocks = dict(re.findall(r"```(csv|text|json)\n(.*?)```", page, re.DOTALL))
    (tmp_path / "people.csv").write_text(blocks["csv"], "utf-8")
    (tmp_path / "article.txt").write_text(blocks["text"], "utf-8")
    reading = read(str(tmp_path / "article.txt"), Options(people=(str(tmp_path / "people.csv"),)))
    names = {row.id: row.name for row in reading.speakers}
    shown = [
        {"name": names[row.speaker], "person": row.person, "candidates": [other.id for other in row.candidates]}
        for row in reading.identities
    ]
    assert shown == json.loads(blocks["json"])


def test_without_a_file_there_are_no_identities() -> None:
    assert read_bytes(b"Jane Dorn said the harbour was open.").identities == ()


def test_several_files_are_one_authority(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name,role\nP1,Ada Dorn,mayor\nP2,Per Dorn,\n", "utf-8")
    (tmp_path / "b.csv").write_text("id,name,role\nP1,Ada Dorn,senator\nP2,Eva Haddad,\nP3,Jon Dorn,\n", "utf-8")
    paths = (str(tmp_path / "a.csv"), str(tmp_path / "b.csv"))
    loaded = load_people(paths)
    assert [row.id for row in loaded.authority.people] == ["P1", "P2", "P3"]
    assert [office.title for office in loaded.authority.people[0].offices] == ["mayor", "senator"]
    assert [(file.path, [row.reason for row in file.broken]) for file in loaded.files] == [
        (paths[0], []), (paths[1], ["duplicate-id"]),
    ]  # fmt: skip


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,name\nP1,Ada Dorn\n", "utf-8")
    assert load_people((str(path),)) is load_people((str(path),))
    path.write_text("id,name\nP1,Ada Dorn\nP2,Per Dorn\n", "utf-8")
    assert len(load_people((str(path),)).authority) == 2


def test_a_useless_file_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(PeopleFileError):
        read_bytes(b"Jane Dorn said so.", options=Options(people=(str(tmp_path / "nix.csv"),)))
