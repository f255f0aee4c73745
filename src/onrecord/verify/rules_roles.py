"""Words that stand in another order → whether who does what to whom has changed: ``man bites dog`` ← ``dog bites man``.

There is no parser. A part that says when, where or how may stand anywhere in its clause, so may the members of a list
and whole clauses; what is left are subjects, objects and what is said of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.verify.changes import Stretch
from onrecord.verify.senses import LINKS
from onrecord.verify.units import Side, Unit

_SHORT = 8
"""Words of a part that may be a subject or an object; longer ones are clauses."""
_MANNER = "ly"


def exchanged(stretch: Stretch, source: Stretch) -> bool:
    """Whether two stretches that print one another's words change roles: not as members of a list, nor as adverbials."""
    if max(len(stretch.p_units), len(source.p_units)) >= _SHORT or _in_list(stretch, source):
        return False
    adverbial = is_adverbial(stretch.printed, stretch.p_units) and is_adverbial(source.printed, source.p_units)
    return not adverbial or _opposed(stretch, source)


def _opposed(stretch: Stretch, source: Stretch) -> bool:
    """Whether two words are opposites: ``for it in May, against it in June`` ← ``against it in May, for it in June``."""
    table = stretch.printed.language.opposites
    ours, theirs = ({place for unit in part.p_units for place in table.get(unit.key, ())} for part in (stretch, source))
    return any((pair, 1 - side) in theirs for pair, side in ours)


def strayed(stretch: Stretch, source: Stretch) -> bool:
    """Whether words moved alone say it of something else now: ``the old man hit the boy`` ← ``the man hit the old boy``."""
    if len(stretch.p_units) > 3 or is_adverbial(stretch.printed, stretch.p_units):
        return False
    original = source.original
    set_off = all(original.gaps[at] or original.ends_sentence(at) for at in (source.o_first, source.o_last))
    return not set_off and _in_clause(original, source.o_first, source.o_last)


def turned(stretch: Stretch, first: tuple[int, int], second: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether two parts of one clause change roles by changing places.

    :param first: printed units of the part printed first.
    :param second: those of the part behind it.
    :param span: units of the original from the one that stands first there to the end of the other.
    """
    parts = [stretch.printed.units[start:stop] for start, stop in (first, second)]
    if min(len(part) for part in parts) > _SHORT // 2 or any(is_adverbial(stretch.printed, part) for part in parts):
        return False
    inner = stretch.original.gaps[span[0] + 1 : span[1]]
    return not any(inner) and not any(stretch.original.ends_sentence(at) for at in range(span[0] + 1, span[1]))


def is_adverbial(side: Side, units: Sequence[Unit]) -> bool:
    """Whether a part says when, where or how, or nothing by itself: by its first word, or as a lone adverb."""
    language = side.language
    first = units[0].key
    lone = len(units) == 1 and (first.endswith(_MANNER) or first in language.adverbs)
    empty = all(unit.key in language.stop and unit.key not in language.pronouns for unit in units)
    return first in language.prepositions or lone or empty


def _in_list(stretch: Stretch, source: Stretch) -> bool:
    """Whether a link and words that also stand before the first are all that parts them: ``coal mines and coal firms``."""
    first, second = sorted((stretch, source), key=lambda s: s.p_first)
    units, articles = stretch.printed.units, stretch.printed.language.articles
    between = [unit.key for unit in units[first.p_last : second.p_first] if unit.key not in articles]
    rest = [key for key in between if key not in LINKS]
    before = [unit.key for unit in units[: first.p_first] if unit.key not in articles][-len(rest) :] if rest else []
    return len(between) > len(rest) and rest == before


def _in_clause(side: Side, first: int, last: int) -> bool:
    """Whether a part stands within a clause, with a word of it on both sides."""
    return first > 0 and last < len(side.units) and not side.ends_sentence(first) and not side.ends_sentence(last)
