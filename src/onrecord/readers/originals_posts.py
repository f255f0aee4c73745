"""One JSON object → the post that it is, if it has the shape of one; walking the file is left to ``originals_json``.

Shapes: X's archive (``tweet``, ``noteTweet``) and both of its interfaces, ActivityPub (``Create`` of a ``Note``) and
Mastodon's interface, Bluesky's records (``app.bsky.feed.post``) and views, and rows with a text and an id, date or author.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import unescape
from typing import Any, Self

from msgspec import Struct

from onrecord.readers.originals_types import Row
from onrecord.readers.words import read_words, tidy
from onrecord.text.dates import parse_date

_PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
_REPEATED = re.compile(r"RT @(\w{1,15}): ")
_ACTOR = re.compile(r"https?://(?P<host>[^/\s]+)/(?:users/|@|ap/users/)(?P<name>[\w.-]+)/?$")
_BLUESKY = "app.bsky.feed.post"
_TEXTS = ("full_text", "fullText", "text", "content", "body", "message", "status", "caption")
_IDS = ("id_str", "id", "post_id", "tweet_id", "uri", "url")
_DATES = ("created_at", "createdAt", "published", "date", "posted", "posted_at", "time", "timestamp")
_AUTHORS = (
    "author",
    "speaker",
    "user",
    "account",
    "name",
    "attributedTo",
    "actor",
    "username",
    "screen_name",
    "handle",
)
_STAMP = "%a %b %d %H:%M:%S %z %Y"
_CUT = re.compile(r"…\s*(?:https?://t\.co/\w+)?\Z")


class Account(Struct, frozen=True):
    """Who posts: name as shown, handle without ``@``, the platform's id."""

    name: str | None = None
    handle: str | None = None
    id: str | None = None

    @classmethod
    def of(cls, value: Any) -> Self | None:
        """An account as a name, a handle, an actor's address or an object; ``None`` if it is none of these."""
        if isinstance(value, str) and value.strip():
            actor = _ACTOR.match(value)
            if actor:
                return cls(None, f"{actor['name']}@{actor['host']}", value)
            if value.startswith("did:") or "://" in value:
                return cls(None, None, value)
            return cls(None, value[1:]) if value.startswith("@") else cls(value.strip())
        if not isinstance(value, dict):
            return None
        name = _string(value, ("accountDisplayName", "display_name", "displayName", "name"))
        handle = _string(value, ("username", "screen_name", "handle", "acct", "preferredUsername"))
        if "preferredUsername" in value and (actor := _ACTOR.match(str(value.get("id", "")))):
            handle = f"{actor['name']}@{actor['host']}"
        if not name and not handle:
            return None
        return cls(name, handle.lstrip("@") if handle else None, _string(value, ("accountId", "id_str", "id", "did")))


def post_in(value: Mapping[str, Any], own: Account | None, users: Mapping[str, Account]) -> Row | None:
    """The post that ``value`` is; ``None`` if it is something else, perhaps with posts inside.

    :param own: whose archive this is: the author of posts that name none.
    :param users: the platform's id of an account → the account.
    """
    if "noteTweet" in value and isinstance(value["noteTweet"], dict):
        return _note_tweet(value["noteTweet"], own)
    if isinstance(value.get("tweet"), dict) or value.get("type") in ("OrderedCollection", "Person", "Application"):
        return None
    if is_activity(value):
        return _activity(value, own)
    record = value.get("value") or value.get("record")
    if isinstance(record, dict) and record.get("$type") == _BLUESKY:
        return _bluesky(value, record, own)
    return _row(value, own, users)


def is_activity(value: Mapping[str, Any]) -> bool:
    """Whether ``value`` says that an actor did something with an object: what is inside is no post of its own."""
    return isinstance(value.get("object"), (dict, str)) and value.get("type") in (
        "Create",
        "Announce",
        "Like",
        "Update",
    )


def _note_tweet(note: Mapping[str, Any], own: Account | None) -> Row | None:
    core = note.get("core")
    text = core.get("text") if isinstance(core, dict) else None
    return _made(note.get("noteTweetId"), text, own, note.get("createdAt")) if isinstance(text, str) else None


