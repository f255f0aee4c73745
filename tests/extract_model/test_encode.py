import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.extract.model.encode import FEATURES, encode
from onrecord.extract.model.windows import inputs, windows
from onrecord.text.quotes import pair_quotes
from tests.extract_model.small import tokenizer

SHAPE, QUOTE, PLACE, GLUED = range(4)


def read(text):
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append((at, at + len(line)))
        at += len(line) + 1
    return encode(text, blocks, pair_quotes(text, blocks), tokenizer())


def column(text, which):
    return read(text).features[:, which].tolist()


def words(text):
    found = read(text)
    return [text[a:b] for a, b in zip(found.start, found.stop, strict=True)]


def test_words_and_marks_stand_apart_at_their_offsets():
    assert words("Mayor O'Neil said: “Né?”\n\nYes.") == [
        "Mayor", "O", "'", "Neil", "said", ":", "“", "Né", "?", "”", "Yes", ".",
    ]  # fmt: skip


def test_shapes_tell_case_numbers_and_marks():
    assert column("mayor Ann NATO A McDuff 7 .", SHAPE) == [0, 1, 2, 3, 4, 5, 6]


def test_quote_states_tell_marks_and_depth():
    assert column("He said “a ‘b’ c” so", QUOTE) == [0, 0, 3, 1, 5, 2, 6, 1, 4, 0]


def test_a_quotation_over_two_paragraphs_is_closed_once():
    assert column("“Aa bb.\n“Cc.”", QUOTE) == [3, 1, 1, 1, 3, 1, 1, 4]


def test_places_tell_first_and_last_words_and_early_blocks():
    assert column("a b c\nd e\nf g\nh i", PLACE) == [0, 1, 2, 3, 5, 6, 8, 6, 8]


def test_glued_words_follow_no_space():
    assert column("(a b)", GLUED) == [0, 1, 0, 1]


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab C.,“”'\"\n 7é中🙂\u200b\u202eא"), max_size=120))
def test_any_text_gives_words_in_order_with_known_features(text):
    found = read(text)
    assert (found.start < found.stop).all()
    assert (found.start[1:] >= found.stop[:-1]).all()
    assert found.first[-1] == len(found.pieces)
    assert (np.diff(found.first) > 0).all()
    for number, (_, size) in enumerate(FEATURES):
        assert ((found.features[:, number] >= 0) & (found.features[:, number] < size)).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 60), max_size=12), st.integers(0, 8), st.integers(17, 60))
def test_every_word_is_kept_by_one_window_and_windows_stay_small(sizes, context, room):
    found = read("\n".join("ab " * size for size in sizes))
    rows = list(windows(found, room, context))
    kept = [i for row in rows for i in range(row.keep_start, row.keep_stop)]
    assert kept == list(range(len(found)))
    assert all(row.start <= row.keep_start < row.keep_stop <= row.stop for row in rows)
    assert all(found.first[row.stop] - found.first[row.start] <= room for row in rows)


def test_arrays_of_a_window_mark_its_start_and_its_blocks():
    found = read("ab ab\nab")
    row = inputs(found, 0, 3)
    piece = int(found.pieces[0])
    assert row.pieces.tolist() == [101, piece, piece, 102, piece]
    assert row.heads.tolist() == [1, 2, 4]
    assert row.features[3].tolist() == [0, 0, 0, 0]
