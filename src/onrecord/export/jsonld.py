"""A reading → JSON-LD in the words of schema.org: a NewsArticle, the quotations and claims in it, and who says them.

Direct and mixed statements and posts are Quotations, indirect ones and headlines Claims; a ClaimReview is never written,
since it would need a person's judgement. What schema.org has no word for stands in a vocabulary of onrecord's own. The
article's text is left out; ``jsonl`` has it. The context is written out in full, so that no program needs the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onrecord.export.jsonl import speaker_ids
from onrecord.model import Document, Identity, Post, Reading, Relay, Span, Speaker, Statement, Verdict

URN = "urn:x-onrecord:"
CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "onrecord": f"{URN}terms#",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
}
_TYPES = {"person": "Person", "organisation": "Organization", "group": "Organization", "document": "CreativeWork"}
_QUOTED = ("direct", "mixed", "post")
_OPENING, _CLOSING = "“„«‘‚‹\"'「『»", "”“»’›\"'」』«"
_ONE_SIDED = '“”„«»"'
Node = dict[str, Any]


def article(reading: Reading) -> Node:
    """The node of one document, without its context."""
    document = reading.document
    posts = {post.id: _posting(post) for post in reading.posts}
    people = {row.speaker: row for row in reading.identities}
    return _known({
        "@id": URN + document.id, "@type": "NewsArticle", "url": web(document), "onrecord:uri": document.uri,
        "headline": document.title, "author": [{"@type": "Person", "name": name} for name in document.authors],
        "publisher": _named("NewsMediaOrganization", document.outlet),
        "sourceOrganization": _named("Organization", document.agency), "datePublished": document.published,
        "dateModified": document.modified, "inLanguage": document.language,
        "mentions": [*(_speaker(row, people.get(row.id)) for row in reading.speakers), *posts.values()],
        "hasPart": _statements(reading),
    })  # fmt: skip


def web(document: Document) -> str | None:
    """The document's web address."""
    found = document.url or document.uri
    return found if found.startswith(("http://", "https://")) else None


def unquoted(text: str) -> str:
    """The words of a span without the quote marks at its ends.

    A single mark is taken off with its partner only, since it may be an apostrophe; two quotations in one span
    (“one” and “two”) keep theirs.
    """
    text = text.strip()
    if len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING:
        return text if _closes_within(text) else text[1:-1].strip()
    if text[:1] and text[0] in _ONE_SIDED:
        return text[1:].strip()
    return text[:-1].strip() if text[-1:] and text[-1] in _ONE_SIDED else text


def is_quoted(text: str) -> bool:
    """Whether quote marks stand at an end of a span."""
    return unquoted(text) != text.strip() or _closes_within(text.strip())


def _closes_within(text: str) -> bool:
    """Whether the mark that opens a span is closed before its end."""
    opening, closing = text[:1], text[-1:]
    inner = text[1:-1]
    if opening == closing:
        return bool(opening) and opening in _ONE_SIDED and inner.count(opening) > 1
    closed = inner.find(closing)
    return opening in _ONE_SIDED and closed >= 0 and opening not in inner[:closed]


def words_of(statement: Statement) -> str:
    """What was said, in one line of text: parts that the cue interrupts are joined by an ellipsis."""
    return " … ".join(unquoted(span.text) for span in statement.content)


def _statements(reading: Reading) -> list[Node]:
    said_by = speaker_ids(reading)
    relays: dict[str, list[Relay]] = {}
    for relay in reading.relays:
        relays.setdefault(relay.statement, []).append(relay)
    verdicts = {row.statement: row for row in reading.verdicts}
    article = {"@id": URN + reading.document.id}
    return [
        _statement(row, article, said_by.get(row.id), relays.get(row.id, ()), verdicts.get(row.id))
        for row in reading.statements
    ]


def _statement(
    row: Statement, article: Node, speaker: str | None, relays: Sequence[Relay], verdict: Verdict | None
) -> Node:
    said_by = {"@id": URN + speaker} if speaker else None
    quoted = row.kind in _QUOTED
    original = verdict.original if verdict else None
    based = row.post or (original.id if original and original.kind == "post" else None)
    return _known({
        "@id": URN + row.id, "@type": "Quotation" if quoted else "Claim", "text": words_of(row),
        "spokenByCharacter": said_by if quoted else None, "creator": said_by,
        "isPartOf": article, "appearance": None if quoted else article,
        "isBasedOn": {"@id": _post_id(based)} if based else None, "dateCreated": row.said,
        "onrecord:kind": row.kind, "onrecord:stance": row.stance, "onrecord:cue": row.cue.text if row.cue else None,
        "onrecord:within": {"@id": URN + row.within} if row.within else None,
        "onrecord:span": [_span(span) for span in row.content],
        "onrecord:relay": {"@list": [_relay(one) for one in sorted(relays, key=lambda one: one.position)]} if relays else None,
        "onrecord:verdict": verdict.verdict if verdict else None,
    })  # fmt: skip


def _span(span: Span) -> Node:
    return {"onrecord:start": span.start, "onrecord:stop": span.stop}


def _relay(relay: Relay) -> Node:
    return {"onrecord:relayKind": relay.kind, "name": relay.listed or relay.name}


def _speaker(speaker: Speaker, identity: Identity | None) -> Node:
    person = speaker.kind == "person"
    known = identity.person if identity else None
    same = known if known and known.startswith(("http://", "https://")) else None
    return _known({
        "@id": URN + speaker.id, "@type": _TYPES.get(speaker.kind, "Thing"), "name": speaker.name,
        "alternateName": [*speaker.aliases, *map(_signed, speaker.handles)],
        "description": speaker.mentions[0].text if not speaker.name and speaker.mentions else None,
        "jobTitle": list(speaker.roles) if person else None,
        "onrecord:role": None if person else list(speaker.roles),
        "affiliation": [_named("Organization", name) for name in speaker.affiliations],
        "sameAs": same, "identifier": None if same else known, "onrecord:anonymous": speaker.anonymous or None,
    })  # fmt: skip


def _posting(post: Post) -> Node:
    author = _known({"@type": "Person", "name": post.author, "alternateName": post.handle and _signed(post.handle)})
    return _known({
        "@id": _post_id(post.id), "@type": "SocialMediaPosting", "url": post.url,
        "author": author if len(author) > 1 else None, "datePublished": post.posted_at or post.posted, "text": post.text,
        "onrecord:platform": post.platform,
    })  # fmt: skip


def _signed(handle: str) -> str:
    return handle if "@" in handle else f"@{handle}"


def _post_id(id: str) -> str:
    return f"{URN}post:{id.removeprefix('post-')}"


def _named(type: str, name: str | None) -> Node | None:
    return {"@type": type, "name": name} if name else None


def _known(node: Node) -> Node:
    """Without what is unknown or empty: absent is JSON-LD's null."""
    return {key: value for key, value in node.items() if value is not None and value != []}
