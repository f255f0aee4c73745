"""Ids are found where they are, and nowhere else."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from onrecord.trail.keys import Keys

_IDS = st.text(st.sampled_from("abc0é"), max_size=4)


@given(st.lists(_IDS, max_size=30), _IDS, st.booleans())
def test_rows_with_an_id(ids: list[str], wanted: str, in_order: bool) -> None:
    listed = sorted(ids, key=str.encode) if in_order else ids
    keys = Keys(pa.chunked_array([pa.array(listed[:7], pa.string()), pa.array(listed[7:], pa.string())]))
    assert keys.rows(wanted) == [place for place, one in enumerate(listed) if one == wanted]
    assert keys.first(wanted) == (listed.index(wanted) if wanted in listed else None)


def test_ids_of_one_width_and_odd_ones() -> None:
    keys = Keys(pa.chunked_array([["s1", "s3", "s2", "s3"]]))
    assert keys.rows("s3") == [1, 3]
    assert keys.rows("s33") == keys.rows("s\0") == keys.rows("\ud800") == []
