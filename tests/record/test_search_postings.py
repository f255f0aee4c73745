"""Postings: words in, the statements that have a phrase out, the same as looking through all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.search_postings import COLUMNS, SCHEMA, add, drop, matched, occurrences, segments
from onrecord.record.search_words import Phrase

TEXTS = st.lists(st.lists(st.sampled_from(["a", "ab", "b", "ba"]), max_size=6).map(tuple), max_size=6)
PHRASES = st.builds(
    Phrase, st.lists(st.sampled_from(["a", "ab", "b", "c"]), min_size=1, max_size=3).map(tuple), st.booleans()
)


def filled(batches: Sequence[Sequence[tuple[str, ...]]]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    first = 1
    for batch in batches:
        enter(connection, first, batch)
        first += len(batch)
    return connection


def enter(connection: sqlite3.Connection, first: int, texts: Sequence[tuple[str, ...]]) -> None:
    columns = {name: texts if name == "words" else [()] * len(texts) for name in COLUMNS}
    add(connection, first, columns, {"place": np.arange(first, first + len(texts), dtype=np.int32)})


def found(connection: sqlite3.Connection, phrase: Phrase) -> dict[int, int]:
    read = partial(occurrences, connection, segments(connection))
    rows, times = matched(read, "words", phrase)
    return dict(zip(rows.tolist(), times.tolist(), strict=True))


def counted(text: tuple[str, ...], phrase: Phrase) -> int:
    last = len(phrase.words) - 1

    def stands(at: int) -> bool:
        there = text[at : at + last + 1]
        end = len(there) > last and (
            there[last].startswith(phrase.words[last]) if phrase.begun else there[last] == phrase.words[last]
        )
        return end and there[:last] == phrase.words[:last]

    return sum(stands(at) for at in range(len(text)))


@given(st.lists(TEXTS, max_size=4), PHRASES)
def test_phrases_are_found_where_they_stand(batches: list[list[tuple[str, ...]]], phrase: Phrase) -> None:
    texts = [text for batch in batches for text in batch]
    expected = {n: times for n, text in enumerate(texts, 1) if (times := counted(text, phrase))}
    assert found(filled([batch for batch in batches if batch]), phrase) == expected


def test_small_segments_are_merged_and_corrected_ones_stand_apart() -> None:
    connection = filled([[("pier", "open")], [("quay",)], [("pier",)]])
    assert [(one.first, one.statements) for one in segments(connection)] == [(1, 3)]
    enter(connection, -2, [("pier", "pier"), ("open",)])
    enter(connection, 4, [("pier",)])
    assert [(one.first, one.statements) for one in segments(connection)] == [(-2, 2), (1, 3), (4, 1)]
    assert found(connection, Phrase(("pier",))) == {-2: 2, 1: 1, 3: 1, 4: 1}
    facts = connection.execute("SELECT data FROM fact JOIN segment ON number = segment ORDER BY first").fetchall()
    assert [np.frombuffer(data, np.int32).tolist() for (data,) in facts] == [[-2, -1], [1, 2, 3], [4]]
    drop(connection)
    assert found(connection, Phrase(("open",))) == {1: 1}
    assert connection.execute("SELECT count(*) FROM posting WHERE word = 'wquay'").fetchone() == (1,)
