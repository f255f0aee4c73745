"""One embed's markup → the post it holds: address, author, handle, date and words, as far as they can be read offline.

One function for each kind of embed code. Finding the embeds in a page is left to ``embeds``, putting a post's words
into the document to ``sentinel``. Nothing is fetched.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from onrecord import ids, lexicon
from onrecord.model import Post
from onrecord.readers import platforms
from onrecord.readers.platforms import Address, address
from onrecord.readers.post_ids import instant
from onrecord.readers.words import Words, is_cut, links_in, read_words, tidy
from onrecord.text.dates import parse_date
from onrecord.text.signature import find_signatures

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LONGEST = 100_000
"""Code points of an embed's markup that are looked at: posts have at most some thousand words."""
_SIGNED = re.compile(r"\s*\(\s*@([\w.-]{1,80})\s*\)\s*\Z")
_DASH = re.compile(r"(?:—|–|―|--?)")
_OPENING_DASH = re.compile(r"(?:^|\n)[ \xa0]*(?:—|–|―|--?)[ \xa0]*")
_INSTAGRAM_NAME = re.compile(r"([^\n]{0,120}?)\(\s*@([\w.]{1,40})\s*\)")
_FULL_HANDLE = re.compile(r"@([\w.-]{1,60}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})")
_NAME_LIMIT = 120


def x_blockquote(node: LexborNode, language: str | None) -> Post | None:
    """X's official code and WordPress' forms of it: words, then ``— Name (@handle)``, then the date as a link."""
    words = read_words((node.html or "")[:_LONGEST])
    dated = [(link, found) for link in words.links if (found := address(link.href)) and found.platform == "x"]
    if not dated:
        return _x_unlinked(words.text, language)
    link, found = dated[-1]
    before, printed = words.text[: link.start], words.text[link.start : link.stop]
    text, author, handle = strip_signature(before)
    handle = handle or found.handle
    return make_post(platforms.x_post(found.post, handle), author, handle, text, printed=printed, language=language)


def unmarked_blockquote(node: LexborNode, language: str | None) -> Post | None:
    """A quotation that lost its class: a post only if it ends in a signature and a post's address."""
    anchors = node.css("a[href]")
    place = address(anchors[-1].attributes.get("href")) if anchors else None
    if place is None or place.platform not in ("x", "bluesky"):
        return None
    post = (x_blockquote if place.platform == "x" else bluesky_block)(node, language)
    signed = post and post.text and post.author and post.handle and f"(@{post.handle})" in node.text(deep=True)
    return post if signed else None


def _x_unlinked(text: str, language: str | None) -> Post | None:
    """A blockquote whose links were lost, or that holds its address as bare text."""
    bare = re.search(r"https?://(?:\w+\.)?(?:twitter|x)\.com/\S+", text)
    if bare and (found := address(bare[0])):
        text, author, handle = strip_signature(text[: bare.start()])
        return make_post(found, author, handle or found.handle, text, language=language)
    signed = find_signatures(text, language)
    if not signed:
        return None
    last, text = signed[-1], tidy(text[: signed[-1].start])
    unknown = Address("x", ids.post_id("x", (last.handle, last.posted, text)), last.handle, "")
    return make_post(unknown, last.author, last.handle, text, day=last.posted)


def strip_signature(text: str) -> tuple[str, str | None, str | None]:
    """Split what precedes a post's date link into words, author and handle: ``WORDS — Name (@handle)``.

    The signature begins at the dash that opens the last line that a dash opens (markup puts it there), else at the last
    dash; without a handle in parentheses nothing is taken off.
    """
    text = text.rstrip()
    signed = _SIGNED.search(text)
    if not signed:
        opened = _DASH.search(text)
        bare = text[opened.end() :].strip() if opened and not text[: opened.start()].strip() else None
        return (tidy(text), None, None) if bare is None else ("", bare or None, None)
    before = text[: signed.start()]
    opening = [match for match in _OPENING_DASH.finditer(before) if len(before) - match.end() <= _NAME_LIMIT]
    dashes = opening[-1:] or _closing_dash(before)
    if not dashes:
        return tidy(before), None, signed[1]
    dash = dashes[0]
    return tidy(before[: dash.start()]), " ".join(before[dash.end() :].split()) or None, signed[1]


def _closing_dash(before: str) -> list[re.Match[str]]:
    """The last em dash near the end, else the last other dash with a space after it."""
    dashes = [match for match in _DASH.finditer(before) if len(before) - match.end() <= _NAME_LIMIT]
    spaced = [match for match in dashes if before[match.end() : match.end() + 1].isspace()]
    return ([match for match in dashes if match[0] == "—"] or spaced)[-1:]


def x_number(node: LexborNode, language: str | None) -> Post | None:
    """Rendered, AMP and lazy forms that hold only the number or the address, AMP's perhaps with a copy of the words."""
    found = node.attributes
    if (copy := node.css_first("blockquote")) and (post := x_blockquote(copy, language)):
        return post
    for name in ("data-tweetid", "data-tweet-id", "tweetid"):
        value = (found.get(name) or "").strip()
        if value.isascii() and value.isdigit() and len(value) < 21:
            return make_post(platforms.x_post(value))
        if (place := address(value)) and place.platform == "x":
            return make_post(place)
    for frame in node.css("iframe"):
        if post := frame_post(frame, language):
            return post
    return None


