"""A page's JSON-LD → the object that describes the article, broken JSON forgiven as far as it can be read.

Which of its fields mean what is left to ``meta``.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

import msgspec

from onrecord.readers.markup import Script

Node = dict[str, Any]

_LONGEST = 2_000_000
_MOST_NODES = 2_000
_ARTICLE = re.compile(r"(?:News|Blog|Opinion|Analysis|Review|Report|Reportage|Background|Live|Tech|Scholarly|Satirical|Advertiser)?"
                      r"(?:Article|Posting|NewsArticle|BlogPosting|ContentArticle)\Z")  # fmt: skip
_OTHER_ARTICLES = ("Report", "LiveBlogPosting", "ClaimReview", "WebPage", "CreativeWork", "VideoObject")
_COMMENTED = re.compile(
    r"\A\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|(?://\s*)?\]\]>|/\*\s*\]\]>\s*\*/)\s*\Z"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_FIELD = re.compile(r'"(headline|datePublished|dateModified|inLanguage)"\s*:\s*"((?:[^"\\]|\\.){1,400})"')


_MENDS: tuple[Callable[[str], str], ...] = (str, lambda body: _TRAILING_COMMA.sub(r"\1", body), unescape)


def article_node(scripts: Iterable[Script]) -> Node:
    """The JSON-LD object of the page's article; the fields that can be salvaged from broken JSON; ``{}`` if there is none.

    Articles come before pages and other works; references by ``@id`` to persons and organisations are filled in.
    """
    nodes: list[Node] = []
    salvaged: Node = {}
    for script in scripts:
        if "ld+json" not in script.attributes.lower() or len(script.body) > _LONGEST:
            continue
        parsed = _parse(script.body)
        if parsed is None:
            salvaged.update(reversed(_FIELD.findall(script.body)))
        else:
            nodes.extend(_nodes(parsed))
    best = max(nodes, key=_rank, default=None)
    if best is None or _rank(best) <= 0:
        return salvaged
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    return {key: _resolved(value, known) for key, value in best.items()}


def _parse(body: str) -> Any:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        body = _COMMENTED.sub("", body).strip().rstrip(";")
    for mend in _MENDS:
        try:
            return json.loads(mend(body), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(parsed: Any) -> Iterator[Node]:
    """The objects of a document, those in lists, ``@graph`` and the like included."""
    waiting, seen = deque([parsed]), 0
    while waiting and seen < _MOST_NODES:
        value = waiting.popleft()
        seen += 1
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value)


def types(node: Node) -> tuple[str, ...]:
    """The ``@type`` of an object, without its vocabulary's address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return tuple(name.rsplit("/", 1)[-1] for name in names if isinstance(name, str))


def _rank(node: Node) -> float:
    names = types(node)
    if any(_ARTICLE.match(name) for name in names):
        return 3 + 0.5 * ("headline" in node) + 0.25 * ("datePublished" in node) + 0.1 * ("author" in node)
    if any(name in _OTHER_ARTICLES for name in names):
        return 1 + 0.5 * ("headline" in node) + 0.25 * ("datePublished" in node) - 0.5 * ("VideoObject" in names)
    return 0


def _resolved(value: Any, known: dict[str, Node]) -> Any:
    if isinstance(value, list):
        return [_resolved(item, known) for item in value[:100]]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return known.get(value["@id"], value)
    return value
