"""Words printed for what a machine wrote down by ear → a tolerance that its edit tells: ``their`` ← ``there``.

Only where the original says that a machine made it, only for words that sound alike, and never for a negation. A number
or a name is not taken for right because it sounds like another: it is ``reworded``, no longer a change of meaning.
"""

from __future__ import annotations

import re
from functools import cache

from onrecord.lexicon import load
from onrecord.verify.changes import Change, Stretch
from onrecord.verify.senses import differing, is_name, senses

_NOTE = "sounds like what a machine wrote down"
_LEAST = 4
_SOUNDS = {
    "ph": "f", "gh": "g", "ck": "k", "sch": "s", "sh": "s", "ch": "k", "cz": "s", "th": "t", "kh": "k", "zh": "s", "x": "ks",
    "q": "k", "c": "k", "z": "s", "v": "f", "w": "f", "d": "t", "b": "p", "j": "y",
}  # fmt: skip
_SILENT = re.compile(r"[aeiouyh'.\-]")
_TWICE = re.compile(r"(.)\1+")


def misheard(stretch: Stretch) -> Change | None:
    """One word for another that sounds the same."""
    if not stretch.original.machine or len(stretch.p_units) != 1 or len(stretch.o_units) != 1:
        return None
    ours, theirs = stretch.p_units[0].key, stretch.o_units[0].key
    what = differing(
        senses(stretch.printed, stretch.p_first, stretch.p_last),
        senses(stretch.original, stretch.o_first, stretch.o_last),
    )
    if what in ("negation", "modal", "quantifier"):
        return None
    if _homophones().get(_plain(ours), -1) == _homophones().get(_plain(theirs), -2):
        return stretch.change(what or "spelling", "reworded" if what else "typographic", _NOTE)
    named = is_name(stretch.printed, stretch.p_first)
    if named and min(len(ours), len(theirs)) >= _LEAST and ours[0] == theirs[0] and _sound(ours) == _sound(theirs):
        return stretch.change("name", "reworded", _NOTE)
    return None


def _plain(key: str) -> str:
    return _NUMBERS.get(key, key.replace("'", ""))


_NUMBERS = {"#1": "one", "#2": "two", "#4": "four", "#8": "eight", "#1th": "first"}


def _sound(key: str) -> str:
    """The consonants of a name as an ear tells them apart, after the idea of Soundex (Russell 1918)."""
    for letters, sound in _SOUNDS.items():
        key = key.replace(letters, sound)
    return _TWICE.sub(r"\1", key[:1] + _SILENT.sub("", key[1:]))


@cache
def _homophones() -> dict[str, int]:
    """Word → number of its line."""
    lines = load("verify")["en"]["homophones"].splitlines()
    return {word: at for at, line in enumerate(lines) for word in line.split()}
