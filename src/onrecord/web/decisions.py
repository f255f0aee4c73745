"""The accept file of ``onrecord check`` ↔ decisions taken on a page; one is added at a time, and the file is replaced as a whole."""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

from onrecord.acceptance import Accepted, AcceptFileError, accept, added, parse
from onrecord.export.check_facts import Quotation
from onrecord.export.safe import line
from onrecord.web.problems import ProblemError

_LOCK = threading.Lock()
_FAULTY = "The accept file {name} cannot be used{where}: {why}. Mend it on the server, or delete the entry."
_UNWRITABLE = "The decision could not be kept: {name} cannot be written ({why})."


class Decisions:
    """What people let pass.

    :param path: the file; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def known(self) -> dict[str, Accepted]:
        """Decisions by id; the last one counts.

        :raises ProblemError: the file has faults, or cannot be read.
        """
        return {entry.key.id: entry for entry in self._parsed(self._text())}

    def add(self, row: Quotation, *, by: str, reason: str, draft: str) -> None:
        """Keep a decision.

        :raises ProblemError: somebody decided meanwhile; or the file cannot be read or written.
        """
        with _LOCK:
            text = self._text()
            standing = {entry.key.id: entry for entry in self._parsed(text)}.get(row.id)
            if standing:
                message = f"Nothing was changed: {line(standing.by)} accepted this quotation already."
                raise ProblemError(409, "conflict", message, "id")
            self._write(added(text, [accept(row.key, by=by, reason=reason, draft=draft, words=row.words)]))

    def _text(self) -> str:
        try:
            return self.path.read_text("utf-8-sig")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror or str(error)
            raise self._fault("", why) from error

    def _parsed(self, text: str) -> tuple[Accepted, ...]:
        try:
            return parse(text)
        except AcceptFileError as error:
            raise self._fault(f" (line {error.line})" if error.line else "", line(error.reason)) from error

    def _fault(self, where: str, why: str) -> ProblemError:
        return ProblemError(503, "accept-file", _FAULTY.format(name=self.path.name, where=where, why=why))

    def _write(self, text: str) -> None:
        try:
            handle, partial = tempfile.mkstemp(prefix=".onrecord-", dir=self.path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(text.encode("utf-8", "replace"))
                    file.flush()
                    os.fsync(file.fileno())
                os.chmod(partial, 0o644)
                os.replace(partial, self.path)
            finally:
                Path(partial).unlink(missing_ok=True)
        except OSError as error:
            why = error.strerror or str(error)
            raise ProblemError(503, "unwritable", _UNWRITABLE.format(name=self.path.name, why=why)) from error
