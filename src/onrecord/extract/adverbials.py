"""Tokens between a cue and its content → where the times and occasions among them end."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.cues import words
from onrecord.extract.phrases import after
from onrecord.extract.times import date_length, is_adverbial, is_time, timed
from onrecord.text.segment import Token

Row = Sequence[Token]


def skip_adverbials(row: Row, i: int, hi: int) -> int:
    """Index after times and occasions that stand between a cue and its content ("Tuesday in a statement that")."""
    at = i
    while at < hi:
        step = _adverbial_length(row, at, hi)
        if not step:
            return at
        at += step
    return at


def _adverbial_length(row: Row, i: int, hi: int) -> int:
    token = row[i]
    if is_time(token) or token.lower in ("yesterday", "today", "later", "earlier", "tonight", "recently", "again"):
        return date_length(row, i, hi)
    if token.lower in ("last", "this", "earlier", "late", "early", "next") and i + 1 < hi and timed(row[i + 1]):
        return 2
    if token.lower in words("prepositions") and is_adverbial(row, i, hi):
        return _occasion_length(row, i, hi)
    if (
        token.lower == "to"
        and i + 1 < hi
        and row[i + 1].lower in ("reporters", "journalists", "supporters", "lawmakers")
    ):
        return 2
    return 0


def _occasion_length(row: Row, i: int, hi: int) -> int:
    for j in range(i + 1, min(hi, i + 6)):
        if is_time(row[j]):
            return j - i + date_length(row, j, hi)
        if row[j].text[0].isdigit() or row[j].lower in words("occasions") | {"week", "month", "year"}:
            stop = j + 1
            while stop < hi and row[stop].lower in words("occasions"):
                stop += 1
            if stop < hi and row[stop].lower in ("with", "to", "on", "by", "for", "at"):
                more = after(row, stop + 1, hi)
                return (more[1] if more else stop) - i
            return stop - i
    return 0
