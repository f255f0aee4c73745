"""Text of a file, a page or an extracted document → an original: cleaned, with turns, time codes and whose words it is.

Getting the text out of its format is left to the readers of the formats.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model import OriginalText, Place
from onrecord.readers.originals_types import File
from onrecord.readers.repair import unligatured
from onrecord.readers.transcript import read_talk
from onrecord.readers.wrapped import unwrapped
from onrecord.text.clean import clean
from onrecord.text.names import find_names

_WHOSE = re.compile(
    r"^\W{0,4}(?:(?:full )?(?:text|transcript) of )?(?:the )?(?:prepared |opening |closing |written |press |joint |as-delivered )?"
    r"(?:remarks|statement|speech|address|testimony|keynote|comments)\b(?: as (?:prepared|delivered))?"
    r"(?: (?:delivered|given|made|issued))?,? (?:by|from|of) (?P<who>[^\n]{3,100})$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 400


def from_text(
    file: File,
    text: str,
    language: str | None = None,
    published: str | None = None,
    places: Sequence[Place] = (),
    wrapped: bool = False,
) -> OriginalText:
    """An original of ``text``.

    :param places: those that its format knows; time codes in the text come instead of none.
    :param wrapped: lines may have been broken at a width: they are joined then.
    """
    text = unligatured(clean(text)[0])
    running = unwrapped(text) if wrapped else None
    text, lines = running or (text, ())
    talk = read_talk(text)
    return OriginalText(
        kind="file", id=file.name, text=text, sha256=file.sha256, speaker=None if talk.turns else _whose(text),
        turns=talk.turns, places=tuple(places) or talk.places or lines, speech=talk.speech, machine=talk.machine, language=language,
        published=published,
    )  # fmt: skip


def _whose(text: str) -> str | None:
    """The one whose words all of it are, where the first lines say so: ``Remarks by Jane Doe at …``."""
    line = _WHOSE.search(text, 0, _HEAD)
    names = list(find_names(line["who"])) if line else []
    return names[0].text if names and len(names[0].words) > 1 else None
