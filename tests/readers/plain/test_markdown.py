"""Markdown drafts: markup is no words, brackets of the writer's stay, and the map leads back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pipeline import read_bytes
from onrecord.readers.markdown import composed, unmarked

CASES = [
    ("“We *really* mean **it**,” she said.", "“We really mean it,” she said."),
    ("***both*** and __low__ and _so_", "both and low and so"),
    ("snake_case_name, 5 * 3 * 2, 2**8", "snake_case_name, 5 * 3 * 2, 2**8"),
    ("“We pay\ntwice,” she said.", "“We pay twice,” she said."),
    ("“We pay \r\ntwice,” she said.\r\n", "“We pay twice,” she said.\r\n"),
    ("> “We pay\n> twice,” she said.", "“We pay twice,” she said."),
    ("> “We pay\ntwice,” she said.", "“We pay twice,” she said."),
    ("- “One,” he said.\n- “Two,” she said.", "“One,” he said.\n“Two,” she said."),
    ("1. one\n2. two\nand more\n3. three", "one\ntwo and more\nthree"),
    ("We paid in\n2023. We stay.", "We paid in 2023. We stay."),
    ("The [report](https://example.org/r \"title\") is [public][1].\n\n[1]: https://example.org", "The report is public.\n\n"),
    ("“The work [on the pumps] is done,” (he said)", "“The work [on the pumps] is done,” (he said)"),
    ("“[The work](u) [on the pumps] is done”[^1]", "“The work [on the pumps] is done”"),
    ("# Title ##\nText", "Title\nText"),
    ("Title\n=====\nText", "Title\n\nText"),
    ("one\n\n***\n\ntwo", "one\n\n\n\ntwo"),
    ("line  \nbreak\\\nend", "line\nbreak\nend"),
    ("---\ntitle: x\n---\nText", "\nText"),
    ("a <b>tag</b>, <!-- a\nnote --> and 3 < 4 > 2", "a tag,  and 3 < 4 > 2"),
    (r"\*not\* \[a link\](u)", "*not* [a link](u)"),
    ("`*code*` and ``ab``", "*code* and ab"),
    ("```\n- *x*\n```\n*y*", "\n- *x*\n\ny"),
    ("R&amp;D &lt;b&gt; AT&T &ldquo;x&rdquo;", "R&D <b> AT&T “x”"),
    ("![a picture](a.png)“Words”", "“Words”"),
    ("f*** you", "f*** you"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "words"), CASES)
def test_markup_is_no_words(marked: str, words: str) -> None:
    assert unmarked(marked)[0] == words


@given(st.text(alphabet="ab *_`[]()#>-\n\r1.\\~!<&;“é"))
def test_the_map_leads_back(marked: str) -> None:
    words, runs = unmarked(marked)
    assert "".join(words[start : start + length] for start, _, length in runs) == words
    places = [(there, there + length) for _, there, length in runs]
    assert all(0 <= start < stop <= len(marked) for start, stop in places)
    assert all(before[1] < after[0] for before, after in pairwise(places))
    for start, there, length in runs:
        for offset in range(length):
            ours, theirs = words[start + offset], marked[there + offset]
            assert ours == theirs or (ours == " " and theirs in "\r\n") or theirs == "&"


def test_two_maps_make_one() -> None:
    first = ((0, 2, 5), (5, 9, 3))
    second = ((0, 10, 4), (4, 20, 6), (10, 40, 5))
    assert composed(first, second) == ((0, 12, 2), (2, 20, 3), (5, 25, 1), (6, 40, 2))


def test_a_document_points_into_its_markdown() -> None:
    marked = "# Pumps hold\r\n\r\nMayor **Petra Lindqvist** said: “We *tested* them\r\nin January.”\r\n"
    reading = read_bytes(marked.encode(), "draft.md")
    [statement] = [row for row in reading.statements if row.kind == "direct"]
    assert statement.content[0].text == "“We tested them in January.”"
    origin = reading.document.origin
    assert origin is not None
    assert origin.media_type == "text/markdown"
    text = reading.document.text
    found = {text[start : start + length]: marked[there : there + length] for start, there, length in origin.map}
    assert found["Petra Lindqvist"] == "Petra Lindqvist"
    assert found["tested"] == "tested"
