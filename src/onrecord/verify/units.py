"""Tokens → the units that are compared: words, halves of contractions and whole quantities, each with a key.

Two units with one key say the same; how differently they are printed is left to ``rules_same``. What stands between
units (marks, emoji, links, stage directions) is kept in gaps, so that it never disturbs the alignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from onrecord.model import Span
from onrecord.text.words import QUOTES, Token, fold, tokens
from onrecord.verify.numbers import Reader
from onrecord.verify.wordlists import Language, ized, language, spelling

_WORDS = ("word", "number", "symbol")
_TIME = re.compile(r"[\d:.,\s]+")
_STAGE_TOKENS = 10


class Unit(Struct, frozen=True):
    """Smallest thing compared. ``start:stop`` is its place; ``token`` numbers the word it belongs to, for halves."""

    key: str
    start: int
    stop: int
    text: str
    token: int
    half: bool = False
    """One half of a contraction: "n't"."""
    bracket: bool = False
    """The editor's word, in square brackets."""

    @property
    def is_number(self) -> bool:
        """Whether it is a quantity or a day of the year."""
        return self.key[:1] in ("#", "@")


class Side(Struct, frozen=True):
    """One side of a comparison. ``gaps[i]`` is what stands before unit ``i``; the last gap follows the last unit."""

    pieces: tuple[Span, ...]
    units: list[Unit]
    gaps: list[list[Token]]
    lines: frozenset[int]
    """Gaps with a line break."""
    seams: frozenset[int]
    """Units that begin another piece: the cue stands before them."""
    language: Language
    machine: bool = False
    """Written down by a machine, by ear."""
    own: frozenset[str] = frozenset()
    """Words of the speaker's own names, and of those it speaks for."""

    @property
    def keys(self) -> list[str]:
        """Keys of the units, for the alignment."""
        return [unit.key for unit in self.units]

    def keys_between(self, first: int, last: int) -> list[str]:
        """Keys of units ``first:last``, as far as they exist."""
        return [unit.key for unit in self.units[max(0, first) : max(0, last)]] if first >= 0 else []

    def span(self, start: int, stop: int) -> Span:
        """Span of ``start:stop``, which lies in one piece."""
        for piece in self.pieces:
            if piece.start <= start and stop <= piece.stop:
                return Span(start, stop, piece.text[start - piece.start : stop - piece.start])
        raise ValueError(f"{start}:{stop} lies in no piece")

    def span_of(self, first: int, last: int) -> Span | None:
        """Span of units ``first:last``, within the piece of the first; ``None`` if there are none."""
        if first >= last:
            return None
        units = self.units[first:last]
        piece = next(piece for piece in self.pieces if piece.start <= units[0].start < piece.stop)
        stop = max(unit.stop for unit in units if unit.stop <= piece.stop)
        return self.span(units[0].start, stop)

    def ends_sentence(self, gap: int) -> bool:
        """Whether a sentence ends in ``gap``: a line break, a full stop that is none of an abbreviation, an edge."""
        if gap in self.lines or gap <= 0 or gap >= len(self.units):
            return True
        marks = "".join(mark.text for mark in self.gaps[gap] if mark.kind in ("mark", "ellipsis"))
        if marks.startswith(".") and len(marks) == 1:
            before = self.units[gap - 1]
            return fold(before.text) not in self.language.abbreviations and not (
                len(before.text) == 1 and before.text.isupper()
            )
        return bool(re.search(r"[.!?…。！？؟]", marks)) or any(mark.kind == "link" for mark in self.gaps[gap])


def build(pieces: Sequence[Span], code: str) -> Side:
    """Units and gaps of ``pieces``, which are in order and whose text is at their offsets.

    :param code: the language by which numbers, contractions and spellings are read.
    """
    found = _Builder(language(code))
    for piece in pieces:
        found.add(piece)
    return Side(tuple(pieces), found.units, found.gaps, frozenset(found.lines), frozenset(found.seams), found.language)


