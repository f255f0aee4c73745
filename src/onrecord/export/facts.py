"""A reading → one entry a statement: its number, speaker, chain, post, verdict and kin, looked up once.

What is concluded stays as the reading has it; only the order, the numbers and the joins are made here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeVar

from msgspec import Struct

from onrecord.export.marks import start_of
from onrecord.export.words import PLATFORMS, day
from onrecord.model import (
    Attribution,
    Candidate,
    Conflict,
    Identity,
    Post,
    Reading,
    Relation,
    Relay,
    Speaker,
    Statement,
    Verdict,
)

_Row = TypeVar("_Row")


class Kin(Struct, frozen=True):
    """Another statement that says the same: its number and how the two are related."""

    number: str
    kind: str
    reason: str


class Entry(Struct, frozen=True):
    """All that is shown of one statement."""

    number: str
    statement: Statement
    speaker: Speaker | None
    attribution: Attribution | None
    carriers: tuple[Relay, ...]
    """Who carried the words, the nearest to the speaker first; the speaker is none of them."""
    chain: tuple[str, ...]
    """Names from the speaker to this article; empty when nobody carried the words between the two."""
    post: Post | None
    """The post itself, for kind ``post``."""
    verdict: Verdict | None
    original: Post | None
    """The post that the words were compared with."""
    kin: tuple[Kin, ...]
    conflicts: tuple[int, ...]
    """Numbers of the conflicts it takes part in, from 1."""


class Facts:
    """The entries of a reading in reading order, and what its posts, speakers and conflicts need of them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._speakers = {row.id: row for row in reading.speakers}
        self.posts = {row.id: row for row in reading.posts}
        self._attributions = {
            row.statement: row
            for row in sorted(reading.attributions, key=lambda row: (row.speaker is not None, row.score))
        }
        self._verdicts = {row.statement: row for row in reading.verdicts}
        self._relays = _grouped(reading.relays, lambda row: [row.statement])
        self._conflicts = _grouped(enumerate(reading.conflicts, 1), lambda row: row[1].statements)
        self.places = {row.id: place for place, row in enumerate(reading.speakers)}
        self.numbers = _numbers(reading.statements)
        self.identities = {row.speaker: row for row in reading.identities}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Entries by number."""
        rows = {row.id: row for row in self.reading.statements}
        return tuple(self._entry(rows[name]) for name in self.numbers)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by the statement's id."""
        return {entry.statement.id: entry for entry in self.entries}

    @cached_property
    def by_speaker(self) -> dict[str, list[Entry]]:
        """Entries by the speaker's id."""
        return _grouped(self.entries, lambda entry: [entry.speaker.id] if entry.speaker else [])

    @cached_property
    def by_post(self) -> dict[str, Entry]:
        """Entry of each post, by the post's id."""
        return {entry.post.id: entry for entry in self.entries if entry.post}

    def beginning(self, start: int, stop: int) -> list[Entry]:
        """Entries whose words begin between two offsets of the text, by number."""
        places = self._starts[bisect_left(self._starts, (start, 0)) : bisect_left(self._starts, (stop, 0))]
        return [self.entries[place] for place in sorted(place for _, place in places)]

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        return sorted((start_of(entry.statement), place) for place, entry in enumerate(self.entries))

    @cached_property
    def loose_posts(self) -> tuple[Post, ...]:
        """Posts whose words stand nowhere in the text: those that are embedded by id alone."""
        printed = {block.post for block in self.reading.document.blocks}
        return tuple(post for post in self.reading.posts if post.id not in printed)

    @property
    def numbered_conflicts(self) -> list[tuple[int, Conflict]]:
        """Conflicts with the numbers that entries refer to."""
        return list(enumerate(self.reading.conflicts, 1))

    def numbers_of(self, statements: Iterable[str]) -> list[str]:
        """Numbers of some statements, in reading order."""
        wanted = set(statements)
        return [number for name, number in self.numbers.items() if name in wanted]

    def _entry(self, row: Statement) -> Entry:
        attribution, verdict = self._attributions.get(row.id), self._verdicts.get(row.id)
        speaker = self._speakers.get(attribution.speaker or "") if attribution else None
        relays = sorted(self._relays.get(row.id, ()), key=lambda relay: relay.position)
        carriers = tuple(relay for relay in relays if not _is_speaker(relay, speaker))
        original = verdict.original if verdict else None
        return Entry(
            number=self.numbers[row.id],
            statement=row,
            speaker=speaker,
            attribution=attribution,
            carriers=carriers,
            chain=_chain(row, speaker, carriers, self.reading.document.outlet),
            post=self.posts.get(row.post or ""),
            verdict=verdict,
            original=self.posts.get(original.id) if original and original.kind == "post" else None,
            kin=tuple(self._kin(row.id)),
            conflicts=tuple(number for number, _ in self._conflicts.get(row.id, ())),
        )

    def _kin(self, name: str) -> Iterable[Kin]:
        for relation in self._relations.get(name, ()):
            first, second = relation.statements
            other = second if first == name else first
            if other in self.numbers:
                yield Kin(self.numbers[other], relation.kind, relation.reason)

    @cached_property
    def _relations(self) -> dict[str, list[Relation]]:
        return _grouped(self.reading.relations, lambda row: row.statements)


