"""What the evaluation of wire copy counts."""

from __future__ import annotations

from eval.wire import measured


def test_right_missed_unprinted_and_wrong_are_told_apart() -> None:
    rows = [
        ("right", "UPI", b"Harbour.\n\nLUND, Feb. 2 (UPI) - The harbour is closed.\n"),
        ("missed", "Reuters", b"Harbour.\n\nThe harbour is closed, a Reuters reporter saw.\n"),
        ("unprinted", "AFP", b"Harbour.\n\nThe harbour is closed.\n"),
        ("wrong", None, b"Harbour.\n\nLUND (AP) - The harbour is closed.\n"),
        ("own", None, b"Harbour.\n\nThe harbour is closed.\n"),
    ]
    counted = measured(iter(rows))
    assert (counted.wire, counted.right, counted.own) == (3, 1, 2)
    assert [len(rows) for rows in (counted.missed, counted.unprinted, counted.wrong)] == [1, 1, 1]
