"""What is counted in the background: once, an earlier value serves meanwhile, a failure is tried again, few wait; pages that are kept."""

from __future__ import annotations

import threading

import pytest

from onrecord.errors import EnvironmentFaultError
from onrecord.web.later import Later
from onrecord.web.problems import ProblemError
from onrecord.web.shelf import Pages, Shelf


def test_it_is_made_once() -> None:
    made: list[int] = []
    later = Later("Counting.", lambda: made.append(1) or len(made))
    assert [later.get(), later.get(), later.wait()] == [1, 1, 1]
    assert later.is_ready


def test_who_will_not_wait_is_told_to_come_back() -> None:
    held = threading.Event()
    later = Later("Words are being counted.", lambda: held.wait(20), patience=0.05)
    assert later.peek() is None
    with pytest.raises(ProblemError, match=r"Words are being counted\. This page comes back"):
        later.get()
    held.set()
    assert later.wait() is True


def test_the_earlier_value_serves_until_the_new_one_is_ready() -> None:
    before = Later("Old.", lambda: "old")
    assert before.get() == "old"
    held = threading.Event()
    later = Later("New.", lambda: held.wait(20) and "new", before, patience=0.05)
    assert (later.get(), later.peek()) == ("old", "old")
    held.set()
    assert later.wait() == "new"
    assert later.get() == "new"


def test_a_failure_is_told_and_tried_again() -> None:
    tries: list[int] = []

    def make() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise EnvironmentFaultError("disk", "full")
        return "made"

    later = Later("Counting.", make)
    with pytest.raises(EnvironmentFaultError):
        later.get()
    assert later.get() == "made"


def test_only_a_few_wait() -> None:
    held = threading.Event()
    later = Later("Counting.", lambda: held.wait(20), patience=10)
    told: list[str] = []

    def ask() -> None:
        try:
            later.get()
        except ProblemError as error:
            told.append(error.problem.reason)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(0.1)
    held.set()
    for thread in threads:
        thread.join()
    assert told == ["preparing"] * 9


def test_pages_are_kept_within_bounds() -> None:
    pages, written = Pages(10), []

    def write(text: str) -> bytes:
        return pages.get(text, lambda: written.append(text) or text.encode())

    assert [write("four"), write("four"), write("five!"), write("three")] == [b"four", b"four", b"five!", b"three"]
    assert written == ["four", "five!", "three"]
    write("four")
    assert written[-1] == "four", "it had to go"
    assert pages.get("huge", lambda: b"x" * 99) == b"x" * 99


def test_results_are_kept_within_bounds() -> None:
    shelf: Shelf[str] = Shelf(2, 100)
    first, second = shelf.put("a", 10), shelf.put("b", 10)
    assert shelf.get(first) == "a"
    third = shelf.put("c", 10)
    with pytest.raises(ProblemError, match="no longer kept"):
        shelf.get(second)
    assert (shelf.get(first), shelf.get(third)) == ("a", "c")
    big = shelf.put("d", 1000)
    assert shelf.get(big) == "d", "the latest stays, whatever its size"
    assert len({first, second, third, big}) == 4
    assert min(map(len, (first, second))) >= 16
