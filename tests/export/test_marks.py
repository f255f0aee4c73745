from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.marks import paragraphs
from onrecord.model import Block, Document, Reading, Statement
from onrecord.text.spans import span

from .fixture import READING


def reading(text: str, parts: list[tuple[str, list[tuple[int, int]]]], blocks: tuple[Block, ...] = ()) -> Reading:
    document = Document("d", "-", None, None, (), None, None, text, blocks=blocks)
    statements = tuple(
        Statement(name, "direct", tuple(span(text, *at) for at in spans), None, None, "neutral", None, None, 1.0)
        for name, spans in parts
    )
    return Reading(document, (), statements, (), (), (), (), (), ())


def drawn(shown: Reading) -> str:
    """Each piece with the statements over it: ``ab{x:cd}{x/y:ef}``."""
    written = ""
    for part in paragraphs(shown):
        for piece in part.pieces:
            over = "/".join(mark.statement for mark in piece.marks)
            written += f"{{{over}:{piece.text}}}" if over else piece.text
        written += "|"
    return written


def test_nested() -> None:
    assert drawn(reading("abcdef", [("y", [(2, 4)]), ("x", [(1, 5)])])) == "a{x:b}{x/y:cd}{x:e}f|"


def test_interrupted() -> None:
    assert drawn(reading("abcdef", [("x", [(0, 2), (4, 6)])])) == "{x:ab}cd{x:ef}|"


def test_crossing() -> None:
    assert drawn(reading("abcdef", [("x", [(0, 4)]), ("y", [(2, 6)])])) == "{x:ab}{x/y:cd}{y:ef}|"


def test_over_two_paragraphs() -> None:
    assert drawn(reading("ab\n\ncd", [("x", [(1, 5)])])) == "a{x:b}|{x:c}d|"


def test_text_outside_the_blocks_is_shown() -> None:
    shown = reading("ab\ncd\nef", [], (Block("heading", 3, 5),))
    assert [(part.kind, part.pieces[0].text) for part in paragraphs(shown)] == [
        ("paragraph", "ab"),
        ("heading", "cd"),
        ("paragraph", "ef"),
    ]


def test_a_hostile_pile_is_cut_off() -> None:
    shown = reading("x" * 200, [(f"s{n:03}", [(n, 200)]) for n in range(100)])
    assert max(len(piece.marks) for part in paragraphs(shown) for piece in part.pieces) == 12


def test_pieces_of_the_fixture_are_its_text() -> None:
    parts = list(paragraphs(READING))
    assert "\n\n".join("".join(piece.text for piece in part.pieces) for part in parts) == READING.document.text


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: tuple(sorted(pair))), max_size=8)


@given(st.text(alphabet="ab \n", min_size=30, max_size=30), SPANS)
def test_no_letter_is_lost_or_marked_twice(text: str, spans: list[tuple[int, int]]) -> None:
    shown = reading(text, [(f"s{place}", [at]) for place, at in enumerate(spans)])
    place = 0
    for part in paragraphs(shown):
        place = part.start
        for piece in part.pieces:
            assert text[place : place + len(piece.text)] == piece.text
            over = {f"s{n}" for n, (a, b) in enumerate(spans) if a <= place and place + len(piece.text) <= b and a < b}
            assert {mark.statement for mark in piece.marks} == over
            place += len(piece.text)
        assert place == part.stop
    kept = "".join(piece.text for part in paragraphs(shown) for piece in part.pieces)
    assert "".join(kept.split()) == "".join(text.split())
