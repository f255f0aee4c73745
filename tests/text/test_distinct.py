"""Numbers without repetitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.distinct import distinct


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=50), st.sampled_from([1, 10**6, 2**63]))
def test_each_number_once_in_order(drawn: list[int], most: int) -> None:
    numbers = [number % most for number in drawn]
    given = np.array(numbers, np.uint64)
    assert distinct(given).tolist() == sorted(set(numbers))
    assert given.tolist() == numbers


@pytest.mark.parametrize("kind", [np.int32, np.int64, np.uint32])
def test_numbers_stay_of_their_type(kind: type[np.integer]) -> None:
    found = distinct(np.array([3, 1, 3], kind))
    assert (found.dtype, found.tolist()) == (kind, [1, 3])
    assert distinct(np.zeros(0, kind)).dtype == kind
