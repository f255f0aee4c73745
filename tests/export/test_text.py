import re
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len

from onrecord.export.text import render
from onrecord.model import Block, Document, Edit, Original, Post, Reading, Speaker, Statement, Verdict
from onrecord.text.spans import span

from .fixture import READING

GOLDEN = Path(__file__).parent / "golden" / "harbour.txt"
ESCAPE = re.compile(r"\x1b\[[\d;]*m")
HOSTILE = "Safe \x1b[2J\x1b]0;owned\x07 \x9b31m \u202eesrever\u202c \u2066iso\u2069 \x00 \ud800 \ufdd0 end"


def tiny(text: str, *statements: Statement, **document: object) -> Reading:
    facts = {"outlet": None, "title": None, "authors": (), "published": None, "language": None} | document
    return Reading(
        Document(id="d1", uri="-", text=text, **facts), (), statements, (), (), (), (), (), ()  # type: ignore[arg-type]
    )  # fmt: skip


def said(text: str, words: str) -> Statement:
    start = text.index(words)
    return Statement(
        "s", "direct", (span(text, start, start + len(words)),), None, None, "neutral", None, None, 1.0
    )  # fmt: skip


def test_golden_view_at_80_columns() -> None:
    """The golden file was checked line by line against the fixture."""
    assert render(READING, width=80) == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("width", [10, 24, 40, 50, 80, 100, 120, 200])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_no_line_is_wider_than_the_terminal(width: int, encoding: str) -> None:
    text = render(READING, width=width, encoding=encoding, colour=width == 50)
    widest = max(cell_len(ESCAPE.sub("", line)) for line in text.splitlines())
    assert widest <= max(24, min(width, 100))
    assert text.isascii() or encoding == "utf-8"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_every_word_of_the_article_is_there_in_order(width: int) -> None:
    text = render(READING, width=width)
    marks = r"\[\d[\d.]*: ?| ?:\d[\d.]*\]|^ *│ "
    words = re.sub(marks, "", text, flags=re.MULTILINE).split()
    place = 0
    for word in READING.document.text.split():
        assert word in words[place:], word
        place = words.index(word, place)


def test_without_colour_there_is_no_escape() -> None:
    assert "\x1b" not in render(READING)


def test_colour_says_nothing_more_than_the_plain_view() -> None:
    coloured = ESCAPE.sub("", render(READING, width=100, colour=True))
    assert "\x1b" not in coloured
    for words in ("Tomas Reyes → NORDA → this article", "{+20+}", "[-30-]", "≠ meaning", "! conflict 1"):
        assert words in coloured


def test_ascii_keeps_every_letter_that_has_one() -> None:
    text = render(tiny("Café — „très“ … Київ"), encoding="ascii")
    assert 'Cafe -- "tres" ... <U+041A>' in text


def test_a_hostile_document_cannot_drive_the_terminal() -> None:
    post = Post("p", "x", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, None)
    whole = span(HOSTILE, 0, len(HOSTILE))
    statement = msgspec.structs.replace(said(HOSTILE, HOSTILE), mention=whole, cue=whole, stance="doubt")
    edit = Edit("replace", span(HOSTILE, 0, 20), span(HOSTILE, 0, 20), "word")
    reading = msgspec.structs.replace(
        tiny(HOSTILE, statement, title=HOSTILE, outlet=HOSTILE, authors=(HOSTILE,), published=HOSTILE),
        posts=(post,),
        speakers=(Speaker("q", HOSTILE, (HOSTILE,), (HOSTILE,), (HOSTILE,), False, ()),),
        verdicts=(Verdict("s", Original("post", "p", None), "reworded", 0.1, (edit,), HOSTILE),),
    )
    for colour in (False, True):
        text = ESCAPE.sub("", render(reading, width=100, colour=colour))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0]", text)
        assert "␛[2J" in text
        assert "<U+202E>esrever" in text


def test_marks_in_the_document_are_told_from_ours() -> None:
    text = "He [1: sic :1] said “no [-x-] {+y+}”."
    shown = render(tiny(text, said(text, "“no [-x-] {+y+}”")))
    assert r"He \[1: sic \:1] said [1: “no \[-x-] \{+y+}” :1]." in shown


def test_unclosed_and_crossing_statements_stay_readable() -> None:
    text = "one two three four"
    rows = (
        Statement("a", "mixed", (span(text, 0, 13),), None, None, "neutral", None, None, 1.0),
        Statement("b", "direct", (span(text, 4, 18),), None, None, "neutral", None, None, 1.0),
    )
    assert "[1: one [2: two three :1] four :2]" in render(tiny(text, *rows))


def test_a_statement_over_two_paragraphs_is_noted_once() -> None:
    text = "“One.\n\n“Two.”"
    shown = render(tiny(text, said(text, text)))
    assert shown.count("[1: ") == 2
    assert shown.count("[1] direct") == 1


def test_an_article_without_statements_is_still_shown() -> None:
    shown = render(tiny("Nothing was said."))
    assert "Nothing was said." in shown
    assert "0 statements" in shown
    assert "Untitled" in shown


def test_words_that_were_moved_are_shown_side_by_side() -> None:
    text, posted = "“now come”", "come now"
    edit = Edit("move", span(text, 1, 4), span(posted, 5, 8), "splice")
    reading = msgspec.structs.replace(
        tiny(text, said(text, text)),
        posts=(Post("p", "x", "Eve", None, None, None, posted, None),),
        verdicts=(Verdict("s", Original("post", "p", None), "spliced", 0.5, (edit,), "another order"),),
    )
    shown = render(reading)
    assert "≠ spliced: another order · compared with the post of X · Eve" in shown
    assert "printed: “{+now+} come”" in shown
    assert "post:    come [-now-]" in shown


def test_blocks_of_an_unknown_post_do_not_break_the_view() -> None:
    assert "alone" in render(tiny("alone", blocks=(Block("post", 0, 5, "gone"),)))
