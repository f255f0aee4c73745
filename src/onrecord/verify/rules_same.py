"""Two units with one key that are printed differently → the change: case, spelling, apostrophe, figures, contraction.

Each rule is a function with the line it draws and an example, printed ← original; the first that applies names the
change. Marks between units are left to ``rules_marks``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from onrecord.model import EditWhat, VerdictName
from onrecord.text.words import APOSTROPHES
from onrecord.verify.changes import Change, Stretch
from onrecord.verify.units import Side, Unit
from onrecord.verify.wordlists import DEFAULT

Found = tuple[EditWhat, VerdictName, str]
_NO_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES))
_ACCENT = re.compile("(?<=[a-zα-ω])[\u0300-\u036f]")
_DIAERESIS = re.compile("(?<=[aeo])[äöü]")
"""Two dots that only part two vowels: "coöperation"."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


def bracketed(printed: Unit, original: Unit) -> Found | None:
    """The editor's brackets around a word or some of its letters: ``[W]e`` ← ``we``."""
    if printed.bracket and not original.bracket:
        return "bracket", "bracketed", "the editor's brackets"
    return None


def figures(printed: Unit, original: Unit) -> Found | None:
    """One value in figures and in words, or with other signs: ``5%`` ← ``five percent``, ``1000`` ← ``1,000``."""
    if printed.is_number and printed.text.casefold() != original.text.casefold():
        return "number", "typographic", "the same value, written otherwise"
    return None


def acronym(printed: Unit, original: Unit) -> Found | None:
    """An acronym for a word that has its letters: ``U.S.`` ← ``us`` is another word, ``U.S.`` ← ``US`` is not."""
    dotted = "." in printed.text, "." in original.text
    plain = original.text if dotted[0] else printed.text
    if dotted[0] != dotted[1] and plain.islower() and (printed.text + original.text).replace(".", "").isalpha():
        if plain in ("am", "pm", "eg", "ie", "phd"):
            return None
        return "name", "meaning", "an acronym for a word"
    return None


def contraction(printed: Unit, original: Unit) -> Found | None:
    """A contraction opened or closed: ``do not`` ← ``don't``; the words differ though the sense does not."""
    letters = tuple(re.sub(r"[-‑\s]", "", u.text.translate(_NO_APOSTROPHE)).casefold() for u in (printed, original))
    if (printed.half or original.half) and letters[0] != letters[1]:
        return "contraction", "reworded", "a contraction opened or closed"
    return None


def case(printed: Unit, original: Unit) -> Found | None:
    """Capitals: ``We`` ← ``we``."""
    if _plain(printed.text).lower() == _plain(original.text).lower():
        return "case", "typographic", "capitals"
    return None


def apostrophe(printed: Unit, original: Unit) -> Found | None:
    """The shape of an apostrophe: ``don't`` ← ``don’t``."""
    if _plain(printed.text) == _plain(original.text):
        return "punctuation", "typographic", "the shape of a mark"
    return None


def variant(printed: Unit, original: Unit) -> Found | None:
    """Another spelling of the same word: ``colour`` ← ``color``, ``Kyiv`` ← ``Kiev``, ``dont`` ← ``don't``."""
    umlauts = set("äöü") & (set(_DIAERESIS.sub("", printed.text)) ^ set(_DIAERESIS.sub("", original.text)))
    if umlauts and printed.text.islower() and original.text.islower():
        return "word", "reworded", "another word but for its umlaut"
    return "spelling", "typographic", "another spelling"


def accents(printed: Unit, original: Unit) -> Found | None:
    """Accents that tell words apart where they are not English: ``pêché`` ← ``péché``; a name may lose its own."""
    marks = [_ACCENT.findall(unicodedata.normalize("NFD", unit.text.casefold())) for unit in (printed, original)]
    shouted = printed.text.isupper() or original.text.isupper()
    if marks[0] == marks[1] or shouted or (printed.text[:1].isupper() and not all(marks)):
        return None
    return "word", "reworded", "another word but for its accents"


RULES: tuple[Callable[[Unit, Unit], Found | None], ...] = (
    bracketed,
    figures,
    acronym,
    contraction,
    apostrophe,
    case,
    variant,
)
FOREIGN: tuple[Callable[[Unit, Unit], Found | None], ...] = (*RULES[:-1], accents, variant)
"""The same where the language is not English."""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_ONE_APOSTROPHE)


def same_units(printed: Side, original: Side, pairs: Sequence[tuple[int, int]]) -> Iterator[Change]:
    """Changes within paired units; neighbours with one kind of change make one edit (capitals of a whole title)."""
    rules = RULES if printed.language.code == DEFAULT else FOREIGN
    run: list[tuple[int, int, Found]] = []
    paired = {p for p, _ in pairs}, {o for _, o in pairs}
    for p, o in pairs:
        found = _judge(printed.units[p], original.units[o], rules)
        if (
            found
            and found[0] == "contraction"
            and not (_whole(printed, p, paired[0]) and _whole(original, o, paired[1]))
        ):
            found = None
        if run and not (found and _joins(printed, original, run[-1], (p, o, found))):
            yield _close(printed, original, run)
            run = []
        if found:
            run.append((p, o, found))
    if run:
        yield _close(printed, original, run)


def _whole(side: Side, at: int, paired: set[int]) -> bool:
    """Whether all halves of the word are paired: "won't" is no contraction of a "will" that has lost its "not"."""
    return all(near in paired for near in (at - 1, at + 1) if _same_word(side, max(at, near)))


def _judge(printed: Unit, original: Unit, rules: Sequence[Callable[[Unit, Unit], Found | None]]) -> Found | None:
    if printed.text == original.text and printed.bracket <= original.bracket:
        return None
    if not printed.bracket and _UNSEEN.sub("", printed.text) == _UNSEEN.sub("", original.text):
        return None
    return next(filter(None, (rule(printed, original) for rule in rules)), None)


def _joins(printed: Side, original: Side, last: tuple[int, int, Found], this: tuple[int, int, Found]) -> bool:
    """Whether two changes are one edit: of one word, or of one kind on words side by side."""
    if last[0] + 1 != this[0] or last[1] + 1 != this[1] or this[0] in printed.seams or last[2] != this[2]:
        return False
    return this[2][0] in ("case", "bracket") or _same_word(printed, this[0]) or _same_word(original, this[1])


def _close(printed: Side, original: Side, run: list[tuple[int, int, Found]]) -> Change:
    """One change of a run of units; of a contraction the whole word is shown on both sides."""
    p_first, p_last, o_first, o_last = run[0][0], run[-1][0] + 1, run[0][1], run[-1][1] + 1
    what, verdict, note = run[0][2]
    if printed.units[p_first].half or original.units[o_first].half:
        while p_first and o_first and _same_word(printed, p_first) | _same_word(original, o_first):
            p_first, o_first = p_first - 1, o_first - 1
        while _same_word(printed, p_last) | _same_word(original, o_last):
            p_last, o_last = p_last + 1, o_last + 1
    return Stretch(printed, original, p_first, p_last, o_first, o_last).change(what, verdict, note)


def _same_word(side: Side, at: int) -> bool:
    """Whether units ``at - 1`` and ``at`` are halves of one word."""
    return 0 < at < len(side.units) and side.units[at - 1].token == side.units[at].token
