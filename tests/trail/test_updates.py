"""Statements that come later enter trails that are there: as a full run would have it, and under the names they had."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from bench.trails import b_cubed, make
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.record import manifest as manifests
from onrecord.record.tables import connect_tables
from onrecord.trail import kept as keeping
from onrecord.trail import update_files
from onrecord.trail.follow import checked_table, follow_folded
from onrecord.trail.update import update
from onrecord.trail.update_names import Way, followed_anew
from onrecord.trail.update_state import State, ordered_ids, state_of
from onrecord.trail.variants import fold
from onrecord.trail.words import SLOTS_SEEN
from tests.record.made import keep, said
from tests.trail.tables import FULL, rows, table

pytestmark = pytest.mark.slow  # the loops are compiled the first time

OTHER = "The council of the old town has never seen so many fishermen in its hall as on that evening in March"
CUT = FULL.removesuffix(" but not about the pier in Westmere")
SOME = ["the", "pier", "Westmere", "40", "stays", "open", "not", "winter", "ferries", "Dorn", "it", "will", "be"]


def begun(given_table: pa.Table) -> State:
    """The state of some statements."""
    seen = np.zeros(SLOTS_SEEN, np.uint8)
    checked = checked_table(given_table)
    folded = fold(checked, seen)
    return state_of(checked["id"].combine_chunks(), folded, follow_folded(folded), seen)


def grown(whole: pa.Table, *bounds: int) -> State:
    """The state of the first rows, brought up to date with the next ones up to each bound, and the rest."""
    state = begun(whole.slice(0, bounds[0]))
    for run, (start, stop) in enumerate(zip(bounds, (*bounds[1:], whole.num_rows), strict=True)):
        state = update(state, checked_table(whole.slice(start, stop - start)), run + 1)
    return state


def numbers(whole: pa.Table, column: pa.ChunkedArray) -> Any:
    return pc.index_in(column, whole["id"].combine_chunks()).to_numpy()


def test_a_state_tells_what_a_full_run_found() -> None:
    corpus = make(2_000, 3).table
    assert rows(begun(corpus).table()) == rows(onrecord.trails(corpus))


@pytest.mark.parametrize("shuffled", [False, True])
def test_ten_days_come_to_what_a_full_run_finds(shuffled: bool) -> None:
    corpus = make(6_000, 13)
    order = np.argsort(corpus.table["published"].to_numpy(), kind="stable")
    if shuffled:
        order = np.random.default_rng(5).permutation(len(order))
    whole = corpus.table.take(order)
    found = grown(whole, *range(4_800, 6_000, 120)).table()
    full = onrecord.trails(whole).take(pc.index_in(found["statement"].combine_chunks(), whole["id"].combine_chunks()))
    precision, recall = b_cubed(numbers(whole, found["trail"]), numbers(whole, full["trail"]))
    assert min(precision, recall) > 0.99
    same = pc.equal(pc.fill_null(found["parent"], ""), pc.fill_null(full["parent"], ""))
    assert pc.mean(same.cast(pa.int8())).as_py() > (0.97 if shuffled else 0.995)


def test_new_ones_find_their_place() -> None:
    changed = FULL.replace("winter shifts", "summer holidays")
    whole = table(FULL, OTHER, FULL.upper(), CUT, changed, changed.removesuffix(" in Westmere"), "Nobody knows why")
    found = rows(grown(whole, 2, 4).table())
    assert found == rows(onrecord.trails(whole))
    assert found["f"] == ("a", "e", "cut")


def test_an_earlier_one_that_turns_up_later_renames_nothing() -> None:
    whole = table(CUT, FULL, FULL, days=[3, 2, 1])
    found = rows(grown(whole, 1, 2).table())
    assert found == {"a": ("a", "c", "cut"), "b": ("a", "c", "same"), "c": ("a", None, None)}


def test_a_merge_keeps_the_older_name_and_is_recorded() -> None:
    first, second = " ".join(FULL.split()[:11]), " ".join(FULL.split()[9:])
    whole = table(first, second, FULL, days=[1, 2, 3])
    assert rows(begun(whole.slice(0, 2)).table())["b"][0] == "b"
    state = grown(whole, 2)
    assert {trail for trail, _, _ in rows(state.table()).values()} == {"a"}
    assert state.merges.to_pylist() == [{"trail": "b", "into": "a", "run": 1}]
    again = grown(table(first, second, FULL, OTHER, days=[1, 2, 3, 4]), 2, 3)
    assert again.merges.num_rows == 1


def test_short_ones_speakers_and_dates() -> None:
    texts = ["We will not go", "We will not go!", "We will not go", None, "", FULL, FULL, CUT]
    people = ["Jane Dorn", "Jane Dorn", "Eli Moss", None, None, None, "Jane Dorn", "Eli Moss"]
    whole = table(*texts, days=[1, 2, 2, None, 3, None, 5, None], speakers=people)
    for bound in range(1, len(texts)):
        found, full = rows(grown(whole, bound).table()), rows(onrecord.trails(whole))
        assert {one: row[1:] for one, row in found.items()} == {one: row[1:] for one, row in full.items()}, bound


STATEMENTS = st.lists(
    st.tuples(st.lists(st.sampled_from(SOME), max_size=14), st.integers(0, 9)), min_size=1, max_size=12
)


@given(STATEMENTS, st.data())
@settings(max_examples=40, deadline=None)
def test_a_forest_whatever_comes_when(statements: list[tuple[list[str], int]], data: st.DataObject) -> None:
    whole = table(*(" ".join(words) for words, _ in statements), days=[day or None for _, day in statements])
    bounds = sorted(data.draw(st.lists(st.integers(1, len(statements)), min_size=1, max_size=3)))
    state = grown(whole, *bounds)
    found = rows(state.table())
    assert list(found) == sorted(whole["id"].to_pylist())
    days = dict(zip(whole["id"].to_pylist(), (day for _, day in statements), strict=True))
    for one, (trail, parent, change) in found.items():
        assert found[trail][0] == trail
        assert (parent is None) == (change is None)
        assert parent is None or (found[parent][0] == trail and days[parent] <= days[one] and days[parent])
    before = rows(begun(whole.slice(0, bounds[0])).table())
    merged = {row["trail"]: row["into"] for row in state.merges.to_pylist()}
    for one, (trail, _, _) in before.items():
        assert found[one][0] == trail or trail in merged
    assert not set(merged) & {trail for trail, _, _ in found.values()}


def test_a_state_is_kept_as_it_is(tmp_path: Path) -> None:
    whole = make(1_500, 4).table
    listed = update_files.Listed("m", "mark", (), "", "")
    state, old = begun(whole.slice(0, 1_000)), None
    for stop in (1_000, 1_100, 1_105, 1_300, 1_500):
        if old is not None:
            before = update_files.load(tmp_path, old)
            known = len(before.order)
            state = update(before, checked_table(whole.slice(known, stop - known)), 1)
            assert state.table_after(before, update_files.opened(tmp_path, old.table)).equals(state.table())
        update_files.save(tmp_path, listed, state.table(), state.merges, state, old)
        old = update_files.listed(tmp_path)
        assert old is not None
        back = update_files.load(tmp_path, old)
        assert back.table().equals(state.table())
        for name in ("texts", "words", "prints", "statements"):
            assert sum(one.num_rows for one in back.segments[name]) == sum(one.num_rows for one in state.segments[name])
        assert all(np.array_equal(back.forest[name], state.forest[name]) for name in state.forest)
    prints = [one["print"].to_numpy() for one in back.segments["prints"]]
    assert all((one[1:] >= one[:-1]).all() for one in prints)
    assert len(prints) < 4
    assert {one.name for one in tmp_path.iterdir()} == {
        "state.json", old.table, old.merges, *(file for files in old.parts.values() for file in files)
    }  # fmt: skip


def test_names_last_when_all_is_made_anew(tmp_path: Path) -> None:
    listed = update_files.Listed("m", "mark", (), "", "")
    early = followed_anew(table(CUT, OTHER, days=[4, 4]), tmp_path, None, 1, 100)
    update_files.save(tmp_path, listed, early.table, early.merges, None)
    kept = update_files.listed(tmp_path)
    late = followed_anew(table(CUT, OTHER, FULL, OTHER.lower(), days=[4, 4, 1, 1]), tmp_path, kept, 2, 100)
    assert {one: trail for one, (trail, _, _) in rows(late.table).items()} == {"a": "a", "b": "b", "c": "a", "d": "b"}
    assert late.merges.num_rows == 0


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of which even few statements are brought up to date."""
    monkeypatch.setattr(keeping, "LEAST", 0)
    whole, part = f"“{FULL},”", f"“{CUT},”"
    keep(tmp_path, said(f"{whole} said the mayor.", whole, published="2024-03-01"))
    keep(tmp_path, said(f"Cut: {part} said Dorn.", part, published="2024-03-02"))
    return tmp_path


