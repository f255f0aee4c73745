"""The named speakers of a document and an authority file → who they are there, with those who may be meant.

A name alone decides only where it is full and one person's. A surname alone wants more: a role, a party, a body that the
document prints beside it, or that it is rare and nobody else's. What fits two equally is listed, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.lexicon import load
from onrecord.model import Candidate, Document, Identity, Office, Person, Speaker
from onrecord.speakers.authority import Authority, Bearer
from onrecord.text.fold import fold_name, folded
from onrecord.text.names import listed

BY = "authority-1"
_ACCEPTED = 0.8
_LEAD = 0.05
"""By how much the best must be better than the next."""
_SHOWN = 5
_STRONG, _WEAK, _HELD = 0.3, 0.2, 0.05
"""What agreement in a telling word of a role, in a general one only, and an office held at the time add to a surname alone."""


_GAINS = {(True, True): 0.12, (True, False): 0.05, (False, True): 0.08, (False, False): 0.02}
"""What agreement adds to a full name: in a telling word, in an office held at the time. It may pass 1 to lead others."""


class _Weighed(NamedTuple):
    bearer: Bearer
    score: float
    reason: str


class _Evidence(NamedTuple):
    """What the printed roles share with a listed one: ``listed`` is ``""`` where nothing does."""

    strong: bool
    current: bool
    listed: str

    @property
    def rank(self) -> tuple[bool, bool]:
        return self.strong, self.current


_NOTHING = _Evidence(False, False, "")


def identify(document: Document, speakers: Sequence[Speaker], authority: Authority) -> tuple[Identity, ...]:
    """One row for every named speaker, in their order; a speaker whom the file does not know gets one that says so."""
    return tuple(_Case(document, speaker, authority).decided() for speaker in speakers if _is_named(speaker))


def _is_named(speaker: Speaker) -> bool:
    return bool(speaker.name) and not speaker.anonymous and speaker.kind not in ("group", "document")


class _Case:
    def __init__(self, document: Document, speaker: Speaker, authority: Authority) -> None:
        self.document, self.speaker, self.authority = document, speaker, authority
        self.name = speaker.name or ""
        self.words = _role_words(speaker)
        self.gender = _gender(speaker)

    def decided(self) -> Identity:
        accounts = self.authority.by_handle(self.speaker.handles)
        if len(accounts) == 1:
            found = Candidate(accounts[0].id, accounts[0].names[0], 1.0)
            return Identity(self.speaker.id, found.id, f"{BY}:handle", 1.0, "the account is listed there", (found,))
        rows = sorted(
            (self.weighed(row) for row in self._bearers()), key=lambda row: (-row.score, row.bearer.person.id)
        )
        return self._chosen(rows)

    def _bearers(self) -> list[Bearer]:
        """Those who fit the fullest form; a form that is full by itself also finds them under a name that is printed once."""
        forms = [self.name, *(alias for alias in self.speaker.aliases if len(fold_name(alias).words) > 1)]
        best: dict[str, Bearer] = {}
        for form in forms:
            for row in self.authority.bearers(form):
                known = best.get(row.person.id)
                if known is None or row.likeness.score > known.likeness.score:
                    best[row.person.id] = row
        return [row for row in best.values() if not self._contradicted(row.person)]

    def _contradicted(self, person: Person) -> bool:
        """Another gender than "Mr." or "spokeswoman" says, a birth after the article, a body that is called a person."""
        if self.gender and person.gender in ("male", "female") and person.gender != self.gender:
            return True
        published = self.document.published
        if published and person.born and person.born > published[: len(person.born)]:
            return True
        return self.speaker.kind == "organisation" and person.kind == "person"

    def weighed(self, bearer: Bearer) -> _Weighed:
        """Score of a name with what speaks for it besides."""
        fit, person = bearer.likeness, bearer.person
        evidence = self._evidence(person)
        reasons = [fit.reason, *([f"“{evidence.listed}” agrees with the role printed"] if evidence.listed else [])]
        if fit.how == "surname":
            score, why = self._surname(evidence)
            return _Weighed(bearer, score, "; ".join([*reasons, *why]))
        score = fit.score
        if evidence.listed:
            score += _GAINS[evidence.rank]
        elif fit.inexact:
            score = min(score, _ACCEPTED - 0.05)
        elif self._doubtful(person):
            score, reasons = min(score, _ACCEPTED - 0.05), [*reasons, "a name that many bear, and no role agrees"]
        return _Weighed(bearer, score, "; ".join(reasons))

    def _surname(self, evidence: _Evidence) -> tuple[float, list[str]]:
        """A surname alone: enough with a role that agrees, or where it is rare; others who bear it are rivals."""
        if evidence.listed:
            return 0.55 + (_STRONG if evidence.strong else _WEAK) + (_HELD if evidence.current else 0.0), []
        if self.authority.is_common(fold_name(self.name).words[-1]):
            return 0.5, ["many bear it, and no role agrees"]
        if self.speaker.kind == "organisation" or self._placed():
            return 0.5, ["it may be a place or a body here"]
        return _ACCEPTED, ["rare, and nobody else’s there"]

    def _doubtful(self, person: Person) -> bool:
        """A given name and a surname that are both common, roles printed and roles listed, and nothing in common."""
        words = fold_name(self.name).words
        if not self.words or not (person.offices or person.parties) or not self.authority.is_common(words[-1]):
            return False
        return words[0] in listed("given_male") or words[0] in listed("given_female")

    def _placed(self) -> bool:
        return bool(re.search(rf"\b(?:in|at|from|near|across)\s+{re.escape(self.name)}\b", self.document.text))

    def _evidence(self, person: Person) -> _Evidence:
        """The listed role, party or title that agrees best; offices held at the time are better than others."""
        offices = [(f"{o.title} {o.body or ''}".strip(), self._held(o)) for o in person.offices]
        titles = [" ".join(fold_name(name).titles) for name in person.names]
        parties = [(party, True) for party in person.parties]
        found = [self._agreement(words, now) for words, now in (*offices, *parties, *((t, True) for t in titles))]
        return max(found, key=lambda row: row.rank, default=_NOTHING)

    def _agreement(self, listed_role: str, current: bool) -> _Evidence:
        shared = self.words & _stems(listed_role)
        if not shared:
            return _NOTHING
        return _Evidence(len(shared) > 1 or not shared <= _generic(), current, listed_role)

    def _held(self, office: Office) -> bool:
        """Whether an office was held when the article came out, as far as the file and the article tell."""
        published = self.document.published
        if not published:
            return True
        begun = not office.start or office.start <= published[: len(office.start)]
        return begun and (not office.stop or office.stop >= published[: len(office.stop)])

    def _chosen(self, rows: Sequence[_Weighed]) -> Identity:
        shown = tuple(row.bearer.candidate(row.score) for row in rows[:_SHOWN])
        if not rows:
            return self._declined("nobody there bears this name", shown)
        best, rivals = rows[0], [row for row in rows[1:] if row.score > rows[0].score - _LEAD]
        if rivals:
            named = " and ".join(
                f"{row.bearer.person.names[0]} ({row.bearer.person.id})" for row in (best, *rivals[:1])
            )
            more = f" and {len(rivals) - 1} more" if len(rivals) > 1 else ""
            return self._declined(f"{named}{more} fit equally: {best.reason}", shown)
        if round(best.score, 2) < _ACCEPTED:
            return self._declined(f"{best.bearer.person.names[0]} may be meant: {best.reason}", shown)
        score = round(min(best.score, 1.0), 2)
        chosen = best.bearer.person
        first = Candidate(chosen.id, chosen.names[0], score)
        by = f"{BY}:{best.bearer.likeness.how}"
        return Identity(self.speaker.id, chosen.id, by, score, best.reason, (first, *shown[1:]))

    def _declined(self, reason: str, shown: tuple[Candidate, ...]) -> Identity:
        return Identity(self.speaker.id, None, f"{BY}:declined", 0.0, reason, shown)


def _role_words(speaker: Speaker) -> frozenset[str]:
    """Stems of what the document prints of a speaker's roles: roles, affiliations, and mentions without his name."""
    printed = dict.fromkeys((*speaker.roles, *speaker.affiliations, *(mention.text for mention in speaker.mentions)))
    own = {folded(word) for name in (speaker.name or "", *speaker.aliases) for word in name.split()}
    return frozenset().union(*map(_stems, printed)) - {_stem(word) for word in own}


@lru_cache(maxsize=1 << 14)
def _stems(words: str) -> frozenset[str]:
    """First letters of the words that tell something, short forms written out: "Sen." and "senators" agree."""
    short: dict[str, str] = load("authority")["short"]
    found = [folded(word) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)?", words)]
    full = [part for word in found for part in short.get(word, word).split()]
    return frozenset(_stem(word) for word in full if len(word) > 1 and word not in _ignored())


def _stem(word: str) -> str:
    return word.removesuffix("s")[:6] if len(word) > 3 else word


@cache
def _ignored() -> frozenset[str]:
    return frozenset(load("authority")["match"]["ignored"])


@cache
def _generic() -> frozenset[str]:
    return frozenset(_stem(word) for word in load("authority")["match"]["generic"])


def _gender(speaker: Speaker) -> str | None:
    """What "Mr." or "spokeswoman" say; given names are no proof, and "chairman" is said of women too."""
    firsts = {mention.text.split(" ", 1)[0].lower() for mention in speaker.mentions}
    words = firsts | {word for role in speaker.roles for word in role.lower().split()}
    said = {sex for sex, signs in load("authority")["signs"].items() if not words.isdisjoint(signs)}
    return said.pop() if len(said) == 1 else None
