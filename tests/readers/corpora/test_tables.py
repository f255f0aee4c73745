"""Tables of articles: columns, broken rows, encodings, packing."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Failure
from onrecord.readers.corpora_declared import Declared
from onrecord.readers.corpora_rows import article
from onrecord.settings import Limits, Options
from tests.readers.corpora.helpers import WORDS, articles, document, failures, found, reading

ROW = {
    "headline": "Pier stays open", "body": WORDS, "link": "https://news.example/pier", "site": "The Westmere Echo",
    "by": "Ann Reed and Tom Oak", "date": "2024-03-01", "lang": "en",
}  # fmt: skip


def jsonl(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def table(path: Path, *rows: dict[str, str], delimiter: str = ",") -> Path:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def parquet(path: Path, *rows: dict[str, Any]) -> Path:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.Table.from_pylist(list(rows)), path)
    return path


@pytest.mark.parametrize("make", [jsonl, table, parquet])
def test_usual_names_are_known(make: Any, tmp_path: Path) -> None:
    path = make(tmp_path / {jsonl: "a.jsonl", table: "a.csv", parquet: "a.parquet"}[make], ROW, ROW | {"body": "Two."})
    one, two = articles(found(path))
    read = document(one)
    assert read.text == WORDS
    assert (read.title, read.outlet, read.url, read.uri) == (
        "Pier stays open", "The Westmere Echo", "https://news.example/pier", "https://news.example/pier",
    )  # fmt: skip
    assert (read.authors, read.published, read.language) == (("Ann Reed", "Tom Oak"), "2024-03-01", "en")
    assert two.text == "Two."


def test_statements_come_of_it(tmp_path: Path) -> None:
    (row,) = articles(found(jsonl(tmp_path / "a.jsonl", ROW)))
    result = reading(row)
    direct = [one for one in result.statements if one.kind == "direct"]
    assert [one.content[0].text for one in direct] == ["“We will not give it up,”"]
    speaker = next(one.speaker for one in result.attributions if one.statement == direct[0].id)
    assert [one.name for one in result.speakers if one.id == speaker] == ["Jane Dorn"]
    assert result.document.text[direct[0].content[0].start :].startswith("“We will")


def test_columns_that_the_user_names(tmp_path: Path) -> None:
    path = jsonl(
        tmp_path / "a.jsonl", {"text": "an abstract", "volltext": WORDS, "wann": "1 March 2024", "x": {"y": "Echo"}}
    )
    (row,) = articles(found(path, text="volltext", published="wann", outlet="x.y"))
    assert (row.text, row.published, row.outlet) == (WORDS, "2024-03-01", "Echo")


def test_a_file_without_text_is_one_failure(tmp_path: Path) -> None:
    rows = [{"id": str(number), "Wortlaut": WORDS} for number in range(50)]
    for path in (
        jsonl(tmp_path / "a.jsonl", *rows),
        table(tmp_path / "a.csv", *rows),
        parquet(tmp_path / "a.parquet", *rows),
    ):
        ((uri, reason, detail),) = failures(found(path))
        assert (uri, reason, detail) == (str(path), "columns", "there are: id, Wortlaut")
        assert len(articles(found(path, text="Wortlaut"))) == 50


def test_html_columns_are_read_as_pages(tmp_path: Path) -> None:
    html = "<html><head><title>X</title></head><body><nav><a href='/'>Home</a></nav><article><h1>Pier</h1>" + "".join(
        f"<p>{part} It had been debated for hours in the town hall, where the benches were few.</p>"
        for part in WORDS.split("\n\n")
    )
    (row,) = articles(
        found(jsonl(tmp_path / "a.jsonl", {"html": html + "</article></body></html>", "url": "https://a.example/1"}))
    )
    read = document(row)
    assert "Home" not in read.text
    assert "said Jane Dorn" in read.text
    assert read.uri == "https://a.example/1"


def test_markup_in_a_column_of_texts_is_seen(tmp_path: Path) -> None:
    (row,) = articles(found(jsonl(tmp_path / "a.jsonl", {"content": "<p>First words.</p><p>He said &amp; left.</p>"})))
    assert "<p>" not in document(row).text
    assert "said & left" in document(row).text


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-03-01T05:06:07Z", "2024-03-01T05:06:07+00:00"), ("1 March 2024", "2024-03-01"), ("03/04/2024", None),
        (1709272800, "2024-03-01T06:00+00:00"), (1709272800000, "2024-03-01T06:00+00:00"),
        ("1709272800", "2024-03-01T06:00+00:00"), ("soon", None), (None, None), (12, None), (True, None),
        ("Fri, 01 Mar 2024 06:00:00 GMT", "2024-03-01T06:00+00:00"), (date(2024, 3, 1), "2024-03-01"),
        (datetime(2024, 3, 1, 6, tzinfo=UTC), "2024-03-01T06:00+00:00"), (float("nan"), None), (1e300, None),
    ],
)  # fmt: skip
def test_dates_are_read_or_unknown(value: Any, iso: str | None) -> None:
    row = article({"text": "x", "date": value}, "a:1", Limits(), ())
    assert not hasattr(row, "reason")
    assert row.published == iso  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("English", "en"),
        ("eng", "en"),
        ("en_GB", "en-GB"),
        ("PT-br", "pt-br"),
        ("Klingon", None),
        ("", None),
        ("deu", "de"),
    ],
)
def test_languages(value: str, tag: str | None) -> None:
    row = article({"text": "x", "lang": value}, "a:1", Limits(), ())
    assert row.language == tag  # type: ignore[union-attr]


def test_objects_and_lists_in_cells() -> None:
    values = {
        "text": ["One.", "Two."],
        "source": {"id": 3, "name": "Echo"},
        "author": [{"name": "Ann Reed"}, "Tom Oak"],
        "url": "no",
    }
    row = article(values, "a:1", Limits(), ())
    assert row.text == "One.\n\nTwo."  # type: ignore[union-attr]
    assert (row.outlet, row.url) == ("Echo", None)  # type: ignore[union-attr]
    assert row.authors.names == ("Ann Reed", "Tom Oak")  # type: ignore[union-attr]


def test_broken_lines_of_json_are_told_with_their_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "One."}\n\n{"text": "Two"\n[1]\n{"text": ""}\n{"title": "no text"}\n{"text": "Last."}')
    some = found(path)
    assert [one.text for one in articles(some)] == ["One.", "Last."]
    assert [(uri, reason) for uri, reason, _ in failures(some)] == [(f"{path}:{line}", "row") for line in (3, 4, 5, 6)]
    assert failures(some)[1][2] == "no object"
    assert [one.position for one in some] == sorted({one.position for one in some})


def test_reading_goes_on_behind_any_row(tmp_path: Path) -> None:
    rows = [{"text": f"Text {number}\nof “words”, and more."} for number in range(9)]
    for path in (
        jsonl(tmp_path / "a.jsonl", *rows),
        table(tmp_path / "a.csv", *rows),
        parquet(tmp_path / "a.parquet", *rows),
    ):
        whole = found(path)
        assert len(whole) == 9
        for number, one in enumerate(whole):
            assert found(path, one.position) == whole[number + 1 :]


def test_ragged_rows_are_told_and_no_other_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "title,text\n"
        "One,first\n"
        "Two\n"
        "Three,third,too much\n"
        'Four,"of two\nlines, and ""quoted"" words"\n'
        'Five,"never closed\n'
        "Six,sixth\n"
        'Seven,"seventh" and more\n'
        'Eight,"eighth"\n'
        '"Nine","of\n\nthree"\n'
    )
    some = found(path)
    assert [(one.title, one.text) for one in articles(some)] == [
        ("One", "first"), ("Four", 'of two\nlines, and "quoted" words'), ("Six", "sixth"), ("Eight", "eighth"),
        ("Nine", "of\n\nthree"),
    ]  # fmt: skip
    assert failures(some) == [
        (f"{path}:3", "row", "1 cells, 2 columns"), (f"{path}:4", "row", "3 cells, 2 columns"),
        (f"{path}:7", "row", "a quote mark is never closed"),
        (f"{path}:9", "row", "text goes on behind a closed quote mark"),
    ]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", {"title": "A; b, c", "text": WORDS}, delimiter=delimiter)
    assert [(one.title, one.text) for one in articles(found(path))] == [("A; b, c", WORDS)]


def test_excel_says_its_delimiter(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\r\ntitle;text\r\nA, b, c, d;Words.\r\n", newline="")
    assert [(one.title, one.text) for one in articles(found(tmp_path / "a.csv"))] == [("A, b, c, d", "Words.")]


def test_fields_larger_than_the_library_allows(tmp_path: Path) -> None:
    long = "word " * 60_000
    path = table(tmp_path / "a.csv", {"text": long}, {"text": "“short”"})
    assert [one.text for one in articles(found(path))] == [long, "“short”"]
    some = found(path, limits=Limits(max_bytes=100_000))
    assert [one.text for one in articles(some)] == ["“short”"]
    assert [(uri, reason) for uri, reason, _ in failures(some)] == [(f"{path}:2", "too-large")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    text = "“Der Pier bleibt offen”, sagte Jörg Müller über die Brücke. " * 5
    (tmp_path / "a.csv").write_bytes(f'title,text\nX,"{text}"\n'.encode(encoding))
    (tmp_path / "a.jsonl").write_bytes(
        (json.dumps({"title": "X", "text": text}, ensure_ascii=False) + "\n").encode(encoding)
    )
    for name in ("a.csv", "a.jsonl"):
        assert [(one.title, one.text) for one in articles(found(tmp_path / name))] == [("X", text)], name


def zstd(data: bytes) -> bytes:
    pa = pytest.importorskip("pyarrow")
    return bytes(pa.compress(data, "zstd", asbytes=True))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, zstd])
@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz", "rows.csv", "rows.csv.bz2", "rows.json.zst"])
def test_packing_is_seen_in_the_bytes(pack: Any, name: str, tmp_path: Path) -> None:
    buffer = io.StringIO()
    if "csv" in name:
        csv.writer(buffer).writerows([["text"], *([f"Text {n}"] for n in range(3000))])
    else:
        buffer.write("".join(json.dumps({"text": f"Text {n}"}) + "\n" for n in range(3000)))
    data = pack(buffer.getvalue().encode())
    path = tmp_path / name
    path.write_bytes(data)
    assert [one.text for one in articles(found(path))] == [f"Text {n}" for n in range(3000)]
    path.write_bytes(data[: len(data) - 30])
    some = found(path)
    assert failures(some)[-1][:2] == (str(path), "truncated")
    whole = [one.text for one in articles(some)]
    assert whole == [f"Text {n}" for n in range(len(whole))]
    if pack is gzip.compress:  # the others pack by blocks, which are lost whole
        assert len(whole) > 2900


def test_a_bomb_of_one_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(b'{"text": "' + b"x" * 3_000_000))
    some = found(path, limits=Limits(max_bytes=100_000))
    assert [reason for _, reason, _ in failures(some)] == ["too-large"]
    assert not articles(some)


def test_one_json_value_and_answers_of_services(tmp_path: Path) -> None:
    rows = [{"title": f"Title {n}", "content": f"Text {n}"} for n in range(3)]
    for number, value in enumerate([rows, {"status": "ok", "articles": rows}]):
        for indent in (None, 1):
            path = tmp_path / f"{number}{indent}.json"
            path.write_text(json.dumps(value, indent=indent))
            assert [one.text for one in articles(found(path))] == ["Text 0", "Text 1", "Text 2"]
    (tmp_path / "single.json").write_text(json.dumps(rows[1], indent=2))
    assert [one.text for one in articles(found(tmp_path / "single.json"))] == ["Text 1"]
    (tmp_path / "cut.json").write_text(json.dumps(rows, indent=2)[:-20])
    assert [one[1] for one in failures(found(tmp_path / "cut.json"))] == ["damaged"]


def test_damaged_parquet(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", *({"text": f"Text {n} " + "word " * n} for n in range(300)))
    data = path.read_bytes()
    for spoiled in (data[:-40], data[:200] + bytes(100) + data[300:], b"PAR1" + bytes(50)):
        path.write_bytes(spoiled)
        assert failures(found(path))[-1][:2] == (str(path), "damaged")
    path.write_bytes(gzip.compress(data))
    assert failures(found(path))[0][1] == "format"


def test_own_dates_and_languages_of_the_user_fill_in(tmp_path: Path) -> None:
    (row,) = articles(found(jsonl(tmp_path / "a.jsonl", {"text": "Ja."})))
    read = document(row, Options(model="fast", published="2024-05-06", language="de"))
    assert (read.published, read.language, read.uri) == ("2024-05-06", "de", f"{tmp_path}/a.jsonl:1")


CELLS = st.text(st.sampled_from('ab",;\n\r“é\t |'), max_size=12)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_what_a_library_writes_is_read(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    kept = [(one, two + "x") for one, two in rows]
    with open(tmp_path / "a.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("title", "text"), *kept])
    some = found(tmp_path / "a.csv")
    assert [one.text for one in articles(some)] == [text for _, text in kept]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300), st.sampled_from(["a.csv", "a.jsonl", "a.json", "a.parquet", "a.wacz", "a.xml", "a.tsv"])
)
def test_noise_never_raises(tmp_path: Path, noise: bytes, name: str) -> None:
    for start in (
        b"",
        b"title,text\n",
        b'{"text": ',
        b"PAR1",
        b"PK\x03\x04",
        b"<rss><channel><item>",
        b"\x1f\x8b\x08",
        b"BZh9",
        b"WARC/1.0\r\n",
    ):
        (tmp_path / name).write_bytes(start + noise)
        found(tmp_path / name)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "title", "x"]), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["text", "html", "url", "date", "title", "source", "author", "lang", "x.y"]), ANY)
)
def test_rows_of_any_shape_never_raise(row: dict[str, Any]) -> None:
    assert isinstance(article(row, "a:1", Limits(), (("outlet", "source.name"),)), Declared | Failure)


def test_rows_made_to_take_long_do_not() -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    began = time.monotonic()
    assert isinstance(article({"text": deep}, "a:1", Limits(), ()), Failure)
    article({"text": "x", "author": "a@" * 400_000, "title": "<" * 400_000}, "a:1", Limits(), ())
    assert time.monotonic() - began < 2
