"""Data sets of quotations: GDELT's Global Quotation Graph and both versions of Quotebank."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.export.gqg import row
from onrecord.model import Failure, Reading
from onrecord.pipeline import put_on_record
from onrecord.readers.corpora_declared import Declared, read_declared
from onrecord.readers.corpora_quotations import quotations_in
from onrecord.record.rows import rows_of
from onrecord.record.worker import arrow
from onrecord.settings import Options
from tests.readers.corpora.helpers import failures, found, readings

GQG = {
    "date": "2024-03-01T00:03:00Z", "url": "https://www.nytimes.com/2024/pier.html", "title": "Pier stays open", "lang": "English",
    "quotes": [
        {"pre": "Mayor Jane Dorn said:", "quote": "We will not give it up", "post": ", and left the hall."},
        {"pre": "", "quote": "It is ours.", "post": ""},
        {"pre": "he called it “", "quote": "a disgrace", "post": "” on Monday"},
        {"pre": "", "quote": "It is ours.", "post": ""},
    ],
}  # fmt: skip
SAID = {
    "quoteID": "2019-03-01-000123", "quotation": "We will not give it up,", "speaker": "Jane Dorn", "qids": ["Q1"],
    "date": "2019-03-01 05:06:07", "numOccurrences": 2, "probas": [["Jane Dorn", "0.8521"], ["None", "0.1479"]],
    "urls": ["http://www.nytimes.com/a", "http://b.example/b"], "phase": "E",
}  # fmt: skip
ARTICLE = {
    "articleID": "20190301-7", "date": "2019-03-01", "title": "Pier", "url": "echo.example/pier", "phase": "E",
    "names": [{"name": "Jane Dorn", "ids": "['Q1', 'Q2']", "offsets": [[3, 5]]}],
    "quotations": [
        {"quoteID": "a", "quotation": "It stays.", "quotationOffset": 9, "leftContext": "Dorn said :", "rightContext": "and left .",
         "globalTopSpeaker": "Tom Oak", "globalProbas": [{"speaker": "Tom Oak", "proba": 0.9, "qids": ["Q3"]}],
         "localTopSpeaker": "Jane Dorn", "localProbas": [{"speaker": "Jane Dorn", "proba": 0.7, "qids": ["Q1", "Q2"]}]},
        {"quoteID": "b", "quotation": "Never.", "globalTopSpeaker": "None", "globalProbas": [["None", 0.9]]},
    ],
}  # fmt: skip

FAST = Options(model="fast")


def one(tmp_path: Path, row: Any) -> Reading:
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(json.dumps(row).encode()))
    (result,) = readings(found(tmp_path / "a.json.gz"))
    return result


def test_gqg(tmp_path: Path) -> None:
    read = one(tmp_path, GQG)
    document = read.document
    assert (document.url, document.title, document.language, document.published, document.outlet) == (
        GQG["url"], "Pier stays open", "en", "2024-03-01T00:03+00:00", "The New York Times",
    )  # fmt: skip
    assert document.text == (
        "Mayor Jane Dorn said: “We will not give it up”, and left the hall.\n\n“It is ours.”\n\n"
        "he called it “a disgrace” on Monday"
    )
    assert [row.content[0].text for row in read.statements] == [
        "“We will not give it up”",
        "“It is ours.”",
        "“a disgrace”",
    ]
    assert {(row.kind, row.cue, row.mention, row.stance) for row in read.statements} == {
        ("direct", None, None, "neutral")
    }
    assert {(row.speaker, row.by, row.score) for row in read.attributions} == {(None, "gqg", 0.0)}
    assert read.speakers == ()


def test_what_export_writes_is_read(tmp_path: Path) -> None:
    text = "The mayor said: “We will not give it up.” She left.\n\n“It is ours,” said Tom Oak, the treasurer."
    first = put_on_record(*read_declared(Declared("a:1", text, title="Pier", language="en"), FAST), FAST)
    written = row(first)
    assert written
    again = one(tmp_path, written)
    assert [part.content[0].text for part in again.statements] == ["“We will not give it up.”", "“It is ours,”"]
    assert (again.document.title, again.document.language, again.document.url) == ("Pier", "en", None)
    assert row(again) is not None


def test_quotebank_by_quotation(tmp_path: Path) -> None:
    read = one(tmp_path, SAID)
    assert read.document.text == "“We will not give it up,”"
    assert (read.document.url, read.document.published) == ("http://www.nytimes.com/a", "2019-03-01T05:06:07")
    (speaker,), (attribution,), (identity,) = read.speakers, read.attributions, read.identities
    assert (speaker.name, speaker.anonymous) == ("Jane Dorn", False)
    assert (attribution.speaker, attribution.by, attribution.score) == (speaker.id, "quotebank", 0.8521)
    assert (identity.person, identity.score) == ("Q1", 0.8521)
    nobody = one(tmp_path, SAID | {"speaker": "None", "qids": []})
    assert (nobody.speakers, nobody.attributions[0].speaker) == ((), None)
    assert nobody.attributions[0].reason == "Quotebank found no speaker"


def test_quotebank_by_article(tmp_path: Path) -> None:
    read = one(tmp_path, ARTICLE)
    assert read.document.text == "Dorn said : “It stays.” and left .\n\n“Never.”"
    assert (read.document.url, read.document.published, read.document.title) == (
        "http://echo.example/pier",
        "2019-03-01",
        "Pier",
    )
    assert [row.name for row in read.speakers] == ["Jane Dorn"]
    assert [(row.speaker, row.score) for row in read.attributions] == [(read.speakers[0].id, 0.7), (None, 0.0)]
    assert [(row.person, [c.id for c in row.candidates]) for row in read.identities] == [(None, ["Q1", "Q2"])]


def test_rows_go_into_a_record(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    for table, rows in rows_of(one(tmp_path, ARTICLE)).items():
        assert arrow(table, rows).num_rows == len(rows)


def test_quotebank_in_bzip2_and_broken_rows(tmp_path: Path) -> None:
    rows = [SAID, SAID | {"quotation": ""}, GQG | {"quotes": []}, SAID | {"probas": "?", "urls": None, "date": None}]
    (tmp_path / "quotes-2019.json.bz2").write_bytes(
        bz2.compress("".join(json.dumps(row) + "\n" for row in rows).encode())
    )
    some = found(tmp_path / "quotes-2019.json.bz2")
    assert len(readings(some)) == 2
    place = f"{tmp_path}/quotes-2019.json.bz2"
    assert failures(some) == [
        (f"{place}:2", "row", "its quotations have no words"), (f"{place}:3", "row", "it lists no quotation"),
    ]  # fmt: skip
    assert readings(some)[1].document.published is None


def test_in_parquet_too(tmp_path: Path) -> None:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.Table.from_pylist([GQG]), tmp_path / "a.parquet")
    assert len(readings(found(tmp_path / "a.parquet"))[0].statements) == 3


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["quote", "pre", "post", "speaker", "proba"]), inner)
    ),
    max_leaves=8,
)
TEXT = st.text(st.sampled_from('a b“”"«»„’,.\n\u2028\x00\ud800'), max_size=12)


@given(st.lists(st.fixed_dictionaries({"pre": TEXT, "quote": TEXT, "post": TEXT}), min_size=1, max_size=4))
def test_spans_hold_the_words(quotes: list[dict[str, str]]) -> None:
    row = {"url": "https://a.example/1", "quotes": quotes}
    reader = quotations_in(row)
    assert reader
    read = reader(row, "a:1")
    if isinstance(read, Failure):
        assert not any(one["quote"].replace("\x00", "x").strip() for one in quotes)
        return
    for row_, block in zip(read.statements, read.document.blocks, strict=True):
        (content,) = row_.content
        assert read.document.text[content.start : content.stop] == content.text
        assert block.start <= content.start < content.stop <= block.stop
    assert len({one.id for one in read.statements}) == len(read.statements)


@given(st.dictionaries(st.sampled_from(sorted({*GQG, *SAID, *ARTICLE})), ANY))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_rows_of_any_shape_never_raise(row: dict[str, Any]) -> None:
    if reader := quotations_in(row):
        assert isinstance(reader(row, "a:1"), Reading | Failure)
