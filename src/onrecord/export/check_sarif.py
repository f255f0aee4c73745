"""Checked drafts → SARIF 2.1.0 (OASIS Standard, 27 March 2020): what fails, was accepted or has no original, as results.

A region gives line and column of the draft's file, columns in code points; the original's passage is a related
location. What could not be read are notifications of the run, which is then not wholly successful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from string import ascii_letters, digits
from typing import Any

import msgspec

from onrecord.export.check_facts import Quotation, Sheet, place_of
from onrecord.export.safe import line
from onrecord.export.words import VERDICTS as MEANINGS
from onrecord.model import VERDICTS, Failure
from onrecord.settings import VERSION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_URL = re.compile(r"https?://", re.IGNORECASE)
_UNRESERVED = ascii_letters + digits + "-._~"
_RESERVED = "%:/?#[]@!$&'()*+,;="
_FINGERPRINT = "onrecordQuotation/v1"
_LEVELS = {"failed": "error", "accepted": "error", "open": "none"}
_KINDS = {"failed": "fail", "accepted": "fail", "open": "open"}


def render(sheets: Sequence[Sheet]) -> str:
    """Write the whole log."""
    shown = [(sheet, row) for sheet in sheets for row in sheet.quotations if row.outcome != "passed"]
    unread = {failure.uri: failure for sheet in sheets for failure in sheet.checking.unread}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "onrecord", "version": VERSION, "rules": _rules(sheets)}},
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not unread,
                        "toolExecutionNotifications": [_notification(failure) for failure in unread.values()],
                    }
                ],
                "results": [_result(sheet, row) for sheet, row in shown],
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(_clean(log)), indent=1).decode() + "\n"


def _rules(sheets: Sequence[Sheet]) -> list[dict[str, Any]]:
    fail_on = frozenset[str]().union(*(sheet.fail_on for sheet in sheets))
    return [
        {
            "id": name,
            "shortDescription": {"text": MEANINGS[name][0].upper() + MEANINGS[name][1:]},
            "defaultConfiguration": {"level": "error" if name in fail_on else "none"},
        }
        for name in VERDICTS
    ]


def _result(sheet: Sheet, row: Quotation) -> dict[str, Any]:
    verdict = row.verdict
    result = {
        "ruleId": verdict.verdict,
        "ruleIndex": VERDICTS.index(verdict.verdict),
        "kind": _KINDS[row.outcome],
        "level": _LEVELS[row.outcome],
        "message": {"text": f"{line(row.speaker)}, {line(row.words)}: {line(verdict.reason)}."},
        "locations": [_location(sheet, row)],
        "partialFingerprints": {_FINGERPRINT: row.id},
    }
    if verdict.original:
        passage = verdict.original.span.text if verdict.original.span else ""
        told = f"{place_of(sheet, verdict.original)}: {line(passage)}"
        result["relatedLocations"] = [{"message": {"text": told}}]
    if row.accepted:
        why = f"{row.accepted.by}, {row.accepted.at}: {row.accepted.reason}"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": line(why)}]
    return result


def _location(sheet: Sheet, row: Quotation) -> dict[str, Any]:
    content = row.entry.statement.content
    start, stop = sheet.place(content[0].start), sheet.place(content[-1].stop)
    logical = {"logicalLocations": [{"name": f"quotation {row.number}", "kind": "quotation"}]}
    if sheet.document.uri == "-":
        return logical
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(sheet.document.uri)}}
    if start and stop and stop >= start:
        physical["region"] = {
            "startLine": start[0], "startColumn": start[1], "endLine": stop[0], "endColumn": stop[1],
        }  # fmt: skip
    return {"physicalLocation": physical, **logical}


def _notification(failure: Failure) -> dict[str, Any]:
    why = f"{failure.reason} ({failure.detail})" if failure.detail else failure.reason
    return {
        "level": "error",
        "message": {"text": line(f"{failure.uri} could not be read: {why}")},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(failure.uri)}}}],
    }


def _uri(name: str) -> str:
    """A URL as it is; a path as a relative or a file URI (RFC 3986)."""
    if _URL.match(name):
        return _encoded(name, _RESERVED)
    path = PurePath(name)
    written = _encoded(path.as_posix(), "/")
    return f"file://{'' if written.startswith('/') else '/'}{written}" if path.is_absolute() else written


def _encoded(text: str, kept: str) -> str:
    """Percent-encode all but unreserved characters and those in ``kept``."""
    known = _UNRESERVED + kept
    return "".join(
        character if character in known else "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
        for character in text
    )


def _clean(value: Any) -> Any:
    """Replace lone surrogates, which JSON in UTF-8 has no place for."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value
