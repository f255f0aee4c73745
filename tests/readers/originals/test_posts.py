"""Exports of platforms and rows of posts: each post with its id, who posted it and when."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import OriginalText
from tests.readers.originals.make import read

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
TIME = "Wed Nov 09 12:00:00 +0000 2022"
ISO = "2022-11-09T12:00:00Z"
NOTE = {
    "id": "https://social.example/users/anna/statuses/109", "type": "Note", "published": ISO,
    "attributedTo": "https://social.example/users/anna", "content": "<p>We will <b>not</b> sell.</p><p>Never&nbsp;ever.</p>",
    "contentMap": {"en": ""}, "to": [PUBLIC],
}  # fmt: skip
SKY = {
    "$type": "app.bsky.feed.post",
    "text": "We will not sell.",
    "createdAt": "2022-11-09T12:00:00.123Z",
    "langs": ["en"],
}

SHAPES: dict[str, tuple[Any, tuple[str, str | None, str | None, str]]] = {
    "X, first interface": (
        [{"id_str": "17", "full_text": "We &amp; you will not sell.", "created_at": TIME, "lang": "en",
          "user": {"id_str": "3", "screen_name": "anna", "name": "Anna Weber"},
          "entities": {"user_mentions": [{"id_str": "4", "name": "Ben", "screen_name": "ben"}]}}],
        ("17", "Anna Weber (@anna)", ISO, "We & you will not sell."),
    ),
    "X, second interface": (
        {"data": [{"id": "17", "text": "We will not sell.", "author_id": "3", "created_at": "2022-11-09T12:00:00.000Z"}],
         "includes": {"users": [{"id": "3", "username": "anna", "name": "Anna Weber"}]}},
        ("17", "Anna Weber (@anna)", ISO, "We will not sell."),
    ),
    "Mastodon's outbox": (
        {"type": "OrderedCollection", "id": "outbox.json", "totalItems": 1, "orderedItems": [
            {"id": "x", "type": "Create", "actor": "https://social.example/users/anna", "to": [PUBLIC], "object": NOTE},
            {"id": "y", "type": "Announce", "actor": "https://social.example/users/anna", "object": "https://a/1"},
            {"id": "z", "type": "Create", "to": ["https://social.example/users/ben"], "object": {**NOTE, "to": ["ben"]}}]},
        ("109", "@anna@social.example", ISO, "We will not sell.\nNever\xa0ever."),
    ),
    "Mastodon's interface": (
        [{"id": "109", "content": "<p>We will not sell.</p>", "created_at": ISO, "reblog": None, "language": "en",
          "account": {"acct": "anna", "username": "anna", "display_name": "Anna Weber", "id": "1"}}],
        ("109", "Anna Weber (@anna)", ISO, "We will not sell."),
    ),
    "Bluesky's records": (
        {"records": [{"uri": "at://did:plc:a/app.bsky.feed.post/3k", "cid": "b", "value": SKY},
                     {"uri": "at://did:plc:a/app.bsky.feed.like/3l", "value": {"$type": "app.bsky.feed.like"}}]},
        ("3k", None, ISO, "We will not sell."),
    ),
    "Bluesky's feed": (
        {"feed": [{"post": {"uri": "at://did:plc:a/app.bsky.feed.post/3k", "record": SKY,
                            "author": {"did": "did:plc:a", "handle": "anna.example", "displayName": "Anna Weber"}}}]},
        ("3k", "Anna Weber (@anna.example)", ISO, "We will not sell."),
    ),
    "rows": (
        [{"speaker": "Anna Weber", "text": "We will not sell.", "date": "2022-11-09", "url": "https://a.example/9"}],
        ("https://a.example/9", "Anna Weber", "2022-11-09", "We will not sell."),
    ),
    "a row with seconds": (
        {"author": "@anna", "message": "We will not sell.", "timestamp": 1667995200, "id": 9},
        ("9", "@anna", ISO, "We will not sell."),
    ),
}  # fmt: skip


def facts(item: OriginalText) -> tuple[str, str | None, str | None, str]:
    return (item.id, item.speaker, item.published, item.text)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_shapes(tmp_path: Path, name: str, ending: str) -> None:
    value, expected = SHAPES[name]
    rows = value if isinstance(value, list) and ending == "jsonl" else [value]
    (tmp_path / f"a.{ending}").write_text("\n".join(map(json.dumps, rows)) + "\n")
    (item,), failures = read(tmp_path)
    assert failures == []
    assert facts(item) == expected
    assert item.kind == "post"
    assert item.places[0].label == f"post {expected[0]}"


def test_an_archive_of_x(tmp_path: Path) -> None:
    posts = [
        {"tweet": {"id_str": "17", "full_text": "We will not sell. https://t.co/a", "created_at": TIME, "lang": "en"}},
        {"tweet": {"id_str": "18", "full_text": "RT @ben: We will sell it all to whoever…", "created_at": TIME}},
    ]
    long = [{"noteTweet": {"noteTweetId": "19", "core": {"text": "A long one. " * 30}, "createdAt": ISO}}]
    account = [{"account": {"username": "anna", "accountId": "3", "accountDisplayName": "Anna Weber"}}]
    for name, part, value in (
        ("tweets", "tweets", posts), ("note-tweet", "note_tweet", long), ("account", "account", account),
        ("like", "like", [{"like": {"tweetId": "5", "fullText": "Somebody else's words."}}]),
    ):  # fmt: skip
        (tmp_path / f"{name}.js").write_text(f"window.YTD.{part}.part0 = {json.dumps(value)}")
    found, failures = read(tmp_path)
    assert failures == []
    assert [facts(item)[:2] for item in found] == [
        ("19", "Anna Weber (@anna)"),
        ("17", "Anna Weber (@anna)"),
        ("18", "@ben"),
    ]
    assert found[2].text == "We will sell it all to whoever…"
    assert [item.truncated for item in found] == [False, False, True]


def test_broken_rows_are_told_with_their_line(tmp_path: Path) -> None:
    row = json.dumps({"id": "1", "text": "We will not sell.", "author": "Anna Weber"})
    (tmp_path / "a.jsonl").write_text(f"{row}\n{{broken\n\n{row.replace('1', '2')}\n[1, 2\n")
    found, failures = read(tmp_path)
    assert [item.id for item in found] == ["1", "2"]
    assert [(failure.reason, failure.detail.split(":")[0]) for failure in failures] == [
        ("row", "line 2"),
        ("row", "line 5"),
    ]


def test_hundreds_of_broken_rows_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "text": "We will not sell."}) + "\n" + "{broken\n" * 300)
    found, failures = read(tmp_path)
    assert len(found) == 1
    assert len(failures) == 51
    assert failures[-1].detail.startswith("250 further lines")


def test_a_post_that_stands_twice_is_read_once(tmp_path: Path) -> None:
    row = {"id": "1", "text": "We will not sell.", "author": "Anna Weber"}
    (tmp_path / "a.json").write_text(json.dumps([row, row]))
    assert len(read(tmp_path)[0]) == 1


def test_what_onrecord_read_gave_before(tmp_path: Path) -> None:
    from onrecord.export.jsonl import to_json
    from onrecord.pipeline import read_bytes

    text = "“We will not sell the harbour,” Mayor Anna Weber said on Monday. “Never,” said one who was there."
    reading = read_bytes(text.encode(), "paper.txt")
    (tmp_path / "a.jsonl").write_bytes(to_json(reading) + b"\n")
    found, failures = read(tmp_path)
    assert failures == []
    assert [(item.kind, item.text, item.speaker) for item in found] == [
        ("statement", "“We will not sell the harbour,”", "Anna Weber"), ("statement", "“Never,”", None),
    ]  # fmt: skip
    assert found[0].id == reading.statements[0].id
    assert found[0].places[0].label == "paper.txt"
