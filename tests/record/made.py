"""Records made of readings that are written down by hand."""

from __future__ import annotations

from pathlib import Path

from onrecord import ids, model
from onrecord.record.gather import numbered
from onrecord.record.link import link
from onrecord.record.prints import print_of
from onrecord.record.rows import rows_of
from onrecord.record.schema import READ
from onrecord.record.store import writing
from onrecord.record.worker import arrow


def said(
    text: str,
    words: str,
    *,
    name: str | None = "Jane Dorn",
    roles: tuple[str, ...] = (),
    kind: model.StatementKind = "direct",
    stance: model.Stance = "neutral",
    cue: str = "said",
    anonymous: bool = False,
    relays: tuple[str, ...] = (),
    outlet: str | None = "Westmere Echo",
    published: str | None = "2024-03-01",
    agency: str | None = None,
    url: str | None = None,
    language: str = "en",
) -> model.Reading:
    """A document with one statement: ``words`` and ``cue`` stand in ``text``."""

    def span(part: str) -> model.Span:
        start = text.index(part)
        return model.Span(start, start + len(part), part)

    id = ids.document_id(outlet, None, text)
    content = span(words)
    statement = ids.statement_id(id, kind, [(content.start, content.stop)])
    who = ids.speaker_id(id, name or "somebody")
    known = name is not None or anonymous
    speakers = (model.Speaker(who, name, roles, (), (), anonymous, (), "person"),) if known else ()
    return model.Reading(
        document=model.Document(
            id,
            url or f"news/{id}.txt",
            outlet,
            "Pier, “old”",
            ("A. Writer",),
            published,
            language,
            text,
            url,
            agency=agency,
        ),
        posts=(),
        statements=(
            model.Statement(
                statement, kind, (content,), span(cue) if cue in text else None, None, stance, None, None, 0.9
            ),
        ),
        speakers=speakers,
        attributions=(model.Attribution(statement, who if known else None, "hand", 1.0, "written so"),),
        relays=tuple(
            model.Relay(statement, place, "agency", relay, None, "written so") for place, relay in enumerate(relays)
        ),
        verdicts=(),
        relations=(),
        conflicts=(),
    )


def keep(folder: Path, *readings: model.Reading) -> Path:
    """Add readings to a record as one shard, and compare them with what is there."""
    with writing(folder) as store:
        rows = {table: [] for table in READ}
        for reading in readings:
            for table, found in rows_of(reading).items():
                rows[table] += found
            rows["prints"].append(print_of(reading.document))
            rows["captures"].append({
                "file": "made", "key": 1, "position": 0, "whole": True, "uri": reading.document.uri, "captured": None,
                "document": reading.document.id, "known": False, "failed": False,
            })  # fmt: skip
        tables = {table: arrow(table, found) for table, found in rows.items()}
        tables["prints"] = numbered(tables["prints"], store.manifest.count("documents"))
        store.commit(tables)
        link(store)
    return folder
