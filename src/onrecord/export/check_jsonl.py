"""A checked draft → the JSON object of ``read`` with the verdicts of the check, and behind it what the check adds.

``checked`` says of each quotation whether it passes and by what id it can be accepted, ``originals`` which originals
the verdicts point into, ``unread`` which could not be read.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import asdict

from onrecord.export.check_facts import Outcome, Quotation, Sheet
from onrecord.export.jsonl import ReadingView, encoded, view
from onrecord.model import Failure, OriginalKind, OriginalText


class AcceptedView(Struct, frozen=True):
    """A person's decision to let a quotation pass."""

    by: str
    at: str
    reason: str


class CheckedView(Struct, frozen=True):
    """Whether a quotation passes; ``line`` and ``column`` are those of the draft's file, from 1."""

    statement: str
    id: str
    outcome: Outcome
    line: int | None
    column: int | None
    accepted: AcceptedView | None


class OriginalView(Struct, frozen=True):
    """An original that a verdict points into, without its text; ``sha256`` is that of the file it came from."""

    kind: OriginalKind
    id: str
    sha256: str
    speaker: str | None
    published: str | None


class CheckView(ReadingView, frozen=True, kw_only=True):
    """One line of ``onrecord check --format jsonl``."""

    checked: tuple[CheckedView, ...]
    originals: tuple[OriginalView, ...]
    unread: tuple[Failure, ...]
    searched: int
    left_out: tuple[str, ...]


def to_json(sheet: Sheet) -> bytes:
    """Encode as one line of UTF-8 without its line break."""
    checking = sheet.checking
    read = view(sheet.reading)
    return encoded(
        CheckView(
            **asdict(read),
            checked=tuple(_checked(sheet, row) for row in sheet.quotations),
            originals=tuple(_original(row) for row in checking.originals),
            unread=checking.unread,
            searched=checking.searched,
            left_out=checking.left_out,
        )
    )


def _checked(sheet: Sheet, row: Quotation) -> CheckedView:
    line, column = sheet.place(row.start) or (None, None)
    accepted = AcceptedView(row.accepted.by, row.accepted.at, row.accepted.reason) if row.accepted else None
    return CheckedView(row.entry.statement.id, row.id, row.outcome, line, column, accepted)


def _original(row: OriginalText) -> OriginalView:
    return OriginalView(row.kind, row.id, row.sha256, row.speaker, row.published)
