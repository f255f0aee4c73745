"""What a document says of words that stand in other sentences: a letter sent, a transcript quoted, a book, a heading → their carriers.

What the words' own sentence says is ``occasions_direct``'s, how long that holds ``occasions``'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from onrecord.speakers.carrier import Carrier, alternatives, has, holds, words
from onrecord.speakers.carriers_documents import documents, paper_named, platform_named
from onrecord.speakers.occasions_direct import Direct
from onrecord.speakers.occasions_rows import Row, Rows

_NEAR_FILING = 3
_NEAR_STUDY = 4
_FINDS = re.compile(r"\b(?:f(?:ound|ind)|show|report|conclud|estimat|calculat|determin|wr[io]t|not(?:e|ing)|reveal)")
_SPEAKS = re.compile(r"\b(?:said|says|say|told|tells|asked|added|argued|insisted|tweeted|wrote|called|according)\b")
_SHARE = re.compile(r"\b\d[\d.,]*\s?(?:%|percent\b|per\s+cent\b)")
_RESEARCHERS = re.compile(
    r"(?:[Tt]he\s+)?(?:(?:report|study|paper|survey)(?:[’']s)?\s+)?(?:researchers|authors|scientists|economists|academics|analysts|investigators|team)"
)
_POSTS = 3
_WRITTEN = re.compile(r"\b(?:wr[io]t|post|tweet)")
_SPOKE_THERE = re.compile(
    r"\b(?:took to|takes to|taking to|lashed out|hit back|fired back|respond|repl(?:y|ied)|posted|weighed in|vented|announced|"
    r"apologi[sz]ed|reacted)"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being)\s+(?:\w+ly\s+)?\w+ed\b")
WROTE = re.compile(r"\bwr[io]t")
_INTRODUCES = re.compile(r"^“(?:In|On|During|[Ii]nterview|[Pp]rofile)")
_PLEADS = re.compile(
    r"\b(?:wr[io]t|argu|contend|claim|alleg|maintain|assert|accus|conclud|warn|urg|demand|not(?:e|ing)|call|ask|stat|said|says)"
)
_SHE = re.compile(r"(?:(?:Last|This|On|In|Earlier)\b[^,]{0,30},?\s+)?(?:he|she|they)\b", re.IGNORECASE)
_HEADING = re.compile(
    r"^[ \t]*(?:(?:On|From|Via|ON|FROM|VIA)[ \t]+)?(?P<name>[A-Z][\w.’-]*(?:[ \t][A-Z][\w.’-]*)?)[ \t]*[.:]?[ \t]*$",
    re.MULTILINE,
)
_HANDLE_LINE = re.compile(r"^[ \t]*(?:[—–-][ \t]*)?@\w+", re.MULTILINE)
_POSTING = re.compile(r"@|(?:I|we|me|my|us|our)\b", re.IGNORECASE)
_SHOWS = re.compile(r"\b(?:show|surfac|captur|depict|reveal|appear|emerg)")
_TO_BOOK = re.compile(r"\b(?:received|got|read|after)\b")


_INTRODUCING = re.compile(r"[IODPip](?<!\w[IODPip])(?:(?<=I)n|(?<=O)n|(?<=D)uring|(?<=[Ii])nterview|(?<=[Pp])rofile)")
_POSTING_PLACES = (
    "Twitter",
    "weet",
    "Facebook",
    "Telegram",
    "Instagram",
    "Truth Social",
    "TikTok",
    "social media",
    " on X",
)


class Introduced:
    """Gives statements the carriers that other sentences name; ``own`` is the same as ``Direct``'s."""

    def __init__(
        self, text: str, places: Rows, direct: Direct, names: Mapping[str, str | None], rows: Sequence[Row],
        within: Callable[[int, int], list[Row]],
    ) -> None:  # fmt: skip
        self.text, self.places, self.direct, self.names, self.rows, self.within = (
            text,
            places,
            direct,
            names,
            rows,
            within,
        )
        self.own = direct.own

    def take(self) -> None:
        """Books first: what a sentence says of them holds for all that their author wrote."""
        self._books()
        self._introduce()
        self._documented()
        self._found()

    def _books(self) -> None:
        """ "Poe wrote a memoir entitled The Tide": what she wrote is in it, that she wrote it is not."""
        for row in self.rows:
            one = row.row.content[0]
            if row.row.mention is not None and WROTE.search(row.cue) and row.row.id not in self.own:
                start = row.row.mention.start
                for carrier in self.direct.read(self.text[start : min(one.stop, start + 300)], start):
                    if carrier.scope in ("book", "wrote"):
                        self._author(carrier, start)

    def _introduce(self) -> None:
        """Sentences that report nothing but say where the words after them come from, or that somebody wrote a book."""
        taken = {row.sentence[0] for row in self.rows}
        for carrier in self.direct.led:
            self._following(carrier)
        for n, start in enumerate(self.places.sentences):
            stop = self.places.sentences[n + 1] if n + 1 < len(self.places.sentences) else len(self.text)
            if start in taken or start < self.places.body:
                continue
            shown = self.text[start:stop]
            if holds(shown, "sent") and _sends().search(self.text, start, stop):
                self._sent(start, stop)
            if not (
                holds(shown, "books", "studies")
                or _INTRODUCING.search(shown)
                or any(name in shown for name in _POSTING_PLACES)
            ):
                continue
            for carrier in self.direct.read(self.text[start:stop], start):
                if carrier.scope in ("book", "wrote"):
                    self._author(carrier, start)
                elif carrier.kind == "platform":
                    self._posted(carrier, start)
                elif carrier.scope in ("talk", "byline") and _INTRODUCES.search(carrier.reason):
                    self._following(carrier)

    def _posted(self, carrier: Carrier, start: int) -> None:
        """ "Dorn lashed out on Telegram. “…,” she wrote.": what she says next in that paragraph or writes in the one after."""
        first, before = self.places.paragraph(carrier.start), self.text[start : carrier.start]
        if _PASSIVE.search(before):
            return  # "was mocked on Twitter"
        spoke = _SPOKE_THERE.search(before) is not None
        for row in self.within(carrier.stop, len(self.text) + 1)[:_POSTS]:
            name = (self.names.get(row.row.id) or "").split()
            theirs = (bool(name) and has(before, name[-1])) or bool(_SHE.match(before))
            written = _WRITTEN.search(row.cue) is not None
            near = (row.paragraph == first and (spoke or written)) or (row.paragraph == first + 1 and written)
            quoted = row.row.kind in ("direct", "mixed") and row.row.id not in self.own
            if not (name and theirs and near and row.inherits and quoted):
                return
            self.own[row.row.id] = [carrier._replace(scope="post")]

    def _sent(self, start: int, stop: int) -> None:
        """ "Dorn sent the board a letter.": what she goes on to write or argue stands in it."""
        for carrier in documents(self.text, start, stop):
            before = self.text[start : carrier.start]
            if not _sends().search(before) or _TO_BOOK.search(before):
                continue
            carrier = carrier._replace(scope="paper" if carrier.scope in ("sent", "wrote") else carrier.scope)
            first = self.places.paragraph(carrier.start)
            for row in self.within(carrier.stop, len(self.text) + 1):
                if row.paragraph - first > _NEAR_FILING or row.row.id in self.own:
                    break
                name = (self.names.get(row.row.id) or "").split()
                theirs = bool(name) and has(before, name[-1])
                again = (
                    bool(_SHE.match(before)) and row.row.mention is not None and bool(_SHE.match(row.row.mention.text))
                )
                if not (theirs or again):
                    break
                if row.inherits and _PLEADS.search(row.cue):
                    self.own[row.row.id] = [carrier]

    def _documented(self) -> None:
        """ "The complaint says that Dorn called …": what Dorn says next in that paragraph stands in it too."""
        for row in self.rows:
            paper = paper_named(row.row.mention.text) if row.row.mention is not None else None
            kind = paper.lower().split()[-1] if paper else ""
            if row.row.mention is None or paper is None or kind not in words("tellers"):
                continue
            if kind not in ("transcript", "transcripts") and _SHOWS.search(row.cue):
                continue
            said = " ".join(one.text for one in row.row.content)
            told = Carrier(
                "document", paper, row.row.mention.start, row.row.mention.stop, f"“{row.row.mention.text}”", "paragraph"
            )
            found = [told, *self.own.get(row.row.id, ())]
            for later in self.within(row.at, len(self.text) + 1):
                apart = later.paragraph - row.paragraph
                name = (self.names.get(later.row.id) or "").split()
                pronoun = later.row.mention is not None and _SHE.fullmatch(later.row.mention.text) is not None
                within = kind in words("recorders") or (bool(name) and has(said, name[-1]))
                if (
                    apart > (1 if pronoun else 0)
                    or not (within and name and later.inherits)
                    or later.row.id in self.own
                ):
                    break
                self.own[later.row.id] = found

    def _found(self) -> None:
        """ "A study found that …": the shares told next, and what "the researchers" report, stand in it."""
        study: Carrier | None = None
        since = 0
        for row in self.rows:
            named = self._study(row)
            if named is not None:
                study, since = named, row.paragraph
                continue
            if study is None or row.paragraph - since > _NEAR_STUDY or row.row.id in self.own:
                continue
            mention = row.row.mention.text if row.row.mention is not None else ""
            reported = _RESEARCHERS.fullmatch(mention) is not None and _FINDS.search(row.cue) is not None
            shares = row.paragraph - since <= 1 and not _SPEAKS.search(row.cue) and row.inherits
            if reported or (shares and _SHARE.search(self.text, *row.sentence)):
                self.own[row.row.id] = [study]

    def _study(self, row: Row) -> Carrier | None:
        """The study that speaks in a row, or in which it is said."""
        mention = row.row.mention
        named = paper_named(mention.text) if mention is not None and _FINDS.search(row.cue) else None
        if named and mention is not None and named.lower().split()[-1] in words("finders"):
            return Carrier("document", named, mention.start, mention.stop, f"“{mention.text}”", "paragraph")
        own = (one for one in self.own.get(row.row.id, ()) if one.kind == "document")
        return next(
            (one._replace(scope="paragraph") for one in own if one.name.lower().split()[-1] in words("finders")), None
        )

    def headed(self) -> None:
        """A line that names a platform alone stands over what was posted there, up to the next line of its kind."""
        heads = [(match.start(), match) for match in _HEADING.finditer(self.text)]
        for number, (start, match) in enumerate(heads):
            stop = heads[number + 1][0] if number + 1 < len(heads) else len(self.text)
            name = platform_named(match["name"].rstrip("."))
            if name is None or not (match["name"].isupper() or _HANDLE_LINE.search(self.text, start, stop)):
                continue
            at = match.start("name")
            carrier = Carrier(
                "platform", name, at, match.end("name"), f"under the heading “{match['name']}”", "paragraph"
            )
            for row in self.within(start, stop):
                if row.row.mention is not None and _POSTING.match(row.row.mention.text):
                    self.own.setdefault(row.row.id, [carrier])

    def _following(self, carrier: Carrier) -> None:
        paragraph = self.places.paragraph(carrier.start)
        for row in self.within(carrier.start, len(self.text) + 1):
            if row.paragraph == paragraph and row.inherits and row.row.id not in self.own:
                self.own[row.row.id] = [carrier._replace(scope="paragraph")]

    def _author(self, carrier: Carrier, start: int) -> None:
        carrier = carrier._replace(scope="book")
        before = self.text[start : carrier.start]
        for row in self.within(carrier.stop, len(self.text) + 1):
            name = (self.names.get(row.row.id) or "").split()
            if name and has(before, name[-1]) and WROTE.search(row.cue):
                self.own.setdefault(row.row.id, []).append(carrier)


@cache
def _sends() -> re.Pattern[str]:
    """How somebody sends a document."""
    return re.compile(rf"\b(?:{alternatives('sent')})\b")
