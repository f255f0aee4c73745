"""Judgements laid over trails: what is the same is joined, what is not is parted, and nothing else moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from onrecord.trail.follow import trails
from onrecord.trail.judged import Ruling, judged

_SCHEMA = trails(pa.table({name: pa.array([], kind) for name, kind in {
    "id": pa.string(), "document": pa.string(), "outlet": pa.string(), "text": pa.string(), "published": pa.timestamp("us"),
}.items()})).schema  # fmt: skip


def table(rows: str) -> pa.Table:
    """Rows such as ``a``, ``b<a`` (parent), ``c<a.4`` (and score), ``d@a`` (no parent, in the trail of a), in order of time."""
    found: list[dict[str, object]] = []
    trail: dict[str, str] = {}
    for row in rows.split():
        head, _, of = row.partition("@")
        one, _, rest = head.partition("<")
        parent, _, score = rest.partition(".")
        trail[one] = trail[parent] if parent else of or one
        found.append({
            "statement": one, "trail": trail[one], "parent": parent or None, "change": "cut" if parent else None,
            "score": float(f"0.{score}") if score else 1.0,
        })  # fmt: skip
    return pa.Table.from_pylist(found, schema=_SCHEMA)


def ruled(rows: str, *rulings: str) -> dict[str, str]:
    """``a=b`` (the same) and ``a!b`` (not the same) → the trail of each statement, and its parent where it has one."""
    made = table(rows)
    listed = [Ruling(one[0], one[2], one[1] == "=") for one in rulings]
    new = judged(made, listed, in_order, lambda one, parent: ("reworded", 0.5))
    assert new["statement"].to_pylist() == made["statement"].to_pylist()
    assert new.schema == made.schema
    return {row["statement"]: row["trail"] + (f"<{row['parent']}" if row["parent"] else "") for row in new.to_pylist()}


def in_order(statements: Sequence[str]) -> Mapping[str, object]:
    return {one: ord(one) for one in statements}


def test_no_judgement_changes_nothing() -> None:
    made = table("a b<a c")
    assert judged(made, [], in_order, lambda *_: ("reworded", 0.5)) is made
    assert judged(made, [Ruling("x", "y", True)], in_order, lambda *_: ("reworded", 0.5)) is made


def test_the_same_joins_two_trails_under_the_older_name() -> None:
    assert ruled("a b<a c d<c", "b=d") == {"a": "a", "b": "a<a", "c": "a<b", "d": "a<c"}
    assert ruled("a b c<b", "c=a") == {"a": "a", "b": "a<a", "c": "a<b"}
    assert ruled("a b d<a", "b=d") == {"a": "a", "b": "a<a", "d": "a<a"}, "nobody takes words from a later one"
    assert ruled("a b<a", "a=b") == {"a": "a", "b": "a<a"}


def test_not_the_same_cuts_the_weakest_link_between_two() -> None:
    assert ruled("a b<a.9 c<b.4 d<c.8", "a!d") == {"a": "a", "b": "a<a", "c": "c", "d": "c<c"}
    assert ruled("a b<a.4 c<a.9", "b!c") == {"a": "a", "b": "b", "c": "a<a"}
    assert ruled("a b<a c", "b!c") == {"a": "a", "b": "a<a", "c": "c"}, "they were never joined"


def test_what_has_no_parent_but_is_in_the_trail_is_parted_first() -> None:
    assert ruled("a b<a.2 z@a", "b!z") == {"a": "a", "b": "a<a", "z": "z"}


def test_judgements_count_in_the_order_in_which_they_were_made() -> None:
    assert ruled("a b", "a=b", "a!b") == {"a": "a", "b": "b"}
    assert ruled("a b", "a!b", "a=b") == {"a": "a", "b": "a<a"}


def test_what_was_judged_apart_is_not_joined_by_a_detour() -> None:
    found = ruled("a b<a.7 c", "a!b", "a=c")
    assert (found["b"], found["c"]) == ("b", "a<a")
    found = ruled("a b c d<c.6", "a!d", "a=b", "b=c")
    assert found["d"] != found["a"]
    assert (found["b"], found["c"]) == ("a<a", "a<b"), "links that a person made stay"


def test_a_trail_keeps_its_name_where_its_bearer_is_no_longer_the_first() -> None:
    rows = table("a b<a c<b").to_pylist()
    named = pa.Table.from_pylist([row | {"trail": "b"} for row in rows], schema=_SCHEMA)
    new = judged(named, [Ruling("b", "c", False)], in_order, lambda *_: ("reworded", 0.5))
    assert new["trail"].to_pylist() == ["b", "b", "c"]


_ONES = "abcdefgh"


@given(
    parents=st.lists(st.integers(-1, 6), min_size=8, max_size=8),
    scores=st.lists(st.integers(1, 9), min_size=8, max_size=8),
    rulings=st.lists(st.tuples(st.sampled_from(_ONES), st.sampled_from(_ONES), st.booleans()), max_size=6),
)
def test_any_judgements_leave_a_forest(
    parents: list[int], scores: list[int], rulings: list[tuple[str, str, bool]]
) -> None:
    rows = " ".join(
        f"{one}<{_ONES[up]}.{score}" if 0 <= up < place else one
        for place, (one, up, score) in enumerate(zip(_ONES, parents, scores, strict=True))
    )
    last = {tuple(sorted((one, other))): same for one, other, same in rulings if one != other}
    found = ruled(rows, *(f"{one}{'=' if same else '!'}{other}" for (one, other), same in last.items()))
    trail = {one: told[0] for one, told in found.items()}
    for one, told in found.items():
        parent = told.partition("<")[2]
        assert not parent or (parent < one and trail[parent] == trail[one]), "parents are earlier, and in the trail"
        assert trail[trail[one]] == trail[one], "a trail is named after one of its own"
    if all(last.values()):
        assert all(trail[one] == trail[other] for one, other in last)
    if not any(last.values()):
        assert all(trail[one] != trail[other] for one, other in last)
