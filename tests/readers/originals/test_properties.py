"""Whatever is read: offsets lie in the text and in order, no word is lost, nothing but a Failure comes of damage."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UnreadableError
from onrecord.model import OriginalText
from onrecord.readers.originals import _reader
from onrecord.readers.originals_types import File
from onrecord.readers.repair import Line, joined
from onrecord.readers.types import Source
from onrecord.settings import Limits
from tests.readers.originals.make import docx, pdf

LINES = st.lists(
    st.sampled_from([
        "", " ", "ANNA WEBER: we will", "Q.  did you", "A.  no, I did not", "[00:01:02] Ben Okoro: so", "Anna Weber  0:03",
        "a line that is about as long as all the others in this tex-", "t and that goes on as lines of wrapped text do here", "1",
        "2 two", "  3   three words here", "00:00:01,000 --> 00:00:02,000", "00:0x --> ", "<v Anna>we will</v>", "- yes", ">> no",
        "WEBVTT", "NOTE x", "记者：什么", "“We”", "self-", "ﬁn", "\x0c", "\u00ad", "Remarks by Anna Weber", "(APPLAUSE)", "\ud800",
    ]),
    max_size=40,
)  # fmt: skip


def read(name: str, data: bytes) -> tuple[OriginalText, ...]:
    file = File(name, name, Source(name, data), sha256(data).hexdigest())
    try:
        return _reader(file)[0](file, Limits(max_bytes=100_000)).originals
    except UnreadableError:
        return ()


def check(item: OriginalText) -> None:
    edges = [0, *(edge for turn in item.turns for edge in (turn.start, turn.stop)), len(item.text)]
    assert edges == sorted(edges)
    assert all(turn.start < turn.stop and item.text[turn.start : turn.stop].strip() for turn in item.turns)
    starts = [place.start for place in item.places]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(item.text) and place.label for start, place in zip(starts, item.places, strict=True))


@given(LINES, st.sampled_from(["a.txt", "a.md", "a.srt", "a.vtt"]))
def test_texts_and_subtitles(lines: list[str], name: str) -> None:
    data = "\n".join(lines).encode("utf-8", "replace")
    for item in read(name, data):
        check(item)
        if name == "a.txt" and not data.startswith(b"WEBVTT"):
            there = [c for c in data.decode().replace("ﬁ", "fi") if c.isalpha()]
            assert [c for c in item.text if c.isalpha()] == there


@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.srt", "a.vtt", "a.json", "a.jsonl", "a.js"]))
def test_any_text(text: str, name: str) -> None:
    for item in read(name, text.encode("utf-8", "surrogatepass")):
        check(item)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["text", "id", "author", "account", "object", "type", "content", "tweet", "record", "value", "user",
                         "created_at", "noteTweet", "core", "includes", "users", "to", "langs", "reblog", "$type", "document",
                         "statements"]),
        inner, max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(VALUES)
def test_any_json(value: object) -> None:
    for item in read("a.json", json.dumps(value).encode()):
        check(item)
        assert item.text.strip()


WORD = docx("<w:p><w:r><w:t>We will not sell the harbour.</w:t></w:r></w:p>")
PAGES = pdf([[(72, 700, "We will not sell the harbour.")], [(72, 700, "Never ever.")]])


@pytest.mark.parametrize("whole", [WORD, PAGES], ids=["docx", "pdf"])
@given(data=st.data())
def test_damaged_bytes(whole: bytes, data: st.DataObject) -> None:
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        broken[data.draw(st.integers(4, len(broken) - 1))] = data.draw(st.integers(0, 255))
    for item in read("a", bytes(broken[: data.draw(st.integers(5, len(broken)))])):
        check(item)


@given(
    st.lists(
        st.builds(Line, st.text("ab- \u00adﬁ中", max_size=6), st.none() | st.sampled_from("xyz"), st.booleans()),
        max_size=12,
    )
)
def test_joined_lines_keep_their_letters_and_places(lines: list[Line]) -> None:
    text, places = joined(lines)
    letters = "".join(c for line in lines for c in line.text.replace("ﬁ", "fi") if c.isalpha())
    assert "".join(c for c in text if c.isalpha()) == letters
    begun: list[tuple[str, str]] = []
    for line in lines:
        if line.place and line.text.strip(" ") and [line.place] != [label for label, _ in begun[-1:]]:
            begun.append((line.place, line.text.replace("ﬁ", "fi").strip(" ")[0].replace("\u00ad", "-")))
    assert [(place.label, text[place.start]) for place in places] == begun
