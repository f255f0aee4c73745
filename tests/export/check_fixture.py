"""The hand-made reading of ``fixture`` as a checked draft: files, a post and every outcome."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.acceptance import Accepted, key_of
from onrecord.checking import Checking
from onrecord.model import Edit, Failure, Original, OriginalText, Place, Span, Turn, Verdict

from .fixture import POST, POST_TEXT, READING, TEXT, VERDICTS

COUNCIL = """REYES: The contractor has assured us that every lane will be ready.

ADEYEMI: We have paid enough and, let me be clear, we will not pay twice."""
TURNS = (Turn(7, 69, "REYES"), Turn(COUNCIL.index("We have"), len(COUNCIL), "ADEYEMI"))


def council(words: str) -> Span:
    start = COUNCIL.index(words)
    return Span(start, start + len(words), words)


def _file(words: str, place: str, speaker: str) -> Original:
    return Original("file", "notes/council.txt", council(words), place, speaker)


BREAKS = tuple(place for place, character in enumerate(TEXT) if character == "\n")
LINE = "We have paid enough and, let me be clear, we will not pay twice"
JUDGED = (
    Verdict("lanes", _file("The contractor has assured us that every lane will be ready", "line 1", "REYES"),
            "verbatim", 1.0, (), "the same words"),
    Verdict("paid", _file(LINE, "line 3", "ADEYEMI"), "misattributed", 0.8,
            (Edit("delete", None, council(", let me be clear,"), "cut"),), "the words are in a turn of “ADEYEMI”",
            also=(_file("We have paid", "line 3", "ADEYEMI"),)),
    Verdict("hole", None, "not-found", 0.1, (), "in none of the speaker’s originals here (1 searched)"),
    *VERDICTS[3:],
)  # fmt: skip
ORIGINALS = (
    OriginalText("post", POST, POST_TEXT, "ab" * 32, speaker="Kalle B.", published="2023-03-13"),
    OriginalText("post", "post-x-1636", 'The press desk told me "no comment today" and hung up.', "cd" * 32),
    OriginalText("file", "notes/council.txt", COUNCIL, "ef" * 32, turns=TURNS, places=(Place(0, "line 1"),)),
)
_ORIGIN = replace(READING.document.origin, map=((0, 0, len(TEXT)),))  # type: ignore[type-var]
DRAFT = replace(READING, verdicts=JUDGED, document=replace(READING.document, origin=_ORIGIN))
CHECKING = Checking(
    reading=DRAFT,
    originals=ORIGINALS,
    searched=2,
    unread=(Failure("notes/scan.pdf", "scanned", "3 pages without text"),),
    left_out=("notes/old-draft.txt",),
    breaks=BREAKS,
)
_HOLE = next(row for row in DRAFT.statements if row.id == "hole")
KEY = key_of(_HOLE, JUDGED[2], "Omar Adeyemi")
ACCEPTED = {KEY.id: Accepted(KEY, "Ines <b>H</b>", "2023-03-15T09:30:00Z", "heard it | on tape")}