def made(record: Path, watched: list[int] | None = None) -> pa.Table:
    manifest = manifests.load(record)
    connection = connect_tables(record, manifest)
    found = keeping.trails_of(record, manifest, connection, None if watched is None else watched.append)
    connection.close()
    return found


def test_a_record_that_grows_is_followed_from_there(record: Path) -> None:
    watched: list[int] = []
    first = made(record, watched)
    assert made(record, watched).equals(first)
    again = f"“{FULL.upper()},”"
    keep(record, said(f"Again: {again} she said.", again, published="2024-03-09"))
    found = made(record, watched)
    assert watched == [2, 1]
    assert found["trail"].to_pylist() == [first["trail"][0].as_py()] * 3
    merges = keeping.merges(record)
    assert merges is not None
    assert merges.num_rows == 0
    keeping.forget(record)
    anew = made(record, watched)
    assert watched == [2, 1, 3]
    assert rows(anew) == rows(found)


def test_a_damaged_state_is_made_anew(record: Path) -> None:
    made(record)
    (forest,) = (record / keeping.FOLDER).glob("forest-*")
    forest.write_bytes(b"half")
    keep(record, said("“Nobody will close it this winter,” she said.", "“Nobody will close it this winter,”"))
    watched: list[int] = []
    assert made(record, watched).num_rows == 3
    assert watched == [3]
    (record / keeping.FOLDER / update_files.LIST).write_bytes(b"{")
    assert made(record).num_rows == 3


