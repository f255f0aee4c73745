"""Counts of speakers and outlets, checked by hand, as printed and net of wire copy; readings out of a record again."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import read
from onrecord.errors import RecordError
from onrecord.model import Reading
from onrecord.record.add import add
from onrecord.record.queries import failures, outlets, speakers
from onrecord.record.queries_readings import readings, restricted
from onrecord.record.record import Record
from onrecord.settings import Options
from tests.record.conftest import article
from tests.record.made import keep, said

BODY = " ".join(
    f"The {n} fishermen of village {n} waited for boat {n + 1} near quay {n + 2} until noon." for n in range(30)
)
DORN = "“The pier stays open this winter,”"
WIRE = "“No ferry will sail before the spring,”"


def story(
    outlet: str, first: str, words: str, published: str, name: str | None = "Jane Dorn", **more: object
) -> Reading:
    return said(f"{first} {words} said she. {BODY}", words, outlet=outlet, published=published, name=name, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder = tmp_path_factory.mktemp("counted") / "rec"
    keep(
        folder,
        # the same article in two outlets, the Echo first
        story("Westmere Echo", "Here.", DORN, "2024-03-01", roles=("mayor",)),
        story("The Copyist", "There.", DORN, "2024-03-02"),
        # an agency's statement in two articles that have nothing else in common
        said(f"{WIRE} Reyes said on Monday.", WIRE, name="Tomas Reyes", outlet="Westmere Echo", relays=("Reuters",),
             published="2024-03-03", roles=("harbour master",)),
        said(f"At sea: {WIRE} as he said it.", WIRE, name="tomas reyes", outlet="The Northern Daily", agency="Reuters",
             published="2024-04-03"),
        # other words, nobody named
        said("The quay was sold, it was reported.", "The quay was sold", name=None, kind="indirect", stance="hearsay",
             outlet="The Northern Daily", published="2024-04-04"),
        said("One woman claimed it sank.", "it sank", name=None, anonymous=True, kind="indirect", stance="doubt", outlet=None,
             published=None),
    )  # fmt: skip
    return Record(folder)


def shown(rows: list[dict[str, object]], *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in columns) for row in rows]


def test_speakers(record: Record) -> None:
    rows = speakers(record).to_pylist()
    assert shown(
        rows, "name", "who", "role", "statements", "net_statements", "documents", "net_documents", "outlets"
    ) == [
        ("Jane Dorn", "named", "mayor", 2, 1, 2, 1, 2),
        ("Tomas Reyes", "named", "harbour master", 2, 1, 2, 2, 2),
        (None, "anonymous", None, 1, 1, 1, 1, 0),
        (None, "unknown", None, 1, 1, 1, 1, 1),
    ]


def test_words_and_shares_of_speakers(record: Record) -> None:
    rows = {row["name"] or row["who"]: row for row in speakers(record).to_pylist()}
    # Dorn 6 + 6 words, Reyes 7 + 7, the quay 4, the anonymous woman 2: 32 as printed, 19 net
    assert [(rows[name]["words"], rows[name]["net_words"]) for name in ("Jane Dorn", "Tomas Reyes", "unknown", "anonymous")] == [
        (12, 6), (14, 7), (4, 4), (2, 2),
    ]  # fmt: skip
    assert rows["Jane Dorn"]["share"] == pytest.approx(12 / 32)
    assert rows["Jane Dorn"]["net_share"] == pytest.approx(6 / 19)
    assert (rows["unknown"]["indirect"], rows["unknown"]["hearsay"], rows["anonymous"]["doubt"]) == (1, 1, 1)
    assert (rows["Jane Dorn"]["direct"], rows["Jane Dorn"]["neutral"], rows["Jane Dorn"]["indirect"]) == (2, 2, 0)


def test_outlets(record: Record) -> None:
    rows = {row["outlet"]: row for row in outlets(record).to_pylist()}
    columns = (
        "documents",
        "net_documents",
        "statements",
        "net_statements",
        "speakers",
        "named",
        "anonymous",
        "unknown",
    )
    assert shown([rows["Westmere Echo"]], *columns) == [(2, 2, 2, 1, 2, 2, 0, 0)]
    assert shown([rows["The Copyist"]], *columns) == [(1, 0, 1, 0, 1, 1, 0, 0)]
    assert shown([rows["The Northern Daily"]], *columns) == [(2, 1, 2, 1, 1, 1, 0, 1)]
    assert shown([rows[None]], *columns) == [(1, 1, 1, 1, 0, 0, 1, 0)]
    assert rows[None]["text_words"] == 5


def test_dates_and_top(record: Record) -> None:
    assert {row["name"] for row in speakers(record, since="2024-04").to_pylist()} == {"tomas reyes", None}
    assert {row["name"] for row in speakers(record, until="2024-03-01").to_pylist()} == {"Jane Dorn"}
    assert {row["outlet"] for row in outlets(record, since="2024-03-02", until="2024-03").to_pylist()} == {
        "The Copyist", "Westmere Echo",
    }  # fmt: skip
    assert speakers(record, top=1).num_rows == outlets(record, top=1).num_rows == 1


def test_a_copy_of_an_earlier_article_is_not_its_outlets_own(record: Record) -> None:
    rows = {row["outlet"]: row for row in outlets(record, since="2024-03-02").to_pylist()}
    assert rows["The Copyist"]["net_statements"] == 0, "the Echo had it the day before"


def test_an_empty_record(tmp_path: Path) -> None:
    add([], tmp_path / "rec", workers=0)
    with Record(tmp_path / "rec") as record:
        assert speakers(record).num_rows == outlets(record).num_rows == failures(record).num_rows == 0
        assert list(readings(record.path, record.manifest)) == []


def test_failures(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(article(1))
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.bin").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    add([str(tmp_path / name) for name in ("a.html", "b.txt", "c.bin")], tmp_path / "rec", workers=0)
    with Record(tmp_path / "rec") as record:
        found = failures(record).to_pylist()
    assert [(Path(row["uri"]).name, row["reason"]) for row in found] == [("c.bin", "binary"), ("b.txt", "empty")]


def test_readings_are_those_that_were_read(corpus: Path, tmp_path: Path) -> None:
    add([str(corpus)], tmp_path / "rec", Options(model="fast"), workers=0)
    with Record(tmp_path / "rec") as record:
        found = list(readings(record.path, record.manifest))
    assert found == [read(str(corpus / f"{n}.html"), Options(model="fast")) for n in range(6)]


def test_readings_over_several_shards_and_some_statements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.record import queries_readings

    monkeypatch.setattr(queries_readings, "_ROWS", 2)
    made = [
        said(f"“Pier {n} stays,” she said.", f"“Pier {n} stays,”", name=None if n % 2 else "Jane Dorn")
        for n in range(7)
    ]
    keep(tmp_path / "rec", *made[:4])
    keep(tmp_path / "rec", *made[4:])
    with Record(tmp_path / "rec") as record:
        assert list(readings(record.path, record.manifest)) == made
        wanted = {made[2].statements[0].id, made[5].statements[0].id}
        assert list(readings(record.path, record.manifest, wanted)) == [made[2], made[5]]


def test_restricted_keeps_what_concerns_the_statements(corpus: Path) -> None:
    whole = read(str(corpus / "1.html"), Options(model="fast"))
    kept = restricted(whole, {whole.statements[0].id})
    assert kept.statements == whole.statements[:1]
    assert [row.name for row in kept.speakers] == ["Jane Dorn"]
    assert {row.statement for row in (*kept.attributions, *kept.verdicts)} == {whole.statements[0].id}
    assert kept.document == whole.document


def test_a_damaged_shard_is_said_to_be(tmp_path: Path) -> None:
    keep(tmp_path / "rec", said("“Pier 1 stays,” she said.", "“Pier 1 stays,”"))
    with Record(tmp_path / "rec") as record:
        file = tmp_path / "rec" / "speakers" / "000001.parquet"
        file.write_bytes(file.read_bytes()[:100])
        with pytest.raises(RecordError, match="damaged"):
            list(readings(record.path, record.manifest))
