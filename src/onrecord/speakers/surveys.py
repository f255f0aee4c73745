"""Polls that a document tells of → the statements of those who answered them: "46 percent said"; the poll carried these."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from onrecord.model import Statement
from onrecord.speakers.carrier import Carrier, words

_POLL = re.compile(r"\b(?:[Pp]oll|[Ss]urvey)\b(?!\s+(?:numbers?|averages?|watchers?|workers?|station|taxes|finds))")
_BACK = re.compile(r"(?:(?<![\w’'])[\w.&’'/–-]+[ \u00a0]+){1,7}$")
_ASKED = re.compile(
    r"^(?:(?:about|nearly|only|just|another|some|more than|almost|fewer than|roughly|a|an|the|over|around)\s+)*"
    r"(?:\d[\d.]*\s*(?:%|percent|per cent|in \d+|of \d+)|(?:one|two|three|four|five|six|seven|"
    r"eight|nine|half|most)\b.{0,25}\b(?:in|of|out of)\b"
    r"|(?:majorit|pluralit|third|quarter|half)\w*\b|respondents\b|(?:\w+-\w+|[a-z]+)\s+percent\b)"
    r"|\b(?:respondents|responding|surveyed|polled)\b",
    re.IGNORECASE,
)
_NAMED = 20
_REACH = 2500
"""Code points that a poll's figures may stand behind its name."""


def surveyed(text: str, statements: Sequence[Statement]) -> Mapping[str, Carrier]:
    """Statement id → the poll that its speakers answered; only where the mention is a share of people."""
    asked = [row for row in statements if row.mention is not None and row.within is None and _answers(row.mention.text)]
    if not asked:
        return {}
    polls = [_name(text, match) for match in _POLL.finditer(text)]
    starts = [poll.start for poll in polls]
    found: dict[str, Carrier] = {}
    for row in asked:
        assert row.mention is not None
        last = bisect_left(starts, row.mention.start)
        near = [poll for poll in polls[max(0, last - _NAMED) : last] if row.mention.start - poll.start < _REACH]
        if near:
            found[row.id] = next((poll for poll in reversed(near) if " " in poll.name), near[-1])
    return found


def _answers(mention: str) -> bool:
    return bool(_ASKED.search(mention)) and not re.search(r"(?i)\b(?:polls?|surveys?|studies|reports)\b", mention)


def _name(text: str, match: re.Match[str]) -> Carrier:
    """The poll by its fullest name there: "Reuters/Ipsos opinion poll"; "the poll" alone stands for one named before."""
    back = _BACK.search(text, max(0, match.start() - 90), match.start())
    start = match.start()
    for word in reversed(list(re.finditer(r"\S+", back[0]))) if back else []:
        if (word[0].endswith(".") and len(word[0]) > 4) or not (
            word[0][0].isupper() or word[0].lower() in words("poll_kinds")
        ):
            break
        if word[0].lower() in (
            "the",
            "a",
            "an",
            "in",
            "when",
            "this",
            "new",
            "latest",
            "our",
            "its",
            "that",
            "according",
        ):
            break
        assert back is not None
        start = back.start() + word.start()
    return Carrier("document", text[start : match.end()], start, match.end(), "answered in it", "once")
