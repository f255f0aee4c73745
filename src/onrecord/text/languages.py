"""A language's data file (``data/languages/CODE.toml``) → the words that its sentences are read by; see docs/languages.md."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, cast, get_args

from onrecord import lexicon
from onrecord.model import Stance
from onrecord.text.names import given_names
from onrecord.text.segment import Token

PARTICLES = frozenset(
    ["von", "van", "der", "den", "de", "la", "du", "del", "della", "di", "da", "dos", "das", "do", "bin", "ibn", "al", "el", "le", "ter",
     "ten", "zu"]
)  # fmt: skip
"""Words within names of people from anywhere."""

Form = tuple[tuple[str, ...], Stance]
"""The words of a cue after its first, and its stance."""


class Words(NamedTuple):
    """What a language says with; all in lower case."""

    forms: dict[str, list[Form]]
    """First word of a cue → what may follow it, the longest first."""
    before: list[tuple[str, ...]]
    """Phrases before the one who is cited ("according to")."""
    at_edge: frozenset[str]
    """First words of phrases ``before`` that cite only at the edge of a sentence, before or behind a comma ("pour")."""
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
    said_he: tuple[str, ...]
    """Endings of verbs whose subject is a man ("сказал")."""
    said_she: tuple[str, ...]
    indefinite: frozenset[str]
    """Articles of somebody not yet named ("une")."""
    inflects: bool
    """Whether names change their endings."""
    compounds: bool
    """Whether offices end words ("Regierungssprecher")."""
    capitals: bool
    """Whether every noun has a capital."""
    drops: bool
    """Whether a verb may stand without its subject ("Dijo que")."""
    verbs: tuple[str, ...]
    """Endings of verbs that report, for those that no list has; any word will do if there are none."""
    reflexives: frozenset[str]
    """Words that belong to the verb beside them ("se", "zich")."""
    oblique: frozenset[str]
    """Determiners that no subject has ("den")."""
    adjectives: tuple[str, ...]
    """Endings of adjectives that open a body's name ("Следственного комитета")."""
    manner: tuple[str, ...]
    """Endings of words that say how somebody speaks, so that they are no apposition ("visiblement")."""
    about: tuple[str, ...]
    """Prepositions before what is spoken of ("sprach … von")."""
    labels: frozenset[str]
    """Words before a colon that name nobody ("Fazit")."""

    @property
    def auxiliaries(self) -> frozenset[str]:
        """First words of cues of two words."""
        return frozenset(first for first, rows in self.forms.items() if all(rest for rest, _ in rows))

    def is_role(self, token: Token) -> bool:
        """Whether a word names an office, a body or another who can speak; a given name does not."""
        if not token.is_word:
            return False
        word = _unelided(token.lower)
        if token.is_capital and not self.capitals:
            return self._is_printed_role(word)
        return self._ends(token) or word.startswith(self.roles)

    def _is_printed_role(self, word: str) -> bool:
        """A word with a capital is an office only if little of it is left behind a listed beginning of some length."""
        if word.partition("-")[0] in given_names():
            return False
        return any(
            word == role or (len(role) > 4 and word.startswith(role) and (self.compounds or len(word) - len(role) <= 4))
            for role in self.roles
        )

    def is_body(self, token: Token) -> bool:
        """Whether a word names a body."""
        return token.is_word and (
            _unelided(token.lower).startswith(self.bodies) or (self.compounds and token.lower.endswith(self.bodies))
        )

    def _ends(self, token: Token) -> bool:
        return self.compounds and any(role in token.lower[3:] for role in self.roles if len(role) > 5)

    def closed(self, token: Token) -> bool:
        """Whether a word is of a closed class: no verb, no noun."""
        lists = (self.articles, self.prepositions, self.of, self.that)
        return self._is_small(token.lower) or any(self.opens(token, one) for one in lists)

    def may_interrupt(self, word: str) -> bool:
        """Whether a word in lower case, between dashes, begins a cue: a listed one, or one that ends as verbs do."""
        return word in self.forms or (
            bool(self.verbs) and word.endswith(self.verbs) and len(word) > 3 and not self._is_small(word)
        )

    def _is_small(self, word: str) -> bool:
        lists = (self.articles, self.prepositions, self.of, self.that, self.conjunctions, self.adverbs, self.pronouns)
        return any(word in one for one in lists)

    def may_report(self, token: Token) -> bool:
        """Whether a word that no list has may be a verb that reports: in lower case and of no closed class."""
        ends = not self.verbs or token.lower.endswith(self.verbs) or token.lower in self.auxiliaries
        return token.is_word and token.text[0].islower() and ends and not self.closed(token)

    def opens(self, token: Token, words: Iterable[str]) -> bool:
        """Whether a token is one of ``words``, or begins with one that ends in an apostrophe."""
        return any(token.lower == word or (word[-1] == "'" and token.lower.startswith(word)) for word in words)


def _unelided(word: str) -> str:
    """A word without the article that is elided before it ("l'avocat")."""
    head, _, tail = word.partition("'")
    return tail if tail and len(head) <= 4 else word


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
        _forms(data["cues"], row("agrees")),
        phrases("according"),
        frozenset(row("at_edge")),
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
        row("said_he"),
        row("said_she"),
        frozenset(row("indefinite")),
        data.get("inflects", False),
        data.get("compounds", False),
        data.get("capitals", False),
        data.get("drops", False),
        row("verbs"),
        frozenset(row("reflexives")),
        frozenset(row("oblique")),
        row("adjectives"),
        row("manner"),
        row("about"),
        frozenset(row("labels")),
    )


def _forms(cues: dict[str, str], agrees: tuple[str, ...] = ()) -> dict[str, list[Form]]:
    """Cues by their first word; in the file several words of one cue are joined by ``_``.

    :param agrees: endings that the last word of a reflexive cue may take on ("s'est félicitée").
    """
    forms: dict[str, list[Form]] = {}
    for stance, listed in cues.items():
        if stance not in get_args(Stance):
            raise ValueError(f"{stance!r} is no stance")
        for form in listed.lower().split():
            first, *rest = form.split("_")
            rows = forms.setdefault(first, [])
            rows.append((tuple(rest), cast(Stance, stance)))
            if rest and "'" in first:
                rows.extend(((*rest[:-1], rest[-1] + ending), cast(Stance, stance)) for ending in agrees)
    for rows in forms.values():
        rows.sort(key=lambda form: -len(form[0]))
    return forms
