"""A reading → provenance as PROV-JSON (W3C submission, 2013): a bundle of entities, agents and how words were passed on.

A statement as the document prints it is an entity, attributed to its speaker. Each relay that carried it makes one more
entity, attributed to the relay; each is derived by quotation from the one nearer to the speaker, and the last from the
post that the words were compared with, where there is one. PROV-JSON writes ``wasQuotedFrom`` as a derivation of type
``prov:Quotation``, ``hadPrimarySource`` as one of ``prov:PrimarySource``.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from onrecord.export.jsonl import speaker_ids
from onrecord.export.jsonld import URN, web, words_of
from onrecord.ids import digest
from onrecord.model import Document, Post, Reading, Relay, Speaker, Statement, Verdict

PREFIX = {"or": URN, "schema": "https://schema.org/"}
_NOT_THERE = ("no-original", "not-found", "misattributed")
_AGENTS = {"person": "Person", "organisation": "Organization", "group": "Organization"}


def bundle(reading: Reading) -> tuple[str, dict[str, Any]]:
    """Name and content of a document's bundle."""
    return f"or:{reading.document.id}-bundle", _Bundle(reading).written()


class _Bundle:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parts: dict[str, dict[str, Any]] = defaultdict(dict)

    def written(self) -> dict[str, Any]:
        """Write everything; parts without content are left out."""
        self.document(self.reading.document)
        for post in self.reading.posts:
            self.post(post)
        for speaker in self.reading.speakers:
            self.parts["agent"][f"or:{speaker.id}"] = _speaker(speaker)
        said_by = speaker_ids(self.reading)
        verdicts = {row.statement: row for row in self.reading.verdicts}
        for row in self.reading.statements:
            self.statement(row, said_by.get(row.id), verdicts.get(row.id))
        return dict(self.parts)

    def document(self, document: Document) -> None:
        """The article, its outlet, and the wire copy that it is made from."""
        name = f"or:{document.id}"
        self.parts["entity"][name] = _known({
            "prov:type": [_name("schema:NewsArticle"), _name("prov:Collection")], "prov:label": document.title,
            "schema:url": web(document), "or:uri": document.uri, "schema:datePublished": document.published,
        })  # fmt: skip
        if document.outlet:
            self._attribute(name, self._agent("outlet", document.outlet), "outlet")
        if document.agency:
            wire = f"{name}-wire"
            self.parts["entity"][wire] = {"prov:label": f"copy of {document.agency}"}
            self._attribute(wire, self._agent("agency", document.agency), "agency")
            self._derive(name, wire, "prov:PrimarySource")

    def post(self, post: Post) -> None:
        """A post and its author."""
        name = _post(post.id)
        self.parts["entity"][name] = _known({
            "prov:type": _name("schema:SocialMediaPosting"), "schema:url": post.url, "prov:value": post.text,
            "schema:datePublished": post.posted_at or post.posted, "or:platform": post.platform,
        })  # fmt: skip
        author = post.author or post.handle
        if author:
            self._attribute(name, self._agent("author", author), "author")

    def statement(self, row: Statement, speaker: str | None, verdict: Verdict | None) -> None:
        """A statement, who said it, and the chain that brought it here."""
        name = f"or:{row.id}"
        self.parts["entity"][name] = _known({
            "prov:type": _name("or:Statement"), "prov:value": words_of(row), "or:kind": row.kind, "or:stance": row.stance,
            "or:said": row.said,
        })  # fmt: skip
        self._relate("hadMember", {"prov:collection": f"or:{self.reading.document.id}", "prov:entity": name})
        if speaker:
            self._attribute(name, f"or:{speaker}", "speaker")
        relays = [relay for relay in self.reading.relays if relay.statement == row.id]
        last = self._chain(name, sorted(relays, key=lambda relay: -relay.position))
        original = verdict.original if verdict and verdict.verdict not in _NOT_THERE else None
        post = row.post or (original.id if original and original.kind == "post" else None)
        if post:
            self._derive(last, _post(post), "prov:Quotation")

    def _chain(self, name: str, relays: list[Relay]) -> str:
        """From the document back towards the speaker; returns the entity nearest to him."""
        for relay in relays:
            carried = f"{name.partition('-')[0]}-relay{relay.position}"
            self.parts["entity"][carried] = {"prov:label": f"as carried by {relay.listed or relay.name}"}
            self._attribute(carried, self._agent(relay.kind, relay.listed or relay.name), relay.kind)
            self._derive(name, carried, "prov:Quotation")
            name = carried
        return name

    def _agent(self, kind: str, name: str) -> str:
        id = digest("or:a", (kind, name))
        type = None if kind in ("speaker", "author", "document") else _name("prov:Organization")
        self.parts["agent"][id] = _known({"prov:type": type, "prov:label": name, "or:kind": kind})
        return id

    def _attribute(self, entity: str, agent: str, role: str) -> None:
        self._relate("wasAttributedTo", {"prov:entity": entity, "prov:agent": agent, "or:role": role})

    def _derive(self, later: str, earlier: str, type: str) -> None:
        self._relate(
            "wasDerivedFrom", {"prov:generatedEntity": later, "prov:usedEntity": earlier, "prov:type": _name(type)}
        )

    def _relate(self, kind: str, relation: dict[str, Any]) -> None:
        number = sum(
            len(self.parts[name]) for name in ("hadMember", "wasAttributedTo", "wasDerivedFrom") if name in self.parts
        )
        self.parts[kind][f"_:r{number + 1}"] = relation


def _speaker(speaker: Speaker) -> dict[str, Any]:
    type = _AGENTS.get(speaker.kind)
    mention = speaker.mentions[0].text if speaker.mentions else None
    return _known({
        "prov:type": _name(f"prov:{type}") if type else None, "prov:label": speaker.name or mention,
        "or:roles": list(speaker.roles), "or:anonymous": speaker.anonymous or None,
    })  # fmt: skip


def _post(id: str) -> str:
    """A name without the characters that names must not have."""
    return digest("or:post", (id,))


def _name(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value is not None and value != []}
