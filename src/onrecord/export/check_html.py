"""Checked drafts → one self-contained page: the draft on the left, the originals' passages on the right.

Filters work without a script; the script, which the page's policy names by its hash, only jumps from quotation to
quotation. Words of strangers reach the page through autoescaping alone.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from onrecord.export import words
from onrecord.export.changes import Run, cut
from onrecord.export.check_facts import Quotation, Sheet, place_of, source_of, summary, total
from onrecord.export.check_passage import passage
from onrecord.export.html import environment, markup
from onrecord.export.html import style as report_style
from onrecord.export.marks import Paragraph, paragraphs
from onrecord.model import VERDICTS, Edit, Span
from onrecord.settings import VERSION

_SIGNS = {"failed": "≠", "accepted": "≈", "open": "?", "passed": "="}
_MOST_EDITS = 40
_CONTEXT = {"failed": 160, "accepted": 160, "open": 0, "passed": 60}
"""Code points shown around a passage."""


class Bit(Struct, frozen=True):
    """A stretch of the draft: plain, or words of a quotation (the innermost one); ``begins`` lists those that begin."""

    runs: list[Run]
    quotation: Quotation | None
    begins: list[Quotation]


class Card(Struct, frozen=True):
    """A quotation with the passage of its original."""

    row: Quotation
    sign: str
    line: int | None
    source: str | None
    passage: list[Run]
    edits: tuple[Edit, ...]
    more_edits: int
    also: list[str]


class Row(Struct, frozen=True):
    """A paragraph of the draft and the cards of the quotations that begin in it."""

    part: Paragraph
    bits: list[Bit]
    cards: list[Card]


class Page(Struct, frozen=True):
    """One draft, as the template wants it; ``key`` begins all its anchors."""

    key: str
    sheet: Sheet
    rows: list[Row]


def render(sheets: Sequence[Sheet]) -> str:
    """Write the report of one or more drafts."""
    css, own = style(), script()
    return (
        environment()
        .get_template("check.html")
        .render(shown(sheets), css=markup(css), style_hash=_hash(css), script=markup(own), script_hash=_hash(own))
    )


def shown(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """What the template shows of checked drafts, style and script apart."""
    counts = {name: sum(sheet.verdicts.get(name, 0) for sheet in sheets) for name in VERDICTS}
    return {
        "pages": [Page(f"d{place}-", sheet, list(_rows(sheet))) for place, sheet in enumerate(sheets, 1)],
        "counts": {name: count for name, count in counts.items() if count}, "outcomes": total(sheets), "signs": _SIGNS,
        "summary": summary, "version": VERSION, "words": words,
    }  # fmt: skip


def style() -> str:
    """The style sheet of reports on drafts."""
    return report_style(0) + environment().get_template("check.css").render(verdicts=VERDICTS)


def script() -> str:
    """The script that jumps from quotation to quotation."""
    return environment().get_template("check.js").render()


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _rows(sheet: Sheet) -> Iterator[Row]:
    by_id = {row.entry.statement.id: row for row in sheet.quotations}
    waiting = sorted(sheet.quotations, key=lambda row: row.start)[::-1]
    told: set[str] = set()
    bare = tuple(replace(row, cue=None, mention=None) for row in sheet.facts.reading.statements)
    for part in paragraphs(replace(sheet.facts.reading, statements=bare, relays=())):
        here = []
        while waiting and waiting[-1].start < part.stop:
            here.append(waiting.pop())
        yield Row(part, list(_bits(sheet, part, by_id, told)), [_card(sheet, row) for row in here])


def _bits(sheet: Sheet, part: Paragraph, by_id: dict[str, Quotation], told: set[str]) -> Iterator[Bit]:
    start = part.start
    for piece in part.pieces:
        over = [by_id[mark.statement] for mark in piece.marks if mark.statement in by_id]
        begins = [row for row in over if row.entry.statement.id not in told]
        told.update(row.entry.statement.id for row in begins)
        edits = _printed(over[-1]) if over else []
        runs = list(cut(sheet.document.text, start, start + len(piece.text), edits)) if over else [Run(piece.text)]
        yield Bit(runs, over[-1] if over else None, begins)
        start += len(piece.text)


def _printed(row: Quotation) -> list[tuple[Span, Edit]]:
    return [(edit.printed, edit) for edit in row.verdict.edits if edit.printed]


def _card(sheet: Sheet, row: Quotation) -> Card:
    verdict = row.verdict
    place = sheet.place(row.start)
    return Card(
        row=row,
        sign=_SIGNS[row.outcome],
        line=place[0] if place else None,
        source=source_of(sheet, verdict.original) if verdict.original else None,
        passage=passage(verdict, row.original.text, _CONTEXT[row.outcome]) if row.original else [],
        edits=verdict.edits[:_MOST_EDITS],
        more_edits=max(0, len(verdict.edits) - _MOST_EDITS),
        also=[place_of(sheet, other) for other in verdict.also],
    )
