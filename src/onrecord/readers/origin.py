"""A document's text and the markup that it was made from → runs that map one to the other, code point for code point.

Paragraphs are looked for whole, which nearly always succeeds at the speed of a string search; only stretches of markup
between two that were found are taken apart into text and tags. All of it is linear, with a bound on what searching
may cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

Run = tuple[int, int, int]

_ANCHOR = 40
"""Paragraphs shorter than this are not looked for on their own: their words may stand elsewhere too."""
_BUDGET = 60_000_000
"""Code points that all searches of one document may pass over; a page of 100 kB needs a tenth."""
_WINDOW = 400
"""How far ahead, in code points, the next word of a paragraph is looked for."""
_SAMPLE = 24
"""Code points of a paragraph by which its place is guessed before it is aligned."""
_REACH = 1_000
_SPARSE = 8
"""Code points of markup that one of text may take."""
_NEAR, _PATIENCE = 8_000, 3
"""The next paragraph is looked for this near, in code points, until so many in a row were not found."""
_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,31};?")
_WORD = re.compile(r"\S+")
_BODY = re.compile(r"<(?:body|BODY)\b")


def align(text: str, blocks: Iterable[tuple[int, int]], markup: str) -> list[Run]:
    """Runs ``(start in text, start in markup, length)`` for the ``blocks`` of ``text``, in order.

    What was decoded from an entity, folded white space and words that the page does not hold are in no run.
    """
    return _Aligner(text, markup).run(list(blocks))


def _blank(text: str) -> str:
    """White space as spaces, one for one."""
    text = text.replace("\n", " ")
    return text.replace("\t", " ").replace("\r", " ").replace("\f", " ") if not text.isprintable() else text


class _Aligner:
    def __init__(self, text: str, markup: str) -> None:
        self.text, self.markup = text, markup
        self.runs: list[Run] = []
        self.budget = _BUDGET

    def run(self, blocks: list[tuple[int, int]]) -> list[Run]:
        body = _BODY.search(self.markup)
        opening = position = body.end() if body else 0
        waiting: list[tuple[int, int]] = []
        for start, stop in blocks:
            words = self.text[start:stop] if stop - start >= _ANCHOR else ""
            far = position == opening or len(waiting) >= _PATIENCE
            found = self._find(words, position, len(self.markup) if far else position + _NEAR) if words else -1
            if words and found < 0 and far and position > opening:
                found = self._find(words, opening, position)  # the extractor moved the paragraph
            if found < 0:
                waiting.append((start, stop))
                continue
            self._between(waiting, position, found if found > position else len(self.markup))
            waiting = []
            self.add(start, found, stop - start)
            position = found + stop - start
        self._between(waiting, position, len(self.markup))
        return self.runs

    def _find(self, words: str, start: int, stop: int) -> int:
        """Where ``words`` stand in ``markup[start:stop]`` outside a tag."""
        while self.budget > 0:
            found = self.markup.find(words, start, stop)
            self.budget -= (found if found >= 0 else min(stop, len(self.markup))) - start
            if found < 0 or self.markup.rfind("<", start, found) <= self.markup.rfind(">", start, found):
                return found
            start = found + 1
        return -1

    def _between(self, blocks: list[tuple[int, int]], start: int, stop: int) -> None:
        """Align paragraphs whose words lie in the markup between two that were found."""
        if not blocks or self.budget <= 0:
            return
        low, high = self._region(blocks, start, stop)
        flat = _Flat(self.markup, low, high)
        self.budget -= high - low
        position = 0
        for block in blocks:
            position = self._one(block, flat, position)

    def _region(self, blocks: list[tuple[int, int]], start: int, stop: int) -> tuple[int, int]:
        """The part of ``markup[start:stop]`` that holds the blocks, judged by their first and last words."""
        low, high = start, stop
        first, last = self.text[blocks[0][0] : blocks[0][1]], self.text[blocks[-1][0] : blocks[-1][1]]
        for skipped in range(0, min(len(first), 3 * _SAMPLE), _SAMPLE):
            sample = first[skipped : skipped + _SAMPLE]
            near = self.markup.find(sample, start, stop) if len(sample) > _SAMPLE // 3 else -1
            if near >= 0 and not self._in_tag(near, start):
                low = near if skipped == 0 else max(start, self.markup.rfind(">", start, max(start, near - _REACH)))
                break
        sample = last[-_SAMPLE:]
        far = self.markup.find(sample, low + len(last), stop) if len(sample) == _SAMPLE else -1
        if far >= 0:
            return low, far + len(sample)
        return low, min(high, low + _SPARSE * (blocks[-1][1] - blocks[0][0]) + _NEAR)

    def _in_tag(self, position: int, start: int) -> bool:
        return self.markup.rfind("<", start, position) > self.markup.rfind(">", start, position)

    def _one(self, block: tuple[int, int], flat: _Flat, position: int) -> int:
        start, stop = block
        if self.budget <= 0:
            return position
        words = _blank(self.text[start:stop])
        found = flat.text.find(words, position)
        self.budget -= (found if found >= 0 else len(flat.text)) - position
        if found >= 0:
            self._emit(start, flat, found, stop - start)
            return found + stop - start
        return self._word_by_word(start, words, flat, position)

    def _word_by_word(self, start: int, words: str, flat: _Flat, position: int) -> int:
        first = True
        for word in _WORD.finditer(words):
            reach = len(flat.text) if first else position + _WINDOW
            found = flat.text.find(word[0] if not first else words[: word.end() + 1], position, reach)
            if found >= 0:
                self._emit(start + word.start(), flat, found, len(word[0]))
                position, first = found + len(word[0]), False
            elif first:
                self.budget -= len(flat.text) - position
                if self.budget <= 0:
                    break
        return position

    def _emit(self, start: int, flat: _Flat, at: int, length: int) -> None:
        for offset, source, size in flat.exact(at, length):
            self.add(start + offset - at, source, size)

    def add(self, start: int, source: int, length: int) -> None:
        """Take a run, word by word where white space was folded, and join it to the one before."""
        text, markup = self.text[start : start + length], self.markup[source : source + length]
        if text != markup:
            if length > 1 and any(letter.isspace() for letter in text):
                for word in _WORD.finditer(text):
                    self.add(start + word.start(), source + word.start(), len(word[0]))
            return
        if self.runs:
            before, place, size = self.runs[-1]
            if before + size == start and place + size == source:
                self.runs[-1] = (before, place, size + length)
                return
            if before + size > start:
                return
        self.runs.append((start, source, length))


class _Flat:
    """The text of ``markup[start:stop]`` without its tags, entities decoded, and where each stretch came from."""

    def __init__(self, markup: str, start: int, stop: int) -> None:
        parts: list[str] = []
        self.pieces: list[Run] = []
        size = 0
        position = start
        for tag in _TAG.finditer(markup, start, stop):
            if tag.start() > position:
                size = self._add(parts, markup[position : tag.start()], position, size)
            if tag[0][1:3] in ("br", "BR"):
                parts.append(" ")
                size += 1
            position = tag.end()
        self._add(parts, markup[position:stop], position, size)
        self.text = _blank("".join(parts))
        self.cursor = 0

    def _add(self, parts: list[str], words: str, source: int, size: int) -> int:
        """Take the words between two tags; entities come out decoded, without a place of their own."""
        position = 0
        for entity in _ENTITY.finditer(words) if "&" in words else ():
            if (decoded := unescape(entity[0])) == entity[0]:
                continue
            self.pieces.append((size, source + position, entity.start() - position))
            parts += (words[position : entity.start()], decoded)
            size += entity.start() - position + len(decoded)
            position = entity.end()
        parts.append(words[position:])
        self.pieces.append((size, source + position, len(words) - position))
        return size + len(words) - position

    def exact(self, start: int, length: int) -> list[Run]:
        """Stretches of ``text[start:start + length]`` that stand in the markup as they are; asked for in order."""
        while self.cursor < len(self.pieces) and self.pieces[self.cursor][0] + self.pieces[self.cursor][2] <= start:
            self.cursor += 1
        found, index = [], self.cursor
        while index < len(self.pieces) and self.pieces[index][0] < start + length:
            at, source, size = self.pieces[index]
            low, high = max(at, start), min(at + size, start + length)
            found.append((low, source + low - at, high - low))
            index += 1
        return found
