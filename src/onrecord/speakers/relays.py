"""A document's own words and signs → who carried each statement to it: speaker → relays → this document.

Order: nearest to the speaker first. What a sentence says is read by ``carriers``, how long it holds decided by
``occasions``; here stand the post that bears the words, the statement around a statement, the credit of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec.structs import replace

from onrecord.model import Document, Post, Relay, RelayKind, Span, Statement
from onrecord.speakers.bodies import Bodies, Body, bodies, packaged
from onrecord.speakers.carrier import Carrier
from onrecord.speakers.carriers_documents import paper_named
from onrecord.speakers.occasions import Occasions
from onrecord.speakers.surveys import surveyed
from onrecord.text.agency import credit_agency, dateline_agency
from onrecord.text.spans import span


def find_relays(
    document: Document,
    posts: Mapping[str, Post],
    statements: Sequence[Statement],
    names: Mapping[str, str | None],
    matches: Mapping[str, str],
    speaker_of: Mapping[str, str | None] | None = None,
    outlets: str | None = None,
    cited: Mapping[str, tuple[str, str | None]] | None = None,
    roles: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Relay, ...]:
    """Relays of every statement, numbered from the speaker on.

    :param names: statement id → name of its speaker; :param matches: statement id → post that bears its words.
    :param speaker_of: statement id → id of its speaker, named or not; by name where it is not given.
    :param outlets: a user's file of outlets, agencies and programmes (``bodies.bodies``).
    :param cited: statement id → kind and name of what its mention names, where that only hands on words of its speaker.
    :param roles: statement id → roles of its speaker.
    """
    chain = _Chain(document, posts, statements, names, matches, bodies(outlets), cited or {})
    chain.occasions = Occasions(document, statements, names, speaker_of or names, chain.known, chain.cited, roles or {})
    chain.surveyed = surveyed(document.text, statements)
    return tuple(relay for row in statements for relay in chain.numbered(row))


class _Chain:
    occasions: Occasions
    surveyed: Mapping[str, Carrier]

    def __init__(
        self, document: Document, posts: Mapping[str, Post], statements: Sequence[Statement],
        names: Mapping[str, str | None], matches: Mapping[str, str], known: Bodies,
        cited: Mapping[str, tuple[str, str | None]],
    ) -> None:  # fmt: skip
        self.cited = cited
        self.document, self.posts, self.names, self.matches, self.known = document, posts, names, matches, known
        self.by_id = {row.id: row for row in statements}
        self.credit = _credit(document, known)
        self._shown: dict[str, Relay] = {}

    def numbered(self, row: Statement) -> Iterator[Relay]:
        """The relays of one statement, each once, the speaker left out."""
        seen = {_key(self.names.get(row.id) or "")}
        position = 0
        for relay in self._of(row):
            keys = {_key(relay.name), _key(relay.listed or relay.name)}
            if not keys & seen:
                seen |= keys
                yield replace(relay, statement=row.id, position=position)
                position += 1

    def _of(self, row: Statement) -> Iterator[Relay]:
        yield from self._carried(row)
        if self.credit:
            name, sign = self.credit
            yield Relay("", 0, "agency", name, None, f"the document is credited: {sign}", listed=name)

    def _carried(self, row: Statement) -> Iterator[Relay]:
        post = self.posts.get(row.post or self.matches.get(row.id, ""))
        if post is not None and self.names.get(row.id) in (post.author, post.handle):
            yield _relay("platform", post.platform, None, "the words stand in a post")
        found = [*self.occasions.own.get(row.id, ()), *([self.surveyed[row.id]] if row.id in self.surveyed else [])]
        its_own = self.known.named(self.names.get(row.id) or "") is not None
        for one in sorted(found, key=_nearness):
            if one.kind != "document" or not (its_own and _OWN_PAPER.search(one.name)):
                yield self._row(one)
        yield from self._handed_on(row)
        yield from self._outer(row)

    def _row(self, one: Carrier) -> Relay:
        where = span(self.document.text, one.start, one.stop)
        if one.kind not in ("outlet", "agency"):
            return _relay(one.kind, one.name, where, one.reason)
        return self._body(Body(one.name, one.kind, one.of, short=one.name.startswith("the ")), where, one.reason)

    def _body(self, body: Body, where: Span | None, reason: str) -> Relay:
        """An outlet or agency by the name that the article prints, and by the one it is listed under."""
        if body.name not in self._shown:
            full = self.known.fullest(body, self.document.text)
            name = self.known.printed(full, self.document.text)
            listed = full.name if self.known.lists(full.name) else None
            self._shown[body.name] = Relay(
                "", 0, full.kind, name[0].upper() + name[1:], None, "", of=full.of, listed=listed
            )
        return replace(self._shown[body.name], span=where, reason=reason)

    def _outer(self, row: Statement) -> Iterator[Relay]:
        """Whoever speaks the statement that this one stands within carried it, and so did those who carried that one."""
        outer = self.by_id.get(row.within or "")
        if outer is None:
            return
        name = self.names.get(outer.id)
        paper = paper_named(outer.mention.text) if outer.mention is not None and outer.id not in self.cited else None
        if paper:
            yield _relay("document", paper, outer.mention, f"reported by “{paper}”")
        elif name and not _comments_on(row):
            yield self._passed(name, outer.mention, f"reported by {name}")
        yield from self._carried(outer)

    def _handed_on(self, row: Statement) -> Iterator[Relay]:
        """Who is named as the source of words that are another's: "TASS, citing Dorn"."""
        kind, name = self.cited.get(row.id, ("", None))
        paper = paper_named(row.mention.text) if row.mention is not None and kind == "document" else None
        if paper:
            yield _relay("document", paper, row.mention, f"handed on by “{paper}”")
        elif name and kind:
            yield self._passed(name, row.mention, f"handed on by {name}")

    def _passed(self, name: str, where: Span | None, reason: str) -> Relay:
        body = self.known.named(name)
        return self._body(body, where, reason) if body else _relay("speaker", name, where, reason)


