"""A document's own words and signs → who carried each statement to it: speaker → relays → this document.

Order: nearest to the speaker first. Outlets and agencies are known by name (data files) or by the shape of a name;
a body that nobody lists and whose name does not look like an outlet's is no relay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.lexicon import load
from onrecord.model import Document, Post, Relay, RelayKind, Span, Statement
from onrecord.text.names import listed
from onrecord.text.spans import span

_BODY = r"(?:the\s+|The\s+)?(?:[A-Z0-9][\w’'.&-]*)(?:[ \u00a0](?:(?:of|the|and|for|&)[ \u00a0])*[A-Z0-9][\w’'.&-]*)*"
_NAME = rf"(?P<name>{_BODY})"
_VESSELS = (
    "interview|interviews|conversation|statement|appearance|op-ed|column|podcast|essay|comments|remarks|email|segment"
)
_TOLD = re.compile(
    r"\b(?:told|tells|telling|informed|assured)\s+" + _NAME
    + r"|\b(?:in|during|on|at|to)\s+(?:an?|his|her|their|the|this)?\s*(?:[\w-]+\s+){0,3}?(?:" + _VESSELS
    + r")\s+(?:with|to|on|for|in)\s+(?P<name2>" + _BODY + r")"
    + r"|\b(?:speaking|spoke|talking|talked|speaks)\s+(?:to|with|on)\s+(?P<name3>" + _BODY + r")"
    + r"|\b(?:said|says|told|wrote|appearing|appeared|spoke)\s+(?:\w+\s+){0,2}on\s+(?P<name4>" + _BODY
    + r")(?:[’']s?)?(?=\s*(?:[“\"]|,|\.|on\b|that\b|$))"
)  # fmt: skip
_CITING = re.compile(_NAME + r",?\s+(?:citing|quoting|cited|quoted)\b")
_QUOTED_BY = re.compile(r"\b(?:quoted|cited|reported)\s+(?:\w+\s+)?by\s+" + _NAME)
_SENTENCE = 600
"""How far from the cue its sentence may reach, in code points."""
_VIA = re.compile(
    r"\b(?:as\s+)?(?:reported|published|obtained|seen|reviewed|broadcast|released|first reported)\s+by\s+"
    + _NAME
    + r"|,\s+"
    + rf"(?P<name5>{_BODY})"
    + r"\s+(?:reported|reports)\b"
)


class _Body(NamedTuple):
    name: str
    kind: RelayKind


@cache
def _bodies() -> dict[str, _Body]:
    """Every name and alias of the data files, lower case without article."""
    found: dict[str, _Body] = {}
    for file, kind in (("outlets", "outlet"), ("agencies", "agency")):
        for row in load(file)[kind]:
            for alias in (row["name"], *row.get("aliases", ())):
                found[_key(alias)] = _Body(row["name"], kind)  # type: ignore[arg-type]
    return found


def _key(name: str) -> str:
    return re.sub(r"^the\s+", "", re.sub(r"[’']s?$", "", name.strip()).lower())


def known(name: str) -> _Body | None:
    """The outlet or agency that goes by ``name``, from the data files or by the shape of its name."""
    body = _bodies().get(_key(name))
    if body:
        return body
    words = _key(name).split()
    if len(words) > 1 and words[-1] in listed("outlet_endings"):
        return _Body(re.sub(r"^[Tt]he\s+", "", name.strip()), "outlet")
    return None


def find_relays(
    document: Document,
    posts: Mapping[str, Post],
    statements: Sequence[Statement],
    names: Mapping[str, str | None],
    matches: Mapping[str, str],
) -> tuple[Relay, ...]:
    """Relays of every statement, numbered from the speaker on.

    :param names: statement id → name of its speaker; :param matches: statement id → post that bears its words.
    """
    by_id = {row.id: row for row in statements}
    rows: list[Relay] = []
    for row in statements:
        seen: set[str] = {_key(names.get(row.id) or "")}
        position = 0
        for relay in _of(document, posts, row, by_id, names, matches):
            if _key(relay.name) not in seen:
                seen.add(_key(relay.name))
                rows.append(Relay(row.id, position, relay.kind, relay.name, relay.span, relay.reason))
                position += 1
    return tuple(rows)


def _of(
    document: Document, posts: Mapping[str, Post], row: Statement, by_id: Mapping[str, Statement],
    names: Mapping[str, str | None], matches: Mapping[str, str],
) -> Iterator[Relay]:  # fmt: skip
    post = posts.get(row.post or matches.get(row.id, ""))
    if post is not None and names.get(row.id) in (post.author, post.handle):
        yield _relay("platform", post.platform, None, "the words stand in a post")
    yield from _in_sentence(document.text, row)
    yield from _outer(document, posts, row, by_id, names, matches)
    if document.agency:
        yield _relay("agency", document.agency, None, f"the document is credited: {document.agency_sign}")


def _relay(kind: RelayKind, name: str, where: Span | None, reason: str) -> Relay:
    return Relay("", 0, kind, name, where, reason)


def _in_sentence(text: str, row: Statement) -> Iterator[Relay]:
    """What the words around the cue say: told CNN, in an interview with, TASS citing, on Telegram."""
    if row.cue is None:
        return
    for start, stop in _around(text, row):
        for pattern, reason in (
            (_CITING, "cites the speaker"),
            (_QUOTED_BY, "quoted the speaker"),
            (_TOLD, "was told so"),
            (_VIA, "carried it"),
        ):
            for match in pattern.finditer(text, start, stop):
                yield from _named(text, match, row, reason)
        yield from _platform(text, start, stop, row)


def _named(text: str, match: re.Match[str], row: Statement, reason: str) -> Iterator[Relay]:
    group = next(key for key, value in match.groupdict().items() if value)
    first, last = match.span(group)
    last -= len(match[group]) - len(match[group].rstrip("."))
    if row.mention is not None and first < row.mention.stop and last > row.mention.start:
        return
    body = known(text[first:last])
    if body is not None:
        where = span(text, first, last - len(text[first:last]) + len(re.sub(r"[’']s?$", "", text[first:last])))
        yield _relay(body.kind, body.name, where, f"{body.name} {reason}")


def _around(text: str, row: Statement) -> list[tuple[int, int]]:
    """The sentence of the cue without the content: from the border before it to the border behind it."""
    assert row.cue is not None
    far, end = max(0, row.cue.start - _SENTENCE), min(len(text), row.cue.stop + _SENTENCE)
    left = max(far, *(text.rfind(mark, far, row.cue.start) + 1 for mark in ("\n", ". ", "? ", "! ")))
    ends = [at for mark in ("\n", ". ", "? ", "! ") if (at := text.find(mark, row.cue.stop, end)) >= 0]
    right = min(ends, default=end)
    parts: list[tuple[int, int]] = []
    at = left
    for one in row.content:
        if one.start > at:
            parts.append((at, min(one.start, max(right, at))))
        at = max(at, one.stop)
    if at < right:
        parts.append((at, right))
    elif row.cue.start >= at:
        parts.append((at, min(len(text), row.cue.stop + 120)))
    return [(a, b) for a, b in parts if b > a]


def _platform(text: str, start: int, stop: int, row: Statement) -> Iterator[Relay]:
    assert row.cue is not None
    around = text[start:stop].lower()
    for platform, words in load("people")["platforms"].items():
        for word in words:
            found = re.search(rf"\b(?:on|to|via|through|in a|his|her|their|a)\s+(?:\w+\s+)?{re.escape(word)}\b", around)
            if found is None and word.endswith("ed") and word in row.cue.text.lower():
                yield _relay("platform", platform, row.cue, f"“{row.cue.text}”")
                return
            if found is not None and row.cue.start - 120 <= start + found.start() <= row.cue.stop + 120:
                yield _relay(
                    "platform",
                    platform,
                    span(text, start + found.start(), start + found.end()),
                    f"“{text[start + found.start() : start + found.end()]}”",
                )
                return


def _outer(
    document: Document, posts: Mapping[str, Post], row: Statement, by_id: Mapping[str, Statement],
    names: Mapping[str, str | None], matches: Mapping[str, str],
) -> Iterator[Relay]:  # fmt: skip
    """Whoever speaks the statement that this one stands within carried it, and so did those who carried that one."""
    outer = by_id.get(row.within or "")
    if outer is None:
        return
    name = names.get(outer.id)
    if name:
        body = known(name)
        yield _relay(
            body.kind if body else "speaker", body.name if body else name, outer.mention, f"reported by {name}"
        )
    yield from _of(document, posts, outer, by_id, names, matches)
