"""The tags of the trained reader and which may follow which; nothing is computed from a text here."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Role = Literal["mention", "cue", "content"]
ROLES: tuple[Role, ...] = ("mention", "cue", "content")
TAGS = ("O", *(f"{part}-{role}" for role in ROLES for part in "BIES"))
"""Outside, or the Beginning, Inside, End of a run, or a Single word."""


def tag_of(role: str, first: bool, last: bool) -> int:
    """Index of the tag of a word of a run."""
    return 1 + 4 * ROLES.index(role) + (3 if first and last else 0 if first else 2 if last else 1)


def legal() -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Tag pairs that may follow each other, tags that may begin a window, tags that may end one."""
    begins = np.array([tag[0] in "OBS" for tag in TAGS])
    ends = np.array([tag[0] in "OES" for tag in TAGS])
    role = [tag[2:] for tag in TAGS]
    pairs = np.array(
        [
            [begins[b] if ends[a] else not begins[b] and role[a] == role[b] for b in range(len(TAGS))]
            for a in range(len(TAGS))
        ]
    )
    return pairs, begins, ends
