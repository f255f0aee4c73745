"""What is shown of a judgement beside the statement that it changed; how it changes it is ``corrected``'s."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

What = Literal["speaker", "not the speaker", "statement", "no statement"]


class Note(Struct, frozen=True):
    """What a person said of a statement, and what reading had: ``read_name`` is the speaker's name, null for nobody's."""

    statement: str
    document: str
    what: What
    name: str | None
    read_name: str | None
    by: str
    at: str
    reason: str
    judgement: str
    carried: bool
    """It was judged of another version of the document, which has the same words."""
