"""What people judged of speakers and statements is honoured by find, counts, tables, readings and exports, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord import model
from onrecord.cli.main import run
from onrecord.export.forms import written
from onrecord.record import queries
from onrecord.record.corrected import PERSON, person_id
from onrecord.record.corrections import corrected_readings
from onrecord.record.judgements import About, Judgements, speaker, statement
from onrecord.record.judging import judge, statement_at
from onrecord.record.manifest import load
from onrecord.record.originals import originals
from onrecord.record.queries_readings import reading_of, readings
from onrecord.record.record import Record
from onrecord.record.search import Filter, Search
from onrecord.record.tallies import summary, tallies
from tests.record.made import keep, said

PIER = "“The pier stays open this winter,” said the mayor. Nobody at the harbour office would say how long it may last."
SAID, MISSED = "“The pier stays open this winter,”", "Nobody at the harbour office would say how long it may last"
READ = said(PIER, SAID, roles=("mayor",), url="https://echo.example/pier", published="2024-03-01")
OTHER = said("“No ferry will sail,” said Reyes.", "“No ferry will sail,”", name="Tomas Reyes", published="2024-03-02")
ID, DOCUMENT = READ.statements[0].id, READ.document.id
AT = PIER.index(MISSED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return keep(tmp_path / "rec", READ, OTHER)


def judged(folder: Path, about: About, answer: bool | None, by: str = "Ann", reason: str = "") -> None:
    with Record(folder) as record:
        judge(record, Judgements(folder), about, answer, by=by, reason=reason)


def missed(folder: Path, answer: bool | None = True) -> str:
    """Mark the words that reading missed; the statement's id."""
    with Record(folder) as record:
        about = statement_at(record, DOCUMENT, AT, AT + len(MISSED))
    judged(folder, about, answer)
    return person_id(DOCUMENT, about.content)


def found(folder: Path, words: str = "", **given: str) -> list[tuple[str, str | None]]:
    with Search(folder) as search:
        return [(hit.words, hit.name) for hit in search.find(words, Filter(**given)).hits]  # type: ignore[arg-type]


def everything(folder: Path) -> object:
    """All that a record shows, but for the table of judgements."""
    with Record(folder) as record, Search(folder) as search:
        return (
            {name: record.table(name).to_pylist() for name in record.tables if name != "judgements"},
            [search.find(words) for words in ("", "pier", "ferry", "harbour")],
            tallies(search), summary(record), queries.speakers(record).to_pylist(),
            list(readings(folder, record.manifest, corrected=corrected_readings(folder, record.manifest))),
            list(originals(str(folder))),
        )  # fmt: skip


def test_a_corrected_speaker_is_shown_everywhere_and_what_was_read_stays_in_sight(folder: Path) -> None:
    judged(folder, speaker(ID, "Tomas  Reyes"), True, reason="he held the speech")
    assert found(folder, "pier") == [(SAID, "Tomas Reyes")]
    assert found(folder, speaker="Reyes", words="pier") == [(SAID, "Tomas Reyes")]
    assert found(folder, speaker="Dorn") == []
    assert found(folder, role="mayor") == [], "the role was read of somebody else"
    with Search(folder) as search:
        hit = search.find("pier").hits[0]
        assert [(row.value, row.statements) for row in tallies(search).speakers] == [("Tomas Reyes", 2)]
    assert (hit.judged, hit.judged_by, hit.read_name) == ("speaker", "Ann", "Jane Dorn")
    with Record(folder) as record:
        assert [(row["name"], row["statements"]) for row in queries.speakers(record).to_pylist()] == [
            ("Tomas Reyes", 2)
        ]
        row = record.sql("SELECT * FROM attributions WHERE statement = $id", {"id": ID}).to_pylist()[0]
        read = record.sql("SELECT * FROM read_attributions WHERE statement = $id", {"id": ID}).to_pylist()[0]
        (note,) = record.table("judgements").to_pylist()
    assert row["by"] == PERSON
    assert row["reason"].startswith(f"judged by Ann, {hit.judged_at}: he held the speech; read as Jane Dorn (hand: ")
    assert read["by"] == "hand"
    assert (note["what"], note["name"], note["read_name"], note["by"]) == ("speaker", "Tomas Reyes", "Jane Dorn", "Ann")
    assert next(row.speaker for row in originals(str(folder)) if row.id == ID) == "Tomas Reyes"


def test_not_the_speaker_leaves_nobody_unless_another_is_denied(folder: Path) -> None:
    judged(folder, speaker(ID, "Somebody Else"), False)
    assert found(folder, "pier") == [(SAID, "Jane Dorn")]
    judged(folder, speaker(ID, "jane dorn"), False)
    assert found(folder, "pier") == [(SAID, None)]
    assert found(folder, who="unknown") == [(SAID, None)]
    with Record(folder) as record:
        assert {row.value: row.statements for row in summary(record).who} == {"named": 1, "unknown": 1}