def _activity(value: Mapping[str, Any], own: Account | None) -> Row | None:
    """A post that an actor made and shows to all; what the actor only repeats is no post of theirs."""
    note = value["object"]
    if value["type"] != "Create" or not isinstance(note, dict) or not isinstance(note.get("content"), str):
        return None
    if not any(_PUBLIC in _listed(one.get(field)) for one in (value, note) for field in ("to", "cc")) and "to" in value:
        return None
    account = Account.of(note.get("attributedTo") or value.get("actor"))
    if own and account and own.id == account.id:
        account = own
    return _made(
        _tail(note.get("id")), _words(note["content"]), account or own, note.get("published"), note.get("contentMap")
    )


def _bluesky(value: Mapping[str, Any], record: Mapping[str, Any], own: Account | None) -> Row | None:
    text, uri = record.get("text"), value.get("uri")
    account = Account.of(value.get("author")) or own
    if not isinstance(text, str):
        return None
    languages = record.get("langs")
    language = languages[0] if isinstance(languages, list) and languages and isinstance(languages[0], str) else None
    return _made(_tail(uri), text, account, record.get("createdAt"), language)


def _row(value: Mapping[str, Any], own: Account | None, users: Mapping[str, Account]) -> Row | None:
    """A row with a text and at least one of an id, a date and an author."""
    text = next((value[key] for key in _TEXTS if isinstance(value.get(key), str)), None)
    if isinstance(value.get("reblog"), dict) or isinstance(value.get("retweeted_status"), dict):
        return None
    date = next((value[key] for key in _DATES if value.get(key)), None)
    named = next((found for key in _AUTHORS if (found := Account.of(value.get(key)))), None)
    if named and named.name and not named.handle and (handle := _string(value, ("handle", "screen_name", "username"))):
        named = Account(named.name, handle.lstrip("@"), named.id)
    named = users.get(str(value.get("author_id"))) or named
    id_ = next((value[key] for key in _IDS if isinstance(value.get(key), (str, int)) and value.get(key) != ""), None)
    if not text or (id_ is None and date is None and named is None) or value.get("$type", _BLUESKY) != _BLUESKY:
        return None
    if isinstance(value.get("account"), dict) or "contentMap" in value or "attributedTo" in value:
        text = _words(text)
    elif any(key in value for key in ("full_text", "id_str")):
        text = unescape(text)
    extended = value.get("extended_tweet") or value.get("note_tweet")
    if isinstance(extended, dict) and isinstance(longer := extended.get("full_text") or extended.get("text"), str):
        text = longer
    if repeated := _REPEATED.match(text):
        text, named, own = text[repeated.end() :], Account(None, repeated[1]), None
    row = _made(id_, text, named or own, date, value.get("lang") or value.get("language"))
    cut = bool(value.get("truncated")) or (bool(repeated) and bool(_CUT.search(text)))
    return Row(row.id, row.text, row.author, row.handle, row.published, row.language, cut) if row and cut else row


def _made(id_: Any, text: str, account: Account | None, date: Any, language: Any = None) -> Row | None:
    text = text.strip()
    if not text:
        return None
    if isinstance(language, dict):
        language = next(iter(language), None)
    code = language if isinstance(language, str) and language not in ("und", "zxx", "qme", "") else None
    name, handle = (account.name, account.handle) if account else (None, None)
    return Row(str(id_) if id_ is not None else "", text, name, handle, _instant(date), code)


def _instant(date: Any) -> str | None:
    """ISO 8601, UTC, of what platforms write: ISO, ``Wed Nov 09 12:00:00 +0000 2022``, seconds since 1970."""
    if isinstance(date, (int, float)) and not isinstance(date, bool) and 0 < date < 1e14:
        return _iso(datetime.fromtimestamp(date / 1000 if date > 1e11 else date, UTC))
    if not isinstance(date, str) or not date.strip():
        return None
    for read in (datetime.fromisoformat, lambda text: datetime.strptime(text, _STAMP)):
        try:
            moment = read(date.strip())
        except ValueError:
            continue
        if len(date.strip()) <= 10:
            return date.strip()
        return _iso(moment.astimezone(UTC)) if moment.tzinfo else moment.isoformat(timespec="seconds")
    return parse_date(date)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _words(html: str) -> str:
    return tidy(read_words(html).text)


def _string(value: Mapping[str, Any], keys: Sequence[str]) -> str | None:
    return next(
        (str(value[key]).strip() for key in keys if isinstance(value.get(key), (str, int)) and value[key]), None
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _tail(address: Any) -> str | None:
    """The last part of an address, which is the post's own id."""
    return address.rstrip("/").rpartition("/")[2] if isinstance(address, str) and address else None
