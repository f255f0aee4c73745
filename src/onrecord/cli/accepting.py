"""``--accept`` and the accept file → which quotations a person has let pass; new decisions are written at once.

What an entry is and when it holds is ``acceptance``'s; here are the file, the faults told to people, and the options.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.acceptance import FILE, Accepted, AcceptFileError, accept, added, lapsed, parse
from onrecord.cli.words import unwritable
from onrecord.export.safe import line

if TYPE_CHECKING:
    from onrecord.export.check_facts import Quotation, Sheet

_SHORTEST = 4
"""Digits of an id that are enough if they fit only one."""


class Decisions:
    """The accept file of a run.

    :param path: the file; ``onrecord-accepted.toml`` in this folder if none is named.
    :param ids: what is to be accepted now.
    :raises click.UsageError: the file has faults, or ``ids`` come without a name and a reason.
    """

    def __init__(self, path: str | None, ids: Sequence[str], by: str | None, reason: str | None) -> None:
        self.path, self.ids = path or FILE, ids
        self.by, self.reason = " ".join((by or "").split()), " ".join((reason or "").split())
        if ids and not (self.by and self.reason):
            raise _fault("--accept needs --by and --reason: a decision keeps who took it, and why.")
        if not ids and (self.by or self.reason):
            raise _fault("--by and --reason belong to --accept ID; the report gives the ids.")
        self.text = self._read(must_exist=path is not None and not ids)
        self.entries = self._parsed()

    @property
    def known(self) -> dict[str, Accepted]:
        """Decisions by id; the last one counts."""
        return {entry.key.id: entry for entry in self.entries}

    def applied(self, sheets: list[Sheet]) -> list[Sheet]:
        """Take the new decisions, keep them in the file, and look at the drafts again in their light."""
        from onrecord.export.check_facts import Sheet

        if not self.ids:
            return sheets
        rows = [(sheet, row) for sheet in sheets for row in sheet.quotations]
        new = [self._decided(*self._chosen(wanted, rows)) for wanted in dict.fromkeys(self.ids)]
        self._write(added(self.text, new))
        self.entries = (*self.entries, *new)
        return [Sheet(sheet.checking, sheet.fail_on, self.known) for sheet in sheets]

    def lapsed(self, sheets: Sequence[Sheet]) -> list[str]:
        """A sentence for each decision that no longer holds in these drafts."""
        keys = {row.id: row.key for sheet in sheets for row in sheet.quotations}
        gone = lapsed(self.entries, keys, [sheet.name for sheet in sheets])
        return [
            f"{line(self.path)}: “{line(_short(entry.words))}” (id {entry.key.id}, accepted by {line(entry.by)}) no longer "
            f"counts: {reason}."
            for entry, reason in gone
        ]

    def _chosen(self, wanted: str, rows: Sequence[tuple[Sheet, Quotation]]) -> tuple[Sheet, Quotation]:
        found = {row.id: (sheet, row) for sheet, row in rows if row.id == wanted}
        if not found and len(wanted) >= _SHORTEST:
            found = {row.id: (sheet, row) for sheet, row in rows if row.id.startswith(wanted.lower())}
        if len(found) > 1:
            raise _fault(f"--accept {line(wanted)} fits {len(found)} quotations: {', '.join(sorted(found))}.")
        if not found:
            failing = [row.id for _, row in rows if row.outcome == "failed"]
            known = f"Those that fail: {', '.join(dict.fromkeys(failing))}." if failing else "None fails."
            raise _fault(f"--accept {line(wanted)}: there is no quotation of this id in this check. {known}")
        sheet, row = next(iter(found.values()))
        if row.outcome != "failed":
            told = (
                f"accepted already, by {line(row.accepted.by)}" if row.accepted else f"{row.verdict.verdict} and passes"
            )
            raise _fault(f"--accept {row.id}: this quotation is {told}; there is nothing to accept.")
        return sheet, row

    def _decided(self, sheet: Sheet, row: Quotation) -> Accepted:
        return accept(row.key, by=self.by, reason=self.reason, draft=sheet.name, words=row.words)

    def _read(self, *, must_exist: bool) -> str:
        try:
            return Path(self.path).read_text("utf-8-sig")
        except FileNotFoundError:
            if must_exist:
                raise _fault(f"--accept-file {line(self.path)}: there is no such file.") from None
            return ""
        except (OSError, UnicodeDecodeError) as error:
            why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror or str(error)
            raise _fault(f"{line(self.path)} cannot be read: {why}.") from error

    def _parsed(self) -> tuple[Accepted, ...]:
        try:
            return parse(self.text)
        except AcceptFileError as error:
            where = f"{line(self.path)}, line {error.line}" if error.line else line(self.path)
            raise _fault(f"{where}: {line(error.reason)}. Mend it or delete the entry.") from error

    def _write(self, text: str) -> None:
        from onrecord.cli.output import Output

        if os.path.exists(self.path) and not os.path.isfile(self.path):
            raise _fault(unwritable(self.path, IsADirectoryError()))
        with Output(self.path) as output:
            output.write(text.encode("utf-8"))


def _fault(sentence: str) -> click.UsageError:
    return click.UsageError(sentence, click.get_current_context(silent=True))


def _short(words: str) -> str:
    words = words.strip('“”"')
    return words if len(words) <= 60 else words[:59] + "…"
