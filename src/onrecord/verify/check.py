"""A draft's statements and a library of originals → the verdict of every quotation: where it stands, whose it is there.

Finding candidate passages is left to ``library``, comparing the words to ``compare``, names to ``whose``; reading the
originals, and what to do about one that cannot be read, to the caller.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Collection, Mapping, Sequence

from onrecord.model import VERDICTS, Document, Original, Speaker, Statement, Verdict
from onrecord.verify.finding import Finder, Found, QuotedIn
from onrecord.verify.library import Library
from onrecord.verify.library_near import Hint
from onrecord.verify.parts import quoted_parts
from onrecord.verify.secondhand import gives_as_anothers
from onrecord.verify.whose import Known, known, whose

_SHARE = 0.55
"""Share of a statement's words that must stand in a passage, in order, for it to bear them."""
_SCORE = 0.5
"""The same with what lies between them counted in."""
_RARE = 2.5
"""Weight of the words by which they are told to be another person's: "it is true" is anybody's."""
_OTHERS = 0.7
"""Share of the words that must stand in another's turn for them to be that person's."""
_MORE = 0.25
"""How much more of the words another's turn must have than the speaker's own to be where they come from."""
_NAMED = 5
_LONG = 8
"""Words from which quotations are as sure of their place as longer ones."""
_SURE = 3.0
"""Weight of the words by which a quotation tells where those beside it stand."""
_MOST_BESIDE = 8
_EVEN = 0.05
"""How little more speaks for one place than for others that are as likely."""
_BESIDE = 1_500
"""Code points of the draft between quotations that stand beside one another."""
_CLOSE = VERDICTS.index("trimmed")
_MILD = VERDICTS.index("cleaned")
_GRAVE = VERDICTS.index("spliced")


def judge_against(
    document: Document,
    statements: Sequence[Statement],
    speakers: Sequence[Speaker],
    speaker_of: Mapping[str, str | None],
    library: Library,
    unread: Sequence[str] = (),
    quoted: QuotedIn = lambda original: (),
) -> tuple[Verdict, ...]:
    """One verdict for each direct or mixed statement of ``document`` against ``library``.

    :param speaker_of: statement id → speaker id, ``None`` where unknown; without a name a speaker counts as unknown.
    :param unread: originals that could not be read: while there are some, words are never ``not-found``.
    :param quoted: an original without turns → the stretches in it that give somebody else's words.
    :return: the best passage with its edits, ``also`` the other places where the words stand as well. Words found only
        in another speaker's turn are ``misattributed``; where it cannot be told whose turn it is, the reason says so.
    """
    court = _Court(document, speakers, library, unread, quoted)
    rows = [row for row in statements if _is_quotation(row)]
    verdicts = {row.id: court.verdict(row, speaker_of.get(row.id)) for row in sorted(rows, key=_size, reverse=True)}
    return tuple(verdicts[row.id] for row in rows)


def _size(statement: Statement) -> int:
    """Words of a quotation, as far as it matters: long ones are found first, for they tell where the short ones stand."""
    return min(_LONG, sum(len(span.text.split()) for span in statement.content))


def _is_quotation(statement: Statement) -> bool:
    return statement.kind in ("direct", "mixed") and bool(statement.content)