def test_a_record_that_may_only_be_read(record: Path) -> None:
    code = """
import os, sys
from pathlib import Path
import onrecord
from tests.trail.tables import FULL, table
from tests.trail.test_updates import made
onrecord.trails(table(FULL))  # whatever is loaded late is loaded before the rights are gone
if os.getuid() == 0:
    os.setuid(65534)
print(made(Path(sys.argv[1])).num_rows)
"""
    with tempfile.TemporaryDirectory() as folder:  # outside of what only this user may enter
        place = Path(shutil.copytree(record, f"{folder}/record"))
        for path in (Path(folder), place, *place.rglob("*")):
            path.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", code, place], capture_output=True, text=True, check=False)
        assert done.stdout.strip() == "2", done.stderr
        assert not (place / keeping.FOLDER).exists()
        for path in (Path(folder), place):
            path.chmod(0o755)


def test_several_ask_at_once_while_it_grows(record: Path) -> None:
    found: list[pa.Table] = []
    asking = [threading.Thread(target=lambda: found.append(made(record))) for _ in range(4)]
    for one in asking:
        one.start()
    again = f"“{FULL},”"
    keep(record, said(f"Again: {again} she said.", again, published="2024-03-09"))
    for one in asking:
        one.join()
    assert {one.num_rows for one in found} <= {2, 3}
    assert len(found) == 4
    assert made(record).num_rows == 3


@pytest.mark.parametrize("engine", [None, "duckdb"])
def test_names_last_where_there_is_no_state(tmp_path: Path, engine: str | None) -> None:
    first, second = " ".join(FULL.split()[:11]), " ".join(FULL.split()[9:])
    listed = update_files.Listed("m", "mark", (), "", "")
    early = followed_anew(table(first, second, OTHER, days=[2, 3, 4]), tmp_path, None, 1, 2, Way(engine))
    assert early.state is None
    update_files.save(tmp_path, listed, early.table, early.merges, None)
    whole = table(first, second, OTHER, FULL, OTHER.lower(), days=[2, 3, 4, 5, None])
    late = followed_anew(whole, tmp_path, update_files.listed(tmp_path), 2, 2, Way(engine))
    assert {one: trail for one, (trail, _, _) in rows(late.table).items()} == {
        "a": "a", "b": "a", "c": "c", "d": "a", "e": "c",
    }  # fmt: skip
    assert late.merges.to_pylist() == [{"trail": "b", "into": "a", "run": 2}]
    assert not (tmp_path / "stages").exists()


def test_an_earlier_one_renames_nothing_where_there_is_no_state(tmp_path: Path) -> None:
    listed = update_files.Listed("m", "mark", (), "", "")
    early = followed_anew(table(CUT, days=[4]), tmp_path, None, 1, 0)
    update_files.save(tmp_path, listed, early.table, early.merges, None)
    late = followed_anew(table(CUT, FULL, OTHER, days=[4, 1, 1]), tmp_path, update_files.listed(tmp_path), 2, 0)
    assert late.table["trail"].to_pylist() == ["a", "a", "c"]
    assert late.merges.num_rows == 0


def test_the_state_is_the_same_by_stages() -> None:
    corpus = make(2_000, 3).table.sort_by("id")
    here, staged = (followed_anew(corpus, None, None, 1, 10_000, Way(engine)) for engine in (None, "duckdb"))
    assert here.table.equals(staged.table)
    assert here.state is not None
    assert staged.state is not None
    for name, column in here.state.forest.items():
        known = here.state.forest["source"] >= 0 if name in ("change", "score") else slice(None)
        assert np.array_equal(column[known], staged.state.forest[name][known]), name


@given(st.lists(st.text("ab\0é", max_size=4), unique=True, max_size=30), st.integers(0, 30))
def test_ids_are_put_in_order(ids: list[str], known: int) -> None:
    column = pa.array(ids, pa.string())
    before = ordered_ids(column.slice(0, known), np.zeros(0, np.int32))
    order = ordered_ids(column, before)
    assert [ids[row] for row in order] == sorted(ids)  # UTF-8 keeps the order of code points
