"""A sentence's carriers → the statements of that sentence which they hold for; the sentences after it are ``occasions``'s."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache

from onrecord.lexicon import load
from onrecord.model import Document, Span, Statement
from onrecord.speakers.bodies import Bodies
from onrecord.speakers.carrier import Carrier, alternatives
from onrecord.speakers.carriers import carriers
from onrecord.speakers.carriers_citing import bodies_named
from onrecord.speakers.occasions_rows import LONGEST_SENTENCE, Row
from onrecord.speakers.sentences import masked, only

_BESIDE = 80
_RELATIVE = frozenset(("who", "which", "that"))
_OWN_SHOW = re.compile(
    r"\b(?:[Oo]n|[Dd]uring|[Ii]n)\s+(?:(?:his|her|their|an?)\s+(?:[\w-]+\s+){0,3}?(?:show|programme?|podcast|broadcast|newscast)\b|"
    r"(?:an?|the|his|her)\s+on-air\s+\w+|the\s+air\b|air\b)"
)
_SHOWS = ("show", "program", "podcast", "cast", "air")
_ON_AIR = re.compile(
    r"\b(?:co-)?(?:host|anchor|presenter|commentator|personality|anchorman|anchorwoman|broadcaster|newscaster)\b"
)
_AT_CUE = 3
_PASSIVE = re.compile(r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?\w+ed\b")
_AS_OTHERS = re.compile(
    r"[,;—]\s+as\s+(?:(?:Mr|Mrs|Ms|Dr)\.\s+)?[A-Z][^.;:]{2,80}?\s+(?:put|puts|wrote|writes|said|says|noted|recalled|described)\b"
)
_AT_WORK = re.compile(
    r"(?:[’']s?)?[\s,]*(?:(?:own|chief|senior|White|House|political|national|Washington|media|a|an|the|The|reporter|correspondent|"
    r"columnist|editor|writer|journalist|anchor|host|blogger|critic|of|at|for|from|with|in|who|writes|wrote|is)\b[\s,]*)*"
)
_ASKED = re.compile(r"(?:when\s+)?(?:asked|pressed|questioned|pushed)\b")
_SENDING = re.compile(
    r"(?:has |have |had |also |later |then )*(?:filed|filing|issued|issuing|sent|sending|released|releasing|submitted|circulated)$"
)
AGREES = re.compile(r"\b(?:agree[ds]?|gave|give|granted|grant|accepted|sat|sit|agreeing)\b")


_NAMED_BEFORE = 1500
"""Code points before "the newspaper" in which its name must stand."""


@cache
def _told_again() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{alternatives('told')}|(?:speaking|spoke|spoken|talking|talked) (?:to|with)|"
        r"(?:an |the )?interview with|asked by|interviewed by)\s+the\s+"
        r"(?P<noun>newspaper|paper|magazine|broadcaster|network|station|channel|news (?:agency|site|outlet|website|wire)|agency|"
        r"tabloid|website|programme|program|podcast|show)\b(?![-’'\w]|\s+(?:of|for|in|at|that (?:is|was)|[A-Z]))"
    )


class Direct:
    """What the sentences of a document say of their own statements; ``own`` is theirs by statement id."""

    def __init__(
        self, document: Document, known: Bodies, cited: Container[str], roles: Mapping[str, Sequence[str]]
    ) -> None:
        self.document, self.text, self.known = document, document.text, known
        self.cited, self.roles = cited, roles
        self.own: dict[str, list[Carrier]] = {}
        self.led: list[Carrier] = []
        """Carriers that open a sentence: the paragraph may go on from them."""

    def take(self, rows: Sequence[Row], parent: Statement | None = None) -> None:
        """Give every carrier of a sentence to the statement whose cue stands nearest, and to its speaker's others there."""
        by_sentence: dict[tuple[int, int], list[Row]] = {}
        for row in rows:
            by_sentence.setdefault(row.sentence, []).append(row)
        for (start, stop), group in by_sentence.items():
            shown = masked(
                self.text,
                start,
                min(stop, start + LONGEST_SENTENCE),
                [row.row for row in group if not (AGREES.search(row.cue) or _SENDING.match(row.cue))],
            )
            if parent is not None:
                shown = only(shown, start, parent)
            for carrier in self.read(shown, start):
                if carrier.scope != "wrote":
                    self._assign(carrier, group)
                if (
                    parent is None
                    and carrier.scope == "byline"
                    and carrier.start - start < 20
                    and carrier.reason.startswith("“In ")
                ):
                    self.led.append(carrier)
            for again in self._told_again(shown, start):
                self._assign(again, group)
            self._own_show(shown, start, group)

    def read(self, shown: str, start: int) -> Iterator[Carrier]:
        """The carriers of a stretch that begins at ``start`` of the text, in offsets of the text."""
        for carrier in carriers(shown, 0, min(len(shown), LONGEST_SENTENCE), self.known, self.document.language):
            yield carrier._replace(start=carrier.start + start, stop=carrier.stop + start)

    def _told_again(self, shown: str, start: int) -> Iterator[Carrier]:
        """ "Told the newspaper": the outlet that the text named last."""
        for match in _told_again().finditer(shown):
            kind = "agency" if match["noun"].endswith(("agency", "wire")) else "outlet"
            at = start + match.start("noun")
            named = bodies_named(self.text, max(0, at - _NAMED_BEFORE), at, self.known)
            fits = [found.body for found in named if found.body.kind == kind and not found.body.common]
            if fits and not (match["noun"] == "show" and fits[-1].of is None):
                body = fits[-1]
                yield Carrier(
                    body.kind, body.name, at, start + match.end("noun"), f"“{match[0]}”: {body.name}", "talk", body.of
                )

    def _own_show(self, shown: str, start: int, group: Sequence[Row]) -> None:
        """ "RT host Ann Poe said on her show": the outlet that her role or the mention names."""
        match = _OWN_SHOW.search(shown) if any(map(shown.__contains__, _SHOWS)) else None
        before = [row for row in group if match is None or row.at < start + match.start() or len(group) == 1]
        if match is None or not before:
            return
        row = max(before, key=lambda row: row.at)
        mention = row.row.mention.text if row.row.mention is not None else ""
        for role in (mention, *self.roles.get(row.row.id, ())):
            found = bodies_named(role, 0, len(role), self.known) if _ON_AIR.search(role) else []
            if found and row.row.id not in self.own:
                at = (start + match.start(), start + match.end())
                body = found[0].body
                self.own[row.row.id] = [Carrier(body.kind, body.name, *at, f"“{match[0]}”", "once", body.of)]
                return

    def _assign(self, carrier: Carrier, group: Sequence[Row]) -> None:
        if carrier.scope == "talk" and any(AGREES.search(row.cue) for row in group):
            carrier = carrier._replace(scope="paragraph")  # told in passing: the rest may be from elsewhere
        main = [row for row in group if not _beside(row)] or group
        free = [row for row in main if self._may(row, carrier)]
        nearest = min(free if carrier.scope != "once" else main, key=lambda row: _distance(row, carrier), default=None)
        if nearest is not None and nearest not in free and carrier.kind in ("outlet", "agency"):
            self._handed(carrier, free)
        for row in free:
            if nearest is not None and (row is nearest or (row.who is not None and row.who == nearest.who)):
                self.own.setdefault(row.row.id, []).append(carrier)

    def _handed(self, carrier: Carrier, rows: Sequence[Row]) -> None:
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

    def _may(self, row: Row, carrier: Carrier) -> bool:
        """Not what the mention itself names: that is the speaker; but a journalist's outlet, and who handed a document on."""
        mention = row.row.mention
        if not self._belongs(row, carrier):
            return False
        if (
            row.row.id in self.cited
            or mention is None
            or carrier.start >= mention.stop
            or carrier.stop <= mention.start
        ):
            return True
        if carrier.kind == "document":
            return bool(re.search(r"\b(?:authors?|writers?) of\b", mention.text[: carrier.start - mention.start]))
        if _made_by().match(carrier.reason) or carrier.kind not in ("outlet", "agency"):
            return False
        return carrier.scope in ("byline", "works") or self._behind(mention, carrier)

    def _belongs(self, row: Row, carrier: Carrier) -> bool:
        """Whether what stands between a statement and what carried something lets it be this statement."""
        mention, cue = row.row.mention, row.row.cue
        if carrier.scope == "works":  # a journalist's outlet carries what this journalist says
            return mention is not None and _same_person(self.text, mention, carrier)
        if carrier.kind == "platform" and carrier.reason.lower().strip("“”").startswith(("tweet", "retweet")):
            return cue is None or (cue.start - _AT_CUE <= carrier.start and carrier.stop <= cue.stop + _AT_CUE)
        between = self.text[cue.stop : carrier.start] if cue is not None and cue.stop <= carrier.start else ""
        if carrier.kind == "platform" and _PASSIVE.search(between):
            return False
        return between.count("(") <= between.count(")") and not _AS_OTHERS.search(between)

    def _behind(self, mention: Span, carrier: Carrier) -> bool:
        """ "A letter seen by Reuters", "a study that appeared in the Journal": who handed on the document that speaks."""
        before = self.text[mention.start : carrier.start].split()
        return len(before) > 2 and before[-1].lower() != "of" and not carrier.reason.startswith(carrier.name)


def _same_person(text: str, mention: Span, carrier: Carrier) -> bool:
    if carrier.start < mention.stop and mention.start < carrier.stop:
        return True
    between = (
        text[carrier.stop : mention.start] if carrier.stop <= mention.start else text[mention.stop : carrier.start]
    )
    return _AT_WORK.fullmatch(between) is not None


def _beside(row: Row) -> bool:
    """ "Asked by Reuters whether …, Dorn said", "who said": not what the sentence is about."""
    if row.row.mention is None:
        return _ASKED.match(row.cue) is not None
    return row.row.mention.text.lower() in _RELATIVE


def _distance(row: Row, carrier: Carrier) -> int:
    cue = row.row.cue or row.row.mention or row.row.content[0]
    return cue.start - carrier.stop if carrier.stop <= cue.start else max(0, carrier.start - cue.stop)


@cache
def _made_by() -> re.Pattern[str]:
    """ "A report by Politico": who made it, not who handed it on."""
    return re.compile(rf"“(?:{'|'.join(map(re.escape, load('chain')['talks']))})\b.*\b(?:by|from)”")
