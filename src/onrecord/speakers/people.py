"""The names of a document → the people and bodies in it, each with all its forms; mentions are left to ``resolve``.

A full name opens an entity; a surname, a given name or an acronym joins the one entity that it fits. Where it fits
several, the one named far more often is meant, or the only one named shortly before; else the form joins nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.lexicon import load
from onrecord.speakers.forms import acronyms, compatible, content, core, plain, same_surname, skeleton
from onrecord.speakers.nouns import things
from onrecord.speakers.people_names import countries, couples, places, plausible, without_opener
from onrecord.text.names import Name, gender, given_names, is_organisation, listed

_DOMINANT = 2.0
_NEAR = 1500
"""How far before a shared surname its only bearer must have been named, in code points."""
_BODILESS = {"foreign", "first", "special", "press", "prime", "executive", "majority", "minority", "head"}
_PLACE = re.compile(r"\b(?:in|at|from|near|across|to|outside|inside)(?:\s+the)?\s+$")
_WITHIN = re.compile(r", (?P<place>[A-Z][\w.]*(?: [A-Z]\w+)?)(?=,|\)|\.?\s)")
_HUMAN = re.compile(r", (?:who\b|\d\d,)")
_HEARD = re.compile(r"[A-Z][\w’'-]*[^A-Z.!?“”\"\n]{1,120}?\b(?P<word>he|his|him|himself|she|her|hers|herself)\b")
_ACRONYM = re.compile(r",? \((?:the )?[“\"]?(?P<short>[A-Z][A-Z.&]{1,9})[”\"]?\)")
_POWERS = frozenset(["un", "us", "eu", "uk", "nato", "fbi", "cia", "united", "national", "american", "federal"])
"""First words of so many bodies that they name none."""
_STATES = frozenset(
    ["U.N.", "UN", "U.S.", "US", "E.U.", "EU", "U.K.", "UK", "NATO", "NBC", "ABC", "CBS", "CNN", "FBI", "CIA"]
)
_COUNTRIES_SHORT = frozenset(["U.S.", "US", "U.K.", "UK", "E.U.", "EU"])


@dataclass(eq=False)
class Entity:
    """Somebody whom the document names: the fullest form, every place, what is known of gender and kind."""

    key: str
    words: tuple[str, ...]
    organisation: bool
    places: list[Name] = field(default_factory=list)
    genders: Counter[str] = field(default_factory=Counter)
    called: Counter[str] = field(default_factory=Counter)
    """Gender of the pronouns that follow it in its own sentences."""
    aliases: set[str] = field(default_factory=set)
    placed: int = 0
    """How often it stands behind "in", "at" or "from", as a place does."""
    located: bool = False
    """A state or country stands behind it: Salem, N.H."""
    speaks: bool = False
    """It is the label of a turn, has an age or is followed by "who": whoever it is, it is a person."""

    @property
    def name(self) -> str:
        """The fullest form, as printed."""
        return " ".join(self.words)

    @property
    def gender(self) -> str | None:
        """The gender that titles and given names agree on, or else most of the pronouns that follow it."""
        if self.genders:
            return self.genders.most_common(1)[0][0] if len(self.genders) == 1 else None
        likely = self.called.most_common(1)
        return likely[0][0] if likely and likely[0][1] >= 3 * (self.called.total() - likely[0][1]) else None

    @property
    def looks(self) -> str | None:
        """The gender that the ending of a given name makes likely, where no list knows it."""
        return None if self.gender or len(self.words) < 2 else "female" if self.words[0].endswith("a") else "male"

    @property
    def place(self) -> bool:
        """Whether it is a country, a state or a city."""
        return " ".join(core(self.words)) in places() or (self.located and not self.genders)

    @property
    def country(self) -> bool:
        """Whether it is a country."""
        return " ".join(core(self.words)) in countries() or self.words[0] in _COUNTRIES_SHORT

    @property
    def person(self) -> bool:
        """Whether it is a person's name: by a title or a given name, or by its length if it never stands as a place."""
        if self.speaks:
            return True
        if self.organisation or self.place:
            return False
        titled = any(title.lower() not in _BODILESS for name in self.places for title in name.titles)
        numbered = any(c.isdigit() for c in self.words[-1])
        long = 1 < len(core(self.words)) < 5 and self.placed * 2 < len(self.places) and not numbered
        return bool(self.genders) or titled or bool(self.called) or long

    def add(self, name: Name, placed: bool) -> None:
        """One more place where it is named; ``placed`` if a preposition of place stands before it."""
        self.places.append(name)
        self.placed += placed
        self.aliases.add(name.text)
        found = gender(name.words, name.titles)
        if found and not self.organisation:
            self.genders[found] += 1
        elif len(name.words) == 1 and not placed:
            for sex in ("male", "female"):
                if name.words[0].lower() in listed(f"given_{sex}"):
                    self.called[sex] += 1
        shouted = self.words and all(word.isupper() for word in self.words) and not name.text.isupper()
        if len(name.words) > len(self.words) or (shouted and len(name.words) == len(self.words)):
            self.words = name.words


