"""The first paragraphs of a plain text → headline, byline, dates and captions, as far as they can be told from prose.

A first line is a headline only if it looks like one and an article follows; when that is unsure it is prose, so that
the title stays unknown. Later paragraphs are left to ``plain``.
"""

from __future__ import annotations

import re

from msgspec import Struct

from onrecord.model import Block
from onrecord.readers.plain_byline import Byline, read_byline
from onrecord.readers.plain_kinds import is_caption, is_furniture, trailing_credit
from onrecord.text.agency import dateline_agency
from onrecord.text.spans import trimmed

_FAR = 8
"""Paragraphs among which title, byline and dates are looked for."""
_PATIENCE = 2
"""Paragraphs of prose (a standfirst) that may stand among them."""
_END = re.compile(r"[.!?…。！？][\"'”’»)\]」』]*\Z")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]+(?:[\s.-]+[^\W\d_a-zß-öø-ÿ]+)?"
_PLACE = re.compile(rf"{_CAPITAL},\s{_CAPITAL}\.?\Z")
_ABBREVIATION_END = re.compile(r"(?:\b[^\W\d_]\.|\.\.|…)\Z")
_KICKER = re.compile(r"[^\W\d_a-zß-öø-ÿ]{4,30}(?:\s[^\W\d_a-zß-öø-ÿ]{2,30}){0,2}\s?[:|]\s\S")
_WORD = re.compile(r"[^\W\d_]{4,}")
_LONG, _SHORT, _SHARED = 22, 14, 0.5
"""Words that a headline has at most. A sentence of the second number is one if the next paragraphs take up half of it."""
_DATELINE = re.compile(r"[^\W\d_a-zß-öø-ÿ]{3,30}[^\n]{0,60}?\s[-–—]\s")


class Head(Struct, frozen=True):
    """What stands above the story; ``length`` is how many of the paragraphs the blocks cover."""

    blocks: tuple[Block, ...]
    length: int
    title: str | None
    byline: Byline
    agency_sign: str | None


def read_head(text: str, found: list[tuple[int, int]], language: str | None) -> Head:
    """Label the paragraphs at the start of ``found`` up to the last that is no prose."""
    blocks: list[Block] = []
    length = kept = prose = 0
    title: str | None = None
    byline, sign = Byline(), None
    for number, (start, stop) in enumerate(found[:_FAR]):
        words = text[start:stop]
        if read := read_byline(words, language):
            sign = sign or (words if read.agency else None)
            byline = byline.merged(read)
            blocks.append(Block("byline", start, stop))
        elif is_furniture(words):
            blocks.append(Block("furniture", start, stop))
        elif title is None and _is_headline(text, found, number):
            made = _headline(text, start, stop)
            title = title_of(text[made[0].start : made[0].stop])
            blocks.extend(made)
        elif is_caption(words):
            blocks.append(Block("caption", start, stop))
        elif prose < _PATIENCE and len(words) < 400:
            prose += 1
            blocks.append(Block("paragraph", start, stop))
            continue
        else:
            break
        length, kept = number + 1, len(blocks)
    return Head(tuple(blocks[:kept]), length, title, byline, sign)


def title_of(headline: str) -> str:
    """A headline on one line; the full stop that some archives add is not the title's."""
    line = " ".join(headline.split())
    return line[:-1] if line.endswith(".") and not _ABBREVIATION_END.search(line) else line


def _headline(text: str, start: int, stop: int) -> list[Block]:
    """The headline, and the credit of its picture where extraction ran the two together."""
    credit = trailing_credit(text[start:stop])
    if not credit:
        return [Block("headline", start, stop)]
    return [Block("headline", *trimmed(text, start, start + credit)), Block("caption", start + credit, stop)]


def _is_headline(text: str, found: list[tuple[int, int]], number: int) -> bool:
    start, stop = found[number]
    credit = trailing_credit(text[start:stop])
    words = text[start : start + credit if credit else stop].strip()
    following = [text[a:b] for a, b in found[number + 1 : number + 6]]
    if not following or max(map(len, following)) < 1.2 * len(words) or dateline_agency(words):
        return False
    if credit:  # a caption, unless what comes next is no better headline
        return _reads_as_title(words, following) or not _reads_as_title(following[0], following[1:])
    return _reads_as_title(words, following)


def _reads_as_title(words: str, following: list[str]) -> bool:
    parts = words.split()
    wide = ord(words[0]) > 0x2E80  # written without spaces
    if not (wide or 3 <= len(parts) <= 30) or len(words) > (60 if wide else 240) or words[-1] in ":,-–—":
        return False
    if _DATELINE.match(words) or _PLACE.match(words):
        return False
    if _KICKER.match(words):
        return not any(_KICKER.match(other) for other in following)  # else the labels of an interview's speakers
    ending = _END.search(words)
    if not ending:
        return len(parts) <= _LONG and not words[0].islower() and (words[0].isalnum() or words[0] in "“\"'‘«„¿¡「")
    if _in_capitals(parts):
        return True
    if "。" in ending[0]:
        return False
    if "?" in ending[0] or "!" in ending[0]:
        return len(parts) <= _SHORT and "." not in words
    return len(parts) <= _SHORT and _is_taken_up(words, following)


def _is_taken_up(words: str, following: list[str]) -> bool:
    """Whether the story says again, at greater length, what ``words`` say: headlines are made of it."""
    stems = {word[:5] for word in _WORD.findall(words.lower())}
    story = {word[:5] for other in following[:3] for word in _WORD.findall(other[:2000].lower())}
    longer = len(following[0]) > 1.5 * len(words)
    return longer and len(stems) > 2 and len(stems & story) >= _SHARED * len(stems)


def _in_capitals(parts: list[str]) -> bool:
    """Title case or capitals, as nobody prints a sentence."""
    long = [part.strip("\"'“”‘’«»().,:;!?") for part in parts[1:]]
    long = [part for part in long if len(part) > 3]
    return len(long) >= 3 and sum(part[0].isupper() or not part[0].isalpha() for part in long) >= 0.8 * len(long)