def frame_post(node: LexborNode, language: str | None) -> Post | None:
    """Frames of any platform, their address in ``src`` or in whatever attribute a lazy loader uses."""
    attributes = node.attributes
    number = attributes.get("data-tweet-id") or ""
    if number.isdigit():
        return make_post(platforms.x_post(number))
    for name, value in attributes.items():
        place = address(value) if value and ("//" in value) else None
        if place is None:
            continue
        if (
            place.platform == "mastodon"
            and "mastodon" not in (attributes.get("class") or "")
            and "/embed" not in (value or "")
        ):
            continue
        if name in ("src", "href") or name.startswith("data-"):
            return make_post(place)
    return None


def facebook_block(node: LexborNode, language: str | None) -> Post | None:
    """``.fb-post`` and ``.fb-video``: words in paragraphs, then "Posted by NAME on DATE", both linked."""
    quote = node.css_first("blockquote")
    place = address(node.attributes.get("data-href")) or (address(quote.attributes.get("cite")) if quote else None)
    if place is None:
        return None
    if quote is None:
        return make_post(place)
    paragraphs = [tidy(read_words((p.html or "")[:_LONGEST]).text) for p in quote.css("p")]
    words = read_words((quote.html or "")[:_LONGEST])
    author, printed = _facebook_credit(words)
    return make_post(
        place, author, place.handle, "\n".join(filter(None, paragraphs)), printed=printed, language=language
    )


def _facebook_credit(words: Words) -> tuple[str | None, str | None]:
    named = [(link, words.text[link.start : link.stop].strip()) for link in words.links]
    for index, (link, text) in enumerate(named):
        before = words.text[max(0, link.start - 40) : link.start].rstrip(" \xa0").casefold()
        if any(before.endswith(phrase) for phrase in _phrases("facebook", "posted_by")):
            return text or None, named[index + 1][1] if index + 1 < len(named) else None
    return None, named[-1][1] if named else None


def instagram_block(node: LexborNode, language: str | None) -> Post | None:
    """Instagram's code: caption in paragraphs (older versions), then "A post shared by NAME (@handle)", a time."""
    place = address(node.attributes.get("data-instgrm-permalink")) or _first_address(node, "instagram")
    if place is None:
        return None
    lines = [tidy(read_words((p.html or "")[:_LONGEST]).text) for p in node.css("p")]
    lines = lines or tidy(read_words((node.html or "")[:_LONGEST]).text).split("\n")
    author = handle = None
    words: list[str] = []
    for line in filter(None, lines):
        signed = _INSTAGRAM_NAME.search(line)
        credit = _after_phrase(line, "instagram", "shared_by")
        if signed and (credit is not None or line == lines[-1]):
            author, handle = _after_phrase(signed[1], "instagram", "shared_by"), signed[2]
        elif credit is None and line.casefold() not in _phrases("instagram", "view"):
            words.append(line)
    time = node.css_first("time[datetime]")
    moment = time.attributes.get("datetime") if time else None
    return make_post(place, author, handle or place.handle, "\n".join(words), moment=moment, language=language)


def threads_block(node: LexborNode, language: str | None) -> Post | None:
    """Threads' code holds no words, only the address."""
    place = address(node.attributes.get("data-text-post-permalink")) or _first_address(node, "threads")
    return make_post(place) if place else None


def telegram_script(node: LexborNode, language: str | None) -> Post | None:
    """Telegram's widget is a script that names ``channel/number``."""
    place = platforms.telegram_post(node.attributes.get("data-telegram-post") or "")
    return make_post(place) if place else None


def bluesky_block(node: LexborNode, language: str | None) -> Post | None:
    """Bluesky's code: words, then ``— Name (@handle)``, then the date as a link, in the poster's own time zone."""
    words = read_words((node.html or "")[:_LONGEST])
    dated = [(link, found) for link in words.links if (found := address(link.href)) and found.platform == "bluesky"]
    place = platforms.bluesky_post(node.attributes.get("data-bluesky-uri") or "") or (dated[-1][1] if dated else None)
    if place is None:
        return None
    last = dated[-1][0] if dated else None
    text, author, handle = strip_signature(words.text[: last.start] if last else words.text)
    for placeholder in lexicon.load("platforms")["bluesky"]["placeholder"]:
        text = text.replace(placeholder, "")
    printed = words.text[last.start : last.stop] if last else None
    return make_post(place, author, handle or place.handle, tidy(text), printed=printed, language=language)


def mastodon_block(node: LexborNode, language: str | None) -> Post | None:
    """Mastodon's code holds no words: the address, and "Post by @user@host"."""
    place = address(node.attributes.get("data-embed-url")) or _first_address(node, "mastodon")
    if place is None or place.platform != "mastodon":
        return None
    printed = _FULL_HANDLE.search(read_words((node.html or "")[:_LONGEST]).text)
    return make_post(place, None, printed[1].rstrip(".") if printed else place.handle)


