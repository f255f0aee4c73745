"""A document's names and posts → everybody who can speak in it; who speaks where is left to ``resolve``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import Document, Post
from onrecord.speakers.actors import Actor, from_entity
from onrecord.speakers.people import Entity, People
from onrecord.speakers.pronouns import Place
from onrecord.speakers.roles import affiliations_at, gender_of_roles, roles_at
from onrecord.text.names import Name, find_names

_UNNAMING = ("byline", "furniture", "signature")
_UNNAMED = 8
"""How many unnamed actors of one head noun are kept apart when the same one speaks again."""
_SENTENCE = 400
"""How far to look for the start of a sentence."""


class Cast:
    """The actors of one document, by key; the places where they are named, and their roles."""

    def __init__(self, document: Document, posts: Sequence[Post]) -> None:
        self.text = document.text
        blocks = [b for b in document.blocks if b.kind not in _UNNAMING]
        self.paragraphs = [b.start for b in blocks]
        self.people = People(self.text, (name for b in blocks for name in find_names(self.text, b.start, b.stop)))
        self.actors: dict[str, Actor] = {}
        self.authors = {post.id: self.of_author(post) for post in posts if post.author or post.handle}
        self._by_role: dict[str, list[Actor]] = {}
        self._unnamed: dict[str, list[Actor]] = {}
        self.places = self._places()

    def actor(self, actor: Actor) -> Actor:
        """This actor, or the one that is here under its key already."""
        return self.actors.setdefault(actor.key, actor)

    def of_entity(self, entity: Entity) -> Actor:
        """The actor that a named entity is, with the roles that the document gives it anywhere."""
        actor = self.actor(from_entity(entity))
        if not actor.roles and actor.entity is not None:
            for name in actor.entity.places:
                roles = roles_at(self.text, name) if actor.kind != "unknown" else []
                actor.roles.extend(roles)
                actor.affiliations.extend(affiliations_at(self.text, name, roles))
                if actor.gender is None and actor.kind == "person":
                    actor.gender = gender_of_roles(roles)
        return actor

    def of_author(self, post: Post) -> Actor:
        """Whoever signed a post."""
        name = post.author or post.handle
        key = f"handle:{(post.handle or name or '').lower()}"
        actor = self.actor(Actor(key, name, "person"))
        actor.handles = [post.handle] if post.handle else []
        return actor

    def _places(self) -> list[Place]:
        rows: list[Place] = []
        for entity in self.people.entities:
            actor = self.of_entity(entity)
            rows.extend(Place(name.start, actor, self._weight(name)) for name in entity.places)
        return sorted(rows, key=lambda place: place.start)

    def _weight(self, name: Name) -> float:
        """More for the first name of a sentence, less for a possessive and for a name in quotation."""
        weight = 1.0 if name.opens_sentence else 0.0
        far = max(0, name.start - _SENTENCE)
        sentence = max(far, *(self.text.rfind(mark, far, name.start) for mark in (". ", "\n", "? ", "! ", "” ", '" ')))
        between = self.text[sentence + 1 : name.start]
        if (
            not name.opens_sentence
            and len(between) < 60
            and not re.search(r"[A-Z]\w+\s+\w*\s*[a-z]+(?:ed|s)\b", between)
        ):
            weight += 0.5
        if self.text[name.stop : name.stop + 2] in ("’s", "'s"):
            weight -= 0.5
        if between.count("“") > between.count("”"):
            weight -= 2
        return weight

    def of_name(self, name: Name) -> Actor | None:
        """The one actor that goes by a name."""
        at = self.people.at(name.start, name.stop)
        entity = at[0][1] if at else self.people.find(name.words, name.titles, name.start)
        return self.actors.get(f"name:{entity.key}") or self.of_entity(entity) if entity else None

    def joint(self, actors: Sequence[Actor]) -> Actor:
        """Several who speak together."""
        name = " and ".join(actor.name or "" for actor in actors)
        return self.actor(Actor("joint:" + "|".join(actor.key for actor in actors), name, "group"))

    def holders(self, head: str) -> list[Actor]:
        """Persons with a role of that head noun ("president" is none of a vice president's), and unnamed ones called so."""
        if head not in self._by_role:
            pattern = re.compile(rf"(?<!vice )(?<!deputy )(?<!assistant )\b{re.escape(head)}\b(?! (?:to|for|of)\b)")
            named = (a for a in dict.fromkeys(self.actors.values()) if a.kind == "person" and not a.anonymous)
            self._by_role[head] = [a for a in named if any(pattern.search(role.lower()) for role in a.roles)]
        return [*self._by_role[head], *self._unnamed.get(head, ())]

    def join(self, author: Actor, named: Actor | None, printed: str) -> Actor:
        """The post's author and the name in the prose are one: the author keeps the roles of both."""
        author.aliases.append(printed)
        if named is not None and named is not author:
            author.roles.extend(named.roles)
            author.mentions.update(named.mentions)
            self.actors[named.key] = author
        return author

    def final(self, actor: Actor | None) -> Actor | None:
        """The actor that this one has become, if it was joined with another."""
        return self.actors.get(actor.key, actor) if actor else None

    def unnamed(self, actor: Actor) -> Actor:
        """One more whom the document leaves unnamed; "the official" may come back to it."""
        actor = self.actor(actor)
        if actor not in self._unnamed.setdefault(actor.head, [])[-_UNNAMED:]:
            self._unnamed[actor.head].append(actor)
        return actor
