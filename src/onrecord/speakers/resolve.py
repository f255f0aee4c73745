"""Statements with their mentions → who said them, by what rule and why; the chain and the conflicts are its neighbours'.

A sieve (Lee et al. 2013): signature of a post, name, words found in a post, role, pronoun, turn of a conversation, going
on from the last speaker; the first rule that decides wins, and where none does the attribution says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from onrecord.ids import speaker_id
from onrecord.model import Attribution, Conflict, Document, Post, Relay, Speaker, Statement
from onrecord.speakers.actors import Actor
from onrecord.speakers.bodies import bodies
from onrecord.speakers.cast import Cast
from onrecord.speakers.cited import Cited
from onrecord.speakers.conflicts import find_conflicts
from onrecord.speakers.decisions import Decision
from onrecord.speakers.described import describe
from onrecord.speakers.foreign import Foreign
from onrecord.speakers.relays import find_relays
from onrecord.speakers.sieve import Sieve
from onrecord.text.languages import words_of

_VERSION = "rules-2"


class Resolution(NamedTuple):
    """What is concluded of a document's speakers."""

    speakers: tuple[Speaker, ...]
    attributions: tuple[Attribution, ...]
    relays: tuple[Relay, ...]
    conflicts: tuple[Conflict, ...]
    author_of: dict[str, str | None]
    """Post id → speaker id of its author."""


def resolve(
    document: Document,
    posts: Sequence[Post],
    statements: Sequence[Statement],
    matches: Mapping[str, str],
    outlets: str | None = None,
) -> Resolution:
    """Resolve every statement's mention within the document.

    :param matches: statement id → id of the post that its words stand in; :param outlets: see ``relays.find_relays``.
    """
    if not statements and not posts:
        return Resolution((), (), (), find_conflicts(document, (), (), {}), {})
    cast = Cast(document, posts)
    cited: dict[str, Cited] = {}
    words = words_of((document.language or "en")[:2].lower())
    if words is not None:
        foreign = Foreign(document, cast, matches, words)
        decisions = {row.id: foreign.decide(row) for row in _outer_first(statements)}
    else:
        sieve = Sieve(document, cast, statements, matches, bodies(outlets))
        decisions = {row.id: sieve.decide(row) for row in _outer_first(statements)}
        describe(cast, sieve.salience, sieve.nominals)
        cited = sieve.cited
    of = {row.id: cast.final(decisions[row.id].actor) for row in statements}
    speakers = _rows(document, cast, of)
    speaker_of = {row.id: _id(document, of[row.id]) for row in statements}
    names = {key: actor.name for key, actor in of.items() if actor}
    return Resolution(
        speakers=speakers,
        attributions=tuple(_attribution(row, decisions[row.id], speaker_of[row.id]) for row in statements),
        relays=find_relays(
            document, {post.id: post for post in posts}, statements, names, matches, speaker_of, outlets,
            {key: (row.by.kind, row.by.name) for key, row in cited.items() if row.by is not None},
            {key: actor.roles for key, actor in of.items() if actor},
        ),
        conflicts=find_conflicts(document, statements, speakers, speaker_of),
        author_of={post: _id(document, cast.final(actor)) for post, actor in cast.authors.items()},
    )  # fmt: skip


def _outer_first(statements: Sequence[Statement]) -> list[Statement]:
    """In text order of what names the speaker, so that the last speaker before a pronoun is already known."""
    depth: dict[str, int] = {}
    for row in statements:
        depth[row.id] = depth.get(row.within or "", -1) + 1
    return sorted(statements, key=lambda r: (depth[r.id] > 0, (r.mention or r.cue or r.content[0]).start))


def _rows(document: Document, cast: Cast, of: Mapping[str, Actor | None]) -> tuple[Speaker, ...]:
    """Everybody who speaks or signs a post, in order of the first mention."""
    signing = map(cast.final, cast.authors.values())
    speaking = dict.fromkeys(actor for actor in [*of.values(), *signing] if actor is not None)
    rows = [actor.row(document.id) for actor in speaking]
    return tuple(sorted(rows, key=lambda s: (s.mentions[0].start if s.mentions else 1 << 60, s.id)))


def _id(document: Document, actor: Actor | None) -> str | None:
    return speaker_id(document.id, actor.key) if actor else None


def _attribution(row: Statement, decision: Decision, speaker: str | None) -> Attribution:
    return Attribution(row.id, speaker, f"{_VERSION}:{decision.by}", round(decision.score, 2), decision.reason)