def tiktok_block(node: LexborNode, language: str | None) -> Post | None:
    """TikTok's code: ``@handle``, the caption, the music's name; a creator's card is no post."""
    attributes = node.attributes
    if attributes.get("data-embed-type") == "creator":
        return None
    place, number = address(attributes.get("cite")), attributes.get("data-video-id") or ""
    if place is None and number.isdigit():
        place = platforms.tiktok_post(number)
    if place is None:
        return None
    words = read_words((node.html or "")[:_LONGEST])
    paragraphs = [tidy(read_words((p.html or "")[:_LONGEST]).text) for p in node.css("p")]
    handle = next((words.text[a.start + 1 : a.stop] for a in words.links if words.text.startswith("@", a.start)), None)
    text = "\n".join(filter(None, paragraphs)) if paragraphs else _between(words)
    handle = place.handle or (handle.strip() if handle else None)
    return make_post(platforms.tiktok_post(place.post, handle), None, handle, text)


def _between(words: Words) -> str:
    """A caption without a paragraph of its own: what stands between the author's link and the music's."""
    music = [link.start for link in words.links if "/music/" in link.href]
    author = [link.stop for link in words.links if words.text.startswith("@", link.start)][:1]
    return tidy(words.text[author[0] if author else 0 : music[-1] if music else len(words.text)])


def youtube_element(node: LexborNode, language: str | None) -> Post | None:
    """``lite-youtube``, ``amp-youtube`` and the players of lazy loaders: an id in an attribute."""
    attributes = node.attributes
    for name in ("videoid", "data-videoid", "data-video-id", "data-youtube-id", "data-id", "video-id"):
        if place := platforms.youtube_post(attributes.get(name) or ""):
            return make_post(place)
    return frame_post(node, language)


def amp_element(node: LexborNode, language: str | None) -> Post | None:
    """AMP's elements for Facebook, Instagram, TikTok and frames."""
    attributes = node.attributes
    code = attributes.get("data-shortcode")
    value = (
        f"https://www.instagram.com/p/{code}/"
        if code
        else attributes.get("data-href") or attributes.get("data-src") or ""
    )
    place = address(value) or (platforms.tiktok_post(value) if value.isdigit() and len(value) > 7 else None)
    return make_post(place) if place else None


def vk_element(node: LexborNode, language: str | None) -> Post | None:
    """VK's widget: an empty element whose id names owner and post."""
    place = platforms.vk_post((node.attributes.get("id") or "").removeprefix("vk_post_"))
    return make_post(place) if place else None


def bare_address(node: LexborNode, language: str | None) -> Post | None:
    """WordPress leaves the address as text where it could not resolve it."""
    text = node.text(deep=True).strip() if node.css_first("blockquote, iframe, video") is None else ""
    place = address(text) if len(text) < 300 and not re.search(r"\s", text) else None
    return make_post(place) if place and place.platform != "mastodon" else None


def _first_address(node: LexborNode, platform: str) -> Address | None:
    found = (address(anchor.attributes.get("href")) for anchor in node.css("a[href]"))
    return next((place for place in found if place and place.platform == platform), None)


@cache
def _phrases(platform: str, name: str) -> tuple[str, ...]:
    rows = lexicon.load("platforms")[platform][name]
    return tuple(sorted((row.casefold() for row in rows), key=len, reverse=True))


def _after_phrase(line: str, platform: str, name: str) -> str | None:
    """What follows a known phrase at the start of ``line``; ``None`` if it starts with none."""
    folded = line.casefold()
    for phrase in _phrases(platform, name):
        if folded.startswith(phrase):
            return " ".join(line[len(phrase) :].split()) or None
    return None


def make_post(
    place: Address,
    author: str | None = None,
    handle: str | None = None,
    text: str | None = None,
    *,
    moment: str | None = None,
    printed: str | None = None,
    day: str | None = None,
    language: str | None = None,
) -> Post:
    """A post from what its embed shows; the date comes from the id where it carries the time.

    :param moment: an ISO 8601 instant from the markup.
    :param printed: the date as printed, in ``language``.
    :param day: a printed date that has been read.
    """
    at = instant(place.platform, place.post)
    post = Post(
        id=place.post, platform=place.platform, author=author or None, handle=handle or place.handle, posted=None,
        url=place.url or None, text=text or None, span=None, links=links_in(text or ""), truncated=is_cut(text or ""),
    )  # fmt: skip
    if at:
        by = "claimed id" if place.platform == "bluesky" else "id"
        return msgspec.structs.replace(post, posted=at[:10], posted_at=at, posted_by=by)
    if moment and re.match(r"\d{4}-\d\d-\d\d", moment):
        return msgspec.structs.replace(post, posted=moment[:10], posted_by="markup")
    day = day or (parse_date(printed.strip(), language) if printed and printed.strip() else None)
    return msgspec.structs.replace(post, posted=day, posted_by="printed") if day else post
