"""spaCy, frames and datasets: the real libraries on a text of two statements."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas
import polars
import pytest

import onrecord
from onrecord.model import Failure

TEXT = "The harbour is shut.\r\n\r\n“We have paid enough,” said Petra Lind, the mayor. She added that the tunnel would open in May."
READER = onrecord.Reader(model="fast")


def test_a_frame_of_texts_gives_a_frame_of_statements() -> None:
    frame = pandas.DataFrame({"body": [TEXT, None, "No words here."]}, index=[7, 8, 9])
    found = onrecord.statements_of(frame, "body", READER)
    assert isinstance(found, pandas.DataFrame)
    assert list(found["row"]) == [0, 0, 1]
    assert list(found["name"][:2]) == ["Petra Lind", "Petra Lind"]
    assert found["failure"][2] == "empty"
    assert list(found["roles"][0]) == ["mayor"]
    same = onrecord.statements_of(polars.DataFrame({"body": [TEXT]}), "body", READER)
    assert isinstance(same, polars.DataFrame)
    assert same["words"].to_list() == list(found["words"][:2])


def test_a_missing_column_is_named() -> None:
    with pytest.raises(KeyError, match="there is no column 'text'; there are body"):
        onrecord.statements_of(pandas.DataFrame({"body": []}))


def test_no_texts_give_a_table_with_all_columns() -> None:
    table = onrecord.tabulate([])
    assert (table.num_rows, table.column_names[0]) == (0, "row")


def test_spacy_has_spans_with_speakers() -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"model": "fast"})
    doc = nlp(TEXT)
    direct = doc.spans["onrecord"][0]
    assert (direct.text, direct.label_, direct._.speaker.name) == ("“We have paid enough,”", "direct", "Petra Lind")
    assert [span.text for span in doc.spans["onrecord_cue"]] == ["said", "added"]
    assert doc.spans["onrecord_mention"][0].text == "Petra Lind, the mayor"
    assert doc._.reading.statements[0].id == direct._.statement.id
    empty = nlp("")
    assert not empty.spans["onrecord"]
    same = pickle.loads(pickle.dumps(nlp))(TEXT)
    assert [span.text for span in same.spans["onrecord"]] == [span.text for span in doc.spans["onrecord"]]


@pytest.mark.slow
def test_datasets_in_and_out(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    from onrecord.interop.datasets import dataset_of, statements_of_dataset

    found = statements_of_dataset(datasets.Dataset.from_dict({"text": [TEXT]}), reader=READER)
    assert found["name"][:] == ["Petra Lind", "Petra Lind"]
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    onrecord.add([str(tmp_path / "a.txt")], tmp_path / "record")
    said = dataset_of(onrecord.open(tmp_path / "record"))
    assert set(said["name"]) == {"Petra Lind"}


def test_a_reader_is_shared_by_threads_and_pickled() -> None:
    texts = [TEXT.replace("Lind", name) for name in ("Lind", "Berg", "Holm", "Ek")] * 5
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(READER.text, texts))
    assert found == [READER.text(text) for text in texts]
    assert pickle.loads(pickle.dumps(READER)).text(TEXT) == READER.text(TEXT)
    assert pickle.loads(pickle.dumps(found[0])) == found[0]


def test_a_reader_takes_options_and_refuses_others() -> None:
    assert repr(onrecord.Reader(model="fast", language="de")) == "Reader(model='fast', language='de')"
    with pytest.raises(TypeError):
        onrecord.Reader(colour="red")
    good, bad = READER.many([str(Path(__file__).parent.parent.parent / "examples" / "kherson.txt"), "nowhere.txt"])
    assert good.statements
    assert isinstance(bad, Failure)
    assert READER.bytes("“No,” said Bo Ek.".encode(), "a.txt").speakers[0].name == "Bo Ek"


def test_notebooks_show_a_report_that_runs_nothing() -> None:
    shown = READER.text("“No <script>alert(1)</script>,” said Bo Ek.")._repr_html_()
    assert shown.startswith('<iframe sandbox="" srcdoc="&lt;!doctype html&gt;')
    assert "<script" not in shown
    checking = onrecord.check("“We have paid enough,” said Petra Lind.", [TEXT])
    assert "We have paid enough" in checking._repr_html_()
