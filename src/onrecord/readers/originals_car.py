"""A Bluesky repository export (CAR) → its owner's posts as originals.

A CAR file holds blocks of DAG-CBOR by their content id: a signed commit, the nodes of a Merkle search tree whose keys are
``COLLECTION/KEY``, and the records (atproto.com/specs/repository). Signatures are not checked: whoever gives the file
vouches for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import UnreadableError
from onrecord.readers.originals_posts import Account, post_in
from onrecord.readers.originals_types import File, Found
from onrecord.settings import Limits

_POSTS, _PROFILE = "app.bsky.feed.post/", "app.bsky.actor.profile/self"
_Blocks = Mapping[bytes, Any]


def is_car(data: bytes) -> bool:
    """Whether bytes begin like a CAR file: the length of a header, and a header that names its roots."""
    return b"eroots" in data[:24]


def from_car(file: File, limits: Limits) -> Found:
    """Read the posts of a repository, in the order of their keys, which is that of their times.

    :raises UnreadableError: ``damaged`` if it breaks off or is no CAR file, ``format`` if it is no repository with posts.
    """
    import libipld

    try:
        header, blocks = libipld.decode_car(file.source.data)
    except ValueError as error:
        raise UnreadableError(file.path, "damaged", f"no CAR file: {error}") from error
    roots = header.get("roots") or [None]
    commit = blocks.get(roots[0])
    if not isinstance(commit, dict) or not isinstance(commit.get("data"), bytes):
        raise UnreadableError(file.path, "format", "a CAR file that is no repository: its first root is no commit")
    records = dict(_records(blocks, commit["data"]))
    account = _account(records.get(_PROFILE), commit.get("did"))
    values = (
        ({"uri": f"at://{account.id}/{key}", "value": row}) for key, row in records.items() if key.startswith(_POSTS)
    )
    posts = [row for value in values if isinstance(value["value"], dict) and (row := post_in(value, account, {}))]
    if not posts:
        raise UnreadableError(file.path, "format", "a repository without posts")
    return Found(tuple(row.original(file.sha256) for row in posts))


def _account(profile: Any, did: Any) -> Account:
    name = profile.get("displayName") if isinstance(profile, dict) else None
    return Account(
        name if isinstance(name, str) and name.strip() else None, None, did if isinstance(did, str) else None
    )


def _records(blocks: _Blocks, root: bytes) -> Iterator[tuple[str, Any]]:
    """Keys and records of the tree below ``root``, in order; nodes that are missing or met before are passed over."""
    waiting: list[tuple[str, Any] | bytes] = [root]
    seen: set[bytes] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            yield one
        elif one not in seen:
            seen.add(one)
            waiting += reversed(list(_of_node(blocks, blocks.get(one))))


def _of_node(blocks: _Blocks, node: Any) -> Iterator[tuple[str, Any] | bytes]:
    """A node's parts in order: its left node, then each record with the node behind it; keys share their beginnings."""
    if not isinstance(node, dict):
        return
    if isinstance(node.get("l"), bytes):
        yield node["l"]
    key = b""
    for entry in node.get("e") or ():
        if not isinstance(entry, dict) or not isinstance(entry.get("k"), bytes) or not isinstance(entry.get("p"), int):
            continue
        key = key[: entry["p"]] + entry["k"]
        if isinstance(entry.get("v"), bytes) and entry["v"] in blocks:
            yield key.decode("utf-8", "replace"), blocks[entry["v"]]
        if isinstance(entry.get("t"), bytes):
            yield entry["t"]
