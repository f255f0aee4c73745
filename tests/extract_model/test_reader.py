"""The packaged reader on texts of our own: what it finds, and that nothing makes it crash, crawl or depend on company."""

import re
import time

import pytest

from onrecord.extract.model.reader import default
from onrecord.text.quotes import pair_quotes

NEWS = """Harbour board delays vote on ferry fares

The head of the harbour board, Ines Calder, said on Tuesday that the vote on ferry fares would be put off until spring.

“We owe the islanders an honest account of the costs,” she told reporters after the meeting. “They will have it before we vote.”

According to the ministry, ridership fell by a tenth last year.

The boats themselves are forty years old and painted blue."""


def lines(text):
    return [match.span() for match in re.finditer(r"[^\n]+", text) if match[0].strip()]


def predict(text):
    blocks = lines(text)
    return default().predict(text, blocks, pair_quotes(text, blocks))


def shown(text, found):
    return [
        (text[slice(*row.mention)] if row.mention else None, text[slice(*row.cue)] if row.cue else None,
         [text[a:b] for a, b in row.content])
        for row in found
    ]  # fmt: skip


def test_direct_and_indirect_statements_are_found_with_their_parts():
    found = shown(NEWS, predict(NEWS))
    assert ("the ministry", "According to", ["ridership fell by a tenth last year"]) in found
    direct = next(row for row in found if row[0] == "she")
    assert direct[1].startswith("told")
    assert direct[2][0] == "“We owe the islanders an honest account of the costs,”"
    assert not any("forty years" in part for _, _, parts in found for part in parts)


def test_scores_are_shares():
    assert all(0 <= row.score <= 1 for row in predict(NEWS))


def test_a_text_gives_the_same_whatever_was_read_before():
    alone = predict(NEWS)
    predict("Somebody else said: “Nothing of the sort.”")
    assert predict(NEWS) == alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "“",
        '"' * 500,
        "🙂🙂\n🙂",
        "وقال الوزير: «سنعود غدا» אמר השר",
        "a" * 100_000,
        "說：「好」",
        "\u200b\u202e\x00",
        "said",
        "\ufeff.\n.",
    ],
)
def test_odd_texts_give_ranges_within_them(text):
    for row in predict(text):
        for start, stop in (*row.content, row.cue or (0, 1), row.mention or (0, 1)):
            assert 0 <= start < stop <= len(text)


@pytest.mark.slow
def test_a_long_text_takes_time_in_proportion():
    began = time.process_time()
    predict(NEWS)
    once = time.process_time() - began
    began = time.process_time()
    predict("\n".join([NEWS] * 40))
    assert time.process_time() - began < 40 * 4 * once + 1
