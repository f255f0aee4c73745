"""A person's decisions to let quotations pass ↔ the small TOML file that keeps them; which of them still hold.

An entry holds while neither side has changed: its id hashes the printed words with their speaker, the verdict and the
passage. Reading and writing the file itself, and what is said about its faults, are left to ``cli``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from onrecord.errors import OnrecordError
from onrecord.ids import digest
from onrecord.model import VERDICTS, Statement, Verdict, VerdictName

FILE = "onrecord-accepted.toml"
HEAD = """\
# Quotations that a person has let pass. `onrecord check` honours an entry while neither side has changed: the printed
# words and their speaker, and the verdict with the passage in the original. To take one back, delete its entry.
"""
_ENTRY = re.compile(r"\s*\[\[\s*accepted\s*\]\]")
_AT = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)")
_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_UNPRINTABLE = re.compile('[\x00-\x1f\x7f-\x9f"\\\\\u2028\u2029\ud800-\udfff]')
_SHOWN = 160


class AcceptFileError(OnrecordError):
    """An accept file that cannot be used: ``line`` (``None`` if unknown) and ``reason`` say where and why."""

    def __init__(self, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


class Key(Struct, frozen=True):
    """Both sides of a quotation as hashes; ``id`` is what a person names it by."""

    printed: str
    verdict: VerdictName
    passage: str

    @property
    def id(self) -> str:
        """Ten hexadecimal digits of both sides."""
        return digest("", (self.printed, self.verdict, self.passage), 5)


class Accepted(Struct, frozen=True):
    """One decision. ``words`` and ``draft`` are there for people; the key alone decides."""

    key: Key
    by: str
    at: str
    reason: str
    draft: str = ""
    words: str = ""


def key_of(statement: Statement, verdict: Verdict, speaker: str) -> Key:
    """Key of a quotation; white space does not count.

    :param speaker: whose words they are said to be, as it is shown.
    """
    passage = verdict.original.span if verdict.original else None
    return Key(
        digest("", (*(_even(span.text) for span in statement.content), _even(speaker)), 8),
        verdict.verdict,
        digest("", (_even(passage.text) if passage else None,), 8),
    )


def parse(text: str) -> tuple[Accepted, ...]:
    """Read an accept file.

    :raises AcceptFileError: it is not TOML, or an entry lacks a field or has a wrong one.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT.fullmatch(str(error))
        line = int(found[2]) if found and found[2] else None
        raise AcceptFileError(line, (found[1] if found else str(error)).lower()) from error
    lines = [number for number, line in enumerate(text.split("\n"), 1) if _ENTRY.match(line)]
    for name in table.keys() - {"accepted"}:
        raise AcceptFileError(None, f"“{name}” is not known here; entries begin with [[accepted]]")
    rows = table.get("accepted", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise AcceptFileError(None, "each entry begins with [[accepted]], in double brackets")
    return tuple(_entry(row, lines[place] if len(lines) == len(rows) else None) for place, row in enumerate(rows))


def added(text: str, entries: Iterable[Accepted]) -> str:
    """Add entries to the text of an accept file, whose other lines and comments stay; an empty one gets a head."""
    start = text if not text or text.endswith("\n") else text + "\n"
    return (start or HEAD) + "".join(f"\n{_written(entry)}" for entry in entries)


def accept(key: Key, *, by: str, reason: str, draft: str, words: str) -> Accepted:
    """Decide now."""
    at = datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    words = _even(words)
    return Accepted(key, by, at, reason, draft, words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…")


def lapsed(entries: Iterable[Accepted], keys: Mapping[str, Key], drafts: Iterable[str]) -> list[tuple[Accepted, str]]:
    """Entries that no longer hold in the drafts that were checked, each with the reason.

    :param keys: all quotations of this run by id.
    :param drafts: names of the drafts that were checked; entries of others are nobody's business here.
    """
    checked, verdicts = set(drafts), {key.printed: key.verdict for key in keys.values()}
    gone = []
    for entry in entries:
        if entry.key.id in keys:
            continue
        now = verdicts.get(entry.key.printed)
        if now == entry.key.verdict:
            gone.append((entry, "the passage in the original has changed"))
        elif now:
            gone.append((entry, f"the verdict was {entry.key.verdict} and is now {now}"))
        elif entry.draft in checked:
            gone.append((entry, "the draft no longer prints these words as this speaker’s"))
    return gone


def _even(text: str) -> str:
    return " ".join(text.split())


def _entry(row: dict[str, Any], line: int | None) -> Accepted:
    at = row.get("at")
    row = row | {"at": at.isoformat().replace("+00:00", "Z")} if isinstance(at, datetime) else row
    for name in ("id", "printed", "verdict", "passage", "by", "at", "reason"):
        if name not in row:
            raise AcceptFileError(line, f"“{name}” is missing")
        if not isinstance(row[name], str) or not row[name].strip():
            raise AcceptFileError(line, f"“{name}” must be text in quote marks")
    if row["verdict"] not in VERDICTS:
        raise AcceptFileError(line, f"“{row['verdict']}” is no verdict; there are {', '.join(VERDICTS)}")
    try:
        datetime.fromisoformat(row["at"])
    except ValueError:
        raise AcceptFileError(line, f"“{row['at']}” is not a time; write it like 2026-01-31T09:30:00Z") from None
    key = Key(row["printed"], row["verdict"], row["passage"])
    if key.id != row["id"]:
        raise AcceptFileError(line, "its id does not belong to its hashes; accept the quotation again with --accept")
    return Accepted(key, row["by"], row["at"], row["reason"], str(row.get("draft", "")), str(row.get("words", "")))


def _written(entry: Accepted) -> str:
    fields = {
        "id": entry.key.id, "draft": entry.draft, "words": entry.words, "by": entry.by, "reason": entry.reason,
        "verdict": entry.key.verdict, "printed": entry.key.printed, "passage": entry.key.passage,
    }  # fmt: skip
    rows = [f"{name} = {_quoted(value)}" for name, value in fields.items()]
    return "[[accepted]]\n" + "\n".join([*rows[:5], f"at = {entry.at}", *rows[5:]]) + "\n"


def _quoted(text: str) -> str:
    """A basic string of TOML; characters that it has no place for become U+FFFD."""
    return '"' + _UNPRINTABLE.sub(lambda found: _escaped(found[0]), text) + '"'


def _escaped(character: str) -> str:
    code = ord(character)
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else _ESCAPED.get(character) or f"\\u{code:04X}"
