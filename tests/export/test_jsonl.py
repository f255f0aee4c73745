import json
from pathlib import Path

import msgspec
import pytest

from onrecord.export.jsonl import ReadingView, schema, to_json, to_object, view
from onrecord.model import Attribution, Document, Reading

from .fixture import READING

GOLDEN = Path(__file__).parent / "golden"

# The contract, word for word: later keys may follow these, none may come before or between.
CONTRACT = {
    "document": ["id", "uri", "outlet", "title", "authors", "published", "language", "text"],
    "posts": ["id", "platform", "author", "handle", "posted", "url", "text", "span"],
    "statements": [
        "id", "kind", "content", "cue", "mention", "speaker", "stance", "said", "within", "score",
    ],
    "speakers": ["id", "name", "roles", "affiliations", "handles", "anonymous", "mentions"],
    "relays": ["statement", "position", "kind", "name", "span", "reason"],
    "verdicts": ["statement", "original", "verdict", "score", "edits", "reason"],
    "conflicts": ["kind", "statements", "speakers", "reason"],
}  # fmt: skip


def tiny(text: str = "Hm.", **document: object) -> Reading:
    facts = {"outlet": None, "title": None, "authors": (), "published": None, "language": None} | document
    return Reading(Document(id="d1", uri="-", text=text, **facts), (), (), (), (), (), (), (), ())  # type: ignore[arg-type]


def test_keys_of_the_contract_come_first_and_in_order() -> None:
    line = json.loads(to_json(READING))
    assert list(line)[: len(CONTRACT)] == list(CONTRACT)
    for name, keys in CONTRACT.items():
        rows = [line[name]] if name == "document" else line[name]
        assert rows, name
        for row in rows:
            assert list(row)[: len(keys)] == keys


def test_nested_objects_have_the_keys_of_the_contract() -> None:
    line = json.loads(to_json(READING))
    verdict = next(row for row in line["verdicts"] if row["original"])
    assert list(verdict["original"]) == ["kind", "id", "span"]
    assert list(verdict["edits"][0]) == ["op", "printed", "original", "what"]
    assert list(line["statements"][0]["content"][0]) == ["start", "stop", "text"]


def test_golden_bytes_of_a_small_reading() -> None:
    """The golden file was written by hand from the contract; one line there is one line here."""
    golden = (GOLDEN / "small.json").read_text("utf-8")
    written = "".join(line.strip() for line in golden.splitlines())
    reading = msgspec.json.decode((GOLDEN / "small.reading.json").read_bytes(), type=Reading)
    assert to_json(reading).decode("utf-8") == written


def test_every_span_shows_its_text() -> None:
    line = json.loads(to_json(READING))
    spans = [span for row in line["statements"] for span in (*row["content"], row["cue"], row["mention"]) if span]
    assert len(spans) > 30
    for span in spans:
        assert line["document"]["text"][span["start"] : span["stop"]] == span["text"]


def test_object_and_line_say_the_same() -> None:
    assert json.loads(to_json(READING)) == json.loads(json.dumps(to_object(READING)))


def test_a_line_is_valid_by_its_own_types() -> None:
    assert msgspec.json.decode(to_json(READING), type=ReadingView) == view(READING)


def test_schema_names_every_key() -> None:
    definitions = schema()["$defs"]
    assert list(definitions["ReadingView"]["properties"])[: len(CONTRACT)] == list(CONTRACT)
    assert definitions["StatementView"]["properties"]["kind"]["enum"] == [
        "direct", "headline", "indirect", "mixed", "post",
    ]  # fmt: skip


def test_speaker_is_that_of_the_best_attribution() -> None:
    reading = msgspec.structs.replace(
        READING,
        attributions=(
            Attribution("paid", "petra", "model", 0.9, "sure"),
            Attribution("paid", "omar", "rules", 0.4, "near"),
            Attribution("hole", None, "rules", 0.95, "declined"),
        ),
    )
    speakers = {row["id"]: row["speaker"] for row in to_object(reading)["statements"]}
    assert speakers["paid"] == "petra"
    assert speakers["hole"] is None
    assert speakers["late"] is None


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff", "ok \udc80\udc81", "\ud83d\ude44 as two halves"])
def test_lone_surrogates_keep_their_place(text: str) -> None:
    line = to_json(tiny(text))
    shown = json.loads(line)["document"]["text"]
    assert len(shown) == len(text)
    assert [a for a, b in zip(shown, text, strict=True) if a != b] == ["\ufffd"] * sum(
        "\ud800" <= character <= "\udfff" for character in text
    )


@pytest.mark.parametrize("separator", ["\n", "\r", "\u0085", "\u2028", "\u2029", "\x0b", "\x1c"])
def test_one_line_for_every_reader_of_lines(separator: str) -> None:
    line = to_json(tiny(f"a{separator}b"))
    assert len(line.decode("utf-8").splitlines()) == 1
    assert json.loads(line)["document"]["text"] == f"a{separator}b"
