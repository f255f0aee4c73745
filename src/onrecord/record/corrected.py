"""A reading and what people judged of it → the reading as they judged, and for each statement what they said.

Nothing is lost: a person's conclusion is an attribution of the method ``person``, whose reason says who judged, when, and
what reading had concluded. Which judgements concern a document is ``corrections``'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from onrecord import ids
from onrecord.model import Attribution, Document, Reading, Span, Speaker, Statement, StatementKind
from onrecord.record.judgements import About, Judgement
from onrecord.record.notes import Note, What
from onrecord.text.quotes import pair_quotes

PERSON = "person"
"""The method of attributions that a person made."""


class Ruled(NamedTuple):
    """A judgement on one document: on a statement of it, or on words (``about.content``) that become one."""

    judgement: Judgement
    statement: str
    about: About
    """In this document; the judgement's own where it was made here."""


def person_id(document: str, content: Sequence[Span]) -> str:
    """Id of a statement that a person marked."""
    return ids.statement_id(document, PERSON, [(span.start, span.stop) for span in content])


def corrected(reading: Reading, ruled: Sequence[Ruled]) -> tuple[Reading, tuple[Note, ...]]:
    """The reading as people judged.

    :param ruled: the judgements that stand, those made last at the end: the last on a question counts.
    """
    notes: dict[tuple[str, str], Note] = {}
    hidden: set[str] = set()
    found = reading
    for one in ruled:
        if one.about.kind == "statement":
            known = any(row.id == one.statement for row in found.statements)
            (hidden.discard if one.judgement.answer else hidden.add)(one.statement)
            if one.judgement.answer and not known:
                found = _with_statement(found, one)
            notes[one.statement, "statement"] = _note(reading, one, None)
    named = {row.statement: _name(found, row.speaker) for row in found.attributions}
    for one in ruled:
        if one.about.kind == "speaker" and one.statement in named:
            found, changed = _with_speaker(found, one, named[one.statement])
            if changed:
                notes[one.statement, "speaker"] = _note(reading, one, named[one.statement])
    return without(found, hidden), tuple(notes.values())


def without(reading: Reading, hidden: set[str]) -> Reading:
    """The same reading less some statements and what is concluded of them."""
    if not hidden:
        return reading
    statements = (row for row in reading.statements if row.id not in hidden)
    return replace(
        reading,
        statements=tuple(replace(row, within=None) if row.within in hidden else row for row in statements),
        attributions=tuple(row for row in reading.attributions if row.statement not in hidden),
        relays=tuple(row for row in reading.relays if row.statement not in hidden),
        verdicts=tuple(row for row in reading.verdicts if row.statement not in hidden),
        relations=tuple(row for row in reading.relations if hidden.isdisjoint(row.statements)),
        conflicts=tuple(row for row in reading.conflicts if hidden.isdisjoint(row.statements)),
    )


def words_of(statement: Statement) -> str:
    """The words of a statement, as the view ``said`` has them."""
    return " … ".join(span.text for span in statement.content)


def _note(reading: Reading, one: Ruled, read_name: str | None) -> Note:
    row = one.judgement
    if one.about.kind == "statement":
        what: What = "statement" if row.answer else "no statement"
    else:
        what = "speaker" if row.answer else "not the speaker"
    document = reading.document.id
    carried = row.about != one.about
    return Note(
        one.statement, document, what, one.about.name, read_name, row.by, row.at, row.reason, row.id, carried
    )  # fmt: skip


def _said_by(row: Judgement) -> str:
    return f"judged by {row.by}, {row.at}" + (f": {row.reason}" if row.reason else "")


def _name(reading: Reading, speaker: str | None) -> str | None:
    return next((row.name for row in reading.speakers if row.id == speaker), None)


