from __future__ import annotations

import pytest

from onrecord.model import Relation, Span, Statement, StatementKind
from onrecord.verify.relate import relate


def statement(
    key: str, kind: StatementKind, text: str, within: str | None = None, post: str | None = None
) -> Statement:
    return Statement(key, kind, (Span(0, len(text), text),), None, None, "neutral", None, within, 1.0, post)


def related(*rows: Statement, speakers: dict[str, str | None] | None = None) -> list[tuple[str, str, str]]:
    found = relate(rows, speakers if speakers is not None else {row.id: "weber" for row in rows})
    return [(row.kind, *row.statements) for row in found]


DIRECT = statement(
    "d", "direct", "“The city council is ready to repair the bridge, given the state that it is in today.”"
)


@pytest.mark.parametrize(
    "words",
    [
        "the council is ready to repair the bridge",
        "Council ready to repair bridge",
        "that the council was ready for repairing the bridge",
    ],
)
def test_an_indirect_statement_is_the_paraphrase_of_a_direct_one(words: str) -> None:
    assert related(DIRECT, statement("i", "indirect", words)) == [("paraphrase", "d", "i")]
    assert related(statement("i", "indirect", words), DIRECT) == [("paraphrase", "d", "i")]


@pytest.mark.parametrize(
    "words",
    [
        "the council is not ready to repair the bridge",
        "the council is ready to repair 14 bridges",
        "the council will meet",
        "the bridge was closed after the accident on Friday, and a school too",
    ],
)
def test_other_statements_are_none(words: str) -> None:
    assert related(DIRECT, statement("i", "indirect", words)) == []


def test_speakers_must_be_the_same_and_known() -> None:
    said = statement("i", "indirect", "the council is ready to repair the bridge")
    assert related(DIRECT, said, speakers={"d": "weber", "i": "anna"}) == []
    assert related(DIRECT, said, speakers={"d": None, "i": None}) == []


def test_a_headline_may_be_a_paraphrase() -> None:
    headline = statement("h", "headline", "Council ready to repair the bridge")
    assert related(headline, DIRECT) == [("paraphrase", "d", "h")]


def test_equal_words_are_a_repeat_whatever_the_marks() -> None:
    again = statement(
        "e", "direct", '"The City Council is ready to repair the bridge – given the state that it is in today"'
    )
    assert related(DIRECT, again) == [("repeat", "d", "e")]


def test_prose_that_has_the_words_of_a_post_is_its_copy() -> None:
    post = statement("p", "post", "The council is ready to repair the bridge. Finally! 🎉", post="p1")
    copy = statement("c", "direct", "“The council is ready to repair the bridge.”")
    changed = statement("c", "direct", "“The council is not ready to repair the bridge.”")
    assert related(copy, post, speakers={}) == [("copy", "p", "c")]
    assert related(changed, post, speakers={}) == []


def test_a_statement_within_another_is_not_related_to_it() -> None:
    inner = statement("e", "direct", DIRECT.content[0].text, within="d")
    assert related(DIRECT, inner) == []


def test_scores_and_reasons_are_given() -> None:
    (row,) = relate(
        (DIRECT, statement("i", "indirect", "the council is ready to repair the bridge")), {"d": "w", "i": "w"}
    )
    assert isinstance(row, Relation)
    assert 0 < row.score <= 1
    assert "council" in row.reason
