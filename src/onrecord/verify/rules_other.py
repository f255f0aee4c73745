"""Words printed for other words, or added → bracketed, typographic, reworded, or a change of meaning.

Each rule is a function with the line it draws and an example, printed ← original; the first that applies judges. What
none of them knows is ``reworded``: two words are never taken to mean the same without a rule that says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from onrecord.model import EditWhat
from onrecord.text.words import APOSTROPHES
from onrecord.verify.changes import Change, Stretch
from onrecord.verify.rules_heard import misheard
from onrecord.verify.senses import Sense, differing, is_time, measure, phrases_differ, senses
from onrecord.verify.units import Side, Unit

_NO_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES))
_OPENED = {
    "'s": ("is", "has", "us", "does"),
    "would": ("had", "did"),
    "is": ("has", "'s", "us"),
    "be": ("is", "are", "am"),
}
_ONE = frozenset(("#1", "a", "an"))
_OBJECTS: tuple[EditWhat, ...] = ("negation", "number", "quantifier", "name", "modal")
_TAGS = frozenset("#@＃＠")
_TENSES = {"would": "will", "could": "can", "might": "may"}


def replaced(stretch: Stretch) -> Change:
    """The change that printing ``stretch.p_units`` for ``stretch.o_units`` is."""
    for rule in REPLACED:
        found = rule(stretch)
        if found:
            return found
    return stretch.change("word", "reworded", f"{_show(stretch.p_units)} for {_show(stretch.o_units)}")


def added(stretch: Stretch) -> Change:
    """Words only in print: ``very good`` ← ``good`` is reworded, ``not good`` ← ``good`` a change of meaning."""
    if in_brackets(stretch.p_units):
        return bracket(stretch) or stretch.change("bracket", "bracketed", "the editor's words")
    found = senses(stretch.printed, stretch.p_first, stretch.p_last)
    what = differing(found, type(found)())
    if what:
        return stretch.change(what, "meaning", f"{what} added: {_show(stretch.p_units)}")
    return stretch.change("word", "reworded", f"added: {_show(stretch.p_units)}")


def in_brackets(units: list[Unit]) -> bool:
    """Whether all words are the editor's; the ending of one counts with it: "[Trump]'s"."""
    return bool(units) and units[0].bracket and all(unit.bracket or unit.half for unit in units)


def bracket(stretch: Stretch) -> Change | None:
    """The editor's words in brackets: ``[Trump]`` ← ``he``; a number, negation or name must not turn into another.

    ``[several] men`` ← ``five men`` is a change of meaning, so is ``did [not] agree`` ← ``did agree``.
    """
    if not in_brackets(stretch.p_units):
        return None
    turned = opposite(stretch)
    if turned:
        return turned
    ours = senses(stretch.printed, stretch.p_first, stretch.p_last)
    theirs = senses(stretch.original, stretch.o_first, stretch.o_last)
    lost = {what for what, _ in theirs - ours} & {"negation", "number", "quantifier", "name"}
    gained = {what for what, _ in ours - theirs} & {"negation"}
    if _other_modal(ours, theirs):
        lost.add("modal")
    what = next((w for w in _OBJECTS if w in lost | gained), None)
    if what and not (what == "name" and not any(w == "name" for w, _ in ours)):
        return stretch.change(what, "meaning", f"the brackets change a {what}: {_show(stretch.o_units)}")
    return stretch.change("bracket", "bracketed", "the editor's words")


def _other_modal(ours: Counter[Sense], theirs: Counter[Sense]) -> bool:
    """Whether one modal stands for another: ``[must]`` ← ``can``; not for its other tense, ``[would]`` ← ``will``."""
    first, second = ({_TENSES.get(v, v) for what, v in bag if what == "modal"} for bag in (ours, theirs))
    return bool(first) and bool(second) and first != second


def lone_apostrophe(stretch: Stretch) -> Change | None:
    """Words that only an apostrophe tells apart and that sound alike: ``lets`` ← ``let's``, not ``were`` ← ``we're``."""
    ours, theirs = (_letters(units) for units in (stretch.p_units, stretch.o_units))
    marked = any(letter in unit.text for unit in (*stretch.p_units, *stretch.o_units) for letter in APOSTROPHES)
    if ours != theirs or not ours or not marked:
        return None
    if ours in stretch.printed.language.apostrophe_words:
        if _senses_differ(stretch):
            return None
        return stretch.change("word", "reworded", "without its apostrophe another word")
    return stretch.change("spelling", "typographic", "an apostrophe")


