import pytest
from eval.reading_measures import Measures, Said, Words, calibration_error

TEXT = 'Ann said "no, never," and Bo agreed.'


def at(words):
    start = TEXT.index(words)
    return ((start, start + len(words)),)


ANN = Said(at("Ann"), at("said"), at('"no, never,"'))
BO = Said(at("Bo"), at("agreed"), ())


def measured(*said):
    found = Measures()
    found.add(TEXT, [ANN], list(said))
    return found


def test_runs_join_where_no_word_stands_between():
    words = Words("a b, c")
    assert words.runs([(0, 1), (2, 3)]) == ((0, 2),)
    assert words.runs([(0, 1), (5, 6)]) == ((0, 1), (3, 4))
    assert words.runs([(1, 2)]) == ()


def test_what_is_equal_is_right():
    found = measured(ANN)
    assert {role: count.f1 for role, count in found.exact.items()} == {"mention": 100, "cue": 100, "content": 100}
    assert found.whole.f1 == 100
    assert (found.direct, found.direct_found, found.direct_content, found.direct_mention) == (1, 1, 1, 1)


def test_a_border_beside_the_gold_costs_the_run_but_not_all_its_words():
    found = measured(Said(ANN.mention, ANN.cue, at('"no, never')))
    assert found.exact["content"].right == 0
    # gold: " no , never , "; found: " no , never
    assert (found.token["content"].right, found.token["content"].gold, found.token["content"].said) == (4, 6, 4)
    assert found.whole.right == 0
    assert (found.direct_found, found.direct_content, found.direct_mention) == (1, 0, 1)


def test_what_nobody_said_lowers_precision():
    found = measured(ANN, BO)
    assert found.exact["mention"].f1 == pytest.approx(200 / 3)
    assert found.whole.f1 == pytest.approx(200 / 3)


def test_nothing_found_is_no_crash():
    assert measured().exact["cue"].f1 == 0
    assert measured().direct_found == 0


def test_calibration_error_is_the_mean_gap_of_score_and_share():
    assert calibration_error([(0.9, True), (0.9, False)]) == pytest.approx(0.4)
    assert calibration_error([(1.0, True), (0.0, False)]) == 0
    assert calibration_error([]) == 0
