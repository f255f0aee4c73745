"""The speaker that a draft names and the label of a turn → the same person, another one, or not to be told.

Told by names: a role ("THE PRESIDENT", "Q") contradicts nobody by itself, an organisation may speak through a person,
and where two names may be one person's nothing is concluded. Finding the turn is left to ``library``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from onrecord.lexicon import load
from onrecord.model import Speaker
from onrecord.text.names import gender, is_organisation, listed
from onrecord.text.words import fold
from onrecord.verify.wordlists import spelling

Whose = Literal["same", "other", "unsure"]
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-](?=[^\W\d_])|\.)*")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_JOINT = re.compile(r"\s+(?:and|&)\s+|\s*/\s*", re.IGNORECASE)
_SCRIPT = re.compile(r"[a-z]")
_LEAST_PREFIX = 3
_NAMES = "names"
"""No language: of the spellings only those of names are wanted."""


class Known(Struct, frozen=True):
    """What the draft knows of a speaker: names as folded words, roles, handles without "@"."""

    names: tuple[tuple[str, ...], ...]
    roles: frozenset[str]
    handles: frozenset[str]
    person: bool
    own: frozenset[str] = frozenset()
    """Words of its names and of those it speaks for: printed for "we", they are no other's name."""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("check")[name].split())


@cache
def _forms() -> dict[str, frozenset[int]]:
    """Given name → the lines of forms that it stands in."""
    lines: dict[str, set[int]] = {}
    for number, line in enumerate(load("given")["short"].splitlines()):
        for word in line.split():
            lines.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in lines.items()}


def known(speaker: Speaker) -> Known:
    """The names, roles and handles of a draft's speaker, ready to be compared."""
    printed = [speaker.name, *speaker.aliases] if speaker.name else list(speaker.aliases)
    names = (_name(part) for text in printed for part in _JOINT.split(text))
    roles = (fold(word) for text in speaker.roles for word in _WORD.findall(text))
    return Known(
        names=tuple(dict.fromkeys(name for name in names if name)),
        roles=frozenset(roles) - _words("nobody") - _words("small"),
        handles=frozenset(fold(handle.lstrip("@")) for handle in speaker.handles),
        person=speaker.kind in ("person", "unknown"),
        own=own_words((*printed, *speaker.affiliations)),
    )


def own_words(names: Iterable[str]) -> frozenset[str]:
    """The words of names, folded."""
    return frozenset(fold(word) for name in names for word in _WORD.findall(name))


def whose(label: str | None, speaker: Known, others: Sequence[str] = ()) -> Whose:
    """Whether words under ``label`` are the speaker's.

    :param label: as the original prints it: ``SEN. SANDERS (I-VT)``, ``Q``, ``Anna Weber, mayor``, ``@weber``.
    :param others: the other labels of that original; where one is the speaker's, the turns of those who ask are not.
    """
    if not label or not (speaker.names or speaker.handles):
        return "unsure"
    found = [_one(part, speaker) for part in _JOINT.split(_ASIDE.sub(" ", label))]
    if "same" in found:
        return "same"
    if len(found) > 1 or found[0] == "other":
        return found[0] if len(set(found)) == 1 else "unsure"
    if _is_role(label) and any(_one(other, speaker) == "same" for other in others):
        return "other"
    return "unsure"


@lru_cache(maxsize=16384)
def _one(label: str, speaker: Known) -> Whose:
    if label.strip().startswith("@"):
        return _handle(fold(label.strip().lstrip("@")), speaker)
    name = _name(label)
    if not name or (len(name) == 1 and len(name[0]) == 1):
        role = {fold(word).rstrip(".") for word in _WORD.findall(label)} - _words("nobody") - _words("small")
        if (
            role
            and role <= _words("asking")
            and speaker.person
            and not speaker.roles & (_words("asking") | _words("leading"))
        ):
            return "other"
        named = len(role) == 1 and any(other[-1:] == tuple(role) for other in speaker.names)
        return "same" if named or (role and role <= speaker.roles) else "unsure"
    if any(_is_same(name, other) or _initials(other) == name for other in speaker.names):
        return "same"
    body = not speaker.person or is_organisation(tuple(name)) or any(map(is_organisation, speaker.names))
    if body or not speaker.names:
        return "unsure"
    return "other" if all(_differs(name, other) for other in speaker.names) else "unsure"


