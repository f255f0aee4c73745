"""A trail → others that may tell the same in other words or another language; proposed with a reason, never merged.

Looked at are statements of the same speaker within days of the trail, and no others: that bounds the cost and is most of the
evidence. Two trails that stand in one document are not proposed, since nobody prints one statement as two. English texts are
compared in ``meaning``; where a side is in another language, by the names and numbers on both sides alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from onrecord.record.search import Filter
from onrecord.text.fold import folded, skeleton
from onrecord.trail.meaning import Likeness, Meaning, likeness, meanings
from onrecord.trail.story import Related

if TYPE_CHECKING:
    from onrecord.record.judgements import Judgement
    from onrecord.record.search import Hit, Search
    from onrecord.trail.holders import Held
    from onrecord.trail.places import Places

DAYS = 7
"""Before the trail's first statement and after its last, or after the first month of it."""
_MONTH = 30
MOST_CANDIDATES = 400
_MOST_WORDINGS = 6
PROPOSED = 0.5
"""Least probability for a proposal; with :data:`_WEIGHTS` fitted on made retellings and real statements (``eval.related``)."""
_MOST_PROPOSED = 5
_WEIGHTS = (10.212, 19.290, -13.960, -7.157, 6.849)
_MEANS = (0.1817, 0.0528, 0.0853, 0.0165, -0.1300)
_CONSTANT = -8.234
"""Logistic regression on: likeness of the whole, the lesser and the greater share, other numbers (0 or 1), lead."""
_LEAD = 0.3
"""The lead over the next best says nothing beyond it."""
_WORTH_A_LOOK = 0.3
_LIKE_WITH_NUMBER, _NUMBER_SCORE = 0.33, 0.5
"""Of two that share a telling number so much likeness is enough."""
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME = re.compile(r"(?<=[\w,;’'] )[^\W\d_a-z][\w’'-]+")
_WORD = re.compile(r"[^\W\d_]{5,}")
_SIGNS = {2: 0.5, 3: 0.65}
_MANY_SIGNS = 0.8
"""Score by the names and numbers that two languages have in common."""
_SHOWN = 4


def related(
    held: Sequence[Held], search: Search, places: Places, judgements: Sequence[Judgement] = ()
) -> list[Related]:
    """Trails that may be the same statement as the one held here, the likeliest first; none that people judged not to be."""
    speaker, window = _speaker(held), _window(held)
    if speaker is None or window is None:
        return []
    own = {one.holder.statement for one in held}
    documents = {one.holder.document for one in held}
    candidates = [
        hit for hit in _candidates(search, speaker, window) if hit.statement not in own and _is_of(hit, speaker)
    ]
    trails = {hit.statement: trail for hit in candidates if (trail := places.trail(hit.statement))}
    beside = {trails[hit.statement] for hit in candidates if hit.document in documents and hit.statement in trails}
    apart = {id for row in judgements if row.about.kind == "same" and not row.answer for id in row.about.statements}
    beside |= {trail for id in apart if (trail := places.trail(id))}
    others = [hit for hit in candidates if trails.get(hit.statement, "") not in beside | {""}]
    wordings = list(dict.fromkeys(one.words for one in held))[:_MOST_WORDINGS]
    english = all(_is_english(hit) for hit in search.known([held[0].holder.statement]))
    best: dict[str, tuple[float, str, Hit]] = {}
    for score, reason, hit in _scored(wordings, english, others):
        trail = trails[hit.statement]
        if score >= PROPOSED and score > best.get(trail, (0.0,))[0]:
            best[trail] = score, reason, hit
    rows = sorted(best.items(), key=lambda row: (-row[1][0], row[0]))[:_MOST_PROPOSED]
    first = _day(held[0].holder.date)
    return [_proposed(trail, speaker, first, *found) for trail, found in rows]


class Compared(NamedTuple):
    """How likely two English texts tell the same, and what of."""

    score: float
    like: Likeness


def compare(one: Meaning, other: Meaning, other_numbers: bool, lead: float) -> Compared:
    """How likely it is that two texts of one speaker tell the same.

    :param other_numbers: both have numbers, and none in common.
    :param lead: likeness of the whole less that of the next best among the speaker's other statements.
    """
    like = likeness(one, other)
    facts = (*like, float(other_numbers), max(-_LEAD, min(_LEAD, lead)))
    power = _CONSTANT + sum(w * (x - mean) for w, x, mean in zip(_WEIGHTS, facts, _MEANS, strict=True))
    return Compared(1 / (1 + exp(-power)), like)


def numbers_of(text: str) -> set[str]:
    """Numbers in figures, as they are printed."""
    return set(_NUMBER.findall(text))


def _telling(text: str) -> set[str]:
    """Numbers that are no single figures and no years."""
    return {number for number in numbers_of(text) if len(number) > 1 and not _YEAR.fullmatch(number)}


def differ(one: set[str], other: set[str]) -> bool:
    """Whether both have numbers, and none in common."""
    return bool(one and other and not one & other)


