"""A document's names and posts → everybody who can speak in it; who speaks where is left to ``resolve``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from onrecord.lexicon import load
from onrecord.model import Block, Document, Post
from onrecord.speakers.actors import Actor, from_entity
from onrecord.speakers.callings import apposed_at
from onrecord.speakers.forms import core
from onrecord.speakers.nouns import class_of, kinds, relatives, words
from onrecord.speakers.page import Page
from onrecord.speakers.people import Entity, People
from onrecord.speakers.roles import affiliations_at, gender_of_roles, roles_at
from onrecord.speakers.salience import SEX
from onrecord.speakers.traits import traits_at, traits_of
from onrecord.speakers.turns import Turns
from onrecord.text.names import Name, find_names, gender

_UNNAMING = ("byline", "furniture", "signature")
_UNNAMED = 8
"""How many unnamed actors of one head noun are kept apart when the same one speaks again."""
_PRONOUN = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", re.IGNORECASE)
_OBLIQUE = re.compile(
    r"\b(?:of|for|at|from|with|in|on|by|to|about|against|near|between|among|like|than|as|over|under|behind|toward|towards|"
    r"and|or|including|called|named)(?:\s+(?:the|a|his|her|their))?(?:\s+[\w-]+)?\s+$"
)
_POSSESSED = re.compile(r"[’']s?\b(?=\s+\w)|[’'](?=\s)")
_VERBAL = re.compile(
    r"(?:\s*\([^)]*\))?(?:,[^,.]{3,80},)?\s+(?:[a-z]+ly\s+|also\s+|then\s+|never\s+)?(?:is|was|has|had|did|does|will|would|can|could|"
    r"should|may|might|must|said|says|told|went|took|made|won|lost|wrote|came|got|gave|ran|began|left|met|[a-z]{2,}ed|[a-z]{3,}s)\b"
)
_NOUNS = re.compile(r"(?: [a-z][a-z-]+){1,3}(?= [A-Z])| [a-z][a-z-]+")
_ASKED_BY = re.compile(
    r"\b(?:asked|pressed|questioned|challenged|interrupted|prompted|introduced|interviewed|quizzed|grilled)\s+by\s+(?:the\s+)?$"
)
_DESCRIBED = re.compile(
    r"(?P<lead>[TtMm](?<!\w[TtMm])(?:(?<=[Tt])he|(?<=[Mm])y)) (?P<head>[a-z][a-z-]+)(?P<owner>[’']s?)?(?=[ .;:)])(?! [A-Z]| of | for )"
)
_DESCRIBED_EARLY = 8
_SUBORDINATE = re.compile(
    r"(?:When|While|After|Before|If|Although|Though|Because|Since|As|Once|Until|Unless|Asked|Reached by)\b"
)
_OPENING = 30
"""How far into a sentence a name may stand and still open it."""
_REACTING = 1.8
"""Weight of somebody who nods, laughs, disagrees: what is said next is most likely his."""
_KIN_BEFORE = re.compile(
    r"\b(?P<owner>my|his|her|their|our|[\w.-]+[’']s?)\s+(?:[\w’-]+\s+){0,3}?(?P<head>[\w-]+),?\s+(?:[A-Z][\w-]+\s+and\s+)?$",
    re.IGNORECASE,
)
_KIN_AFTER = re.compile(
    r",\s+(?P<owner>my|his|her|their|our|[\w.-]+[’']s?)\s+(?:[\w’-]+\s+){0,3}?(?P<head>[\w-]+)(?=[,.;:]|\s+(?:and|who)\b)"
)

_COUPLE = {
    "parents": {"male": "father", "female": "mother"}, "grandparents": {"male": "grandfather", "female": "grandmother"},
    "siblings": {"male": "brother", "female": "sister"}, "children": {"male": "son", "female": "daughter"},
}  # fmt: skip
_KIN_OF = re.compile(r"(?P<head>[\w-]+)\s+(?:for|to|of)\s+(?P<owner>(?:[\w.]+\s+)?[A-Z][\w.-]*),?\s+$")


class Cast:
    """The actors of one document, by key; the places where they are named, and their roles."""

    def __init__(self, document: Document, posts: Sequence[Post]) -> None:
        self.text = document.text
        blocks = [b for b in document.blocks if b.kind not in _UNNAMING]
        self.page = Page(self.text, blocks)
        self.turns = Turns(self.text, blocks)
        body, headlines = self._names(blocks)
        self.people = People(self.text, body, self.turns.labels(), headlines)
        self._hear_pronouns()
        self.actors: dict[str, Actor] = {}
        self.authors = {post.id: self.of_author(post) for post in posts if post.author or post.handle}
        self._unnamed: dict[str, list[Actor]] = {}
        for entity in self.people.entities:
            self.of_entity(entity)

    def _names(self, blocks: Sequence[Block]) -> tuple[list[Name], list[Name]]:
        """Names of the text and of its headlines; one that writes every word large names nobody by itself."""
        body: list[Name] = []
        headlines: list[Name] = []
        for block in blocks:
            titled = block.kind in ("headline", "heading")
            if not titled or not _large(self.text[block.start : block.stop]):
                (headlines if titled else body).extend(find_names(self.text, block.start, block.stop))
        return body, headlines

    def _hear_pronouns(self) -> None:
        """The pronoun that follows a name without gender in its sentence, or opens the next, is a sign of it."""
        rows = [(n, e) for n, e in self.people.at(0, len(self.text)) if not e.organisation and not e.place]
        for number, (name, entity) in enumerate(rows):
            following = rows[number + 1][0] if number + 1 < len(rows) else None
            if entity.genders or self.page.quoted(name.start) or self.text[name.stop : name.stop + 2] in ("’s", "'s"):
                continue
            stop = self.page.closing(name.start)
            end = min(stop, following.start if following else stop)
            found = _PRONOUN.search(self.text, name.stop, end)
            if found is None and (following is None or following.start > stop):
                found = _PRONOUN.match(self.text, stop)
            if found and not self.page.quoted(found.start()):
                entity.called[SEX[found[0].lower()]] += 1

    # -- actors -------------------------------------------------------------------------------------------

    def actor(self, actor: Actor) -> Actor:
        """This actor, or the one that is here under its key already."""
        return self.actors.setdefault(actor.key, actor)

    def of_entity(self, entity: Entity) -> Actor:
        """The actor that a named entity is, with the roles that the document gives it anywhere."""
        known = self.actors.get(f"name:{entity.key}")
        if known is not None:
            return known
        actor = self.actor(from_entity(entity))
        if actor.kind == "unknown":
            self._understand(actor, entity)
        if actor.kind == "person":
            self.describe(actor)
            for name in entity.places:
                actor.kin.update(self._kin(name))
                actor.traits.update(traits_at(self.text, name))
            actor.traits.update(traits_of(actor.roles))
            actor.gender = actor.gender or gender_of_roles([*actor.roles, *(head for _, head in actor.kin)])
        return actor

    def _understand(self, actor: Actor, entity: Entity) -> None:
        """What a name is that does not show it: somebody's son, or "Zapta, a Berlin startup"."""
        if any(head in words("kin") for name in entity.places for _, head in self._kin(name)):
            actor.kind = "person"
            entity.speaks = True
        elif any(True for name in entity.places for _ in apposed_at(self.text, name)):
            actor.kind = "organisation"
            entity.organisation = True

    def describe(self, actor: Actor) -> None:
        """Give an actor the roles and affiliations that the document prints; bodies get them once they speak."""
        if actor.entity is None or actor.described:
            return
        actor.described = True
        for name in actor.entity.places:
            roles = roles_at(self.text, name, actor.kind == "person")
            actor.roles.extend(roles)
            actor.affiliations.extend(affiliations_at(self.text, name, roles))

    def _kin(self, name: Name) -> Iterator[tuple[str, str]]:
        """ "my father, NAME", "NAME, Smith’s lawyer": whose, and what."""
        start = name.start - len("".join(f"{title} " for title in name.titles))
        opening = self.page.opening(start)
        shown = self.text[max(opening, start - 90) : start]
        last = shown.rsplit(None, 1)[-1].rstrip(",").lower() if shown.strip() else ""
        before = of = None
        if last == "and" or last in _COUPLE or last in relatives():
            before = _KIN_BEFORE.search(self.text, max(0, start - 60, opening), start)
        if " of " in shown or " for " in shown or " to " in shown:
            of = _KIN_OF.search(self.text, max(0, start - 90, opening), start)
        after = _KIN_AFTER.match(self.text, name.stop, name.stop + 80) if self.text.startswith(",", name.stop) else None
        sex = gender(name.words, name.titles)
        for match in filter(None, (before, of, after)):
            head = _COUPLE.get(match["head"].lower(), {}).get(sex or "", match["head"].lower())
            if head in relatives():
                yield re.sub(r"[’']s?$", "", match["owner"].split()[-1]).lower(), head

    def of_author(self, post: Post) -> Actor:
        """Whoever signed a post."""
        name = post.author or post.handle
        key = f"handle:{(post.handle or name or '').lower()}"
        actor = self.actor(Actor(key, name, "person"))
        actor.handles = [post.handle] if post.handle else []
        return actor

    def of_name(self, name: Name, open_it: bool = False) -> Actor | None:
        """The one actor that goes by a name; ``open_it``: one more, if the name fits nobody yet."""
        at = self.people.at(name.start, name.stop)
        entity = at[0][1] if at else self.people.find(name.words, name.titles, name.start)
        if entity is None and open_it and core(name.words) and not self.people.fitting(core(name.words)):
            entity = self.people.open(name)
        return self.of_entity(entity) if entity else None

    def joint(self, actors: Sequence[Actor], others: bool = False) -> Actor:
        """Several who speak together; ``others``: with some who are not named."""
        name = " and ".join(actor.name or "" for actor in actors)
        keys = [*(actor.key for actor in actors), *(["others"] if others else [])]
        roles = [role for actor in actors for role in actor.roles]
        return self.actor(Actor("joint:" + "|".join(keys), name, "group", roles=roles))

    def namings(self) -> Iterator[tuple[int, Actor, float]]:
        """Every place where somebody is named, with how much the sentence is about him there."""
        last = -1
        for name, entity in self.people.at(0, len(self.text)):
            sentence = self.page.sentence(name.start)
            yield name.start, self.of_entity(entity), self._weight(name, first=sentence != last)
            last = sentence

    def described(self) -> Iterator[tuple[int, Actor, float]]:
        """Every place where the narrative calls somebody named "the mayor" or "my mother", if only one can be meant."""
        heads = self._heads()
        for match in _DESCRIBED.finditer(self.text) if heads else ():
            at, actor = match.start(), heads.get((match["lead"].lower(), match["head"]))
            if actor is None or self.page.quoted(at):
                continue
            opens = at - self.page.opening(at) < _DESCRIBED_EARLY
            yield at, actor, 0.5 if match["owner"] else 0.9 if opens else 0.5

    def _heads(self) -> dict[tuple[str, str], Actor | None]:
        """What somebody alone is called here: ("the", "mayor"), ("my", "mother")."""
        found: dict[tuple[str, str], Actor | None] = {}
        for actor in dict.fromkeys(self.actors.values()):
            if actor.kind != "person" or actor.anonymous:
                continue
            keys = {("the", head) for role in actor.roles for head in offices(role)}
            for key in keys | {("my", head) for owner, head in actor.kin if owner == "my"}:
                found[key] = actor if found.get(key, actor) is actor else None
        return found

    def _weight(self, name: Name, first: bool) -> float:
        """1 for the subject of a sentence, less for others, least within quotation; ``first``: of its sentence."""
        start = name.start - len("".join(f"{title} " for title in name.titles))
        opening = self.page.opening(start)
        before = self.text[max(opening, start - 40) : start]
        weight = 0.6
        opens = first and start - opening < _OPENING
        if _POSSESSED.match(self.text, name.stop):
            weight = 0.7 if opens else 0.5
        elif _ASKED_BY.search(before):
            weight = 0.1
        elif self._modifies(name):
            weight = 0.4
        elif _OBLIQUE.search(before):
            weight = 0.45
        elif opens or _VERBAL.match(self.text, name.stop):
            weight = 0.75 if _SUBORDINATE.match(self.text, opening, start) else 1.0
            if weight == 1.0 and _reacts().match(self.text, name.stop):
                weight = _REACTING
        return weight * (0.25 if self.page.quoted(name.start) else 1.0)

    def _modifies(self, name: Name) -> bool:
        """ "Dorn supporters", "U.S. senator", "Dorn campaign manager Ada Lund": somebody else is talked of."""
        match = _NOUNS.match(self.text, name.stop)
        if match is None or _VERBAL.match(self.text, name.stop):
            return False
        nouns = match[0].split()
        return class_of(nouns[0]) in ("person", "group", "body") or (
            class_of(nouns[-1]) == "person" and self.text[match.end() + 1 : match.end() + 2].isupper()
        )

    # -- by role ------------------------------------------------------------------------------------------

    def holders(self, head: str) -> list[Actor]:
        """Persons with an office of that kind ("president" is none of a vice president's)."""
        wanted = kinds().get(head, frozenset([head]))
        return [
            actor for actor in dict.fromkeys(self.actors.values())
            if actor.kind == "person" and not actor.anonymous
            and (
                any(offices(role) & wanted for role in actor.roles)
                or any(kin in wanted for _, kin in actor.kin)
                or head in actor.traits
            )
        ]  # fmt: skip

    def unnamed_of(self, head: str) -> list[Actor]:
        """Those whom the document leaves unnamed and calls so."""
        return self._unnamed.get(head, [])

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


