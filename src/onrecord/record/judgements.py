"""What people judged of a record's statements ↔ lines appended to a file of its own in the record's folder.

Three questions are judged: whether two statements are the ``same``, whether somebody is a statement's ``speaker``, whether
words of a document are a ``statement``. A later judgement of the same question stands in the place of the earlier one,
which stays in the file; ``answer`` null takes it back. Rows that reading made are never touched: later steps honour what
stands here (``trail.judged``), and ``judgements_export`` makes training data of it.

The file is ``judgements/judgements.jsonl``. A line counts once it is whole, so that a process which dies while it writes
leaves nothing behind that is believed, and readers need no lock. Writers wait for one another (a lock of the file's own: it
never waits for ``add``).
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from onrecord.errors import EnvironmentFaultError, OnrecordError, RecordError
from onrecord.ids import digest
from onrecord.model import Span
from onrecord.record.lock import Lock
from onrecord.record.manifest import sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["same", "speaker", "statement"]
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
NAMES: dict[tuple[Kind, bool | None], str] = {
    ("same", True): "the same statement", ("same", False): "not the same statement", ("same", None): "taken back",
    ("speaker", True): "the speaker", ("speaker", False): "not the speaker", ("speaker", None): "taken back",
    ("statement", True): "this is a statement", ("statement", False): "this is no statement",
    ("statement", None): "taken back",
}  # fmt: skip
"""What an answer is called on pages and in the terminal."""
FOLDER, FILE = "judgements", "judgements.jsonl"
ANY = "*"
"""For ``previous``: whatever stands now is replaced unseen."""
_WAIT = 10.0
"""Seconds to wait for another writer, who needs milliseconds."""
_LONGEST = 2_000


class JudgementError(OnrecordError):
    """A judgement that cannot be taken in.

    :param reason: ``conflict``: somebody judged this meanwhile, ``standing`` is their judgement (null where they took one
        back or there never was one); ``itself``: one statement twice; ``nothing``: nobody, no name or no words are given;
        ``unknown``: the record has no such statement (``detail``).
    """

    def __init__(
        self,
        reason: Literal["conflict", "itself", "nothing", "unknown"],
        detail: str = "",
        standing: Judgement | None = None,
    ) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail, self.standing = reason, detail, standing


class About(Struct, frozen=True, omit_defaults=True):
    """The question that is judged; make it with :func:`same`, :func:`speaker` or :func:`statement`."""

    kind: Kind
    statements: tuple[str, ...] = ()
    """``same``: two, in order; ``speaker``: one; ``statement``: the one that these words are, where the record has it."""
    name: str | None = None
    """``speaker``: who it is said to be."""
    document: str | None = None
    """``statement``: where the words stand."""
    content: tuple[Span, ...] = ()
    """``statement``: the words, in code points of the document's text."""
    cue: Span | None = None
    mention: Span | None = None

    @property
    def key(self) -> str:
        """Equal for the same question: cue, mention and whether the record has the statement do not matter."""
        spans = (f"{span.start}:{span.stop}" for span in self.content)
        statements = () if self.kind == "statement" else self.statements
        return digest("q", (self.kind, *statements, self.name and self.name.casefold(), self.document, *spans))


class Judgement(Struct, frozen=True, omit_defaults=True):
    """One line of the file."""

    id: str
    about: About
    answer: bool | None
    """Yes, no, or taken back."""
    by: str
    """Who judged."""
    at: str
    """When, ISO 8601 in UTC."""
    reason: str = ""
    words: tuple[str, ...] = ()
    """The statements' words as they were seen, for people and for training; in the order of ``about.statements``."""
    previous: str | None = None
    """The judgement that this one replaced."""

    @property
    def name(self) -> str:
        """What it says, in words for people."""
        return NAMES[self.about.kind, self.answer]


def same(one: str, other: str) -> About:
    """Whether two statements, named by their ids, are the same.

    :raises JudgementError: ``itself``.
    """
    if one == other:
        raise JudgementError("itself", one)
    return About("same", (min(one, other), max(one, other)))


def speaker(statement: str, name: str) -> About:
    """Whether somebody of this name is the speaker of a statement."""
    return About("speaker", (statement,), " ".join(name.split()))


def statement(
    document: str,
    content: Iterable[Span],
    cue: Span | None = None,
    mention: Span | None = None,
    *,
    known: str | None = None,
) -> About:
    """Whether these words of a document are a statement.

    :param known: the id of the statement, where the record has it; none where reading missed it.
    """
    ordered = tuple(sorted(content, key=lambda span: span.start))
    return About("statement", (known,) if known else (), None, document, ordered, cue, mention)


