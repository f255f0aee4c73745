"""Scripts, templates and attributes of a page → the embeds that lie escaped in them, with the markup around each.

Some pages hold an embed only as a string of JSON (``\\u003cblockquote class=\\"twitter-tweet\\"``) that a script shows
later. The same data often holds other articles too: whether the words around an embed are this article's is left to
``html``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from msgspec import Struct

from onrecord.model import Post
from onrecord.readers.embeds import find_embeds, merge_posts
from onrecord.readers.markup import Markup

_OPENING = re.compile(
    r"(?:<|\\+u003[cC]|\\+x3[cC]|&(?:amp;)?(?:lt|#0*60|#x0*3[cC]);|%3C)(blockquote|iframe|script|div|amp-[a-z]+)(?![a-z])"
)
_HINT = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|text-post-media|bluesky-embed|mastodon-embed|tiktok-embed|fb-(?:post|video)"
    r"|data-telegram-post|truthsocial-embed|amp-twitter|amp-instagram|amp-facebook|facebook\.com.{1,4}plugins|t\.me.{1,4}\w|vk_post_"
)
_CLOSING = r"(?:<|\\+u003[cC]|\\+x3[cC]|&(?:amp;)?(?:lt|#0*60|#x0*3[cC]);|%3C)(?:\\*/|%2F|&#0*47;)NAME(?![a-z])"
_END = re.compile(r">|\\+u003[eE]|\\+x3[eE]|&(?:amp;)?(?:gt|#0*62|#x0*3[eE]);|%3E")
_LONGEST = 40_000
_CONTEXT = 3_000
_MOST = 200
_ESCAPE = re.compile(r'\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|["\\/bfnrt\'])')


class Hidden(Struct, frozen=True):
    """A post from escaped markup, the unescaped markup around it, and the offset in the page's markup."""

    post: Post
    before: str
    after: str
    at: int


def hidden_posts(markup: Markup, language: str | None) -> list[Hidden]:
    """Posts in scripts and templates, then those in attributes; at most two hundred a page."""
    found: list[Hidden] = []
    for script in markup.scripts:
        body = script.body
        if (
            "blockquote" in body or "telegram-post" in body or "truthsocial-" in body or "vk_post_" in body
        ) and _HINT.search(body):
            found.extend(_in_data(body, script.at, language))
    if any(sign + "blockquote" in markup.text for sign in ("lt;", "%3C", "u003c")):
        found.extend(_in_data(markup.text, None, language, raw=False))
    return found[:_MOST]


def _in_data(data: str, at: int | None, language: str | None, raw: bool = True) -> Iterator[Hidden]:
    from selectolax.lexbor import LexborHTMLParser

    position = tried = 0
    while (opening := _OPENING.search(data, position)) and tried < _MOST:
        position = opening.end()
        if not raw and opening[0].startswith("<"):
            continue
        if not _HINT.search(data, opening.start(), opening.end() + 600):
            continue
        tried += 1
        stop = _element_end(data, opening)
        fragment = unescaped(data[opening.start() : stop])
        for post in merge_posts(embed.post for embed in find_embeds(LexborHTMLParser(fragment), language)):
            before = unescaped(data[max(0, opening.start() - _CONTEXT) : opening.start()])
            yield Hidden(post, before, unescaped(data[stop : stop + _CONTEXT]), opening.start() if at is None else at)
        position = max(position, stop)


def _element_end(data: str, opening: re.Match[str]) -> int:
    name = "blockquote" if opening[1] == "div" else opening[1]
    limit = min(len(data), opening.end() + _LONGEST)
    closing = re.compile(_CLOSING.replace("NAME", name)).search(data, opening.end(), limit)
    end = _END.search(data, closing.end() if closing else opening.end(), limit)
    return end.end() if end else opening.end()


def unescaped(data: str) -> str:
    """Undo the escapes of JSON, JavaScript, HTML and addresses, as deep as they are nested."""
    for _ in range(4):
        if "\\" not in data:
            break
        data = _ESCAPE.sub(_character, data)
    data = _joined_surrogates(data)
    if "%3C" in data and "<" not in data:
        data = unquote(data)
    for _ in range(2):
        if "&lt;" in data or "&amp;lt;" in data:
            data = unescape(data)
    return data


def _character(found: re.Match[str]) -> str:
    escape = found[0]
    if escape[1] in "ux":
        return chr(int(escape[2:], 16))
    return {"n": "\n", "t": "\t", "r": "", "b": "", "f": ""}.get(escape[1], escape[1])


def _joined_surrogates(data: str) -> str:
    """Pairs that JSON wrote as two escapes become one character, lone halves U+FFFD."""
    return data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
