"""The names of a document → the people and organisations in it, each with all its forms; mentions are left to ``resolve``.

A full name opens an entity; a surname, a given name or an acronym joins the one entity that it fits. Where it fits
several, the one named last decides only if it is named far more often; else the form joins nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.text.names import Name, gender, is_organisation, listed

_DOMINANT = 2.0
_BODILESS = {"foreign", "first", "special", "press", "prime", "executive", "majority", "minority", "head"}
_PLACE = re.compile(r"\b(?:in|at|from|near|across|to|outside|inside)(?:\s+the)?\s+$")
_VERB = re.compile(
    r"[’']?\s+(?:[a-z]+ly\s+)?(?:said|says|told|wrote|added|has|had|is|was|did|will|would|[a-z]{2,}ed|[a-z]{3,}s)\b"
)


@dataclass
class Entity:
    """Somebody whom the document names: the fullest form, every place, what is known of gender and kind."""

    key: str
    words: tuple[str, ...]
    organisation: bool
    places: list[Name] = field(default_factory=list)
    genders: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    placed: int = 0
    """How often it stands behind "in", "at" or "from", as a place does."""

    @property
    def name(self) -> str:
        """The fullest form, as printed."""
        return " ".join(self.words)

    @property
    def gender(self) -> str | None:
        """The gender that titles, given names and roles agree on."""
        return self.genders.most_common(1)[0][0] if len(self.genders) == 1 else None

    @property
    def person(self) -> bool:
        """Whether it is a person's name: by a title or a given name, or by its length if it never stands as a place."""
        if self.organisation:
            return False
        titled = any(title.lower() not in _BODILESS for name in self.places for title in name.titles)
        return bool(self.genders) or titled or (len(_core(self.words)) > 1 and self.placed * 2 < len(self.places))

    def add(self, name: Name, placed: bool) -> None:
        """One more place where it is named; ``placed`` if a preposition of place stands before it."""
        self.places.append(name)
        self.placed += placed
        self.aliases.add(name.text)
        found = gender(name.words, name.titles)
        if found:
            self.genders[found] += 1
        if len(name.words) > len(self.words):
            self.words = name.words


class People:
    """Entities of one document, findable by the names they go by."""

    def __init__(self, text: str, names: Iterable[Name]) -> None:
        self.entities: list[Entity] = []
        self._by_last: dict[str, list[Entity]] = {}
        self._by_any: dict[str, list[Entity]] = {}
        self._of_place: dict[int, Entity] = {}
        rows = _plausible(text, list(names))
        for name in sorted(rows, key=lambda n: (len(_core(n.words)) < 2, n.start)):
            entity = self.find(name.words, name.titles, name.start)
            if entity is None and self._fitting(_core(name.words)):
                continue  # it fits several: it is nobody's
            entity = entity or self._open(name)
            entity.add(name, bool(_PLACE.search(text, max(0, name.start - 14), name.start)))
            self._of_place[name.start] = entity
        self.entities.sort(key=lambda e: min((n.start for n in e.places), default=0))
        self._places = sorted(((n, e) for e in self.entities for n in e.places), key=lambda place: place[0].start)

    def at(self, start: int, stop: int) -> list[tuple[Name, Entity]]:
        """Names within a range, with their entities, left to right."""
        first = bisect_left(self._places, start, key=lambda place: place[0].start)
        after = bisect_left(self._places, stop, key=lambda place: place[0].start)
        return [place for place in self._places[first:after] if place[0].stop <= stop]

    def find(self, words: Sequence[str], titles: Sequence[str] = (), at: int = 0) -> Entity | None:
        """The entity that goes by these words, or ``None`` where none or more than one does."""
        core = _core(tuple(words))
        if not core:
            return None
        candidates = self._fitting(core)
        sex = gender(tuple(words), tuple(titles)) if len(words) == 1 else None
        if sex:
            candidates = [e for e in candidates if e.gender in (None, sex)]
        return _only(candidates)

    def _fitting(self, core: tuple[str, ...]) -> list[Entity]:
        if not core:
            return []
        last = core[-1].lower()
        if len(core) == 1:
            return self._by_last.get(last, []) or self._by_any.get(last, [])
        return [e for e in self._by_last.get(last, []) if _compatible(core, _core(e.words))]

    def _open(self, name: Name) -> Entity:
        core = _core(name.words)
        entity = Entity(" ".join(core).lower(), name.words, is_organisation(name.words))
        self.register(entity)
        return entity

    def register(self, entity: Entity) -> None:
        """Make an entity findable."""
        self.entities.append(entity)
        core = [word.lower() for word in _core(entity.words)]
        if not core:
            return
        self._by_last.setdefault(core[-1], []).append(entity)
        for word in core if entity.organisation else core[:1]:
            if word not in listed("organisation"):
                self._by_any.setdefault(word, []).append(entity)
        if entity.organisation and len(core) > 1:
            acronym = "".join(word[0] for word in core if word not in ("of", "the", "and"))
            self._by_any.setdefault(acronym, []).append(entity)


def _plausible(text: str, rows: list[Name]) -> list[Name]:
    """Without single words that open a sentence and are no name elsewhere, unless a verb follows as after a surname."""
    inside = {name.text for name in rows if not name.opens_sentence} | {
        w for n in rows if len(n.words) > 1 for w in n.words
    }
    return [
        name
        for name in rows
        if len(name.words) > 1 or name.titles or not name.opens_sentence or name.text in inside
        or (_VERB.match(text, name.stop) and not name.text.lower().endswith("ly") and "'" not in name.text and "’" not in name.text)
    ]  # fmt: skip


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without nickname, article and suffix."""
    kept = [w for w in words if w[0] not in "“\"‘'" and w.lower() not in listed("suffixes")]
    return tuple(kept[1:] if len(kept) > 1 and kept[0].lower() == "the" else kept)


def _compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Two full names of one person: equal last names, first names equal or one the other's initial or short form."""
    if len(b) == 1:
        return True
    one, other = a[0].lower().rstrip("."), b[0].lower().rstrip(".")
    return (
        one == other
        or (len(one) == 1 and other.startswith(one))
        or (len(other) == 1 and one.startswith(other))
        or (len(one) > 2 and len(other) > 2 and (one.startswith(other) or other.startswith(one)))
    )


def _only(candidates: Sequence[Entity]) -> Entity | None:
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    ranked = sorted(candidates, key=lambda e: -len(e.places))
    return (
        ranked[0] if len(ranked[0].places) >= _DOMINANT * len(ranked[1].places) and len(ranked[0].places) > 2 else None
    )
