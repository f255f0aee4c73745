"""Checked drafts → Markdown for a pull request: what they came to, a table of what fails, and the details folded.

Words of a draft or an original can start no markup, mention nobody and link nowhere: all that could is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from onrecord.export.changes import Run
from onrecord.export.check_facts import Quotation, Sheet, source_of, summary, total
from onrecord.export.check_passage import passage, printed_runs
from onrecord.export.safe import line, visible
from onrecord.export.words import VERDICTS, counted

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|!(?=\[)")
_SPLIT = re.compile(r"(?<=[@#])(?=\w)|(?<=://)(?=\w)|(?<=www)(?=\.)|(?<=\bGH)(?=-\d)", re.IGNORECASE)
_APART = "\u2060"
"""A word joiner: unseen, but no mention, number of an issue or address is recognised across it."""
_SHORT = 90
_ROWS = 100
"""Rows and details that are written; sites that show Markdown refuse long comments."""


def render(sheets: Sequence[Sheet]) -> str:
    """Write the report of all drafts."""
    found = total(sheets)
    sign = "❌" if found["failed"] else "✅"
    lines = [f"### {sign} onrecord check: {_outcome(sheets)}", ""]
    for sheet in sheets:
        lines += _draft(sheet)
    return "\n".join(lines).rstrip() + "\n"


def escaped(text: str) -> str:
    """Escape words so that they show as they are, on one line, also inside a table."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", _apart(text))


def _apart(text: str) -> str:
    return _SPLIT.sub(_APART, line(text))


def _outcome(sheets: Sequence[Sheet]) -> str:
    found = total(sheets)
    if not found.total():
        return "no quotations"
    drafts = f" in {counted(len(sheets), 'draft')}" if len(sheets) > 1 else ""
    failed = f"{found['failed']} of " if found["failed"] else "none of "
    return f"{failed}{counted(found.total(), 'quotation')}{drafts} {'fails' if found['failed'] < 2 else 'fail'}"


def _draft(sheet: Sheet) -> Iterator[str]:
    checking = sheet.checking
    yield f"**{escaped(sheet.name)}**, against {counted(checking.searched, 'original')}. {summary(sheet)}."
    yield ""
    for failure in checking.unread:
        yield f"- could not be read: {escaped(failure.uri)} ({escaped(failure.reason)})"
    for name in checking.left_out:
        yield f"- left out, since it holds a draft or a report on one: {escaped(name)}"
    if checking.unread or checking.left_out:
        yield ""
    shown = [row for row in sheet.quotations if row.outcome != "passed"]
    yield from _table(sheet, shown)
    details = [row for row in shown if row.outcome == "failed"]
    for row in details[:_ROWS]:
        yield from _details(sheet, row)


def _table(sheet: Sheet, rows: Sequence[Quotation]) -> Iterator[str]:
    if not rows:
        return
    yield "| | verdict | speaker | printed words | line |"
    yield "|--:|---|---|---|--:|"
    for row in rows[:_ROWS]:
        place = sheet.place(row.start)
        words = line(row.words)
        words = words if len(words) <= _SHORT else words[: _SHORT - 1] + "…"
        verdict = f"**{row.verdict.verdict}**" if row.outcome == "failed" else row.verdict.verdict
        by = f", accepted by {escaped(row.accepted.by)}" if row.accepted else ""
        cells = [row.number, verdict + by, escaped(row.speaker), escaped(words), str(place[0]) if place else ""]
        yield f"| {' | '.join(cells)} |"
    if len(rows) > _ROWS:
        yield f"| | | | and {len(rows) - _ROWS} more | |"
    yield ""


def _details(sheet: Sheet, row: Quotation) -> Iterator[str]:
    verdict = row.verdict
    yield "<details>"
    yield f"<summary>{row.number}: {verdict.verdict}, {escape(_apart(row.speaker))}</summary>"
    yield ""
    yield f"{VERDICTS[verdict.verdict].capitalize()}: {escaped(verdict.reason)}"
    yield ""
    yield f"> {_marked(printed_runs(row.entry, verdict, sheet.document.text), 'ins')}"
    yield ""
    if verdict.original:
        yield f"{escaped(source_of(sheet, verdict.original))}:"
        yield ""
        if row.original:
            yield f"> {_marked(passage(verdict, row.original.text), 'del')}"
            yield ""
    yield f"To let it pass: `onrecord check … --accept {row.id} --by NAME --reason TEXT`"
    yield ""
    yield "</details>"
    yield ""


def _marked(runs: Iterable[Run], tag: str) -> str:
    """Words in which the changes stand between tags; the white space at their edges stays outside."""
    written = []
    for run in runs:
        words = re.sub(r"\s+", " ", visible(run.text))
        inner = words.strip()
        before, behind = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :] if inner else ""
        shown = escaped(inner)
        written.append(f"{before}<{tag}>{shown}</{tag}>{behind}" if run.edit and inner else f"{before}{shown}{behind}")
    return "".join(written).strip()
