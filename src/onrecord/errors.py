"""Exceptions that carry facts (uri, line, field, reason); the words for people and the exit codes are the front ends'."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

UnreadableReason = Literal[
    "missing", "folder", "permission", "io", "empty", "binary", "pdf", "truncated", "too-large", "no-article",
    "too-deep", "not-found", "http", "timeout", "redirects", "network", "unsupported-url", "memory", "crash", "unexpected",
    "scanned", "encrypted", "damaged", "row", "columns", "format", "loop", "private",
]  # fmt: skip


class OnrecordError(Exception):
    """Base of everything that onrecord raises on purpose."""


class UnreadableError(OnrecordError):
    """A document that cannot be read.

    :param uri: the file or URL as it was given.
    :param reason: one of :data:`UnreadableReason`.
    :param detail: the fact behind it (a size, a status, a system message); may be empty.
    """

    def __init__(self, uri: str, reason: UnreadableReason, detail: str = "") -> None:
        super().__init__(f"{uri}: {reason}" + (f" ({detail})" if detail else ""))
        self.uri, self.reason, self.detail = uri, reason, detail


PeopleReason = Literal["unreadable", "columns", "nobody"]


class PeopleFileError(OnrecordError):
    """An authority file of which nothing can be used.

    :param path: the file as it was given.
    :param reason: ``unreadable`` (detail: an :data:`UnreadableReason`), ``columns`` (detail: what is missing and what
        there is), ``nobody``.
    :param broken: line, reason and detail of its broken rows.
    """

    def __init__(
        self, path: str, reason: PeopleReason, detail: str = "", broken: Iterable[tuple[int, str, str]] = ()
    ) -> None:
        super().__init__(f"{path}: {reason}" + (f" ({detail})" if detail else ""))
        self.path, self.reason, self.detail, self.broken = path, reason, detail, tuple(broken)


class OutletsFileError(OnrecordError):
    """A user's file of outlets, agencies and programmes that cannot be used.

    :param path: the file as it was given.
    :param detail: what is wrong and where: a table and the number of its row, or a system message.
    """

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path, self.detail = path, detail


class EnvironmentFaultError(OnrecordError):
    """The machine lacks something that onrecord needs: an extra, a data file, room on the disk."""

    def __init__(self, what: str, detail: str = "") -> None:
        super().__init__(f"{what}: {detail}")
        self.what, self.detail = what, detail


RecordReason = Literal[
    "missing", "not-a-record", "damaged", "newer", "older", "unreadable", "unwritable", "not-empty", "busy", "no-table",
]  # fmt: skip


class RecordError(OnrecordError):
    """A record that cannot be opened or written.

    :param path: its folder.
    :param reason: one of :data:`RecordReason`.
    :param detail: the fact behind it (a format, a process, a system message); may be empty.
    """

    def __init__(self, path: str, reason: RecordReason, detail: str = "") -> None:
        super().__init__(f"{path}: {reason}" + (f" ({detail})" if detail else ""))
        self.path, self.reason, self.detail = path, reason, detail


class QueryError(OnrecordError):
    """A query that cannot be answered; ``detail`` says why, in the engine's words."""

    def __init__(self, query: str, detail: str) -> None:
        super().__init__(detail)
        self.query, self.detail = query, detail


class TrailsError(OnrecordError):
    """Statements that cannot be followed.

    :param reason: ``columns`` (detail: those that are missing), ``type``, ``ids``, ``engine`` (detail: its name), ``unknown``
        (detail: the statement that a record does not have).
    :param detail: the fact behind it.
    """

    def __init__(self, reason: Literal["columns", "type", "ids", "engine", "unknown"], detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail
