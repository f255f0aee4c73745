import numpy as np
import pytest

from onrecord.extract.model.links import GAPS, LINK, RANKS, Linker, gaps, likeliest, ranks, shared_out


def test_runs_are_counted_away_from_the_seeker():
    block = np.array([0] * 6 + [1] * 6, np.int32)
    sought = [(0, 1), (2, 3), (4, 5), (7, 8), (10, 11)]
    # the seeker stands at 5: three before in its own block (third, second, first nearest), two after in the next one
    assert ranks([(5, 6)], sought, block).tolist() == [[2, 1, 0, 15, 16]]


def test_far_runs_share_a_bucket_and_overlap_has_its_own():
    block = np.zeros(40, np.int32)
    sought = [(i, i + 1) for i in range(20)]
    row = ranks([(19, 22)], sought, block)[0]
    assert row[-1] == 20
    assert set(row[:14].tolist()) == {4}
    assert row.max() < RANKS


def linker(none=0.0):
    return Linker(0, np.zeros(RANKS, np.float32), np.zeros(len(GAPS) + 1, np.float32), none)


def vectors(pairs, words=6):
    table = np.zeros((words, 4 * LINK), np.float32)
    for number, (seeker, sought) in enumerate(pairs):
        table[seeker, number] = 10
        table[sought, LINK + number] = 10
    return table


def chosen(found, seekers, sought, table, words=6):
    return likeliest(found.weigh(seekers, sought, table, np.zeros(words, np.int32)))


def test_each_seeker_chooses_the_run_whose_vector_fits():
    found = chosen(linker(), [(0, 1), (3, 4)], [(1, 2), (5, 6)], vectors([(0, 5), (3, 1)]))
    assert [at for at, _ in found] == [1, 0]
    assert all(log > -0.01 for _, log in found)


def test_nothing_is_chosen_where_nothing_fits_or_nothing_is_there():
    assert chosen(linker(5.0), [(0, 1)], [(2, 3)], vectors([]))[0][0] is None
    assert chosen(linker(), [(0, 1)], [], vectors([])) == [(None, 0.0)]


def test_what_lies_out_of_reach_is_not_chosen():
    assert chosen(linker(), [(0, 1)], [(900, 901)], vectors([(0, 900)], 1000), 1000)[0][0] is None


def logs(*rows):
    return np.log(np.array(rows, np.float32))


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([(0.9, 0.08, 0.02), (0.6, 0.38, 0.02)], [0, 1]),  # the cue that has two gives the one it is less sure of
        ([(0.9, 0.08, 0.02)], [0]),  # the other cue would be left with nothing
        ([(0.998, 0.001, 0.001), (0.998, 0.001, 0.001)], [0, 0]),  # out of the question
        ([(0.01, 0.2, 0.79)], [1]),  # what no cue has is free
        ([(0.01, 0.001, 0.989)], [None]),
    ],
)
def test_a_cue_without_content_takes_what_can_be_spared(rows, wanted):
    assert [at for at, _ in shared_out(logs(*rows))] == wanted


def test_no_contents_are_shared_out():
    assert shared_out(np.zeros((0, 3), np.float32)) == []
    assert shared_out(np.zeros((1, 1), np.float32)) == [(None, 0.0)]


def test_gaps_are_the_words_between():
    sought = [(0, 2), (6, 8), (9, 10), (11, 12), (40, 41)]
    assert gaps([(8, 9)], sought).tolist() == [[6, 0, 0, 2, 31]]
    assert gaps([(8, 9)], [(7, 10)])[0, 0] < 0
