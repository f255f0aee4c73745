"""A parsed page → the embeds in it, in document order, each with the post that it holds.

Which markup is an embed of which platform is decided here; reading one is left to ``embeds_read``, embeds inside
scripts to ``escaped``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from onrecord.model import Post
from onrecord.readers import embeds_read as read

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

    Reader = Callable[[LexborNode, str | None], Post | None]

_MOST = 1_000
"""Embeds of one page that are looked at."""

_QUOTES: tuple[tuple[str, Reader], ...] = (
    ("twitter-tweet", read.x_blockquote), ("twitter-video", read.x_blockquote), ("twitter-post", read.x_blockquote),
    ("instagram-media", read.instagram_block), ("text-post-media", read.threads_block),
    ("bluesky-embed", read.bluesky_block), ("mastodon-embed", read.mastodon_block), ("tiktok-embed", read.tiktok_block),
)  # fmt: skip
_TAGS: dict[str, Reader] = {
    "iframe": read.frame_post, "amp-iframe": read.frame_post, "amp-twitter": read.x_number,
    "twitter-widget": read.x_number, "amp-facebook": read.amp_element, "amp-instagram": read.amp_element,
    "amp-tiktok": read.amp_element, "amp-youtube": read.youtube_element, "lite-youtube": read.youtube_element,
    "script": read.telegram_script,
}  # fmt: skip
_SELECTOR = ", ".join(
    [
        "blockquote",
        *(tag for tag in _TAGS if tag != "script"),
        "script[data-telegram-post]", ".twitter-tweet-rendered", "[data-tweet-id]", "[data-tweetid]", "[tweetid]",
        ".fb-post[data-href]", ".fb-video[data-href]", '[id^="vk_post_"]', ".wp-block-embed__wrapper",
        ".rll-youtube-player", "[data-youtube-id]", '[data-src*="youtube.com/embed/"]', '[data-src*="youtube-nocookie.com/embed/"]',
    ]
)  # fmt: skip
_ELEMENT = re.compile(r"<(?:blockquote|iframe|amp-[a-z]+|lite-youtube|twitter-widget|script)\b[^<>]{0,4000}")
_ELEMENT_HINTS = (
    "twitter-", "tweet", "instagram", "text-post-media", "bluesky", "bsky.app", "/embed", "-embed", "facebook.com/plugins",
    "<amp-", "lite-youtube", "data-telegram-post", "t.me/", "tiktok", "youtube", "widget_post", "twitframe.com",
)  # fmt: skip
_ATTRIBUTE_HINTS = {
    "tweet": ("tweet-id", "tweetid", "twitter-tweet"),
    "embed": ("wp-block-embed__wrapper", ".com/embed/"),
    "fb-": ("fb-post", "fb-video"),
    "vk_post_": ("vk_post_",),
    "youtube-": ("youtube-player", "data-youtube-id"),
}
"""What stands in attributes of any element, by a part that is looked for first."""

_SIGNED_BY = ("/status/", "bsky.app/profile/")
"""Addresses by which a quotation is known for a post when its class was lost."""


class Embed(msgspec.Struct, frozen=True, eq=False):
    """An element of the page and the post that it holds."""

    node: LexborNode
    post: Post


def may_hold_embeds(markup: str) -> bool:
    """Whether a page can have any embed at all; most have none and need not be parsed for them."""
    elements = "\n".join(_ELEMENT.findall(markup))
    if "<blockquote" in elements and any(sign in markup for sign in _SIGNED_BY):
        return True
    if any(hint in elements for hint in _ELEMENT_HINTS):
        return True
    return any(part in markup and any(hint in markup for hint in hints) for part, hints in _ATTRIBUTE_HINTS.items())


def find_embeds(tree: LexborHTMLParser, language: str | None) -> list[Embed]:
    """Embeds of all platforms, in document order; an element that only wraps another embed is left out."""
    found: list[Embed] = []
    seen: set[int] = set()
    tried: dict[Reader, LexborNode] = {}
    for node in tree.css(_SELECTOR)[: 4 * _MOST]:
        reader = _reader(node)
        # Quotations nested in their like would be read again and again, each time with all that is in them.
        nested = node.tag == "blockquote" and reader in tried and _contains(tried[reader], node)
        if reader is None or nested or node.mem_id in seen or len(found) >= _MOST:
            continue
        seen.add(node.mem_id)
        tried[reader] = node
        post = reader(node, language)
        if post and not _inside(node, found, post):
            found.append(Embed(node, post))
    return found


def _reader(node: LexborNode) -> Reader | None:
    tag, classes = node.tag or "", (node.attributes.get("class") or "").split()
    if tag == "blockquote":
        quote = next((reader for name, reader in _QUOTES if name in classes), None)
        return quote or read.unmarked_blockquote
    return _TAGS.get(tag) or _by_attribute(node, classes)


def _by_attribute(node: LexborNode, classes: list[str]) -> Reader | None:
    attributes = node.attributes
    if "fb-post" in classes or "fb-video" in classes:
        return read.facebook_block
    if "wp-block-embed__wrapper" in classes:
        return read.bare_address
    if (attributes.get("id") or "").startswith("vk_post_"):
        return read.vk_element
    if "rll-youtube-player" in classes or "data-src" in attributes or "data-youtube-id" in attributes:
        return read.youtube_element
    return read.x_number


def _inside(node: LexborNode, found: list[Embed], post: Post) -> bool:
    """Whether ``node`` lies in the embed found last, and is that post's own frame or copy.

    A wrapper that was read without words gives way to the element inside it that has them.
    """
    last = found[-1] if found else None
    if last is None or not _contains(last.node, node):
        return False
    return last.post.text is not None or post.text is None


def _contains(outer: LexborNode, inner: LexborNode) -> bool:
    above = inner.parent
    for _ in range(12):
        if above is None:
            return False
        if above.mem_id == outer.mem_id:
            return True
        above = above.parent
    return False


def merge_posts(posts: Iterable[Post]) -> list[Post]:
    """One post for each id, at its first place; what one copy lacks another gives."""
    merged: dict[tuple[str, str], Post] = {}
    for post in posts:
        key = (post.platform, post.id)
        merged[key] = _filled(merged[key], post) if key in merged else post
    return list(merged.values())


def _filled(first: Post, other: Post) -> Post:
    fuller = other if first.text is None and other.text else first
    given = {
        name: getattr(fuller, name) or getattr(first, name) or getattr(other, name)
        for name in ("author", "handle", "posted", "posted_by", "posted_at", "text", "links")
    }
    url = first.url if first.handle or not other.handle else other.url
    return msgspec.structs.replace(first, url=url, truncated=fuller.truncated, **given)
