"""The formats for programs, byte for byte, from one reading that is written down by hand."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import pytest

from onrecord import model
from onrecord.export import jsonld
from onrecord.export.forms import FRAMES, compressed, written
from onrecord.export.jsonl import to_json
from onrecord.settings import VERSION

TEXT = "“Pier 1 stays,” said Jane Dorn, the mayor, told Reuters. She claimed that it “pays”. — @quay: Pier 1 stays!"


def span(words: str, start: int = 0) -> model.Span:
    place = TEXT.index(words, start)
    return model.Span(place, place + len(words), words)


READING = model.Reading(
    document=model.Document(
        "d1", "news/1.html", "Westmere Echo", "Pier 1 stays", ("A. Writer",), "2024-03-01", "en", TEXT,
        url="https://echo.example/1", agency="Reuters",
    ),
    posts=(
        model.Post("post-9", "x", "The Quay", "quay", "2024-02-28", "https://x.example/9", "Pier 1 stays!", span("Pier 1 stays!")),
    ),
    statements=(
        model.Statement("s1", "direct", (span("“Pier 1 stays,”"),), span("said"), span("Jane Dorn"), "neutral", "2024-02-28", None, 0.9),
        model.Statement("s2", "mixed", (span("that it"), span("“pays”")), span("claimed"), span("She"), "doubt", None, None, 0.8),
        model.Statement("s3", "indirect", (span("stays"),), None, None, "hearsay", None, "s1", 0.5),
    ),
    speakers=(
        model.Speaker("p1", "Jane Dorn", ("the mayor",), ("Westmere",), ("dorn",), False, (span("Jane Dorn"),), "person"),
        model.Speaker("p2", None, (), (), (), True, (span("She"),)),
    ),
    attributions=(
        model.Attribution("s1", "p1", "hand", 1.0, ""), model.Attribution("s2", "p2", "hand", 1.0, ""),
        model.Attribution("s3", None, "hand", 0.0, "nobody"),
    ),
    relays=(
        model.Relay("s1", 1, "agency", "reuters", None, "", listed="Reuters"), model.Relay("s1", 0, "speaker", "Tomas Reyes", None, ""),
    ),
    verdicts=(model.Verdict("s1", model.Original("post", "post-9", None), "typographic", 1.0, (), ""),),
    relations=(),
    conflicts=(),
    identities=(model.Identity("p1", "https://people.example/dorn", "hand", 1.0, ""),),
)  # fmt: skip
NOTHING = model.Reading(
    model.Document("d2", "2.txt", None, None, (), None, None, "Nothing."), (), (), (), (), (), (), (), ()
)

GOLDEN = Path(__file__).parent / "golden"


def whole(form: str) -> str:
    return b"".join(written(form, [READING, NOTHING])).decode()  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["jsonld", "annotation", "prov", "gqg"])
def test_bytes(form: str) -> None:
    """The files were written by hand, or checked so; an article that quotes nothing has no line in ``gqg``."""
    golden = (GOLDEN / f"forms.{form}").read_text("utf-8").replace("VERSION", VERSION)
    items = "".join(line.rstrip(",") for line in golden.splitlines()[1:-1])
    assert whole(form) == golden.replace("PAGE", blake2b(items.encode(), digest_size=10).hexdigest())


def test_a_page_of_annotations_is_named_by_its_content() -> None:
    """The model wants an IRI for it (section 5.2)."""
    one, other = (json.loads(b"".join(written("annotation", some))) for some in ([READING], [NOTHING]))
    assert one["id"] == json.loads(whole("annotation"))["id"] != other["id"]
    assert one["id"].startswith("urn:x-onrecord:a")


def test_annotations_lead_to_their_places() -> None:
    for one in json.loads(whole("annotation"))["items"]:
        quote, place = one["target"]["selector"]
        assert TEXT[place["start"] : place["end"]] == quote["exact"]
        assert TEXT[: place["start"]].endswith(quote["prefix"])
        assert TEXT[place["end"] :].startswith(quote["suffix"])


def test_jsonl_is_what_read_prints() -> None:
    assert whole("jsonl").encode() == to_json(READING) + b"\n" + to_json(NOTHING) + b"\n"


@dataclass(frozen=True)
class Link:
    later: str
    earlier: str
    type: str


def test_prov_leads_from_the_article_to_the_speaker_and_the_post() -> None:
    shown = json.loads(whole("prov"))
    assert shown["prefix"] == {"or": "urn:x-onrecord:", "schema": "https://schema.org/"}
    assert list(shown["bundle"]) == ["or:d1-bundle", "or:d2-bundle"]
    one = shown["bundle"]["or:d1-bundle"]
    post = next(name for name in one["entity"] if name.startswith("or:post"))
    links = {
        Link(link["prov:generatedEntity"], link["prov:usedEntity"], link["prov:type"]["$"])
        for link in one["wasDerivedFrom"].values()
    }
    assert links == {
        Link("or:d1", "or:d1-wire", "prov:PrimarySource"),
        Link("or:s1", "or:s1-relay1", "prov:Quotation"),
        Link("or:s1-relay1", "or:s1-relay0", "prov:Quotation"),
        Link("or:s1-relay0", post, "prov:Quotation"),
    }
    labels = {name: agent["prov:label"] for name, agent in one["agent"].items()}
    assert sorted((row["prov:entity"], labels[row["prov:agent"]], row["or:role"]) for row in one["wasAttributedTo"].values()) == [
        ("or:d1", "Westmere Echo", "outlet"), ("or:d1-wire", "Reuters", "agency"), (post, "The Quay", "author"),
        ("or:s1", "Jane Dorn", "speaker"), ("or:s1-relay0", "Tomas Reyes", "speaker"), ("or:s1-relay1", "Reuters", "agency"),
        ("or:s2", "She", "speaker"),
    ]  # fmt: skip
    assert one["entity"]["or:s1"] == {
        "prov:type": {"$": "or:Statement", "type": "prov:QUALIFIED_NAME"}, "prov:value": "Pier 1 stays,", "or:kind": "direct",
        "or:stance": "neutral", "or:said": "2024-02-28",
    }  # fmt: skip
    assert {row["prov:entity"] for row in one["hadMember"].values()} == {"or:s1", "or:s2", "or:s3"}
    ends = ("prov:entity", "prov:collection", "prov:usedEntity", "prov:generatedEntity")
    relations = [row for kind in ("wasDerivedFrom", "hadMember", "wasAttributedTo") for row in one[kind].values()]
    used = {row[end] for row in relations for end in ends if end in row}
    assert used <= set(one["entity"])


@pytest.mark.parametrize("form", sorted(FRAMES))
def test_no_reading_is_a_valid_empty_file(form: str) -> None:
    data = b"".join(written(form, []))  # type: ignore[arg-type]
    assert data == b"" or json.loads(data)


def test_compressed_is_the_same_every_time() -> None:
    pieces = [b"pier\n" * 1000, b"", b"quay"]
    packed = b"".join(compressed(iter(pieces)))
    assert gzip.decompress(packed) == b"".join(pieces)
    assert packed == b"".join(compressed(iter(pieces)))


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("“Pier,”", "Pier,", True), ("„Pier“", "Pier", True), ("»Pier«", "Pier", True), ("'Pier'", "Pier", True),
        ("that pier", "that pier", False), ("“never closed", "never closed", True), ("closed only”", "closed only", True),
        ("the players’", "the players’", False), ("’tis so", "’tis so", False), ("“one” and “two”", "“one” and “two”", True),
        ('"one" and "two"', '"one" and "two"', True), ("“a ‘b’ c”", "a ‘b’ c", True), ("“he said “x” then”", "he said “x” then", True),
        ("", "", False), ("“", "", True), ('"', "", True),
    ],
)  # fmt: skip
def test_quote_marks_come_off_in_pairs(text: str, words: str, quoted: bool) -> None:
    assert (jsonld.unquoted(text), jsonld.is_quoted(text)) == (words, quoted)
