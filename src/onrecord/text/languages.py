"""A language's data file (``data/languages/CODE.toml``) → the words that its sentences are read by; see docs/languages.md."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, cast, get_args

from onrecord import lexicon
from onrecord.model import Stance
from onrecord.text.segment import Token

Form = tuple[tuple[str, ...], Stance]
"""The words of a cue after its first, and its stance."""


class Words(NamedTuple):
    """What a language says with; all in lower case."""

    forms: dict[str, list[Form]]
    """First word of a cue → what may follow it, the longest first."""
    before: list[tuple[str, ...]]
    """Phrases before the one who is cited ("according to")."""
    behind: list[tuple[str, ...]]
    """Phrases behind the one who is cited ("zufolge")."""
    that: tuple[str, ...]
    """What opens a reported clause; an entry that ends in an apostrophe is a beginning."""
    pronouns: frozenset[str]
    articles_needed: bool
    """Whether a common noun wants an article, so that one without is no subject."""
    articles: tuple[str, ...]
    prepositions: tuple[str, ...]
    of: tuple[str, ...]
    """Words that tie a noun to a noun ("de", "van")."""
    particles: frozenset[str]
    """Words that stand within names ("von der")."""
    conjunctions: frozenset[str]
    adverbs: frozenset[str]
    """Adverbs, days and clitics that may stand between a cue and its subject."""
    listeners: tuple[str, ...]
    """Beginnings of words for those who are spoken to ("journalists")."""
    roles: tuple[str, ...]
    """Beginnings of words for those who speak ("minister")."""

    bodies: tuple[str, ...]
    """Beginnings of words for offices and bodies that speak as one ("ministry")."""
    titles: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    inflects: bool
    """Whether names change their endings."""
    compounds: bool
    """Whether offices end words ("Regierungssprecher")."""

    @property
    def auxiliaries(self) -> frozenset[str]:
        """First words of cues of two words."""
        return frozenset(first for first, rows in self.forms.items() if all(rest for rest, _ in rows))

    def is_role(self, token: Token) -> bool:
        """Whether a word names an office, a body or another who can speak."""
        return token.is_word and (self._ends(token) or token.lower.startswith(self.roles))

    def is_body(self, token: Token) -> bool:
        """Whether a word names a body."""
        return token.is_word and (
            token.lower.startswith(self.bodies) or (self.compounds and token.lower.endswith(self.bodies))
        )

    def _ends(self, token: Token) -> bool:
        return self.compounds and any(role in token.lower[3:] for role in self.roles if len(role) > 5)

    def opens(self, token: Token, words: Iterable[str]) -> bool:
        """Whether a token is one of ``words``, or begins with one that ends in an apostrophe."""
        return any(token.lower == word or (word[-1] == "'" and token.lower.startswith(word)) for word in words)


@cache
def words_of(language: str) -> Words | None:
    """The words of a language (ISO 639-1); ``None`` if it has no data file."""
    data = lexicon.language(language)
    return _words(data["statements"]) if "statements" in data else None


def _words(data: dict[str, Any]) -> Words:
    def row(name: str) -> tuple[str, ...]:
        return tuple(data.get(name, "").lower().split())

    def phrases(name: str) -> list[tuple[str, ...]]:
        return [tuple(one.split()) for one in data.get(name, ())]

    return Words(
        _forms(data["cues"]),
        phrases("according"),
        phrases("according_behind"),
        row("that"),
        frozenset(row("pronouns")),
        data.get("articles_needed", True),
        row("articles"),
        row("prepositions"),
        row("of"),
        frozenset(row("particles")),
        frozenset(row("and")),
        frozenset(row("adverbs")),
        row("listeners"),
        row("roles"),
        row("bodies"),
        frozenset(row("titles")),
        frozenset(row("he")),
        frozenset(row("she")),
        data.get("inflects", False),
        data.get("compounds", False),
    )


def _forms(cues: dict[str, str]) -> dict[str, list[Form]]:
    """Cues by their first word; in the file several words of one cue are joined by ``_``."""
    forms: dict[str, list[Form]] = {}
    for stance, listed in cues.items():
        if stance not in get_args(Stance):
            raise ValueError(f"{stance!r} is no stance")
        for form in listed.lower().split():
            first, *rest = form.split("_")
            forms.setdefault(first, []).append((tuple(rest), cast(Stance, stance)))
    for rows in forms.values():
        rows.sort(key=lambda form: -len(form[0]))
    return forms
