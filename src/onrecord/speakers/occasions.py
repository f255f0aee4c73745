"""Carriers that the text names → the statements that they hold for: their own sentence's, and those that go on from it.

An interview holds for its speaker until the article names another occasion; a statement or a letter for the sentences
that follow; a ruling or a book for what its author writes. A statement that says where else it was made keeps to that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from onrecord.model import Document, Statement
from onrecord.speakers.bodies import Bodies
from onrecord.speakers.carrier import Carrier, has, words
from onrecord.speakers.occasions_direct import Direct
from onrecord.speakers.occasions_introduced import WROTE, Introduced
from onrecord.speakers.occasions_rows import Row, Rows

_LAWYERS = re.compile(r"\b(?:lawyers?|attorneys?|counsel)\b")
_MANY = 200
"""How many statements are looked at from one: no article comes near it."""
_NEAR_FILING = 3
_FAR_WRITTEN = 12
"""Paragraphs over which "she wrote" goes back to the letter told of before."""
_FAR_BACK = 2
"""How many paragraphs before an interview is first named its words may stand."""
_FILED = words("records")
_PERFECT = re.compile(
    r"\b(?:has|have|had)\s+(?!been\s+asked)(?:\w+ly\s+|also\s+|not\s+)*\w+(?:ed|id|old|ept|ut|en|wn)\b"
)
_NOT_TOLD = re.compile(
    r"\b(?:wr(?:ote|ites?|iting)|tweet\w*|post(?:ed|s|ing)|announc\w+|unveil\w+|releas\w+|issu(?:ed?|es|ing)|rul(?:ed|ing)|order(?:ed|s|ing)|"
    r"sign(?:ed|s|ing)|appoint\w+|nominat\w+|acquitted|convicted|testif\w+|vot(?:ed|es|ing)|listed|filed)\b"
)
"""What is done by other ways than talking to somebody who asks."""
_ACTS = re.compile(
    r"(?:\w+ly\s+)?(?:changed|withheld|stood|went|came|took|made|ran|won|lost|gave|held|got|met|left|chose|moved|turned|joined|reached|"
    r"approved|passed|did|was|were)\b"
)
_GOES_ON = re.compile(r"\b(?:add|continu|wr[io]t|conclud|went on|going on|tweet|post)")


class Occasions:
    """The carriers of a document's statements, by statement id."""

    def __init__(
        self, document: Document, statements: Sequence[Statement], names: Mapping[str, str | None],
        speaker_of: Mapping[str, str | None], known: Bodies, cited: Container[str] = (),
        roles: Mapping[str, Sequence[str]] | None = None,
    ) -> None:  # fmt: skip
        self.document, self.text, self.names = document, document.text, names
        self.places = Rows(document, speaker_of)
        self.direct = Direct(document, known, cited, roles or {})
        self.own = self.direct.own
        seen = [row for row in statements if row.post is None and row.kind != "headline"]
        self.rows = self.places.of([row for row in seen if row.within is None])
        self._ats = [row.at for row in self.rows]
        self.direct.take(self.rows)
        inner: dict[str, list[Statement]] = {}
        for row in seen:
            if row.within is not None:
                inner.setdefault(row.within, []).append(row)
        by_id = {row.id: row for row in statements}
        for key, group in inner.items():
            self.direct.take(self.places.of(group), by_id.get(key))
        introduced = Introduced(self.text, self.places, self.direct, names, self.rows, self._rows_within)
        introduced.take()
        self._handed_on()
        introduced.headed()
        self._inherit()

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

    def _by_speaker(self) -> Iterator[list[Row]]:
        grouped: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.who is not None:
                grouped.setdefault(row.who, []).append(row)
        yield from grouped.values()

    def _rows_within(self, start: int, stop: int) -> list[Row]:
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
                    known = {(one.kind, one.name) for one in here}
                    here.extend(one for one in before if one.kind != "document" and (one.kind, one.name) not in known)

        for row in self.rows:
            self._same_paper(row)

    def _same_paper(self, row: Row) -> None:
        """ "… in an email released by WikiLeaks. “…,” Dorn wrote in an email": the same one, if a sentence before tells of it."""
        here = self.own.get(row.row.id, [])
        papers = {one.name.lower().split()[-1] for one in here if one.kind == "document"}
        if not papers or any(one.kind in ("outlet", "agency") for one in here):
            return
        start = self.places.sentence(max(0, row.sentence[0] - 1))[0]
        if start < row.sentence[0] and self.places.paragraph(start) == row.paragraph:
            before = list(self.direct.read(self.text[start : row.sentence[0]], start))
            if papers & {one.name.lower().split()[-1] for one in before if one.kind == "document"}:
                here.extend(one for one in before if one.kind in ("outlet", "agency") and one.scope == "once")

    def _before(self, mine: Sequence[Row], index: int, told: set[str]) -> tuple[Carrier, ...]:
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

    def _lawyers(self, row: Row) -> tuple[Carrier, ...]:
        """What lawyers filed for somebody is theirs who is named: "lawyers for Jane Dorn filed papers … Dorn argued"."""
        name = (self.names.get(row.row.id) or "").split()
        last = bisect_right(self._ats, row.at - 1)
        for earlier in reversed(self.rows[max(0, last - _MANY) : last]) if name else ():
            mention = earlier.row.mention
            if row.paragraph - earlier.paragraph > _NEAR_FILING:
                return ()
            if mention is None:
                continue
            if _LAWYERS.search(mention.text) and has(mention.text, name[-1]):
                return tuple(
                    one for one in self.own.get(earlier.row.id, ()) if one.scope == "record" or one.name in _FILED
                )
        return ()

    def _programme(self, carrier: Carrier, mine: Sequence[Row]) -> Carrier:
        """The outlet stands for its programme that the same speaker was on: "USA Today’s series" is Capital Download."""
        before = (one for row in mine for one in self.own.get(row.row.id, ()))
        return next((one for one in before if one.of == carrier.name and one.scope == "talk"), carrier)

    def _after(self, mine: Sequence[Row], index: int, told: set[str]) -> tuple[Carrier, ...]:
        row = mine[index]
        if any(one.elsewhere or one.row.id in told for one in mine[max(0, index - _MANY) : index]):
            return ()
        for later in mine[index + 1 : index + _MANY]:
            if later.row.id in told:
                return tuple(c for c in self.own[later.row.id] if self._held(c, row, later))
            if later.elsewhere:
                return ()
        return ()

    def _holds(self, carrier: Carrier, told: Row, row: Row) -> bool:
        """Whether what carried an earlier statement of the same speaker carries this one too."""
        if carrier.scope == "talk":
            return not _NOT_TOLD.search(row.cue)
        if carrier.scope in ("record", "byline", "works"):
            return True
        if carrier.scope == "paragraph":
            return told.paragraph == row.paragraph
        alone = self._alone(told, row)
        if carrier.scope == "book":
            return alone or bool(WROTE.search(row.cue))
        if carrier.scope in ("paper", "sent"):
            apart = row.paragraph - told.paragraph
            written = carrier.kind == "document" and WROTE.search(row.cue) is not None
            return (written and apart <= _FAR_WRITTEN) or (alone and apart <= _NEAR_FILING and _speaks(row))
        return (
            carrier.scope == "post" and alone and bool(_GOES_ON.search(row.cue)) and row.paragraph - told.paragraph <= 1
        )

    def _held(self, carrier: Carrier, row: Row, told: Row) -> bool:
        """Whether a statement made before its occasion is named was made there."""
        apart = told.paragraph - row.paragraph
        if carrier.scope in ("talk", "record"):
            return apart <= _FAR_BACK and (carrier.scope == "record" or not _NOT_TOLD.search(row.cue))
        return carrier.scope == "paper" and apart <= 1 and self._alone(row, told) and _speaks(row)

    def _alone(self, first: Row, last: Row) -> bool:
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


def _speaks(row: Row) -> bool:
    """Whether words are quoted, or the cue is no verb of doing."""
    return row.row.kind in ("direct", "mixed") or _ACTS.match(row.cue) is None


def _is_paper(row: Statement) -> bool:
    """ "The statement noted": the document speaks, nobody else does."""
    return row.mention is not None and row.mention.text.lower().split()[-1] in words("papers")
