"""A document's web address → the address that its versions share, and a number that stands for it."""

from __future__ import annotations

import re
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit

from onrecord.model import Document

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|cmpid|ref|ito|smid|ocid", re.IGNORECASE)
_FRONT_PAGE = re.compile(r"https?://[^/]+/?(?:[?#].*)?", re.IGNORECASE)


def address(url: str | None) -> str | None:
    """The address that versions of an article share: without scheme, ``www.``, fragment and marks of tracking.

    ``None`` for what is no web address, and for a site's front page, which shows something else every time.
    """
    if url is None or not url.lower().startswith(("http://", "https://")) or _FRONT_PAGE.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(key)])
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def place_of(document: Document) -> int | None:
    """Number that stands for the document's address."""
    found = address(document.url) or address(document.uri)
    if found is None:
        return None
    return int.from_bytes(blake2b(found.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
