"""A spaCy Doc → its statements as spans, their speakers on extensions: ``nlp.add_pipe("onrecord")``.

``doc.spans["onrecord"]`` holds the content (label: the kind), ``doc.spans["onrecord_cue"]`` and ``["onrecord_mention"]`` cues and
mentions; each span has ``._.statement``, ``._.speaker`` and ``._.stance``; ``doc._.reading`` is the whole Reading. Spans are widened to
whole tokens.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord import model
from onrecord.errors import UnreadableError
from onrecord.reader import Reader

GROUPS = {"content": "onrecord", "cue": "onrecord_cue", "mention": "onrecord_mention"}


class Component:
    """The pipeline component; safe to pickle, and to share between threads as its Reader is."""

    def __init__(self, reader: Reader) -> None:
        """Read with ``reader``."""
        self.reader = reader
        _extend()

    def __call__(self, doc: Doc) -> Doc:
        """Put a document's statements on it; one without words stays as it is."""
        for group in GROUPS.values():
            doc.spans[group] = []
        try:
            reading = self.reader.text(doc.text)
        except UnreadableError:
            return doc
        doc._.reading = reading
        for group, spans in _spans(doc, reading).items():
            doc.spans[group] = spans
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing: a saved pipeline makes it anew from its config."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Component:
        """Itself."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Nothing: a saved pipeline makes it anew from its config."""

    def from_disk(self, _path: Any, **_: Any) -> Component:
        """Itself."""
        return self


@Language.factory("onrecord", default_config={"model": None})  # type: ignore[untyped-decorator, unused-ignore]
def make(nlp: Language, name: str, model: str | None) -> Component:
    """What spaCy calls for ``add_pipe("onrecord", config={"model": "fast"})``; texts are read in the language of ``nlp``."""
    language = None if nlp.lang == "xx" else nlp.lang
    return Component(Reader(model=model or "accurate", language=language))


def _extend() -> None:
    for owner, names in ((Doc, ("reading",)), (Span, ("statement", "speaker", "stance"))):
        for name in names:
            if not owner.has_extension(name):
                owner.set_extension(name, default=None)


def _spans(doc: Doc, reading: model.Reading) -> dict[str, list[Span]]:
    speakers = {row.id: row for row in reading.speakers}
    speaker_of = {row.statement: speakers.get(row.speaker or "") for row in reading.attributions}
    found: dict[str, list[Span]] = {group: [] for group in GROUPS.values()}
    for row in reading.statements:
        for part, label, where in _parts(row):
            start, stop = (_in_source(offset, reading.document.origin) for offset in (where.start, where.stop))
            span = doc.char_span(start, stop, label=label, span_id=row.id, alignment_mode="expand")
            if span is not None:
                span._.statement, span._.speaker, span._.stance = row, speaker_of.get(row.id), row.stance
                found[GROUPS[part]].append(span)
    return found


def _in_source(offset: int, origin: model.Origin | None) -> int:
    """Where an offset of the document's text stands in the text that was given: line ends may have been longer."""
    runs = origin.map if origin else ()
    at = bisect_right(runs, offset - 1 if offset else 0, key=lambda run: run[0]) - 1
    return offset if at < 0 else runs[at][1] + offset - runs[at][0]


def _parts(row: model.Statement) -> Iterator[tuple[str, str, model.Span]]:
    yield from (("content", row.kind, where) for where in row.content)
    if row.cue:
        yield "cue", row.stance, row.cue
    if row.mention:
        yield "mention", row.kind, row.mention
