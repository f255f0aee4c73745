"""What a server is told when it starts, and its limits, in one place; what they protect is said beside each."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

from onrecord.acceptance import FILE

LOCAL = ("localhost", "127.0.0.1", "[::1]")
"""Names under which this machine reaches itself; a page of a stranger whose name leads here has another one."""


class Serving(Struct, frozen=True):
    """How pages are served. Sizes in bytes, times in seconds."""

    record: Path | None = None
    """The record's folder; without one there are the reading and checking pages alone."""
    accept_file: Path = Path(FILE)
    """Where people's decisions about quotations of drafts are kept, as ``onrecord check`` keeps them."""
    hosts: tuple[str, ...] = LOCAL
    """Names that a request may ask for; empty: any, which wants a token."""
    token: str | None = None
    """What a visitor must show; ``None`` on one's own machine."""
    port: int = 8040
    processes: int = 2
    """Processes that read documents; 0: the server's own, where a document that hangs is not given up."""
    writers: int = 0
    """Processes that write pages over the record when many are asked for at once (``spread``)."""
    model: Literal["fast", "accurate"] = "accurate"
    read_seconds: float = 60.0
    """One document, fetched and read; a page takes well under a second."""
    check_seconds: float = 180.0
    """One draft with its originals."""
    fetch_seconds: float = 20.0
    most_waiting: int = 16
    """Readings that may wait for a process; more are told to come back."""
    text_bytes: int = 2_000_000
    """A pasted text: no article comes near it."""
    file_bytes: int = 10_000_000
    request_bytes: int = 40_000_000
    patience: float = 4.0
    """A request for what is still being counted waits so long, before it is told to come back."""
    kept: int = 200
    """Readings and checks that are kept for their links; the oldest go first."""
    kept_bytes: int = 256_000_000
    page_bytes: int = 64_000_000
    """Pages over the record that are kept for who asks for the same."""