def tag(stretch: Stretch) -> Change | None:
    """A handle or hashtag spelled out, or the other way round: ``Ministry of Health`` ← ``@MinistryOfHealth``."""
    for units, side, at in (
        (stretch.o_units, stretch.original, stretch.o_first),
        (stretch.p_units, stretch.printed, stretch.p_first),
    ):
        tagged = len(units) == 1 and any(mark.text in _TAGS for mark in side.gaps[at][-1:])
        if tagged and _letters(stretch.p_units) == _letters(stretch.o_units):
            return stretch.change("spelling", "typographic", "a tag spelled out")
    return None


def contraction(stretch: Stretch) -> Change | None:
    """A contraction opened to the less likely word: ``it has been`` ← ``it's been``, ``he had`` ← ``he'd``."""
    if len(stretch.p_units) != 1 or len(stretch.o_units) != 1:
        return None
    first, second = stretch.p_units[0], stretch.o_units[0]
    for half, other in ((first, second), (second, first)):
        if half.half and other.key in _OPENED.get(half.key, ()):
            return stretch.change("contraction", "reworded", "a contraction opened or closed")
    return None


def article(stretch: Stretch) -> Change | None:
    """``one`` for ``a``: the number is the same, the words are not."""
    keys = {unit.key for unit in (*stretch.p_units, *stretch.o_units)}
    spelled = not any(unit.text.isdigit() for unit in (*stretch.p_units, *stretch.o_units))
    if len(stretch.p_units) == len(stretch.o_units) == 1 and keys <= _ONE and spelled:
        return stretch.change("word", "reworded", "“one” and “a”")
    return None


def acronym(stretch: Stretch) -> Change | None:
    """An acronym for the words that it stands for, or the other way round: ``EU`` ← ``European Union``."""
    for short, long in ((stretch.p_units, stretch.o_units), (stretch.o_units, stretch.p_units)):
        words = [unit for unit in long if unit.text[:1].isupper()]
        initials = "".join(unit.text[0] for unit in words)
        if len(short) == 1 and len(words) > 1 and short[0].text.replace(".", "") == initials and words[-1] is long[-1]:
            return stretch.change("word", "reworded", f"{_show(stretch.p_units)} for {_show(stretch.o_units)}")
    return None


def own_name(stretch: Stretch) -> Change | None:
    """The speaker's own name for "we" or "I": ``Norda is ready`` ← ``We are ready``, said by Norda's head."""
    own, table = stretch.printed.own, stretch.printed.language.pronouns
    ours = [unit for unit in stretch.p_units if unit.key not in stretch.printed.language.articles and unit.key != "'s"]
    names = bool(ours) and all(unit.key in own and unit.text[:1].isupper() for unit in ours)
    if not names or len(stretch.o_units) != 1 or not table.get(stretch.o_units[0].key, "").startswith("1"):
        return None
    return stretch.change("word", "reworded", f"the speaker's own name for {_show(stretch.o_units)}")


def negating_letters(stretch: Stretch) -> Change | None:
    """A word and its denial by prefix or ending: ``legal`` ← ``illegal``, ``hopeful`` ← ``hopeless``."""
    prefixes = stretch.printed.language.prefixes
    theirs = {form: unit for unit in stretch.o_units for form in _denials(unit.key, prefixes)}
    for unit in stretch.p_units:
        for kind, form in _denials(unit.key, prefixes):
            other = theirs.get((-kind, form))
            if other is not None:
                return stretch.change("negation", "meaning", f"{_show([unit])} denies {_show([other])}")
    return None


def other_sense(stretch: Stretch) -> Change | None:
    """A number, negation, name, modal or quantifier that one side has and the other has not: ``six`` ← ``five``."""
    what = _senses_differ(stretch) or phrases_differ(stretch)
    if not what:
        return None
    return stretch.change(what, "meaning", f"{what} changed: {_show(stretch.p_units)} for {_show(stretch.o_units)}")


def other_measure(stretch: Stretch) -> Change | None:
    """Another unit of measure or scale: ``miles`` ← ``kilometers``, ``billion`` ← ``million``."""
    ours = {measure(stretch.printed, at) for at in range(stretch.p_first, stretch.p_last)} - {None}
    theirs = {measure(stretch.original, at) for at in range(stretch.o_first, stretch.o_last)} - {None}
    if ours and theirs and ours != theirs:
        return stretch.change(
            "number", "meaning", f"another unit: {_show(stretch.p_units)} for {_show(stretch.o_units)}"
        )
    return None


