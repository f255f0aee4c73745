"""Printed units → the same parted and spelled as the original has them, where only the parting or an umlaut differs.

So that "healthcare" finds "health care", "multi-planetary" "multiplanetary" and "Köln" "Koeln". The units keep their
printed text and place: that they are spelled otherwise is still seen by ``rules_same``.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.text.align import Index
from onrecord.text.words import fold
from onrecord.verify.units import Side, Unit

_LEAST = 5
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def reconciled(printed: Side, index: Index) -> Side:
    """``printed`` with words joined, parted or respelled so that their keys are among those of ``index``."""
    units: list[Unit] = []
    gaps = [printed.gaps[0]]
    seams: set[int] = set()
    lines: set[int] = set()
    at = 0
    while at < len(printed.units):
        if at in printed.seams:
            seams.add(len(units))
        if at in printed.lines:
            lines.add(len(units))
        taken, found = _one(printed, at, index)
        units += found
        gaps += [[] for _ in found[1:]]
        at += taken
        gaps.append(printed.gaps[at])
    return replace(printed, units=units, gaps=gaps, seams=frozenset(seams), lines=frozenset(lines))


def _one(side: Side, at: int, index: Index) -> tuple[int, list[Unit]]:
    """How many units are taken at ``at``, and the units that stand for them."""
    unit = side.units[at]
    if unit.key in index.places or not _is_plain(side, unit):
        return (2, [_joined(side, at)]) if _joins(side, at, index) else (1, [unit])
    if _joins(side, at, index):
        return 2, [_joined(side, at)]
    for key in _respelled(unit):
        if key in index.places:
            return 1, [replace(unit, key=key)]
    for cut in range(2, len(unit.key) - 1):
        halves = unit.key[:cut], unit.key[cut:]
        if len(unit.key) >= _LEAST and halves[1] in index.places and _stand_together(halves, index):
            if any(half in side.language.senses for half in halves) or unit.key in side.language.apart:
                break
            return 1, [replace(unit, key=half) for half in halves]
    return 1, [unit]


def _joins(side: Side, at: int, index: Index) -> bool:
    """Whether the unit and the one behind it are one word of the original, which parts of the sense it is not."""
    if at + 1 >= len(side.units) or at + 1 in side.seams:
        return False
    first, second = side.units[at : at + 2]
    stem = replace(second, half=False) if second.key == fold(second.text) else second
    if not (_is_plain(side, first) and _is_plain(side, stem)) or first.token == second.token:
        return False
    key = first.key + second.key
    known = key in index.places and key not in side.language.apart and len(key) >= _LEAST
    marks = "".join(mark.text for mark in side.gaps[at + 1])
    return known and marks in ("", "-", "‑") and not _stand_together((first.key, second.key), index)


def _joined(side: Side, at: int) -> Unit:
    first, second = side.units[at : at + 2]
    span = side.span_of(at, at + 2)
    text = span.text if span else first.text
    return replace(second, key=first.key + second.key, start=first.start, text=text)


def _is_plain(side: Side, unit: Unit) -> bool:
    return unit.key.isalpha() and not unit.half and not unit.bracket and unit.key not in side.language.senses


def _stand_together(halves: tuple[str, str], index: Index) -> bool:
    """Whether both keys stand side by side somewhere in the original; only the first places are looked at."""
    keys = index.keys
    places = index.places.get(halves[0], ())[:64]
    return any(at + 1 < len(keys) and keys[at + 1] == halves[1] for at in places)


def _respelled(unit: Unit) -> Iterator[str]:
    """The key with umlauts written out, or the other way round: ``koln`` and ``koeln``."""
    text = unit.text.casefold()
    if any(letter in text for letter in "äöü"):
        yield text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    for written, plain in _UMLAUTS:
        if written in unit.key:
            yield unit.key.replace(written, plain)