def test_of_judgements_that_contradict_each_other_the_last_counts_whoever_made_it(folder: Path) -> None:
    judged(folder, speaker(ID, "Ewa Linde"), True, by="Ann")
    judged(folder, speaker(ID, "Tomas Reyes"), True, by="Bob")
    assert found(folder, "pier") == [(SAID, "Tomas Reyes")]
    judged(folder, speaker(ID, "Ewa Linde"), True, by="Cid")
    assert found(folder, "pier") == [(SAID, "Ewa Linde")]
    judged(folder, speaker(ID, "Ewa Linde"), False, by="Bob")
    assert found(folder, "pier") == [(SAID, "Tomas Reyes")]


def test_what_is_no_statement_is_hidden_but_can_be_looked_at_by_its_id(folder: Path) -> None:
    judged(folder, statement(DOCUMENT, READ.statements[0].content, known=ID), False)
    assert found(folder, "pier") == []
    assert len(found(folder)) == 1
    with Record(folder) as record, Search(folder) as search:
        assert search.hidden() == {ID}
        assert [(hit.judged, hit.words) for hit in search.known([ID])] == [("no statement", SAID)]
        for table, column in (("statements", "id"), ("said", "statement"), ("attributions", "statement")):
            assert ID not in record.table(table)[column].to_pylist()
        assert summary(record).statements == 1
        assert ID in record.sql("SELECT id FROM read_statements")["id"].to_pylist()
        shown = reading_of(record, DOCUMENT)
    assert shown is not None
    assert (shown.statements, shown.attributions) == ((), ())


def test_a_marked_statement_appears_everywhere_as_a_persons(folder: Path) -> None:
    id = missed(folder)
    assert found(folder, "harbour office") == [(MISSED, None)]
    with Record(folder) as record, Search(folder) as search:
        assert search.marked() == {id}
        assert tallies(search).counted == summary(record).statements == 3
        shown = reading_of(record, DOCUMENT)
        listed = list(readings(folder, record.manifest, corrected=corrected_readings(folder, record.manifest)))
    assert shown == listed[0]
    assert shown is not None
    assert [row.id for row in shown.statements] == [ID, id], "in the order of the text"
    row = shown.statements[1]
    assert (row.kind, row.content[0].text, row.content[0].start) == ("indirect", MISSED, AT)
    assert shown.attributions[1].by == PERSON
    assert shown.attributions[1].reason.startswith("marked as a statement, judged by Ann, 20")
    lines = b"".join(written("jsonl", listed)).decode().splitlines()
    assert json.loads(lines[0])["attributions"][1]["by"] == PERSON
    judged(folder, speaker(id, "Ewa Linde"), True, by="Bob")
    assert found(folder, speaker="linde") == [(MISSED, "Ewa Linde")]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (SAID, "direct"),
        ("The pier stays open", "direct"),
        ("“The pier stays open this winter,” said the mayor", "mixed"),
    ],
)
def test_the_kind_of_marked_words_is_seen_in_print(tmp_path: Path, words: str, kind: str) -> None:
    folder = keep(tmp_path / "rec", said(PIER, MISSED, kind="indirect"))
    with Record(folder) as record:
        document = record.table("documents")["id"][0].as_py()
        about = statement_at(record, document, PIER.index(words), PIER.index(words) + len(words))
    judged(folder, about, True)
    with Search(folder) as search:
        assert [hit.kind for hit in search.find("pier").hits] == [kind]


def test_who_stands_where_the_mention_was_marked_is_the_speaker(folder: Path) -> None:
    reading = said(
        "The boats are old. That was the view of Ewa Linde. The harbour closes, said Dorn.", "The harbour closes"
    )
    keep(folder, reading)
    text, id = reading.document.text, reading.document.id

    def span(words: str) -> model.Span:
        return model.Span(text.index(words), text.index(words) + len(words), words)

    Judgements(folder).add(statement(id, [span("The boats are old")], mention=span("Ewa Linde")), True, by="Ann")
    assert found(folder, "boats") == [("The boats are old", "Ewa Linde")]


@pytest.mark.slow
@pytest.mark.parametrize("about", ["speaker", "denied", "none", "missed"])
def test_taken_back_all_is_as_it_was(folder: Path, about: str) -> None:
    before = everything(folder)
    questions: dict[str, tuple[About, bool]] = {
        "speaker": (speaker(ID, "Ewa Linde"), True),
        "denied": (speaker(ID, "Jane Dorn"), False),
        "none": (statement(DOCUMENT, READ.statements[0].content, known=ID), False),
        "missed": (statement(DOCUMENT, [model.Span(AT, AT + len(MISSED), MISSED)]), True),
    }
    question, answer = questions[about]
    for _ in range(2):
        judged(folder, question, answer)
        assert everything(folder) != before
        judged(folder, question, None)
        assert everything(folder) == before