def _handle(handle: str, speaker: Known) -> Whose:
    plain = re.sub(r"[\W_\d]", "", handle)
    if handle in speaker.handles or any("".join(name) in plain for name in speaker.names if len("".join(name)) > 4):
        return "same"
    return "unsure"


def _is_role(label: str) -> bool:
    """Whether a label names a part in the talk or an office and no person: ``Q``, ``THE PRESIDENT``; not ``SPEAKER 2``."""
    words = {fold(word).rstrip(".") for word in _WORD.findall(label)} - _words("small")
    named = words <= _words("leading") | listed("titles") and not words & _words("nobody")
    return bool(words) and named


@lru_cache(maxsize=16384)
def _name(text: str) -> tuple[str, ...]:
    """The words of a name, folded, without titles, roles, suffixes and what follows a comma; empty for a mere role.

    ``SMITH, JOHN`` is a name too: where the words before the comma are one and the rest is no role, all count.
    """
    head, _, rest = text.partition(",")
    words = _plain(head)
    after = _plain(rest)
    given = bool(after) and any(after[0] in listed(f"given_{sex}") for sex in ("male", "female"))
    return (*after, *words) if given and len(words) == 1 else tuple(words)


def _plain(text: str) -> list[str]:
    """Words of a name without the titles before it; a title that ends it is a name there ("Larry King")."""
    words = [re.sub(r"['’]s?$", "", fold(word)) for word in _WORD.findall(_ASIDE.sub(" ", text))]
    skip = listed("titles") | _words("asking") | _words("leading") | _words("nobody") | _words("small")
    while words and (words[-1] in listed("suffixes") or words[-1].rstrip(".") in _words("nobody") | _words("small")):
        words.pop()
    last = len(words) - 1
    named = any(not _skipped(word, skip) for word in words[:last])
    kept = [word for at, word in enumerate(words) if not _skipped(word, skip) or (named and at == last)]
    same = spelling(_NAMES).same
    return [same.get(word, word) for word in (word.rstrip(".") for word in kept) if word]


def _skipped(word: str, skip: frozenset[str]) -> bool:
    return word in skip or word.rstrip(".") in skip


def _is_same(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two names are taken for one person's: equal, one a part of the other, or with a form of the given name."""
    if first == second:
        return True
    short, long = sorted((first, second), key=len)
    if short[-1] != long[-1] and not (len(short) == 1 and short[0] in long):
        return len(short) > 1 and set(short) <= set(long)
    if len(short) == 1:
        return True
    return any(_forms_of_one(a, b) for a in short[:-1] for b in long[:-1])


def _initials(name: tuple[str, ...]) -> tuple[str, ...]:
    """A name by its first letters, as some people are called: ``aoc``; nothing for fewer than three."""
    letters = "".join(part[0] for word in name for part in word.split("-") if part)
    return (letters,) if len(letters) > 2 else ()


def _forms_of_one(first: str, second: str) -> bool:
    if (
        first == second
        or (len(first) == 1 and second.startswith(first))
        or (len(second) == 1 and first.startswith(second))
    ):
        return True
    if min(len(first), len(second)) >= _LEAST_PREFIX and (first.startswith(second) or second.startswith(first)):
        return True
    none: frozenset[int] = frozenset()
    return bool(_forms().get(first, none) & _forms().get(second, none))


def _differs(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two names are surely two people's: no word in common, or one family name and other given names."""
    if any(bool(_SCRIPT.search(a)) != bool(_SCRIPT.search(b)) for a in first for b in second):
        return False
    if first[-1] != second[-1] and _alike(first[-1], second[-1]):
        return False
    if first[-1] == second[-1]:
        return all(_clash(a, b) for a in first[:-1] for b in second[:-1])
    return True


def _clash(first: str, second: str) -> bool:
    """Whether two given names are of two people: known to be a man's and a woman's, or without a letter to share."""
    sexes = gender((first, ""), ()), gender((second, ""), ())
    return (None not in sexes and sexes[0] != sexes[1]) or first[0] != second[0]


def _alike(first: str, second: str) -> bool:
    """Whether two words are one but for a letter or two, as a name is when it is spelled by ear."""
    if min(len(first), len(second)) < 5 or first[0] != second[0]:
        return False
    prefix = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    suffix = next(
        (i for i, (a, b) in enumerate(zip(first[::-1], second[::-1], strict=False)) if a != b),
        min(len(first), len(second)),
    )
    return max(len(first), len(second)) - prefix - suffix <= 1
