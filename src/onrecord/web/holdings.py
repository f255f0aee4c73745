"""A record's folder → what pages ask of it: search, trails, counts; always the latest state that is ready.

The record may grow while it is looked into. A new state is prepared in the background, and until it is ready the one before
is shown; what takes long to count is counted once for each state, when it is first asked for.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.errors import OnrecordError
from onrecord.record import manifest as manifests
from onrecord.record import queries
from onrecord.record.judgements import Judgements
from onrecord.record.manifest import Manifest
from onrecord.record.readings_kept import KeptReadings, bring_up_to_date
from onrecord.record.record import Record
from onrecord.record.search import Search
from onrecord.record.tallies import Summary, summary
from onrecord.trail.ask import Trails
from onrecord.trail.listed import Listed
from onrecord.web.later import Later, waited
from onrecord.web.problems import ProblemError

_LOOK = 2.0
"""Seconds between two looks at whether the record has grown."""


_PAUSE = 3
"""As long as it took to open a state, so many times over the next one waits."""
_WIDEST = 100


class Opened:
    """One state of a record, open; for several threads."""

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        before: Opened | None,
        watch: Callable[[int, int], None],
        patience: float,
    ) -> None:
        self.folder, self.manifest = folder, manifest
        self.mark = Judgements(folder).mark
        self.record = Record(folder)
        judged = self.record.sql("SELECT DISTINCT document FROM judgements") if self.mark else None
        self.corrected = frozenset(judged["document"].to_pylist() if judged is not None else ())
        self._local = threading.local()
        Search(folder, self.manifest, watch).close()  # brings the index of words up to date
        record = self.record

        def later(name: str, what: str, make: Callable[[], Any]) -> Later[Any]:
            return Later(what, make, getattr(before, name, None), patience)

        self._trails = later("_trails", "Statements are being followed through the record.", lambda: Trails(folder))
        self._widest = later("_widest", "Trails are being counted.", lambda: list(self._trails.wait().listed(_WIDEST)))
        self._speakers = later("_speakers", "Speakers are being counted.", lambda: queries.speakers(record))
        self._outlets = later("_outlets", "Outlets are being counted.", lambda: queries.outlets(record))
        self._summary = later("_summary", "The record is being counted.", lambda: summary(record))

    @property
    def version(self) -> tuple[Any, ...]:
        """Changes when something else is shown: another state, or a value that is ready by now."""
        values = (self._trails, self._widest, self._speakers, self._outlets, self._summary)
        return (id(self), *(value.is_ready for value in values))

    def count(self) -> None:
        """Begin to count all that the overview shows."""
        for value in (self._summary, self._speakers, self._outlets):
            value.begin()

    @property
    def search(self) -> Search:
        """The index of words, open in this thread."""
        if not hasattr(self._local, "search"):
            self._local.search = Search(self.folder, self.manifest)
        found: Search = self._local.search
        return found

    @property
    def readings(self) -> KeptReadings:
        """Readings by document, open in this thread; not all of them need be there yet."""
        if not hasattr(self._local, "readings"):
            self._local.readings = KeptReadings(self.folder)
        found: KeptReadings = self._local.readings
        return found

    @property
    def speakers_so_far(self) -> pa.Table | None:
        """The same as :attr:`speakers`, where it is at hand."""
        return self._speakers.peek()

    @property
    def outlets_so_far(self) -> pa.Table | None:
        """The same as :attr:`outlets`, where it is at hand."""
        return self._outlets.peek()

    @property
    def trails(self) -> Trails:
        """The trails; they may be those of an earlier state."""
        found: Trails = self._trails.get()
        return found

    @property
    def widest(self) -> list[Listed]:
        """The trails that most documents have."""
        found: list[Listed] = self._widest.get()
        return found

    @property
    def speakers(self) -> pa.Table:
        """Who is quoted: all rows of ``onrecord speakers``."""
        found: pa.Table = self._speakers.get()
        return found

    @property
    def outlets(self) -> pa.Table:
        """Who prints: all rows of ``onrecord outlets``."""
        found: pa.Table = self._outlets.get()
        return found

    @property
    def summary(self) -> Summary:
        """The record at a glance."""
        found: Summary = self._summary.get()
        return found


class Holdings:
    """The record that a server shows.

    :raises RecordError: there is none, or it cannot be opened.
    """

    def __init__(self, folder: Path, patience: float = 4.0) -> None:
        self.folder, self._patience = folder, patience
        self.judgements = Judgements(folder)
        self._manifest = manifests.load(folder)
        self._opened: Opened | None = None
        self._lock, self._ready = threading.Lock(), threading.Event()
        self._preparing = self._serves = False
        self._keeper: multiprocessing.process.BaseProcess | None = None
        self._indexed = (0, 0)
        self._error: Exception | None = None
        self._looked = self._cost = self._ended = 0.0

    def begin(self) -> None:
        """Begin to open the record and to count it, before anybody asks."""
        self._serves = True
        with self._lock:
            self._look()

    def now(self) -> Opened:
        """The latest state that is ready.

        :raises ProblemError: ``preparing``: none is yet.
        :raises RecordError: it cannot be opened.
        """
        with self._lock:
            self._look()
        if not waited(self._ready, self._patience):
            done, total = self._indexed
            told = f" ({done:,} of {total:,} statements)" if total else ""
            raise ProblemError(
                503, "preparing", f"The words of the record are being indexed{told}. This page comes back by itself."
            )
        if self._opened is None:
            assert self._error is not None
            raise self._error
        return self._opened

    def _look(self) -> None:
        """Begin to prepare a new state, where there is one and the machine has rested since the last."""
        now = time.monotonic()
        if self._preparing or now < self._looked + _LOOK or now < self._ended + _PAUSE * self._cost:
            return
        self._looked = now
        manifest = manifests.load(self.folder)
        known = self._opened
        if known is None or (manifest, self.judgements.mark) != (known.manifest, known.mark):
            self._preparing = True
            self._ready.clear() if self._opened is None else None
            threading.Thread(target=self._prepare, args=(manifest,), name="onrecord-open", daemon=True).start()

    def _prepare(self, manifest: Manifest) -> None:
        began = time.monotonic()
        try:
            opened = Opened(self.folder, manifest, self._opened, self._watch, self._patience)
            judged = self._opened is not None and self._opened.mark != opened.mark
            if judged or (self._opened is None and self._serves):
                opened.count()
            self._opened, self._error = opened, None
            self._keep_readings()
        except (OnrecordError, OSError) as error:
            self._error = error
        self._ended = time.monotonic()
        self._cost = self._ended - began
        self._preparing = False
        self._ready.set()

    def _keep_readings(self) -> None:
        """Bring the file of readings up to date in a process of its own, which gives way to all others."""
        if not self._serves or (self._keeper and self._keeper.is_alive()):
            return
        context = multiprocessing.get_context("spawn")
        self._keeper = context.Process(target=_keep, args=(self.folder,), name="onrecord-keeper", daemon=True)
        self._keeper.start()

    def close(self) -> None:
        """End what was begun in the background."""
        if self._keeper:
            self._keeper.kill()

    def _watch(self, done: int, total: int) -> None:
        self._indexed = done, total


def _keep(folder: Path) -> None:
    """The entry of that process."""
    if hasattr(os, "nice"):
        os.nice(10)
    with suppress(OnrecordError, KeyboardInterrupt):
        bring_up_to_date(folder)
