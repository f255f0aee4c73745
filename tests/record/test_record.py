"""A record opened: SQL that only reads, frames, snapshots; and the tables hold what readings hold."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import msgspec
import pytest

from onrecord import model, read
from onrecord.errors import QueryError, RecordError
from onrecord.record import manifest
from onrecord.record.add import add
from onrecord.record.manifest import Manifest, Shard
from onrecord.record.record import Record
from onrecord.record.rows import rows_of
from onrecord.record.schema import FORMAT, NOUNS, schemas
from onrecord.settings import Options
from tests.record.conftest import article


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("record")
    (place / "corpus").mkdir()
    for number in range(3):
        (place / "corpus" / f"{number}.html").write_bytes(article(number))
    add([str(place / "corpus")], place / "rec", workers=0)
    return place


FORMAT_1 = """
documents: id uri outlet title authors published language text url modified agency agency_sign blocks origin captured
posts: id platform author handle posted url text span posted_at posted_by links truncated document
statements: id kind content cue mention stance said within score post document
speakers: id name roles affiliations handles anonymous mentions kind aliases document
attributions: statement speaker by score reason document
relays: statement position kind name span reason by document
verdicts: statement original verdict score edits reason by also document
relations: kind statements score reason by document
conflicts: kind statements speakers reason document
identities: speaker person by score reason candidates document
failures: uri reason detail file position
captures: file key position whole uri captured document known failed
prints: document nth place words hashes
copies: document of first kind score shared reason by
versions: url position document previous dated batch
revisions: url document previous change statement was score reason by batch
"""


def test_columns_of_format_1_stay() -> None:
    """More may come; one that goes or changes its meaning needs a new format and a migration."""
    for line in FORMAT_1.strip().splitlines():
        table, columns = line.split(": ")
        assert set(columns.split()) <= set(schemas()[table].names), table
    assert str(schemas()["statements"].field("content").type).count("start: int32") == 1
    assert str(schemas()["documents"].field("origin").type).endswith("map: list<item: int32>>")


def test_every_noun_of_a_reading_has_a_table() -> None:
    columns = {field.name for field in msgspec.structs.fields(model.Reading)} - {"document"}
    assert columns | {"documents"} == set(NOUNS)


def test_rows_are_the_reading(folder: Path) -> None:
    reading = read(str(folder / "corpus" / "1.html"), Options(model="fast"))
    id = reading.document.id
    with Record(folder / "rec") as record:
        [document] = record.sql("SELECT * FROM documents WHERE id = ?", [id]).to_pylist()
        assert document["text"] == reading.document.text
        assert document["authors"] == list(reading.document.authors)
        assert reading.document.origin is not None
        assert document["origin"]["map"] == [n for run in reading.document.origin.map for n in run]
        stored = record.sql("SELECT * EXCLUDE (document) FROM statements WHERE document = $id", {"id": id}).to_pylist()
        assert msgspec.convert(stored, list[model.Statement]) == list(reading.statements)
        for row in stored:
            assert all(document["text"][one["start"] : one["stop"]] == one["text"] for one in row["content"])
        speakers = record.sql("SELECT * EXCLUDE (document) FROM speakers WHERE document = ?", [id]).to_pylist()
        assert msgspec.convert(speakers, list[model.Speaker]) == list(reading.speakers)
        verdicts = record.sql("SELECT * EXCLUDE (document) FROM verdicts WHERE document = ?", [id]).to_pylist()
        assert msgspec.convert(verdicts, list[model.Verdict], strict=False) == list(reading.verdicts)


def test_lone_surrogates_become_one_sign_each(tmp_path: Path) -> None:
    document = model.Document("d0", "x", None, "a\ud800b", (), None, "en", "x \udfff y")
    rows = rows_of(model.Reading(document, (), (), (), (), (), (), (), ()))
    from onrecord.record.worker import arrow

    assert arrow("documents", rows["documents"])["text"].to_pylist() == ["x � y"]


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE x AS SELECT 1", "COPY documents TO 'out.csv'", "SELECT 1; SELECT 2", "SET threads = 1", "",
        "SELECT * FROM '/etc/passwd'", "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM nothing", "SELEC 1",
        "INSTALL httpfs", "ATTACH 'x.duckdb'", "DROP VIEW documents", "SELECT * FROM corpus",
    ],
)  # fmt: skip
def test_sql_only_reads_the_record(folder: Path, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    corpus = {"a": [1]}  # a Python variable that a query could name
    with Record(folder / "rec") as record, pytest.raises(QueryError):
        record.sql(text)
    assert corpus
    assert not list(tmp_path.iterdir())


def test_frames(folder: Path) -> None:
    with Record(folder / "rec") as record:
        assert record.table("statements").num_rows == record.counts["statements"] == len(record.said)
        assert record.table("identities").num_rows == 0
        with pytest.raises(RecordError, match="no-table"):
            record.table("statement")
        pytest.importorskip("pandas")
        pytest.importorskip("polars")
        assert list(record.pandas("documents")["title"]) == record.polars("documents")["title"].to_list()


def test_a_snapshot_stays_until_refreshed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(article(1))
    add([str(tmp_path / "a.html")], tmp_path / "rec", workers=0)
    with Record(tmp_path / "rec") as record:
        assert not record.refresh()
        add([str(folder / "corpus")], tmp_path / "rec", workers=0)
        assert record.counts["documents"] == 1
        assert record.refresh()
        assert record.counts["documents"] == 3
        assert "3 documents" in repr(record)


def test_many_threads(folder: Path) -> None:
    found: list[int] = []
    with Record(folder / "rec") as record:

        def ask() -> None:
            for _ in range(5):
                found.append(record.sql("SELECT count(*) AS n FROM said")["n"][0].as_py())

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [record.counts["statements"]] * 40


def test_the_manifest_is_as_documented(tmp_path: Path) -> None:
    """Other programs may read it: these bytes keep their meaning within format 2."""
    shards = (Shard(1, {"documents": 2, "statements": 5}), Shard(3, {"documents": 1}))
    manifest.save(tmp_path, Manifest(format=2, made_by="0.1", shards=shards, linked=1))
    assert (tmp_path / "record.json").read_text() == (
        '{\n "format": 2,\n "made_by": "0.1",\n "shards": [\n  {\n   "number": 1,\n   "rows": {\n    "documents": 2,\n'
        '    "statements": 5\n   }\n  },\n  {\n   "number": 3,\n   "rows": {\n    "documents": 1\n   }\n  }\n ],\n'
        ' "linked": 1,\n "packs": []\n}'
    )
    loaded = manifest.load(tmp_path)
    assert loaded.files(tmp_path, "documents") == [tmp_path / "documents" / f"00000{n}.parquet" for n in (1, 3)]
    assert (loaded.count("documents"), loaded.next_number) == (3, 4)


def test_an_older_format_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "record.json").write_text('{"format": 0, "made_by": "0.0"}')
    with pytest.raises(RecordError, match="older"):
        manifest.load(tmp_path)

    def step(old: Manifest, folder: Path) -> Manifest:
        assert folder == tmp_path
        return msgspec.structs.replace(old, format=1, linked=7)

    monkeypatch.setitem(manifest.MIGRATIONS, 0, step)
    loaded = manifest.load(tmp_path)
    assert (loaded.format, loaded.linked) == (FORMAT, 7)


def test_a_record_of_format_1_is_read_and_added_to(folder: Path, tmp_path: Path) -> None:
    """As onrecord made them before there were packs; a column that came later reads as null."""
    import pyarrow.parquet as pq

    old = shutil.copytree(folder / "rec", tmp_path / "rec")
    (old / "search.sqlite").unlink()
    made = msgspec.json.decode((old / "record.json").read_bytes())
    shards = msgspec.json.encode(made["shards"]).decode()
    (old / "record.json").write_text(
        f'{{"format": 1, "made_by": "0.1", "shards": {shards}, "linked": {made["linked"]}}}'
    )
    for file in old.glob("*/*.parquet"):
        table = pq.read_table(file, partitioning=None).replace_schema_metadata({b"onrecord.format": b"1"})
        pq.write_table(table.drop_columns(["agency_sign"]) if file.parent.name == "documents" else table, file)
    with Record(old) as record, Record(folder / "rec") as new:
        assert record.said.equals(new.said)
        assert record.manifest.format == FORMAT
        assert record.table("documents")["agency_sign"].null_count == 3
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "more.html").write_bytes(article(7))
    add([str(tmp_path / "corpus")], old, workers=0)
    assert msgspec.json.decode((old / "record.json").read_bytes())["format"] == 2
    with Record(old) as record:
        assert record.counts["documents"] == 4
        assert record.find("pier").total >= 4


def test_files_say_their_format(folder: Path) -> None:
    import pyarrow.parquet as pq

    files = list((folder / "rec").glob("*/*.parquet"))
    assert len(files) > 5
    for file in files:
        assert pq.read_schema(file).metadata[b"onrecord.format"] == str(FORMAT).encode()