class _Court:
    """Everything that the verdicts of one draft depend on."""

    def __init__(
        self,
        document: Document,
        speakers: Sequence[Speaker],
        library: Library,
        unread: Sequence[str],
        quoted: QuotedIn = lambda original: (),
    ) -> None:
        self.document, self.library, self.unread = document, library, unread
        self.finder = Finder(document, library, quoted)
        self.placed: list[tuple[int, Found]] = []
        """Quotations whose place is sure, by where they stand in the draft."""
        self.speakers = {row.id: known(row) for row in speakers if not row.anonymous and (row.name or row.handles)}

    def verdict(self, statement: Statement, speaker_id: str | None) -> Verdict:
        """The best passage that may be the speaker's; failing that another's; failing that what the absence means."""
        speaker = self.speakers.get(speaker_id or "")
        parts = quoted_parts(statement, self.document)
        found = self.finder.found(statement, parts, speaker, self._near(statement))
        bearing = [f for f in found if f.found.share >= _SHARE and f.found.score >= _SCORE]
        own = [f for f in bearing if speaker is None or f.whose != "other"]
        others = [f for f in bearing if speaker is not None and f.whose == "other"]
        if own and not (others and _better(others[0], own[0])):
            return self._against(statement, own[0], bearing, self._reason(own[0], speaker))
        if others and speaker:
            verdict = self._anothers(statement, speaker, others, bearing)
            if verdict:
                return verdict
        if own:
            return self._against(statement, own[0], bearing, self._reason(own[0], speaker))
        return self._absent(statement, speaker, found)

    def _near(self, statement: Statement) -> list[Hint]:
        """Where the quotations beside this one in the draft stand, as far as they are long enough to be sure of it."""
        start = statement.content[0].start
        first = bisect_left(self.placed, start - _BESIDE, key=_start_of)
        beside = self.placed[first : bisect_left(self.placed, start + _BESIDE, key=_start_of)]
        beside = sorted(beside, key=lambda row: abs(row[0] - start))[:_MOST_BESIDE]
        within = [row for row in beside if "\n" not in self.document.text[min(row[0], start) : max(row[0], start)]]
        return [Hint(item.at, item.span.start, place < start) for place, item in within or beside]

    def _against(
        self, statement: Statement, chosen: Found, bearing: Sequence[Found], reason: str, misattributed: bool = False
    ) -> Verdict:
        if chosen.found.rare >= _SURE:
            insort(self.placed, (statement.content[0].start, chosen), key=_start_of)
        worst = max(_CLOSE, VERDICTS.index(chosen.found.verdict))
        also = [f for f in bearing if f is not chosen and VERDICTS.index(f.found.verdict) <= worst]
        also = [f for f in also if not self._is_same_print(f, chosen)]
        even = sum(_is_as_likely(f, chosen) for f in also)
        if even:
            reason += f"; the words stand as well in {even} other place{'s' if even > 1 else ''}"
        return Verdict(
            statement=statement.id,
            original=self._original(chosen),
            verdict="misattributed" if misattributed else chosen.found.verdict,
            score=chosen.found.score,
            edits=chosen.found.edits,
            reason=reason,
            also=tuple(self._original(item) for item in also),
        )

    def _is_same_print(self, item: Found, chosen: Found) -> bool:
        """Whether a text that was found is only the document that a statement was read from."""
        homes = self.library.originals[item.at], self.library.originals[chosen.at]
        place = homes[1].places[0].label if homes[1].kind == "statement" and homes[1].places else None
        return homes[0].kind == "file" and homes[0].id == place

    def _original(self, item: Found) -> Original:
        original = self.library.originals[item.at]
        place = self.library.place_at(item.at, item.span.start)
        return Original(original.kind, original.id, item.span, place, item.label)

    def _reason(self, item: Found, speaker: Known | None) -> str:
        """The comparison's reason, and what could not be told of the speaker."""
        reason = item.found.reason
        if item.found.edits and self.library.originals[item.at].machine:
            reason += "; a machine wrote the original down"
        if speaker is None:
            return f"{reason}; the speaker is not known, so whose words they are is not checked"
        if item.outside:
            reason += "; they stand there without quote marks"
        if item.whose == "unsure" and item.label:
            return f"{reason}; a turn of “{item.label}”: whether that is the speaker is not told"
        return reason

    def _anothers(
        self, statement: Statement, speaker: Known, others: Sequence[Found], bearing: Sequence[Found]
    ) -> Verdict | None:
        """Words found in another person's turn: misattributed, unless that person gives them as the speaker's.

        ``None`` if the words are too few, too common or too different to be told as that person's.
        """
        best = others[0]
        for item in others:
            text = self.library.originals[item.at].text
            if VERDICTS.index(item.found.verdict) <= _MILD and gives_as_anothers(text, item.span, speaker):
                reason = f"{item.found.reason}; “{item.label}” gives these words as the speaker’s"
                return self._against(statement, item, bearing, reason)
        if best.found.rare < _RARE or best.found.share < _OTHERS:
            return None
        reason = f"the words are in a turn of “{best.label}”; {best.found.reason}"
        return self._against(statement, best, bearing, reason, misattributed=True)

    def _absent(self, statement: Statement, speaker: Known | None, found: Sequence[Found]) -> Verdict:
        """Not found, or nothing to find them in; the reason lists what was searched."""
        nearest = next((f for f in found if f.whose != "other"), None)
        score = nearest.found.score if nearest else 0.0
        if self.unread:
            reason = f"the words are in none of what could be read; not read: {_listed(self.unread)}"
            return Verdict(statement.id, None, "no-original", 0.0, (), reason)
        mine = self._of_speaker(speaker)
        if not mine:
            return Verdict(statement.id, None, "no-original", 0.0, (), self._why_none(speaker))
        if any(self.library.originals[at].truncated for at in mine):
            return Verdict(statement.id, None, "no-original", 0.0, (), "an original of this speaker here is cut off")
        names = _listed(list(dict.fromkeys(self._name(at) for at in mine)))
        reason = f"in none of the speaker’s originals here ({len(mine)} searched: {names})"
        if nearest:
            reason += f"; the closest is “{_short(nearest.span.text)}”"
        return Verdict(statement.id, None, "not-found", score, (), reason)

    def _name(self, at: int) -> str:
        """What an original is called; a statement by the document that it stands in."""
        row = self.library.originals[at]
        return row.places[0].label if row.kind == "statement" and row.places else row.id

    def _of_speaker(self, speaker: Known | None) -> list[int]:
        """Originals in which the speaker may be heard: those that say so, else those that name nobody.

        Of the latter all count if nothing here says whose it is; otherwise those that name the speaker.
        """
        every = range(len(self.library.originals))
        anybodys = [at for at in every if not self.finder.labels(at) and not self.library.originals[at].speaker]
        if speaker is None:
            return anybodys
        mine = [at for at in every if self._speaks(at, speaker)]
        if mine or len(anybodys) == len(every):
            return sorted({*mine, *anybodys})
        return [at for at in anybodys if _mentions(self.library.originals[at].text, speaker)]

    def _speaks(self, at: int, speaker: Known) -> bool:
        labels = self.finder.labels(at)
        of_all = self.library.originals[at].speaker
        return any(whose(label, speaker) == "same" for label in (*labels, *((of_all,) if of_all else ())))

    def _why_none(self, speaker: Known | None) -> str:
        count = len(self.library.originals)
        if not count:
            return "no original to compare with"
        if speaker is None:
            return f"the speaker is not known, and the words are in none of the {count} originals"
        return f"no original of this speaker among {count}, and the words are in none of them"