@cache
def _reacts() -> re.Pattern[str]:
    acts = "|".join(line.strip() for line in load("mentions")["reacts"].strip().splitlines())
    return re.compile(
        rf"(?: of [A-Z]\w+)?(?:,[^,.\n]{{3,80}},|,)?\s+(?:[a-z]+ly\s+|just\s+|only\s+|also\s+)?(?:{acts})\b"
    )


@lru_cache(maxsize=1 << 12)
def offices(role: str) -> frozenset[str]:
    """The head nouns of a role phrase: "chairman and chief executive of the bank" → chairman, executive."""
    lead = re.split(r"\s+(?:of|for|at|in|from|with|to|who|on|under|behind)\s+|,", role.lower())[0]
    heads = [part.split()[-1] for part in re.split(r"\s+and\s+|/", lead) if part.split()]
    if lead.startswith(("vice ", "deputy ", "assistant ")) or " vice " in f" {lead}":
        heads = [f"vice {head}" for head in heads]
    return frozenset(head.strip(".’'") + ("." if head.endswith(".") else "") for head in heads)


def _large(line: str) -> bool:
    """Whether a line writes nearly every word with a capital, as headlines do."""
    found = re.findall(r"[^\W\d_]{4,}", line)
    return len(found) > 2 and sum(word[0].isupper() for word in found) > 0.8 * len(found)
