"""A sentence → who carried what is said in it: outlets, agencies, documents, platforms, journalists, each place once.

Words only: to which statement of the sentence a carrier belongs, and for how long it holds, is left to ``occasions``.
"""

from __future__ import annotations

import re

from onrecord.speakers.bodies import Bodies
from onrecord.speakers.carrier import Carrier
from onrecord.speakers.carriers_citing import bodies_named, bylines, citing
from onrecord.speakers.carriers_documents import documents, platforms
from onrecord.speakers.carriers_outlets import foreign_told, leaks, outlets, staged


def carriers(text: str, start: int, stop: int, known: Bodies, language: str | None) -> list[Carrier]:
    """Everything in ``text[start:stop]`` that carried words, left to right, each place once."""
    rows = [*documents(text, start, stop), *foreign_told(text, start, stop, known, language)]
    named = bodies_named(text, start, stop, known)
    shown = text[start:stop]
    if named or (
        any(map(shown.__contains__, _NAMING)) and _MAY_NAME.search(text, start, stop)
    ):  # most sentences name no outlet
        rows += [
            *outlets(text, start, stop, known),
            *staged(text, start, stop, known),
            *leaks(text, start, stop, known),
        ]
    rows += [
        *citing(text, start, stop, known, named),
        *bylines(text, start, stop, known, named),
        *platforms(text, start, stop),
    ]
    if not rows:
        return []
    if any(row.scope == "talk" for row in rows) and _DATED.search(text, start, stop):
        rows = [row._replace(scope="sent") if row.scope == "talk" else row for row in rows]
    printed = [row.start for row in rows if row.kind in ("outlet", "agency")]
    rows = [
        row
        for row in rows
        if not (row.kind == "document" and _is_article(row) and any(0 < at - row.stop < 30 for at in printed))
    ]
    posted = [row for row in rows if row.kind == "platform"]
    rows = [
        row  # "a YouTube video": the platform says it all
        for row in rows
        if not (row.kind == "document" and any(row.start <= one.start and one.stop <= row.stop for one in posted))
    ]
    best: dict[tuple[int, str], Carrier] = {}
    for row in sorted(
        rows, key=lambda row: (row.start, row.scope == "once", row.scope != "talk", row.start - row.stop)
    ):
        best.setdefault((row.start, row.kind), row)
    return list(best.values())


def _is_article(row: Carrier) -> bool:
    """What stands in an outlet is the outlet's: "an op-ed in the Post"."""
    return (
        re.search(r"\b(?:op-ed|opinion|column|essay|editorial|blog|piece|article|report)\b", row.name.lower())
        is not None
    )


_NAMING = ("told", "tells", "interview", "spoke", "peaking", "sked", "pressed", "host", "anchor", "show", "“", '"', "‘")
_MAY_NAME = re.compile(
    r"[“\"‘][A-Z0-9]|\b(?:told|tells|interview|spoke|[Ss]peaking|[Aa]sked|pressed|host|anchor|show)\b"
)
_DATED = re.compile(
    r"\b(?:(?:last|earlier this|this past|the previous|that same)\s+(?:year|month|week|summer|"
    r"fall|winter|spring|autumn)|(?:days|weeks|months|years|decades)\s+(?:ago|earlier|before)"
    r"|(?:in|In|on|On)\s+(?:early |late |mid-)?(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)(?:\s+\d|"
    r"\b)|[Ii]n\s+(?:19|20)\d\d|[Bb]ack in)\b"
)
"""An occasion of its own time: what the article tells besides need not be from there."""
