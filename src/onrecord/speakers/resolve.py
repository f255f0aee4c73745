"""Statements with their mentions → who said them, by what rule and why; the chain and the conflicts are its neighbours'.

A sieve (Lee et al. 2013): signature of a post, name, words found in a post, role, pronoun, going on from the last
speaker; the first rule that decides wins, and where none does the attribution says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.ids import speaker_id
from onrecord.model import Attribution, Conflict, Document, Post, Relay, Speaker, Statement
from onrecord.speakers.actors import Actor, Kind
from onrecord.speakers.cast import Cast
from onrecord.speakers.conflicts import find_conflicts
from onrecord.speakers.mentions import Mention, classify
from onrecord.speakers.pronouns import Choice, choose
from onrecord.speakers.relays import find_relays
from onrecord.speakers.roles import nouns
from onrecord.text.names import listed

_VERSION = "rules-1"


class Resolution(NamedTuple):
    """What is concluded of a document's speakers."""

    speakers: tuple[Speaker, ...]
    attributions: tuple[Attribution, ...]
    relays: tuple[Relay, ...]
    conflicts: tuple[Conflict, ...]
    author_of: dict[str, str | None]
    """Post id → speaker id of its author."""


class _Decision(NamedTuple):
    actor: Actor | None
    by: str
    score: float
    reason: str


def resolve(
    document: Document, posts: Sequence[Post], statements: Sequence[Statement], matches: Mapping[str, str]
) -> Resolution:
    """Resolve every statement's mention within the document.

    :param matches: statement id → id of the post that its words stand in.
    """
    resolver = _Resolver(document, posts, matches)
    decisions = {row.id: resolver.decide(row) for row in _outer_first(statements)}
    return resolver.resolution(statements, decisions)


def _outer_first(statements: Sequence[Statement]) -> list[Statement]:
    """In text order of what names the speaker, so that the last speaker before a pronoun is already known."""
    depth: dict[str, int] = {}
    for row in statements:
        depth[row.id] = depth.get(row.within or "", -1) + 1
    return sorted(statements, key=lambda r: (depth[r.id] > 0, (r.mention or r.cue or r.content[0]).start))