class _Builder:
    def __init__(self, language: Language) -> None:
        self.language, self.spelling = language, spelling(language.code)
        self.units: list[Unit] = []
        self.gaps: list[list[Token]] = [[]]
        self.lines: set[int] = set()
        self.seams: set[int] = set()
        self.words = 0

    def add(self, piece: Span) -> None:
        if self.units:
            self.seams.add(len(self.units))
        found = [Token(t.kind, t.start + piece.start, t.stop + piece.start, t.text) for t in tokens(piece.text)]
        found = _with_stages(found, self.language)
        words = [token for token in found if token.kind in _WORDS]
        reader = Reader(words, _glue(found), self.language)
        brackets = _brackets(found)
        at, next_word, skip, last_stop = 0, 0, 0, piece.start
        for at, token in enumerate(found):
            broken = "\n" in piece.text[last_stop - piece.start : token.start - piece.start]
            last_stop = token.stop
            if broken:
                self.lines.add(len(self.units))
            if token.kind not in _WORDS:
                if not (at in brackets or (broken and token.text in QUOTES)) and skip == 0:
                    self.gaps[-1].append(token)
                continue
            if skip:
                skip -= 1
            else:
                taken = reader.read(next_word)
                if taken:
                    skip = taken[0] - 1
                    self._put_quantity(words[next_word], words[next_word + skip], taken[1], piece, at in brackets)
                else:
                    self._put_word(token, at in brackets)
            next_word += 1

    def _put(self, unit: Unit) -> None:
        self.units.append(unit)
        self.gaps.append([])

    def _put_quantity(self, first: Token, last: Token, key: str, piece: Span, bracket: bool) -> None:
        text = piece.text[first.start - piece.start : last.stop - piece.start]
        self._put(Unit(key, first.start, last.stop, text, self.words, bracket=bracket))
        self.words += 1

    def _put_word(self, token: Token, bracket: bool) -> None:
        key = fold(token.text)
        halves = self._halves(key)
        if key.startswith("'") and self.spelling.endings:
            opened = self.spelling.endings.get(key, "is")
            self._put(Unit(opened, token.start, token.stop, token.text, self.words, half=True))
        elif halves is None:
            bracket = bracket or "[" in token.text
            self._put(Unit(self._spelled(key), token.start, token.stop, token.text, self.words, bracket=bracket))
        else:
            size = halves[2] - ("'" not in key and self.spelling.bare.get(key, "").endswith("n't"))
            cut = token.start + len(token.text) - min(size, len(token.text) - 1)
            for start, stop, half in ((token.start, cut, halves[0]), (cut, token.stop, halves[1])):
                text = token.text[start - token.start : stop - token.start]
                edited = bracket or "[" in text
                self._put(Unit(self._spelled(half), start, stop, text, self.words, half=True, bracket=edited))
        self.words += 1

    def _spelled(self, key: str) -> str:
        same = self.spelling.same.get(key)
        return ized(key, self.language.code) if same is None else same

    def _halves(self, key: str) -> tuple[str, str, int] | None:
        """Keys of both halves of a contraction and the length of the second: ``don't`` → do, not, 3."""
        key = self.spelling.bare.get(key, key)
        known = self.spelling.contractions.get(key)
        if known:
            return (*known, 3 if key.endswith(("n't", "not")) else 2)
        mark = key.rfind("'")
        if mark < 1 or not self.spelling.endings:
            return None
        if key.endswith("n't") and len(key) > 3:
            return key[:-3], "not", 3
        ending = key[mark:]
        if ending == "'s":
            return key[:mark], "is" if key[:mark] in self.spelling.is_after else "'s", 2
        opened = self.spelling.endings.get(ending)
        return (key[:mark], opened, len(ending)) if opened else None


def _glue(found: Iterable[Token]) -> list[str]:
    """For each word, the marks between the word before and it."""
    glue, between = [], ""
    for token in found:
        if token.kind in _WORDS:
            glue.append(between)
            between = ""
        else:
            between += token.text
    return glue


def _brackets(found: Sequence[Token]) -> set[int]:
    """Indices of the tokens in square brackets, the brackets among them."""
    inside: set[int] = set()
    start = -1
    for at, token in enumerate(found):
        if token.kind == "mark" and token.text == "[":
            start = at
        elif token.kind == "mark" and token.text == "]" and start >= 0:
            inside.update(range(start, at + 1))
            start = -1
    return inside


def _with_stages(found: list[Token], language: Language) -> list[Token]:
    """Stage directions, ``(APPLAUSE)``, ``[00:12:31]``, as one token each."""
    out: list[Token] = []
    at = 0
    while at < len(found):
        stop = _stage_end(found, at, language)
        if stop:
            texts = " ".join(token.text for token in found[at:stop])
            out.append(Token("stage", found[at].start, found[stop - 1].stop, texts))
        else:
            out.append(found[at])
        at = stop or at + 1
    return out


def _stage_end(found: Sequence[Token], at: int, language: Language) -> int:
    """Where the stage direction that opens at ``at`` ends; 0 if none opens there."""
    closing = {"(": ")", "[": "]"}.get(found[at].text)
    if closing is None:
        return 0
    for stop in range(at + 1, min(at + _STAGE_TOKENS, len(found))):
        if found[stop].text == closing:
            return stop + 1 if _is_stage(found[at + 1 : stop], closing, language) else 0
    return 0


def _is_stage(inner: Sequence[Token], closing: str, language: Language) -> bool:
    """``[00:12:31]``, ``(Applause.)``, ``[speaking through interpreter]``; not ``[the crowd]``, not ``(NATO)``."""
    text = " ".join(token.text for token in inner)
    if closing == "]" and ":" in text and _TIME.fullmatch(text):
        return True
    keys = [fold(token.text) for token in inner if token.kind in _WORDS]
    known = language.stage | language.stage_context
    if not keys or any(key not in known and key not in language.stop for key in keys):
        return False
    return any(key in language.stage for key in keys) or (text.isupper() and any(key in known for key in keys))
