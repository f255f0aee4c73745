"""A reading → Web Annotations (W3C, 2017): one for each span of a statement, found again by its words or its place.

Positions count code points of the text that onrecord took out of the document, from 0, the end excluded; in another
text of the document the quoted words with what stands around them lead to the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.export.facts import name_of, roles_of
from onrecord.export.jsonl import speaker_ids
from onrecord.export.jsonld import URN, web
from onrecord.model import Document, Reading, Span, Speaker, Statement
from onrecord.settings import VERSION

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
"""Characters before and behind that tell a place from others with the same words."""


def annotations_of(reading: Reading) -> Iterator[dict[str, Any]]:
    """Annotations of one document, in the order of its statements."""
    people = {row.id: row for row in reading.speakers}
    said_by = speaker_ids(reading)
    for row in reading.statements:
        speaker = people.get(said_by.get(row.id) or "")
        for place, span in enumerate(row.content):
            yield _annotation(reading.document, row, span, place, speaker)


def _annotation(document: Document, row: Statement, span: Span, place: int, speaker: Speaker | None) -> dict[str, Any]:
    return {
        "id": f"{URN}{row.id}:{place}", "type": "Annotation", "motivation": "describing",
        "generator": {"type": "Software", "name": f"onrecord {VERSION}"},
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": _who(speaker)},
            {"type": "TextualBody", "purpose": "tagging", "value": f"kind:{row.kind}"},
            {"type": "TextualBody", "purpose": "tagging", "value": f"stance:{row.stance}"},
            {"type": "TextualBody", "purpose": "tagging", "value": f"statement:{row.id}"},
        ],
        "target": {
            "type": "SpecificResource", "source": web(document) or URN + document.id,
            "selector": [
                {"type": "TextQuoteSelector", "exact": span.text,
                 "prefix": document.text[max(0, span.start - _AROUND) : span.start],
                 "suffix": document.text[span.stop : span.stop + _AROUND]},
                {"type": "TextPositionSelector", "start": span.start, "end": span.stop},
            ],
        },
    }  # fmt: skip


def _who(speaker: Speaker | None) -> str:
    if speaker is None:
        return "speaker unknown"
    return ", ".join(filter(None, (name_of(speaker), roles_of(speaker))))
