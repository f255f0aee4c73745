"""Tables of a record as Parquet and CSV, whole and for some statements."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.errors import RecordError
from onrecord.export import csv_rows, parquet
from onrecord.export.tables import batches, chosen, write_folder
from onrecord.record.record import Record
from tests.record.made import keep, said

FIRST = said("“=SUM(A1) stays,” said the mayor.", "“=SUM(A1) stays,”", roles=("mayor", "member"))
SECOND = said("“Pier,\n2 stays,” said he.", "“Pier,\n2 stays,”", name=None, published=None)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return Record(keep(tmp_path_factory.mktemp("tables") / "rec", FIRST, SECOND))


def test_parquet_holds_what_the_record_holds(record: Record, tmp_path: Path) -> None:
    names = chosen(record, [])
    assert "said" in names
    assert not {"captures", "prints"} & set(names)
    write_folder(record, tmp_path / "out", names, "parquet", parquet.write)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{name}.parquet" for name in names}
    for name in names:
        assert pq.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist() == record.table(name).to_pylist(), name


def test_csv_bytes(record: Record, tmp_path: Path) -> None:
    id, other = FIRST.statements[0].id, SECOND.statements[0].id
    write_folder(record, tmp_path, ["attributions", "speakers"], "csv", csv_rows.write)
    assert (tmp_path / "attributions.csv").read_bytes().decode() == (
        "statement,speaker,by,score,reason,document\n"
        f"{id},{FIRST.speakers[0].id},hand,1.0,written so,{FIRST.document.id}\n"
        f"{other},,hand,1.0,written so,{SECOND.document.id}\n"
    )
    line = (tmp_path / "speakers.csv").read_text().splitlines()[1]
    assert (
        line
        == f'{FIRST.speakers[0].id},Jane Dorn,"[""mayor"",""member""]",[],[],false,[],person,[],{FIRST.document.id}'
    )


def test_rows_of_some_statements(record: Record) -> None:
    wanted = {FIRST.statements[0].id}
    for name in ("statements", "said", "documents", "speakers", "attributions"):
        [row] = [row for batch in batches(record, name, wanted) for row in batch.to_pylist()]
        assert FIRST.document.id in (row.get("document"), row.get("id"))
    assert not [row for batch in batches(record, "speakers", {SECOND.statements[0].id}) for row in batch.to_pylist()]
    assert not [row for batch in batches(record, "statements", ()) for row in batch.to_pylist()]


def test_unknown_tables(record: Record) -> None:
    assert chosen(record, ["said", "prints", "said"]) == ["said", "prints"]
    with pytest.raises(RecordError, match=r"no-table \(quotes; there are documents, "):
        chosen(record, ["quotes"])
    with pytest.raises(RecordError, match="no-table"):
        chosen(record, ['said" WHERE 1=1; --'])


VALUES = [
    "plain",
    'a "b"',
    "two\nlines",
    "a,b",
    "",
    None,
    True,
    False,
    1.5,
    3,
    ["x", None],
    {"a": 1},
    "é你",
    "=1+1",
    "-5",
    "@x",
    "＝1",
]
CELLS = ["plain", 'a "b"', "two\nlines", "a,b", "", "", "true", "false", "1.5", "3", '["x",null]', '{"a":1}', "é你", "=1+1", "-5",
         "@x", "＝1"]  # fmt: skip


def test_cells() -> None:
    data = b"".join(csv_rows.lines(["n"] * len(VALUES), [VALUES])).decode()
    assert list(csv.reader(io.StringIO(data, newline=""))) == [["n"] * len(VALUES), CELLS]


def test_formulas_are_escaped_where_that_is_asked_for() -> None:
    data = b"".join(csv_rows.lines(["=n"], [["=1+1"], ["-5"], ["a=b"], [-5], ["\tx"], ["＝1"]], safe=True)).decode()
    assert data == "=n\n'=1+1\n'-5\na=b\n-5\n'\tx\n'＝1\n"


def test_a_file_appears_once_it_is_whole(record: Record, tmp_path: Path) -> None:
    def fail(found: object, file: object) -> None:
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        write_folder(record, tmp_path / "out", ["said"], "csv", fail)
    assert not list((tmp_path / "out").iterdir())


def test_empty_batches_make_a_table_with_columns() -> None:
    out = io.BytesIO()
    parquet.write(iter([pa.RecordBatch.from_pylist([], schema=pa.schema([("a", pa.int64())]))]), out)
    assert pq.read_table(out).schema.names == ["a"]
