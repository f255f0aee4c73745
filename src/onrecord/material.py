"""Paths → the originals of a check, and what is left out of them; who is quoted within an original.

Opening a file is ``readers.originals``', opening a record ``record.originals``'; comparing with them is left to ``verify``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from onrecord.model import Failure, OriginalText, Reading, Span, Speaker
from onrecord.settings import Limits
from onrecord.verify.finding import Quoted

if TYPE_CHECKING:
    from onrecord.cache import Cache

_TELLING = 60
"""Code points of the shortest paragraph by which a copy of the draft is known."""
_SAMPLES = 5
_REPORT = re.compile(r"\bonrecord check\b|\b[Cc]hecked by onrecord\b|\bMade by onrecord\b")
_EDGE = 2_000
_WORDLESS = re.compile(r"\b(?:image|sound|film|font|program)\b")
_LONGEST = 200_000
"""Code points of a text that is read for whom it quotes."""


class Material(Struct, frozen=True):
    """All originals of a check, those that could not be read, and files of folders that hold no words at all."""

    originals: tuple[OriginalText, ...]
    unread: tuple[Failure, ...] = ()
    wordless: tuple[str, ...] = ()


def gather(
    paths: Sequence[str], limits: Limits, cache: Cache | None = None, leave_out: Collection[str] = ()
) -> Material:
    """Open originals: files, and all files below folders. Pictures, sounds, films and fonts of a folder are passed over.

    :param leave_out: hashes (SHA-256) of files that are no originals, such as the report of an earlier run.
    """
    from onrecord.readers.originals import RECORD, originals

    texts: list[OriginalText] = []
    unread: list[Failure] = []
    wordless: list[str] = []
    for item in originals(paths, limits, cache) if paths else ():
        if isinstance(item, OriginalText):
            texts += [item] if item.sha256 not in leave_out else []
        elif item.reason == RECORD:
            rows = _of_record(item.uri)
            texts += rows if not isinstance(rows, Failure) else []
            unread += [rows] if isinstance(rows, Failure) else []
        elif item.reason == "binary" and item.uri not in paths and _WORDLESS.search(item.detail):
            wordless.append(item.uri)
        else:
            unread.append(item)
    return Material(tuple(texts), tuple(unread), tuple(wordless))


def _of_record(folder: str) -> list[OriginalText] | Failure:
    """Everything in a record that words can be compared with."""
    from onrecord.errors import RecordError
    from onrecord.record.originals import originals

    try:
        return list(originals(folder))
    except RecordError as error:
        return Failure(folder, "damaged", f"{error.reason} {error.detail}".strip())


def copies_in(drafts: Sequence[Reading], originals: Iterable[OriginalText]) -> dict[int, str]:
    """Originals (by ``id()``) that hold a draft or report on one, the statements read from such among them, and their names."""
    originals = list(originals)
    looks = [_Look.of(draft) for draft in drafts]
    copies = {
        id(row): row.id
        for row in originals
        if row.kind != "statement" and (_is_report(row.text) or any(look.is_in(row) for look in looks))
    }
    names = {draft.document.uri for draft in drafts}
    names |= {row.id for row in originals if id(row) in copies and row.kind == "file"}
    printed = (row for row in originals if row.kind == "statement" and row.places and row.places[0].label in names)
    return copies | {id(row): row.places[0].label for row in printed}


def _is_report(text: str) -> bool:
    """Whether a text is a report of an earlier check: it prints every draft's words."""
    return any("onrecord" in part and _REPORT.search(part) for part in (text[:_EDGE], text[-_EDGE:]))


class _Look(Struct, frozen=True):
    """What a draft is known by where it stands in an original: the hash of its bytes, its longest paragraphs."""

    sha256: str | None
    size: int
    lines: tuple[str, ...]

    @classmethod
    def of(cls, draft: Reading) -> _Look:
        text, origin = draft.document.text, draft.document.origin
        lines = sorted((line.strip() for line in text.splitlines()), key=len, reverse=True)[:_SAMPLES]
        return cls(origin.sha256 if origin else None, len(text), tuple(lines))

    def is_in(self, original: OriginalText) -> bool:
        """Whether an original is the draft, or holds all of it."""
        if self.sha256 and self.sha256 == original.sha256:
            return True
        if not self.lines or len(self.lines[0]) < _TELLING or len(original.text) < self.size // 2:
            return False
        return all(line in original.text for line in self.lines)


def quoted_in(original: OriginalText) -> tuple[Quoted, ...]:
    """Who is quoted within a text that has no turns: a release that gives the words of somebody besides its issuer.

    Only those whom the text names at the quotation; nobody (``None``) where it says "she" or nothing.
    """
    from onrecord.pipeline import attempt, read_bytes
    from onrecord.settings import Options

    if original.turns or len(original.text) > _LONGEST:
        return ()
    data = original.text.encode("utf-8", "surrogatepass")
    options = Options(model="fast", language=original.language)
    reading = attempt(original.id, lambda: read_bytes(data, original.id, options))
    if isinstance(reading, Failure) or reading.document.text != original.text:
        return ()
    speakers = {row.id: row for row in reading.speakers}
    by = {row.statement: speakers.get(row.speaker or "") for row in reading.attributions}
    found = []
    for row in reading.statements:
        spans = tuple((span.start, span.stop) for span in row.content)
        speaker = _named(by.get(row.id), row.mention)
        if row.kind == "direct":
            found.append(Quoted(spans, speaker))
        elif row.kind == "mixed":  # its quote marks may hold a title, or a word in doubt
            found += [Quoted((span,), None) for span in spans]
    return tuple(sorted(found, key=lambda row: row.spans))


def _named(speaker: Speaker | None, mention: Span | None) -> str | None:
    """A person's full name, where the mention gives the last part of it."""
    if speaker is None or speaker.anonymous or not speaker.name or mention is None or speaker.kind != "person":
        return None
    words = speaker.name.split()
    return speaker.name if len(words) > 1 and words[-1].casefold() in mention.text.casefold() else None