_OWN_PAPER = re.compile(
    r"\b(?:op-ed|editorial|opinion|column|essay|article|story|report|blog|piece|dispatch|broadcast)s?\b", re.IGNORECASE
)
"""What an outlet prints is the outlet speaking."""
_CLAIM = re.compile(r"(?:claim|assertion|statement|contention|allegation|accusation|suggestion|argument)s?\b")


def _comments_on(row: Statement) -> bool:
    """ "Politifact rated Dorn’s claim that": what is spoken about was not handed on."""
    owned = row.mention is not None and re.search(r"[’']s?$", row.mention.text) is not None
    return owned and row.cue is not None and _CLAIM.match(row.cue.text.lower()) is not None


def _credit(document: Document, known: Bodies) -> tuple[str, str] | None:
    """The agency of the whole document and its sign: what reading it found, or an agency of the user's own."""
    if document.agency:
        return document.agency, document.agency_sign or "metadata"
    if known is packaged():
        return None
    prose = [document.text[block.start : block.stop] for block in document.blocks if block.kind == "paragraph"]
    found = (dateline_agency(words, known.agencies()) for words in prose[:2])
    return next(filter(None, found), None) or (credit_agency(prose[-1], known.agencies()) if prose else None)


_ORDER = {"document": 0, "platform": 1, "speaker": 2, "outlet": 3, "agency": 4}


def _nearness(carrier: Carrier) -> tuple[int, bool, int]:
    """What the speaker wrote comes first, then whom it was told, then who handed that on."""
    return _ORDER[carrier.kind], carrier.scope == "once", carrier.start


@lru_cache(maxsize=1 << 10)
def _key(name: str) -> str:
    return re.sub(r"^the\s+", "", re.sub(r"[’']s?$", "", name.strip()).lower())


def _relay(kind: RelayKind, name: str, where: Span | None, reason: str) -> Relay:
    return Relay("", 0, kind, name, where, reason)
