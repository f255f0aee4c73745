"""Speakers and statements of a document → things that cannot all be true, each with its reason; who is right is a person's call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from onrecord.lexicon import load
from onrecord.model import Conflict, Document, Speaker, Statement
from onrecord.speakers.roles import spoken_for
from onrecord.text.names import is_organisation

_PAST = re.compile(r"\b(?:former|ex|then|late|one-time|onetime|retired)\b", re.IGNORECASE)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATED = re.compile(
    r"\b(?P<day>"
    + "|".join(_DAYS)
    + r"),?\s+(?:(?P<m1>[A-Z][a-z]{2,8})\.?\s+(?P<d1>\d{1,2})|(?P<d2>\d{1,2})\s+(?P<m2>[A-Z][a-z]{2,8}))(?:,?\s+(?P<y>\d{4}))?",
    re.IGNORECASE,
)
_FEWEST = 5
"""Words that a quotation must have before two speakers of it are a conflict."""


def find_conflicts(
    document: Document,
    statements: Sequence[Statement],
    speakers: Sequence[Speaker],
    speaker_of: Mapping[str, str | None],
) -> tuple[Conflict, ...]:
    """Roles that exclude each other, one quotation with two speakers, a weekday that its date does not bear."""
    rows = [*_roles(statements, speakers, speaker_of), *_two_speakers(statements, speakers, speaker_of)]
    return (*rows, *_dates(document))


def _roles(
    statements: Sequence[Statement], speakers: Sequence[Speaker], speaker_of: Mapping[str, str | None]
) -> Iterator[Conflict]:
    for speaker in speakers:
        clash = next((c for c in (_clash(a, b) for a, b in combinations(speaker.roles, 2)) if c), None)
        if clash:
            one, other, reason = clash
            said = [row for row in statements if speaker_of.get(row.id) == speaker.id and row.mention]
            ids = tuple(
                row.id for row in said if row.mention and (one in row.mention.text or other in row.mention.text)
            )
            yield Conflict("role", ids, (speaker.id,), f"{speaker.name} is “{one}” here and “{other}” there: {reason}")


def _clash(one: str, other: str) -> tuple[str, str, str] | None:
    reason = _exclusive(one, other)
    return (one, other, reason) if reason else None


def _exclusive(one: str, other: str) -> str | None:
    if _PAST.search(one) or _PAST.search(other):
        return None
    first, second = spoken_for(one), spoken_for(other)
    if first and second:
        if _body(first) != _body(second) and not _shared(first, second):
            return f"a spokesperson of {first} is not one of {second}"
        return None
    for a, b in load("people")["exclusive"]:
        if {_held(one, (a, b)), _held(other, (a, b))} == {a, b}:
            return f"nobody is {a} and {b} at once"
    return None


def _held(role: str, pair: tuple[str, str]) -> str | None:
    """Which of two offices a role names; the longer one first, since "vice president" holds "president"."""
    return next(
        (o for o in sorted(pair, key=len, reverse=True) if re.search(rf"\b{re.escape(o)}\b", role.lower())), None
    )


def _body(principal: str) -> bool:
    """Whether a spokesperson speaks for a body rather than for a person."""
    return is_organisation(tuple(principal.split()))


def _shared(one: str, other: str) -> bool:
    return bool(set(one.lower().split()) & set(other.lower().split()))


def _two_speakers(
    statements: Sequence[Statement], speakers: Sequence[Speaker], speaker_of: Mapping[str, str | None]
) -> Iterator[Conflict]:
    names = {speaker.id: speaker.name for speaker in speakers if speaker.name}
    seen: dict[str, Statement] = {}
    for row in statements:
        words = re.findall(r"\w+", " ".join(span.text for span in row.content).lower())
        who = speaker_of.get(row.id)
        if row.kind != "direct" or len(words) < _FEWEST or who not in names:
            continue
        earlier = seen.setdefault(" ".join(words), row)
        before = speaker_of.get(earlier.id)
        if earlier is not row and before != who and not {earlier.within, row.within} & {row.id, earlier.id}:
            reason = f"the same words are {names[before or '']}'s here and {names[who]}'s there"
            yield Conflict("speaker", (earlier.id, row.id), (before or "", who), reason)


def _dates(document: Document) -> Iterator[Conflict]:
    for match in _DATED.finditer(document.text):
        found = _date(match, document.published)
        if found is not None and _DAYS[found.weekday()] != match["day"].lower():
            right = _DAYS[found.weekday()].capitalize()
            yield Conflict("date", (), (), f"“{match[0]}”: {found.isoformat()} was a {right}")


def _date(match: re.Match[str], published: str | None) -> date | None:
    month, day = (match["m1"] or match["m2"])[:3].lower(), int(match["d1"] or match["d2"])
    year = match["y"] or (published or "")[:4]
    try:
        return date(int(year), _MONTHS.index(month) + 1, day) if month in _MONTHS and year else None
    except ValueError:
        return None