def opposite(stretch: Stretch) -> Change | None:
    """A word for its opposite, a direction turned, "and" for "or": ``rose`` ← ``fell``."""
    table = stretch.printed.language.opposites
    theirs = {place: unit for unit in stretch.o_units for place in table.get(unit.key, ())}
    for unit in stretch.p_units:
        for pair, side in table.get(unit.key, ()):
            other = theirs.get((pair, 1 - side))
            if other is not None and other.key != unit.key:
                return stretch.change("word", "meaning", f"the opposite: {_show([unit])} for {_show([other])}")
    return None


def other_person(stretch: Stretch) -> Change | None:
    """A pronoun for another person: ``we`` ← ``they``, ``she`` ← ``he``; not ``my`` ← ``mine``, ``its`` ← ``their``."""
    table = stretch.printed.language.pronouns
    ours = {table[u.key] for u in stretch.p_units if u.key in table} - {"3n"}
    theirs = {table[u.key] for u in stretch.o_units if u.key in table} - {"3n"}
    if ours and theirs and ours != theirs:
        return stretch.change(
            "word", "meaning", f"another person: {_show(stretch.p_units)} for {_show(stretch.o_units)}"
        )
    return None


def amount_by(stretch: Stretch) -> Change | None:
    """Another small word before a number: ``rose by 2%`` ← ``rose to 2%``, ``until 1990`` ← ``since 1990``."""
    if len(stretch.p_units) != 1 or len(stretch.o_units) != 1:
        return None
    (ours,), (theirs,) = stretch.p_units, stretch.o_units
    words = stretch.printed.language.before_number
    numbers = [
        s.units[at]
        for s, at in ((stretch.printed, stretch.p_last), (stretch.original, stretch.o_last))
        if at < len(s.units)
    ]
    if len(numbers) == 2 and all(unit.is_number for unit in numbers) and {ours.key, theirs.key} <= words:
        return stretch.change("number", "meaning", f"{_show([ours])} for {_show([theirs])} before a number")
    return None


def when(stretch: Stretch) -> Change | None:
    """Another time or none: ``the end of the year`` ← ``the end of next year``."""
    ours, theirs = (_times(side, first, last) for side, first, last in (
        (stretch.printed, stretch.p_first, stretch.p_last), (stretch.original, stretch.o_first, stretch.o_last)))  # fmt: skip
    if ours == theirs:
        return None
    return stretch.change("number", "meaning", f"another time: {_show(stretch.p_units)} for {_show(stretch.o_units)}")


def _times(side: Side, first: int, last: int) -> set[str]:
    """What units ``first:last`` say of when, if a year, a week or a day follows them: "next", "last"."""
    found = set()
    for at in range(first, min(last, len(side.units) - 1)):
        key, following = side.language.when.get(side.units[at].key), side.units[at + 1].key
        if key and is_time(side, following):
            found.add(key)
    return found


REPLACED: tuple[Callable[[Stretch], Change | None], ...] = (
    bracket,
    lone_apostrophe,
    contraction,
    article,
    misheard,
    acronym,
    own_name,
    negating_letters,
    other_sense,
    other_measure,
    when,
    amount_by,
    opposite,
    other_person,
)


def _senses_differ(stretch: Stretch) -> EditWhat | None:
    ours = senses(stretch.printed, stretch.p_first, stretch.p_last)
    theirs = senses(stretch.original, stretch.o_first, stretch.o_last)
    return differing(ours, theirs)


def _denials(key: str, prefixes: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """What a word asserts (1) and what it denies by its letters (-1): ``illegal`` asserts itself and denies ``legal``."""
    yield 1, key
    for prefix in prefixes:
        stem = key[len(prefix) :]
        if key.startswith(prefix) and len(stem) > (2 if len(prefix) > 1 else 4):
            yield -1, stem
    if key.endswith("less"):
        yield -1, key[:-4] + "ful"
        yield -1, key[:-4]


def _letters(units: list[Unit]) -> str:
    return "".join(unit.text for unit in units).translate(_NO_APOSTROPHE).casefold()


def _show(units: list[Unit]) -> str:
    """The words for a reason, shortened."""
    text = " ".join(unit.text for unit in units).replace(" n't", "n't").replace(" '", "'").replace(" ’", "’")
    return f"“{text}”" if len(text) <= 60 else f"“{text[:57]}…”"
