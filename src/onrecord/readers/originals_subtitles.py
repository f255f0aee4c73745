"""SubRip and WebVTT subtitles → running text with speakers and time codes.

Cues are joined, for a sentence goes on from one to the next. After the WebVTT recommendation (W3C 2019) and what players
accept of SubRip, which has no standard: broken time codes cost the place, never the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

from onrecord.errors import UnreadableError
from onrecord.model import OriginalText, Place, Turn
from onrecord.readers.decode import decode
from onrecord.readers.originals_types import File, Found
from onrecord.readers.transcript import is_machine, label_of
from onrecord.settings import Limits
from onrecord.text.clean import clean

_TIMING = re.compile(r"^[ \t]*(?:(?P<hours>\d{1,4}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{1,2})(?:[.,]\d*)?[ \t]*-->")
_NO_CUE = re.compile(r"(?:NOTE|STYLE|REGION)\b")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>", re.IGNORECASE)
_WORD_TIME = re.compile(r"<(?:\d+:)?\d+:\d+[.,]\d+>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<(?:\d+:)?\d+:\d+[.,]\d+>|\{\\[^{}]*\}")
_CHANGE = re.compile(r"[ \t]*(?:>>+|&gt;&gt;)[ \t]*|[ \t]*[-–—‐](?![-–—])[ \t]*(?=[^\W\d_]|[“\"‘'¿¡\[(♪])")
_LANGUAGE = re.compile(r"^Language:[ \t]*([a-zA-Z]{2,3}(?:-\w+)*)", re.MULTILINE)
_NAMED_LANGUAGE = re.compile(r"\.([a-z]{2}(?:-[A-Za-z]{2})?)\.(?:srt|vtt)$", re.IGNORECASE)


class _Cue(Struct):
    """Lines that are shown together from ``time`` on, ``None`` where the time code is broken."""

    time: str | None
    lines: list[str]


def from_subtitles(file: File, limits: Limits) -> Found:
    """Read a subtitle file.

    :raises UnreadableError: ``damaged`` if there is no cue in it; what :func:`decode` raises.
    """
    text, _ = clean(decode(file.source, limits).text)
    cues = list(_cues(text))
    if not any(cue.lines for cue in cues):
        raise UnreadableError(file.path, "damaged", "no subtitles in it")
    writer = _Writer()
    for cue in cues:
        writer.cue(cue)
    named = _LANGUAGE.search(text, 0, 400) or _NAMED_LANGUAGE.search(file.name)
    return Found((
        OriginalText(
            kind="file", id=file.name, text="".join(writer.parts), sha256=file.sha256, turns=writer.ended(),
            places=tuple(writer.places), speech=True, language=named[1] if named else None,
            machine=bool(_WORD_TIME.search(text)) or is_machine(text),
        ),
    ))  # fmt: skip


def _cues(text: str) -> Iterator[_Cue]:
    """Cues in order, without numbers, names of cues, comments and styles."""
    cue: _Cue | None = None
    skipping = False
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if "-->" in line:
            if cue is not None:
                yield cue
            cue, skipping = _Cue(_time(line), []), False
        elif not line.strip():
            skipping = False
        elif _NO_CUE.match(line) and (at == 0 or not lines[at - 1].strip()):
            skipping = True
        elif cue is not None and not skipping and not _names_next(lines, at):
            cue.lines.append(line.strip())
    if cue is not None:
        yield cue


def _names_next(lines: list[str], at: int) -> bool:
    """Whether a line numbers or names the cue that begins below it."""
    below = at + 1 < len(lines) and "-->" in lines[at + 1]
    return below and (lines[at].strip().isdigit() or at == 0 or not lines[at - 1].strip())


def _time(line: str) -> str | None:
    found = _TIMING.match(line)
    if not found:
        return None
    minutes = 60 * int(found["hours"] or 0) + int(found["minutes"])
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{int(found['seconds']):02d}"


class _Writer:
    """The running text so far: a space between cues, a new line where another speaker begins."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.places: list[Place] = []
        self.turns: list[Turn] = []
        self.open: tuple[int, str | None] | None = None
        self.last = ""

    def cue(self, cue: _Cue) -> None:
        """Add a cue; a first line that only repeats the cue before (captions that roll up) is left out."""
        lines = [line for line in cue.lines if _plain(line)]
        if lines and _plain(lines[0]) == self.last:
            lines = lines[1:]
        for number, line in enumerate(lines):
            self._line(line, cue.time if number == 0 else None, len(lines) > 1)
        if lines:
            self.last = _plain(lines[-1])

    def ended(self) -> tuple[Turn, ...]:
        """The turns, if any speaker is told from another."""
        self._close()
        return tuple(self.turns) if any(turn.speaker for turn in self.turns) or len(self.turns) > 1 else ()

    def _line(self, line: str, time: str | None, several: bool) -> None:
        voice = _VOICE.search(line)
        words = _plain(line)
        change = _CHANGE.match(words)
        changed = bool(change) and (several or not (change and change[0].strip() in "-–—‐") or self._ended())
        if change:
            words = words[change.end() :]
        speaker = unescape(voice[1]).strip() or None if voice else None
        if speaker is None and (label := label_of(words)):
            speaker, changed = label[0], True
            words = words[label[1] :]
        new = changed or (voice is not None and speaker != (self.open or (0, None))[1])
        if new or self.open is None:
            self._close()
        if not words:
            self.open = (self.size, speaker) if new else self.open
            return
        if self.parts:
            self._add("\n" if new else " ")
        if time:
            self.places.append(Place(self.size, time))
        if self.open is None or new:
            self.open = (self.size, speaker)
        self._add(words)

    def _ended(self) -> bool:
        """Whether the words so far end a sentence: a dash behind them is another speaker's, not theirs."""
        return not self.parts or self.parts[-1][-1:] in ".?!…\"”'’)]♪"

    def _close(self) -> None:
        if self.open is not None and self.size > self.open[0]:
            self.turns.append(Turn(self.open[0], self.size, self.open[1]))
        self.open = None

    def _add(self, words: str) -> None:
        self.parts.append(words)
        self.size += len(words)


def _plain(line: str) -> str:
    return " ".join(unescape(_TAG.sub("", line)).split())