class _Resolver:
    def __init__(self, document: Document, posts: Sequence[Post], matches: Mapping[str, str]) -> None:
        self.document, self.text, self.matches = document, document.text, matches
        self.posts = {post.id: post for post in posts}
        self.cast = Cast(document, posts)
        self.last: Actor | None = None
        self.last_at = 0
        self.outer: dict[str, Actor | None] = {}

    # -- decisions ----------------------------------------------------------------------------------------

    def decide(self, row: Statement) -> _Decision:
        """The speaker of one statement; remembers who spoke last."""
        decision = self._decided(row)
        self.outer[row.id] = decision.actor
        if decision.actor is not None:
            decision.actor.take(row.mention)
        if row.within is None and row.kind != "post":
            self.last, self.last_at = decision.actor or (None if row.mention else self.last), row.content[-1].stop
        return decision

    def _decided(self, row: Statement) -> _Decision:
        if row.post is not None:
            author = self.cast.authors.get(row.post)
            return (
                _Decision(author, "post", 1.0, "the post is signed so") if author else _none("the post names no author")
            )
        match = self.cast.authors.get(self.matches.get(row.id, ""))
        if row.mention is None:
            return self._without_mention(row, match)
        mention = classify(self.text, row.mention)
        if match is not None:
            return self._with_post(row, mention, match)
        return self._by_mention(row, mention)

    def _without_mention(self, row: Statement, match: Actor | None) -> _Decision:
        if match is not None:
            return _Decision(match, "post", 0.9, f"its words stand in the post of {_shown(match)}")
        if row.cue is not None:
            return _none(
                "reported, by nobody named" if row.stance in ("hearsay", "doubt") else "the cue has no mention"
            )
        near = self.text.count("\n", self.last_at, row.content[0].start) <= 3
        if row.within is None and row.kind in ("direct", "mixed") and self.last is not None and near:
            return _Decision(self.last, "continuation", 0.5, f"goes on from {_shown(self.last)}, who spoke last")
        return _none("no cue and no mention beside it")

    def _with_post(self, row: Statement, mention: Mention, author: Actor) -> _Decision:
        """Words that stand in a post: an unnamed mention is the post's author, a name must fit the author's."""
        assert row.mention is not None
        if mention.sort in ("name", "handle"):
            if _same_bearer(row.mention.text, author):
                named = self._by_mention(row, mention).actor
                return _Decision(
                    self.cast.join(author, named, row.mention.text),
                    "post",
                    0.95,
                    f"its words stand in the post of {_shown(author)}, whose name fits",
                )
            decision = self._by_mention(row, mention)
            return decision._replace(reason=f"{decision.reason}; its words also stand in a post of {_shown(author)}")
        if mention.sort in ("anonymous", "group", "role", "they", "he", "she", "who"):
            return _Decision(author, "post", 0.9, f"not named here; its words stand in the post of {_shown(author)}")
        return self._by_mention(row, mention)

    def _by_mention(self, row: Statement, mention: Mention) -> _Decision:
        assert row.mention is not None
        rules = {
            "name": self._named, "handle": self._handle, "he": self._pronoun, "she": self._pronoun, "they": self._they,
            "author": self._speaking, "who": self._who, "it": self._it, "role": self._role, "anonymous": self._unnamed,
            "group": self._unnamed, "document": self._document,
        }  # fmt: skip
        return rules[mention.sort](row, mention)

    def _named(self, row: Statement, mention: Mention) -> _Decision:
        found = [actor for name in mention.names if (actor := self.cast.of_name(name)) is not None]
        distinct = list(dict.fromkeys(found))
        if not distinct:
            return _none("the name fits more than one person of the document")
        if len(distinct) > 1 and re.search(r"\band\b|&", row.mention.text if row.mention else ""):
            return _Decision(self.cast.joint(distinct), "name", 0.85, "named together")
        first = distinct[0]
        return _Decision(first, "name", 0.95, f"the mention names {_shown(first)}")

    def _handle(self, row: Statement, mention: Mention) -> _Decision:
        assert row.mention is not None
        printed = row.mention.text.strip().lstrip("@")
        author = next(
            (a for a in self.cast.authors.values() if printed.lower() in (h.lower() for h in a.handles)), None
        )
        actor = author or self.cast.actor(
            Actor(
                f"handle:{printed.lower()}",
                printed,
                "person",
                handles=[printed] if row.mention.text.startswith("@") else [],
            )
        )
        return _Decision(actor, "name", 0.8, f"the mention is the handle or account name of {_shown(actor)}")

    def _pronoun(self, row: Statement, mention: Mention) -> _Decision:
        assert row.mention is not None
        barred = self.outer.get(row.within or "")
        picked: Choice = choose(
            row.mention.start, mention.head, self.cast.places, self.cast.paragraphs, self.last, barred
        )
        return _Decision(picked.actor, "pronoun", picked.score, picked.reason)

    def _they(self, row: Statement, mention: Mention) -> _Decision:
        near = self.last is not None and self.last.kind in ("group", "organisation", "unknown") and row.within is None
        if near:
            return _Decision(self.last, "pronoun", 0.6, f"“they” goes on from {_shown(self.last)}")
        actor = self.cast.actor(
            Actor(f"group:{row.mention.start if row.mention else 0}", None, "group", True, head="they")
        )
        return _Decision(actor, "pronoun", 0.5, "“they” names nobody")

    def _speaking(self, row: Statement, mention: Mention) -> _Decision:
        if row.within:
            outer = self.outer.get(row.within)
            return (
                _Decision(
                    outer,
                    "pronoun",
                    0.85,
                    f"“{row.mention.text if row.mention else mention.head}” is {_shown(outer)}, whose words these are",
                )
                if outer
                else _none("the speaker of the words around it is not known")
            )
        authors = self.document.authors
        if mention.head == "i" and len(authors) == 1:
            return _Decision(
                self.cast.actor(Actor(f"author:{authors[0].lower()}", authors[0], "person")),
                "byline",
                0.7,
                "the article's author",
            )
        return _none("the article's own voice")

    def _who(self, row: Statement, mention: Mention) -> _Decision:
        """The name or the noun that stands right before "who"."""
        assert row.mention is not None
        start = row.mention.start
        near = [
            n
            for n in self.cast.people.at(max(0, start - 60), start)
            if re.fullmatch(r"[\s,\w’'()-]{0,30}", self.text[n[0].stop : start])
        ]
        if near and re.fullmatch(r"\s*,?\s*", self.text[near[-1][0].stop : start]):
            actor = self.cast.of_entity(near[-1][1])
            return _Decision(actor, "relative", 0.85, f"“who” follows {_shown(actor)}")
        return _none("“who” follows nobody named")

    def _it(self, row: Statement, mention: Mention) -> _Decision:
        if self.last is not None and self.last.kind in ("organisation", "document"):
            return _Decision(self.last, "pronoun", 0.6, f"“it” goes on from {_shown(self.last)}")
        return _none("“it” may stand for anything")

    def _role(self, row: Statement, mention: Mention) -> _Decision:
        """ "the senator": the one person here who has that role, the last one to be named before others."""
        assert row.mention is not None
        body = mention.head.removesuffix("'s") in listed("organisation_nouns")
        held = [] if body else self.cast.holders(mention.head)
        owned = re.search(r"[’']s\b|^(?:his|her|their)\b", row.mention.text, re.IGNORECASE)
        if len(held) == 1 and not owned:
            return _Decision(held[0], "role", 0.8, f"the only {mention.head} here is {_shown(held[0])}")
        if len(held) > 1 and self.last in held and not owned:
            return _Decision(self.last, "role", 0.6, f"{_shown(self.last)} is a {mention.head} and spoke last")
        if len(held) > 1 and not owned:
            return _none(f"“{row.mention.text}” could be {_shown(held[0])} or {_shown(held[1])}")
        if body:
            return self._body(row.mention.text, mention)
        if mention.head in listed("anonymous") or owned:
            return self._unnamed(row, mention)
        if mention.definite and (mention.head in nouns() or mention.head.endswith("-year-old")):
            return self._epithet(row, mention)
        return _none(f"nobody here is called “{row.mention.text}”")

    def _epithet(self, row: Statement, mention: Mention) -> _Decision:
        """ "The 56-year-old", "the singer": another word for the person talked of, whom the pronoun rule finds."""
        assert row.mention is not None
        barred = self.outer.get(row.within or "")
        picked = choose(row.mention.start, mention.head, self.cast.places, self.cast.paragraphs, self.last, barred)
        if picked.actor is None:
            return _none(f"nobody here is called “{row.mention.text}”")
        return _Decision(picked.actor, "epithet", picked.score - 0.1, picked.reason)

    def _body(self, printed: str, mention: Mention) -> _Decision:
        """ "the Clinton campaign" is a name of its own, "the company" is none."""
        body = re.sub(r"^(?:the|its|their|his|her|our)\s+", "", printed, flags=re.IGNORECASE)
        named = bool(mention.names)
        key = f"body:{body.lower()}"
        actor = self.cast.actor(Actor(key, body if named else None, "organisation", not named, head=mention.head))
        return _Decision(actor, "role", 0.7, "an organisation" if named else "an organisation that is not named")

    def _unnamed(self, row: Statement, mention: Mention) -> _Decision:
        assert row.mention is not None
        group = mention.sort == "group"
        key = f"unnamed:{row.mention.text.lower() if group else row.mention.start}"
        role = re.sub(r"^(?:a|an|another|the|one|some|several)\s+", "", row.mention.text, flags=re.IGNORECASE)
        kind: Kind = "group" if group else "person"
        actor = self.cast.unnamed(Actor(key, None, kind, True, head=mention.head, roles=[role]))
        return _Decision(actor, "unnamed", 0.9, "a group without names" if group else "not named by the document")

    def _document(self, row: Statement, mention: Mention) -> _Decision:
        assert row.mention is not None
        name = row.mention.text if mention.names else None
        actor = self.cast.actor(Actor(f"document:{row.mention.text.lower()}", name, "document", head=mention.head))
        return _Decision(actor, "document", 0.85, "a document speaks, its maker is out of sight")

    # -- rows ---------------------------------------------------------------------------------------------

    def resolution(self, statements: Sequence[Statement], decisions: Mapping[str, _Decision]) -> Resolution:
        """Everything concluded, as rows."""
        of = {row.id: self.cast.final(decisions[row.id].actor) for row in statements}
        speaking = list(
            dict.fromkeys(a for a in [*of.values(), *map(self.cast.final, self.cast.authors.values())] if a is not None)
        )
        speakers = sorted(
            (a.row(self.document.id) for a in speaking),
            key=lambda s: (s.mentions[0].start if s.mentions else 1 << 60, s.id),
        )
        attributions = tuple(self._attribution(row, decisions[row.id], of[row.id]) for row in statements)
        author_of = {post: self._id(self.cast.final(actor)) for post, actor in self.cast.authors.items()}
        speaker_of = {row.id: self._id(of[row.id]) for row in statements}
        relays = find_relays(
            self.document, self.posts, statements, {k: a.name for k, a in of.items() if a}, self.matches
        )
        conflicts = find_conflicts(self.document, statements, speakers, speaker_of)
        return Resolution(tuple(speakers), attributions, relays, conflicts, author_of)

    def _id(self, actor: Actor | None) -> str | None:
        return speaker_id(self.document.id, actor.key) if actor else None

    def _attribution(self, row: Statement, decision: _Decision, actor: Actor | None) -> Attribution:
        return Attribution(
            row.id, self._id(actor), f"{_VERSION}:{decision.by}", round(decision.score, 2), decision.reason
        )


def _none(reason: str) -> _Decision:
    return _Decision(None, "declined", 0.0, reason)


def _shown(actor: Actor | None) -> str:
    if actor is None:
        return "nobody"
    shown = actor.name or f"the unnamed {actor.head}".strip()
    return f"{shown} (@{actor.handles[0]})" if actor.handles and actor.handles[0] != actor.name else shown


def _same_bearer(printed: str, author: Actor) -> bool:
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
