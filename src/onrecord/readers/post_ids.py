"""A platform's own id of a post → the instant that it carries, offline; what has none is left to printed dates.

Layouts: X's snowflakes (2010), Instagram's and Threads' media ids in base64url short codes, AT protocol record keys
("TID", base32-sortable microseconds), Mastodon's and Truth Social's and TikTok's ids.
"""

from __future__ import annotations

from datetime import UTC, datetime

from onrecord.model import Platform

_X_EPOCH_MS = 1_288_834_974_657
_X_FIRST_SNOWFLAKE = 30_000_000_000
"""X numbered posts one by one until November 2010; such ids carry no time."""
_INSTAGRAM_EPOCH_MS = 1_314_220_021_721
_BASE64URL = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")}
_BASE32_SORTABLE = {c: n for n, c in enumerate("234567abcdefghijklmnopqrstuvwxyz")}
_SHORT_CODE = 11
"""Letters of a public short code; private ones append a key."""
_YEARS: dict[Platform, tuple[int, int]] = {
    "x": (2010, 2100), "instagram": (2010, 2100), "threads": (2023, 2100), "bluesky": (2022, 2100),
    "mastodon": (2016, 2100), "truthsocial": (2021, 2100), "tiktok": (2014, 2100),
}  # fmt: skip
"""Years in which a platform's posts can have been made: an instant outside shows that the id has another layout."""


def instant(platform: Platform, post: str) -> str | None:
    """The instant that an id carries, ``YYYY-MM-DDTHH:MM:SSZ``; ``None`` for platforms or ids that carry none.

    Bluesky's keys are made by the poster's own program: an instant from one is a claim.
    """
    seconds = _seconds(platform, post)
    if seconds is None:
        return None
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    first, last = _YEARS[platform]
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if first <= moment.year <= last else None


def _seconds(platform: Platform, post: str) -> float | None:
    if platform in ("instagram", "threads"):
        number = _number(post[:_SHORT_CODE], _BASE64URL)
        return None if number is None else ((number >> 23) + _INSTAGRAM_EPOCH_MS) // 1000
    if platform == "bluesky":
        number = _number(post, _BASE32_SORTABLE) if len(post) == 13 else None
        return None if number is None else (number >> 10) // 1_000_000
    if not (post.isascii() and post.isdigit() and len(post) < 21):
        return None
    number = int(post)
    if platform == "x":
        return None if number < _X_FIRST_SNOWFLAKE else ((number >> 22) + _X_EPOCH_MS) // 1000
    if platform in ("mastodon", "truthsocial"):
        return (number >> 16) // 1000
    return number >> 32 if platform == "tiktok" else None


def _number(letters: str, digits: dict[str, int]) -> int | None:
    number = 0
    for letter in letters:
        if letter not in digits:
            return None
        number = number * len(digits) + digits[letter]
    return number if letters else None