def _is_as_likely(other: Found, chosen: Found) -> bool:
    """Whether short words stand as well in another place, for which nearly as much speaks."""
    if chosen.told is None or other.told is None:
        return False
    same = (other.whose, other.found.verdict) == (chosen.whose, chosen.found.verdict)
    return same and chosen.told - other.told < _EVEN


def _start_of(row: tuple[int, Found]) -> int:
    return row[0]


def _better(other: Found, own: Found) -> bool:
    """Whether another's turn has the words plainly better than the speaker's own: as printed, or more of them."""
    ranks = VERDICTS.index(other.found.verdict), VERDICTS.index(own.found.verdict)
    plainly = (ranks[0] <= _MILD and ranks[1] >= _GRAVE) or other.found.share - own.found.share > _MORE
    return (plainly and other.found.rare >= _RARE) or (
        own.whose == "unsure" and own.label is not None and ranks[0] < ranks[1]
    )


def _mentions(text: str, speaker: Known) -> bool:
    """Whether an original names the speaker: by family name or handle, as a word."""
    words = [name[-1] for name in speaker.names] + sorted(speaker.handles)
    folded = text.casefold()
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded) for word in words if word)


def _listed(names: Collection[str]) -> str:
    """A few names and how many more there are."""
    shown = list(names)[:_NAMED]
    return ", ".join(shown) + (f" and {len(names) - len(shown)} more" if len(names) > len(shown) else "")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:77] + "…"