@pytest.mark.slow
def test_another_version_of_the_article_has_what_was_judged(folder: Path) -> None:
    id = missed(folder)
    judged(folder, speaker(ID, "Ewa Linde"), True)
    later = said(f"Updated. {PIER}", SAID, url="https://echo.example/pier", published="2024-03-03")
    keep(folder, later)
    marked = sorted(found(folder, "harbour"))
    assert marked == [(MISSED, None), (MISSED, None)]
    assert found(folder, "pier") == [(SAID, "Ewa Linde"), (SAID, "Ewa Linde")]
    with Record(folder) as record:
        notes = {(row["document"], row["what"]): row["carried"] for row in record.table("judgements").to_pylist()}
        other = next(
            row["id"] for row in record.table("statements").to_pylist()
            if row["document"] == later.document.id and row["id"] != later.statements[0].id
        )  # fmt: skip
    assert notes == {
        (DOCUMENT, "statement"): False, (DOCUMENT, "speaker"): False,
        (later.document.id, "statement"): True, (later.document.id, "speaker"): True,
    }  # fmt: skip
    judged(folder, speaker(later.statements[0].id, "Jane Dorn"), True, by="Bob")
    assert sorted(name or "" for _, name in found(folder, "pier")) == ["Ewa Linde", "Jane Dorn"], "judged there"
    judged(folder, speaker(other, "Tomas Reyes"), True, by="Bob")
    assert sorted(name or "" for _, name in found(folder, "harbour")) == ["", "Tomas Reyes"]
    assert id != other


def test_the_same_document_again_and_an_index_made_anew_change_nothing(folder: Path) -> None:
    missed(folder)
    judged(folder, speaker(ID, "Ewa Linde"), True)
    before = everything(folder)
    (folder / "search.sqlite").unlink()
    assert everything(folder) == before


def test_a_search_that_is_open_follows_what_is_judged_meanwhile(folder: Path) -> None:
    with Search(folder) as search, Record(folder) as record:
        ids = search.ids("pier")
        judged(folder, speaker(ID, "Ewa Linde"), True)
        assert list(ids) == [ID], "what was being read is read to its end"
        assert search.find("pier").hits[0].name == "Ewa Linde"
        assert record.refresh()
        assert not record.refresh()
        assert "Ewa Linde" in record.said["name"].to_pylist()


@pytest.mark.slow
def test_new_documents_come_in_beside_what_was_judged(folder: Path) -> None:
    missed(folder)
    judged(folder, speaker(ID, "Ewa Linde"), True)
    assert len(found(folder)) == 3
    keep(folder, said("“The tide is high,” said Reyes.", "“The tide is high,”", name="Tomas Reyes"))
    assert len(found(folder)) == 4
    assert found(folder, "tide") == [("“The tide is high,”", "Tomas Reyes")]
    missed(folder, None)
    judged(folder, speaker(ID, "Ewa Linde"), None)
    assert found(folder, "pier") == [(SAID, "Jane Dorn")]
    assert len(found(folder)) == 3


def test_tables_and_files_for_other_programs_have_it(folder: Path, tmp_path: Path) -> None:
    id = missed(folder)
    run(["export", "-r", str(folder), "--format", "csv", "-o", str(tmp_path / "tables")])
    assert id in (tmp_path / "tables" / "statements.csv").read_text()
    assert f"{id},{DOCUMENT},statement," in (tmp_path / "tables" / "judgements.csv").read_text()
    run(["export", "-r", str(folder), "--format", "jsonld", "--words", "harbour", "-o", str(tmp_path / "one.jsonld")])
    text = (tmp_path / "one.jsonld").read_text()
    assert MISSED in text
    assert SAID not in json.dumps(json.loads(text)["@graph"][0].get("hasPart", ""), ensure_ascii=False)


def test_find_says_who_judged(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    judged(folder, speaker(ID, "Ewa Linde"), True)
    run(["find", "-r", str(folder), "pier"])
    shown = " ".join(capfd.readouterr().out.split())
    assert "Ewa Linde · direct · judged by Ann," in shown
    assert "speaker (read as Jane Dorn)" in shown


@pytest.mark.slow
def test_trails_have_marked_statements_and_none_that_are_no_statements(tmp_path: Path) -> None:
    from onrecord.trail.ask import Trails

    again = said(f"Once more: {PIER}", MISSED, kind="indirect", outlet="Gull", published="2024-03-05", name=None)
    folder = keep(tmp_path / "rec", READ, OTHER, again)
    other = again.statements[0].id
    with Trails(folder) as trails:
        assert len(trails.tell(trails.of(other), proposals=False).variants[0].holders) == 1
        before = sorted(trails.table.to_pylist(), key=str)
        id = missed(folder)
        assert trails.refresh()
        told = trails.tell(trails.of(id), proposals=False)
        assert [holder.statement for holder in told.variants[0].holders] == [id, other]
        judged(folder, statement(again.document.id, again.statements[0].content, known=other), False)
        assert trails.refresh()
        assert [one.statement for one in trails.tell(trails.of(id), proposals=False).variants[0].holders] == [id]
        missed(folder, None)
        judged(folder, statement(again.document.id, again.statements[0].content, known=other), None)
        assert trails.refresh()
        assert sorted(trails.table.to_pylist(), key=str) == before


def test_nothing_is_opened_where_nothing_is_judged(folder: Path) -> None:
    assert corrected_readings(folder, load(folder)) == {}
    Judgements(folder).add(speaker("s0000", "Ewa Linde"), True, by="Ann")
    assert corrected_readings(folder, load(folder)) == {}, "a statement that the record does not have"
    assert len(found(folder)) == 2
