"""Originals of a check: records, copies of the draft, and releases that quote somebody besides their issuer."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord.checking import Checking
from onrecord.model import OriginalText
from onrecord.record.originals import of_reading
from onrecord.settings import Options

RULES = Options(model="fast")
ARTICLE = """Harbor wall fails in storm

By Ann Reed, 3 March 2023

“The harbor wall will not last another winter,” Mayor Jane Weber said on Friday. “We have asked for nine million euros.”

Paul Holm, who resigned from the board in 2015, said that the wall had been neglected for thirty years and nobody listened.

Weber told reporters she would ask the ministry again. “It would be the end of this town,” Weber said.
"""
RELEASE = """Statement by Jane Weber, mayor of Elding

We will rebuild the harbor wall before the winter comes, and we will pay for it ourselves.

“The county gave us nothing but letters,” said Paul Holm, who led the board until 2015. “I resigned because nobody listened to me.”

I thank everybody who carried sandbags that night, young and old.
"""


def verdicts(draft: str, *originals: Path | OriginalText) -> list[str]:
    return [row.verdict for row in checked(draft, *originals).verdicts]


def checked(draft: str, *originals: Path | OriginalText) -> Checking:
    return onrecord.check(draft, originals, RULES)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    (tmp_path / "wall.txt").write_text(ARTICLE, "utf-8")
    onrecord.add([str(tmp_path / "wall.txt")], tmp_path / "record")
    return tmp_path / "record"


def test_a_record_is_made_of_originals(record: Path) -> None:
    draft = (
        "Mayor Jane Weber said: “The harbor wall will last another winter.”\n\n"
        "“It would be the end of this town,” said Paul Holm.\n\n"
        "“We have asked for nine million euros,” Jane Weber said.\n\n"
        "Jane Weber said: “We will sue the ministry and everybody in it.”\n"
    )
    found = checked(draft, record)
    assert [row.verdict for row in found.verdicts] == ["meaning", "misattributed", "verbatim", "not-found"]
    original = found.verdicts[2].original
    assert original
    assert (original.kind, original.speaker) == ("statement", "Jane Weber")
    assert original.place
    assert original.place.endswith("wall.txt")
    assert found.verdicts[2].also == ()
    reading = onrecord.read(str(record.parent / "wall.txt"), RULES)
    assert original.id in {row.id for row in reading.statements}


def test_a_record_below_a_folder(record: Path) -> None:
    (record.parent / "wall.txt").unlink()
    assert verdicts("Jane Weber said: “We have asked for nine million euros.”", record.parent) == ["verbatim"]


def test_words_that_a_document_only_reports(record: Path) -> None:
    found = checked("Paul Holm said the wall was “neglected for thirty years and nobody listened”.", record)
    assert [row.verdict for row in found.verdicts] == ["verbatim"]
    assert "without quote marks" in found.verdicts[0].reason


def test_a_damaged_record_is_an_original_that_was_not_read(record: Path) -> None:
    next((record / "statements").glob("*.parquet")).write_bytes(b"no parquet")
    found = checked("Jane Weber said: “We will sue the ministry and everybody in it.”", record)
    assert [failure.reason for failure in found.unread] == ["damaged"]
    assert [row.verdict for row in found.verdicts] == ["no-original"]


def test_the_drafts_own_record_proves_nothing(record: Path) -> None:
    draft = record.parent / "wall.txt"
    found = onrecord.check(draft, [record], RULES)
    assert {row.verdict for row in found.verdicts} == {"no-original"}
    assert found.left_out


def test_turns_of_a_document_cover_its_text() -> None:
    rows = list(of_reading(onrecord.read_bytes(ARTICLE.encode(), "wall.txt", RULES)))
    [text] = [row for row in rows if row.kind == "file"]
    assert text.turns[0].start == 0
    assert text.turns[-1].stop == len(text.text)
    assert all(one.stop == other.start for one, other in zip(text.turns, text.turns[1:], strict=False))
    assert [turn.speaker for turn in text.turns if "nine million" in text.text[turn.start : turn.stop]] == [
        "Jane Weber"
    ]


@pytest.mark.parametrize(
    ("draft", "wanted"),
    [
        ("“I resigned because nobody listened to me,” Paul Holm said.", "verbatim"),
        (
            "“The county gave us nothing but letters,” Holm said. “I resigned because nobody listened to me.”",
            "verbatim",
        ),
        (
            "Paul Holm said: “The county gave us nothing but letters. I resigned because nobody listened.”",
            "typographic",
        ),
        (
            "“The county gave us nothing but letters,” Holm said. “I resigned because somebody listened to me.”",
            "meaning",
        ),
        ("Paul Holm said the county “gave us nothing but letters”.", "verbatim"),
        ("“The county gave us nothing but letters,” Jane Weber said.", "misattributed"),
        ("“We will rebuild the harbor wall before the winter comes,” Jane Weber said.", "verbatim"),
        ("“We will rebuild the harbor wall before the winter comes,” Paul Holm said.", "misattributed"),
        ("“I thank everybody who carried sandbags that night,” Jane Weber said.", "verbatim"),
    ],
)
def test_a_release_that_quotes_somebody(draft: str, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text(RELEASE, "utf-8")
    assert verdicts(draft, tmp_path / "release.txt") == [wanted]


def test_an_article_as_an_original_says_whose_its_quotations_are(tmp_path: Path) -> None:
    (tmp_path / "wall.txt").write_text(ARTICLE, "utf-8")
    assert verdicts("“It would be the end of this town,” said Paul Holm.", tmp_path / "wall.txt") == ["misattributed"]
    assert verdicts("“It would be the end of this town,” said Jane Weber.", tmp_path / "wall.txt") == ["verbatim"]
