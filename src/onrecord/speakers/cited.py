"""A statement whose mention hands on another's words → the words that name that other: "TASS, citing Ann Poe", "quoted by TASS".

Who that is and who handed it on as what are left to ``sieve`` and ``relays``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.model import Span, Statement
from onrecord.speakers.actors import Actor
from onrecord.speakers.bodies import Bodies
from onrecord.speakers.carrier import words
from onrecord.speakers.carriers_citing import bodies_named
from onrecord.text.names import listed
from onrecord.text.spans import span

_REACH = 160
_WHO = r"(?P<who>(?![A-Z]?[a-z]+ing\b)[^,;:“”\"()\n]{2,90}?)"
_SAYING = r"(?:saying|having\s+said|telling|warning|claiming|stating|declaring|arguing|describing|calling|insisting|writing|adding)"
_CITING = re.compile(
    rf"[\s,—–-]+(?:citing|quoting)\s+{_WHO}(?=\s*(?:[,;:“”\"()\n]|\.(?:\s|$)|$)|\s+(?:reported|wrote|said|says|reports|as)\b)"
)
_QUOTED = re.compile(
    rf"[\s,]+(?:has\s+|had\s+|have\s+|also\s+|later\s+)*(?:quoted|quotes|quote|cited|cites)\s+{_WHO}(?:,[^,“”\"\n]{{2,80}},)?\s+as\s+(?:also\s+)?{_SAYING}\b"
)
_QUOTED_BY = re.compile(
    rf"(?:^|[\s,”\"])(?P<who>[^\s,;:“”\"()\n][^,;:“”\"()\n]{{1,90}}?)(?:,[^,“”\"\n]{{2,60}},)?\s+(?:was|were|is|are|has\s+been|had\s+been)\s+(?:also\s+|later\s+)?"
    rf"(?:quoted|cited)\s+(?:as\s+{_SAYING}\s+)?(?:(?:on|last|late|early)\s+)?(?:\w+day\s+)?(?:as\s+{_SAYING}\s+)?by\s+(?:the\s+|an?\s+)?$"
)
_VERB = (
    r"(?:(?:also|later|then|has|had|allegedly|reportedly|once)\s+)*(?:told|said|says|wrote|added|warned|asked|replied|"
    r"testified|texted|shouted|yelled|tweeted|argued|insisted|claimed|responded|answered|remarked|declared|explained|recalled|writes|tells|adds|"
    r"recalls|notes|noted|argues|explains|insists)"
)
_SAID = rf"[\s,”\"’']*(?:{_WHO}\s+{_VERB}\b|{_VERB}\s+(?P<inverted>[^,;:“”\"()\n]{{2,60}}?)(?=,))[^.;:“”\"\n]{{0,90}}?"
_SAID_ACCORDING = re.compile(rf"{_SAID},?\s+(?:according\s+to|per)\s+(?:the\s+|an?\s+)?$")
_SAID_REPORTED = re.compile(rf"{_SAID},\s+(?:the\s+)?$")
_ACCORDING = re.compile(r"\b(?:according\s+to|per)\s")
_REPORTED = re.compile(r"\s+(?:has |have |also |later |first )*report(?:ed|s)\b")
_NOBODY = frozenset(["it", "that", "this", "there", "which", "what", "and", "but", "as", "they"])


class Cited(NamedTuple):
    """Where the one who is cited is named, and who cites; ``by`` is ``None`` if the document does not say."""

    at: Span
    by: Actor | None


def cited(text: str, row: Statement, known: Bodies) -> Span | None:
    """Where the speaker is named whose words the mention only hands on; ``None`` if the mention itself speaks."""
    found = next(filter(_plausible, _found(text, row, known)), None)
    return span(text, found[0], found[1]) if found else None


def _found(text: str, row: Statement, known: Bodies) -> Iterator[tuple[int, int, str]]:
    mention, cue = row.mention, row.cue
    if mention is None:
        return
    stop = mention.stop + _REACH
    if match := _QUOTED.match(text, mention.stop, stop):
        yield _at(match, "who")
    if (text.find("citing", mention.stop, stop) >= 0 or text.find("quoting", mention.stop, stop) >= 0) and _outlet(
        text, mention, known
    ):
        behind = {mention.stop, *((cue.stop,) if cue is not None and cue.start >= mention.start else ())}
        for match in (_CITING.search(text, at, _sentence_end(text, at)) for at in sorted(behind)):
            if match and not text[match.start() : match.start("who")].count("\n"):
                yield _at(match, "who")
    before = text[max(0, mention.start - _REACH) : mention.start]
    if " by" in before and ("quoted" in before or "cited" in before) and (match := _QUOTED_BY.search(before)):
        start, stop, _ = _at(match, "who")
        yield start + mention.start - len(before), stop + mention.start - len(before), match["who"]
    yield from _said_according(text, row, mention)


def _said_according(text: str, row: Statement, mention: Span) -> Iterator[tuple[int, int, str]]:
    """ "“…,” Dorn told the crowd, according to Reuters": hers, not the agency's."""
    reported = _REPORTED.match(text, mention.stop)
    if not (reported or _ACCORDING.search(text, max(0, mention.start - 20), mention.start)):
        return
    ends = [one.stop for one in row.content if one.stop <= mention.start and text[one.stop - 1] in "”\"’'"]
    if not ends or mention.start - max(ends) > _REACH:
        return
    match = (_SAID_REPORTED if reported else _SAID_ACCORDING).match(text[: mention.start], max(ends))
    if match:
        yield _at(match, "who" if match["who"] else "inverted")


def _at(match: re.Match[str], group: str) -> tuple[int, int, str]:
    return match.start(group), match.end(group), match[group]


def _plausible(found: tuple[int, int, str]) -> bool:
    """Whether the words can name somebody: a capital, a determiner, a pronoun that can."""
    said = found[2].split()
    return bool(said) and said[0].lower() not in _NOBODY and not said[0].isdigit()


def _outlet(text: str, mention: Span, known: Bodies) -> bool:
    """Whether the mention is an outlet or an agency, by its name or by its noun."""
    last = re.sub(r"\W", "", mention.text.split()[-1].lower()) if mention.text.split() else ""
    media = last in listed("outlet_endings") or (last in words("media") and last not in words("journalists"))
    return media or bool(bodies_named(text, mention.start, mention.stop, known))


def _sentence_end(text: str, at: int) -> int:
    end = re.compile(r"\n|[.?!][”\"]?\s+(?=[A-Z“\"])").search(text, at, at + _REACH)
    return end.end() if end else at + _REACH