def _with_speaker(reading: Reading, one: Ruled, read_name: str | None) -> tuple[Reading, bool]:
    """The reading with a person's attribution; unchanged where somebody is denied who is not named anyway."""
    name = one.about.name or ""
    before = next(row for row in reading.attributions if row.statement == one.statement)
    held = _name(reading, before.speaker)
    if not one.judgement.answer and (held is None or held.casefold() != name.casefold()):
        return reading, False
    read = f"read as {read_name or 'nobody’s'}" + (f" ({before.by}: {before.reason})" if before.by != PERSON else "")
    reason = f"{_said_by(one.judgement)}; {read}"
    if not one.judgement.answer:
        return _attributed(reading, Attribution(one.statement, None, PERSON, 1.0, f"not {name}: {reason}")), True
    reading, speaker = _speaker(reading, name)
    return _attributed(reading, Attribution(one.statement, speaker, PERSON, 1.0, reason)), True


def _attributed(reading: Reading, new: Attribution) -> Reading:
    rows = tuple(new if row.statement == new.statement else row for row in reading.attributions)
    return replace(reading, attributions=rows)


def _speaker(reading: Reading, name: str) -> tuple[Reading, str]:
    """The document's speaker of a name, or a new one."""
    wanted = name.casefold()
    for row in reading.speakers:
        if row.name and wanted in (row.name.casefold(), *(alias.casefold() for alias in row.aliases)):
            return reading, row.id
    new = Speaker(ids.digest("p", (reading.document.id, PERSON, name)), name, (), (), (), False, ())
    return replace(reading, speakers=(*reading.speakers, new)), new.id


def _with_statement(reading: Reading, one: Ruled) -> Reading:
    """The reading with a statement that a person marked, in the order of the text."""
    about, document = one.about, reading.document
    content = about.content
    start, stop = content[0].start, content[-1].stop
    around = [
        row
        for row in reading.statements
        if any(
            part.start <= start and stop <= part.stop and part.stop - part.start > stop - start for part in row.content
        )
    ]
    outer = min(around, key=lambda row: sum(part.stop - part.start for part in row.content), default=None)
    new = Statement(
        one.statement, _kind(document, content), content, about.cue, about.mention, "neutral", None,
        outer.id if outer else None, 1.0,
    )  # fmt: skip
    before = sum(row.content[0].start <= start for row in reading.statements)
    reading, speaker = _mentioned(reading, about.mention)
    row = Attribution(new.id, speaker, PERSON, 1.0, f"marked as a statement, {_said_by(one.judgement)}")
    return replace(
        reading,
        statements=(*reading.statements[:before], new, *reading.statements[before:]),
        attributions=(*reading.attributions, row),
    )


def _mentioned(reading: Reading, mention: Span | None) -> tuple[Reading, str | None]:
    """Whom a person marked as the mention: somebody of the document, or a new speaker where it is a name of several words."""
    if mention is None:
        return reading, None
    for row in reading.speakers:
        names = {name.casefold() for name in (row.name, *row.aliases) if name}
        inside = any(mention.start < span.stop and span.start < mention.stop for span in row.mentions)
        if inside or mention.text.casefold() in names:
            return reading, row.id
    parts = mention.text.split()
    if len(parts) > 1 and all(part[0].isupper() for part in parts):
        return _speaker(reading, " ".join(parts))
    return reading, None


def _kind(document: Document, content: Sequence[Span]) -> StatementKind:
    """Direct where all of it stands in quote marks, mixed where a part does, else indirect."""
    start, stop = content[0].start, content[-1].stop
    first = document.text.rfind("\n", 0, start) + 1
    last = document.text.find("\n", stop)
    block = (first, last if last >= 0 else len(document.text))
    quoted = [(one.start, one.stop) for one in pair_quotes(document.text, [block], document.language)]
    if all(any(a <= span.start and span.stop <= b for a, b in quoted) for span in content):
        return "direct"
    return "mixed" if any(span.start < b and a < span.stop for a, b in quoted for span in content) else "indirect"
