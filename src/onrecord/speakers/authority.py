"""The people of authority files → an index that finds, for a printed name, those who may bear it; deciding is ``identify``'s.

Keys are skeletons of surnames, so that transliterations meet; how well two names fit is scored by ``likeness``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache

from onrecord.lexicon import load
from onrecord.model import Candidate, Person
from onrecord.speakers.likeness import Likeness, compare, compare_bodies
from onrecord.text.fold import FoldedName, fold_name, folded, joined_skeleton, skeleton
from onrecord.text.names import listed

_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Kana, Han and Hangul: names are printed without spaces."""
_SHORTEST_FUZZY = 6
"""Letters that a surname's skeleton must have before one of them may differ."""
_ACCEPTED = 0.8


class Bearer:
    """A person whose names fit a printed one, and how well."""

    __slots__ = ("likeness", "person")

    def __init__(self, person: Person, likeness: Likeness) -> None:
        self.person, self.likeness = person, likeness

    def candidate(self, score: float) -> Candidate:
        """As a row."""
        return Candidate(self.person.id, self.person.names[0], round(min(score, 1.0), 2))


class Authority:
    """Persons and bodies findable by their names, in any order of words and any common transliteration.

    A hundred thousand are indexed in about a second; one look-up costs a few comparisons.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self.people: tuple[Person, ...] = tuple(people)
        self._by_word: dict[str, list[int]] = {}
        self._by_handle: dict[str, list[int]] = {}
        self._unspaced: dict[str, list[int]] = {}
        for place, person in enumerate(self.people):
            self._add(place, person)

    def __len__(self) -> int:
        return len(self.people)

    def _add(self, place: int, person: Person) -> None:
        either_order = surname_first(person)
        keys = set()
        for name in (*person.names, *person.weak_names):
            keys.update(_keys(name, either_order))
            if not name.isascii() and _UNSPACED.search(name):
                _put(self._unspaced, joined_skeleton(fold_name(name).words), place)
        for key in keys:
            places = self._by_word.get(key)
            if places is None:
                self._by_word[key] = [place]
            else:
                places.append(place)
        for handle in person.handles:
            _put(self._by_handle, handle.lower(), place)

    def by_handle(self, handles: Iterable[str]) -> list[Person]:
        """Those who have one of these accounts."""
        places = [place for handle in handles for place in self._by_handle.get(handle.lower().lstrip("@"), ())]
        return [self.people[place] for place in dict.fromkeys(places)]

    def bearers(self, printed: str) -> list[Bearer]:
        """Those who may bear a printed name, best first; surnames that differ in a letter only where nothing else fits."""
        name = fold_name(printed)
        if not name.words:
            return []
        found = self._compared(name, printed, self._places(name, printed))
        if len(name.words) > 1 and not any(row.likeness.score >= _ACCEPTED for row in found):
            found += self._compared(name, printed, self._nearly(name.words[-1]))
        return sorted(found, key=lambda row: (-row.likeness.score, row.person.id))

    def gender(self, printed: str) -> str | None:
        """``"male"`` or ``"female"`` where all who bear a full name agree on it; ``None`` for surnames and where none tells."""
        fitting = [row.person for row in self.bearers(printed) if row.likeness.score >= _ACCEPTED]
        genders = {person.gender for person in fitting}
        only = genders.pop() if len(genders) == 1 else None
        return only if only in ("male", "female") else None

    def _places(self, name: FoldedName, printed: str) -> list[int]:
        words = [skeleton(word) for word in name.words]
        places = [place for word in dict.fromkeys(words) for place in self._by_word.get(word, ())]
        joined = joined_skeleton(name.words)
        places += self._unspaced.get(joined, ())
        if len(words) == 1 and not printed.isascii() and _UNSPACED.search(printed):
            places += self._by_joined.get(joined, ())
        return list(dict.fromkeys(places))

    def _compared(self, name: FoldedName, printed: str, places: Sequence[int]) -> list[Bearer]:
        found = []
        for place in places:
            person = self.people[place]
            likeness = max(_likenesses(name, printed, person), key=lambda fit: fit.score, default=None)
            if likeness is not None:
                found.append(Bearer(person, likeness))
        return found

    def _nearly(self, surname: str) -> list[int]:
        """Those whose surname differs by one letter of its skeleton, the first two being equal."""
        key = skeleton(surname)
        if len(key) < _SHORTEST_FUZZY:
            return []
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        near = extract(key, self._blocks.get(key[:2], ()), scorer=Levenshtein.distance, score_cutoff=1, limit=8)
        return [place for found, distance, _ in near if distance for place in self._by_word[found]]

    @cached_property
    def _by_joined(self) -> dict[str, list[int]]:
        """By all words run together, built when a name in a script without spaces is first looked up."""
        index: dict[str, list[int]] = {}
        for place, person in enumerate(self.people):
            for name in (*person.names, *person.weak_names):
                _put(index, joined_skeleton(fold_name(name).words), place)
        return index

    @cached_property
    def _blocks(self) -> dict[str, list[str]]:
        blocks: dict[str, list[str]] = {}
        for key in self._by_word:
            blocks.setdefault(key[:2], []).append(key)
        return blocks

    @cached_property
    def _shared(self) -> frozenset[str]:
        return frozenset(load("authority")["match"]["common"])

    def is_common(self, surname: str) -> bool:
        """Whether so many bear a surname that it says little, in the world or in the file itself."""
        return surname in self._shared


def _keys(name: str, either_order: bool) -> list[str]:
    """Skeletons of the words that may be a surname: all but the first, unless that may be it; a rough cut, made for speed."""
    if "," in name:
        last, _, first = name.partition(",")
        name = f"{first} {last}"
    words = name.split()
    return [key for word in (words if either_order else words[1:] or words) if (key := _key(word))]


@lru_cache(maxsize=1 << 18)
def _key(word: str) -> str:
    plain = folded(word)
    return "" if plain in listed("particles") else skeleton(plain)


def _put(index: dict[str, list[int]], key: str, place: int) -> None:
    places = index.setdefault(key, [])
    if not places or places[-1] != place:
        places.append(place)


def _likenesses(name: FoldedName, printed: str, person: Person) -> Iterator[Likeness]:
    either_order = surname_first(person)
    for weak, rows in ((False, person.names), (True, person.weak_names)):
        for row in rows:
            fit = (
                compare_bodies(printed, row)
                if person.kind == "organisation"
                else compare(name, fold_name(row), either_order)
            )
            if fit is not None:
                yield fit.weakened() if weak else fit


def surname_first(person: Person) -> bool:
    """Whether a person's country puts the surname first."""
    return any(country.lower() in _surname_first() for country in person.countries)


@cache
def _surname_first() -> frozenset[str]:
    return frozenset(load("authority")["match"]["surname_first"])
