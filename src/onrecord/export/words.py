"""Names of the contract → the words people read for them, shared by the terminal view and the HTML report."""

from __future__ import annotations

from onrecord.model import VerdictName

KINDS = {
    "direct": "the speaker’s own words, in quote marks",
    "mixed": "partly quoted, partly reported",
    "indirect": "reported in the writer’s words",
    "post": "a social-media post",
    "headline": "put into a headline",
}

STANCES = {
    "doubt": "doubt (claimed, alleged)",
    "denial": "denial",
    "support": "support (confirmed, admitted)",
    "hearsay": "hearsay (reportedly)",
    "question": "question",
    "order": "order",
    "promise": "promise",
    "attitude": "attitude (believes, wants)",
}

PLATFORMS = {
    "x": "X", "facebook": "Facebook", "instagram": "Instagram", "threads": "Threads", "telegram": "Telegram",
    "bluesky": "Bluesky", "mastodon": "Mastodon", "tiktok": "TikTok", "youtube": "YouTube",
    "truthsocial": "Truth Social", "vk": "VK",
}  # fmt: skip

VERDICTS: dict[VerdictName, str] = {
    "verbatim": "word for word",
    "typographic": "same words, other typography",
    "trimmed": "cut, and the cut is marked",
    "cleaned": "fillers left out",
    "bracketed": "editor’s words in brackets",
    "cut": "words left out unmarked",
    "spliced": "parts joined unmarked",
    "reworded": "other words",
    "meaning": "meaning at stake",
    "misattributed": "another person’s words",
    "not-found": "not among the originals",
    "no-original": "nothing here to compare with",
}

KEPT = ("verbatim", "typographic", "trimmed", "cleaned", "bracketed")
"""Verdicts that an editor can let pass."""

RELATIONS = {"paraphrase": "paraphrase of", "copy": "same words as", "repeat": "repeats"}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(iso: str) -> str:
    """Say an ISO 8601 date (or the date of an instant) as people do; anything else stays as it is.

    >>> day("2022-11-09T15:26:00Z"), day("2022-11"), day("spring")
    ('9 Nov 2022', 'Nov 2022', 'spring')
    """
    year, *rest = iso.partition("T")[0].split("-")
    if not all(part.isascii() and part.isdigit() for part in (year, *rest)) or not 1 <= len(rest) <= 2:
        return iso
    month = int(rest[0])
    if not 1 <= month <= 12:
        return iso
    name = f"{_MONTHS[month - 1]} {year}"
    return f"{int(rest[1])} {name}" if len(rest) == 2 else name


def counted(number: int, noun: str) -> str:
    """Say how many: ``1 post``, ``2 posts``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
