import numpy as np
import pytest

pytest.importorskip("numpy")

from onrecord.extract.model.links import GAPS, LINK, RANKS, Linker, gaps, ranks


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


def test_each_seeker_chooses_the_run_whose_vector_fits():
    found = linker().choose([(0, 1), (3, 4)], [(1, 2), (5, 6)], vectors([(0, 5), (3, 1)]), np.zeros(6, np.int32))
    assert [at for at, _ in found] == [1, 0]
    assert all(share > 0.99 for _, share in found)


def test_nothing_is_chosen_where_nothing_fits_or_nothing_is_there():
    assert linker(5.0).choose([(0, 1)], [(2, 3)], vectors([]), np.zeros(6, np.int32))[0][0] is None
    assert linker().choose([(0, 1)], [], vectors([]), np.zeros(6, np.int32)) == [(None, 1.0)]


def test_what_lies_out_of_reach_is_not_chosen():
    words = 1000
    found = linker().choose([(0, 1)], [(900, 901)], vectors([(0, 900)], words), np.zeros(words, np.int32))
    assert found[0][0] is None


def test_gaps_are_grouped_by_the_words_between():
    sought = [(0, 2), (6, 8), (9, 10), (11, 12), (40, 41), (200, 201)]
    # seeker at 8..9: six words before it, touching, touching, two after it, thirty-one after it, far
    assert gaps([(8, 9)], sought).tolist() == [[4, 0, 0, 2, 7, 10]]
