"""Archives as people download them: a repository of Bluesky, the folder of X, the outbox of Mastodon."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.readers.originals.make import read

Cid = bytes


def cbor(value: Any) -> bytes:
    """DAG-CBOR of a value; a tuple of bytes stands for a link (tag 42 and a zero byte before the content id)."""
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, tuple):
        return b"\xd8\x2a" + cbor(b"\x00" + value[0])
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(cbor, value))
    keys = sorted(value, key=lambda key: (len(key), key))
    return _head(5, len(value)) + b"".join(cbor(key) + cbor(value[key]) for key in keys)


def _head(major: int, size: int) -> bytes:
    if size < 24:
        return bytes([major << 5 | size])
    return bytes([major << 5 | 24, size]) if size < 256 else bytes([major << 5 | 25]) + size.to_bytes(2, "big")


def block(value: Any) -> tuple[Cid, bytes]:
    data = cbor(value)
    return b"\x01\x71\x12\x20" + sha256(data).digest(), data


def car(root: Cid, blocks: list[tuple[Cid, bytes]]) -> bytes:
    parts = [cbor({"roots": [(root,)], "version": 1}), *(cid + data for cid, data in blocks)]
    return b"".join(_varint(len(part)) + part for part in parts)


def _varint(size: int) -> bytes:
    out = bytearray()
    while size > 127:
        out.append(size & 127 | 128)
        size >>= 7
    return bytes([*out, size])


def post(text: str, minute: int) -> dict[str, Any]:
    return {
        "$type": "app.bsky.feed.post",
        "text": text,
        "createdAt": f"2024-05-01T09:{minute:02}:00.000Z",
        "langs": ["en"],
    }


def repository() -> bytes:
    """Two posts in one node, one in a node between them, a like and a profile."""
    profile = block({"$type": "app.bsky.actor.profile", "displayName": "Nora Lind"})
    like = block({"$type": "app.bsky.feed.like", "createdAt": "2024-05-01T09:00:00.000Z"})
    first, middle, last = (
        block(post(text, at)) for at, text in enumerate(("The pier is open.", "It is not.", "We waited."))
    )
    inner = block({"l": None, "e": [{"p": 0, "k": b"app.bsky.feed.post/3kb", "v": (middle[0],), "t": None}]})
    node = block({"l": None, "e": [
        {"p": 0, "k": b"app.bsky.actor.profile/self", "v": (profile[0],), "t": None},
        {"p": 9, "k": b"feed.like/3ka", "v": (like[0],), "t": None},
        {"p": 14, "k": b"post/3ka", "v": (first[0],), "t": (inner[0],)},
        {"p": 21, "k": b"c", "v": (last[0],), "t": None},
    ]})  # fmt: skip
    commit = block(
        {"did": "did:plc:nora", "version": 3, "data": (node[0],), "rev": "3kc", "prev": None, "sig": b"\x01" * 64}
    )
    return car(commit[0], [commit, node, inner, profile, like, first, middle, last])


def test_a_repository_of_bluesky(tmp_path: Path) -> None:
    (tmp_path / "repo.car").write_bytes(repository())
    found, failures = read(tmp_path)
    assert failures == []
    assert [(row.id, row.text, row.speaker) for row in found] == [
        ("3ka", "The pier is open.", "Nora Lind"),
        ("3kb", "It is not.", "Nora Lind"),
        ("3kc", "We waited.", "Nora Lind"),
    ]
    assert (found[1].kind, found[1].published, found[1].language) == ("post", "2024-05-01T09:01:00Z", "en")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (repository()[:-30], "damaged"),
        (b"\x3a\xa2eroots" + b"\x00" * 60, "damaged"),
        (car(*(lambda one: (one[0], [one]))(block({"text": "no repository"}))), "format"),
    ],
)
def test_a_repository_that_is_none(data: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "repo.car").write_bytes(data)
    found, [failure] = read(tmp_path)
    assert (found, failure.reason) == ([], reason)


def test_a_tree_that_leads_back_to_itself_ends(tmp_path: Path) -> None:
    node = b"\x01\x71\x12\x20" + b"\x07" * 32
    data = cbor({"l": (node,), "e": [{"p": 0, "k": b"app.bsky.feed.post/3k", "v": (node,), "t": (node,)}]})
    commit = block({"did": "did:plc:a", "version": 3, "data": (node,), "rev": "3", "prev": None})
    (tmp_path / "repo.car").write_bytes(car(commit[0], [commit, (node, data)]))
    found, failures = read(tmp_path)
    assert (len(found), len(failures)) == (0, 1)


ACCOUNT = """window.YTD.account.part0 = [ { "account" : { "email" : "n@example.org", "createdVia" : "web",
  "username" : "noralind", "accountId" : "42", "createdAt" : "2011-02-03T04:05:06.000Z", "accountDisplayName" : "Nora Lind" } } ]"""
TWEETS = """window.YTD.tweets.part0 = [ { "tweet" : { "edit_info" : { "initial" : { "editTweetIds" : [ "101" ] } },
  "retweeted" : false, "source" : "web", "entities" : { "hashtags" : [ ], "urls" : [ ] }, "display_text_range" : [ "0", "30" ],
  "favorite_count" : "3", "id_str" : "101", "truncated" : false, "retweet_count" : "0", "id" : "101",
  "created_at" : "Wed May 01 09:00:00 +0000 2024", "favorited" : false, "full_text" : "Piers &amp; boats: we will not sell.",
  "lang" : "en" } },
  { "tweet" : { "id_str" : "102", "id" : "102", "created_at" : "Wed May 01 10:00:00 +0000 2024", "truncated" : false,
  "full_text" : "RT @harbor: The ferry stops on Monday, and nobody was told why, says…", "lang" : "en" } } ]"""
NOTES = """window.YTD.note_tweet.part0 = [ { "noteTweet" : { "noteTweetId" : "900", "createdAt" : "2024-05-02T09:00:00.000Z",
  "updatedAt" : "2024-05-02T09:00:00.000Z", "core" : { "text" : "A longer text about the pier.", "hashtags" : [ ] } } } ]"""


def test_the_archive_of_x(tmp_path: Path) -> None:
    for name, text in (("account", ACCOUNT), ("tweets", TWEETS), ("note-tweet", NOTES)):
        (tmp_path / f"{name}.js").write_text(text, "utf-8")
    found, failures = read(tmp_path)
    assert failures == []
    rows = {row.id: row for row in found}
    assert set(rows) == {"101", "102", "900"}
    assert (rows["101"].text, rows["101"].speaker) == ("Piers & boats: we will not sell.", "Nora Lind (@noralind)")
    assert rows["101"].published == "2024-05-01T09:00:00Z"
    assert (rows["102"].speaker, rows["102"].truncated) == ("@harbor", True)
    assert rows["900"].text == "A longer text about the pier."


OUTBOX = """{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection",
 "totalItems": 2, "orderedItems": [
 {"id": "https://s.example/users/nora/statuses/7/activity", "type": "Create", "actor": "https://s.example/users/nora",
  "published": "2024-05-01T09:00:00Z", "to": ["https://www.w3.org/ns/activitystreams#Public"],
  "cc": ["https://s.example/users/nora/followers"],
  "object": {"id": "https://s.example/users/nora/statuses/7", "type": "Note", "summary": null, "inReplyTo": null,
   "published": "2024-05-01T09:00:00Z", "attributedTo": "https://s.example/users/nora",
   "to": ["https://www.w3.org/ns/activitystreams#Public"], "content": "<p>The pier is <a href=\\"https://x.example\\">open</a>.</p>",
   "contentMap": {"en": "<p>The pier is open.</p>"}, "attachment": [], "tag": []}},
 {"id": "https://s.example/users/nora/statuses/8/activity", "type": "Announce", "actor": "https://s.example/users/nora",
  "published": "2024-05-01T10:00:00Z", "object": "https://t.example/users/ben/statuses/1"}]}"""
ACTOR = """{"id": "https://s.example/users/nora", "type": "Person", "preferredUsername": "nora", "name": "Nora Lind"}"""


def test_the_outbox_of_mastodon(tmp_path: Path) -> None:
    (tmp_path / "outbox.json").write_text(OUTBOX, "utf-8")
    (tmp_path / "actor.json").write_text(ACTOR, "utf-8")
    found, failures = read(tmp_path / "outbox.json")
    assert failures == []
    assert [(row.id, row.text, row.speaker, row.published) for row in found] == [
        ("7", "The pier is open.", "Nora Lind (@nora@s.example)", "2024-05-01T09:00:00Z")
    ]