def _scored(wordings: Sequence[str], english: bool, others: Sequence[Hit]) -> Iterator[tuple[float, str, Hit]]:
    alike = [hit for hit in others if english and _is_english(hit)]
    yield from _by_meaning(wordings, alike) if alike else ()
    for hit in others:
        if not (english and _is_english(hit)):
            score, shared = max((_by_signs(words, hit.words) for words in wordings), key=lambda found: found[0])
            yield score, f"the same names and numbers: {', '.join(shared[:_SHOWN])}", hit


def _by_meaning(wordings: Sequence[str], hits: Sequence[Hit]) -> Iterator[tuple[float, str, Hit]]:
    """Compare English wordings with hits; those whose whole is little alike are passed over."""
    import numpy as np

    ours, theirs = meanings(wordings), meanings([hit.words for hit in hits])
    whole = np.stack([one.whole for one in ours]) @ np.stack([one.whole for one in theirs]).T
    best = whole.max(0)
    for place in np.flatnonzero(best >= _WORTH_A_LOOK).tolist():
        nearest = int(whole[:, place].argmax())
        words, hit = wordings[nearest], hits[place]
        beside = best[[at for at in range(len(hits)) if hits[at].words != hit.words]]
        lead = float(best[place] - max(0.0, beside.max(initial=0.0)))
        found = compare(ours[nearest], theirs[place], differ(numbers_of(words), numbers_of(hit.words)), lead)
        telling = found.like.whole >= _LIKE_WITH_NUMBER and _telling(words) & _telling(hit.words)
        shared = _shared(words, hit.words)
        common = f"; in both: {', '.join(shared[:_SHOWN])}" if shared else ""
        score = max(found.score, _NUMBER_SCORE) if telling else found.score
        yield score, f"likeness in meaning {found.like.whole:.2f}{common}", hit


def _by_signs(words: str, other: str) -> tuple[float, list[str]]:
    """Names and numbers that stand in both, whatever the language; where numbers differ there is nothing to say."""
    if differ(numbers_of(words), numbers_of(other)):
        return 0.0, []
    ours, theirs = _signs(words), _signs(other)
    common = sorted(ours.keys() & theirs.keys())
    if len(common) < 2 or 2 * len(common) < min(len(ours), len(theirs)) + 1:
        return 0.0, []
    return _SIGNS.get(len(common), _MANY_SIGNS), [ours[key] for key in common]


def _signs(text: str) -> dict[str, str]:
    names = {skeleton(folded(name)): name for name in _NAME.findall(text)}
    return {key: name for key, name in names.items() if len(key) > 2} | {number: number for number in numbers_of(text)}


def _shared(words: str, other: str) -> list[str]:
    """Longer words and numbers of both."""
    ours = dict.fromkeys([*_NUMBER.findall(words), *(word.casefold() for word in _WORD.findall(words))])
    theirs = {*_NUMBER.findall(other), *(word.casefold() for word in _WORD.findall(other))}
    return sorted((word for word in ours if word in theirs), key=lambda word: (not word[0].isdigit(), -len(word)))


def _speaker(held: Sequence[Held]) -> str | None:
    """Whom most holders name."""
    named = [one.holder.speaker for one in held if one.holder.speaker]
    return max(sorted(set(named)), key=named.count, default=None)


def _window(held: Sequence[Held]) -> tuple[date, date] | None:
    days = sorted(day for one in held if (day := _day(one.holder.date)))
    if not days:
        return None
    span = timedelta(DAYS)
    return days[0] - span, min(days[-1], days[0] + timedelta(_MONTH)) + span


def _day(iso: str | None) -> date | None:
    """A day; of a month or a year nothing that is near enough can be said."""
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None


def _candidates(search: Search, speaker: str, window: tuple[date, date]) -> list[Hit]:
    words = [word for word in speaker.split() if folded(word)]
    if not words:
        return []
    wanted = Filter(speaker=words[-1], since=window[0].isoformat(), until=window[1].isoformat())
    return list(search.known(islice(search.ids("", wanted), MOST_CANDIDATES)))


def _is_of(hit: Hit, speaker: str) -> bool:
    """Whether a hit's speaker may be this one: of the two names, all words of the shorter one are in the other."""
    if hit.anonymous or not hit.name:
        return False
    ours, theirs = ({skeleton(folded(word)) for word in name.split()} for name in (speaker, hit.name))
    return ours <= theirs or theirs <= ours


def _is_english(hit: Hit) -> bool:
    return (hit.language or "en")[:2].lower() == "en"


def _proposed(trail: str, speaker: str, first: date | None, score: float, reason: str, hit: Hit) -> Related:
    day = _day(hit.published or hit.captured)
    apart = abs((day - first).days) if day and first else None
    when = "" if apart is None else ", the same day" if not apart else f", {apart} day{'s' if apart > 1 else ''} apart"
    return Related(
        trail=trail, words=hit.words, speaker=hit.name, date=hit.published or hit.captured, outlet=hit.outlet,
        score=round(score, 3), reason=f"the same speaker ({speaker}){when}; {reason}",
    )  # fmt: skip
