"""A stretch of units → the senses in it that must not change: numbers, negations, names, modals, quantifiers.

Two stretches say something else as soon as these bags of values differ, however alike the rest is. What to conclude
from a difference is left to the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onrecord.model import EditWhat
from onrecord.text.words import QUOTES, fold, is_single
from onrecord.verify.changes import Stretch
from onrecord.verify.units import Side

Sense = tuple[EditWhat, str]
_SEEN = 200
"""Units of a side that are looked at for its habits."""
_LONGEST = 3
"""Words of a phrase in the lists at most."""
_TIMES = frozenset(("d", "wk", "mo", "yr", "dec", "cent"))
ORDER: tuple[EditWhat, ...] = ("number", "negation", "name", "modal", "quantifier")
"""Which sense names a change in which several differ."""
LINKS = frozenset(("and", "or", "nor", "und", "oder", "et", "ou", "y", "o", "e", "и", "или", "і", "або"))
"""Words that join the members of a list."""


def senses(side: Side, first: int, last: int) -> Counter[Sense]:
    """Bag of the senses of units ``first:last``; phrases count as one ("at least"), "about" only before a number."""
    return Counter(_each(side, first, last))


def beyond(side: Side, first: int, last: int) -> Counter[Sense]:
    """Senses of the phrases that units ``first:last`` are only a part of: "has" in "has to", "few" in "a few"."""
    found: list[Sense] = []
    known = side.language.senses
    for start in range(max(0, first - _LONGEST + 1), last):
        for stop in range(start + 2, min(start + _LONGEST, len(side.units)) + 1):
            overlaps = start < last and stop > first
            if overlaps and not (start >= first and stop <= last) and not any(side.gaps[start + 1 : stop]):
                sense = known.get("_".join(unit.key for unit in side.units[start:stop]))
                found += [sense] if sense else []
    return Counter(found)


def phrases_differ(stretch: Stretch) -> EditWhat | None:
    """Kind of the sense of a phrase that a change breaks or makes with the words beside it: ``has to`` ← ``wants to``."""
    ours = beyond(stretch.printed, stretch.p_first, stretch.p_last)
    return differing(ours, beyond(stretch.original, stretch.o_first, stretch.o_last))


def differing(printed: Counter[Sense], original: Counter[Sense]) -> EditWhat | None:
    """Kind of the gravest sense that one side has and the other has not; ``None`` if both say the same."""
    kinds = {what for what, _ in (printed - original) + (original - printed)}
    return next((what for what in ORDER if what in kinds), None)


def _each(side: Side, first: int, last: int) -> Iterator[Sense]:
    at = first
    while at < last:
        size, found = _phrase(side, at, last)
        if found is None:
            size, found = 1, _single(side, at)
        if found:
            yield found
        at += size


def _phrase(side: Side, at: int, last: int) -> tuple[int, Sense | None]:
    """Longest phrase of the word lists that starts at ``at`` and lies in the stretch."""
    keys = [unit.key for unit in side.units[at : min(at + 3, last)]]
    known = side.language.senses
    for size in (3, 2):
        found = known.get("_".join(keys[:size])) if len(keys) >= size else None
        if found:
            return size, found
    following = side.units[at + 1].key if at + 1 < len(side.units) else ""
    if following.startswith("#") or (following in ("a", "an") and _counts(side, at + 2)):
        return 1, known.get(f"{keys[0]}_#")
    if keys[0] in side.language.when and len(keys) > 1 and is_time(side, following):
        return 2, ("number", f"{side.language.when[keys[0]]} {following}")
    if keys[0] == "a" and following in ("few", "little", "lot"):
        return 1, ("quantifier", f"a_{following}")
    return 1, None


def is_time(side: Side, key: str) -> bool:
    """Whether a word is a day or a stretch of time: "Monday", "May", "year"."""
    return key in side.language.dates or side.language.units.get(key) in _TIMES


def _counts(side: Side, at: int) -> bool:
    """Whether a unit behind "a" makes an amount of it: "a third", "a year", "a dozen"."""
    if at >= len(side.units):
        return False
    found = side.language.senses.get(side.units[at].key)
    return side.units[at].is_number or measure(side, at) is not None or (found is not None and found[0] == "quantifier")


def _single(side: Side, at: int) -> Sense | None:
    unit = side.units[at]
    if unit.is_number:
        lone = (
            unit.key == "#1"
            and at > 0
            and side.units[at - 1].key in side.language.before_one
            and not unit.text.isdigit()
        )
        return None if lone else ("number", unit.key)
    known = side.language.senses.get(unit.key)
    if known:
        return known
    if unit.key in side.language.dates and not (
        unit.key in side.language.months and unit.text.islower() and side.language.code == "en"
    ):
        return ("number", unit.key)
    if measure(side, at) and at > 0 and side.units[at - 1].is_number:
        return ("number", f"unit {measure(side, at)}")
    return ("name", unit.key) if is_name(side, at) else None


def measure(side: Side, at: int) -> str | None:
    """Unit of measure or scale of a word ("days", "km", "million"), under one name for all its forms."""
    return side.language.units.get(side.units[at].key)


def is_name(side: Side, at: int) -> bool:
    """Whether a unit looks like a name: a capital that neither a sentence's start nor a habit of the text explains.

    Where all words have capitals nothing is a name; a word that opens a sentence is one unless it is a known common
    word, has the ending of one, or stands in small letters elsewhere.
    """
    unit = side.units[at]
    first = unit.text[:1]
    plain = fold(unit.text)
    if side.gaps[at] and side.gaps[at][-1].text == "@":
        return True
    if not first.isupper() or plain in side.language.titles or is_single(first) or shouts(side):
        return False
    if side.language.determiners and _is_noun(side, at, plain):
        return False
    if not _opens(side, at):
        return True
    common = unit.key in side.language.common or _is_common(side, plain)
    return not (common or any(u.text == plain for u in side.units[:_SEEN]))


def _is_noun(side: Side, at: int, plain: str) -> bool:
    """Where all nouns have capitals, whether this is one by its ending or by the article or adjective before it."""
    language = side.language
    if plain.endswith(language.noun_endings):
        return True
    before = [unit.key for unit in side.units[max(0, at - 2) : at]]
    if plain in language.names_with_article or not before:
        return False
    adjective = before[-1].endswith(("e", "en", "er", "es", "em")) and before[0] in language.determiners
    return before[-1] in language.articles or (len(before) == 2 and adjective)


def _opens(side: Side, at: int) -> bool:
    """Whether a capital is expected here: a sentence begins, or a quotation or clause behind a colon does."""
    return side.ends_sentence(at) or any(mark.text in QUOTES or mark.text == ":" for mark in side.gaps[at])


def shouts(side: Side) -> bool:
    """Whether capitals tell nothing here: nearly all of the longer words have them, as in a headline.

    In a list of names they all have them too, but hardly any of these is a common word.
    """
    inner = [u for at, u in enumerate(side.units[:_SEEN]) if len(u.text) > 3 and not u.is_number and at]
    capital = [u for u in inner if u.text[0].isupper()]
    known = sum(_is_common(side, u.key) for u in capital)
    return len(inner) >= 4 and len(capital) >= 0.8 * len(inner) and 4 * known >= len(capital)


def _is_common(side: Side, key: str) -> bool:
    return key in side.language.common or key.endswith(side.language.word_endings)
