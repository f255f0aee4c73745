"""Exceptions that carry facts (uri, line, field, reason); the words for people and the exit codes are the front ends'."""

from __future__ import annotations

from typing import Literal

UnreadableReason = Literal[
    "missing", "folder", "permission", "io", "empty", "binary", "pdf", "truncated", "too-large", "no-article",
    "too-deep", "not-found", "http", "timeout", "redirects", "network", "unsupported-url", "unexpected",
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


class EnvironmentFaultError(OnrecordError):
    """The machine lacks something that onrecord needs: an extra, a data file, room on the disk."""

    def __init__(self, what: str, detail: str = "") -> None:
        super().__init__(f"{what}: {detail}")
        self.what, self.detail = what, detail
