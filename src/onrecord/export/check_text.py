"""A checked draft → the view for a terminal: quotation by quotation, printed words against the original's, with places.

Colour is never the only sign: ``=`` passes, ``≠`` does not, ``?`` has nothing to be compared with, and changed words
stand between ``[-left out-]{+put in+}``. Wrapping and character sets are left to ``canvas``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rich.text import Text

from onrecord.export.canvas import Canvas
from onrecord.export.changes import Run
from onrecord.export.check_facts import Quotation, Sheet, place_of, source_of, summary, total
from onrecord.export.check_passage import in_one_line, passage, printed_runs
from onrecord.export.safe import line, visible
from onrecord.export.text import LEFT_OUT, PUT_IN, side, together
from onrecord.export.words import KEPT, VERDICTS, counted, day
from onrecord.model import VerdictName

_STYLES = {"failed": "bold red", "accepted": "bold yellow", "open": "bold", "passed": "bold green"}
_SHORT = 300
"""Code points of words that are shown where nothing was changed."""
_ALSO = 3
_SPACE = re.compile(r"\s+")


def render(sheet: Sheet, *, width: int = 80, colour: bool = False, encoding: str = "utf-8") -> str:
    """Write the whole view of one draft, ending in a line break.

    :param width: columns of the terminal; 24 at least and 100 at most are used.
    """
    return _View(sheet, Canvas(width, colour=colour, encoding=encoding)).written()


def closing(sheets: Sequence[Sheet]) -> str:
    """Say in one sentence what all drafts came to."""
    found = total(sheets)
    number = found.total()
    drafts = f" of {counted(len(sheets), 'draft')}" if len(sheets) > 1 else ""
    if not number:
        return f"There are no quotations to check{f' in {len(sheets)} drafts' if drafts else ''}."
    if not found["failed"]:
        return f"None of {counted(number, 'quotation')}{drafts} fails."
    worst = Counter(row.verdict.verdict for sheet in sheets for row in sheet.failed)
    listed = ", ".join(f"{worst[name]} {name}" for name in reversed(VERDICTS) if worst[name])
    fails = "fails" if found["failed"] == 1 else "fail"
    return f"{found['failed']} of {counted(number, 'quotation')}{drafts} {fails}: {listed}."


class _View:
    def __init__(self, sheet: Sheet, canvas: Canvas) -> None:
        self.sheet, self.canvas = sheet, canvas

    def written(self) -> str:
        self._header()
        for row in self.sheet.quotations:
            self._quotation(row)
        self._legend()
        return self.canvas.text()

    def _header(self) -> None:
        document, checking = self.sheet.document, self.sheet.checking
        if document.title:
            self.canvas.put(Text(line(document.title), "bold"))
        self.canvas.put(Text(line(self.sheet.name), "dim" if document.title else "bold"))
        unread = f" ({len(checking.unread)} more could not be read)" if checking.unread else ""
        self.canvas.put(Text(f"checked by onrecord against {counted(checking.searched, 'original')}{unread}", "dim"))
        for name in checking.left_out:
            self.canvas.put(Text(f"{line(name)} holds a draft or a report on one and was left out", "dim"))
        self.canvas.put(summary(self.sheet))
        self.canvas.rule()

    def _quotation(self, row: Quotation) -> None:
        self.canvas.gap()
        label = Text(f"{row.number:>3}  ")
        indent = " " * len(label.plain)
        self.canvas.put(self._head(row), label, indent)
        self._words(row, indent)
        if row.told:
            self.canvas.put(Text(line(row.told)), indent, indent)
        self._places(row, indent)
        if row.accepted:
            told = f"accepted by {row.accepted.by} on {day(row.accepted.at)}: {row.accepted.reason}"
            self.canvas.put(Text(line(told), _STYLES["accepted"]), indent, indent)

    def _head(self, row: Quotation) -> Text:
        verdict = row.verdict.verdict
        sign = "?" if verdict == "no-original" else "=" if verdict in KEPT else "≠"
        head = Text.assemble((f"{sign} {verdict}", _STYLES[row.outcome]), " · ", (line(row.speaker), "bold"))
        place = self.sheet.place(row.start)
        head.append(f" · line {place[0]}" if place else "")
        if row.outcome == "passed" and verdict not in KEPT:
            head.append(" · let pass by --fail-on", "dim")
        if row.outcome == "failed" and (verdict in KEPT or verdict == "no-original"):
            head.append(" · fails by --fail-on", "dim")
        if row.outcome == "failed":
            head.append(f" · {row.id}", "dim")
        return head

    def _words(self, row: Quotation, indent: str) -> None:
        """The printed words, with the changes in them where there are any."""
        text, verdict = self.sheet.document.text, row.verdict
        known = row.original
        if not verdict.edits or known is None:
            self.canvas.put(_shortened(printed_runs(row.entry, verdict, text)), indent, indent)
            return
        changes = in_one_line(row.entry, verdict, text, known.text)
        if changes is not None:
            self.canvas.put(together(changes), indent, indent)
            return
        printed = side(printed_runs(row.entry, verdict, text), "{+", "+}", PUT_IN)
        self.canvas.put(printed, indent + "printed:  ", indent + "          ")

    def _places(self, row: Quotation, indent: str) -> None:
        original = row.verdict.original
        if original is None:
            return
        self.canvas.put(Text(line(source_of(self.sheet, original)), "cyan"), indent, indent + "  ")
        if row.original and (row.outcome in ("failed", "accepted") or row.verdict.verdict not in KEPT):
            bar = Text(f"{indent}│ ", "cyan")
            self.canvas.put(_passage(passage(row.verdict, row.original.text)), bar, bar)
        also = [line(place_of(self.sheet, other)) for other in row.verdict.also]
        if also:
            more = f" and {len(also) - _ALSO} more places" if len(also) > _ALSO else ""
            self.canvas.put(Text(f"also: {'; '.join(also[:_ALSO])}{more}", "dim"), indent, indent + "  ")

    def _legend(self) -> None:
        """Say what the verdicts of this view mean."""
        found: Iterable[VerdictName] = self.sheet.verdicts
        if not self.sheet.quotations:
            return
        self.canvas.gap()
        self.canvas.rule()
        for name in found:
            sign = "?" if name == "no-original" else "=" if name in KEPT else "≠"
            self.canvas.put(VERDICTS[name], f"{sign} {name:<13} ")
        if any(row.verdict.edits for row in self.sheet.quotations):
            self.canvas.put(Text.assemble(("[-left out-]", LEFT_OUT), ("{+put in+}", PUT_IN), " by the draft"))
        failed = self.sheet.failed
        if failed:
            told = f"To let one pass: onrecord check … --accept {failed[0].id} --by NAME --reason TEXT"
            self.canvas.put(Text(told, "dim"), "", "  ")


def _shortened(runs: list[Run]) -> Text:
    """Words that were not changed, the cue between two parts told apart."""
    written = Text()
    for run in runs:
        written.append(f" <{line(run.text)}> " if run.aside else line(run.text), "dim" if run.aside else "")
    if len(written) > _SHORT:
        written = Text.assemble(written[: _SHORT // 2], " … ", written[-_SHORT // 2 :])
    return written


def _passage(runs: list[Run]) -> Text:
    """The original's words in one paragraph, whatever the line breaks of its file."""
    written = Text()
    for run in runs:
        words = _SPACE.sub(" ", visible(run.text))
        if run.edit:
            written.append(f"[-{words}-]", LEFT_OUT)
        else:
            written.append(words, "dim" if run.aside else "")
    return written
