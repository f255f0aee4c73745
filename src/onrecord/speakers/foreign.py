"""Statements of a text in a language that has a data file → who said them; English has its own, deeper rules.

Names are compared as they are inflected: Захарова and Захаровой are one, so are Brandt and Brandts. A pronoun stands for the one
person who has spoken shortly before; where there are several the attribution is declined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from onrecord.model import Document, Statement
from onrecord.speakers.actors import Actor, Kind
from onrecord.speakers.cast import Cast
from onrecord.speakers.decisions import Decision, declined
from onrecord.speakers.foreign_mentions import Mention, read
from onrecord.text.languages import PARTICLES, Words
from onrecord.text.names import gender, given_names

_NEAR = 1200
"""Code points back in which a pronoun looks for whom it stands for."""
_ENDING = 3
"""Letters in which two forms of one name may differ at the end."""


class Foreign:
    """The rules for one document, in the order of the statements."""

    def __init__(self, document: Document, cast: Cast, matches: Mapping[str, str], words: Words) -> None:
        self.document, self.text, self.cast, self.matches, self.words = document, document.text, cast, matches, words
        self.people: list[Actor] = []
        self.spoke: list[tuple[int, Actor]] = []
        """Where people were named or spoke, in order."""
        self.last: tuple[Statement, Actor] | None = None

    def decide(self, row: Statement) -> Decision:
        """The speaker of one statement; remembers who spoke last."""
        decision = self._decided(row)
        if decision.actor is not None and row.post is None:
            decision.actor.take(row.mention)
            self.spoke.append((row.content[-1].stop, decision.actor))
            self.last = (row, decision.actor) if row.within is None else self.last
        return decision

    def _decided(self, row: Statement) -> Decision:
        post = row.post or (self.matches.get(row.id) if row.mention is None else None)
        if post is not None:
            author = self.cast.authors.get(post)
            return (
                Decision(author, "post", 1.0, "the post is signed so")
                if author
                else declined("the post names no author")
            )
        if row.mention is None:
            return self._goes_on(row)
        mention = read(self.text, row.mention, self.words)
        if mention.sort == "pronoun":
            return self._pronoun(row.mention.start, row.mention.text.lower())
        if mention.name:
            return self._named(mention, row)
        return self._unnamed(mention, row)

    def _sex(self, row: Statement) -> Literal["female", "male"] | None:
        """What the verb's ending says of who speaks ("сказала")."""
        said = row.cue.text.lower().split()[0].rstrip(":") if row.cue else ""
        if self.words.said_she and said.endswith(self.words.said_she):
            return "female"
        return "male" if self.words.said_he and said.endswith(self.words.said_he) else None

    def _named(self, mention: Mention, row: Statement) -> Decision:
        key = " ".join(mention.name)
        same = [actor for actor in self.people if _same(actor, mention.name, self.words.inflects)]
        if len({id(actor) for actor in same}) > 1:
            return declined(f"{len(same)} speakers are called {mention.name[-1]}")
        if same:
            actor = same[0]
            if len(mention.name) > len((actor.name or "").split()):
                actor.name = key
        else:
            name = self._in_full(mention.name) or key
            kind: Kind = "organisation" if mention.sort == "body" else "person"
            actor = self.cast.actor(Actor(f"called:{name.lower()}", name, kind, gender=gender(tuple(name.split()), ())))
            self.people.append(actor)
        if mention.role and mention.sort == "person":
            actor.roles.append(mention.role)
        if actor.gender is None and actor.kind == "person":
            actor.gender = self._sex(row)
        return Decision(actor, "name", 0.8, f"the mention names {actor.name}")

    def _in_full(self, name: tuple[str, ...]) -> str | None:
        """A surname's full name, where the text has just one given name before it, earlier or later."""
        if len(name) != 1:
            return None
        stem = re.escape(name[0][:-_ENDING] if self.words.inflects and len(name[0]) > _ENDING + 3 else name[0])
        found = re.finditer(
            rf"\b([^\W\d_a-zà-ÿ]\w+) ({stem}\w{{0,{_ENDING if self.words.inflects else 0}}})\b", self.text
        )
        full = {match[0] for match in found if match[1].lower() in given_names()}
        return full.pop() if len(full) == 1 else None

    def _pronoun(self, at: int, word: str) -> Decision:
        sex = "female" if word in self.words.she else "male" if word in self.words.he else None
        near = [actor for where, actor in self.spoke if at - _NEAR <= where <= at and actor.kind == "person"]
        fits = {id(actor): actor for actor in near if sex is None or actor.gender in (None, sex)}
        if len(fits) == 1:
            actor = next(iter(fits.values()))
            return Decision(actor, "pronoun", 0.6, f"“{word}” can only be {actor.name}, who spoke before")
        return declined(f"“{word}” could be any of {len(fits)} speakers" if fits else f"nobody spoke before “{word}”")

    def _unnamed(self, mention: Mention, row: Statement) -> Decision:
        printed = row.mention.text if row.mention else ""
        holder = self._holder(printed, row)
        if holder is not None:
            return Decision(holder, "role", 0.6, f"“{printed}” is {holder.name}, who spoke before")
        kind: Kind = "organisation" if mention.sort == "body" else "unknown"
        actor = self.cast.actor(
            Actor(f"unnamed:{printed.lower()}", None, kind, anonymous=True, head=mention.role or printed)
        )
        return Decision(actor, "unnamed", 0.6, f"“{printed}” names nobody")

    def _holder(self, printed: str, row: Statement) -> Actor | None:
        """The one person who spoke shortly before under the office that a mention is all of ("la ministre")."""
        words = printed.lower().replace("’", "'").replace("l'", "").split()
        if words and words[0] in self.words.indefinite:
            return None
        if len(words) == 2 and words[0] in self.words.articles:
            words = words[1:]
        if len(words) != 1 or len(words[0]) < 4:
            return None
        at = row.content[0].start
        near = {id(actor): actor for where, actor in self.spoke if at - _NEAR <= where <= at and actor.name}
        held = [actor for actor in near.values() if any(self._holds(role, words[0]) for role in actor.roles)]
        return held[0] if len(held) == 1 else None

    def _holds(self, role: str, word: str) -> bool:
        ends = self.words.compounds
        return any(one == word or (ends and one.endswith(word)) for one in role.lower().replace("’", " ").split())

    def _goes_on(self, row: Statement) -> Decision:
        """A quotation without a speaker goes on from the one before it in its paragraph."""
        if self.last is None or row.within is not None:
            return declined("nothing names a speaker")
        before, actor = self.last
        between = self.text[before.content[-1].stop : row.content[0].start]
        if "\n" in between or len(between) > _NEAR // 4:
            return declined("nothing names a speaker")
        return Decision(actor, "goes-on", 0.5, f"goes on from {actor.name or 'the speaker before'}")


def _same(actor: Actor, name: Sequence[str], inflects: bool) -> bool:
    """Whether a name can be an actor's: the surnames agree, and the given names where both have one."""
    known = (actor.name or "").split()
    while len(name) > 1 and name[0].lower() in PARTICLES:
        name = name[1:]
    if not known or not _alike(known[-1], name[-1], inflects):
        return False
    return (
        len(known) == 1
        or len(name) == 1
        or _alike(known[0], name[0], inflects)
        or known[0][0] == name[0][:-1].rstrip(".")
    )


def _alike(one: str, other: str, inflects: bool) -> bool:
    a, b = one.casefold(), other.casefold()
    if a == b or a == b + "s" or b == a + "s":
        return True
    shared = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return inflects and shared >= 3 and shared >= min(len(a), len(b)) - 2 and max(len(a), len(b)) - shared <= _ENDING
