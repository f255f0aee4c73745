"""JSON and JSON lines → the posts in them: archives of X, Mastodon and Bluesky, answers of their interfaces, plain rows.

Files are walked for whatever has the shape of a post (``originals_posts`` knows the shapes), so that envelopes do not
matter. Rows that are no JSON are told with their line; posts that others wrote and a user only repeated or liked are not
the user's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from onrecord.errors import UnreadableError
from onrecord.readers.decode import decode
from onrecord.readers.originals_posts import Account, is_activity, post_in
from onrecord.readers.originals_statements import statements_in
from onrecord.readers.originals_types import File, Found, Row, Skipped
from onrecord.settings import Limits

_YTD = re.compile(r"\s*window\.YTD\.(\w+)\.part\d+\s*=\s*")
_YTD_POSTS = frozenset(["tweets", "tweet", "note_tweet", "community_tweet"])
_DEEPEST = 40
_MOST_SKIPPED = 50
"""Broken rows that are told one by one; the rest is counted."""


def from_json(file: File, limits: Limits) -> Found:
    """Read a file of posts.

    :raises UnreadableError: ``damaged`` if it is no JSON at all, ``format`` if there is no post in it.
    """
    text = decode(file.source, limits).text.lstrip("\ufeff")
    opening = _YTD.match(text)
    if opening and opening[1] not in _YTD_POSTS:
        return Found(())
    values, skipped = _values(file, text[opening.end() :] if opening else text)
    account = _account_beside(file.path, limits)
    posts: dict[tuple[str, str], Row] = {}
    for value in values:
        for row in _posts(value, account, limits):
            row = row if row.id else replace(row, id=f"{file.name}#{len(posts) + 1}")
            posts.setdefault((row.id, row.text), row)
    if not posts and not skipped and any(values):
        raise UnreadableError(
            file.path, "format", "JSON without posts: no object has a text and an id, a date or an author"
        )
    return Found(tuple(row.original(file.sha256) for row in posts.values()), tuple(skipped))


def _values(file: File, text: str) -> tuple[list[Any], list[Skipped]]:
    """The JSON values of a file: one, or one a line."""
    try:
        return [msgspec.json.decode(text)], []
    except (msgspec.DecodeError, RecursionError) as error:
        whole = str(error)
    values, skipped = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values.append(msgspec.json.decode(line))
        except (msgspec.DecodeError, RecursionError) as error:
            skipped.append(Skipped(f"line {number}", str(error)))
    if not any(isinstance(value, (dict, list)) for value in values):
        raise UnreadableError(file.path, "damaged", f"no JSON: {whole}")
    if len(skipped) > _MOST_SKIPPED:
        rest = len(skipped) - _MOST_SKIPPED
        skipped = [*skipped[:_MOST_SKIPPED], Skipped(f"{rest} further lines", "no JSON either")]
    return values, skipped


def _posts(value: Any, account: Account | None, limits: Limits) -> Iterator[Row]:
    """Posts in a value, outermost first; walked without recursion, for files may nest as they like."""
    users: dict[str, Account] = {}
    waiting: list[tuple[Any, int]] = [(value, 0)]
    if isinstance(value, dict):
        users = _users(value)
    while waiting:
        one, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(one, list):
            waiting += [(item, depth + 1) for item in reversed(one)]
        elif isinstance(one, dict):
            if (rows := statements_in(one)) is not None:
                yield from rows
                continue
            row = post_in(one, account, users)
            if row is not None:
                yield row
            elif is_activity(one):
                continue
            inner = [
                key for key in one if row is None or key in ("quoted_status", "retweeted_status", "reblog", "quote")
            ]
            waiting += [(one[key], depth + 1) for key in reversed(inner) if isinstance(one[key], (dict, list))]


def _users(value: Mapping[str, Any]) -> dict[str, Account]:
    """``includes.users`` of an answer of X's second interface: id → account."""
    includes = value.get("includes")
    rows = includes.get("users") if isinstance(includes, dict) else None
    accounts = (Account.of(row) for row in rows or () if isinstance(row, dict))
    return {account.id: account for account in accounts if account and account.id}


def account_file(path: str) -> Path | None:
    """The file beside that says whose archive it is: ``account.js`` (X) or ``actor.json`` (Mastodon)."""
    found = (Path(path).parent / name for name in ("account.js", "actor.json"))
    return next((file for file in found if file.is_file()), None)


def _account_beside(path: str, limits: Limits) -> Account | None:
    file = account_file(path)
    if file is None:
        return None
    try:
        with open(file, "rb") as beside:
            data = beside.read(min(limits.max_bytes, 1_000_000))
        found = msgspec.json.decode(_YTD.sub("", data.decode("utf-8", "replace"), count=1))
    except (OSError, ValueError, msgspec.DecodeError, RecursionError):
        return None
    one = found[0] if isinstance(found, list) and found else found
    return Account.of(one.get("account", one)) if isinstance(one, dict) else None