def name_of(speaker: Speaker) -> str:
    """Name to show; an anonymous speaker has only the words that mention him."""
    if speaker.name:
        return speaker.name
    mention = f" (“{speaker.mentions[0].text}”)" if speaker.mentions else ""
    return f"anonymous{mention}"


def roles_of(speaker: Speaker) -> str:
    """Roles, affiliations and handles in one phrase; may be empty. What names an anonymous speaker is not said again."""
    handles = (handle if handle.startswith("@") else f"@{handle}" for handle in speaker.handles)
    shown = "" if speaker.name else " ".join(mention.text for mention in speaker.mentions)
    roles = (role for role in speaker.roles if role not in shown)
    return ", ".join(dict.fromkeys((*roles, *speaker.affiliations, *handles)))


def identified(identity: Identity | None) -> str:
    """Say who a speaker is in the authority file, or who may be meant; empty where it knows nobody of that name."""
    if identity is None or not identity.candidates:
        return ""
    if identity.person is not None:
        return f"is {_candidate(identity.candidates[0])}: {identity.reason}"
    named = ", ".join(map(_candidate, identity.candidates))
    return f"not identified: {identity.reason}" + (f"; {named}" if len(identity.candidates) > 1 else "")


def _candidate(row: Candidate) -> str:
    return f"{row.name} ({row.id})"


def author_of(post: Post) -> str:
    """Author and handle of a post, as far as they are known; may be empty."""
    handle = post.handle and (post.handle if "@" in post.handle else f"@{post.handle}")
    return f"{post.author} ({handle})" if post.author and handle else post.author or handle or ""


def signed(post: Post) -> str:
    """Platform, author and date of a post."""
    platform = PLATFORMS.get(post.platform, post.platform)
    return " · ".join(part for part in (platform, author_of(post), post.posted and day(post.posted)) if part)


def who(entry: Entry) -> str:
    """Name of a statement's speaker, or what can be said in its place."""
    if entry.speaker:
        return name_of(entry.speaker)
    return f"“{entry.statement.mention.text}”, not resolved" if entry.statement.mention else "nobody named"


def named_here(entry: Entry) -> str:
    """Say by what words and why a speaker was recognised, where the article does not simply give the name."""
    mention, attribution = entry.statement.mention, entry.attribution
    reason = attribution.reason if attribution else ""
    if entry.speaker is None:
        return reason
    if mention and entry.speaker.name and entry.speaker.name.casefold() not in mention.text.casefold():
        return f"here “{mention.text}”" + (f": {reason}" if reason else "")
    return ""


def _numbers(statements: Iterable[Statement]) -> dict[str, str]:
    """Number statements in reading order: 1, 2, and 2.1 for one that stands within 2."""
    ordered = sorted(statements, key=lambda row: (start_of(row), -_stop(row), row.id))
    known = {row.id for row in ordered}
    children = _grouped(ordered, lambda row: [row.within if row.within in known else ""])
    numbers: dict[str, str] = {}
    waiting = [(str(place), row) for place, row in enumerate(children.get("", ()), 1)][::-1]
    while waiting:
        number, row = waiting.pop()
        numbers[row.id] = number
        waiting += [(f"{number}.{place}", child) for place, child in enumerate(children.get(row.id, ()), 1)][::-1]
    return numbers


def _stop(statement: Statement) -> int:
    return max((span.stop for span in statement.content), default=0)


def _is_speaker(relay: Relay, speaker: Speaker | None) -> bool:
    return relay.position == 0 and relay.kind == "speaker" and speaker is not None and relay.name == speaker.name


def _chain(row: Statement, speaker: Speaker | None, carriers: tuple[Relay, ...], outlet: str | None) -> tuple[str, ...]:
    names = [PLATFORMS.get(relay.name, relay.name) for relay in carriers]
    if names and names[-1] == outlet:
        names.pop()
    if not names:
        return ()
    start = name_of(speaker) if speaker else row.mention.text if row.mention else "nobody named"
    return (start, *names, "this article")


def _grouped(rows: Iterable[_Row], keys: Callable[[_Row], Iterable[str]]) -> dict[str, list[_Row]]:
    groups: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            groups[key].append(row)
    return dict(groups)
