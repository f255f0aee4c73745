"""Judgements of people: kept whole, in order, one at a time, whatever happens to the process that writes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.model import Span
from onrecord.record import judgements as module
from onrecord.record.judgements import ANY, JudgementError, Judgements, same, speaker, statement


def test_what_stands_is_the_last_word_on_a_question(tmp_path: Path) -> None:
    table = Judgements(tmp_path)
    assert (table.all(), table.standing(), table.broken) == ((), {}, ())
    first = table.add(same("s2", "s1"), True, by="Ann", reason="the same speech", words=["one", "two"])
    assert (first.about.statements, first.name, first.previous) == (("s1", "s2"), "the same statement", None)
    second = table.add(same("s1", "s2"), False, by="Bob")
    assert second.previous == first.id
    assert table.all() == (first, second)
    assert list(table.standing().values()) == [second]
    assert (table.pairs(True), table.pairs(False)) == ([], [("s1", "s2")])
    third = table.add(same("s1", "s2"), None, by="Ann")
    assert (third.name, table.standing()) == ("taken back", {})
    assert len({row.id for row in table.all()}) == 3


def test_questions_of_all_kinds_stand_beside_one_another(tmp_path: Path) -> None:
    table = Judgements(tmp_path)
    span = Span(4, 9, "words")
    table.add(speaker("s1", " Jane   Dorn "), False, by="Ann")
    table.add(speaker("s1", "Tom Oak"), True, by="Ann")
    table.add(statement("d1", [span], cue=Span(0, 3, "she")), True, by="Ann")
    table.add(statement("d1", [span], known="s7"), False, by="Bob")
    assert [row.name for row in table.standing().values()] == ["not the speaker", "the speaker", "this is no statement"]
    assert [row.about.name for row in table.naming(["s1"])] == ["Jane Dorn", "Tom Oak"]
    assert [row.by for row in table.naming(["s7"])] == ["Bob"]
    again = Judgements(tmp_path)
    assert again.all() == table.all(), "what is written is what is read"


def test_two_windows_edit_one_judgement(tmp_path: Path) -> None:
    one, other = Judgements(tmp_path), Judgements(tmp_path)
    about = same("s1", "s2")
    first = one.add(about, True, by="Ann", previous=None)
    with pytest.raises(JudgementError, match="conflict") as caught:
        other.add(about, False, by="Bob", previous=None)
    assert caught.value.standing == first
    second = other.add(about, False, by="Bob", previous=first.id)
    with pytest.raises(JudgementError, match="conflict"):
        one.add(about, None, by="Ann", previous=first.id)
    assert one.add(about, None, by="Ann", previous=second.id).previous == second.id
    with pytest.raises(JudgementError) as gone:
        other.add(about, True, by="Bob", previous=second.id)
    assert (gone.value.standing, len(one.all())) == (None, 3)
    assert other.add(about, True, by="Bob", previous=ANY).previous is None


@pytest.mark.parametrize(
    ("about", "by"),
    [(same("s1", "s2"), "  "), (speaker("s1", " "), "Ann"), (statement("d1", []), "Ann")],
)
def test_nothing_is_no_judgement(tmp_path: Path, about: module.About, by: str) -> None:
    with pytest.raises(JudgementError, match="nothing"):
        Judgements(tmp_path).add(about, True, by=by)
    assert not (tmp_path / "judgements").exists()


def test_a_statement_is_not_compared_with_itself() -> None:
    with pytest.raises(JudgementError, match="itself"):
        same("s1", "s1")


@pytest.mark.parametrize("rest", [b'{"id": "j1", "abo', b"\xff\xfe", b'{"id": 7}'])
def test_a_write_that_was_cut_off_takes_no_other_with_it(tmp_path: Path, rest: bytes) -> None:
    table = Judgements(tmp_path)
    first = table.add(same("s1", "s2"), True, by="Ann")
    with open(table.path, "ab") as file:
        file.write(rest)
    assert (table.all(), table.broken) == ((first,), ()), "it may be being written"
    second = table.add(same("s3", "s4"), True, by="Ann")
    assert (table.all(), table.broken) == ((first, second), (2,))
    assert Judgements(tmp_path).pairs(True) == [("s1", "s2"), ("s3", "s4")]


def test_a_line_of_a_later_version_is_left_out_and_told(tmp_path: Path) -> None:
    table = Judgements(tmp_path)
    first = table.add(same("s1", "s2"), True, by="Ann")
    row = json.loads(table.path.read_text())
    with open(table.path, "a") as file:
        file.write(json.dumps(row | {"new": 1, "id": "j2"}) + "\n")
        file.write(json.dumps(row | {"about": {"kind": "tone", "statements": ["s1"]}}) + "\n")
    assert [one.id for one in table.all()] == [first.id, "j2"], "fields that are not known do no harm"
    assert table.broken == (3,)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "judgements").write_text("a file in the way")
    with pytest.raises(RecordError) as caught:
        Judgements(tmp_path).add(same("s1", "s2"), True, by="Ann")
    assert caught.value.reason == "unwritable"
    assert Judgements(tmp_path).all() == ()


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.record.lock import Lock

    monkeypatch.setattr(module, "_WAIT", 0.05)
    table = Judgements(tmp_path)
    table.add(same("s1", "s2"), True, by="Ann")
    with Lock(table.path.parent), pytest.raises(RecordError, match="busy"):
        table.add(same("s1", "s2"), False, by="Bob")
    assert table.pairs(True) == [("s1", "s2")]


_WRITER = """
import sys
from onrecord.record.judgements import Judgements, same
table = Judgements(sys.argv[1])
for place in range(int(sys.argv[3])):
    row = table.add(same(sys.argv[2], f"s{place}"), True, by=sys.argv[2])
    print(row.id, flush=True)
"""


@pytest.mark.slow
def test_several_processes_at_once_and_one_that_is_killed(tmp_path: Path) -> None:
    def start(name: str, count: int) -> subprocess.Popen[str]:
        line = [sys.executable, "-c", _WRITER, str(tmp_path), name, str(count)]
        return subprocess.Popen(line, stdout=subprocess.PIPE, text=True)

    writers = [start("a", 40), start("b", 40), start("c", 4_000)]
    killed = writers[2]
    assert killed.stdout is not None
    told = [killed.stdout.readline().strip() for _ in range(5)]
    os.kill(killed.pid, signal.SIGKILL)
    told += [line for line in (line.strip() for line in killed.stdout.read().splitlines()) if len(line) == 21]
    for writer in writers[:2]:
        told += (writer.communicate()[0]).split()
    ids = [row.id for row in Judgements(tmp_path).all()]
    assert set(told) <= set(ids), "what was told to be judged is there"
    assert len(ids) == len(set(ids))
    assert len([row for row in Judgements(tmp_path).all() if row.by in "ab"]) == 80
