"""Checked drafts → JUnit XML: a draft is a suite, a quotation a test case; what could not be read is an error.

The layout is the one that CI systems read (Jenkins' ``junit-10.xsd``): ``testsuites/testsuite/testcase`` with
``failure``, ``error``, ``skipped`` and ``system-out``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from onrecord.export.check_facts import Quotation, Sheet, source_of
from onrecord.export.check_passage import passage
from onrecord.export.safe import line, visible
from onrecord.export.words import VERDICTS

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHORT = 80


def render(sheets: Sequence[Sheet]) -> str:
    """Write the whole file."""
    unread = _unread(sheets)
    counts = _counts(sum(len(sheet.quotations) for sheet in sheets) + len(unread),
                     sum(len(sheet.failed) for sheet in sheets), len(unread),
                     sum(sheet.outcomes["open"] for sheet in sheets))  # fmt: skip
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="onrecord check"{counts}>']
    for sheet in sheets:
        lines += _suite(sheet)
    if unread:
        lines.append(f'  <testsuite name="originals"{_counts(len(unread), 0, len(unread), 0)}>')
        for uri, why in unread.items():
            lines.append(f'    <testcase classname="originals" name={_attribute(uri)}>')
            lines.append(f'      <error type="unread" message={_attribute(why)}/>')
            lines.append("    </testcase>")
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _suite(sheet: Sheet) -> Iterator[str]:
    counts = _counts(len(sheet.quotations), len(sheet.failed), 0, sheet.outcomes["open"])
    yield f"  <testsuite name={_attribute(sheet.name)}{counts}>"
    for row in sheet.quotations:
        yield from _case(sheet, row)
    yield "  </testsuite>"


def _case(sheet: Sheet, row: Quotation) -> Iterator[str]:
    place = sheet.place(row.start)
    words = line(row.words)
    name = f"{row.number} {words if len(words) <= _SHORT else words[: _SHORT - 1] + '…'}"
    where = f' file={_attribute(sheet.name)} line="{place[0]}"' if place else ""
    yield f"    <testcase classname={_attribute(sheet.name)} name={_attribute(name)}{where}>"
    verdict = row.verdict
    if row.outcome == "failed":
        yield f"      <failure type={_attribute(verdict.verdict)} message={_attribute(_told(row))}>"
        yield _text(_details(sheet, row)) + "</failure>"
    elif row.outcome == "open":
        yield f"      <skipped message={_attribute(_told(row))}/>"
    elif row.accepted:
        why = f"{_told(row)}\naccepted by {row.accepted.by} at {row.accepted.at}: {row.accepted.reason}"
        yield f"      <system-out>{_text(why)}</system-out>"
    yield "    </testcase>"


def _told(row: Quotation) -> str:
    return f"{row.verdict.verdict}: {VERDICTS[row.verdict.verdict]}; {line(row.verdict.reason)}"


def _details(sheet: Sheet, row: Quotation) -> str:
    told = [f"speaker:  {row.speaker}", f"printed:  {line(row.words)}"]
    if row.verdict.original:
        told.append(f"found in: {source_of(sheet, row.verdict.original)}")
    if row.original:
        told.append("original: " + line("".join(run.text for run in passage(row.verdict, row.original.text))))
    for edit in row.verdict.edits:
        left = f" [-{line(edit.original.text)}-]" if edit.original else ""
        put = f" {{+{line(edit.printed.text)}+}}" if edit.printed else ""
        told.append(f"{edit.what}:{left}{put}")
    return "\n".join([*told, f"to accept it: onrecord check … --accept {row.id} --by NAME --reason TEXT"])


def _unread(sheets: Sequence[Sheet]) -> dict[str, str]:
    failures = [failure for sheet in sheets for failure in sheet.checking.unread]
    return {line(row.uri): f"{row.reason}: {row.detail}" if row.detail else row.reason for row in failures}


def _counts(tests: int, failures: int, errors: int, skipped: int) -> str:
    return f' tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}"'


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", line(text)))


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", visible(text)))
