"""What always holds of pairing, for any text and for texts whose structure is known."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.text.quotes import Quoted, pair_quotes

PIECES = ["“", "”", "‘", "’", '"', "'", "«", "»", "„", "``", "''", "—", " ", " ", "\n", ".", ",", "a", "Bc", "s", "9", "🚫",
          "\u00a0", "(", ")", "…", "it’s", ", he said", "\x00", "\ud800"]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=60)
languages = st.sampled_from([None, "en", "de", "fr", "es", "sv", "ru", "xx"])
words = st.sampled_from(["go", "We stay", "the old mill", "nobody knows", "rain fell", "Ann left"])


def blocks(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


@given(texts, languages)
@settings(max_examples=400)
def test_spans_lie_in_the_text_and_never_cross(text: str, language: str | None) -> None:
    paragraphs = blocks(text)
    quoted = pair_quotes(text, paragraphs, language)
    for index, one in enumerate(quoted):
        assert 0 <= one.start <= one.inner_start < one.inner_stop <= one.stop <= len(text)
        assert one.opened or one.closed
        assert (one.parts[0][0], one.parts[-1][1]) == (one.start, one.stop)
        for start, stop in one.parts:
            assert any(a <= start < stop <= b for a, b in paragraphs)
        assert all(a[1] <= b[0] for a, b in zip(one.parts, one.parts[1:], strict=False))
        if one.parent is None:
            assert one.depth == 0
        else:
            around = quoted[one.parent]
            assert one.parent < index
            assert around.start <= one.start <= one.stop <= around.stop
            assert one.depth == around.depth + 1
    for one in quoted:
        for other in quoted:
            assert not one.start < other.start < one.stop < other.stop


@given(texts, languages)
def test_the_same_text_gives_the_same_quotations(text: str, language: str | None) -> None:
    assert pair_quotes(text, blocks(text), language) == pair_quotes(text, blocks(text), language)


@st.composite
def structures(draw: st.DrawFn, depth: int = 0) -> tuple[str, list[tuple[int, int]]]:
    """A text of balanced curly marks and the extents of its quotations, outer before inner."""
    text, extents = draw(words), []
    for _ in range(draw(st.integers(0, 3 if depth < 3 else 0))):
        inner, inside = draw(structures(depth + 1))
        marks = "“”" if depth % 2 == 0 else "‘’"
        start = len(text) + 1
        extents.append((start, start + len(inner) + 2))
        extents += [(a + start + 1, b + start + 1) for a, b in inside]
        text += f" {marks[0]}{inner}{marks[1]} " + draw(words)
    return text, extents


@given(structures())
def test_balanced_curly_marks_give_back_their_structure(made: tuple[str, list[tuple[int, int]]]) -> None:
    text, extents = made
    assert [(one.start, one.stop) for one in pair_quotes(text, [(0, len(text))])] == extents


@given(structures(), st.sampled_from(["it’s", "O’Neil", "James’s", "don't", "l’homme"]), st.data())
def test_an_apostrophe_word_changes_no_pair(
    made: tuple[str, list[tuple[int, int]]], word: str, data: st.DataObject
) -> None:
    text, extents = made
    at = data.draw(st.sampled_from([*(place for place, char in enumerate(text) if char == " "), len(text)]))
    longer = f"{text[:at]} {word}{text[at:]}"
    shift = len(word) + 1
    moved = [(a + shift * (a >= at), b + shift * (b > at)) for a, b in extents]
    assert [(one.start, one.stop) for one in pair_quotes(longer, [(0, len(longer))])] == moved


double_only = st.lists(words, min_size=1, max_size=5).map(lambda row: " ".join(f"“{one},” he said." for one in row))


@given(double_only, st.sampled_from(["dogs’", "’tis", "’90s", "rock ’n’ roll", "goin’", "'em", "6'2"]), st.data())
def test_an_apostrophe_at_a_word_s_edge_changes_no_double_pair(text: str, word: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([place for place, char in enumerate(text) if char == " "]))
    longer = f"{text[:at]} {word}{text[at:]}"

    def inner(made: str) -> list[str]:
        return [made[one.start : one.stop].replace(f" {word}", "") for one in pair_quotes(made, [(0, len(made))])]

    assert inner(longer) == inner(text)


@given(texts)
def test_what_follows_a_closed_paragraph_is_read_alone(text: str) -> None:
    """A paragraph without open marks before it changes nothing in the ones after it."""
    first = "“A b,” he said.\n"
    alone, after = pair_quotes(text, blocks(text), "en"), pair_quotes(first + text, blocks(first + text), "en")
    if "”" in text and "“" not in text:
        return  # the first paragraph shows that ” only closes here
    moved = [(one.start + len(first), one.stop + len(first)) for one in alone]
    assert [(one.start, one.stop) for one in after[1:]] == moved


def test_a_quoted_is_a_plain_value() -> None:
    one = Quoted(0, 3, 1, 2, 0, None, True, True, ((0, 3),), '"')
    assert one == pair_quotes('"a"', [(0, 3)])[0]
