"""Carriers that the text names → the statements that they hold for: their own sentence's, and those that go on from it.

An interview holds for its speaker until the article names another occasion; a statement or a letter for the sentences
that follow; a ruling or a book for what its author writes. A statement that says where else it was made keeps to that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from onrecord.lexicon import load
from onrecord.model import Document, Span, Statement
from onrecord.speakers.bodies import Bodies
from onrecord.speakers.carrier import Carrier, alternatives, words
from onrecord.speakers.carriers import carriers
from onrecord.speakers.sentences import masked, only, sentence_starts

_BESIDE = 80
_MANY = 200
"""How many statements are looked at from one: no article comes near it."""
_NEAR_FILING = 3
_FAR_BACK = 2
"""How many paragraphs before an interview is first named its words may stand."""
_RELATIVE = frozenset(("who", "which", "that"))
_FILED = words("records")
_AGO = re.compile(r"\b(?:hours|days|weeks|months|years)\s+(?:after|before|earlier|ago|since)\b")
_WROTE = re.compile(r"\bwr[io]t")
_INTRODUCES = re.compile(r"^“(?:In|On|During|[Ii]nterview|[Pp]rofile)")
_AGREES = re.compile(r"\b(?:agree[ds]?|gave|give|granted|grant|accepted|sat|sit|agreeing)\b")
_OWN = re.compile(r"\b(?:told|tells)\s+(?:me|us)\b")
_PERFECT = re.compile(
    r"\b(?:has|have|had)\s+(?!been\s+asked)(?:\w+ly\s+|also\s+|not\s+)*\w+(?:ed|id|old|ept|ut|en|wn)\b"
)
_UPCOMING = r"(?!(?:[\w’'-]+\s+){0,2}?(?:upcoming|next|coming|future|first|second|final|general|this fall[’']s)\b)"
_GOES_ON = re.compile(r"\b(?:add|continu|wr[io]t|conclud|went on|going on|tweet|post)")

_LONGEST_SENTENCE = 3_000
"""Code points of a sentence that are looked at: no prose is longer, and a pattern may go over it for each of its words."""


class _Row(NamedTuple):
    """A statement as this module sees it: its place, paragraph, sentence, speaker, and what its words allow."""

    row: Statement
    at: int
    paragraph: int
    sentence: tuple[int, int]
    who: str | None
    inherits: bool
    elsewhere: bool
    cue: str


class Occasions:
    """The carriers of a document's statements, by statement id."""

    def __init__(
        self, document: Document, statements: Sequence[Statement], names: Mapping[str, str | None],
        speaker_of: Mapping[str, str | None], known: Bodies,
    ) -> None:  # fmt: skip
        self.document, self.text, self.known = document, document.text, known
        self.names, self.speaker_of = names, speaker_of
        self._starts = [block.start for block in document.blocks]
        self._body = _body_start(document)
        self._sentences = sentence_starts(self.text)
        self.own: dict[str, list[Carrier]] = {}
        self._led: list[Carrier] = []
        seen = [row for row in statements if row.post is None and row.kind != "headline"]
        self.rows = self._rows([row for row in seen if row.within is None])
        self._ats = [row.at for row in self.rows]
        self._direct(self.rows)
        inner: dict[str, list[Statement]] = {}
        for row in seen:
            if row.within is not None:
                inner.setdefault(row.within, []).append(row)
        by_id = {row.id: row for row in statements}
        for key, group in inner.items():
            self._direct(self._rows(group), by_id.get(key))
        self._books()
        self._introduce()
        self._handed_on()
        self._inherit()

    # -- what a sentence says of its own statements -------------------------------------------------------

    def _rows(self, statements: Sequence[Statement]) -> list[_Row]:
        """Statements of one level, in the order of their cues."""
        by_sentence: dict[tuple[int, int], list[Statement]] = {}
        for row in statements:
            by_sentence.setdefault(self._sentence(_at(row)), []).append(row)
        rows: list[_Row] = []
        for where, group in by_sentence.items():
            around = masked(self.text, where[0], min(where[1], where[0] + _LONGEST_SENTENCE), group)
            elsewhere = bool(_OWN.search(around) or _occasion().search(around))
            past = bool(_AGO.search(around) or _earlier().search(around))
            rows.extend(self._row(row, where, elsewhere, past) for row in group)
        return sorted(rows, key=lambda row: row.at)

    def _row(self, row: Statement, sentence: tuple[int, int], elsewhere: bool, past: bool) -> _Row:
        """A statement as its sentence shows it: whether that names another occasion, or a time past."""
        at, cue = _at(row), row.cue.text.lower() if row.cue else ""
        inherits = (
            not (elsewhere or past)
            and at >= self._body
            and not (row.mention and re.search(r"[’']s?$", row.mention.text))
            and not set(re.findall(r"[\w’']+", cue)) & words("attitudes")
        )
        who = self.speaker_of.get(row.id)
        return _Row(row, at, self._paragraph(at), sentence, who, inherits, elsewhere, cue)

    def _paragraph(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def _sentence(self, at: int) -> tuple[int, int]:
        place = bisect_right(self._sentences, at)
        start = self._sentences[place - 1] if place else 0
        return start, self._sentences[place] if place < len(self._sentences) else len(self.text)

    def _direct(self, rows: Sequence[_Row], parent: Statement | None = None) -> None:
        """Give every carrier of a sentence to the statement whose cue stands nearest, and to its speaker's others there."""
        by_sentence: dict[tuple[int, int], list[_Row]] = {}
        for row in rows:
            by_sentence.setdefault(row.sentence, []).append(row)
        for (start, stop), group in by_sentence.items():
            shown = masked(
                self.text,
                start,
                min(stop, start + _LONGEST_SENTENCE),
                [row.row for row in group if not _AGREES.search(row.cue)],
            )
            if parent is not None:
                shown = only(shown, start, parent)
            for carrier in self._read(shown, start):
                if carrier.scope != "wrote":
                    self._assign(carrier, group)
                if (
                    parent is None
                    and carrier.scope == "byline"
                    and carrier.start - start < 20
                    and carrier.reason.startswith("“In ")
                ):
                    self._led.append(carrier)

    def _read(self, shown: str, start: int) -> Iterator[Carrier]:
        for carrier in carriers(shown, 0, min(len(shown), _LONGEST_SENTENCE), self.known, self.document.language):
            yield carrier._replace(start=carrier.start + start, stop=carrier.stop + start)

    def _assign(self, carrier: Carrier, group: Sequence[_Row]) -> None:
        if carrier.scope == "talk" and any(_AGREES.search(row.cue) for row in group):
            carrier = carrier._replace(scope="paragraph")  # told in passing: the rest may be from elsewhere
        main = [
            row for row in group if row.row.mention is None or row.row.mention.text.lower() not in _RELATIVE
        ] or group
        free = [row for row in main if self._may(row, carrier)]
        nearest = min(free if carrier.scope != "once" else main, key=lambda row: _distance(row, carrier), default=None)
        if nearest is not None and nearest not in free and carrier.kind in ("outlet", "agency"):
            self._handed(carrier, free)
        for row in free:
            if nearest is not None and (row is nearest or (row.who is not None and row.who == nearest.who)):
                self.own.setdefault(row.row.id, []).append(carrier)

    def _handed(self, carrier: Carrier, rows: Sequence[_Row]) -> None:
        """ "…, Dorn told the crowd, according to Reuters": read as words of Reuters, and Dorn's were carried by it."""
        before = [row for row in rows if row.at < carrier.start]
        nearest = max(before, key=lambda row: row.at, default=None)
        if nearest is None or not re.match(r"“(?:according to|per)”", carrier.reason):
            return
        spans = [
            one.stop for one in (nearest.row.cue, *nearest.row.content) if one is not None and one.stop <= carrier.start
        ]
        between = self.text[max(spans, default=carrier.start) : carrier.start]
        if len(between) < _BESIDE and not re.search(r"\b(?:but|while|and|as|whereas|although|though)\b|[;—]", between):
            self.own.setdefault(nearest.row.id, []).append(carrier)

    def _may(self, row: _Row, carrier: Carrier) -> bool:
        """Not what the mention itself names: that is the speaker; but a journalist's outlet, and who handed a document on."""
        mention = row.row.mention
        if mention is None or carrier.start >= mention.stop or carrier.stop <= mention.start:
            return True
        if carrier.kind == "document":
            return bool(re.search(r"\b(?:authors?|writers?) of\b", mention.text[: carrier.start - mention.start]))
        if _made_by().match(carrier.reason) or carrier.kind not in ("outlet", "agency"):
            return False
        return carrier.scope == "byline" or self._behind(mention, carrier)

    def _behind(self, mention: Span, carrier: Carrier) -> bool:
        """ "A letter seen by Reuters", "a study that appeared in the Journal": who handed on the document that speaks."""
        before = self.text[mention.start : carrier.start].split()
        return len(before) > 2 and before[-1].lower() != "of" and not carrier.reason.startswith(carrier.name)

    def _books(self) -> None:
        """ "Poe wrote a memoir entitled The Tide": what she wrote is in it, that she wrote it is not."""
        for row in self.rows:
            one = row.row.content[0]
            if row.row.mention is not None and _WROTE.search(row.cue) and row.row.id not in self.own:
                start = row.row.mention.start
                for carrier in self._read(self.text[start : min(one.stop, start + 300)], start):
                    if carrier.scope in ("book", "wrote"):
                        self._author(carrier, start)

    def _introduce(self) -> None:
        """Sentences that report nothing but say where the words after them come from, or that somebody wrote a book."""
        taken = {row.sentence[0] for row in self.rows}
        for carrier in self._led:
            self._following(carrier)
        for n, start in enumerate(self._sentences):
            stop = self._sentences[n + 1] if n + 1 < len(self._sentences) else len(self.text)
            if start in taken or start < self._body:
                continue
            for carrier in self._read(self.text[start:stop], start):
                if carrier.scope in ("book", "wrote"):
                    self._author(carrier, start)
                elif carrier.scope in ("talk", "byline") and _INTRODUCES.search(carrier.reason):
                    self._following(carrier)

    def _following(self, carrier: Carrier) -> None:
        paragraph = self._paragraph(carrier.start)
        for row in self._rows_within(carrier.start, len(self.text) + 1):
            if row.paragraph == paragraph and row.inherits and row.row.id not in self.own:
                self.own[row.row.id] = [carrier._replace(scope="paragraph")]

    def _author(self, carrier: Carrier, start: int) -> None:
        carrier = carrier._replace(scope="book")
        before = self.text[start : carrier.start]
        for row in self._rows_within(carrier.stop, len(self.text) + 1):
            name = (self.names.get(row.row.id) or "").split()
            if name and _has(before, name[-1]) and _WROTE.search(row.cue):
                self.own.setdefault(row.row.id, []).append(carrier)

    # -- what goes on ---------------------------------------------------------------------------------------

    def _inherit(self) -> None:
        transcript = self._transcript()
        for mine in self._by_speaker():
            told = {row.row.id for row in mine if row.row.id in self.own}
            for index, row in enumerate(mine):
                if row.row.id in told or row.row.id in transcript or not row.inherits:
                    continue
                found = self._before(mine, index, told) or self._after(mine, index, told)
                if _PERFECT.search(row.cue):  # "has said": at any time
                    found = tuple(one for one in found if one.scope == "record")
                if found:
                    self.own[row.row.id] = list(found)
        for key, talk in transcript.items():
            self.own.setdefault(key, []).extend(talk)

    def _by_speaker(self) -> Iterator[list[_Row]]:
        grouped: dict[str, list[_Row]] = {}
        for row in self.rows:
            if row.who is not None:
                grouped.setdefault(row.who, []).append(row)
        yield from grouped.values()

    def _rows_within(self, start: int, stop: int) -> list[_Row]:
        """Outermost statements whose cue stands behind ``start`` and before ``stop``, some hundred at most."""
        first = bisect_right(self._ats, start)
        return self.rows[first : min(bisect_right(self._ats, stop - 1), first + _MANY)]

    def _handed_on(self) -> None:
        """Who handed on a document also handed on what the same speaker's next words quote from it."""
        for mine in self._by_speaker():
            for first, then in pairwise(row for row in mine if row.row.id in self.own):
                before, here = self.own[first.row.id], self.own[then.row.id]
                papers = {one.name for one in here if one.kind == "document"}
                if papers & {one.name for one in before if one.kind == "document"} and self._alone(first, then):
                    here.extend(one for one in before if one.kind != "document" and one not in here)

    def _before(self, mine: Sequence[_Row], index: int, told: set[str]) -> tuple[Carrier, ...]:
        row = mine[index]
        for earlier in reversed(mine[max(0, index - _MANY) : index]):
            if earlier.row.id in told:
                found = [c for c in self.own[earlier.row.id] if self._holds(c, earlier, row)]
                if any(c.kind == "document" for c in found):
                    found = self.own[earlier.row.id]  # with those who handed the document on
                return tuple(self._programme(c, mine[max(0, index - _MANY) : index]) for c in found)
            if earlier.elsewhere:
                return ()
        return self._lawyers(row)

    def _lawyers(self, row: _Row) -> tuple[Carrier, ...]:
        """What lawyers filed for somebody is theirs who is named: "lawyers for Jane Dorn filed papers … Dorn argued"."""
        name = (self.names.get(row.row.id) or "").split()
        last = bisect_right(self._ats, row.at - 1)
        for earlier in reversed(self.rows[max(0, last - _MANY) : last]) if name else ():
            mention = earlier.row.mention
            if row.paragraph - earlier.paragraph > _NEAR_FILING:
                return ()
            if mention is None:
                continue
            if re.search(r"\b(?:lawyers?|attorneys?|counsel)\b", mention.text) and _has(mention.text, name[-1]):
                return tuple(
                    one for one in self.own.get(earlier.row.id, ()) if one.scope == "record" or one.name in _FILED
                )
        return ()

    def _programme(self, carrier: Carrier, mine: Sequence[_Row]) -> Carrier:
        """The outlet stands for its programme that the same speaker was on: "USA Today’s series" is Capital Download."""
        before = (one for row in mine for one in self.own.get(row.row.id, ()))
        return next((one for one in before if one.of == carrier.name and one.scope == "talk"), carrier)

    def _after(self, mine: Sequence[_Row], index: int, told: set[str]) -> tuple[Carrier, ...]:
        row = mine[index]
        if any(one.elsewhere or one.row.id in told for one in mine[max(0, index - _MANY) : index]):
            return ()
        for later in mine[index + 1 : index + _MANY]:
            if later.row.id in told:
                return tuple(c for c in self.own[later.row.id] if self._held(c, row, later))
            if later.elsewhere:
                return ()
        return ()

    def _holds(self, carrier: Carrier, told: _Row, row: _Row) -> bool:
        """Whether what carried an earlier statement of the same speaker carries this one too."""
        if carrier.scope in ("talk", "record", "byline"):
            return True
        if carrier.scope == "paragraph":
            return told.paragraph == row.paragraph
        alone = self._alone(told, row)
        if carrier.scope == "book":
            return alone or bool(_WROTE.search(row.cue))
        if carrier.scope in ("paper", "sent"):
            return alone and row.paragraph - told.paragraph <= 3
        return (
            carrier.scope == "post" and alone and bool(_GOES_ON.search(row.cue)) and row.paragraph - told.paragraph <= 1
        )

    def _held(self, carrier: Carrier, row: _Row, told: _Row) -> bool:
        """Whether a statement made before its occasion is named was made there."""
        apart = told.paragraph - row.paragraph
        if carrier.scope in ("talk", "record"):
            return apart <= _FAR_BACK
        return carrier.scope == "paper" and apart <= 1 and self._alone(row, told)

    def _alone(self, first: _Row, last: _Row) -> bool:
        """Whether nobody else speaks between two statements of one speaker."""
        between = self._rows_within(first.at, last.at)
        return all(row.who == first.who or _is_paper(row.row) for row in between)

    def _transcript(self) -> dict[str, list[Carrier]]:
        """Turns of a printed conversation ("WALLACE: …") are carried by what the article names before the first."""
        found: dict[str, list[Carrier]] = {}
        talk: list[Carrier] = []
        begun: int | None = None
        for row in self.rows:
            mention = row.row.mention
            own = [one for one in self.own.get(row.row.id, ()) if one.scope == "talk"]
            turn = mention is not None and mention.text.isupper() and self.text[mention.stop : mention.stop + 1] == ":"
            if own and not turn:
                talk, begun = own, row.paragraph
            elif turn and talk and begun is not None and row.paragraph - begun <= 6:
                found[row.row.id], begun = talk, row.paragraph
        return found


def _at(row: Statement) -> int:
    return (row.cue or row.mention or row.content[0]).start


def _is_paper(row: Statement) -> bool:
    """ "The statement noted": the document speaks, nobody else does."""
    return row.mention is not None and row.mention.text.lower().split()[-1] in words("papers")


def _body_start(document: Document) -> int:
    """Where the article begins: behind the headline and the short lines under it, which tell what comes in it."""
    for block in document.blocks[:4]:
        if block.kind == "paragraph" and block.stop - block.start >= 120:
            return block.start
    return next((block.start for block in document.blocks if block.kind == "paragraph"), 0)


def _distance(row: _Row, carrier: Carrier) -> int:
    cue = row.row.cue or row.row.mention or row.row.content[0]
    return cue.start - carrier.stop if carrier.stop <= cue.start else max(0, carrier.start - cue.stop)


@cache
def _made_by() -> re.Pattern[str]:
    """ "A report by Politico": who made it, not who handed it on."""
    return re.compile(rf"“(?:{'|'.join(map(re.escape, load('chain')['talks']))})\b.*\b(?:by|from)”")


@cache
def _earlier() -> re.Pattern[str]:
    """Words that tell of another time."""
    return re.compile(rf"(?<!\w)(?:{alternatives('earlier')})(?!\w)", re.IGNORECASE)


@cache
def _occasion() -> re.Pattern[str]:
    """Words that place what is said: "at a rally in Ohio", "told supporters", "tweeted"."""
    places, hearers, verbs = (
        "|".join(map(re.escape, sorted(load("chain")[name], key=len, reverse=True)))
        for name in ("occasions", "hearers", "elsewhere")
    )
    return re.compile(
        rf"\b(?:at|during|in|from|after|on)\s+(?:an?|the|his|her|their|this|that|[A-Z][\w.]+[’']s?|"
        rf"\w+day[’']s)\s+{_UPCOMING}(?:[\w’'&.-]+\s+){{0,4}}?"
        rf"(?:{places})\b|\b(?:told|telling|tells|addressing|addressed|to)\s+(?:[\w’'-]+\s+){{0,3}}?(?:{hearers})\b|"
        rf"\b(?:{verbs})\b",
        re.IGNORECASE,
    )


def _has(text: str, word: str) -> bool:
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
