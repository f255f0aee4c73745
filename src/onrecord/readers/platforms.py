"""An address of a post → its platform, handle, id and one canonical address, for the eleven platforms.

Addresses of profiles, hashtags, share buttons and timelines are no posts. Nothing is fetched; times in ids are left to
``post_ids``, markup to ``embeds``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, unquote, urlsplit

from msgspec import Struct

from onrecord.model import Platform

_LONGEST = 2_000
_X_RESERVED = frozenset({"i", "statuses", "web", "intent", "share", "search", "hashtag", "home"})
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}\Z")
_CODE = re.compile(r"[A-Za-z0-9_-]{5,40}\Z")
_FACEBOOK_ID = re.compile(r"(?:pfbid\w{8,120}|\d{4,25}(?::\d+)*)\Z")


class Address(Struct, frozen=True):
    """Where a post lives; ``post`` is the platform's id, ``handle`` stands without ``@``."""

    platform: Platform
    post: str
    handle: str | None
    url: str


def address(url: str | None) -> Address | None:
    """Read a post's address, that of an embedding frame included; ``None`` if it is not that of a single post."""
    if not url or len(url) > _LONGEST:
        return None
    url = url.strip()
    try:
        parts = urlsplit("https:" + url if url.startswith("//") else url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    steps = [unquote(step) for step in parts.path.split("/") if step]
    query = {key: values[0] for key, values in parse_qs(parts.query).items()} if parts.query else {}
    for name, read in _READERS:
        if host == name or host.endswith("." + name):
            return read(host, steps, query)
    return _fediverse(host, steps)


def _x(host: str, steps: list[str], query: dict[str, str]) -> Address | None:
    if host.startswith("platform.") or host == "twitframe.com":
        return x_post(query["id"]) if query.get("id", "").isdigit() else address(query.get("url"))
    for index, step in enumerate(steps[:-1]):
        if step in ("status", "statuses"):
            number = re.match(r"\d{1,20}", steps[index + 1])
            owner = steps[index - 1] if index else "i"
            return x_post(number[0], None if owner in _X_RESERVED else owner) if number else None
    return None


def x_post(post: str, handle: str | None = None) -> Address:
    """Address of a post on X by its number."""
    handle = handle and handle.lstrip("@")
    return Address("x", post, handle, f"https://x.com/{handle or 'i'}/status/{post}")


def _facebook(host: str, steps: list[str], query: dict[str, str]) -> Address | None:
    if steps[:1] == ["plugins"] or "plugins" in steps[:2]:
        return address(query.get("href")) if steps[-1] in ("post.php", "video.php") else None
    owner = query.get("id") if steps and steps[-1].endswith(".php") else None
    post = (
        query.get("story_fbid")
        or query.get("fbid")
        or (query.get("v") if steps[:1] in (["watch"], ["video.php"]) else None)
    )
    if post is None and len(steps) > 1:
        kinds = ("posts", "videos", "photos", "permalink", "reel", "reels", "videos", "v", "p")
        if kind := next((index for index, step in enumerate(steps[:-1]) if step in kinds), -1) + 1:
            post = next((step for step in reversed(steps[kind:]) if _FACEBOOK_ID.match(step)), None)
            owner = steps[0] if kind > 1 and steps[0] not in ("groups", "people", "events") else None
    if post is None or not _FACEBOOK_ID.match(post):
        return None
    handle = owner if owner and not owner.isdigit() else None
    if steps[-1] in ("permalink.php", "story.php") and query.get("id"):
        return Address(
            "facebook", post, None, f"https://www.facebook.com/permalink.php?story_fbid={post}&id={query['id']}"
        )
    if "fbid" in query:
        return Address("facebook", post, None, f"https://www.facebook.com/photo.php?fbid={post}")
    if "v" in query:
        return Address("facebook", post, None, f"https://www.facebook.com/watch/?v={post}")
    return Address("facebook", post, handle, "https://www.facebook.com/" + "/".join(steps))


def _instagram(host: str, steps: list[str], query: dict[str, str]) -> Address | None:
    for index, step in enumerate(steps[:2]):
        if step in ("p", "reel", "reels", "tv") and len(steps) > index + 1 and _CODE.match(steps[index + 1]):
            kind, handle = "reel" if step == "reels" else step, steps[0] if index else None
            return Address(
                "instagram", steps[index + 1], handle, f"https://www.instagram.com/{kind}/{steps[index + 1]}/"
            )
    return None


def _threads(host: str, steps: list[str], query: dict[str, str]) -> Address | None:
    if len(steps) > 2 and steps[0].startswith("@") and steps[1] == "post" and _CODE.match(steps[2]):
        return Address("threads", steps[2], steps[0][1:], f"https://www.threads.net/{steps[0]}/post/{steps[2]}")
    if len(steps) > 1 and steps[0] == "t" and _CODE.match(steps[1]):
        return Address("threads", steps[1], None, f"https://www.threads.net/t/{steps[1]}")
    return None


def _telegram(host: str, steps: list[str], query: dict[str, str]) -> Address | None:
    steps = steps[1:] if steps[:1] == ["s"] else steps
    return telegram_post("/".join(steps[:2])) if len(steps) > 1 else None


def telegram_post(name: str) -> Address | None:
    """Address of a post by ``channel/number``, as the widget's script gives it."""
    found = re.match(r"@?([A-Za-z]\w{3,31})/(\d{1,10})(?=\D|\Z)", name.strip())
    if not found:
        return None
    return Address("telegram", f"{found[1]}/{found[2]}", found[1], f"https://t.me/{found[1]}/{found[2]}")


def _bluesky(host: str, steps: list[str], query: dict[str, str]) -> Address | None:
    if host == "embed.bsky.app" and len(steps) > 3 and steps[0] == "embed":
        return bluesky_post("at://" + "/".join(steps[1:]))
    if len(steps) > 3 and steps[0] == "profile" and steps[2] == "post":
        return bluesky_post(f"at://{steps[1]}/app.bsky.feed.post/{steps[3]}")
    return None


def bluesky_post(uri: str) -> Address | None:
    """Address of a post by its ``at://AUTHORITY/app.bsky.feed.post/RKEY``; an authority that is no DID is the handle."""
    found = re.match(r"at://([^/\s]{3,300})/app\.bsky\.feed\.post/([A-Za-z0-9._:~-]{1,64})", uri.strip())
    if not found:
        return None
    handle = None if found[1].startswith("did:") else found[1].lstrip("@")
    return Address("bluesky", found[2], handle, f"https://bsky.app/profile/{found[1]}/post/{found[2]}")


def _tiktok(host: str, steps: list[str], query: dict[str, str]) -> Address | None:
    for index, step in enumerate(steps[:-1]):
        number = re.match(r"\d{8,20}", steps[index + 1])
        if step in ("video", "photo", "v1", "v2", "v3", "embed", "v") and number:
            handle = steps[0][1:] if steps[0].startswith("@") else None
            return tiktok_post(number[0], handle or None)
    return None


def tiktok_post(post: str, handle: str | None = None) -> Address:
    """Address of a video on TikTok by its number."""
    path = f"@{handle}/video/{post}" if handle else f"embed/v2/{post}"
    return Address("tiktok", post, handle, f"https://www.tiktok.com/{path}")


def _youtube(host: str, steps: list[str], query: dict[str, str]) -> Address | None:
    if host == "youtu.be":
        return youtube_post(steps[0]) if steps else None
    if steps[:1] == ["watch"]:
        return youtube_post(query.get("v", ""))
    if len(steps) > 1 and steps[0] in ("embed", "v", "shorts", "live", "e"):
        return youtube_post(steps[1].split("&")[0].split("?")[0])
    return None


def youtube_post(post: str) -> Address | None:
    """Address of a video on YouTube by its eleven letters; lists and live channels are none."""
    if not _YOUTUBE_ID.match(post) or post == "videoseries" or post == "live_stream":
        return None
    return Address("youtube", post, None, f"https://www.youtube.com/watch?v={post}")


def _truthsocial(host: str, steps: list[str], query: dict[str, str]) -> Address | None:
    handle = (
        steps[0]
        if steps and steps[0].startswith("@")
        else (steps[1] if steps[:1] == ["users"] and len(steps) > 1 else "")
    )
    post = next((step for step in steps[1:] if re.match(r"\d{10,20}\Z", step)), None)
    handle = handle.lstrip("@")
    if not post:
        return None
    path = f"@{handle}/posts/{post}" if handle else f"posts/{post}"
    return Address("truthsocial", post, handle or None, f"https://truthsocial.com/{path}")


def _vk(host: str, steps: list[str], query: dict[str, str]) -> Address | None:
    if steps and steps[-1] == "widget_post.php":
        return vk_post(f"{query.get('owner_id')}_{query.get('post_id')}")
    wall = query.get("w", "") if not steps or not steps[0].startswith("wall") else steps[0]
    return vk_post(wall.removeprefix("wall")) if wall.startswith("wall") else None


def vk_post(name: str) -> Address | None:
    """Address of a post by ``OWNER_ID``, the owner being negative for groups."""
    found = re.match(r"-?\d{1,15}_\d{1,15}(?=\D|\Z)", name)
    return Address("vk", found[0], None, f"https://vk.com/wall{found[0]}") if found else None


def _fediverse(host: str, steps: list[str]) -> Address | None:
    """Mastodon runs on any host: ``/@USER/ID``, ``/@USER/ID/embed`` or ``/users/USER/statuses/ID``."""
    if len(steps) > 3 and steps[0] == "users" and steps[2] == "statuses":
        steps = ["@" + steps[1], steps[3]]
    if (
        len(steps) < 2
        or not re.match(r"@[\w.-]{1,60}(?:@[\w.-]+)?\Z", steps[0])
        or not re.match(r"\d{6,20}\Z", steps[1])
    ):
        return None
    user = steps[0][1:]
    handle = user if "@" in user else f"{user}@{host}"
    return Address("mastodon", steps[1], handle, f"https://{host}/{steps[0]}/{steps[1]}")


_READERS: tuple[tuple[str, Callable[[str, list[str], dict[str, str]], Address | None]], ...] = (
    ("twitter.com", _x), ("x.com", _x), ("twitframe.com", _x), ("facebook.com", _facebook), ("instagram.com", _instagram),
    ("instagr.am", _instagram), ("threads.net", _threads), ("threads.com", _threads), ("t.me", _telegram),
    ("telegram.me", _telegram), ("bsky.app", _bluesky), ("tiktok.com", _tiktok), ("youtube.com", _youtube),
    ("youtube-nocookie.com", _youtube), ("youtu.be", _youtube), ("truthsocial.com", _truthsocial), ("vk.com", _vk),
    ("vk.ru", _vk),
)  # fmt: skip
