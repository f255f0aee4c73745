"""Whole readings of made-up texts: whatever comes in, rows hold together."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import Failure, Options, read, read_bytes, read_many
from onrecord.errors import UnreadableError
from onrecord.model import Reading

_PIECES = st.sampled_from(
    [
        "“", "”", '"', "'", "‘", "’", "«", "»", "„", "—", "–", ":", ",", ".", "?", "…", " ", " ", " ", "\n", "\n\n", "(", ")",
        "said", "says", "told", "claimed", "denied", "according to", "reportedly", "that", "to", "not", "and", "who", "adding",
        "Jane Dorn", "Dorn", "the mayor", "a resident", "he", "she", "I", "it", "Reuters", "CNN", "Putin’s Press Secretary",
        "the harbour stays open", "we will see", "5%", "two", "on Monday", "November 9", "🚢", "— Jane (@jane) May 4, 2023",
        "https://t.co/abc", "pic.twitter.com/x", "KYIV (Reuters) —", "By Jane Dorn", "\u202e", "\x00", "日本", "«Да»",
    ]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, min_size=1, max_size=60))
def test_rows_hold_together(pieces: list[str]) -> None:
    text = " ".join(pieces)
    try:
        reading = read_bytes(text.encode(), options=Options(published="2023-05-04", language="en"))
    except UnreadableError:
        return
    check(reading)


@pytest.mark.parametrize("words", ["https://t.co/abc", "pic.twitter.com/x", "Dorn\n\nhttps://t.co/abc\n\n"])
def test_a_post_of_links_alone_says_nothing(words: str) -> None:
    reading = read_bytes(f"{words} — Jane (@jane) May 4, 2023".encode(), options=Options(language="en", model="fast"))
    assert [post.handle for post in reading.posts] == ["jane"]
    assert [row for row in reading.statements if row.kind == "post"] == []
    check(reading)


def check(reading: Reading) -> None:
    text = reading.document.text
    statements = {row.id: row for row in reading.statements}
    speakers = {row.id for row in reading.speakers}
    posts = {row.id: row for row in reading.posts}
    for row in reading.statements:
        spans = [*row.content, *(one for one in (row.cue, row.mention) if one)]
        assert all(text[one.start : one.stop] == one.text != "" for one in spans)
        assert all(a.stop <= b.start for a, b in zip(row.content, row.content[1:], strict=False))
        assert row.within is None or row.within in statements
        assert row.within != row.id
    assert len(statements) == len(reading.statements)
    assert sorted(one.statement for one in reading.attributions) == sorted(statements)
    assert all(one.speaker is None or one.speaker in speakers for one in reading.attributions)
    assert all(one.reason and one.by for one in reading.attributions)
    compared = sorted(row.id for row in reading.statements if row.kind in ("direct", "mixed"))
    assert sorted(one.statement for one in reading.verdicts) == compared
    for verdict in reading.verdicts:
        for edit in verdict.edits:
            assert edit.printed is None or text[edit.printed.start : edit.printed.stop] == edit.printed.text
            if edit.original is not None and verdict.original is not None and verdict.original.kind == "post":
                words = posts[verdict.original.id].text or ""
                assert words[edit.original.start : edit.original.stop] == edit.original.text


def test_one_bad_document_does_not_stop_the_others(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("“The harbour stays open,” said Jane Dorn, the mayor.", encoding="utf-8")
    found = list(read_many([str(tmp_path / "missing.txt"), str(good)]))
    assert isinstance(found[0], Failure)
    assert (found[0].uri, found[0].reason) == (str(tmp_path / "missing.txt"), "missing")
    assert isinstance(found[1], Reading)
    assert len(found[1].statements) == 1


def test_same_words_same_ids(tmp_path: Path) -> None:
    text = "“The harbour stays open,” said Jane Dorn, the mayor."
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(text, encoding="utf-8")
    one, other = read(paths[0]), read(str(paths[1]))
    assert one.document.id == other.document.id
    assert [row.id for row in one.statements] == [row.id for row in other.statements]


ODD = {
    "quotations": lambda n: "“Yes,” said Dorn. " * (n // 20),
    "opening marks": lambda n: "“ " * (n // 10),
    "cues": lambda n: "he said that " * (n // 12),
    "one word": lambda n: "A" * n,
    "emoji": lambda n: "🚢" * (n // 2),
    "names": lambda n: "Dorn, " * (n // 5) + "said: “No.”",
    "brackets": lambda n: "(" * (n // 3) + "said",
    "phrases": lambda n: "the mayor of " * (n // 5),
    "conjunctions": lambda n: "and " * (n // 2) + "said Dorn",
    "right to left": lambda n: "قال دورن «نعم». " * (n // 20),
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize(("model", "size"), [("fast", 100_000), ("accurate", 10_000)])
def test_long_and_odd_texts_end(kind: str, model: Literal["fast", "accurate"], size: int) -> None:
    check(read_bytes(ODD[kind](size).encode(), options=Options(language="en", model=model)))
