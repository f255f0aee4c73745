"""Whoever can be a speaker of a document, while it is being resolved → Speaker rows; choosing one is ``resolve``'s."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from onrecord.ids import speaker_id
from onrecord.model import Span, Speaker
from onrecord.speakers.people import Entity
from onrecord.speakers.roles import roles_in
from onrecord.speakers.roles_phrases import of_body

Kind = Literal["person", "organisation", "group", "document", "unknown"]


@dataclass(eq=False)
class Actor:
    """A named entity, an author of a post, or somebody whom the document leaves unnamed."""

    key: str
    name: str | None
    kind: Kind
    anonymous: bool = False
    gender: str | None = None
    head: str = ""
    """Head noun of an unnamed one ("official"), by which "the official" finds it again."""
    entity: Entity | None = None
    roles: list[str] = field(default_factory=list)
    affiliations: list[str] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    mentions: dict[int, Span] = field(default_factory=dict)
    described: bool = False
    """Its roles have been looked for."""
    traits: set[str] = field(default_factory=set)
    """Age, party and state that the document tells: ``34-year-old``, ``democrat``, ``michigan``."""
    kin: set[tuple[str, str]] = field(default_factory=set)
    """Whose and what it is: ("smith", "lawyer"), ("my", "father"), in lower case."""

    def take(self, mention: Span | None) -> None:
        """Note one more mention."""
        if mention is not None:
            self.mentions[mention.start] = mention

    def row(self, document: str) -> Speaker:
        """This actor as a row; mentions in text order."""
        return Speaker(
            id=speaker_id(document, self.key),
            name=self.name,
            roles=tuple(_distinct([*self.roles, *self._described()])),
            affiliations=tuple(_distinct(self.affiliations)),
            handles=tuple(_distinct(self.handles)),
            anonymous=self.anonymous,
            mentions=tuple(self.mentions[start] for start in sorted(self.mentions)),
            kind=self.kind,
            aliases=tuple(alias for alias in _distinct(self.aliases) if alias != self.name),
        )

    def _described(self) -> list[str]:
        """The roles that descriptions of somebody named give: "the Vermont senator"."""
        if self.anonymous or self.kind not in ("person", "organisation"):
            return []
        own = set((self.name or "").lower().split()) | ({self.head} if self.kind == "organisation" else set())
        found = (role for mention in self.mentions.values() for role in roles_in(mention.text))
        return [role for role in found if not (set(role.lower().split()) <= own or self._strange(role))]

    def _strange(self, role: str) -> bool:
        """Whether a description cannot be this actor's role: it names him, or a person is called a body."""
        named = set((self.name or "").split()[-1:]) & set(role.split())
        return bool(named) or (self.kind == "person" and of_body(role))


def _distinct(rows: list[str]) -> list[str]:
    """In order, without those that only differ in case."""
    seen: dict[str, str] = {}
    for row in rows:
        seen.setdefault(row.lower(), row)
    return list(seen.values())


def from_entity(entity: Entity) -> Actor:
    """The actor that an entity of the text is."""
    return Actor(
        key=f"name:{entity.key}",
        name=entity.name,
        kind="organisation" if entity.organisation or entity.place else "person" if entity.person else "unknown",
        gender=entity.gender if entity.person else None,
        entity=entity,
        aliases=sorted(entity.aliases),
    )


def same_bearer(printed: str, author: Actor) -> bool:
    """Whether a printed name fits an account: its words are all in the author's name, or it is the handle."""
    words = {w.lower() for w in re.findall(r"\w+", printed)}
    squeezed = "".join(re.findall(r"\w+", printed.lower()))
    names = {w.lower() for w in re.findall(r"\w+", author.name or "")}
    handles = {h.lower() for h in author.handles}
    return (
        squeezed in handles
        or squeezed == "".join(re.findall(r"\w+", (author.name or "").lower()))
        or (bool(words) and words <= names)
        or (len(names) > 1 and names <= words)
    )