@cache
def outlets() -> frozenset[str]:
    """Names of outlets and agencies that are nothing else, plain."""
    rows = [*load("outlets")["outlet"], *load("agencies")["agency"]]
    names = (name for row in rows if not row.get("common") for name in (row["name"], *row.get("aliases", ())))
    return frozenset(plain(name.removeprefix("The ")) for name in names)


class People:
    """Entities of one document, findable by the names they go by."""

    def __init__(
        self, text: str, names: Iterable[Name], labels: Iterable[int] = (), headlines: Iterable[Name] = ()
    ) -> None:
        self.text = text
        self.entities: list[Entity] = []
        self._by_last: dict[str, list[Entity]] = {}
        self._by_any: dict[str, list[Entity]] = {}
        self._by_sound: dict[str, list[Entity]] = {}
        self._by_content: dict[frozenset[str], Entity] = {}
        spoken = frozenset(labels)
        names = map(without_opener, names)
        rows = plausible(text, couples(text, [name for name in names if core(name.words)]), spoken)
        for name in sorted(rows, key=lambda n: (-len(core(n.words)), n.start)):
            self._place(text, name, name.start in spoken)
        for name in headlines:
            self._place_headline(name)
        self.entities.sort(key=lambda e: min((n.start for n in e.places), default=0))
        self._places = sorted(((n, e) for e in self.entities for n in e.places), key=lambda place: place[0].start)
        self._starts = [name.start for name, _ in self._places]

    def _place(self, text: str, name: Name, spoken: bool) -> None:
        entity = self.find(name.words, name.titles, name.start)
        fits = self.fitting(core(name.words)) if entity is None else ()
        if any(one.person or one.genders or len(core(name.words)) > 1 for one in fits):
            return  # it fits several: it is nobody's
        entity = entity or self._opened(name)
        within = _WITHIN.match(text, name.stop)
        entity.located = entity.located or (within is not None and plain(within["place"]) in places())
        placed = _PLACE.search(text, max(0, name.start - 14), name.start) is not None
        entity.add(name, placed)
        entity.speaks |= spoken or (_HUMAN.match(text, name.stop) is not None and not (entity.organisation or placed))
        short = _ACRONYM.match(text, name.stop) if len(name.words) > 1 else None
        if short:
            entity.aliases.add(short["short"])
            entity.organisation = entity.organisation or not entity.genders
            self._file(self._by_any, plain(short["short"]), entity, first=True)

    def _place_headline(self, name: Name) -> None:
        """A headline's name is one that the text below knows, with or without its first word, or a person's full name."""
        for first in range(len(name.words)):
            words = name.words[first:]
            entity = (
                self.find(words, name.titles if not first else (), name.start) if self.fitting(core(words)) else None
            )
            if entity is not None:
                start = name.stop - len(" ".join(words))
                entity.places.append(name._replace(start=start, words=words, titles=name.titles if not first else ()))
                return
        if gender(name.words, name.titles):
            self._opened(name).add(name, placed=False)

    def at(self, start: int, stop: int) -> list[tuple[Name, Entity]]:
        """Names within a range, with their entities, left to right."""
        first = bisect_left(self._starts, start)
        after = bisect_left(self._starts, stop, first) if start <= stop else first
        return [place for place in self._places[first:after] if place[0].stop <= stop]

    def find(self, words: Sequence[str], titles: Sequence[str] = (), at: int = 0) -> Entity | None:
        """The entity that goes by these words at an offset, or ``None`` where none or more than one does."""
        candidates = self.fitting(core(words))
        if len(words) == 1 and words[0].isupper():
            bodies = [e for e in self._by_any.get(plain(words[0]), ()) if e.organisation]
            initials = len(words[0]) < 4 or "." in words[0]  # "U.N." is no Kim Jong Un
            last = plain(words[0])
            candidates = bodies or [
                e for e in candidates if not (initials and not e.speaks and core(e.words)[-1:] == (last,))
            ]
        sex = gender(tuple(words), tuple(titles)) if len(words) == 1 else None
        if sex is None and len(words) == 1 and len(candidates) > 1:
            sex = self._heard(at)
        if sex:
            candidates = [e for e in candidates if e.gender in (None, sex)]
            if len(candidates) > 1:
                candidates = [e for e in candidates if e.gender == sex or e.looks == sex] or candidates
        if titles and sex is None and len(candidates) > 1:
            office = {plain(title) for title in titles}
            held = [e for e in candidates if office & {plain(t) for n in e.places for t in n.titles}]
            candidates = held or candidates
        return _only(candidates, at)

    def _heard(self, at: int) -> str | None:
        """The gender of the pronoun that follows a shared surname in its sentence, before any other name."""
        match = _HEARD.match(self.text, at)
        if match is None:
            return None
        return "male" if match["word"].startswith(("hi", "he")) and not match["word"].startswith("her") else "female"

    def fitting(self, words: tuple[str, ...]) -> list[Entity]:
        """Every entity that may go by these words."""
        if not words:
            return []
        last = words[-1]
        if len(words) == 1:
            named = self._by_last.get(last, []) or self._by_any.get(last, [])
            if last in places():  # "Mexico" is neither Mexico City nor the Bank of Mexico
                named = [e for e in named if core(e.words) == words or not (e.organisation or e.place)]
            alike = [] if named else self._by_sound.get(skeleton(last), [])
            return named or [e for e in alike if same_surname(last, core(e.words)[-1])]
        known = self._by_content.get(content(words))
        if known is not None:
            return [known]
        ending = [*self._by_last.get(last, ()), *self._by_sound.get(skeleton(last), ())]
        found = [e for e in dict.fromkeys(ending) if _fits(words, core(e.words))]
        return found or [
            e for e in self._by_any.get(words[0], ()) if e.organisation and core(e.words)[: len(words)] == words
        ]

    def open(self, name: Name) -> Entity:
        """An entity for a name that fits nobody, found where the text shows that somebody speaks."""
        entity = self._opened(name)
        entity.add(name, placed=False)
        place = bisect_left(self._starts, name.start)
        self._places.insert(place, (name, entity))
        self._starts.insert(place, name.start)
        return entity

    def _opened(self, name: Name) -> Entity:
        words = core(name.words)
        single = len(words) == 1 and len(words[0]) > 4 and name.text.isupper()
        body = (
            is_organisation(name.words)
            or (words[-1] in things() and not (len(words) == 2 and words[0] in given_names()))
            or name.words[0] in _STATES
            or plain(name.text) in outlets()
        )
        entity = Entity(" ".join(words), name.words, body and not single)
        self.register(entity)
        return entity

    def register(self, entity: Entity) -> None:
        """Make an entity findable."""
        self.entities.append(entity)
        words = core(entity.words)
        if not words:
            return
        self._file(self._by_last, words[-1], entity)
        self._file(self._by_sound, skeleton(words[-1]), entity)
        for word in words if entity.organisation else words[:-1]:
            if word not in listed("organisation") and word not in _POWERS:
                self._file(self._by_any, word, entity)
        for short in acronyms(words) if len(words) > 1 else ():
            self._file(self._by_any, short, entity)
        if len(words) > 1:
            self._by_content.setdefault(content(words), entity)

    def _file(self, index: dict[str, list[Entity]], key: str, entity: Entity, first: bool = False) -> None:
        rows = index.setdefault(key, [])
        if first:
            rows[:] = [entity]
        elif entity not in rows:
            rows.append(entity)


def _fits(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Whether a full name may be that of an entity; one known by its surname alone takes any."""
    return compatible(words, known) if len(known) > 1 else words[-1] == known[0]


def _only(candidates: Sequence[Entity], at: int) -> Entity | None:
    """The one that is meant: the only one, the one named far more often, the only one named shortly before ``at``."""
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    ranked = sorted(candidates, key=lambda e: -len(e.places))
    often, next_often = len(ranked[0].places), len(ranked[1].places)
    if often >= _DOMINANT * next_often and often > 2:
        return ranked[0]
    near = [e for e in candidates if any(at - _NEAR < n.start < at for n in e.places)]
    return near[0] if len(near) == 1 else None