class Judgements:
    """The judgements of a record; cheap to make, may be used by several threads and processes at once.

    :param folder: the record's folder; it need not hold judgements yet.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.path = self.folder / FOLDER / FILE
        self._seen: tuple[tuple[int, int], tuple[Judgement, ...], tuple[int, ...]] | None = None
        self._marked: tuple[tuple[int, int], str] | None = None

    def all(self) -> tuple[Judgement, ...]:
        """Every judgement that was ever made, the oldest first.

        :raises RecordError: ``unreadable``.
        """
        return self._rows()[1]

    @property
    def broken(self) -> tuple[int, ...]:
        """Lines (from 1) that are no judgements and are left out: cut off while they were written, or edited by hand."""
        return self._rows()[2]

    def standing(self) -> dict[str, Judgement]:
        """What holds now, by ``about.key``: the last judgement of each question, whoever made it, without those taken back;
        in the order in which they were made.
        """
        last: dict[str, Judgement] = {}
        for row in self.all():
            last.pop(row.about.key, None)
            last[row.about.key] = row
        return {key: row for key, row in last.items() if row.answer is not None}

    @property
    def mark(self) -> str:
        """Changes with what holds of speakers and of what is a statement; empty where nothing does."""
        version = self._rows()[0]
        if self._marked is None or self._marked[0] != version:
            ids = [row.id for row in self.standing().values() if row.about.kind != "same"]
            self._marked = version, digest("", ids) if ids else ""
        return self._marked[1]

    def of(self, about: About) -> Judgement | None:
        """What holds of one question."""
        return self.standing().get(about.key)

    def naming(self, statements: Iterable[str]) -> list[Judgement]:
        """What holds of any of these statements, the oldest first."""
        wanted = set(statements)
        return [row for row in self.standing().values() if wanted.intersection(row.about.statements)]

    def pairs(self, answer: bool) -> list[tuple[str, str]]:
        """Pairs of statements judged the same, or not the same, the oldest first."""
        rows = (row for row in self.standing().values() if row.about.kind == "same" and row.answer is answer)
        return [(row.about.statements[0], row.about.statements[1]) for row in rows]

    def add(
        self,
        about: About,
        answer: bool | None,
        *,
        by: str,
        reason: str = "",
        words: Sequence[str] = (),
        previous: str | None = ANY,
    ) -> Judgement:
        """Judge; once this returns, the judgement outlives the process and the machine's power.

        :param answer: yes, no, or ``None`` to take back what stands.
        :param previous: the id of the judgement that was shown when this one was made, ``None`` where none was: where
            another stands by now, nothing is written (two windows edit one judgement). Left out, nothing is compared.
        :raises JudgementError: ``conflict``, ``nothing``.
        :raises RecordError: ``unwritable``; ``busy``: another process holds the file for ten seconds.
        :raises EnvironmentFaultError: the disk is full.
        """
        by, reason = " ".join(by.split())[:200], " ".join(reason.split())[:_LONGEST]
        if not by or (about.kind == "speaker" and not about.name) or (about.kind == "statement" and not about.content):
            raise JudgementError("nothing")
        with self._writing():
            stands = self.of(about)
            if previous != ANY and previous != (stands.id if stands else None):
                raise JudgementError("conflict", stands.id if stands else "", stands)
            at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            before = stands.id if stands else None
            told = tuple(text[:_LONGEST] for text in words)
            nth = str(len(self.all()))
            id = digest("j", (about.key, str(answer), by, at, reason, before, nth))
            row = Judgement(id, about, answer, by, at, reason, told, before)
            self._append(msgspec.json.encode(row))
        return row

    def _rows(self) -> tuple[tuple[int, int], tuple[Judgement, ...], tuple[int, ...]]:
        try:
            with open(self.path, "rb") as file:
                state = os.fstat(file.fileno())
                version = (state.st_size, state.st_mtime_ns)
                seen = self._seen
                if seen is None or seen[0] != version:
                    seen = self._seen = (version, *_parsed(file.read()))
                return seen
        except (FileNotFoundError, NotADirectoryError):
            return (0, 0), (), ()
        except OSError as error:
            raise RecordError(str(self.path), "unreadable", error.strerror or str(error)) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the file alone; the system's errors become onrecord's."""
        try:
            self.path.parent.mkdir(exist_ok=True)
            with _patient(self.path.parent):
                yield
        except OSError as error:
            if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
                raise EnvironmentFaultError("disk", str(self.path)) from error
            raise RecordError(str(self.folder), "unwritable", error.strerror or str(error)) from error

    def _append(self, line: bytes) -> None:
        """Write one line behind the others, and behind what another process may have left half written."""
        with open(self.path, "a+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - 1))
            torn = end and file.read(1) != b"\n"
            data = (b"\n" if torn else b"") + line + b"\n"
            try:
                if file.write(data) != len(data):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            except OSError:
                file.truncate(end)
                raise
            os.fsync(file.fileno())
        if not end:
            sync_folder(self.path.parent)


def _parsed(data: bytes) -> tuple[tuple[Judgement, ...], tuple[int, ...]]:
    """Whole lines, and the numbers of those that are none; of the last one, which may be being written, nothing is said."""
    rows, broken = [], []
    lines = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append(_DECODER.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError):
            broken += [number] if number < len(lines) else []
    return tuple(rows), tuple(broken)


_DECODER = msgspec.json.Decoder(Judgement)


@contextmanager
def _patient(folder: Path) -> Iterator[None]:
    """Take a folder's lock, waiting a while for who holds it."""
    until = time.monotonic() + _WAIT
    while True:
        lock = Lock(folder)
        try:
            lock.__enter__()
            break
        except RecordError as error:
            if error.reason != "busy" or time.monotonic() > until:
                raise
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.__exit__(None, None, None)
