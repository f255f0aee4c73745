"""Tokens → which of them are times and occasions of speech ("on Tuesday", "in a statement")."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.extract.cues import words
from onrecord.text.segment import Token

Row = Sequence[Token]


def is_time(token: Token) -> bool:
    """Whether a token is a weekday or a month."""
    return token.lower in words("weekdays") or (token.lower in words("months") and token.is_capital)


def timed(token: Token) -> bool:
    """Whether a token can follow "last" or "this" as a time."""
    return is_time(token) or token.lower in (
        "week",
        "month",
        "year",
        "weekend",
        "morning",
        "afternoon",
        "evening",
        "night",
    )


def is_adverbial(row: Row, j: int, hi: int) -> bool:
    """Whether a preposition opens a time or an occasion ("on Tuesday", "in a statement"), not a part of the name."""
    for k in range(j + 1, min(hi, j + 6)):
        if row[k].lower in words("prepositions"):
            return False
        if is_time(row[k]) or row[k].text[0].isdigit() or row[k].lower in words("occasions"):
            return row[j].lower != "of" and row[j].lower != "for"
        if row[k].lower in words("time_words") and row[k].lower not in ("in", "on", "at"):
            return True
        if not row[k].is_word or row[k].is_capital:
            return False
    return False


def date_length(row: Row, i: int, hi: int) -> int:
    """ "Wednesday, November 9, 2022," with its inner commas; the comma after it only before more of the date."""
    j = i + 1
    while j < hi and (timed(row[j]) or row[j].text[0].isdigit()):
        j += 1
    if (
        j + 1 < hi
        and row[j].text == ","
        and (is_time(row[j + 1]) or (row[j + 1].text.isdigit() and len(row[j + 1].text) == 4))
    ):
        return j + 1 - i + date_length(row, j + 1, hi)
    return j - i


def vessel_stop(row: Row, i: int, hi: int) -> int:
    """Index after "in a statement" or "in an interview" right behind a cue, else ``i``."""
    if i + 2 >= hi or row[i].lower not in ("in", "on") or row[i + 1].lower not in ("a", "an"):
        return i
    for k in range(i + 2, min(hi, i + 5)):
        if row[k].lower in words("occasions"):
            return k + 2 if k + 1 < hi and row[k + 1].lower in words("occasions") else k + 1
        if not row[k].is_word or row[k].is_capital:
            return i
    return i
