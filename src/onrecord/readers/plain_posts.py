"""Paragraphs with signature lines → posts, and the blocks that hold their words and signatures.

Extraction merges embedded posts into the prose: the words, then ``— Name (@handle) November 9, 2022``. Where a post
begins is not marked, so its own paragraph is taken and no more, unless that holds no words. Finding signatures is left
to ``text.signature``, matching prose to posts to ``verify``.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from onrecord import ids
from onrecord.model import Block, Platform, Post
from onrecord.readers.post_ids import instant
from onrecord.text.signature import Signature
from onrecord.text.spans import span, trimmed

_LINK = re.compile(r"(?:https?://|pic\.(?:twitter|x)\.com/|(?<![\w./])t\.co/)[^\s<>\"“”«»]+", re.IGNORECASE)
_LINK_TAIL = ".,;:!?)]}'’"
_STUCK = re.compile(r"(?<=.)(?=https?://|pic\.(?:twitter|x)\.com/)", re.IGNORECASE)
_NO_WORDS = re.compile(r"(?:[@#]\w+|[\W_])*", re.IGNORECASE)
_POSTED = re.compile(r"(?<!\w)#\w{2,}|https://t\.co/|pic\.(?:twitter|x)\.com/")
_TAGS = re.compile(r"(?:\s*</?[A-Za-z][^<>\n]{0,300}>(?:\.(?=\s))?)*")
_MARKS = "\"'“”„‘’«»‹›([—–"
_ROOM = 420
"""Code points that a post of 280 may take with its links, which count less than they are long."""
_STATUS = re.compile(r"/status(?:es)?/(\d{1,20})")


class Merged(Struct, frozen=True):
    """What the paragraphs turn out to be: ``rest`` is prose, ``blocks`` are posts and signatures."""

    rest: tuple[tuple[int, int], ...]
    blocks: tuple[Block, ...]
    posts: tuple[Post, ...]


class _Printed(Struct, frozen=True):
    signature: Signature
    words: tuple[int, int] | None


def split_posts(text: str, found: list[tuple[int, int]], signatures: tuple[Signature, ...]) -> Merged:
    """Part the posts from the prose.

    :param found: the paragraphs, in order.
    :param signatures: all of ``text``, in order.
    """
    rest: list[tuple[int, int]] = []
    printed: list[_Printed] = []
    waiting = iter(signatures)
    signature = next(waiting, None)
    for start, stop in _joined(found, signatures):
        cursor = start
        while signature and signature.start < stop:
            words = trimmed(text, _past_tags(text, cursor, signature.start), signature.start)
            own = _with_words(text, words, cursor == start, rest)
            printed.append(_Printed(signature, own if own[0] < own[1] else None))
            cursor = max(signature.stop, cursor)
            signature = next(waiting, None)
        prose = trimmed(text, cursor, stop)
        if prose[0] < prose[1]:
            rest.append(prose)
    return _merged(text, rest, printed)


def _past_tags(text: str, start: int, stop: int) -> int:
    """Where the words begin after tags that a careless extraction left in front of them."""
    tags = _TAGS.match(text, start, stop)
    return tags.end() if tags else start


def _joined(found: list[tuple[int, int]], signatures: tuple[Signature, ...]) -> list[tuple[int, int]]:
    """The paragraphs, those joined that a signature runs across."""
    joined: list[tuple[int, int]] = []
    waiting = iter(signatures)
    signature = next(waiting, None)
    for start, stop in found:
        while signature and signature.stop <= start:
            signature = next(waiting, None)
        if joined and signature and signature.start < joined[-1][1]:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined


def _with_words(text: str, words: tuple[int, int], alone: bool, rest: list[tuple[int, int]]) -> tuple[int, int]:
    """The post's words; paragraphs above that surely are its own too are taken out of ``rest``.

    If its paragraph holds nothing but links, tags and emoji, the one above holds its words; one that announces
    something ("He wrote:") is the prose's, and the post has no words here.
    """
    if not alone:
        return words
    if rest and _is_wordless(text[words[0] : words[1]]) and text[rest[-1][1] - 1] != ":" and _near(text, rest, words):
        above = rest.pop()
        words = (above[0], words[1] if words[0] < words[1] else above[1])
    while rest and _near(text, rest, words) and _continues(text[slice(*rest[-1])], text[slice(*words)]):
        words = (rest.pop()[0], words[1])
    return words


def _near(text: str, rest: list[tuple[int, int]], words: tuple[int, int]) -> bool:
    return words[1] - rest[-1][0] <= _ROOM and not text[rest[-1][1] : words[0]].strip()


def _continues(above: str, words: str) -> bool:
    """Whether a paragraph shows that it is the post's: a tag, a short link, or the same bullet or emoji in front."""
    if not words.strip() or above.endswith(":"):
        return False
    same_mark = above[0] == words[0] and not above[0].isalnum() and above[0] not in _MARKS
    return same_mark or bool(_POSTED.search(above))


def _is_wordless(words: str) -> bool:
    return bool(_NO_WORDS.fullmatch(_LINK.sub(" ", words)))


def _merged(text: str, rest: list[tuple[int, int]], printed: list[_Printed]) -> Merged:
    blocks: list[Block] = []
    posts: dict[str, Post] = {}
    for one in printed:
        post = _post(text, one)
        posts.setdefault(post.id, post)
        if one.words:
            blocks.append(Block("post", *one.words, post.id))
        blocks.append(Block("signature", one.signature.start, one.signature.stop, post.id))
    return Merged(tuple(rest), tuple(blocks), tuple(posts.values()))


def _post(text: str, printed: _Printed) -> Post:
    signature = printed.signature
    words = span(text, *printed.words) if printed.words else None
    printed_text = words.text if words else None
    platform: Platform = "bluesky" if "." in signature.handle else "x"
    links = _links(printed_text or "")
    post = Post(
        id=ids.post_id(platform, (signature.handle, signature.posted, printed_text)),
        platform=platform,
        author=signature.author,
        handle=signature.handle,
        posted=signature.posted,
        url=signature.url,
        text=printed_text,
        span=words,
        posted_by="printed" if signature.posted else None,
        links=links,
        truncated=_LINK.sub("", printed_text or "").rstrip().endswith("…"),
    )
    return _identified(post)


def _identified(post: Post) -> Post:
    """With the platform's own id and the instant in it, where the signature links to the post."""
    status = _STATUS.search(post.url or "") if post.platform == "x" else None
    if not status:
        return post
    moment = instant("x", status[1])
    if not moment:
        return replace(post, id=status[1])
    return replace(post, id=status[1], posted=moment[:10], posted_at=moment, posted_by="id")


def _links(words: str) -> tuple[str, ...]:
    """Links as printed, each once; extraction runs them into each other and into the word before."""
    found = (part.rstrip(_LINK_TAIL) for link in _LINK.findall(words) for part in _STUCK.split(link))
    return tuple(dict.fromkeys(link for link in found if link))
