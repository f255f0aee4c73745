"""Authority files: what is understood of them, and how their broken rows are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import PeopleFileError
from onrecord.model import Office, Person
from onrecord.readers.people import people_from, read_people

HEAD = "id,name,aliases,role,from,to,party,gender,born\n"


def one(text: str) -> Person:
    found = people_from(text)
    assert len(found.people) == 1, found
    return found.people[0]


def broken(text: str) -> list[tuple[int, str, bool]]:
    return [(row.line, row.reason, row.used) for row in people_from(text).broken]


def test_a_row_of_a_table() -> None:
    row = 'P1,Ada Dorn,Ada B. Dorn|Ада Дорн,"mayor, acting",2019-05-01,2023,Greens,F,1958-02\n'
    assert one(HEAD + row) == Person(
        "P1", ("Ada Dorn", "Ada B. Dorn", "Ада Дорн"), offices=(Office("mayor, acting", None, "2019-05-01", "2023"),),
        parties=("Greens",), gender="female", born="1958-02",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Person ID;Full Name;Gender\nP1;Ada Dorn;female\n",
        "wikidata\tLabel\tsex\nP1\tAda Dorn\tf\n",
        "\ufeffid,first_name,last_name,gender\r\nP1,Ada,Dorn,Female\r\n",
        '{"id": "P1", "name": "Ada Dorn", "gender": "female"}\n',
        '[{"ID": "P1", "name": ["Ada Dorn"], "sex": "F"}]',
        '{"id": "P1", "schema": "Person", "properties": {"name": ["Ada Dorn"], "gender": ["female"]}}',
    ],
)
def test_headers_and_formats_that_say_the_same(text: str) -> None:
    assert one(text) == Person("P1", ("Ada Dorn",), gender="female")


def test_rows_of_one_id_are_one_person_with_several_roles() -> None:
    found = one(HEAD + "P1,Ada Dorn,,mayor,2010,2014,,,\nP1,Ada Dorn,,senator,2015,,,f,\n")
    assert found.offices == (Office("mayor", None, "2010", "2014"), Office("senator", None, "2015"))
    assert found.gender == "female"


def test_a_row_that_is_another_form_of_a_row() -> None:
    found = people_from("id,name,alias of\nP1,Ada Dorn,\nP2,Ada Haddad,P1\nP3,A. Haddad-Dorn,P2\n")
    assert [(row.id, row.names) for row in found.people] == [("P1", ("Ada Dorn", "Ada Haddad", "A. Haddad-Dorn"))]
    assert found.broken == ()


def test_aliases_in_a_circle_are_told_and_everybody_stays() -> None:
    text = "id,name,same as\nP1,Ada Dorn,P2\nP2,Ada Haddad,P1\nP3,Per Haddad,P9\nP4,Eva Haddad,P4\n"
    found = people_from(text)
    assert [row.id for row in found.people] == ["P1", "P2", "P3", "P4"]
    assert broken(text) == [(2, "circle", True), (3, "circle", True), (4, "unknown-id", True)]
    assert found.broken[0].detail == "P1 → P2 → P1"


def test_every_broken_row_has_its_line_and_the_others_are_used() -> None:
    text = HEAD + (
        "P1,Ada Dorn,,,,,,f,1958\n"
        "P2,,,,,,,f,1958\n"
        ",Nobody,,,,,,,\n"
        "P1,Per Haddad,,,,,,,\n"
        'P3,"Eva Dorn,,,,,,,\n'
        "P4,Jon Dorn,,,,,,,,,too many\n"
        "P5,Jon Dorn,,,,,,purple,1958-13-01\n"
        "P6,Li\ufffdn Dorn,,,,,,,\n"
        "\n"
        'P7,"Per\nDorn",,mayor,2020,2010,,,\n'
        "P8,Lea Dorn,,,,,,,\n"
    )
    found = people_from(text)
    assert [row.id for row in found.people] == ["P1", "P5", "P7", "P8"]
    assert broken(text) == [
        (3, "no-name", False), (4, "no-id", False), (5, "duplicate-id", False), (6, "quote", False),
        (7, "cells", False), (8, "date", True), (8, "gender", True), (9, "encoding", False), (11, "order", True),
    ]  # fmt: skip


def test_two_stray_quote_marks_do_not_swallow_the_rows_between() -> None:
    text = HEAD + 'P1,"Ada Dorn,,,,,,,\nP2,Per Dorn,,,,,,,\nP3,"Eva Dorn,,,,,,,\nP4,Jon Dorn,,,,,,,\n'
    assert [row.id for row in people_from(text).people] == ["P2", "P4"]
    assert broken(text) == [(2, "quote", False), (4, "quote", False)]


def test_broken_lines_of_json() -> None:
    text = '{"id": "P1", "name": "Ada Dorn"}\n{"id": "P2", "name"\n\n["P3"]\n{"id": "P4", "name": ""}\n'
    assert broken(text) == [(2, "json", False), (4, "no-object", False), (5, "no-name", False)]


def test_follow_the_money() -> None:
    entities = [
        {"id": "E1", "schema": "Person", "caption": "Ada Dorn", "properties": {
            "name": ["Ada Dorn"], "alias": ["Ada B. Dorn"], "previousName": ["Ada Haddad"], "weakAlias": ["AD"],
            "title": ["Dr."], "position": ["mayor of Lund"], "gender": ["female"], "birthDate": ["1958-02"],
            "political": ["Greens"], "country": ["se"]}},
        {"id": "E2", "schema": "PublicBody", "properties": {"name": ["Ministry of Harbours"], "alias": ["MoH"]}},
        {"id": "E3", "schema": "Position", "properties": {"name": ["Minister of Harbours"]}},
        {"id": "E4", "schema": "Occupancy", "properties": {"holder": ["E1"], "post": ["E3"], "startDate": ["2020-01"]}},
        {"id": "E5", "schema": "Membership", "properties": {"member": ["E1"], "organization": ["E2"], "role": ["aide"]}},
        {"id": "E6", "schema": "Vessel", "properties": {"name": ["Ada"]}},
    ]  # fmt: skip
    found = people_from("\n".join(map(json.dumps, entities)))
    assert found.broken == ()
    assert found.people == (
        Person("E1", ("Ada Dorn", "Ada B. Dorn", "Ada Haddad"), ("AD",), offices=(
            Office("mayor of Lund"), Office("Minister of Harbours", None, "2020-01"), Office("aide", "Ministry of Harbours"),
        ), parties=("Greens",), countries=("se",), gender="female", born="1958-02"),
        Person("E2", ("Ministry of Harbours", "MoH"), kind="organisation"),
    )  # fmt: skip


def test_follow_the_money_nested() -> None:
    post = {"id": "E3", "schema": "Position", "properties": {"name": ["Minister of Harbours"]}}
    held = {"id": "E4", "schema": "Occupancy", "properties": {"holder": ["E1"], "post": [post], "endDate": ["2021"]}}
    person = {"id": "E1", "schema": "Person", "properties": {"name": ["Ada Dorn"], "positionOccupancies": [held]}}
    assert one(json.dumps(person)).offices == (Office("Minister of Harbours", None, None, "2021"),)


def test_roles_as_objects() -> None:
    row = {"id": 7, "name": "Ada Dorn", "roles": ["judge", {"title": "mayor", "body": "Lund", "from": "2019"}]}
    assert one(json.dumps(row)).offices == (Office("judge"), Office("mayor", "Lund", "2019"))


@pytest.mark.parametrize(
    ("text", "reason", "told"),
    [
        ("name,role\nAda Dorn,mayor\n", "columns", "id"),
        ("id,role\nP1,mayor\n", "columns", "name"),
        ("P1,Ada Dorn\nP2,Per Dorn\n", "columns", "id and name"),
        ("id,name\nP1,\n", "nobody", "no-name"),
        ('{"id": "P1"\n', "nobody", "json"),
        ("[1, 2", "nobody", "json"),
    ],
)
def test_files_of_which_nothing_can_be_used(text: str, reason: str, told: str) -> None:
    with pytest.raises(PeopleFileError) as caught:
        people_from(text)
    assert caught.value.reason == reason
    assert told in (caught.value.detail or caught.value.broken[0][1])


@pytest.mark.parametrize(
    ("data", "detail"), [(b"", "empty"), (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj\n" * 40, "pdf")]
)
def test_files_that_are_no_text(tmp_path: Path, data: bytes, detail: str) -> None:
    (tmp_path / "people.csv").write_bytes(data)
    with pytest.raises(PeopleFileError) as caught:
        read_people(str(tmp_path / "people.csv"))
    assert (caught.value.reason, caught.value.detail) == ("unreadable", detail)


def test_a_missing_file() -> None:
    with pytest.raises(PeopleFileError) as caught:
        read_people("/nowhere/people.csv")
    assert caught.value.detail == "missing"


def test_another_encoding_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(
        "id,name,role\nP1,Zoë Müller,Bürgermeisterin der Stadt Köln\nP2,Jörg Groß,Geschäftsführer\n".encode("cp1252")
    )
    found = read_people(str(path))
    assert [row.names[0] for row in found.people] == ["Zoë Müller", "Jörg Groß"]
    assert not found.encoding.startswith("utf")


def test_many_rows_cost_a_linear_amount() -> None:
    text = HEAD + "".join(f"P{n},Ada Dorn{n},,mayor,2019,,,f,1958\n" for n in range(3000))
    assert len(people_from(text).people) == 3000


@given(st.text(alphabet=st.sampled_from('a,"\n\r;|\t{}[]: é\ufffd'), max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        found = people_from(HEAD + text)
    except PeopleFileError:
        return
    assert all(row.id and any(row.names) for row in found.people)
    assert all(2 <= row.line <= 2 + text.count("\n") + text.count("\r") for row in found.broken)
